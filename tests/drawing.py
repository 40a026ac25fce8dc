"""Reads an SVG as a viewer would: its texts with the room they take, its marks with their words, its size.

drawing = Drawing(svg)
drawing.texts          every line of text: what it says, and left, top, right, bottom in pixels
drawing.told           what every cell and mark says to those who rest on it or hear it
drawing.outside()      texts that leave the page
drawing.overlapping()  texts that run into one another; signs of one or two letters are left out, they stand on marks
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree as ET

from parley.charts.svg import typeface

SVG = "{http://www.w3.org/2000/svg}"
_SLACK = 0.6


class Text(NamedTuple):
    says: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Text) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _SLACK and down > _SLACK


class Drawing:
    def __init__(self, svg: bytes) -> None:
        self.root = ET.fromstring(svg)
        self.width, self.height = float(self.root.attrib["width"]), float(self.root.attrib["height"])

    @cached_property
    def texts(self) -> list[Text]:
        return [_text(each) for each in self.root.iter(f"{SVG}text")]

    @property
    def title(self) -> str:
        return self.root.findtext(f"{SVG}title") or ""

    @property
    def alt(self) -> str:
        return self.root.findtext(f"{SVG}desc") or ""

    @cached_property
    def told(self) -> list[str]:
        return [each.findtext(f"{SVG}title") or "" for each in self.cells()]

    @property
    def links(self) -> list[str]:
        return [each.attrib["href"] for each in self.root.iter(f"{SVG}a")]

    def cells(self) -> Iterator[ET.Element]:
        """What has words of its own and is drawn of several parts."""
        return (each for each in self.root.iter(f"{SVG}g") if each.find(f"{SVG}title") is not None)

    def cell(self, begins: str) -> ET.Element:
        """The one whose words begin so."""
        (found,) = [each for each in self.cells() if (each.findtext(f"{SVG}title") or "").startswith(begins)]
        return found

    def colours(self, begins: str) -> set[str]:
        """Every fill inside a cell."""
        return {each.attrib["fill"] for each in self.cell(begins).iter() if "fill" in each.attrib} - {"none"}

    def outside(self) -> list[Text]:
        return [
            each
            for each in self.texts
            if each.left < 0 or each.top < 0 or each.right > self.width + _SLACK or each.bottom > self.height + _SLACK
        ]

    def overlapping(self) -> list[tuple[str, str]]:
        words = [each for each in self.texts if len(each.says) > 2]
        return [(one.says, other.says) for one, other in combinations(words, 2) if one.overlaps(other)]


def _text(element: ET.Element) -> Text:
    says = "".join(element.itertext()).removeprefix(element.findtext(f"{SVG}title") or "").strip("\u2068\u2069")
    x, y, size = (float(element.attrib[name]) for name in ("x", "y", "font-size"))
    long = float(element.attrib.get("textLength") or typeface.width(says, size, bold="font-weight" in element.attrib))
    before = {"start": 0.0, "middle": long / 2, "end": long}[element.attrib.get("text-anchor", "start")]
    above, below = size * typeface.ASCENT, size * typeface.DESCENT
    if "transform" in element.attrib:  # reads upwards
        return Text(says, x - above, y - long + before, x + below, y + before)
    return Text(says, x - before, y - above, x - before + long, y + below)
