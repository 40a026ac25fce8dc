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
from typing import Any

NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
"""Without quotes, these say that there is no value."""

_LINE = re.compile(
    r"""
    (\ *(?:-\ )?)                                           # how far in, and the dash of an entry
    (?: ([A-Za-z_][A-Za-z0-9_-]{0,63}) : (?:\ |(?=\n)) )?        # a key
    (?: ([^\s\-?:,[\]{}#&*!|>'"%@`] [^\n]*)                 # text without quotes
      | ("[^"\\\n]*" | '[^'\n]*(?:''[^'\n]*)*')             # text in quotes
    )? \n
    | \#[^\n]*\n                                            # a comment
    | ([\s\S]+)                                             # what is not plain, and all that follows it
    """,
    re.VERBOSE,
)
_LONGEST_NOTHING = max(map(len, NOTHING))


class NotPlainError(Exception):
    """Only a parser can tell what this says, or what is wrong with it."""


def read(text: str, deepest: int) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """The values of a file, and the 1-based lines of the items of each top-level list, as yamlfile.Read has them.

    text : without characters that no text may hold. deepest : so many collections may be open at once.
    raises : NotPlainError.
    """
    root: dict[str, Any] = {}
    filling: Any = root  # the collection that the line above belongs to
    inset: str | None = ""  # what stands before each further field of it; None where it is a list
    around: list[tuple[int, Any]] = [(0, root)]  # all that are open, each with its column, that of a list being where its dashes stand
    opened, listing = "", ""  # the key of the line above, if nothing stands behind it; the key of the top-level list
    lines: dict[str, list[int]] = {}
    value: str | None
    for number, (lead, key, plain, quoted, _) in enumerate(_lines(text), start=1):
        if plain:
            if ": " in plain or plain[-1] == ":":
                raise NotPlainError
            value = None if len(plain) <= _LONGEST_NOTHING and plain in NOTHING else plain
        elif quoted:
            value = quoted[1:-1] if quoted[0] == '"' else quoted[1:-1].replace("''", "'")
        elif key:
            value = None
        else:
            continue
        if lead != inset or not key:
            is_item = lead[-2:] == "- "
            column = len(lead) - 2 * is_item
            above = around[-1][0]
            if opened and (column > above or (is_item and column == above)):
                listing = opened if filling is root else listing
                filling[opened] = [] if is_item else {}
                around.append((column, filling[opened]))
            while around[-1][0] > column or (around[-1][1].__class__ is list and not is_item):
                around.pop()
            found, filling = around[-1]
            if found != column or (filling.__class__ is list) is not is_item or not (is_item or key) or len(around) + is_item > deepest:
                raise NotPlainError
            if is_item and len(around) == 2:
                lines.setdefault(listing, []).append(number)
            if is_item and not key:
                filling.append(value)
                opened, inset = "", None
                continue
            if is_item:
                column += 2
                filling.append({})
                filling = filling[-1]
                around.append((column, filling))
            inset = " " * column
        if key in filling:
            raise NotPlainError
        filling[key] = value
        opened = "" if plain or quoted else key
    if not root:
        raise NotPlainError
    return root, lines


def _lines(text: str) -> list[tuple[str, str, str, str, str]]:
    """What each line is made of, as _LINE tells it. raises: NotPlainError."""
    text = text if text.endswith("\n") else f"{text}\n"
    if " \n" in text or " #" in text or "\t" in text or "\r" in text:
        raise NotPlainError
    lines: list[tuple[str, str, str, str, str]] = _LINE.findall(text)
    if lines[-1][4]:
        raise NotPlainError
    return lines
