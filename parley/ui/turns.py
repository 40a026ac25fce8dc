"""Pages are worked out a few at a time, the rest wait for their turn.

Python works for one thread at a time and hands over every five thousandths of a second, also where a thread only asks the system for
something. When a hundred readers asked at once, a hundred threads got in each other's way: half of the processor went into handing
over, and everybody's page came last. In turn the first has its page at once, and what it worked out serves those behind it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2
"""One to work, and one for while that waits for a disk or for git."""
PATIENCE_SECONDS = 5.0
"""When nobody has come to an end for so long, one more goes ahead: those in front may be waiting for something that never comes."""


class Turns:
    """Who comes first is served first. given : when a turn was last given or given back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free = AT_ONCE
        self._waiting: deque[threading.Event] = deque()
        self._given = 0.0
        self._mine = threading.local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and have it until the end of the block, however that ends. A thread that has one already goes on."""
        if getattr(self._mine, "held", False):
            yield
            return
        self._take()
        self._mine.held = True
        try:
            yield
        finally:
            self._mine.held = False
            self._give_back()

    def _take(self) -> None:
        mine = threading.Event()
        with self._lock:
            if self._free > 0:
                self._free -= 1
                self._given = time.monotonic()
                return
            self._waiting.append(mine)
        while not mine.wait(PATIENCE_SECONDS):
            with self._lock:
                if self._waiting and self._waiting[0] is mine and time.monotonic() - self._given > PATIENCE_SECONDS:
                    self._waiting.popleft()
                    self._free -= 1
                    self._given = time.monotonic()
                    return

    def _give_back(self) -> None:
        with self._lock:
            self._free += 1
            self._given = time.monotonic()
            if self._free > 0 and self._waiting:
                self._free -= 1
                self._waiting.popleft().set()


_TURNS = Turns()
turn = _TURNS.turn
