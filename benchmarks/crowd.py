"""How many readers one process carries, beside an empty Streamlit app, and two processes behind nginx beside one.

    python -m benchmarks.crowd              FULL=1 looks for the largest number that holds; quick tries a few

A reader changes a filter every five seconds, at random moments, in a session of its own. It holds when 95 of 100 changes are drawn
within a second. The server is kept on one core (Linux); the clients are on the others, and where there are none they take from it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rounds import FULL
from benchmarks.server import ROOT, empty_app, serving
from benchmarks.session import Session
from deploy.two_replicas import cookie, free_port, nginx, proxy, replicas

EVERY_SECONDS, GOAL_SECONDS = 5.0, 1.0
LASTS_SECONDS = 30.0 if FULL else 12.0
TRIED = (150, 300, 450, 600, 700, 800, 1000, 1300, 1600, 1800, 2000, 2200) if FULL else (40, 80, 120)
MANY = 1200 if FULL else 120
"""So many wear out one process behind nginx, and two nearly: what counts is how much is drawn."""
VIEWS = [f"asof=2025-{month:02}-01{voice}" for month in range(1, 13) for voice in ("", "&voice=own~spokesperson~document")]


@dataclass(frozen=True)
class Crowd:
    """What so many readers saw. p95 : seconds; failed : pages or readers that ended with an error."""

    readers: int
    drawn: int
    p50: float
    p95: float
    failed: int

    @property
    def holds(self) -> bool:
        return not self.failed and self.p95 < GOAL_SECONDS

    def __str__(self) -> str:
        says = "holds" if self.holds else "does not hold"
        return f"{self.readers:6} readers: {self.drawn:6} changes, p50 {self.p50:.2f} s, p95 {self.p95:.2f} s, {self.failed} failed: {says}"


async def _reads(session: Session, page: str, began: float, waits: list[float]) -> None:
    await asyncio.sleep(random.random() * EVERY_SECONDS)
    await session.open()
    await session.ask(page, random.choice(VIEWS))
    while time.monotonic() < began + EVERY_SECONDS + LASTS_SECONDS:
        await asyncio.sleep(random.expovariate(1 / EVERY_SECONDS))
        drawn = await session.ask(page, random.choice(VIEWS))
        assert not drawn.failed
        if time.monotonic() > began + EVERY_SECONDS + 2:  # by then everybody has the first page
            waits.append(drawn.seconds)
    await session.close()


async def crowd(url: str, page: str, readers: int, headers: list[dict[str, str]] | None = None) -> Crowd:
    """So many readers of one address for LASTS_SECONDS."""
    waits: list[float] = []
    began = time.monotonic()
    sessions = [Session(url, headers[number] if headers else None) for number in range(readers)]
    ended = await asyncio.gather(*(_reads(each, page, began, waits) for each in sessions), return_exceptions=True)
    waits.sort()
    failed = sum(isinstance(each, BaseException) for each in ended)
    if not waits:
        return Crowd(readers, 0, 99.0, 99.0, failed)
    return Crowd(readers, len(waits), waits[len(waits) // 2], waits[int(0.95 * len(waits))], failed)


@contextlib.contextmanager
def on_one_core(process: int) -> Iterator[None]:
    """Keep the server on the first core and this process, the clients, off it, as far as there are cores."""
    before = os.sched_getaffinity(0)
    cores = sorted(before)
    os.sched_setaffinity(process, {cores[0]})
    os.sched_setaffinity(0, set(cores[1:]) or before)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def largest(url: str, page: str) -> int:
    """The largest number of TRIED that holds, each printed as it is tried."""
    held = 0
    for readers in TRIED:
        told = asyncio.run(crowd(url, page, readers))
        print(told, flush=True)
        if not told.holds:
            break
        held = readers
    return held


def main() -> None:
    """Print it."""
    with tempfile.TemporaryDirectory() as name:
        with serving(empty_app(Path(name))) as (process, url), on_one_core(process):
            print("An empty Streamlit script on one core")
            empty = largest(url, "")
        with serving(ROOT) as (process, url), on_one_core(process):
            print("The matrix on one core")
            ours = largest(url, "matrix")
    print(f"{ours} readers   goal 150, and a third of the {empty} of an empty script{'' if FULL else ' (quick: not looked for further)'}")
    if nginx():
        _behind_nginx()


def _behind_nginx() -> None:
    """One and two processes, in turn, each with as many readers as wear it out: what counts is how much is drawn."""
    ports = [free_port(), free_port()]
    with replicas(ports):
        for each in (ports[:1] * 2, ports):
            with proxy(each) as address:
                headers = [{"Cookie": cookie(address)} for _ in range(MANY)]
                told = asyncio.run(crowd(f"ws://{address}/_stcore/stream", "matrix", MANY, headers))
                print(f"{len(set(each))} process(es) behind nginx, {os.cpu_count()} cores, the clients among them: {told}")


if __name__ == "__main__":
    main()
