"""Two app processes behind nginx on this machine, with readers on both; then one of the two is killed.

    python -m deploy.two_replicas [READERS [SECONDS]]

Every reader has a view of its own and asks for it again and again, by the websocket and with the cookie, as a browser does. One
whose process is killed connects again, once, as a browser does, and asks for the same address. Printed is who lost the connection,
how many attempts it took to be back, whether the page was the same, and how long that was. Needs nginx (Debian: `apt install
nginx-light`); everything listens on 127.0.0.1 only and ends with this script.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import websockets

from benchmarks.session import Session

HERE = Path(__file__).resolve().parent
HOW_TO_GET_NGINX = "nginx is not installed here (Debian: `apt install nginx-light`; macOS: `brew install nginx`)"
PAUSE_SECONDS = 0.2
START_SECONDS = 90
_VIEWS = [f"asof=2025-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 15)]


@dataclass
class Reader:
    """One reader, and what became of it. attempts : connections it took to be back, after its own was lost; 0 when it never was."""

    view: str
    session: Session
    picture: str = ""
    pages: int = 0
    attempts: int = 0
    away_seconds: float = 0.0
    others: int = 0
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """pages : drawn in all. moved : readers whose connection was lost. attempts : the most that any of them needed.

    others : pages that were another than the reader's first. away_seconds : the longest that anybody was without a page.
    """

    readers: int
    pages: int
    moved: int
    attempts: int
    others: int
    errors: list[str]
    away_seconds: float


def nginx() -> str | None:
    """The program, if it is here."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextlib.contextmanager
def replicas(ports: Sequence[int]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """An app process on each port, healthy."""
    command = [sys.executable, "-m", "uvicorn", "app:app", "--log-level", "warning", "--port"]
    with contextlib.ExitStack() as stack:
        processes = []
        for port in ports:
            process = subprocess.Popen([*command, str(port)], cwd=HERE.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stack.callback(process.wait, 10)
            stack.callback(process.kill)
            processes.append(process)
        for port in ports:
            _wait(f"http://127.0.0.1:{port}/healthz")
        yield processes


@contextlib.contextmanager
def proxy(ports: Sequence[int]) -> Iterator[str]:
    """nginx with the very configuration beside this file, on a free port. yields : its address, `127.0.0.1:…`."""
    program = nginx()
    if not program:
        raise FileNotFoundError(HOW_TO_GET_NGINX)
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _configure(folder, port, ports)
        command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", lambda: (folder / "error.log").read_text(encoding="utf-8"))
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _configure(folder: Path, port: int, ports: Sequence[int]) -> None:
    """What an installation has in /etc/nginx, in a folder of its own, on other ports."""
    told = iter(ports)
    servers = (HERE / "parley-replicas.conf").read_text(encoding="utf-8")
    servers = re.sub(r"127\.0\.0\.1:\d+", lambda _: f"127.0.0.1:{next(told)}", servers)
    (folder / "parley-replicas.conf").write_text(servers, encoding="utf-8")
    site = (HERE / "parley.conf").read_text(encoding="utf-8").replace("listen 80;", f"listen 127.0.0.1:{port};")
    site = site.replace("/etc/nginx/", f"{folder}/").replace("/var/cache/nginx/parley", f"{folder}/cache")
    (folder / "parley.conf").write_text(site, encoding="utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"  {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''}\ndaemon off;\nworker_processes 1;\npid {folder}/pid;\n"
        "events { worker_connections 4096; }\n"
        f"http {{\n  access_log off;\n{temporary}  include {folder}/parley.conf;\n}}\n",
        encoding="utf-8",
    )


def _wait(url: str, why_not: object = None) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}\n{why_not() if callable(why_not) else ''}")


def cookie(address: str) -> str:
    """What nginx hands to a new reader, so that the reader stays where it is."""
    with urllib.request.urlopen(f"http://{address}/", timeout=30) as answer:
        return str(answer.headers["Set-Cookie"]).partition(";")[0]


async def _read(reader: Reader, until: float) -> None:
    """Ask for the view until it is time; when the connection is lost, connect again."""
    while time.monotonic() < until:
        lost = time.monotonic()
        try:
            await _once(reader)
        except (websockets.ConnectionClosed, OSError, TimeoutError):
            await _back(reader)
            reader.away_seconds = max(reader.away_seconds, time.monotonic() - lost)
        await asyncio.sleep(PAUSE_SECONDS)


async def _once(reader: Reader) -> None:
    drawn = await reader.session.ask("matrix", reader.view)
    reader.pages += 1
    if drawn.failed:
        reader.errors.append("a page ended with an exception")


async def _back(reader: Reader) -> None:
    """Connect and have the whole page drawn; at most three attempts."""
    for attempt in itertools.count(1):
        reader.attempts = max(reader.attempts, attempt)
        try:
            await reader.session.open()
            drawn = await reader.session.ask("matrix", reader.view)
        except (websockets.WebSocketException, OSError, TimeoutError) as error:
            if attempt == 3:
                reader.errors.append(repr(error))
                return
        else:
            reader.pages += 1
            reader.others += drawn.picture != reader.picture
            return


async def _first(reader: Reader) -> None:
    await reader.session.open()
    reader.picture = (await reader.session.ask("matrix", reader.view)).picture
    reader.pages += 1


async def _all(address: str, victim: subprocess.Popen[bytes], many: int, seconds: float) -> Outcome:
    readers = [Reader(view, _session(address)) for view, _ in zip(itertools.cycle(_VIEWS), range(many), strict=False)]
    for reader in readers:
        await _first(reader)
    until = time.monotonic() + seconds
    reading = asyncio.gather(*(_read(reader, until) for reader in readers))
    await asyncio.sleep(seconds / 2)
    victim.kill()
    await asyncio.wait_for(reading, seconds + 120)
    for reader in readers:
        await reader.session.close()
    return Outcome(
        readers=many,
        pages=sum(reader.pages for reader in readers),
        moved=sum(reader.attempts > 0 for reader in readers),
        attempts=max(reader.attempts for reader in readers),
        others=sum(reader.others for reader in readers),
        errors=[error for reader in readers for error in reader.errors],
        away_seconds=max(reader.away_seconds for reader in readers),
    )


def _session(address: str) -> Session:
    return Session(f"ws://{address}/_stcore/stream", {"Cookie": cookie(address)})


def killed(many: int, seconds: float) -> Outcome:
    """The whole story. raises : FileNotFoundError without nginx."""
    ports = [free_port(), free_port()]
    with replicas(ports) as processes, proxy(ports) as address:
        return asyncio.run(_all(address, processes[0], many, seconds))


def main(many: int = 40, seconds: float = 20.0) -> int:
    """Print it. returns : 0 when every reader was back at the first attempt with the same page, else 1."""
    told = killed(many, seconds)
    kept = told.readers - told.moved
    print(f"{told.readers} readers, {told.pages} pages; one of two processes was killed after {seconds / 2:.0f} s.")
    print(f"{kept} noticed nothing; {told.moved} lost the connection and were back after at most {told.attempts} attempt(s).")
    print(f"Pages that were not the same afterwards: {told.others}. Errors: {len(told.errors)} {told.errors[:3] or ''}")
    print(f"The longest that anybody waited for a page: {told.away_seconds:.1f} s.")
    return 0 if 0 < told.moved < told.readers and told.attempts == 1 and not told.others and not told.errors else 1


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:3])))
