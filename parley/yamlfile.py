"""Text -> plain values, and where each was written. The only importer of yaml.

YAML is read strictly: every scalar stays the text that was typed (`no` is "no", `010` is "010"); only nothing at all, `~`
and `null` are None. Doubled keys, anchors, aliases, tags, second documents and deep nesting are refused.

There are three ways to read. Plain files, as nearly all are, are read a line at a time (`plainyaml`). For other sound ones there is a
pass over the events of PyYAML's C parser that builds values and nothing else. `survey` keeps every place and every mistake, for the
few files somebody has to be sent to.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from parley import plainyaml
from parley.plainyaml import NOTHING
from parley.problems import MOST_MISTAKES, Steps
from parley.rawtext import (
    STAND_IN,
    YamlProblem,
    characters,
    is_unreadable,
    lines_of,
    open_direction,
    text_cut,
    too_large,
    turned,
    unreadable_characters,
)
from parley.yamlwords import doubled, explain, not_a_mapping

Value = str | list[Any] | dict[str, Any] | None

DEEPEST = 8

_Parser: Any = yaml.cyaml.CParser if yaml.__with_libyaml__ else yaml.SafeLoader  # type: ignore[attr-defined]  # the stubs forget CParser
if not yaml.__with_libyaml__:
    logging.getLogger(__name__).warning(
        "PyYAML was built without libyaml: files are read correctly but about twenty times slower. Install a PyYAML wheel that has it."
    )

_STANDARD_TAG = "tag:yaml.org,2002:"
_MAYBE_CUT = re.compile(rb"[^ \t\r\n] #[^ \t\r\n]")
_ESCAPES_A_CHARACTER = re.compile(rb"\\[0abevfNLPxuU]")


@dataclass(frozen=True)
class Read:
    """What a sound file says.

    value : nested dict, list, str and None.
    lines : 1-based line of each item of each top-level list, as {"statements": [12, 20]}.
    """

    value: dict[str, Any]
    lines: dict[str, list[int]]


@dataclass(frozen=True)
class Place:
    """Where a value begins, and where its key does (for an item of a list: the item). All 1-based.

    end : line and column just behind a plain or quoted text; where a list or an entry opens; the line below a text that `|` or `>` opens.
    """

    line: int
    column: int
    key_line: int
    key_column: int
    end: tuple[int, int] = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Survey:
    """Everything that can be known of a file that may be broken.

    value : as in Read, as far as it could be read; None when there is no saying.
    places : of every value reached.
    unsure : ways to values that a mistake made unreadable (an alias, a cut text): not worth judging any further.
    problems : in order of their places; empty when `read` would read the file.
    """

    value: dict[str, Any] | None
    places: dict[Steps, Place]
    unsure: frozenset[Steps]
    problems: tuple[YamlProblem, ...]

    @cached_property
    def lines(self) -> dict[str, list[int]]:
        """As in Read."""
        found: dict[str, list[int]] = {}
        for steps, place in self.places.items():
            match steps:
                case (str(name), int()):
                    found.setdefault(name, []).append(place.line)
        return found


class UnreadableError(Exception):
    """The file breaks the rules of the writing. survey : says how, and what could be read all the same."""

    def __init__(self, survey: Survey) -> None:
        super().__init__(survey.problems)
        self.survey = survey

    @property
    def problems(self) -> tuple[YamlProblem, ...]:
        """Never empty, in order of their places."""
        return self.survey.problems


def read(text: bytes) -> Read:
    """The values of a file. raises: UnreadableError, with every mistake that can be told apart."""
    try:
        return _quick(text)
    except (_DoubtError, yaml.YAMLError):
        surveyed = survey(text)
        if surveyed.problems or surveyed.value is None:
            raise UnreadableError(surveyed) from None
        return Read(surveyed.value, surveyed.lines)


def places(text: bytes) -> dict[Steps, Place]:
    """Where every value of the file was written, as far as it can be read. Never raises."""
    return survey(text).places


class _DoubtError(Exception):
    """A quick pass met something that only the survey can judge."""


def _quick(text: bytes) -> Read:
    """What a sound file says. raises: _DoubtError, YAMLError."""
    told = characters(text)
    if told is None:
        raise _DoubtError
    try:
        return Read(*plainyaml.read(told, DEEPEST))
    except plainyaml.NotPlainError:
        return _parsed(text)


def _parsed(text: bytes) -> Read:
    """One pass over the events, in one loop because it is run for many files. raises: _DoubtError, YAMLError."""
    if (b" #" in text and _MAYBE_CUT.search(text)) or (b"\\" in text and _ESCAPES_A_CHARACTER.search(text)):
        raise _DoubtError
    parser = _Parser(text)
    next_event = parser.get_event
    outer: list[tuple[Any, str | None, bool]] = []  # the open collections around the one being filled, with their pending keys
    filling: Any = None
    key: str | None = None
    in_mapping = False
    root: Any = None
    documents = 0
    lines: dict[str, list[int]] = {}
    value: Any
    try:
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                if event.anchor or event.tag:
                    raise _DoubtError
                value = event.value
                if in_mapping and key is None:
                    if value in filling:
                        raise _DoubtError
                    key = value
                    continue
                if value in NOTHING and not event.style:
                    value = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                depth = len(outer)
                if event.anchor or event.tag or depth >= DEEPEST or (in_mapping and key is None):
                    raise _DoubtError
                if depth == 2 and not in_mapping:
                    lines.setdefault(outer[1][1] or "", []).append(event.start_mark.line + 1)
                outer.append((filling, key, in_mapping))
                in_mapping = kind is MappingStartEvent
                filling = {} if in_mapping else []
                key = None
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = filling
                filling, key, in_mapping = outer.pop()
            elif kind is AliasEvent:
                raise _DoubtError
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _DoubtError
                continue
            elif kind is StreamEndEvent:
                if root.__class__ is not dict:
                    raise _DoubtError
                return Read(root, lines)
            else:
                continue
            if in_mapping:
                filling[key] = value
                key = None
            elif filling is not None:
                filling.append(value)
                if kind is ScalarEvent and len(outer) == 2:
                    lines.setdefault(outer[1][1] or "", []).append(event.start_mark.line + 1)
            else:
                root = value
    finally:
        parser.dispose()


def survey(text: bytes) -> Survey:
    """The careful pass: every place, and every mistake that can be told apart. Never raises."""
    if refused := too_large(text):
        return Survey(None, {}, frozenset(), (refused,))
    surveyor = _Surveyor(lines_of(text), list(unreadable_characters(text)))
    surveyor.run()
    value = surveyor.root if isinstance(surveyor.root, dict) else None
    return Survey(value, surveyor.places, frozenset(surveyor.unsure), tuple(sorted(surveyor.problems)))


class _StopError(Exception):
    """Nothing after this can be trusted, or is worth reading."""


@dataclass
class _Surveyor:
    """Walks the events of one file with every mark in hand, noting instead of refusing.

    `steps` is None inside values that are thrown away (those of a doubled key): their own mistakes count, their places do not.
    """

    lines: list[str]
    problems: list[YamlProblem] = field(default_factory=list)
    places: dict[Steps, Place] = field(default_factory=dict)
    unsure: set[Steps] = field(default_factory=set)
    just_cut: bool = False
    root: Value = None

    def run(self) -> None:
        try:
            parser = _Parser("\n".join(self.lines))
            try:
                self.documents(_events(parser))
            finally:
                parser.dispose()
        except yaml.YAMLError as error:
            self.syntax(error)
            self.root = None
        except _StopError:
            pass

    def report(self, mark: Any, rule: str, message: str) -> None:
        self.note(YamlProblem(mark.line + 1, mark.column + 1, rule, message))

    def note(self, problem: YamlProblem) -> None:
        self.problems.append(problem)
        if len(self.problems) > MOST_MISTAKES:
            raise _StopError

    def syntax(self, error: yaml.YAMLError) -> None:
        """A mistake that ends the reading, unless a text cut off just before is its cause."""
        if self.just_cut or not isinstance(error, yaml.MarkedYAMLError):
            return
        at, begun = error.problem_mark, error.context_mark
        assert at is not None
        said = ": ".join(words for words in (error.context, error.problem) if words)
        self.problems.append(explain(self.lines, (at.line, at.column), (begun.line, begun.column) if begun else None, said))

    def documents(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.report(event.start_mark, "second-document", "a second `---`; a file holds one document, so delete the line")
                    break
            elif isinstance(event, NodeEvent):
                self.root = self.node(event, events, (), 0, event.start_mark)
        if not isinstance(self.root, dict) and () not in self.unsure:
            self.problems.append(YamlProblem(1, 1, *not_a_mapping(self.root)))

    def node(self, event: Any, events: Iterator[Any], steps: Steps | None, depth: int, key: Any) -> Value:
        if steps is not None:
            mark, end = event.start_mark, event.end_mark
            self.places[steps] = Place(mark.line + 1, mark.column + 1, key.line + 1, key.column + 1, (end.line + 1, end.column + 1))
        self.refuse_shorthand(event, steps)
        if isinstance(event, ScalarEvent):
            return self.scalar(event, steps)
        self.just_cut = False
        if isinstance(event, AliasEvent):
            return None
        if depth >= DEEPEST:
            self.report(event.start_mark, "too-deep", f"nested more than {DEEPEST} deep; no field of Parley needs that")
            raise _StopError
        if isinstance(event, SequenceStartEvent):
            return self.sequence(events, steps, depth)
        return self.mapping(events, steps, depth)

    def refuse_shorthand(self, event: Any, steps: Steps | None) -> None:
        """Anchors, aliases and tags."""
        mark = event.start_mark
        if isinstance(event, AliasEvent):
            self.report(mark, "alias", f"`*{event.anchor}` repeats another place; write the value out, or put the text in quotes")
        elif event.anchor:
            self.report(mark, "anchor", f"`&{event.anchor}` names a place to repeat; write values out, or put the text in quotes")
        elif event.tag:
            tag = event.tag.replace(_STANDARD_TAG, "!!")
            self.report(mark, "tag", f"`{tag}` is a YAML tag; delete it, or put the text in quotes")
        else:
            return
        if steps is not None and not isinstance(event, CollectionStartEvent):
            self.unsure.add(steps)

    def scalar(self, event: Any, steps: Steps | None) -> str | None:
        end = event.end_mark
        cut = None if event.style else text_cut(self.lines, end.line, end.column)
        self.just_cut = cut is not None
        if cut:
            self.note(cut)
        text, doubtful = _legible(event.value)
        if is_unreadable(text):
            self.report(event.start_mark, "control-character", "an escape in this text stands for an invisible character; delete it")
            text, doubtful = "", True
        if sign := open_direction(text):
            self.report(event.start_mark, "open-direction", turned(sign))
            doubtful = True
        if (cut or doubtful) and steps is not None:
            self.unsure.add(steps)
        return None if text in NOTHING and not event.style else text

    def sequence(self, events: Iterator[Any], steps: Steps | None, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            below = None if steps is None else (*steps, len(items))
            items.append(self.node(event, events, below, depth + 1, event.start_mark))
        return items

    def mapping(self, events: Iterator[Any], steps: Steps | None, depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        first_lines: dict[str, int] = {}
        stands_in_a_list = isinstance((steps or ("",))[-1], int)
        dash_missing = False
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self.key(event, events, depth)
            below = None if steps is None or key is None else (*steps, key)
            if key in first_lines:
                restarts = stands_in_a_list and key == next(iter(fields)) and len(fields) > 1
                if not dash_missing:
                    self.report(event.start_mark, *doubled(key, first_lines[key], restarts))
                dash_missing = dash_missing or restarts
                below = None
            value = self.node(next(events), events, below, depth + 1, event.start_mark)
            if key is not None and key not in first_lines:
                first_lines[key] = event.start_mark.line + 1
                fields[key] = value
        return fields

    def key(self, event: Any, events: Iterator[Any], depth: int) -> str | None:
        """The name before a colon; None when it is none."""
        self.just_cut = False
        if isinstance(event, ScalarEvent) and not event.anchor and not event.tag and not is_unreadable(event.value):
            return _legible(event.value)[0]
        self.report(event.start_mark, "odd-key", "the name before a colon must be plain text; put it in quotes, or delete the `?`")
        if not isinstance(event, ScalarEvent | AliasEvent):
            self.node(event, events, None, depth + 1, event.start_mark)
        return None


def _events(parser: Any) -> Iterator[Any]:
    while not isinstance(event := parser.get_event(), StreamEndEvent):
        yield event


def _legible(text: str) -> tuple[str, bool]:
    """The text without the stand-in for what could not be read, and whether there was one."""
    return (text.replace(STAND_IN, ""), True) if STAND_IN in text else (text, False)
