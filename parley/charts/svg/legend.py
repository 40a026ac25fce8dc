"""The marks in words, inside the picture: the five stances always, of everything else what the picture holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from parley import schema
from parley.charts import palette
from parley.charts.marks import Look
from parley.charts.palette import INK, Theme
from parley.charts.svg import typeface
from parley.charts.svg.cell import EDGE_ROOM, Box, edge, mark, ring, sign
from parley.charts.svg.markup import Svg, joined, tag, text
from parley.charts.svg.sheet import MARGIN, Block, grey

_SIZE, _LINE = 12.5, 26.0
_BOX = (26.0, 20.0)
_AFTER, _APART = 6.0, 20.0
"""Pixels between mark and words, and between two entries."""


Draw = Callable[[Box], Svg]
"""Draws a mark into a box."""


@dataclass(frozen=True)
class Entry:
    """One mark and its meaning. wide : pixels of the mark; before : pixels left of it that it needs besides."""

    draw: Draw
    words: str
    wide: float = _BOX[0]
    before: float = 0.0

    @property
    def width(self) -> float:
        return self.before + self.wide + _AFTER + typeface.width(self.words, _SIZE) + _APART


def legend(looks: Collection[Look], room: float, theme: Theme) -> Block:
    """For a picture with these marks, in lines no wider than `room`."""
    first, more = [*_stances(looks, theme)], [*_others(looks, theme)]
    return flowing([first, more], room, theme)


def flowing(groups: Sequence[Sequence[Entry]], room: float, theme: Theme) -> Block:
    """Entries beside one another, as many as fit on a line; each group begins a new one."""
    rows = [row for group in groups for row in _rows(group, room)]

    def draw(top: float) -> Iterator[Svg]:
        for place, row in enumerate(rows):
            left = MARGIN
            for entry in row:
                yield _entry(entry, left, top + _LINE * place, room, theme)
                left += entry.width

    return Block(_LINE * len(rows), draw)


def _rows(entries: Sequence[Entry], room: float) -> Iterator[list[Entry]]:
    row: list[Entry] = []
    taken = -_APART
    for entry in entries:
        if row and taken + entry.width > room:
            yield row
            row, taken = [], -_APART
        row.append(entry)
        taken += entry.width
    if row:
        yield row


def _entry(entry: Entry, left: float, top: float, room: float, theme: Theme) -> Svg:
    x = left + entry.before
    box = Box(x, top + (_LINE - _BOX[1]) / 2, entry.wide, _BOX[1])
    told = typeface.shortened(entry.words, _SIZE, room - entry.before - entry.wide - _AFTER)
    return joined([entry.draw(box), text(told, x + entry.wide + _AFTER, box.y + _BOX[1] * 0.7, _SIZE, INK[theme], whole=entry.words)])


def _stances(looks: Collection[Look], theme: Theme) -> Iterator[Entry]:
    used = {look.stance for look in looks}
    for stance, drawn in palette.STANCES.items():
        if stance in schema.SCORES or stance in used:
            yield Entry(_mark(Look(stance=stance), theme), drawn.word)


def _others(looks: Collection[Look], theme: Theme) -> Iterator[Entry]:
    said = [look for look in looks if not look.blank]
    if any(look.reported for look in said):
        yield Entry(_mark(Look(stance="supports", reported=True), theme), palette.REPORTED)
    if any(look.stale for look in said):
        yield Entry(_mark(Look(stance="supports", stale=True), theme), palette.STALE)
    if any(not look.scored for look in said):
        yield Entry(_mark(Look(stance="supports", scored=False), theme), palette.NOT_SCORED)
    firm = {look.firmness for look in said}
    for firmness, drawn in palette.EDGES.items():
        if drawn.width and firmness in firm:
            yield Entry(_edge(firmness, theme), drawn.word, 18, EDGE_ROOM)
    signs = {each for look in looks for each in look.signs()}
    for name, corner in palette.SIGNS.items():
        if name in signs:
            yield Entry(_sign(name, theme), corner.word, 12)
    if any(look.changed for look in said):
        yield Entry(lambda box: ring(box.inset(4, 3), theme), palette.CHANGED)
    kinds = {look.stance for look in looks if look.blank}
    for kind, blank in palette.BLANKS.items():
        if kind in kinds:
            yield Entry(_mark(Look(stance=kind), theme), blank.word)


def _mark(look: Look, theme: Theme) -> Draw:
    return lambda box: mark(look, box, theme)


def _edge(firmness: str, theme: Theme) -> Draw:
    def draw(box: Box) -> Svg:
        outline = tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=2, fill="none", stroke=grey(theme, 0.35))
        return joined([edge(firmness, box, theme), outline])

    return draw


def _sign(name: str, theme: Theme) -> Draw:
    return lambda box: sign(name, *box.middle, 14, INK[theme])
