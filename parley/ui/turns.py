"""Pages are worked out a few at a time, the rest wait for their turn.

Python works for one thread at a time and hands over every five thousandths of a second, also where a thread only asks the system for
something. When a hundred readers asked at once, a hundred threads got in each other's way: half of the processor went into handing
over, and everybody's page came last. In turn the first has its page at once, and what it worked out serves those behind it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2
"""One to work, and one for while that waits for a disk or for git."""
PATIENCE_SECONDS = 5.0
"""Whoever has waited so long goes ahead: those in front may be waiting for something that never comes."""

_TURNS = threading.Semaphore(AT_ONCE)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, and have it until the end of the block, however that ends."""
    got = _TURNS.acquire(timeout=PATIENCE_SECONDS)
    try:
        yield
    finally:
        if got:
            _TURNS.release()
