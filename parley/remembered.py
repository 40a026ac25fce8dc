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
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd

BYTES = 128_000_000
"""So much may be kept beside TABLES times what the tables take; beyond that, what was not asked for the longest is forgotten."""
TABLES = 2
_LEAST_BYTES = 2_000
"""What the smallest answer takes, its question included."""

P = ParamSpec("P")
Answer = TypeVar("Answer")


class Remembered:
    """Answers by their questions, up to so many bytes. Sessions share it; two that ask the same at once may both work it out."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def answer(self, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer that is kept, else the one that `work_out` gives."""
        with self._lock:
            if held := self._kept.get(question):
                self._kept.move_to_end(question)
                kept: Answer = held[0]
                return kept
        answer = work_out()
        self._keep(question, answer, _LEAST_BYTES + weight(answer))
        return answer

    def _keep(self, question: Hashable, answer: Any, size: int) -> None:
        with self._lock:
            self._bytes += size - self._kept.pop(question, (None, 0))[1]
            self._kept[question] = answer, size
            while self._bytes > self._most and len(self._kept) > 1:
                self._bytes -= self._kept.popitem(last=False)[1][1]

    def __len__(self) -> int:
        return len(self._kept)


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
