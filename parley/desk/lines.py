"""The lines of a file, and which of them belong to a text that runs over several: those are nobody's to tidy.

This looks at lines only and not at YAML, because a file that cannot be read must be looked at too. Where it is not sure it
takes a line for text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_DASHES = re.compile(r"[ \t\u00a0]*(?:-[ \t\u00a0]+)*")
_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#'"\[\]{},&*!|>%@`][^:#]*?)[ \t]*:(?=\s|$)[ \t\u00a0]*""")
_BLOCK = re.compile(r"[|>][+-]?[1-9]?[+-]?[ \t]*(?:#.*)?")


def split(text: str) -> list[str]:
    """The lines as an editor counts them, each with its own end. Joined they are the text again."""
    return _LINE.findall(text)


def body(line: str) -> str:
    """A line without its end."""
    return line.rstrip("\r\n")


def of_texts(lines: Sequence[str]) -> frozenset[int]:
    """0-based numbers of the lines on which a text is not yet over or not just begun: of quotes, blocks and plain text alike."""
    found: set[int] = set()
    number = 0
    while number < len(lines):
        line = body(lines[number])
        start, value = _value(line)
        if _BLOCK.fullmatch(value):
            end = _end_of_block(lines, number, start)
            found.update(range(number + 1, end))
        elif quote := _left_open(value):
            end = _end_of_quote(lines, number, quote)
            found.update(range(number, end))
        else:
            if value and start == 0 and not value.startswith("#"):  # the text above goes on
                found.update((max(number - 1, 0), number))
            end = number + 1
        number = end
    return frozenset(found)


def _value(line: str) -> tuple[int, str]:
    """Where an entry or field begins (0 for a line that is neither), and what stands on its line after it."""
    dashes = _DASHES.match(line)
    assert dashes is not None
    key = _KEY.match(line, dashes.end())
    if key:
        return dashes.end() + 1, line[key.end() :]
    has_dash = bool(dashes[0].strip(" \t\u00a0"))
    return (dashes[0].rindex("-") + 1 if has_dash else 0), line[dashes.end() :]


def _end_of_block(lines: Sequence[str], number: int, start: int) -> int:
    """The first line after a block: as deep as what it belongs to, or less. start : 1-based column of that."""
    for below in range(number + 1, len(lines)):
        said = body(lines[below])
        if said.strip() and len(said) - len(said.lstrip(" ")) < start:
            return below
    return len(lines)


def _left_open(value: str) -> str:
    """The quote that a value opens and does not close; empty when there is none."""
    if not value.startswith(("'", '"', "[", "{")):
        return ""
    quote, escaped = "", False
    for place, sign in enumerate(value):
        if escaped:
            escaped = False
        elif quote:
            escaped = quote == '"' and sign == "\\"
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign == "#" and value[place - 1 : place].isspace():
            break
    return quote


def _end_of_quote(lines: Sequence[str], number: int, quote: str) -> int:
    """The first line after the one that closes a quote; the end of the file when none does."""
    closing = re.compile(r'(?:[^"\\]|\\.)*"' if quote == '"' else r"(?:[^']|'')*'(?!')")
    for below in range(number + 1, len(lines)):
        if closing.match(body(lines[below])):
            return below + 1
    return len(lines)
