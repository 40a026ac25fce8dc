"""A day as a spreadsheet has it -> the one spelling of a day, or the sentence that says why not.

Only what has one meaning is read. `03/04/2025` has two, so it is refused unless the editor says which comes first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from parley import days

ORDERS = ("day-first", "month-first")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *(("january", "jan", "januar", "jänner"), ("february", "feb", "februar"), ("march", "mar", "märz", "mrz")),
            *(("april", "apr"), ("may", "mai"), ("june", "jun", "juni"), ("july", "jul", "juli"), ("august", "aug")),
            *(("september", "sep", "sept"), ("october", "oct", "oktober", "okt"), ("november", "nov")),
            ("december", "dec", "dezember", "dez"),
        ),
        start=1,
    )
    for name in names
}
_YEAR_FIRST = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9.]+)?(?:Z|[+-][0-9:]+)?)?",
    re.ASCII,
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?: [0-9]{1,2}:[0-9]{2}.*)?", re.ASCII)
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})[/.]([0-9]{4})", re.ASCII)
_IN_WORDS = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)?\.?\s+)?([^\W\d]+)\.?,?\s+(?:([0-9]{1,2})(?:st|nd|rd|th)?,?\s+)?([0-9]{4})")


class Day(NamedTuple):
    """day : as days.py spells it; empty when it could not be read. rule, wrong : then which rule it breaks, and the sentence."""

    day: str
    rule: str = ""
    wrong: str = ""


def read(text: str, order: str = "") -> Day:
    """The day a cell means. order : one of ORDERS when the editor said how days and months stand, else empty."""
    if found := _YEAR_FIRST.fullmatch(text):
        return _checked(text, *found.groups())
    if found := _YEAR_LAST.fullmatch(text):
        first, _, second, year = found.groups()
        return _year_last(text, int(first), int(second), year, order)
    if found := _MONTH_AND_YEAR.fullmatch(text):
        return _checked(text, found[2], found[1], None)
    if found := _IN_WORDS.fullmatch(text):
        before, name, after, year = found.groups()
        if (month := _MONTHS.get(name.casefold())) and not (before and after):
            return _checked(text, year, str(month), before or after)
    wrong = days.problem_with(text)
    return Day("", "bad-date", wrong) if wrong else Day(text)


def _year_last(text: str, first: int, second: int, year: str, order: str) -> Day:
    if order == "day-first" or (not order and first > 12):
        return _checked(text, year, str(second), str(first))
    if order == "month-first" or (not order and second > 12) or first == second:
        return _checked(text, year, str(first), str(second))
    readings = " or ".join(days.in_words(f"{year}-{month:02}-{day:02}") for day, month in ((first, second), (second, first)))
    way_out = f"write {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}, or say --days day-first or month-first for all"
    return Day("", "ambiguous-date", f"`{text}` can be {readings}; {way_out}")


def _checked(text: str, year: str, month: str, day: str | None) -> Day:
    spelt = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    wrong = days.problem_with(spelt)
    return Day("", "bad-date", f"`{text}` is not in the calendar") if wrong else Day(spelt)
