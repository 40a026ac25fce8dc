"""What was worked out of one reading of the files, kept for all who look at the same.

It hangs on the reading itself, so that it goes with it once a file has changed and nobody looks at the older reading any
more. What is kept is bounded in bytes and not in answers: on a large folder one answer can take as much as the tables, on a
small one a thousand take less than that.

    @once
    def gapped(view: View, snapshot: Snapshot) -> pd.DataFrame: ...
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import wraps
from inspect import signature
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

import numpy as np
import pandas as pd

BYTES = 128_000_000
"""So much may be kept beside TABLES times what the tables take; beyond that, what was not asked for the longest is forgotten."""
TABLES = 2
_LEAST_BYTES = 2_000
"""What the smallest answer takes, its question included."""

P = ParamSpec("P")
Answer = TypeVar("Answer")
Value = TypeVar("Value")


class LastAsked(Generic[Value]):
    """The last things asked for, bounded by their weight. Safe to use from several threads."""

    def __init__(self, most: int, weigh: Callable[[Value], int] = lambda _: 1) -> None:
        self._most, self._weigh = most, weigh
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self.weight = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        """What was kept under this key; None when nothing is."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, value: Value) -> None:
        """Keep it, and forget what was not asked for the longest."""
        with self._lock:
            if (before := self._kept.pop(key, None)) is not None:
                self.weight -= self._weigh(before)
            self._kept[key] = value
            self.weight += self._weigh(value)
            while self.weight > self._most:
                self.weight -= self._weigh(self._kept.popitem(last=False)[1])

    def __len__(self) -> int:
        return len(self._kept)


class Remembered:
    """Answers by their questions, up to so many bytes. Sessions share it; two that ask the same at once may both work it out."""

    def __init__(self, most_bytes: int) -> None:
        # One that takes more than all may take weighs as much as all may: it is kept alone.
        self.kept: LastAsked[tuple[Any, int]] = LastAsked(most_bytes, lambda held: min(held[1], most_bytes))

    def answer(self, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer that is kept, else the one that `work_out` gives."""
        if held := self.kept.get(question):
            kept: Answer = held[0]
            return kept
        answer = work_out()
        self.kept.keep(question, (answer, _LEAST_BYTES + weight(answer)))
        return answer


def once(work_out: Callable[P, Answer]) -> Callable[P, Answer]:
    """Worked out once for a reading and for what else is asked by. work_out : has a parameter `snapshot`; all can be hashed."""
    place = list(signature(work_out).parameters).index("snapshot")

    @wraps(work_out)
    def answer(*args: P.args, **named: P.kwargs) -> Answer:
        snapshot: Any = args[place]
        remembered: Remembered = snapshot.remembered
        question = (work_out, *args[:place], *args[place + 1 :], *named.items())
        return remembered.answer(question, lambda: work_out(*args, **named))

    return answer


def weight(answer: Any, depth: int = 2) -> int:
    """About how many bytes an answer takes. Text that it shares with the tables counts as its own."""
    if isinstance(answer, pd.DataFrame | pd.Series):
        return int(np.sum(answer.memory_usage(index=True, deep=False)))
    if size := getattr(answer, "nbytes", 0):
        return int(size)
    if isinstance(answer, str | bytes) or not depth:
        return sys.getsizeof(answer)
    return sys.getsizeof(answer) + sum(weight(part, depth - 1) for part in _parts(answer))


def _parts(answer: Any) -> Iterable[Any]:
    if isinstance(answer, Mapping):
        return answer.values()
    return answer if isinstance(answer, list | tuple | set | frozenset) else getattr(answer, "__dict__", {}).values()
