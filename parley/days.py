"""The one spelling of a day: `2025-08-24`, or `2025-08` and `2025` when no more is known.

A day travels through Parley as the text that was written. Where it must be compared it becomes the number of days since
1970-01-01 of its *last* day, so that something said "in April 2022" counts once April is over, never before.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

PRECISIONS = ("day", "month", "year")

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_EPOCH = date(1970, 1, 1)


def problem_with(text: str) -> str | None:
    """Why `text` is not a day, in an editor's words; None when it is one."""
    match = _WRITTEN.fullmatch(text)
    if not match:
        return f"`{text}` is not a date; write 2025-08-24, or 2025-08 or 2025 when the day is unknown"
    try:
        last_day(text)
    except ValueError:
        return f"`{text}` is not in the calendar"
    return None


def problem_with_whole(text: str) -> str | None:
    """As `problem_with`, for places that need a whole day (`2025-08-24`, not `2025-08`)."""
    wrong = problem_with(text)
    if wrong is None and precision(text) != "day":
        return f"`{text}` is only a {precision(text)}; this needs a whole day, like 2025-08-24"
    return wrong


def precision(text: str) -> str:
    """`day`, `month` or `year`, by how much of the day is written."""
    return {10: "day", 7: "month", 4: "year"}[len(text)]


def first_day(text: str) -> date:
    """The first day that `text` can mean. raises: ValueError when it is no day."""
    year, month, day = _parts(text)
    return date(year, 1 if month is None else month, 1 if day is None else day)


@lru_cache(maxsize=10_000)
def last_day(text: str) -> date:
    """The last day that `text` can mean: the one it counts from. raises: ValueError when it is no day."""
    year, month, day = _parts(text)
    month = 12 if month is None else month
    return date(year, month, calendar.monthrange(year, month)[1] if day is None else day)


def number(day: date) -> int:
    """Days since 1970-01-01, as the tables keep a day."""
    return (day - _EPOCH).days


def from_number(days: int) -> date:
    """The day that `number` made."""
    return _EPOCH + timedelta(days=int(days))


def in_words(text: str) -> str:
    """As an editor writes it: `24 Aug 2025`, `Aug 2025`, `2025`."""
    year, month, day = _parts(text)
    if month is None:
        return str(year)
    name = calendar.month_abbr[month]
    return f"{name} {year}" if day is None else f"{day} {name} {year}"


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise ValueError(f"not a day: {text!r}")
    year, month, day = match.groups()
    if month is not None and not 1 <= int(month) <= 12:
        raise ValueError(f"no such month: {text!r}")
    return int(year), None if month is None else int(month), None if day is None else int(day)
