"""The sheet a timeline is drawn on: which days it shows, how many pixels everything has, which colours it may use.

The y axis of the figure is in pixels from the top, so that marks, signs and labels keep their places however many lanes
there are. From the top: the chosen day's label, the rows of event labels, the strip of event marks, the lanes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from parley import days
from parley.charts.palette import FAINT, INK, PAGE, STANCES, UNSCORED, Paint, Theme, blended
from parley.charts.words import broken

DAY_ROW, FLAG_ROW, STRIP = 22, 30, 16
AXIS, TITLE_LINE, NAME_LINE = 32, 20, 15
LOWEST, TALL = 420, 14
RECORD, REPORTED = -5, 11
"""Where a track lies in its lane, in pixels from the lane's middle."""


@dataclass(frozen=True)
class Lane:
    """One row of the picture: an actor or an issue."""

    id: str
    name: str


@dataclass(frozen=True)
class Canvas:
    """narrow : for a phone, where lane names stand above their lanes. flag_rows : rows of event labels in use.

    across : pixels of the plot, where somebody knows them.
    """

    title: str
    lanes: Sequence[Lane]
    start: date
    end: date
    theme: Theme
    narrow: bool
    flag_rows: int
    across: float = 0.0

    @property
    def width(self) -> float:
        """Pixels of the plot, on the narrow side of what a page gives: labels that fit here fit anywhere."""
        return self.across or (350.0 if self.narrow else 860.0)

    @cached_property
    def title_lines(self) -> list[str]:
        return broken(self.title, 42 if self.narrow else 100)

    @cached_property
    def names(self) -> list[list[str]]:
        """The name of each lane, in as many lines as it needs: two at most, unless it is very long."""
        for letters in (52,) if self.narrow else (20, 26, 32, 40):
            names = [broken(lane.name, letters) for lane in self.lanes]
            if max(map(len, names), default=0) <= 2:
                break
        return names

    @property
    def above(self) -> int:
        """Pixels above the plot: the title, and in a tall picture the days once more."""
        return TITLE_LINE * len(self.title_lines) + (34 if self.tall else 14)

    @property
    def tall(self) -> bool:
        return len(self.lanes) > TALL

    @property
    def lanes_top(self) -> float:
        return DAY_ROW + self.flag_rows * FLAG_ROW + STRIP

    @property
    def lanes_bottom(self) -> float:
        return self.lanes_top + self.lane_height * max(1, len(self.lanes))

    @cached_property
    def lane_height(self) -> float:
        lines = NAME_LINE * max(map(len, self.names), default=1)
        room = LOWEST - self.above - self.lanes_top - AXIS
        return max(lines + 38.0 if self.narrow else 38.0, lines + 8.0, room / max(1, len(self.lanes)))

    @property
    def height(self) -> int:
        return round(self.above + self.lanes_bottom + AXIS)

    def ceiling(self, lane: Any) -> Any:
        """The upper edge of a lane (or of an array of them), in pixels from the top; so are the next two."""
        return self.lanes_top + self.lane_height * lane

    def middle(self, lane: Any) -> Any:
        """Half-way down what a lane has for its tracks."""
        return self.ceiling(lane) + self.lane_height / 2 + (NAME_LINE / 2 if self.narrow else 0)

    def level(self, lane: Any, reported: Any) -> Any:
        """Where a track of a lane lies."""
        return self.middle(lane) + np.where(reported, REPORTED, RECORD)

    def left(self, day: float) -> float:
        """About how many pixels from the left a day stands."""
        return self.width * (day - self.first) / max(1, self.last - self.first)

    @property
    def first(self) -> int:
        return days.number(self.start)

    @property
    def last(self) -> int:
        return days.number(self.end)

    def shows(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def ink(self) -> str:
        return INK[self.theme]

    @property
    def faint(self) -> str:
        return FAINT[self.theme]

    @property
    def page(self) -> str:
        return PAGE[self.theme]

    def grey(self, share: float) -> str:
        """The ink, `share` of it left."""
        return blended(self.ink, self.page, share)

    def paint(self, stance: str, scored: bool) -> Paint:
        return STANCES[stance].paint(self.theme) if scored else UNSCORED[self.theme]


def iso(numbers: Any) -> list[str]:
    """Day numbers as Plotly reads days."""
    return list(np.asarray(numbers, dtype="int64").astype("datetime64[D]").astype("str"))
