"""Bytes become characters, and it is said which way: nothing is guessed that could be read otherwise.

A mark at the beginning, or bytes that are sound UTF-8, leave no doubt. Anything else may be one of a dozen old encodings: it is
taken for Windows-1252 only when what comes out looks like the words of a western European language, and a sample is shown.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_WESTERN = "äöüÄÖÜßéèêëÉÈÊàâáÀÂçÇñÑíìîïóòôúùûÚæÆœøØåÅãõÁÍÓ"
_SIGNS = "\u00a0“”„‘’‚–—…«»€£§°·•™®©´¡¿‹›"
_FOREIGN = re.compile(f"[^\x00-\x7f{_WESTERN}{_SIGNS}]")
_STRANGE_WORD = re.compile(f"[{_WESTERN}]{{3}}|[A-Za-z{_WESTERN}][¿¡·°®©§£][A-Za-z]")
_WORD = re.compile(f"[A-Za-z{_WESTERN}]*[{_WESTERN}][A-Za-z{_WESTERN}]*")


class Characters(NamedTuple):
    """text : without a byte order mark. encoding : how it was read, in words. marked : it began with a byte order mark."""

    text: str
    encoding: str
    marked: bool


class UnsureError(Exception):
    """There is no telling how to read the file; says what to do."""


def read(content: bytes, encoding: str = "") -> Characters:
    """The characters of a file.

    encoding : a name that the editor gave, else it is found out. raises : UnsureError, with the way out.
    """
    if encoding:
        return _as_told(content, encoding)
    for mark, name, words in _MARKS:
        if content.startswith(mark):
            return Characters(_decoded(content, name, words), words, marked=True)
    if b"\x00" in content:
        return _without_mark(content)
    try:
        return Characters(content.decode("utf-8"), "UTF-8", marked=False)
    except UnicodeDecodeError as error:
        return _western(content, error)


def _as_told(content: bytes, encoding: str) -> Characters:
    try:
        name = codecs.lookup(encoding).name
        text = content.decode(name)
    except LookupError:
        raise UnsureError(f"there is no encoding `{encoding}`; write utf-8, utf-16, cp1252, cp1251 or the like") from None
    except UnicodeDecodeError as error:
        raise UnsureError(f"the file is not {name}: byte {error.start + 1} cannot be read; give another --encoding") from None
    return Characters(text.removeprefix("\ufeff"), f"{name}, as told", marked=text.startswith("\ufeff"))


def _decoded(content: bytes, name: str, words: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise UnsureError(f"the file begins as {words}, but byte {error.start + 1} cannot be read; save it anew as UTF-8") from None


def _without_mark(content: bytes) -> Characters:
    """UTF-16 without its mark: in any text with commas and digits every second byte is mostly nought."""
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        noughts, others = content[first::2].count(0), content[1 - first :: 2].count(0)
        if not others and noughts * 5 >= len(content) // 2 and len(content) % 2 == 0:
            return Characters(_decoded(content, name, "UTF-16"), "UTF-16 without a byte order mark", marked=False)
    raise UnsureError("the file holds NUL bytes and is no text; save it as CSV in UTF-8, or as XLSX")


def _western(content: bytes, error: UnicodeDecodeError) -> Characters:
    unsure = (
        f"the file is not UTF-8 (byte {error.start + 1}), and there is no telling which old encoding it is; "
        "save it as UTF-8, or say which: --encoding cp1252 (western Europe), cp1250 (central Europe), cp1251 (Cyrillic) …"
    )
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise UnsureError(unsure) from None
    words = list(dict.fromkeys(_WORD.findall(text)))
    if _FOREIGN.search(text) or _STRANGE_WORD.search(text) or not (words or any(sign in text for sign in _SIGNS)):
        raise UnsureError(unsure)
    shown = f", as in {', '.join(f'“{word}”' for word in words[:3])}" if words else ""
    return Characters(text, f"Windows-1252{shown} (if that is wrong, give --encoding)", marked=False)
