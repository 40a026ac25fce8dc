"""YAML as nearly every position file is written, a line at a time: three times as quick as the parser of all of YAML.

    key: text           on one line, without quotes or in quotes of either kind
    key:                and further in below it, fields or a list
    - key: text         an entry of a list
    - text
    # a comment         on a line of its own

Of everything else it says nothing, least of all that it is wrong: texts over several lines, comments beside a value, brackets,
escapes, anchors, a doubled key. Whoever asks then asks the parser, and the parser says the same of whatever is read here: tests
hold the two together. Knows no YAML library.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
"""Without quotes, these say that there is no value."""

_HEAD = re.compile(r"( {0,64})(- )?([A-Za-z_][A-Za-z0-9_-]{0,63})")
_ITEM = re.compile(r"( *)- (.+)")
_QUOTED = re.compile(r"""\"[^"\\]*"|'[^']*(?:''[^']*)*'""")
_SIGNS = frozenset("-?:,[]{}#&*!|>%@` \"'")
"""What means something at the beginning of a text without quotes."""
_LONGEST_NOTHING = max(map(len, NOTHING))


class NotPlainError(Exception):
    """Only a parser can tell what this says, or what is wrong with it."""


def read(text: str, deepest: int) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """The values of a file, and the 1-based lines of the items of each top-level list, as yamlfile.Read has them.

    text : without characters that no text may hold. deepest : so many collections may be open at once.
    raises : NotPlainError.
    """
    if " \n" in text or text.endswith(" ") or " #" in text or "\t" in text or "\r" in text:
        raise NotPlainError
    root: dict[str, Any] = {}
    filling: Any = root  # the collection that the line above belongs to
    at = 0  # the column of its fields; -1 where it is a list
    around: list[tuple[int, Any]] = [(0, root)]  # all that are open, each with its column, that of a list being where its dashes stand
    opened, listing = "", ""  # the key of the line above, if nothing stands behind it; the key of the top-level list
    lines: dict[str, list[int]] = {}
    value: str | None
    for number, line in enumerate(text.split("\n"), start=1):
        head, colon, rest = line.partition(": ")
        if colon:
            column, is_item, key = _head(head)
        elif not line or line[0] == "#":
            continue
        else:
            column, is_item, key, rest = _without_colon(line)
        if not rest:
            value = None
        elif rest[0] in _SIGNS:
            value = _quoted(rest)
        elif ": " in rest or rest[-1] == ":":
            raise NotPlainError
        else:
            value = None if len(rest) <= _LONGEST_NOTHING and rest in NOTHING else rest
        if column != at or is_item:  # another collection than that of the line above
            above = around[-1][0]
            if opened and (column > above or (is_item and column == above)):
                listing = opened if filling is root else listing
                filling[opened] = [] if is_item else {}
                around.append((column, filling[opened]))
            while around[-1][0] > column or (around[-1][1].__class__ is list and not is_item):
                around.pop()
            found, filling = around[-1]
            if found != column or (filling.__class__ is list) is not is_item or len(around) + is_item > deepest:
                raise NotPlainError
            if is_item and len(around) == 2:
                lines.setdefault(listing, []).append(number)
            if not key:
                filling.append(value)
                opened, at = "", -1
                continue
            if is_item:
                column += 2
                filling.append({})
                filling = filling[-1]
                around.append((column, filling))
            at = column
        if key in filling:
            raise NotPlainError
        filling[key] = value
        opened = "" if rest else key
    if not root:
        raise NotPlainError
    return root, lines


@lru_cache(4096)
def _head(text: str) -> tuple[int, bool, str]:
    """What stands before a colon: how far in, whether a dash comes first, and the key. The same few stand in file after file."""
    if not (found := _HEAD.fullmatch(text)):
        raise NotPlainError
    return len(found[1]), bool(found[2]), found[3]


def _quoted(text: str) -> str:
    """A text in quotes, on its own."""
    if not _QUOTED.fullmatch(text):
        raise NotPlainError
    return text[1:-1].replace("''", "'") if text[0] == "'" else text[1:-1]


def _without_colon(line: str) -> tuple[int, bool, str, str]:
    """A key that opens something, or an entry that is a text: as `_head`, and the text."""
    if line[-1] == ":":
        return *_head(line[:-1]), ""
    if not (found := _ITEM.fullmatch(line)):
        raise NotPlainError
    return len(found[1]), True, "", found[2]
