"""One text as YAML on one line: plain where every YAML tool reads the same text, in quotes where one might not.

Our own reader keeps all text as text; others take `no` for false, `12:30` for a number and `2025-08-24` for a day. So whatever
could be taken for something else is quoted. Days and numbers stay bare where the format wants a day or a number.
"""

from __future__ import annotations

import re
import unicodedata

from parley.rawtext import STAND_IN, is_unreadable

BARE = frozenset(("date", "end", "on", "recorded", "start", "value"))
"""Fields that hold a day or a number: people write them without quotes."""

_STARTS_PLAIN = frozenset("“‘«„(")
_BREAKS = re.compile(r"[\t\n\r]")
_ENDS_PLAIN = re.compile(r": | #|:$")
_FLOW_SIGNS = re.compile(r"[?,\[\]{}]|:(?=[,\[\]{}])")
_TAKEN_FOR_ANOTHER = re.compile(
    r"""
      y|yes|n|no|on|off|true|false|null|nan             # a flag or nothing, in some tool and in some spelling
    | [-+.0-9][0-9_,.:eExXoObBa-fA-F+-]*                # a number in any base, a time
    | [0-9]{4}-[0-9]{1,2}(-[0-9]{1,2}.*)?               # a day
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(r"[+-]?[0-9][0-9.-]*", re.ASCII)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class CannotWriteError(ValueError):
    """A text that no file can hold; says why and the way out, in one sentence."""


def scalar(text: str, field: str = "", *, flow: bool = False) -> str:
    """The text as it stands after `field: `, on one line.

    flow : it stands inside brackets, where commas and brackets end a plain text.
    raises : CannotWriteError for an empty text, and for one with a character that no file may hold.
    """
    if not text.strip():
        raise CannotWriteError("the text is empty; write something, or leave the field out")
    if wrong := invisible(text):
        raise CannotWriteError(wrong)
    if field in BARE and _BARE.fullmatch(text):
        return text
    return text if _is_plain(text, flow) else _quoted(text)


def invisible(text: str) -> str:
    """Why no file can hold this text, naming the first character at fault; empty when one can."""
    found = next((each for each in text if is_unreadable(each) or each == STAND_IN), None)
    if found is None:
        return ""
    code = ord(found)
    return f"the text holds an invisible character (U+{code:04X}, {unicodedata.name(found, 'a control character')}); delete it"


def visible(text: str) -> str:
    """The text without the characters that no file can hold; an invisible line break becomes a space."""
    breaks = re.sub("[\x85\u2028\u2029]", " ", text)
    return "".join(each for each in breaks if not is_unreadable(each) and each != STAND_IN)


def _is_plain(text: str, flow: bool) -> bool:
    if text != text.strip() or not (text[0].isalnum() or text[0] in _STARTS_PLAIN):
        return False
    if _BREAKS.search(text) or _ENDS_PLAIN.search(text) or (flow and _FLOW_SIGNS.search(text)):
        return False
    return not _TAKEN_FOR_ANOTHER.fullmatch(text)


def _quoted(text: str) -> str:
    """Single quotes where that spares backslashes, else double quotes. Only what YAML cannot hold as it is becomes an escape."""
    if ('"' in text or "\\" in text) and "'" not in text and not _BREAKS.search(text):
        return f"'{text}'"
    return '"' + "".join(_ESCAPES.get(each, each) for each in text) + '"'
