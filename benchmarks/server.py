"""What one rerun costs a real server, for each page, beside an empty Streamlit script in the same run.

    python -m benchmarks.server            the shipped data, beside an empty script
    python -m benchmarks.server 50000      so many files loaded besides, beside the shipped data alone

Every page is asked for twice over: the same view again, as after a click that opens something, and a view of another day at
each rerun, as after a changed filter, for which nothing has been worked out yet. Of a draft a letter typed into a field is asked for too.

Both are served by uvicorn on loopback with the same settings; a client that speaks Streamlit's websocket protocol asks for
a rerun, waits until the script has finished, and asks again. Counted is the processor time of the server's process
(Linux only), a batch of reruns at a time, the variants interleaved; and the wall time of each rerun as the client sees it.
Right before every batch of a page the empty script has one of its own: a busy machine is slower from one second to the next.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from benchmarks import made
from benchmarks.session import Drawn, Session
from parley.store import SHIPPED
from parley.ui.sitemap import TITLES

PAGES = tuple(TITLES)
ROOT = Path(__file__).resolve().parents[1]
ROUNDS, BATCH = (7, 15) if os.environ.get("FULL") else (5, 6)
EMPTY_APP = 'import streamlit as st\n\napp = st.App("script.py")\n'
EMPTY_SCRIPT = "import streamlit as st\n"
FIELDS_SCRIPT = """import streamlit as st
for number in range(6):
    st.text_input(f"Text {number}")
for number in range(4):
    st.selectbox(f"Choice {number}", "abc")
for number in range(2):
    st.radio(f"One of {number}", "abc")
st.text_area("Long text")
for number in range(5):
    st.button(f"Do {number}")
"""
"""What the form of a draft is made of, and nothing else."""
TYPED = ("What was said, in one neutral sentence of yours", "Title")
"""Fields of the form of a draft: of a statement, and of its source."""


@dataclass
class Variant:
    """One thing to ask for: whose process, which page, which query, or which field to type into; and what it took."""

    name: str
    process: int
    url: str
    page: str
    query: str = ""
    days: Iterator[date] | None = None
    into: str = ""
    cpu_ms: list[float] = field(default_factory=list)
    wall_ms: list[float] = field(default_factory=list)
    kilobytes: float = 0.0


def empty_app(folder: Path, script: str = EMPTY_SCRIPT) -> Path:
    """The least that Streamlit can serve, with the settings of ours. returns : the folder."""
    (folder / "app.py").write_text(EMPTY_APP, encoding="utf-8")
    (folder / "script.py").write_text(script, encoding="utf-8")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_bytes((ROOT / ".streamlit" / "config.toml").read_bytes())
    return folder


@contextlib.contextmanager
def serving(folder: Path, positions: Path | None = None) -> Iterator[tuple[int, str]]:
    """uvicorn on the folder's `app:app`. yields : process id and websocket address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port), "--log-level", "warning"]
    where = {**os.environ, "PARLEY_POSITIONS": str(positions or "")}
    process = subprocess.Popen(command, cwd=folder, env=where, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield process.pid, f"ws://127.0.0.1:{port}/_stcore/stream"
    finally:
        process.terminate()
        process.wait(10)


def _wait(url: str, patience: int = 300) -> None:
    for _ in range(patience):
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}")


def _wait_for_data(url: str) -> None:
    """Until everything is read. url : of the websocket."""
    _wait(url.replace("ws://", "http://").replace("/_stcore/stream", "/healthz"), patience=3000)


class Client:
    """The session that asks for a variant."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        self.session = Session(variant.url)
        self.typed = ""

    async def rerun(self) -> Drawn:
        """Ask for one rerun and wait until the script has finished."""
        if self.variant.into:
            self.typed += "a"
            return await self.session.type(self.variant.page, self.variant.into, self.typed)
        query = f"asof={next(self.variant.days)}" if self.variant.days else self.variant.query
        return await self.session.ask(self.variant.page, query)


def _cpu(process: int) -> float:
    """Processor seconds that all threads of a process have spent, ended ones too (Linux: the clock of another process)."""
    return time.clock_gettime(~process << 3 | 2)


async def measure(variants: list[Variant]) -> None:
    """ROUNDS batches of each variant, in turn, after one that is not counted."""
    clients = [Client(variant) for variant in variants]
    for client in clients:
        await client.session.open()
        await client.session.ask(client.variant.page)
        await client.rerun()
    for number in range(ROUNDS + 1):
        for client in clients:
            await _batch(client, counted=number > 0)
    for client in clients:
        await client.session.close()


async def _batch(client: Client, *, counted: bool) -> None:
    variant, began = client.variant, _cpu(client.variant.process)
    drawn = [await client.rerun() for _ in range(BATCH)]
    assert not any(each.failed for each in drawn), variant.name
    if counted:
        variant.cpu_ms.append(1000 * (_cpu(variant.process) - began) / BATCH)
        variant.wall_ms.append(1000 * statistics.median(each.seconds for each in drawn))
        variant.kilobytes = statistics.median(each.size for each in drawn) / 1000


def report(variants: list[Variant], bases: list[Variant], to: str) -> str:
    """A line a variant: medians, and the median ratio of processor time to its base, batch by batch. to : what the bases are called."""
    lines = [f"{'':32} {'cpu ms':>8} {'wall ms':>8} {'kB sent':>8}   cpu to {to}"]
    for each, base in zip(variants, bases, strict=True):
        ratio = statistics.median(one / other for one, other in zip(each.cpu_ms, base.cpu_ms, strict=True))
        cpu, wall = statistics.median(each.cpu_ms), statistics.median(each.wall_ms)
        lines.append(f"{each.name:32} {cpu:8.1f} {wall:8.1f} {each.kilobytes:8.1f}   x {ratio:.2f}")
    return "\n".join(lines)


def pages() -> None:
    """Every page beside an empty script."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as other:
        folder, bare = empty_app(Path(name)), empty_app(Path(other), FIELDS_SCRIPT)
        with serving(folder) as (empty, empty_url), serving(bare) as (fields, fields_url), serving(ROOT) as (parley, url):
            _wait_for_data(url)
            again = [Variant("empty script", empty, empty_url, ""), Variant("18 bare fields and buttons", fields, fields_url, "")]
            again += [Variant(page, parley, url, page) for page in PAGES]
            again += [Variant(f"draft, {label.partition(',')[0]!r} typed", parley, url, "draft", into=label) for label in TYPED]
            anew = [Variant(f"{page}, another day", parley, url, page, days=_days(place)) for place, page in enumerate(PAGES)]
            for variants in (again, anew):
                bases = [Variant("empty script", empty, empty_url, "") for _ in variants]
                asyncio.run(measure([each for pair in zip(bases, variants, strict=True) for each in pair]))
                print(report(variants, bases, "empty script"), flush=True)


def loaded(files: int) -> None:
    """Every page of the shipped data with so many other files loaded too, and of those, beside the shipped data alone."""
    with tempfile.TemporaryDirectory() as name:
        positions = Path(name) / "positions"
        shutil.copytree(SHIPPED, positions)
        made.write(positions, files)
        with serving(ROOT) as (alone, alone_url), serving(ROOT, positions) as (parley, url):
            few = [Variant(page, alone, alone_url, page) for page in PAGES]
            also = [Variant(f"{page}, {files:,} files loaded", parley, url, page, "negotiation=ukraine-peace") for page in PAGES]
            many = [Variant(f"{page} of {files:,} files", parley, url, page, "negotiation=made") for page in PAGES]
            _wait_for_data(url)
            asyncio.run(measure([*few, *also, *many]))
            print(report([*few, *also, *many], few * 3, "the same page, shipped data alone"))


def _days(start: int) -> Iterator[date]:
    """A day nobody has asked for yet, each time."""
    first = date(2025, 12, 31) - timedelta(days=start)
    return (first - timedelta(days=len(PAGES) * each) for each in itertools.count())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        loaded(int(sys.argv[1]))
    else:
        pages()
