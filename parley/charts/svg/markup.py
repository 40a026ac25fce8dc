"""SVG as text. What is not made here is escaped here: no word from a file can become markup or break the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape
from typing import Literal, NewType

from parley.charts.svg import typeface

Svg = NewType("Svg", str)
"""Finished SVG."""
Anchor = Literal["start", "middle", "end"]

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ISOLATED = ("\u2068", "\u2069")


def tag(name: str, *inside: Svg, **attributes: str | float | None) -> Svg:
    """One element. Attributes are named with `_` for `-`; one that is None or empty is left out."""
    told = "".join(f' {key.replace("_", "-")}="{_value(value)}"' for key, value in attributes.items() if value is not None and value != "")
    return Svg(f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>")


def words(text: str) -> Svg:
    """Text as it stands. A character that XML cannot hold becomes the sign for an unknown one."""
    return Svg(escape(_NO_XML.sub("\ufffd", text), quote=False))


def joined(parts: Iterable[Svg]) -> Svg:
    return Svg("".join(parts))


def hover(text: str) -> Svg:
    """What a reader is told who rests on the element that holds this, or hears it."""
    return tag("title", words(text))


def text(
    told: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    anchor: Anchor = "start",
    whole: str = "",
    turned: bool = False,
    ground: str = "",
) -> Svg:
    """One line of text. x, y : of its foot. whole : the full text, where `told` is a part of it. turned : reads upwards.
    ground : a colour around the letters that parts them from what they stand on.

    It is held to the width it was measured for, whichever font draws it; but not where that width was only guessed.
    """
    if not told:
        return Svg("")
    known = typeface.covered(told) and len(told) > 2
    return tag(
        "text",
        *([hover(whole)] if whole and whole != told else []),
        words(_isolated(told)),
        x=x,
        y=y,
        transform=f"rotate(-90 {number(x)} {number(y)})" if turned else None,
        font_size=size,
        font_weight="600" if bold else None,
        fill=colour,
        stroke=ground,
        stroke_width=size * 0.3 if ground else None,
        stroke_linejoin="round" if ground else None,
        paint_order="stroke" if ground else None,
        text_anchor=anchor if anchor != "start" else None,
        textLength=typeface.width(told, size, bold=bold) if known else None,
        lengthAdjust="spacingAndGlyphs" if known else None,
    )


def link(href: str, *inside: Svg) -> Svg:
    """The same as a link of the web; without one, as it is."""
    return tag("a", *inside, href=href, target="_blank") if href.startswith(("https://", "http://")) else joined(inside)


def number(value: float) -> str:
    """`12`, `12.5`: a tenth of a pixel is enough."""
    return f"{value:.1f}".removesuffix(".0")


def _value(value: str | float) -> str:
    return escape(_NO_XML.sub("\ufffd", value)) if isinstance(value, str) else number(value)


def _isolated(text: str) -> str:
    """Text with letters that run from the right keeps its order among itself, whatever stands around it."""
    return text.join(_ISOLATED) if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text) else text
