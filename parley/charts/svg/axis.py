"""Which days an axis names: the beginnings of months or years, or single days where the picture is short."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

MOST = 11
"""So many names at most."""
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)


def ticks(first: date, last: date, most: int = MOST) -> list[tuple[date, str]]:
    """Days from `first` to `last`, each with its name; `Jan 2025` where a year begins or the axis does, else `Apr`."""
    length = (last - first).days
    for step in _DAYS:
        if length / step <= most and length < 100:
            return [(day, _day(day, place)) for place, day in enumerate(_every(first, last, step))]
    for step in _MONTHS:
        found = list(_beginnings(first, last, step))
        if len(found) <= most:
            return [(day, _month(day, place, step)) for place, day in enumerate(found)]
    return []


def _every(first: date, last: date, step: int) -> Iterator[date]:
    for place in range((last - first).days // step + 1):
        yield first + timedelta(days=place * step)


def _beginnings(first: date, last: date, step: int) -> Iterator[date]:
    """The first days of every `step`-th month, counted from the year 0."""
    month = first.year * 12 + first.month - 1
    month += -month % step
    while month <= last.year * 12 + last.month - 1:
        day = date(month // 12, month % 12 + 1, 1)
        if first <= day:
            yield day
        month += step


def _day(day: date, place: int) -> str:
    year = f" {day.year}" if place == 0 else ""
    return f"{day.day} {calendar.month_abbr[day.month]}{year}"


def _month(day: date, place: int, step: int) -> str:
    if step % 12 == 0:
        return str(day.year)
    name = calendar.month_abbr[day.month]
    return f"{name} {day.year}" if place == 0 or day.month == 1 else name
