"""Values become YAML as a person would have written it: block style, and quotes only where they are needed.

What is written here reads back the same to the last sign (yamlfile), whatever the texts hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_NOTHING = frozenset(("~", "null", "Null", "NULL"))
_PLAIN_START = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]")
_NOT_PLAIN = re.compile(r": |:$| #|[\n\r\t]")
_NOT_IN_A_BLOCK = re.compile(r"[\r\t]|[ \u00a0]$", re.MULTILINE)
_ESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def document(value: Mapping[str, Any]) -> bytes:
    """A whole file. value : nested dict, list and str without empty ones; its order is the order of the lines."""
    return ("\n".join(_fields(value, 0)) + "\n").encode()


def entries(listed: Sequence[Mapping[str, Any]], indent: int) -> str:
    """The lines of a list of entries, each dash `indent` spaces in, ending with a newline."""
    return "".join(f"{line}\n" for line in _list(listed, indent))


def _fields(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    for name, each in value.items():
        begin = f"{' ' * indent}{name}:"
        if isinstance(each, str):
            yield f"{begin} {text(each, indent)}"
        else:
            yield begin
            yield from _fields(each, indent + 2) if isinstance(each, Mapping) else _list(each, indent + 2)


def _list(items: Sequence[Any], indent: int) -> Iterator[str]:
    for item in items:
        if isinstance(item, str):
            yield f"{' ' * indent}- {text(item, indent)}"
            continue
        first, *rest = _fields(item, indent + 2)
        yield f"{' ' * indent}- {first.lstrip(' ')}"
        yield from rest


def text(value: str, indent: int = 0) -> str:
    """One text, as it stands after its colon. indent : of the line it stands in, for texts of several lines."""
    if _PLAIN_START.match(value) and not _NOT_PLAIN.search(value) and value == value.strip() and value not in _NOTHING:
        return value
    if "\n" in value and not _NOT_IN_A_BLOCK.search(value) and not value.startswith((" ", "\n")) and not value.endswith("\n"):
        return "\n".join(["|-", *(f"{' ' * (indent + 2)}{line}" if line else "" for line in value.split("\n"))])
    if re.search(r'["\\]', value) and not re.search(r"[\n\r\t]", value):
        return "'" + value.replace("'", "''") + "'"
    return f'"{value.translate(_ESCAPED)}"'
