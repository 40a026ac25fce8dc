"""How far the first reading of a large folder has come: as a sentence, and as a line in a terminal that gives way to the answer."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from parley.sharing import Progress

_PATIENCE_SECONDS = 1.0


def in_words(done: int, of: int) -> str:
    """`Reading the files: 12,000 of 50,000`; without numbers before they are counted."""
    return f"Reading the files: {done:,} of {of:,}" if of else "Reading the files"


def on_terminal(to: TextIO | None = None) -> Progress | None:
    """Shows it on one line of `to` (standard error when left out), from the second second on; None where nobody would see it."""
    screen = to or sys.stderr
    return _Line(screen) if screen.isatty() else None


class _Line:
    """One line, written over again and again, and wiped at the end."""

    def __init__(self, screen: TextIO) -> None:
        self._screen = screen
        self._began = time.monotonic()
        self._shown = 0

    def __call__(self, done: int, of: int) -> None:
        if done >= of:
            self._write("")
        elif time.monotonic() - self._began >= _PATIENCE_SECONDS:
            self._write(in_words(done, of))

    def _write(self, words: str) -> None:
        if words or self._shown:
            self._screen.write(f"\r{words.ljust(self._shown)}{'' if words else chr(13)}")
            self._screen.flush()
            self._shown = len(words)
