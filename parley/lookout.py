"""Looks at a positions folder that do not wait for whatever else this process has to do.

A look asks the system about file after file, and Python hands over to other threads at every question. Beside four busy threads a
look at 200 files, a thousandth of a second's work, took two seconds, and beside sixteen twelve. So when looks take long, a small
process of its own does them, in which nobody else works.

    python -m parley.lookout FOLDER    that process: asked by a line, it answers by one, which tells what changed since the last
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from parley.scan import Glance, glance

LONG_SECONDS = 0.1
"""A look that takes longer is left to the other process from then on."""
_ROOT = Path(__file__).resolve().parent.parent


class Lookout:
    """One who looks, again and again; not for several threads at once.

    took : seconds that the last look took in the other process; none for one here, where none takes long twice.
    """

    def __init__(self) -> None:
        self.took = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] = int
        self._folder: Path | None = None
        self._told: Glance = {}

    def glance(self, folder: Path) -> Glance:
        """As `scan.glance`. raises : FileNotFoundError when there is no such folder."""
        began, self.took = time.monotonic(), 0.0
        if self._process and folder == self._folder and (told := self._from_there()) is not None:
            self.took = time.monotonic() - began
            return told
        told = glance(folder)
        if time.monotonic() - began > LONG_SECONDS:
            self._start(folder)
        return told

    def close(self) -> None:
        """Let the other process end, as it does when this one goes."""
        self._end()
        self._process = None

    def _start(self, folder: Path) -> None:
        self.close()
        command = [sys.executable, "-S", "-m", "parley.lookout", os.path.abspath(folder)]  # noqa: PTH100 - links in it may change
        with suppress(OSError):
            process = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            self._process, self._folder, self._told = process, folder, {}
            self._end = weakref.finalize(self, _ended, process)

    def _from_there(self) -> Glance | None:
        """None when the other process is lost, whatever the reason: then one looks oneself."""
        assert self._process and self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(b"\n")
            self._process.stdin.flush()
            changed, gone, missing = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):
            self.close()
            return None
        if missing:
            self._told = {}
            raise FileNotFoundError(missing)
        if changed or gone:
            self._told = self._told | {place: tuple(gate) for place, gate in changed.items()}
            for place in gone:
                del self._told[place]
        return self._told


def _ended(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError, subprocess.TimeoutExpired):
        process.communicate(timeout=1)


def _watch(folder: Path) -> None:
    """Answer until nobody asks any more."""
    told: Glance = {}
    for _ in sys.stdin.buffer:
        try:
            now, missing = glance(folder), ""
        except FileNotFoundError as error:
            now, missing = {}, str(error)
        changed = {place: gate for place, gate in now.items() if told.get(place) != gate}
        print(json.dumps((changed, sorted(told.keys() - now.keys()), missing)), flush=True)
        told = now


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is meant for the one who asks
    _watch(Path(sys.argv[1]))
