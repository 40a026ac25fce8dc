"""Markdown in which a text from a file is only ever a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SIGNS = re.compile(r"[\\`*_{}\[\]<>|#~&]")


def plain(text: str) -> str:
    """The text as it stands, on one line: what Markdown or HTML would read as a sign of its own is written out."""
    return _SIGNS.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; empty when there is no row."""
    lines = [_row(row) for row in rows]
    return "\n".join([_row(head), _row(["---"] * len(head)), *lines]) + "\n" if lines else ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
