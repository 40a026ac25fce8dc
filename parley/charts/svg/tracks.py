"""What lies in the lanes of a still timeline: bars, marks, and the signs of a shift, as charts/tracks.py says they look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from parley import days
from parley.charts.canvas import Canvas
from parley.charts.marks import VOICE_WORDS
from parley.charts.palette import EDGES, OFF_THE_SCALE, STANCES, Paint, blended
from parley.charts.svg.cell import Box, glyph, hatch
from parley.charts.svg.markup import Svg, hover, joined, link, number, tag
from parley.charts.tracks import MARK, OUTLINE, REPORTED_MARK, earliest_days, mark_levels, shape_of, shifted, sign_of
from parley.frames import rows_of

Along = Callable[[float], float]
"""Where a day number stands, in pixels from the left edge of the page."""


def bars(pieces: pd.DataFrame, canvas: Canvas, along: Along, top: float) -> Iterator[Svg]:
    """A stale piece is thin and pale, a reported one hollow and hatched."""
    levels = canvas.level(pieces["lane"].to_numpy(), pieces["reported"].to_numpy())
    for row, level in zip(rows_of(pieces), levels, strict=True):
        high = (3.0 if row.stale else 5.0) if row.reported else (4.0 if row.stale else 10.0)
        left = along(row.first)
        box = Box(left, top + level - high / 2, max(0.6, along(row.last) - left), high)
        since = f"{STANCES[row.stance].word} since {days.in_words(row.date)}"
        notes = [each for each, holds in (("reported", row.reported), ("stale", row.stale)) if holds]
        yield tag("g", hover(", ".join([f"{canvas.lanes[row.lane].name}: {since}", *notes])), _bar(row, box, canvas))


def marks(table: pd.DataFrame, canvas: Canvas, along: Along, top: float, links: Mapping[str, str]) -> Iterator[Svg]:
    """One mark a statement, with its words. links : by statement, the way to it."""
    for row, level in zip(rows_of(table), mark_levels(table, canvas), strict=True):
        size = REPORTED_MARK if row.reported else MARK
        drawn = mark(row.stance, along(row.day), top + level, size, canvas, firmness=row.firmness, scored=row.scored, reported=row.reported)
        yield link(links.get(row.id, ""), tag("g", hover(_told(row)), drawn))


def mark(
    stance: str, x: float, y: float, size: float, canvas: Canvas, *, firmness: str = "", scored: bool = True, reported: bool = False
) -> Svg:
    """One mark, its middle at x, y: shape and glyph say the stance as its colour does, the outline says how firmly it is held."""
    paint = canvas.paint(stance, scored)
    wide = max(OUTLINE.get(firmness, 0.0), 1.2 if reported else 0.6)
    outline = canvas.ink if firmness else paint.line
    shape = _shape(shape_of(stance), x, y, size, canvas.page if reported else paint.fill, outline, wide)
    around = [_shape(shape_of(stance), x, y, size + 6, "none", canvas.ink, 1.0)] if firmness == "concession" else []
    sign = glyph(STANCES[stance].glyph, x, y, 8.5 if reported else 9.5, paint.line if reported else paint.text)
    return joined([*around, shape, sign])


def whiskers(table: pd.DataFrame, canvas: Canvas, along: Along, top: float) -> Iterator[Svg]:
    """From a mark known to the month or year only, back to the first day it can mean."""
    rows = table[table["precision"] != "day"]
    levels = mark_levels(table, canvas)[rows.index]
    for first, last, level in zip(earliest_days(rows, canvas), rows["day"], levels, strict=True):
        yield tag("line", x1=along(first), y1=top + level, x2=along(last), y2=top + level, stroke=canvas.grey(0.7), stroke_width=1.2)


def signs(table: pd.DataFrame, canvas: Canvas, along: Along, top: float) -> Iterator[Svg]:
    rows, levels = shifted(table, canvas)
    for row, level in zip(rows_of(rows[["day", "kind", "steps"]]), levels, strict=True):
        yield sign(*sign_of(row.kind, row.steps), along(row.day), top + level, canvas.ink)


def sign(symbol: str, wide: float, x: float, y: float, colour: str) -> Svg:
    """The sign of a shift, its middle at x, y. symbol, wide : as tracks.sign_of gives them."""
    if symbol == "line-ew":
        return tag("line", x1=x - 4.5, y1=y, x2=x + 4.5, y2=y, stroke=colour, stroke_width=wide)
    if symbol == "circle-open":
        return tag("circle", cx=x, cy=y, r=3, fill="none", stroke=colour, stroke_width=1.1)
    way = -1 if "up" in symbol else 1
    corners = f"{_point(x - 4.2, y - 3 * way)} {_point(x + 4.2, y - 3 * way)} {_point(x, y + 4 * way)}"
    return tag("polygon", points=corners, fill="none" if "open" in symbol else colour, stroke=colour, stroke_width=1.1)


def _bar(row: Any, box: Box, canvas: Canvas) -> Svg:
    paint: Paint = canvas.paint(row.stance, row.scored)
    pale = blended(paint.line, canvas.page, 0.5)
    at = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    if not (row.reported or not row.scored or row.stance in OFF_THE_SCALE):
        if row.stale:
            return tag("rect", **at, fill=paint.stale_fill, stroke=pale, stroke_width=0.8)
        return tag("rect", **at, fill=paint.fill)
    outline = tag("rect", **at, fill=canvas.page, stroke=pale if row.stale else paint.line, stroke_width=0.8)
    return joined([outline, *([hatch(box, 5, 0.9, pale)] if row.reported else [])])


def _shape(shape: str, x: float, y: float, size: float, fill: str, stroke: str, wide: float) -> Svg:
    half = size / 2
    look: dict[str, str | float] = {"fill": fill, "stroke": stroke, "stroke_width": wide}
    if shape == "circle":
        return tag("circle", cx=x, cy=y, r=half, **look)
    if shape == "square":
        return tag("rect", x=x - half, y=y - half, width=size, height=size, **look)
    if shape == "diamond":
        far = half * 1.25
        return tag("polygon", points=" ".join(_point(*at) for at in ((x, y - far), (x + far, y), (x, y + far), (x - far, y))), **look)
    lean = half * 0.5
    corners = ((x - lean, y - half), (x + lean, y - half), (x + half, y), (x + lean, y + half), (x - lean, y + half), (x - half, y))
    return tag("polygon", points=" ".join(_point(*at) for at in corners), **look)


def _told(row: Any) -> str:
    """What a mark says: who stands where, when, who said it, and the words."""
    stance = ", ".join(filter(None, (STANCES[row.stance].word, EDGES[row.firmness].word if row.firmness else "")))
    who = f"{row.speaker}, {row.role}" if row.speaker and row.role else row.speaker
    when = ", ".join(filter(None, (days.in_words(row.date), VOICE_WORDS[row.voice], who)))
    shift = "" if row.kind in ("new", "reaffirmed") else f" ({row.kind})"
    source = ", ".join(filter(None, (row.source_title, row.publisher)))
    return f"{row.actor_name}, {row.issue_title}: {stance}{shift}. {when}. {row.summary}" + (f" Source: {source}." if source else "")


def _point(x: float, y: float) -> str:
    return f"{number(x)},{number(y)}"
