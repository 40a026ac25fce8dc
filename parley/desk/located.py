"""A sound file as characters, and where in them each value stands: what an edit must know to touch nothing else."""

from __future__ import annotations

import re
from typing import Any

from parley import yamlfile
from parley.desk.written import Layout
from parley.problems import Steps
from parley.yamlfile import Place

_BREAK = re.compile(r"\r\n|\r|\n")
_BETWEEN = re.compile(r"(?:[\s,]|(?<![^\s,\[\]{}])#[^\r\n]*)*")  # what may stand between a value and the bracket that closes its list


class CannotEditError(ValueError):
    """An edit that was not made; says why and the way out, in one sentence. The file is as it was."""


class Located:
    """One file.

    text : its characters, line breaks as they are. value : what it says. places : where, for every value in it.
    newline : the line break it uses.
    raises : CannotEditError when the file cannot be read.
    """

    def __init__(self, content: bytes) -> None:
        survey = yamlfile.survey(content)
        if survey.problems or survey.value is None:
            first = survey.problems[0]
            raise CannotEditError(f"the file cannot be read (line {first.line}: {first.message}); mend it in an editor first")
        self.text = content.decode("utf-8")
        self.value: dict[str, Any] = survey.value
        self.places = survey.places
        breaks = list(_BREAK.finditer(self.text))
        self.newline = breaks[0][0] if breaks else "\n"
        self._starts = [0, *(each.end() for each in breaks)]

    def at(self, steps: Steps) -> Any:
        """The value there. raises: CannotEditError when there is none."""
        value: Any = self.value
        for step in steps:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                raise CannotEditError(f"there is no `{_named(steps)}` in this file any more; read it again") from None
        return value

    def start(self, steps: Steps) -> int:
        """Where the value begins."""
        place = self._place(steps)
        return self.offset(place.line, place.column)

    def key(self, steps: Steps) -> int:
        """Where the name of a field begins."""
        place = self._place(steps)
        return self.offset(place.key_line, place.key_column)

    def offset(self, line: int, column: int) -> int:
        """Of a place, 1-based, in `text`; the end of the text for a line that is not there."""
        return self._starts[line - 1] + column - 1 if line <= len(self._starts) else len(self.text)

    def next_line(self, offset: int) -> int:
        """Where the line after that of `offset` begins; the end of the text when there is none."""
        found = _BREAK.search(self.text, offset)
        return found.end() if found else len(self.text)

    def line_end(self, offset: int) -> int:
        """Where the line of `offset` ends, before its break."""
        found = _BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def is_flow(self, steps: Steps) -> bool:
        """Is it a list or an entry in brackets?"""
        return isinstance(self.at(steps), list | dict) and self.text[self.start(steps)] in "[{"

    def in_flow(self, steps: Steps) -> bool:
        """Does it stand inside brackets?"""
        return any(self.is_flow(steps[:length]) for length in range(len(steps)))

    def is_block_text(self, steps: Steps) -> bool:
        """Is it a text below a `|` or a `>`?"""
        return isinstance(self.at(steps), str) and not self.in_flow(steps) and self.text[self.start(steps)] in "|>"

    def end(self, steps: Steps) -> int:
        """Just behind the value: of a text on its line or lines, or of a list or an entry in brackets."""
        if not isinstance(self.at(steps), list | dict):
            return self.offset(*self._place(steps).end)
        value, opening = self.at(steps), self.start(steps)
        if not self.is_flow(steps):
            raise CannotEditError(f"`{_named(steps)}` is written in a way that only an editor can change safely; change it there")
        last = self.end((*steps, _last(value))) if value else opening + 1
        found = _BETWEEN.match(self.text, last)
        assert found is not None
        return found.end() + 1

    def after(self, steps: Steps) -> int:
        """Where the line after the whole value begins, a comment on its last line included."""
        value = self.at(steps)
        if self.is_block_text(steps):
            return self._after_block_text(steps)
        if not isinstance(value, list | dict) or self.is_flow(steps):
            return self.next_line(self.end(steps))
        return self.after((*steps, _last(value)))

    def after_remarks(self, offset: int, indent: int) -> int:
        """Past the comment lines that follow at once and are indented by at least so many spaces."""
        while (line := self.text[offset : self.line_end(offset)]).lstrip(" ").startswith("#") and _indent(line) >= indent:
            offset = self.next_line(offset)
        return offset

    def dash(self, steps: Steps) -> int:
        """The column of an item's dash, from 0. The item stands in a list without brackets."""
        place = self._place(steps)
        line = place.line
        before = self._line(line)[: place.column - 1]
        while not before.strip():
            line -= 1
            before = self._line(line).partition("#")[0]
        return before.rindex("-")

    def indent(self, steps: Steps) -> int:
        """The column of an entry's fields, from 0."""
        entry = self.at(steps)
        return self._place((*steps, next(iter(entry)))).key_column - 1

    def layout(self) -> Layout:
        """How the file indents its lists; the usual way when it has none without brackets."""
        for name, value in self.value.items():
            if isinstance(value, list) and value and not self.is_flow((name,)):
                dash = self.dash((name, 0))
                place = self._place((name, 0))
                behind = place.column - 1 - dash
                on_its_line = self._line(place.line)[dash : dash + 1] == "-" and behind > 1
                return Layout(dash - self.indent(()), behind if on_its_line else 2)
        return Layout()

    def _line(self, number: int) -> str:
        start = self.offset(number, 1)
        return self.text[start : self.line_end(start)]

    def _place(self, steps: Steps) -> Place:
        self.at(steps)
        return self.places[steps]

    def _after_block_text(self, steps: Steps) -> int:
        """Blank lines below belong to the text only when it keeps them (`|+`)."""
        opening, below = self.start(steps), self.offset(*self._place(steps).end)
        if "+" in self.text[opening : self.line_end(opening)].partition("#")[0]:
            return below
        after = self.next_line(opening)
        here = after
        while here < below:
            there = self.next_line(here)
            if self.text[here:there].strip():
                after = there
            here = there
        return after


def _last(value: dict[str, Any] | list[Any]) -> str | int:
    return next(reversed(value)) if isinstance(value, dict) else len(value) - 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _named(steps: Steps) -> str:
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in steps)
