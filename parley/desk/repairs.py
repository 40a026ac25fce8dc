"""What can be mended in one file without asking: each repair is the smallest change of its text, and mends one thing.

Nothing here judges whether a repair helps. It proposes; fix.py holds the result against the rules and takes it or leaves it.
The texts of a file are nobody's to mend: no repair touches a character of a value that is not an id, a day, or a word of
the codebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from parley import days, yamlfile
from parley.desk import lines, schemas, slips, spelling
from parley.desk.nameable import Registers
from parley.fieldtypes import ID, STATEMENT_ID
from parley.problems import Problem, Steps
from parley.rawtext import BYTE_ORDER_MARK, is_unreadable
from parley.reading import Belongs
from parley.yamlfile import Survey

WIDTHS = (2, 4, 8, 1, 3, 6)  # of a tab, the usual ones first


@dataclass(frozen=True)
class Repair:
    """text : of the whole file, when it is mended. value : what it must then say; None when it could not be read before."""

    text: str
    value: Any = None


def without_mark(text: str) -> str:
    """Without a byte order mark at the start."""
    return text.removeprefix(BYTE_ORDER_MARK)


def with_spaces(text: str, problem: Problem, width: int) -> str:
    """The line of a `tab` or `no-break-space` problem, with spaces in its indentation. A line of somebody's text stays as it is."""
    rows = lines.split(text)
    at = problem.line - 1
    if at >= len(rows) or at in lines.of_texts(rows):
        return text
    if problem.rule == "no-break-space":
        start = problem.column - 1
        rows[at] = rows[at][:start] + re.sub("^\u00a0+", lambda found: " " * len(found[0]), rows[at][start:])
    else:
        indent = re.match(r"[ \t]*", rows[at])
        assert indent is not None
        rows[at] = indent[0].expandtabs(width) + rows[at][indent.end() :]
    return "".join(rows)


def without_unseen(text: str) -> str:
    """Without the invisible characters of its comments. Where some stand in a value the text stays as it is."""
    surveyed = yamlfile.survey(text.encode())
    if surveyed.value is None or surveyed.unsure:
        return text
    return "".join(_seen(each) for each in text)


def _seen(character: str) -> str:
    if character in "\x85\u2028\u2029":
        return " "
    return "" if is_unreadable(character) else character


def without_trailing_spaces(text: str) -> str:
    """Without spaces and tabs at the ends of lines, except in texts of more than one line."""
    rows = lines.split(text)
    kept = lines.of_texts(rows)
    return "".join(row if number in kept else _tidied(row) for number, row in enumerate(rows))


def _tidied(row: str) -> str:
    said = lines.body(row)
    return said.rstrip(" \t") + row[len(said) :]


def words(text: str, problems: Sequence[Problem], belongs: Belongs, known: Registers) -> Iterator[Repair]:
    """A repair for each id, day, word or name of a field that can only be a slip for one that is known."""
    surveyed = yamlfile.survey(text.encode())
    if surveyed.value is None:
        return
    by_place = {(place.line, place.column): at for at, place in surveyed.places.items() if isinstance(_get(surveyed.value, at), str)}
    by_key = {(place.key_line, place.key_column): at for at, place in surveyed.places.items() if at and isinstance(at[-1], str)}
    chosen = _Choices(belongs, surveyed.value, known)
    for problem in problems:
        spot = problem.line, problem.column
        if problem.rule == "unknown-field" and spot in by_key:
            yield from _renamed(text, surveyed, by_key[spot], chosen)
        elif problem.rule.startswith(("unknown-", "bad-")) and spot in by_place:
            yield from _reworded(text, surveyed, by_place[spot], chosen)


def _renamed(text: str, surveyed: Survey, at: Steps, chosen: _Choices) -> Iterator[Repair]:
    place = surveyed.places[at]
    entry = _get(surveyed.value, at[:-1])
    name = slips.meant(str(at[-1]), [each for each in chosen.fields(at[:-1]) if each not in entry], closed=True)
    if name and (mended := _put(text, place.key_line, place.key_column, str(at[-1]), name)):
        value = deepcopy(surveyed.value)
        inside = _get(value, at[:-1])
        renamed = {name if each == at[-1] else each: inside[each] for each in inside}
        inside.clear()
        inside.update(renamed)
        yield Repair(mended, value)


def _reworded(text: str, surveyed: Survey, at: Steps, chosen: _Choices) -> Iterator[Repair]:
    word, place = _get(surveyed.value, at), surveyed.places[at]
    for better in dict.fromkeys(chosen.instead(at, word)):
        if better != word and (mended := _put(text, place.line, place.column, word, better)):
            value = deepcopy(surveyed.value)
            _get(value, at[:-1])[at[-1]] = better
            yield Repair(mended, value)


def _put(text: str, line: int, column: int, before: str, after: str) -> str:
    """A word in another's place, where it stands as it is read, in quotes or without. Empty when it does not."""
    rows = lines.split(text)
    row, start = rows[line - 1], column - 1
    start += row[start : start + 1] in ("'", '"')
    if row[start : start + len(before)] != before:
        return ""
    rows[line - 1] = row[:start] + after + row[start + len(before) :]
    return "".join(rows)


def _get(value: Any, at: Steps) -> Any:
    for step in at:
        value = value[step]
    return value


@dataclass(frozen=True)
class _Choices:
    """What can stand at a place of a file: words of the codebook, ids of the registers, names of the file itself."""

    belongs: Belongs
    value: dict[str, Any]
    known: Registers

    def fields(self, at: Steps) -> list[str]:
        return list(self.part(at).get("properties", ()))

    def instead(self, at: Steps, word: str) -> Iterator[str]:
        """What the word was probably meant to be, the surest first."""
        name = next(step for step in reversed(at) if isinstance(step, str))
        plain = spelling.with_plain_dashes(word)
        if vocabulary := self.part(at).get("enum"):
            yield from filter(None, [slips.meant(word, vocabulary, closed=True)])
            return
        if name == "speaker":
            own = self.known.actor(self.belongs.actor) or {}
            yield from filter(None, [slips.written_otherwise(word, [each["name"] for each in own.get("speakers", ())])])
            return
        if name != "name" and _is_spelt(plain):
            yield plain
        yield from filter(None, [slips.meant(word, self.ids(name, at))])

    def ids(self, name: str, at: Steps) -> list[str]:
        """The ids that a field can name; none for a field that names nothing."""
        entry = _get(self.value, at[:-1])
        match name:
            case "issue":
                return [each["id"] for each in self.known.issues]
            case "actor" | "about" | "principals" | "applies_to" | "authors":
                return [each["id"] for each in self.known.actors]
            case "proposal":
                return [each["id"] for each in self.known.proposals]
            case "article":
                of = next((each for each in self.known.proposals if each["id"] == entry.get("proposal")), {"articles": ()})
                return [each["id"] for each in of["articles"]]
            case "bloc":
                return [*self.listed("blocs"), *self.listed("actors")]
            case "supersedes":
                return [each for each in self.listed("proposals") if each != entry.get("id")]
            case "source" | "topic":
                return self.listed(f"{name}s")
        return []

    def listed(self, name: str) -> list[str]:
        entries = self.value.get(name)
        found = [each.get("id") for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []
        return [each for each in found if isinstance(each, str)]

    def part(self, at: Steps) -> dict[str, Any]:
        """The schema of a place; nothing where there is none."""
        part: Any = schemas.plain(self.belongs.kind)
        for step in at:
            part = part.get("items", {}) if isinstance(step, int) else part.get("properties", {}).get(step, {})
        return dict(part)


def _is_spelt(word: str) -> bool:
    return bool(ID.fullmatch(word) or STATEMENT_ID.fullmatch(word)) or days.problem_with(word) is None
