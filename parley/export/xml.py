"""XML as it leaves the house. What it cannot hold is in no file, but a search in a link can hold it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text as XML 1.0 can carry it: a sign that no XML may hold, such as a null byte, is shown as U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text)


def written(root: ET.Element) -> bytes:
    """A whole document, indented, as UTF-8."""
    ET.indent(root, space=" ")
    told: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + told + b"\n"
