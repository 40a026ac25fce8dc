"""How wide a text is in our font, so that it can be broken or shortened before it leaves its place.

The font is Source Sans 3 (`fonts/`, SIL Open Font License): Latin, Greek and Cyrillic. Widths come from the files
themselves. Of a letter that the font does not have nobody knows which font will draw it: it counts as wide as such letters get.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FAMILY = "Source Sans 3"
STACK = f"'{FAMILY}', 'Source Sans Pro', 'Source Sans', 'Helvetica Neue', Arial, sans-serif"
_FOLDER = Path(__file__).with_name("fonts")
FILES = (_FOLDER / "SourceSans3-Regular.otf", _FOLDER / "SourceSans3-Semibold.otf")
ASCENT, DESCENT = 0.75, 0.25
"""How far letters reach above and below their line, in ems."""

_WIDE, _OTHER = 1.05, 0.75
_MORE = "…"
_BREAKS = " -–—/"


@dataclass(frozen=True)
class Face:
    """One font file. widths : in ems, of every letter it has."""

    widths: Mapping[str, float]


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that the text takes on one line; kerning, which only narrows it, is left out."""
    return size * _ems(text, bold)


def covered(text: str) -> bool:
    """Does our font have every letter of it?"""
    known = face(bold=False).widths
    return all(letter in known for letter in text)


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text on one line, ending in `…` where it had to be cut; never wider than `room`, and empty where not even `…` fits."""
    text = " ".join(text.split())
    if width(text, size, bold=bold) <= room:
        return text
    kept = _fitting(text, size, room - width(_MORE, size, bold=bold), bold)
    return f"{kept.rstrip()}{_MORE}" if width(_MORE, size, bold=bold) <= room else ""


def lines(text: str, size: float, room: float, *, most: int | None = None, bold: bool = False, after: str = _BREAKS) -> list[str]:
    """The text in lines no wider than `room`, at most `most` of them, the last one ending in `…` where not all fits.

    after : the signs after which a line may break; what is too long for a line of its own is broken where it must be.
    """
    told: list[str] = []
    rest = " ".join(text.split())
    while rest:
        if most is not None and len(told) == most - 1:
            return [*told, shortened(rest, size, room, bold=bold)]
        line = _line(rest, size, room, bold, after)
        told.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    return told or [""]


def balanced(text: str, size: float, room: float, *, most: int | None = None, bold: bool = False) -> list[str]:
    """As `lines`, of about the same length: no last line of one word."""
    told = lines(text, size, room, most=most, bold=bold)
    if len(told) == 1 or told[-1].endswith(_MORE):
        return told
    narrow, wide = room / 2, room
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        fits = len(lines(text, size, middle, bold=bold)) <= len(told) and not breaks_a_word(text, size, middle, bold=bold)
        narrow, wide = (narrow, middle) if fits else (middle, wide)
    return lines(text, size, wide, bold=bold)


def fits(text: str, size: float, room: float, most: int) -> bool:
    """In bold letters, does it take at most so many lines, and no word is broken?"""
    return not breaks_a_word(text, size, room, bold=True) and len(lines(text, size, room, bold=True)) <= most


def breaks_a_word(text: str, size: float, room: float, *, bold: bool = False) -> bool:
    """Is one of its words too long for such a line?"""
    return any(width(part.rstrip(), size, bold=bold) > room for part in _parts(" ".join(text.split())))


@cache
def face(*, bold: bool) -> Face:
    """The widths of one weight, read from its file."""
    data = FILES[bold].read_bytes()
    at = _tables(data)
    (per_em,) = struct.unpack_from(">H", data, at["head"] + 18)
    (metrics,) = struct.unpack_from(">H", data, at["hhea"] + 34)
    advances = struct.unpack_from(">" + "Hh" * metrics, data, at["hmtx"])[::2]
    return Face({letter: advances[min(glyph, metrics - 1)] / per_em for letter, glyph in _glyphs(data, at["cmap"]).items()})


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * place) for place in range(count))
    return {tag.decode("latin-1"): offset for tag, _, offset, _ in entries}


def _glyphs(data: bytes, cmap: int) -> dict[str, int]:
    """Number of the glyph of every letter, from the table for all of Unicode (format 12)."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    offsets = [cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * place)[2] for place in range(count)]
    whole = next(offset for offset in offsets if struct.unpack_from(">H", data, offset)[0] == 12)
    (groups,) = struct.unpack_from(">I", data, whole + 12)
    ranges = (struct.unpack_from(">III", data, whole + 16 + 12 * place) for place in range(groups))
    return {chr(code): glyph + code - first for first, last, glyph in ranges for code in range(first, last + 1)}


@lru_cache(maxsize=20_000)
def _ems(text: str, bold: bool) -> float:
    known = face(bold=bold).widths
    return sum(known[letter] if letter in known else _guessed(letter) for letter in text)


def _guessed(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF else _OTHER


def _line(text: str, size: float, room: float, bold: bool, after: str) -> str:
    """As many whole parts from the beginning as fit; of a part that is too long as many letters as fit, at least one."""
    taken = ""
    for part in _parts(text, after):
        if width((taken + part).rstrip(), size, bold=bold) > room:
            break
        taken += part
    return taken or _fitting(text, size, room, bold) or _first(text)


def _parts(text: str, after: str = _BREAKS) -> list[str]:
    """The text cut where a line may break; each part keeps the sign it ends in."""
    parts, begin = [], 0
    for place, letter in enumerate(text, 1):
        if letter in after and place < len(text):
            parts.append(text[begin:place])
            begin = place
    return [*parts, text[begin:]]


def _fitting(text: str, size: float, room: float, bold: bool) -> str:
    """As many letters from the beginning as fit; none is parted from its accents."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle], size, bold=bold) <= room else (low, middle - 1)
    while 0 < low < len(text) and _joins(text[low]):
        low -= 1
    return text[:low]


def _first(text: str) -> str:
    """The first letter with its accents."""
    end = 1
    while end < len(text) and _joins(text[end]):
        end += 1
    return text[:end]


def _joins(letter: str) -> bool:
    return bool(unicodedata.combining(letter)) or letter == "\u200d" or "\ufe00" <= letter <= "\ufe0f"
