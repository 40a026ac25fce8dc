"""Which events of a timeline get their label, and where it hangs.

Labels hang like flags on their lines, in rows that descend to the right, so that no line runs through a label and no
label covers another. What does not fit keeps its line and its words on hover.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from parley.charts.words import broken

LETTER = 5.6
"""Pixels a letter of a label takes, on average."""


@dataclass(frozen=True)
class Flag:
    """One label.

    event : place in the list given. row : 0 is the topmost. x : where its line stands; left : where its text begins, both in
    pixels. lines : the text.
    """

    event: int
    row: int
    x: float
    left: float
    lines: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """Does it hang to the left of its line, because there was no room to the right?"""
        return self.left < self.x


Measure = Callable[[str], float]
"""Pixels that a line of a label takes."""


def by_letters(line: str) -> float:
    """About so much, when nobody knows the font."""
    return LETTER * len(line)


def flags(events: Iterable[tuple[float, str]], width: float, rows: int, letters: int = 24, measure: Measure = by_letters) -> list[Flag]:
    """As many labels as fit, from the first event on.

    events : (pixels from the left, title) in the order of their days.
    width : pixels there are; a label that would leave the picture hangs to the left of its line.
    """
    return list(_hung(events, width, rows, letters, measure))


def _hung(events: Iterable[tuple[float, str]], width: float, rows: int, letters: int, measure: Measure) -> Iterator[Flag]:
    free_from = [0.0] * rows
    for place, (x, title) in enumerate(events):
        lines = tuple(broken(_headline(title), letters, 2))
        length = max(map(measure, lines)) + 8
        left = x if x + length <= width else max(0.0, x - length)
        row = _topmost(free_from, x, left)
        if row is not None:
            free_from[row + 1 :] = [max(x, taken) for taken in free_from[row + 1 :]]  # its line runs down through these
            free_from[row] = left + length
            yield Flag(place, row, x, left, lines)


def _topmost(free_from: list[float], x: float, left: float) -> int | None:
    """The topmost row with room whose line would cross no label further down."""
    found: int | None = None
    for row in reversed(range(len(free_from))):
        if left >= free_from[row]:
            found = row
        if x < free_from[row]:
            break
    return found


def _headline(title: str) -> str:
    """The first clause of a long title."""
    return title.split(";")[0].split(" (")[0].strip() or title
