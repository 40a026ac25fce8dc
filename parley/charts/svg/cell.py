"""One mark of the matrix, as marks.css draws it: stance as fill and glyph, firmness on its edge, remarks in its corners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parley.charts import palette
from parley.charts.marks import Look
from parley.charts.palette import BLANK, INK, OFF_THE_SCALE, STANCES, UNSCORED, Paint, Theme, blended
from parley.charts.svg.markup import Svg, joined, number, tag, text

EDGE_ROOM = 8.0
"""Pixels left of a mark that its edge may take."""


@dataclass(frozen=True)
class Box:
    """Where a mark stands, in pixels; without the room for its edge."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def inset(self, across: float, down: float) -> Box:
        return Box(self.x + across, self.y + down, self.width - 2 * across, self.height - 2 * down)


def mark(look: Look, box: Box, theme: Theme, size: float = 13.0) -> Svg:
    """The mark for the eye only; the words must stand beside it. size : of its glyph, which the signs in its corners follow."""
    return joined(_blank(look, box, theme, size) if look.blank else _position(look, box, theme, size))


def edge(firmness: str, box: Box, theme: Theme, scale: float = 1.0, apart: float = 3.0) -> Svg:
    """The rule on the left edge, so many pixels apart; nothing for a firmness that has none."""
    drawn = palette.EDGES.get(firmness)
    if drawn is None or not drawn.width:
        return Svg("")
    wide, right = drawn.width * scale, box.x - apart * scale
    ink = INK[theme]
    if drawn.style == "double":
        third = wide / 3
        return joined(_bar(x, box.y, third, box.height, ink) for x in (right - wide, right - third))
    if drawn.style == "dotted":
        dot = f"{number(wide)} {number(wide)}"
        at, foot = right - wide / 2, box.y + box.height
        return tag("line", x1=at, y1=box.y, x2=at, y2=foot, stroke=ink, stroke_width=wide, stroke_dasharray=dot)
    return _bar(right - wide, box.y, wide, box.height, ink)


def sign(name: str, x: float, y: float, size: float, colour: str, ground: str = "") -> Svg:
    """A corner sign, its middle at x, y. ground : drawn around it, where it stands on more than one colour."""
    if name == "reported_otherwise":
        clear = tag("circle", cx=x, cy=y, r=size * 0.46, fill=ground) if ground else Svg("")
        return joined([clear, tag("circle", cx=x, cy=y, r=size * 0.26, fill="none", stroke=colour, stroke_width=size * 0.1)])
    low = {"conditions": 0.27, "mixed": 0.3, "claimed": 0.52}[name]
    return text(palette.SIGNS[name].glyph, x, y + size * low, size, colour, bold=True, anchor="middle", ground=ground)


def glyph(told: str, x: float, y: float, size: float, colour: str, *, bold: bool = True) -> Svg:
    """The sign of a stance or a blank, its middle at x, y. Our font does not have the empty set; a dot is quicker as a circle."""
    if told == "·":
        return tag("circle", cx=x, cy=y, r=size * 0.075, fill=colour)
    if told == "∅":
        slash = f"M{number(x - size * 0.33)} {number(y + size * 0.4)}L{number(x + size * 0.33)} {number(y - size * 0.4)}"
        ring = tag("circle", cx=x, cy=y, r=size * 0.29)
        return tag("g", ring, tag("path", d=slash), fill="none", stroke=colour, stroke_width=size * 0.09)
    low = 0.06 if told == "…" else 0.33
    return text(told, x, y + size * low, size, colour, bold=bold, anchor="middle")


def ring(box: Box, theme: Theme) -> Svg:
    """Around what has changed."""
    around = box.inset(-2, -2)
    return tag(
        "rect", x=around.x, y=around.y, width=around.width, height=around.height, rx=3, fill="none", stroke=INK[theme], stroke_width=2
    )


def hatch(box: Box, step: float, wide: float, colour: str) -> Svg:
    """Slanting lines that fill the box; each is cut at its sides."""
    drawn = []
    lean = step
    while lean < box.width + box.height:
        x1, y1 = (lean, 0.0) if lean <= box.width else (box.width, lean - box.width)
        x2, y2 = (0.0, lean) if lean <= box.height else (lean - box.height, box.height)
        drawn.append(f"M{number(box.x + x1)} {number(box.y + y1)}L{number(box.x + x2)} {number(box.y + y2)}")
        lean += step
    return tag("path", d="".join(drawn), stroke=colour, stroke_width=wide)


def paint_of(look: Look, theme: Theme) -> Paint:
    if look.blank:
        return BLANK[theme]
    return STANCES[look.stance].paint(theme) if look.scored else UNSCORED[theme]


def _position(look: Look, box: Box, theme: Theme, size: float) -> Iterator[Svg]:
    paint, ink, scale = paint_of(look, theme), INK[theme], size / 13
    yield edge(look.firmness, box, theme, scale, 5.0 if look.changed else 3.0)  # clear of the ring
    body = box.inset(0, box.height * 0.22) if look.stale else box
    yield _body(look, body, paint, theme, scale)
    yield glyph(look.glyph(), *box.middle, size * 0.88 if look.stale else size, ink if look.reported else paint.text)
    if look.changed:
        yield ring(box, theme)
    yield from _signs(look, box, ink if look.reported or look.stale else paint.text, size, palette.PAGE[theme] if look.stale else "")


def _body(look: Look, box: Box, paint: Paint, theme: Theme, scale: float) -> Svg:
    at = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": 2 * scale}
    if look.reported:
        lines = hatch(box, 6 * scale, 1.6 * scale, blended(paint.line, palette.PAGE[theme], 0.4))
        return joined([lines, tag("rect", **_within(at, 1.5 * scale), fill="none", stroke=paint.line, stroke_width=1.5 * scale)])
    if look.stance in OFF_THE_SCALE:
        dashes = f"{number(3 * scale)} {number(2.4 * scale)}"
        return tag("rect", **_within(at, scale), fill=paint.fill, stroke=paint.line, stroke_width=scale, stroke_dasharray=dashes)
    if look.stance == "neutral" or not look.scored:
        return tag("rect", **_within(at, scale), fill=paint.fill, stroke=paint.line, stroke_width=scale)
    return tag("rect", **at, fill=paint.fill)


def _blank(look: Look, box: Box, theme: Theme, size: float) -> Iterator[Svg]:
    line, scale = BLANK[theme].line, size / 13
    at = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": 2 * scale}
    if look.stance == "filtered":
        dots = f"{number(1.2 * scale)} {number(2.2 * scale)}"
        yield tag("rect", **_within(at, scale), fill="none", stroke=line, stroke_width=1.2 * scale, stroke_dasharray=dots)
    if look.stance == "not applicable":
        yield hatch(box, 6 * scale, scale, blended(line, palette.PAGE[theme], 0.3))
    yield glyph(look.glyph(), *box.middle, size, line, bold=False)
    yield from _signs(look, box, line, size)


def _signs(look: Look, box: Box, colour: str, size: float, ground: str = "") -> Iterator[Svg]:
    """On a stale mark they stand clear of the band."""
    aside, down = 0.42 * size, 0.42 * size
    left, right = box.x + aside, box.x + box.width - aside
    top, foot = box.y + down, box.y + box.height - down
    if look.stale:
        top, foot = box.y + 1, box.y + box.height - 1
    places = {"conditions": (right, top), "mixed": (left, top), "reported_otherwise": (left, foot), "claimed": (right, foot)}
    for name in look.signs():
        yield sign(name, *places[name], size * 0.85, colour, ground)


def _within(at: dict[str, float], wide: float) -> dict[str, float]:
    """The same box, so much smaller that an outline of this width stays inside it."""
    return at | {
        "x": at["x"] + wide / 2,
        "y": at["y"] + wide / 2,
        "width": at["width"] - wide,
        "height": at["height"] - wide,
    }


def _bar(x: float, y: float, wide: float, high: float, colour: str) -> Svg:
    return tag("rect", x=x, y=y, width=wide, height=high, fill=colour)
