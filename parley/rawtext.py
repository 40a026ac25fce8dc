"""A file as characters, before it is YAML: what nobody can read, what nobody can see, and text that a `#` cuts off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

BYTE_ORDER_MARK = "\ufeff"
STAND_IN = "\ufdd0"  # a character that no text may hold takes the place of each unreadable one, so that columns stay true

LARGEST = 4 * 1024 * 1024  # bytes
MOST_MARKS = 50_000  # no value comes without one of _MARKS

_MARKS = (b"\n", b"\r", b":", b",", b"[", b"{", b"- ", b"? ")
_BREAK = re.compile(r"\r\n|\r|\n")
_INVISIBLE_BREAKS = {"\x85": "next line", "\u2028": "line separator", "\u2029": "paragraph separator"}
_CUT = re.compile(r" #\S")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")

_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_END_OF_EMBEDDING, _END_OF_ISOLATE = "\u202c", "\u2069"
_CLOSED_BY = dict.fromkeys("\u202a\u202b\u202d\u202e", _END_OF_EMBEDDING) | dict.fromkeys("\u2066\u2067\u2068", _END_OF_ISOLATE)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MAY_TURN = re.compile(rb"\xe2(?:\x80[\xaa\xab\xad\xae]|\x81[\xa6-\xa8])")  # those of them that open


@dataclass(frozen=True, order=True)
class YamlProblem:
    """A mistake in the writing itself, before any field is judged. line, column : 1-based, in characters."""

    line: int
    column: int
    rule: str
    message: str


def too_large(text: bytes) -> YamlProblem | None:
    """A file that might hold more than can be read in a moment."""
    if len(text) > LARGEST:
        return _too_large(f"{len(text) / 1024 / 1024:.1f} MiB, and {LARGEST // 1024 // 1024}")
    marks = sum(map(text.count, _MARKS)) if len(text) > MOST_MARKS else 0
    return _too_large(f"{marks:,} colons, commas, dashes, brackets and ends of lines, and {MOST_MARKS:,}") if marks > MOST_MARKS else None


def _too_large(limit: str) -> YamlProblem:
    return YamlProblem(1, 1, "too-large", f"the file has {limit} is the limit; split it by day")


def characters(text: bytes) -> str | None:
    """The characters of a file, if they are not too many and each can be read and leaves the direction as it is; quick for most files."""
    if too_large(text):
        return None
    if text.isascii():
        return text.decode("ascii") if len(text.translate(None, _CONTROLS)) == len(text) else None
    try:
        told = text.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _UNREADABLE.search(told) or _MAY_TURN.search(text) else told


def lines_of(text: bytes) -> list[str]:
    """The lines as an editor counts them, with a stand-in for every character that cannot be read."""
    return [_UNREADABLE.sub(STAND_IN, line) for line in _lines(text)]


def unreadable_characters(text: bytes) -> Iterator[YamlProblem]:
    """UTF-8 only, without a byte order mark, control characters, or line breaks that no editor shows. At most the first 20."""
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield YamlProblem(1, 1, "not-utf8", "the file is UTF-16; save it as UTF-8")
        return
    if text.startswith(BYTE_ORDER_MARK.encode()):
        yield YamlProblem(1, 1, "byte-order-mark", "the file starts with a byte order mark; save it as `UTF-8`, not `UTF-8 with BOM`")
    yield from islice(_each_unreadable(_lines(text)), 20)


def _each_unreadable(lines: list[str]) -> Iterator[YamlProblem]:
    for number, line in enumerate(lines, start=1):
        for found in _UNREADABLE.finditer(line):
            yield YamlProblem(number, found.start() + 1, *_unreadable(found[0]))


def is_unreadable(text: str) -> bool:
    """Whether a text holds a character that no file should: one can still be written as an escape, like `"\\0"`."""
    return _UNREADABLE.search(text) is not None


def open_direction(text: str) -> str:
    """The first sign that turns the direction of what follows and is never turned back; empty when there is none.

    What is left open would turn the words that stand behind the text on a page, which are not its own.
    """
    opened: list[str] = []
    for sign in _TURNS.findall(text):
        if sign in _CLOSED_BY:
            opened.append(sign)
        elif sign == _END_OF_ISOLATE:
            isolates = [place for place, each in enumerate(opened) if _CLOSED_BY[each] == sign]
            del opened[isolates[-1] if isolates else len(opened) :]
        elif opened and _CLOSED_BY[opened[-1]] == sign:
            opened.pop()
    return next(iter(opened), "")


def turned(sign: str) -> str:
    """What is wrong with a sign that `open_direction` found, and the way out."""
    code, end = ord(sign), ord(_CLOSED_BY[sign])
    name = unicodedata.name(sign)
    return f"an invisible sign (U+{code:04X}, {name}) turns the text around and never back; delete it, or end it with U+{end:04X}"


def text_cut(lines: list[str], line: int, column: int) -> YamlProblem | None:
    """Text meant as text but read as a comment: `must #include`, one space before the `#` and none after.

    line, column : 0-based, where the unquoted text ends for YAML. A comment has two spaces before its `#`, or one after it.
    """
    if line >= len(lines) or not _CUT.match(lines[line], column):
        return None
    return YamlProblem(
        line + 1, column + 2, "text-cut", "the text is cut off at ` #`; put all of it in quotes, or write a comment as `  # comment`"
    )


def _lines(text: bytes) -> list[str]:
    """Bytes that are no UTF-8 become lone surrogates."""
    return _BREAK.split(text.decode("utf-8", "surrogateescape").removeprefix(BYTE_ORDER_MARK))


def _unreadable(character: str) -> tuple[str, str]:
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return "not-utf8", f"the byte 0x{code - 0xDC00:02X} is no UTF-8; save the file as UTF-8"
    if character in _INVISIBLE_BREAKS:
        return "invisible-break", f"an invisible line break (U+{code:04X}, {_INVISIBLE_BREAKS[character]}); delete it"
    if character == BYTE_ORDER_MARK:
        return "byte-order-mark", "an invisible byte order mark (U+FEFF); delete it"
    name = "NUL" if code == 0 else unicodedata.name(character, "a control character")
    return "control-character", f"an invisible character (U+{code:04X}, {name}); delete it"
