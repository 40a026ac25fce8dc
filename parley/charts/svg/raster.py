"""SVG into PNG, the same on every machine: our own font, and fonts of the machine only for letters that ours does not have."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from html import unescape
from math import sqrt

from parley.charts.svg import typeface

SHARP = 2.0
"""Pixels of a PNG for one of its SVG, where it does not grow too large."""
MOST_PIXELS, LONGEST = 24_000_000, 16_000
"""A PNG never has more pixels, nor a longer side; a picture that large comes with fewer pixels for each of its own."""

_SIZE = re.compile(r'<rect width="([0-9.]+)" height="([0-9.]+)"')
_TOLD = re.compile(r"<text[^>]*>(?:<title>.*?</title>)?([^<]*)</text>")
_AFTER_HEADER = 33
"""Where the first chunk after the header of a PNG begins."""


def png(svg: str, words: Mapping[str, str], zoom: float | None = None) -> bytes:
    """The picture. words : what is kept inside the file, by the keywords of PNG (`Title`, `Description` …).

    zoom : pixels for each of the SVG; when left out, SHARP or as many as MOST_PIXELS and LONGEST allow.
    """
    import resvg_py

    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom or sharpness(svg),
        skip_system_fonts=ours_is_enough(svg),
        font_files=[str(path) for path in typeface.FILES],
        sans_serif_family=typeface.FAMILY,
    )
    return bytes(drawn[:_AFTER_HEADER]) + b"".join(_chunk(key, told) for key, told in words.items() if told) + bytes(drawn[_AFTER_HEADER:])


def sharpness(svg: str) -> float:
    """How many pixels of the PNG each of the SVG gets."""
    found = _SIZE.search(svg)
    wide, high = (float(each) for each in found.groups()) if found else (1.0, 1.0)
    return min(SHARP, sqrt(MOST_PIXELS / (wide * high)), LONGEST / max(wide, high))


def ours_is_enough(svg: str) -> bool:
    """Can our font write all of it? If not, the picture is only as good as the fonts of the machine."""
    return all(typeface.covered(unescape(told)) for told in _TOLD.findall(svg))


def _chunk(keyword: str, told: str) -> bytes:
    """International text, uncompressed."""
    body = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0\0\0" + told.encode("utf-8", "replace")
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
