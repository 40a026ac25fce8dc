"""What a process that helps with reading is spared: numpy and pandas, which take as long to import as a thousand files to read.

It needs neither. pyarrow asks for both, to be able to give and take their arrays, and does without where they are not to be had.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from typing import Any

SPARED = frozenset(("numpy", "pandas"))


def begin(call: bytes) -> None:
    """In a process started anew, before it has imported anything of ours. call : a function and what to call it with, pickled."""
    from_now_on()
    function, *given = pickle.loads(call)
    function(*given)


def from_now_on() -> None:
    """In a process that was forked: what it has imported already stays."""
    sys.meta_path.insert(0, _NotToBeHad())


def later(function: Callable[..., None], *given: Any) -> bytes:
    """What `begin` takes: as bytes, so that nothing is imported for it before."""
    return pickle.dumps((function, *given))


class _NotToBeHad(MetaPathFinder):
    """Comes before whoever else looks for a module."""

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname in SPARED:
            raise ImportError(f"{fullname} is not needed here, and takes long to import", name=fullname)
