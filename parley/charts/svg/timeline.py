"""Lanes through time, as a still picture. It shows what charts/scene.py says, as charts/timeline.py does on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from parley import days, schema
from parley.charts import palette
from parley.charts.canvas import AXIS, DAY_ROW, FLAG_ROW, STRIP, Canvas, Lane
from parley.charts.flags import Flag
from parley.charts.palette import FAINT, Theme
from parley.charts.scene import Scene, laid_out
from parley.charts.svg import tracks, typeface
from parley.charts.svg.axis import ticks
from parley.charts.svg.cell import Box
from parley.charts.svg.legend import Draw, Entry, flowing
from parley.charts.svg.markup import Svg, hover, joined, tag, text
from parley.charts.svg.sheet import MARGIN, Block, Caption, page, paragraph, rule, space
from parley.charts.tracks import MARK, OUTLINE, REPORTED_MARK, SIGN_WORDS, sign_of
from parley.frames import rows_of

PLOT, _ASIDE = 900.0, 12.0
"""Pixels from the first to the last day, and room for half a mark at either end."""
_NAME, _LINE, _SMALL, _LABEL = 13.0, 15.0, 11.5, 11.0


@dataclass(frozen=True)
class Frame:
    """What the scene is laid into. notes : sentences below the picture."""

    lanes: Sequence[Lane]
    start: date
    end: date
    asof: date
    notes: Sequence[str] = ()


def timeline(scene: Scene, frame: Frame, links: Mapping[str, str], caption: Caption, theme: Theme) -> str:
    """The whole SVG document. links : by statement, the way to its words."""
    canvas = Canvas(caption.title, frame.lanes, frame.start, frame.end, theme, narrow=False, flag_rows=3, across=PLOT)
    canvas, labels = laid_out(canvas, scene.events, lambda line: typeface.width(line, _LABEL))
    plot = _Plot(canvas)
    width = plot.left + PLOT + 2 * _ASIDE + MARGIN
    room = width - 2 * MARGIN
    picture = Block(plot.height, lambda top: _drawn(scene, frame, plot, labels, links, top))
    notes = [paragraph(typeface.lines(note, _SMALL, room), MARGIN, _SMALL, 16, FAINT[theme]) for note in frame.notes]
    return page(caption, width, theme, [_legend(scene, canvas, room), space(10), picture, *notes])


@dataclass(frozen=True)
class _Plot:
    """Where the lanes lie on the page."""

    canvas: Canvas

    @cached_property
    def left(self) -> float:
        """Where the first day's margin begins: right of the longest name."""
        longest = max((typeface.width(line, _NAME) for lines in self.canvas.names for line in lines), default=0.0)
        return MARGIN + longest + 14

    @property
    def above(self) -> float:
        return 20.0 if self.canvas.tall else 0.0

    @property
    def height(self) -> float:
        return self.above + self.canvas.lanes_bottom + AXIS

    @property
    def wide(self) -> float:
        return PLOT + 2 * _ASIDE

    def along(self, day: float) -> float:
        return self.left + _ASIDE + self.canvas.left(day)


def _drawn(scene: Scene, frame: Frame, plot: _Plot, labels: Sequence[Flag], links: Mapping[str, str], top: float) -> Iterator[Svg]:
    canvas = plot.canvas
    begin = top + plot.above
    yield from _days(plot, begin)
    yield from _lanes(plot, begin)
    yield from _events(scene.events, labels, plot, begin)
    yield from tracks.bars(scene.pieces, canvas, plot.along, begin)
    yield from tracks.whiskers(scene.shown, canvas, plot.along, begin)
    yield from _day_line(frame.asof, plot, begin)
    yield from tracks.marks(scene.shown, canvas, plot.along, begin, links)
    yield from tracks.signs(scene.shown, canvas, plot.along, begin)
    yield from _labels(scene.events, labels, plot, begin)
    yield from _day_label(frame.asof, plot, begin)


def _days(plot: _Plot, begin: float) -> Iterator[Svg]:
    canvas = plot.canvas
    top, foot = begin + canvas.lanes_top, begin + canvas.lanes_bottom
    for day, name in ticks(canvas.start, canvas.end):
        x = plot.along(days.number(day))
        yield tag("line", x1=x, y1=top, x2=x, y2=foot, stroke=canvas.grey(0.09))
        yield text(name, x, foot + 17, _SMALL, canvas.faint, anchor="middle")
        if canvas.tall:
            yield text(name, x, begin - 7, _SMALL, canvas.faint, anchor="middle")


def _lanes(plot: _Plot, begin: float) -> Iterator[Svg]:
    canvas = plot.canvas
    for lane in range(len(canvas.lanes) + 1):
        yield rule(MARGIN, begin + canvas.ceiling(lane), plot.left + plot.wide - MARGIN, canvas.grey(0.13))
    for lane, lines in enumerate(canvas.names):
        first = begin + canvas.middle(lane) - _LINE * (len(lines) - 1) / 2 + _NAME * 0.34
        for place, line in enumerate(lines):
            yield text(line, MARGIN, first + _LINE * place, _NAME, canvas.ink, whole=canvas.lanes[lane].name)


def _events(events: pd.DataFrame, labels: Sequence[Flag], plot: _Plot, begin: float) -> Iterator[Svg]:
    """A line down through the lanes for each, a dot in the strip above them, a rule there for one that lasted."""
    canvas = plot.canvas
    tops = {flag.event: DAY_ROW + flag.row * FLAG_ROW + 2.0 for flag in labels}
    strip, foot = begin + canvas.lanes_top - STRIP / 2, begin + canvas.lanes_bottom
    for place, event in enumerate(rows_of(events)):
        first = max(event.day, canvas.first)
        x, high = plot.along(first), begin + tops[place] if place in tops else strip
        yield tag("line", x1=x, y1=high, x2=x, y2=foot, stroke=canvas.grey(0.3 if place in tops else 0.14))
        if event.end_day > first:
            yield tag(
                "line", x1=x, y1=strip, x2=plot.along(min(event.end_day, canvas.last)), y2=strip, stroke=canvas.grey(0.5), stroke_width=3
            )
        when = days.in_words(event.date) + (f" to {days.in_words(event.end)}" if event.end else "")
        yield tag("circle", hover(f"{event.title}, {when}"), cx=x, cy=strip, r=3.5, fill=canvas.faint, stroke=canvas.page)


def _labels(events: pd.DataFrame, labels: Sequence[Flag], plot: _Plot, begin: float) -> Iterator[Svg]:
    for flag in labels:
        x = plot.left + _ASIDE + flag.x
        for place, line in enumerate(flag.lines):
            y = begin + DAY_ROW + flag.row * FLAG_ROW + 9 + 12.5 * place
            yield text(line, x - 4 if flag.moved else x + 4, y, _LABEL, plot.canvas.faint, anchor="end" if flag.moved else "start",
                       whole=events["title"].iloc[flag.event], ground=plot.canvas.page)  # fmt: skip


def _day_line(asof: date, plot: _Plot, begin: float) -> Iterator[Svg]:
    canvas = plot.canvas
    if canvas.shows(asof):
        x = plot.along(days.number(asof))
        yield tag(
            "line",
            x1=x,
            y1=begin + DAY_ROW - 5,
            x2=x,
            y2=begin + canvas.lanes_bottom,
            stroke=canvas.ink,
            stroke_width=1.2,
            stroke_dasharray="2 3",
        )


def _day_label(asof: date, plot: _Plot, begin: float) -> Iterator[Svg]:
    if not plot.canvas.shows(asof):
        return
    told = f"as of {days.in_words(asof.isoformat())}"
    half = typeface.width(told, _SMALL, bold=True) / 2
    middle = min(max(plot.along(days.number(asof)), plot.left + half), plot.left + plot.wide - half)
    yield text(told, middle, begin + DAY_ROW - 9, _SMALL, plot.canvas.ink, bold=True, anchor="middle")


def _legend(scene: Scene, canvas: Canvas, room: float) -> Block:
    used = set(scene.shown["stance"].astype("str")) | set(scene.pieces["stance"].astype("str"))
    stances = [
        Entry(_stance(stance, canvas), drawn.word, 18)
        for stance, drawn in palette.STANCES.items()
        if stance in schema.SCORES or stance in used
    ]
    return flowing([stances, [*_others(scene, canvas)]], room, canvas.theme)


def _others(scene: Scene, canvas: Canvas) -> Iterator[Entry]:
    if scene.shown["reported"].any() or scene.pieces["reported"].any():
        yield Entry(_stance("supports", canvas, reported=True), palette.REPORTED, 18)
    if scene.pieces["stale"].any():
        yield Entry(lambda box: _stale(box, canvas), palette.STALE)
    if not (scene.shown["scored"].all() and scene.pieces["scored"].all()):
        yield Entry(_stance("supports", canvas, scored=False), palette.NOT_SCORED, 18)
    firm = set(scene.shown["firmness"].astype("str"))
    for firmness, edge in palette.EDGES.items():
        if edge.width and firmness in firm:
            yield Entry(_outline(firmness, canvas), edge.word, 22)
    found = {
        sign_of(kind, steps)
        for kind, steps in zip(scene.shown["kind"], scene.shown["steps"].astype("Float64"), strict=True)
        if kind in _SHIFTS
    }
    for drawn, (_, words) in zip(_SIGNS, SIGN_WORDS, strict=True):
        if found & set(drawn):
            yield Entry(_signs(drawn, canvas), words, 14.0 * len(drawn))
    if len(scene.events):
        yield Entry(lambda box: tag("circle", cx=box.middle[0], cy=box.middle[1], r=3.5, fill=canvas.faint), "event", 10)


_SHIFTS = ("moved", "reversed", "hardened", "softened")
_SIGNS = (
    (("triangle-up-open", 1), ("triangle-down-open", 1)),
    (("triangle-up", 1), ("triangle-down", 1)),
    (("circle-open", 1),),
    (("line-ew", 3),),
    (("line-ew", 1),),
)
"""What SIGN_WORDS stand for, in their order, as tracks.sign_of gives them."""


def _stance(stance: str, canvas: Canvas, *, scored: bool = True, reported: bool = False) -> Draw:
    size = REPORTED_MARK if reported else MARK
    return lambda box: tracks.mark(stance, *box.middle, size, canvas, scored=scored, reported=reported)


def _outline(firmness: str, canvas: Canvas) -> Draw:
    """An outline alone, without a stance."""
    size = MARK - 3

    def draw(box: Box) -> Svg:
        x, y = box.middle
        wide = OUTLINE[firmness]
        twice = [tag("circle", cx=x, cy=y, r=size / 2 + 3, fill="none", stroke=canvas.ink)] if firmness == "concession" else []
        return joined([tag("circle", cx=x, cy=y, r=size / 2, fill="none", stroke=canvas.ink, stroke_width=wide), *twice])

    return draw


def _signs(drawn: Sequence[tuple[str, float]], canvas: Canvas) -> Draw:
    def draw(box: Box) -> Svg:
        return joined(tracks.sign(*each, box.x + 7 + 14 * place, box.middle[1], canvas.ink) for place, each in enumerate(drawn))

    return draw


def _stale(box: Box, canvas: Canvas) -> Svg:
    paint = canvas.paint("supports", scored=True)
    return tag("rect", x=box.x, y=box.middle[1] - 2, width=box.width, height=4, fill=paint.stale_fill, stroke=paint.line, stroke_width=0.5)
