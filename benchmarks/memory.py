"""Does memory come back? Sessions opened and closed again, a matrix each; what the process holds after the first 50 and after all.

python -m benchmarks.memory             FULL=1 opens 1,000 sessions instead of 200
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from benchmarks.crowd import VIEWS
from benchmarks.rounds import FULL
from benchmarks.server import ROOT, serving
from benchmarks.session import Session

SESSIONS, FIRST, AT_ONCE = (1000 if FULL else 200), 50, 10
_REST_SECONDS = 20.0


def held(process: int) -> float:
    """Megabytes of memory that a process holds (Linux)."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"process {process} tells nothing of its memory")


async def visit(url: str, number: int) -> None:
    """One reader who looks at three days and leaves."""
    session = Session(url)
    await session.open()
    for each in range(3):
        await session.ask("matrix", VIEWS[(number + each) % len(VIEWS)])
    await session.close()


async def visits(url: str, first: int, last: int) -> None:
    for start in range(first, last, AT_ONCE):
        await asyncio.gather(*(visit(url, number) for number in range(start, min(last, start + AT_ONCE))))


async def _measured(process: int, url: str) -> list[float]:
    levels = [held(process)]
    for first, last in ((0, FIRST), (FIRST, SESSIONS)):
        await visits(url, first, last)
        await asyncio.sleep(_REST_SECONDS)
        levels.append(held(process))
    return levels


def main() -> None:
    """Print it."""
    with serving(ROOT) as (process, url):
        start, few, many = asyncio.run(_measured(process, url))
    print(f"At the start {start:.0f} MB; after {FIRST} sessions {few:.0f} MB; after {SESSIONS:,} sessions {many:.0f} MB")
    print(f"x {many / few:.2f}   goal 1.10")


if __name__ == "__main__":
    main()
