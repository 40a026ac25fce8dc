"""Who stands where, as a still picture: names at the side and above, a mark in every cell, and with few columns its words.

It grows with what is in it: nothing scrolls, so nothing is left out. Names above stand level where they fit, else upright;
a tall matrix names its columns once more at its foot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from parley import days
from parley.charts.marks import VOICE_WORDS, Look
from parley.charts.palette import BLANKS, EDGES, FAINT, INK, STANCES, Theme
from parley.charts.svg import typeface
from parley.charts.svg.cell import EDGE_ROOM, Box, mark
from parley.charts.svg.legend import legend
from parley.charts.svg.markup import Svg, hover, link, tag, text
from parley.charts.svg.sheet import MARGIN, NARROWEST, Block, Caption, empty, grey, page, rule, space
from parley.matrix import Line, Pair

WORDED = 4
"""With so many columns or fewer, the words stand beside the marks."""
TALL = 30
"""With more rows the columns are named at the foot too."""

_NAME, _SMALL, _LINE = 13.0, 12.0, 15.0
_NAMES_ROOM, _APART = 250.0, 14.0
_UPRIGHT = (170.0, 220.0, 280.0)
"""How long what stands upright may be: as short as will do."""
_WIDE, _BESIDE = 34.0, 9.0
"""Pixels of a mark that has its words beside it, and between the two."""
_SILENT = Look(stance="not researched")


@dataclass(frozen=True)
class Board:
    """A matrix that is laid out.

    looks, links : by (actor, issue). A pair without a look is `not researched`, one without a link leads nowhere.
    actors_down : True when the rows are actors, False when they are issues.
    """

    rows: Sequence[Line]
    cols: Sequence[Line]
    looks: Mapping[Pair, Look]
    links: Mapping[Pair, str] = field(default_factory=dict)
    actors_down: bool = True

    def look(self, row: Line, col: Line) -> Look:
        return self.looks.get(self.pair(row, col), _SILENT)

    def pair(self, row: Line, col: Line) -> Pair:
        return (row.id, col.id) if self.actors_down else (col.id, row.id)

    def words(self, row: Line, col: Line) -> str:
        """What a cell says: the actor, the issue, and the mark in words."""
        actor, issue = (row, col) if self.actors_down else (col, row)
        return f"{actor.name}, {issue.name}: {self.look(row, col).words()}"


def matrix(board: Board, caption: Caption, theme: Theme) -> str:
    """The whole SVG document. Without a row or a column it is its caption and a sentence that says so."""
    grid = _Grid(board)
    shown = [board.look(row, col) for row in board.rows for col in board.cols]
    if not shown:
        return empty(caption, "Nobody, or nothing to stand for, fits these filters.", theme)
    width = max(grid.right + MARGIN, NARROWEST + 2 * MARGIN)
    marks = legend(set(shown), width - 2 * MARGIN, theme)
    return page(caption, width, theme, [marks, space(14), *_blocks(grid, theme)])


@dataclass(frozen=True)
class _Grid:
    """Where everything stands, in pixels."""

    board: Board

    @cached_property
    def worded(self) -> bool:
        return len(self.board.cols) <= WORDED

    @cached_property
    def names(self) -> list[list[str]]:
        """The name of each row in as many lines as it needs."""
        return [typeface.lines(row.name, _NAME, _NAMES_ROOM, most=4) for row in self.board.rows]

    @cached_property
    def names_width(self) -> float:
        widest = max((typeface.width(line, _NAME) for lines in self.names for line in lines), default=0.0)
        return max(widest, 70.0) + _APART

    @cached_property
    def pitch(self) -> float:
        """Pixels from one column to the next."""
        count = len(self.board.cols)
        if self.worded:
            return {1: 340.0, 2: 270.0, 3: 215.0}.get(count, 200.0)
        return 72.0 if count <= 8 else 52.0 if count <= 14 else 44.0 if count <= 30 else 40.0

    @cached_property
    def lefts(self) -> list[float]:
        """Where each column begins; a new heading stands a little apart."""
        lefts, x = [], MARGIN + self.names_width
        for before, col in zip([None, *self.board.cols], self.board.cols, strict=False):
            x += 10 if before is not None and before.group != col.group else 0
            lefts.append(x)
            x += self.pitch
        return lefts

    @property
    def right(self) -> float:
        return self.lefts[-1] + self.pitch if self.lefts else MARGIN + self.names_width

    @cached_property
    def level(self) -> bool:
        """Do the names above fit without being turned? With few columns they stand level in any case."""
        return self.worded or all(typeface.fits(col.name, _NAME, self.pitch - 6, 3) for col in self.board.cols)

    @cached_property
    def col_names(self) -> list[list[str]]:
        if self.level:
            room = self.pitch - (EDGE_ROOM + 10 if self.worded else 6)
            return [typeface.lines(col.name, _NAME, room, most=3, bold=self.worded) for col in self.board.cols]
        most = max(1, int((self.pitch - 4) / _LINE))
        names = [col.name for col in self.board.cols]
        room = next((room for room in _UPRIGHT if all(len(typeface.lines(name, _NAME, room)) <= most for name in names)), _UPRIGHT[-1])
        return [typeface.lines(name, _NAME, room, most=most) for name in names]

    @cached_property
    def head_height(self) -> float:
        if self.level:
            return max(map(len, self.col_names)) * _LINE + 8
        return max(typeface.width(line, _NAME) for lines in self.col_names for line in lines) + 10

    @cached_property
    def spans(self) -> list[tuple[str, float, float]]:
        """Heading, left and width of each run of columns under one heading; empty where there are no headings."""
        runs, at = [], 0
        for heading, run in groupby(self.board.cols, key=lambda col: col.group):
            count = len(list(run))
            runs.append((heading, self.lefts[at], self.lefts[at + count - 1] + self.pitch - self.lefts[at]))
            at += count
        return runs if any(heading for heading, _, _ in runs) else []

    @cached_property
    def spans_level(self) -> bool:
        return all(typeface.fits(heading, _NAME, wide - 8, 3) for heading, _, wide in self.spans)

    @cached_property
    def spans_height(self) -> float:
        if not self.spans:
            return 0.0
        if self.spans_level:
            return max(len(typeface.lines(heading, _NAME, wide - 8, bold=True)) for heading, _, wide in self.spans) * _LINE + 10
        return max(min(typeface.width(heading, _NAME, bold=True), _UPRIGHT[-1]) for heading, _, _ in self.spans) + 14

    def words(self, look: Look) -> list[tuple[str, bool]]:
        """What stands beside a mark, line by line: the stance, when and how, what to note. The first of a position is in bold."""
        room = self.pitch - EDGE_ROOM - _WIDE - _BESIDE - 6
        return [
            (line, place == 0 and not look.blank)
            for place, phrase in enumerate(_phrases(look))
            for line in typeface.lines(phrase, _SMALL, room, most=3, bold=place == 0)
        ]

    @cached_property
    def first_heading(self) -> str:
        """The first heading of the rows, when it finds room beside the names above."""
        heading = self.board.rows[0].group
        return heading if typeface.width(heading, _NAME, bold=True) <= self.names_width - 6 else ""

    def row_height(self, place: int) -> float:
        names = len(self.names[place]) * _LINE + 10
        if not self.worded:
            return max(30.0, names)
        told = max(len(self.words(self.board.look(self.board.rows[place], col))) for col in self.board.cols)
        return max(30.0, names, told * _LINE + 12)


def _blocks(grid: _Grid, theme: Theme) -> Iterator[Block]:
    yield Block(grid.spans_height, lambda top: _spans(grid, top, theme))
    yield Block(grid.head_height, lambda top: _col_names(grid, top, theme, foot=False))
    before = grid.first_heading
    for place, row in enumerate(grid.board.rows):
        if row.group and row.group != before:
            yield _heading(row.group, grid, theme)
        before = row.group
        yield _row(place, grid, theme)
    yield Block(1, lambda top: [rule(MARGIN, top, grid.right - MARGIN, grey(theme, 0.25))])
    if len(grid.board.rows) > TALL:
        yield Block(grid.head_height, lambda top: _col_names(grid, top, theme, foot=True))


def _spans(grid: _Grid, top: float, theme: Theme) -> Iterator[Svg]:
    foot = top + grid.spans_height
    for heading, left, wide in grid.spans:
        yield rule(left + 2, foot - 3, wide - 4, grey(theme, 0.4))
        if grid.spans_level:
            lines = typeface.lines(heading, _NAME, wide - 8, bold=True)
            for place, line in enumerate(reversed(lines)):
                yield text(line, left + 4, foot - 9 - _LINE * place, _NAME, INK[theme], bold=True, whole=heading)
        else:
            told = typeface.shortened(heading, _NAME, _UPRIGHT[-1], bold=True)
            yield text(told, left + wide / 2 + _NAME / 3, foot - 9, _NAME, INK[theme], bold=True, whole=heading, turned=True)


def _col_names(grid: _Grid, top: float, theme: Theme, *, foot: bool) -> Iterator[Svg]:
    """foot : below the columns, where what stands upright ends at its top."""
    if not foot:
        yield text(grid.first_heading, MARGIN, top + grid.head_height - 8, _NAME, INK[theme], bold=True)
    for col, left, lines in zip(grid.board.cols, grid.lefts, grid.col_names, strict=True):
        middle = left + (grid.pitch + EDGE_ROOM) / 2
        for place, line in enumerate(lines):
            if not grid.level:
                across = middle + _LINE * (place - (len(lines) - 1) / 2) + _NAME / 3
                low = top + typeface.width(line, _NAME) + 8 if foot else top + grid.head_height - 6
                yield text(line, across, low, _NAME, INK[theme], whole=col.name, turned=True)
            else:
                down = top + _LINE * (place + 1) if foot else top + grid.head_height - 8 - _LINE * (len(lines) - 1 - place)
                x, anchor = (left + EDGE_ROOM, "start") if grid.worded else (middle, "middle")
                yield text(
                    line, x, down, _NAME, INK[theme], whole=col.name, anchor="start" if anchor == "start" else "middle", bold=grid.worded
                )


def _heading(heading: str, grid: _Grid, theme: Theme) -> Block:
    room = max(grid.right, NARROWEST + MARGIN) - MARGIN

    def draw(top: float) -> Iterator[Svg]:
        told = typeface.shortened(heading, _NAME, room, bold=True)
        yield text(told, MARGIN, top + 25, _NAME, INK[theme], bold=True, whole=heading)

    return Block(32, draw)


def _row(place: int, grid: _Grid, theme: Theme) -> Block:
    row, height = grid.board.rows[place], grid.row_height(place)

    def draw(top: float) -> Iterator[Svg]:
        yield rule(MARGIN, top, grid.right - MARGIN, grey(theme, 0.12))
        lines = grid.names[place]
        first = top + height / 2 - _LINE * (len(lines) - 1) / 2 + _NAME * 0.34
        for at, line in enumerate(lines):
            yield text(line, MARGIN, first + _LINE * at, _NAME, INK[theme], whole=row.name)
        for col, left in zip(grid.board.cols, grid.lefts, strict=True):
            yield _cell(row, col, Box(left, top, grid.pitch, height), grid, theme)

    return Block(height, draw)


def _cell(row: Line, col: Line, room: Box, grid: _Grid, theme: Theme) -> Svg:
    look = grid.board.look(row, col)
    wide = _WIDE if grid.worded else min(46.0, grid.pitch - EDGE_ROOM - 5)
    left = room.x + EDGE_ROOM if grid.worded else room.x + (room.width - wide + EDGE_ROOM) / 2
    box = Box(left, room.middle[1] - 11, wide, 22)
    beside = _words(grid.words(look), box.x + wide + _BESIDE, room.middle[1], theme) if grid.worded else ()
    told = hover(grid.board.words(row, col))
    return link(grid.board.links.get(grid.board.pair(row, col), ""), tag("g", told, mark(look, box, theme), *beside))


def _words(lines: Sequence[tuple[str, bool]], x: float, middle: float, theme: Theme) -> Iterator[Svg]:
    first = middle - _LINE * (len(lines) - 1) / 2 + _SMALL * 0.36
    for place, (line, strong) in enumerate(lines):
        yield text(line, x, first + _LINE * place, _SMALL, INK[theme] if strong else FAINT[theme], bold=strong)


def _phrases(look: Look) -> list[str]:
    _, _, noted = look.phrases()
    if look.blank:
        return [each for each in (BLANKS[look.stance].word, noted) if each]
    stance = [STANCES[look.stance].word, EDGES[look.firmness].word if look.firmness else ""]
    when = [days.in_words(look.date) if look.date else "", VOICE_WORDS.get(look.voice, "")]
    return [", ".join(filter(None, phrase)) for phrase in (stance, when, [noted]) if any(phrase)]
