"""One page: a title above, a picture, and below it where all this comes from and the way back.

A page is a column of blocks. A block knows its height before it is drawn, so that the page is as long as what stands in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from parley.charts.palette import FAINT, INK, PAGE, Theme, blended
from parley.charts.svg import typeface
from parley.charts.svg.markup import Svg, hover, joined, link, tag, text, words

MARGIN = 28.0
NARROWEST = 620.0
"""A page is never narrower: its title and its source line need so much."""

_KICKER, _TITLE, _SMALL = 13.0, 21.0, 11.5
_TITLE_LINE, _SMALL_LINE = 26.0, 16.0
_LINK_LINES = 3


@dataclass(frozen=True)
class Caption:
    """The words around a picture.

    kicker : what it is part of; title : what it shows; alt : the same for those who do not see it; source : where it comes from.
    address : the way back as it is printed; href : the same as a link, empty where nobody knows the host.
    """

    kicker: str
    title: str
    alt: str
    source: str
    address: str
    href: str = ""


@dataclass(frozen=True)
class Block:
    """What is so many pixels high, and drawn from its top on."""

    height: float
    draw: Callable[[float], Iterable[Svg]]


def page(caption: Caption, width: float, theme: Theme, blocks: Iterable[Block]) -> str:
    """The whole SVG document. width : of the page, margins and all."""
    width = ceil(width)
    room = width - 2 * MARGIN
    column = [space(MARGIN), _head(caption, room, theme), *blocks, space(22), _foot(caption, room, theme), space(MARGIN - 8)]
    height = ceil(sum(block.height for block in column))  # whole pixels: half a one is no ground
    return document(width, height, theme, caption.title, caption.alt, _drawn(column))


def empty(caption: Caption, told: str, theme: Theme) -> str:
    """A page on which a sentence says why there is no picture."""
    width = NARROWEST + 2 * MARGIN
    return page(caption, width, theme, [space(8), paragraph(typeface.lines(told, 13, NARROWEST), MARGIN, 13, 20, FAINT[theme])])


def document(width: float, height: float, theme: Theme, title: str, alt: str, inside: Iterable[Svg]) -> str:
    """An SVG document on its ground."""
    told = tag(
        "svg",
        hover(title),
        tag("desc", words(alt)),
        tag("rect", width=width, height=height, fill=PAGE[theme]),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        font_family=typeface.STACK,
    )
    return f"{told}\n"


def space(height: float) -> Block:
    return Block(height, lambda _: ())


def paragraph(told: list[str], x: float, size: float, line: float, colour: str, *, bold: bool = False, whole: str = "") -> Block:
    """Lines of text below one another."""

    def draw(top: float) -> Iterator[Svg]:
        for place, each in enumerate(told):
            yield text(each, x, top + line * place + line * 0.74, size, colour, bold=bold, whole=whole)

    return Block(line * len(told), draw)


def grey(theme: Theme, share: float) -> str:
    """The ink, `share` of it left."""
    return blended(INK[theme], PAGE[theme], share)


def rule(x: float, y: float, length: float, colour: str) -> Svg:
    """A level line, one pixel thick."""
    return tag("rect", x=x, y=y, width=length, height=1, fill=colour)


def _drawn(column: Iterable[Block]) -> Iterator[Svg]:
    top = 0.0
    for block in column:
        yield from block.draw(top)
        top += block.height


def _head(caption: Caption, room: float, theme: Theme) -> Block:
    kicker = paragraph([typeface.shortened(caption.kicker, _KICKER, room)], MARGIN, _KICKER, 20, FAINT[theme], whole=caption.kicker)
    title = typeface.lines(caption.title, _TITLE, room, most=5, bold=True)
    headline = paragraph(title, MARGIN, _TITLE, _TITLE_LINE, INK[theme], bold=True, whole=caption.title)
    return _stacked([kicker, headline, space(12)])


def _foot(caption: Caption, room: float, theme: Theme) -> Block:
    told = typeface.lines(caption.source, _SMALL, room, most=4)
    address = typeface.lines(caption.address, _SMALL, room, most=_LINK_LINES, after="&?")
    way_back = paragraph(address, MARGIN, _SMALL, _SMALL_LINE, FAINT[theme], whole=caption.address)
    return _stacked(
        [
            Block(10, lambda top: [rule(MARGIN, top, room, grey(theme, 0.25))]),
            paragraph(told, MARGIN, _SMALL, _SMALL_LINE, FAINT[theme], whole=caption.source),
            Block(way_back.height, lambda top: [link(caption.href, joined(way_back.draw(top)))]),
        ]
    )


def _stacked(column: list[Block]) -> Block:
    """Blocks below one another, as one."""

    def draw(top: float) -> Iterator[Svg]:
        for block in column:
            yield from block.draw(top)
            top += block.height

    return Block(sum(block.height for block in column), draw)
