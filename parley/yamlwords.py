"""What a YAML parser cannot read, said in an editor's words.

The parser knows where it gave up; why is better seen on the line itself. Each rule below knows one usual slip and the way
out of it; the first that fits speaks. Nothing here knows a YAML library, only lines and places.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from parley.rawtext import YamlProblem


class Spot(NamedTuple):
    """0-based, as the parser counts."""

    line: int
    column: int


@dataclass(frozen=True)
class Stumble:
    """A parser that gave up.

    at, begun : where it gave up, and where the thing it was reading began.
    said : its own words.
    """

    lines: list[str]
    at: Spot
    begun: Spot
    said: str

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def above(self) -> int:
        """The last line above `at` that says something."""
        above = self.at.line - 1
        while above > 0 and not self.line(above).partition("#")[0].strip():
            above -= 1
        return above


Rule = Callable[[Stumble], YamlProblem | None]

_VALUE = re.compile(r"\s*(?:-\s+)*(?:[\w-]+\s*:\s+)?")
_NO_SPACE_AFTER_COLON = re.compile(r"\s*(?:- +)*[A-Za-z_][\w-]*:(?=[^\s/:])")
_NO_SPACE_AFTER_DASH = re.compile(r"\s*(?:- +)*-(?=[A-Za-z])")
_NAME = re.compile(r"\s*(?:- +)*[\w-]*\s*")
_NO_COLON = ("missing-colon", "no colon on this line; write `name: value`, or indent it to continue the text above")
_MEANS_SOMETHING_AT_THE_START = "@`%*&!|>[]{},?"


def explain(lines: list[str], at: tuple[int, int], begun: tuple[int, int] | None, said: str) -> YamlProblem:
    """The one mistake that made the parser give up. at, begun : 0-based line and column."""
    stumble = Stumble(lines, Spot(*at), Spot(*(begun or at)), said)
    for rule in _RULES:
        if found := rule(stumble):
            return found
    return _problem(stumble.at, "yaml", f"this cannot be read here ({said}); check the quotes and the indentation around it")


def _problem(spot: Spot, rule: str, message: str) -> YamlProblem:
    return YamlProblem(spot.line + 1, spot.column + 1, rule, message)


def _merge_conflict(stumble: Stumble) -> YamlProblem | None:
    """Two versions that git could not merge are still both in the file."""
    for number, line in enumerate(stumble.lines):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            return _problem(
                Spot(number, 0), "merge-conflict", "git left two versions here; keep one, and delete the lines `<<<`, `===`, `>>>`"
            )
    return None


def _tab(stumble: Stumble) -> YamlProblem | None:
    """Indentation is made of spaces."""
    for number in (stumble.at.line, stumble.above()):
        if found := re.match(r" *\t", stumble.line(number)):
            return _problem(Spot(number, found.end() - 1), "tab", "a tab in the indentation; use spaces")
    return None


def _no_break_space(stumble: Stumble) -> YamlProblem | None:
    """A space copied from a web page may only look like one."""
    for number in (stumble.at.line, stumble.above()):
        if found := re.match(r" *(?:- *)*(?:[\w-]+:)?(?=\u00a0)", stumble.line(number)):
            return _problem(Spot(number, found.end()), "no-break-space", "a no-break space (U+00A0); replace it by a plain space")
    return None


def _second_document(stumble: Stumble) -> YamlProblem | None:
    """One file holds one document, and nothing stands outside of it."""
    if "<document start>" not in stumble.said:
        return None
    if any(line.startswith("...") for line in stumble.lines[: stumble.at.line]):
        return _problem(stumble.at, "second-document", "text after the end mark `...`; a file holds one document, so delete the mark")
    return _problem(stumble.at, "indentation", "this stands outside of everything above it; give it the indentation of its neighbours")


def _unclosed_quote(stumble: Stumble) -> YamlProblem | None:
    """Every quote is closed. Found at its opening, for the end of the file tells nobody anything."""
    runs_out = "end of stream" in stumble.said or "document indicator" in stumble.said
    if "quoted scalar" in stumble.said and runs_out:
        return _never_closed(stumble, stumble.begun)
    return None


def _never_closed(stumble: Stumble, opening: Spot) -> YamlProblem:
    quote = stumble.line(opening.line)[opening.column : opening.column + 1]
    return _problem(opening, "unclosed-quote", f"the text opened by this {quote} is never closed; add a {quote} at its end")


def _escape(stumble: Stumble) -> YamlProblem | None:
    """A backslash inside double quotes starts an escape."""
    if "escape" not in stumble.said and "hexdecimal" not in stumble.said and "hexadecimal" not in stumble.said:
        return None
    return _problem(stumble.at, "bad-escape", "a backslash inside double quotes means something else; write it twice, or use single quotes")


def _text_after_a_quote(stumble: Stumble) -> YamlProblem | None:
    """Quotes go around all of a text. When an earlier one was never closed, that is the mistake."""
    before = stumble.line(stumble.at.line)[: stumble.at.column].rstrip()
    if not before.endswith(("'", '"')):
        return None
    for number in range(stumble.at.line - 1, stumble.begun.line - 1, -1):
        if (opening := _left_open(stumble.line(number))) is not None:
            return _never_closed(stumble, Spot(number, opening))
    inside = "`''`" if before.endswith("'") else '`\\"`'
    return _problem(
        stumble.at, "text-after-quote", f"text after the closing quote; put quotes around all of it, and write a quote inside as {inside}"
    )


def _left_open(line: str) -> int | None:
    """Where a line opens a quote that it does not close."""
    start = _value_column(line)
    quote, inside = line[start : start + 1], line[start + 1 :]
    if quote not in ("'", '"'):
        return None
    inside = inside.replace("''", "") if quote == "'" else re.sub(r"\\.", "", inside)
    return None if quote in inside else start


def _odd_sign(stumble: Stumble) -> YamlProblem | None:
    """Some signs cannot stand alone, and a comma in brackets needs something on both sides."""
    if "flow node" in stumble.said:
        return _problem(stumble.at, "odd-sign", "a value is missing here, inside brackets; text with brackets or commas goes in quotes")
    line = stumble.line(stumble.at.line)
    if "cannot start any token" in stumble.said and stumble.at.column > _value_column(line):
        sign = line[stumble.at.column : stumble.at.column + 1]
        named = {"\t": "a tab", "`": "a backtick"}.get(sign, f"`{sign}`")
        return _problem(stumble.at, "odd-sign", f"{named} cannot stand here; put the text around it in quotes, or delete it")
    return None


def _special_start(stumble: Stumble) -> YamlProblem | None:
    """Some signs mean something to YAML when a text starts with them."""
    line = stumble.line(stumble.at.line)
    start = _value_column(line)
    sign = line[start : start + 1]
    if "flow" in stumble.said or start > stumble.at.column or not sign or sign not in _MEANS_SOMETHING_AT_THE_START:
        return None
    named = "a backtick" if sign == "`" else f"`{sign}`"
    return _problem(
        Spot(stumble.at.line, start),
        "special-start",
        f"the text starts with {named}, which YAML takes for a sign of its own; put the text in quotes",
    )


def _unclosed_bracket(stumble: Stumble) -> YamlProblem | None:
    """`[a, b]` needs its closing bracket and its commas."""
    for kind, opening, closing in (("flow sequence", "[", "]"), ("flow mapping", "{", "}")):
        if kind in stumble.said:
            message = (
                f"what this `{opening}` opens is not closed by `{closing}`, or a comma is missing inside; text with brackets goes in quotes"
            )
            return _problem(stumble.begun, "unclosed-bracket", message)
    return None


def _list_beside_its_name(stumble: Stumble) -> YamlProblem | None:
    """A list starts on the line below its name."""
    if "sequence entries" not in stumble.said:
        return None
    return _problem(
        stumble.at, "list-beside-name", "a list starts on the line below its name; move the `- ` there, or put the text in quotes"
    )


def _missing_space(stumble: Stumble) -> YamlProblem | None:
    """`- name: value` has a space after its dash and one after its colon."""
    if "mapping values" not in stumble.said and "expected ':'" not in stumble.said:
        return None
    for number in (stumble.begun.line, stumble.at.line, stumble.above()):
        if found := _NO_SPACE_AFTER_COLON.match(stumble.line(number)):
            return _problem(Spot(number, found.end()), "missing-space", "a space is missing after the colon; write `name: value`")
        if found := _NO_SPACE_AFTER_DASH.match(stumble.line(number)):
            return _problem(Spot(number, found.end()), "missing-space", "a space is missing after the dash; write `- name: value`")
    return None


def _colon_in_text(stumble: Stumble) -> YamlProblem | None:
    """A `: ` makes a field, so text that contains one needs quotes; on its own line it is wrongly indented."""
    if "mapping values" not in stumble.said:
        return None
    line = stumble.line(stumble.at.line)
    before = line[: stumble.at.column]
    if ": " in before or not _NAME.fullmatch(before):
        how = "contains ': '" if line[stumble.at.column + 1 :].strip() else "ends with ':'"
        return _problem(stumble.at, "colon-in-text", f"put the text in quotes: it {how}")
    above = stumble.above()
    if _indent(line) <= _indent(stumble.line(above)):
        return _problem(Spot(above, _indent(stumble.line(above))), *_NO_COLON)
    message = "this line stands deeper than the field above and reads as part of its text; give both the same indentation"
    return _problem(Spot(stumble.at.line, _indent(line)), "indentation", message)


def _missing_colon(stumble: Stumble) -> YamlProblem | None:
    """A line says `name: value`, or continues the text above, indented deeper."""
    if "expected ':'" not in stumble.said:
        return None
    return _problem(stumble.begun, *_NO_COLON)


def _missing_name(stumble: Stumble) -> YamlProblem | None:
    """A name stands before its colon."""
    if stumble.line(stumble.at.line)[stumble.at.column :].startswith(":"):
        return _problem(stumble.at, "missing-name", "there is no name before the colon; write `name: value`")
    return None


def _indentation(stumble: Stumble) -> YamlProblem | None:
    """Fields of one entry stand exactly under each other."""
    line = stumble.line(stumble.at.line)
    if stumble.at.column > _indent(line) or not line.strip():
        return None
    return _problem(stumble.at, "indentation", "the indentation of this line fits none of the lines above; align it with its neighbours")


def _value_column(line: str) -> int:
    found = _VALUE.match(line)
    return found.end() if found else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_RULES: tuple[Rule, ...] = (
    _merge_conflict,
    _tab,
    _no_break_space,
    _second_document,
    _unclosed_quote,
    _escape,
    _text_after_a_quote,
    _odd_sign,
    _special_start,
    _unclosed_bracket,
    _list_beside_its_name,
    _missing_space,
    _colon_in_text,
    _missing_colon,
    _missing_name,
    _indentation,
)


def not_a_mapping(value: object) -> tuple[str, str]:
    """Rule and message for a file that is no mapping: nothing at all, a list, or plain text."""
    if value is None:
        return "empty-file", "the file says nothing; write its fields, or delete it"
    what = "a list" if isinstance(value, list) else "plain text"
    return "not-a-mapping", f"the file is {what}; it must consist of lines `name: value`, not indented"


def doubled(key: str, first_line: int, restarts: bool) -> tuple[str, str]:
    """Rule and message for a name that stands twice. restarts : it is the first of its entry, so that a new one was meant."""
    if restarts:
        return "missing-dash", f"a list dash is missing: `{key}` appears twice in one entry; start the new entry with `- {key}:`"
    return "doubled-key", f"`{key}` is already written in line {first_line}; keep one of the two"
