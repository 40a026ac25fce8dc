"""How a position looks: colours, glyphs, edges and signs, for the matrix, the charts and the printed page alike.

Stance runs from orange (opposes) over grey (neutral) to purple (supports): nobody's party colours, safe for colour-blind
readers, five different greys when printed. Colour never stands alone: every stance has its glyph and its word.

    STANCES      stance      -> Mark: glyph, word, a Paint for the light and one for the dark theme
    UNSCORED, BLANK             the Paints without colour: of issues of kind assessment and fact (shown, never scored), of blanks
    BLANKS       blank kind  -> Blank: glyph and word; never a fill, so that no blank passes for a neutral position
    EDGES        firmness    -> Edge: the rule on the left of the cell
    SIGNS        remark      -> Sign: the small mark in a corner

marks.py puts them together for one cell, as CSS classes and as words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]

PAGE: dict[Theme, str] = {"light": "#ffffff", "dark": "#0e1117"}
INK: dict[Theme, str] = {"light": "#24262b", "dark": "#f2f2f0"}
FAINT: dict[Theme, str] = {"light": "#6f7177", "dark": "#9a9da5"}  # still 4.5:1 on the page


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two `#rrggbb` colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """WCAG relative luminance of `#rrggbb`, 0 (black) to 1 (white)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour)))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def blended(colour: str, ground: str, share: float) -> str:
    """`colour` laid over `ground`, `share` (0 to 1) of it left."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02x}" for over, under in pairs)


def readable_on(fill: str) -> str:
    """Black or white, whichever reads better on `fill`; one of them always reaches 4.5:1."""
    return max(("#000000", "#ffffff"), key=lambda text: contrast(text, fill))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@dataclass(frozen=True)
class Paint:
    """The colours of one stance in one theme, each `#rrggbb`.

    fill, text : the cell or bar, and what is written on it (4.5:1 at least).
    line : outline, lane or hollow mark drawn straight on the page (3:1 at least).
    stale_fill, stale_text : the same position once it is stale. A stale `supports` is as pale as a fresh `leans-support`, so
        a band or outline in `line` goes with it.
    """

    fill: str
    text: str
    line: str
    stale_fill: str
    stale_text: str


@dataclass(frozen=True)
class Mark:
    """One stance as it is drawn."""

    word: str
    glyph: str
    light: Paint
    dark: Paint

    def paint(self, theme: Theme) -> Paint:
        return self.light if theme == "light" else self.dark


@dataclass(frozen=True)
class Blank:
    """A cell without a position to show: a faint glyph or outline, no fill."""

    word: str
    glyph: str


@dataclass(frozen=True)
class Edge:
    """The rule on a cell's left edge. width : pixels; style : a CSS border style."""

    word: str
    width: int
    style: str


@dataclass(frozen=True)
class Sign:
    """A small mark in a cell's corner."""

    word: str
    glyph: str


def _paint(theme: Theme, fill: str, line: str) -> Paint:
    stale = blended(fill, PAGE[theme], 0.35)
    return Paint(fill, readable_on(fill), line, stale, readable_on(stale))


def _mark(word: str, glyph: str, light: tuple[str, str], dark: tuple[str, str]) -> Mark:
    """light, dark : fill and line."""
    return Mark(word, glyph, _paint("light", *light), _paint("dark", *dark))


STANCES: dict[str, Mark] = {
    "supports": _mark("supports", "++", light=("#542788", "#542788"), dark=("#9b78e0", "#9b78e0")),
    "leans-support": _mark("leans support", "+", light=("#b2a6d6", "#7a68b3"), dark=("#4d3b80", "#8c78c9")),
    "neutral": _mark("neutral", "0", light=("#e4e2de", "#86847f"), dark=("#33363d", "#8b8f98")),
    "leans-oppose": _mark("leans oppose", "−", light=("#fcc483", "#b8741a"), dark=("#7d4d17", "#c1803a")),
    "opposes": _mark("opposes", "−−", light=("#b35806", "#b35806"), dark=("#f2a13c", "#f2a13c")),
    "unclear": _mark("unclear", "?", light=("#f3f4f6", "#7d8187"), dark=("#1c2028", "#8b8f98")),
    "declines": _mark("declines", "…", light=("#f3f4f6", "#7d8187"), dark=("#1c2028", "#8b8f98")),
}
OFF_THE_SCALE = ("unclear", "declines")  # outlined with dashes

UNSCORED: dict[Theme, Paint] = {
    "light": _paint("light", PAGE["light"], "#7d8187"),
    "dark": _paint("dark", PAGE["dark"], "#8b8f98"),
}
BLANK: dict[Theme, Paint] = {theme: _paint(theme, PAGE[theme], FAINT[theme]) for theme in PAGE}

BLANKS: dict[str, Blank] = {
    "not researched": Blank("not researched", "·"),
    "not found": Blank("not found", "∅"),
    "not applicable": Blank("not applicable", "×"),
    "filtered": Blank("position outside the filters", ""),
}

EDGES: dict[str, Edge] = {
    "red-line": Edge("red line", 5, "solid"),
    "demand": Edge("demand", 2, "solid"),
    "preference": Edge("preference", 2, "dotted"),
    "open": Edge("open", 0, "none"),
    "concession": Edge("concession", 5, "double"),
}

SIGNS: dict[str, Sign] = {
    "conditions": Sign("with conditions", "†"),
    "mixed": Sign("mixed that day", "≠"),
    "reported_otherwise": Sign("reported otherwise", "○"),
    "claimed": Sign("claims by others", "”"),
}

CHANGED = "changed since then"
"""What a ring around a cell says, when the view counts changes from a day."""
REPORTED = "only reported"
STALE = "stale: said long ago"
NOT_SCORED = "an assessment or a matter of fact: not scored"
