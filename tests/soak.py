"""All of what CI runs a share of, and the load: each part bounded, each ends by itself and tells in one line of JSON what it did.

    python -m tests.soak                        everything: about three hours on two cores
    python -m tests.soak --minutes 2            the same with a short load
    python -m tests.soak --part load --minutes 2 --sessions 20

    fuzz    1,000,000 executions of each target, led by coverage
    large   files as large as a file may be, each awkward in its own way
    model   400 folders to which anything happens, held against a plain reading after each step
    kills   200 of each kind, at moments that the seed chooses
    load    so many sessions, each of which changes its day every five seconds; readers of CSV, who hold each answer against the files
            with a reader of their own; and an editor, who changes a file every ten seconds

The program ends with 1 when anything was not as it should be.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import io
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import websockets
import yaml
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.server import serving
from parley.store import SHIPPED
from parley.ui.sitemap import TITLES
from tests import kills

ROOT = Path(__file__).resolve().parents[1]
EXECUTIONS, KILLS, EXAMPLES, READERS = 1_000_000, 200, 200, 4
TARGETS = ("loader", "view", "days", "names")
EDIT_SECONDS, RERUN_SECONDS, READ_SECONDS, LATE_SECONDS = 10.0, 5.0, 2.0, 5.0
FLAT = 1.10
"""Memory in the last third of the time, to that in the second third."""
PAGES = tuple(page for page in TITLES if page != "draft")
Row = tuple[str, str, str, str]


def main() -> int:
    """Every part that is asked for. returns : 0 when all was well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--sessions", type=int, default=150)
    parser.add_argument("--executions", type=int, default=EXECUTIONS)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    well = True
    for part in asked.part or PARTS:
        well = PARTS[part](asked) and well
    return 0 if well else 1


def _fuzz(asked: argparse.Namespace) -> bool:
    ended = [
        subprocess.run(
            [sys.executable, "-m", "tests.fuzz.run", f"--target={each}", f"--executions={asked.executions}", f"--seed={asked.seed}"],
            cwd=ROOT,
            check=False,
        ).returncode
        for each in TARGETS
    ]
    return not any(ended)


def _large(_: argparse.Namespace) -> bool:
    return not subprocess.run([sys.executable, "-m", "tests.fuzz.large"], cwd=ROOT, check=False).returncode


def _model(_: argparse.Namespace) -> bool:
    """Many more of what may befall a folder than the tests take the time for."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/test_model.py"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PARLEY_EXAMPLES": str(EXAMPLES)}, capture_output=True, text=True, check=False
    )
    told = {"part": "model", "folders": 2 * EXAMPLES, "wrong": int(done.returncode != 0)}
    print(json.dumps(told), done.stdout[-2000:] if done.returncode else "", flush=True)
    return not done.returncode


def _kills(asked: argparse.Namespace) -> bool:
    well = True
    for part in kills.PARTS:
        with tempfile.TemporaryDirectory() as home:
            try:
                told = kills.kill(part, Path(home), asked.kills, asked.seed)
            except AssertionError as wrong:
                told, well = {"part": f"kills: {part}", "seed": asked.seed, "wrong": 1, "what": str(wrong)[:500]}, False
            print(json.dumps(told), flush=True)
    return well


# The files, read by a reader of our own that shares nothing with the app


def rows_of(path: Path) -> frozenset[Row]:
    """Date, issue, stance and summary of each statement of a position file; of a wrong file, none."""
    try:
        told = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return frozenset()
    return frozenset((path.stem, each["issue"], each["stance"], " ".join(each["summary"].split())) for each in told.get("statements", ()))


def rows_in(text: str) -> frozenset[Row]:
    """The same of a CSV."""
    return frozenset(
        (row["date"], row["issue"], row["stance"], " ".join(row["summary"].split()))
        for row in csv.DictReader(io.StringIO(text, newline=""))
    )


@dataclass
class Desk:
    """The files while they change. states : when each state began, and the rows that it stands for."""

    file: Path
    others: frozenset[Row]
    states: list[tuple[float, frozenset[Row]]] = field(default_factory=list)
    edits: int = 0

    def note(self) -> None:
        self.states.append((time.monotonic(), self.others | rows_of(self.file)))

    def late(self, rows: frozenset[Row], asked: float) -> float | None:
        """How many seconds before somebody asked these had last been the rows; none when they still were, None when they never were."""
        ends = [began for began, _ in self.states[1:]] + [float("inf")]
        held = [end for (_, state), end in zip(self.states, ends, strict=True) if rows == state]
        return max(0.0, asked - max(held)) if held else None


def _texts(path: Path) -> Iterator[str]:
    """What the editor writes in turn: other summaries, a broken file, and the file as it was."""
    text = path.read_text(encoding="utf-8")
    while True:
        for version in ("first", "second"):
            yield text.replace("summary: ", f"summary: In the {version} version ", 1)
        yield text.replace("stance: ", "stance: x", 1)
        yield text


async def _edit(desk: Desk, until: float) -> None:
    texts = _texts(desk.file)
    while time.monotonic() < until:
        await asyncio.sleep(EDIT_SECONDS)
        beside = desk.file.with_name(".beside")
        beside.write_text(text := next(texts), encoding="utf-8")
        beside.replace(desk.file)
        desk.edits += 1
        if "stance: x" in text:
            desk.states.append((time.monotonic(), desk.others))
        else:
            desk.note()


@dataclass
class Told:
    """What the clients saw. seconds : each rerun took; late : by which each CSV was older than the files when it was asked for."""

    reruns: int = 0
    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)


async def _session(url: str, number: int, until: float, told: Told) -> None:
    """One reader who changes the day every few seconds, on one page."""
    page, day, kept = PAGES[number % len(PAGES)], date(2025, 12, 31), list[str]()
    await asyncio.sleep(random.Random(number).uniform(0, RERUN_SECONDS))
    async with websockets.connect(url, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None) as socket:
        while time.monotonic() < until:
            day -= timedelta(days=1)
            began = time.monotonic()
            await socket.send(_ask(page, f"asof={day}", kept))
            if error := await _answer(socket, kept):
                told.wrong.append(f"{page}: {error}")
            told.reruns += 1
            told.seconds.append(time.monotonic() - began)
            await asyncio.sleep(RERUN_SECONDS)


def _ask(page: str, query: str, kept: Iterable[str]) -> bytes:
    ask = BackMsg()
    ask.rerun_script.query_string = query
    ask.rerun_script.page_name = page
    ask.rerun_script.cached_message_hashes.extend(kept)
    return bytes(ask.SerializeToString())


async def _answer(socket: websockets.ClientConnection, kept: list[str]) -> str:
    """Everything until the script has finished. returns : what went wrong on the screen; mostly nothing."""
    error = ""
    while True:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(socket.recv(), 120))
        if message.metadata.cacheable and message.hash not in kept:
            kept.append(message.hash)
        if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            error = message.delta.new_element.exception.message or "an exception"
        if message.WhichOneof("type") == "script_finished":
            return error


async def _read(base: str, desk: Desk, until: float, told: Told) -> None:
    while time.monotonic() < until:
        asked = time.monotonic()
        try:
            text = await asyncio.to_thread(_get, f"{base}/api/statements.csv?exact=1")
        except OSError as error:
            told.wrong.append(f"csv: {error}")
        else:
            late = desk.late(rows_in(text), asked)
            told.late.append(late or 0.0)
            if late is None:
                told.wrong.append("csv: rows that no state of the files ever held")
            elif late > LATE_SECONDS:
                told.wrong.append("csv: rows of files that had been others for too long")
        told.answers += 1
        await asyncio.sleep(READ_SECONDS)


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=120) as answer:
        return str(answer.read().decode("utf-8-sig"))


async def _weigh(process: int, until: float, megabytes: list[float]) -> None:
    """Resident memory of the server, once a second (Linux)."""
    while time.monotonic() < until:
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        megabytes.append(int(told.partition("VmRSS:")[2].split()[0]) / 1024)
        await asyncio.sleep(1)


async def _under_load(process: int, url: str, desk: Desk, asked: argparse.Namespace) -> tuple[Told, list[float]]:
    told, megabytes, until = Told(), list[float](), time.monotonic() + 60 * asked.minutes
    base = url.replace("ws://", "http://").removesuffix("/_stcore/stream")
    await asyncio.gather(
        _edit(desk, until),
        _weigh(process, until, megabytes),
        *(_read(base, desk, until, told) for _ in range(READERS)),
        *(_session(url, number, until, told) for number in range(asked.sessions)),
    )
    return told, megabytes


def _load(asked: argparse.Namespace) -> bool:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(shutil.copytree(SHIPPED, Path(home) / "positions"))
        files = sorted(path for path in folder.glob("*/*/*.yaml") if "\nstatements:" in path.read_text(encoding="utf-8"))
        edited = next(path for path in files if "summary: " in path.read_text(encoding="utf-8"))
        desk = Desk(edited, frozenset().union(*(rows_of(path) for path in files if path != edited)))
        desk.note()
        with serving(ROOT, folder) as (process, url):
            told, megabytes = asyncio.run(_under_load(process, url, desk, asked))
    return _report(told, megabytes, desk, asked)


def _report(told: Told, megabytes: list[float], desk: Desk, asked: argparse.Namespace) -> bool:
    third = len(megabytes) // 3
    second, last = statistics.median(megabytes[third : 2 * third]), statistics.median(megabytes[2 * third :])
    seconds = sorted(told.seconds)
    line: dict[str, Any] = {
        "part": "load",
        "minutes": asked.minutes,
        "sessions": asked.sessions,
        "reruns": told.reruns,
        "p95_seconds": round(seconds[int(0.95 * (len(seconds) - 1))], 2),
        "csv_answers": told.answers,
        "edits": desk.edits,
        "late_seconds": round(max(told.late), 1),
        "wrong": len(told.wrong),
        "what": sorted(set(told.wrong))[:5],
        "megabytes": [round(second), round(last)],
        "flat": last <= FLAT * second,
    }
    print(json.dumps(line), flush=True)
    return not told.wrong and line["flat"]


PARTS: dict[str, Callable[[argparse.Namespace], bool]] = {
    "fuzz": _fuzz,
    "large": _large,
    "model": _model,
    "kills": _kills,
    "load": _load,
}

if __name__ == "__main__":
    sys.exit(main())
