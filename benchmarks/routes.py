"""The routes beside Datasette, which serves the same rows from SQLite, in one run on loopback.

    python -m benchmarks.routes            the shipped data
    python -m benchmarks.routes 5000       so many generated files

Both are asked for the same filtered rows, with the same columns, by the same client over connections that are kept alive, in
turn, batch by batch. Datasette serves an immutable file with indexes on what is filtered by, counts nothing, suggests no facets
and may return every row. "Again" asks for one view over and over; "another view" asks for rows from another day on each time,
so that nothing has been made before. Datasette has no tags: "not modified" stands beside its rows, and beside its HEAD.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import made
from benchmarks.keepalive import Connection, Question, Told, batch
from parley import store
from parley.export import named
from parley.view import View, decode

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
TIMES = {1: 48, 16: 96}
"""So many questions a batch, by how many are asked at once."""
NO_EXTRAS = {"_size": "max", "_nocount": "1", "_nofacet": "1", "_nosuggest": "1"}
SETTINGS = {
    "max_returned_rows": 1_000_000,
    "suggest_facets": "off",
    "allow_facet": "off",
    "sql_time_limit_ms": 60_000,
}


@dataclass(frozen=True)
class Server:
    """Who answers: on which port, in which process."""

    port: int
    process: int

    def cpu(self) -> float:
        """Processor seconds that its process has spent (Linux: the clock of another process)."""
        return time.clock_gettime(~self.process << 3 | 2)


@dataclass
class Race:
    """One thing asked of both. rates : questions a second; cpu : processor ms a question; both batch by batch. ms : of every question."""

    name: str
    runners: dict[str, tuple[Server, Question]]
    cpu: dict[tuple[str, int], list[float]] = field(default_factory=dict)
    rates: dict[tuple[str, int], list[float]] = field(default_factory=dict)
    ms: dict[tuple[str, int], list[float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Rows:
    """Which rows are asked for, in the words of both. first : the earliest day from which they are asked for."""

    actor: str
    first: date

    def parley(self, form: str, start: date) -> str:
        return f"/api/statements.{form}?{urlencode({'actor': self.actor, 'from': start.isoformat()})}"

    def datasette(self, form: str, start: date) -> str:
        shape = {"_shape": "objects"} if form == "json" else {}
        asked = {"actor__exact": self.actor, "date__gte": start.isoformat(), "_sort_desc": "date"}
        return f"/data/statements.{form}?{urlencode({**asked, **shape, **NO_EXTRAS})}"


@contextlib.contextmanager
def parley_at(positions: Path) -> Iterator[Server]:
    """Parley on a free port."""
    port = _free_port()
    command = [sys.executable, "-m", "parley", "serve", "--port", str(port)]
    with _running(command, f"http://127.0.0.1:{port}/healthz", {"PARLEY_POSITIONS": str(positions)}) as process:
        yield Server(port, process)


@contextlib.contextmanager
def datasette_at(database: Path) -> Iterator[Server]:
    """Datasette on a free port."""
    port = _free_port()
    settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, str(value))]
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(database), "--port", str(port), "--cors", *settings]
    with _running(command, f"http://127.0.0.1:{port}/-/versions.json", {}) as process:
        yield Server(port, process)


@contextlib.contextmanager
def _running(command: list[str], url: str, variables: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **variables}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=1):
                break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"nothing answers at {url}")
        yield process.pid
    finally:
        process.terminate()
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def database(positions: Path, folder: Path) -> tuple[Path, Rows]:
    """The rows of the statements table in SQLite, indexed, and which of them will be asked for: those of the busiest actor."""
    snapshot = store.read(positions)
    view, _ = decode({}, snapshot)
    rows = named.table("statements", View(view.negotiation), snapshot)
    path = folder / "data.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        columns = ", ".join(f'"{name}" TEXT' if name != "id" else '"id" TEXT PRIMARY KEY' for name in rows)
        connection.execute(f"CREATE TABLE statements ({columns})")
        rows.astype("object").to_sql("statements", connection, if_exists="append", index=False)
        connection.execute("CREATE INDEX by_actor ON statements (actor, date)")
        connection.execute("CREATE INDEX by_date ON statements (date)")
        connection.execute("ANALYZE")
        connection.commit()
    actor = str(rows["actor"].astype("str").value_counts().index[0])
    return path, Rows(actor, date.fromisoformat(min(day for day in rows["date"] if len(day) == 10)))


def _days(first: date) -> Iterator[date]:
    """A day nobody has asked for yet, each time: earlier and earlier, so that the rows stay the same."""
    return (first - timedelta(days=each) for each in itertools.count(1))


async def races(parley: Server, datasette: Server, rows: Rows) -> list[Race]:
    """What is asked. Looks first whether both give the same rows, and whether both know what "not modified" is."""
    ours, theirs = await Connection().open(parley.port), await Connection().open(datasette.port)
    found = []
    for form in ("csv", "json"):
        mine, other = rows.parley(form, rows.first), rows.datasette(form, rows.first)
        print(f"{form}: {_size(await ours.ask(mine))} from Parley, {_size(await theirs.ask(other))} from Datasette")
        found.append(Race(f"filtered {form}, again", _both(parley, datasette, itertools.repeat(mine), itertools.repeat(other))))
        fresh = map(partial(rows.parley, form), _days(rows.first)), map(partial(rows.datasette, form), _days(rows.first))
        found.append(Race(f"filtered {form}, another view", _both(parley, datasette, *fresh)))
    told = await theirs.ask(other := rows.datasette("csv", rows.first))
    tag = (await ours.ask(mine := rows.parley("csv", rows.first))).headers["etag"]
    print(f"tag of these rows: {tag} from Parley, {told.headers.get('etag', 'none')} from Datasette")
    unmodified = parley, Question(parley.port, itertools.repeat(mine), if_none_match=tag)
    for name, method in (("not modified, beside rows", "GET"), ("not modified, beside HEAD", "HEAD")):
        asked = Question(datasette.port, itertools.repeat(other), method)
        found.append(Race(name, {"Parley": unmodified, "Datasette": (datasette, asked)}))
    await ours.close()
    await theirs.close()
    return found


def _both(parley: Server, datasette: Server, ours: Iterator[str], theirs: Iterator[str]) -> dict[str, tuple[Server, Question]]:
    return {"Parley": (parley, Question(parley.port, ours)), "Datasette": (datasette, Question(datasette.port, theirs))}


def _size(told: Told) -> str:
    lines = told.body.count(b'"id": ') or told.body.count(b"\n") - 1
    return f"{lines} rows, {len(told.body):,} bytes"


async def run(races: list[Race]) -> None:
    """ROUNDS batches of everything, in turn, after one that is not counted."""
    for number in range(ROUNDS + 1):
        for race, at_once in itertools.product(races, TIMES):
            for name, (server, question) in race.runners.items():
                began = server.cpu()
                rate, ms = await batch(question, at_once, TIMES[at_once])
                if number:
                    race.cpu.setdefault((name, at_once), []).append(1000 * (server.cpu() - began) / TIMES[at_once])
                    race.rates.setdefault((name, at_once), []).append(rate)
                    race.ms.setdefault((name, at_once), []).extend(ms)


def report(races: list[Race]) -> str:
    """A line a race, runner and number at once; last Parley beside Datasette, round by round: so many times as many questions a second,
    and so many times less processor time for one."""
    lines = [
        f"{'':26} {'at once':>7} {'':10} {'a second':>8} {'median ms':>9} {'95 % ms':>8} {'cpu ms':>7}   {'faster':>7} {'less cpu':>9}"
    ]
    for race, at_once in itertools.product(races, TIMES):
        faster, less = _ratio(race.rates, race, at_once), 1 / _ratio(race.cpu, race, at_once)
        for name in race.runners:
            key, ours = (name, at_once), name == "Parley"
            ms = race.ms[key]
            shown = f"{statistics.median(race.rates[key]):8.0f} {statistics.median(ms):9.1f} {statistics.quantiles(ms, n=20)[-1]:8.1f}"
            told = f"{race.name if ours else '':26} {at_once:>7} {name:10} {shown} {statistics.median(race.cpu[key]):7.1f}"
            lines.append(f"{told}   x {faster:5.1f} x {less:7.1f}" if ours else told)
    return "\n".join(lines)


def _ratio(of: dict[tuple[str, int], list[float]], race: Race, at_once: int) -> float:
    """The median of the rounds' ratios, of the first runner to the second."""
    ours, theirs = (of[name, at_once] for name in race.runners)
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


async def _measure(parley: Server, datasette: Server, rows: Rows) -> None:
    found = await races(parley, datasette, rows)
    await run(found)
    print(report(found))


def main(files: int) -> None:
    """Serve both, measure, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        positions = made.write(folder / "positions", files) if files else store.SHIPPED
        path, rows = database(positions, folder)
        with parley_at(positions) as parley, datasette_at(path) as datasette:
            asyncio.run(_measure(parley, datasette, rows))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
