"""What tests share: the app as its readers meet it, served on a free port of this machine and opened in Chromium.

serve(folder)   the app over a positions folder; a context manager that gives its address
app             that, over the positions that ship with Parley, once per test run (once per worker under xdist)
publication     a folder to serve, with the positions that ship with Parley published in `under/talks`, once per test run
chromium        one browser per run, cut off from every network but this machine
reader          a new reader of `app`, for whom nothing is stored in the browser yet; wide and light unless told otherwise
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from parley import compiled, store
from parley.export.occasion import Occasion
from parley.publication.site import publish
from parley.store import SHIPPED, VARIABLE, Snapshot
from parley.view import View
from tests.browser.profiles import Profiles
from tests.browser.reader import Reader, Readers
from tests.poisoned import poisoned

ROOT = Path(__file__).resolve().parent.parent
HOW_TO_GET_CHROMIUM = (
    "The browser tests need Chromium and found none. Install it (Debian: `apt install chromium`), or set PARLEY_CHROMIUM to the "
    "program, or leave these tests out with `pytest -m 'not browser'`."
)
_ALONE = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--disable-component-update"]
_ALONE += ["--no-first-run", "--disable-features=Translate,OptimizationHints,MediaRouter,WebUIOmniboxPopup,WebUIOmniboxAimPopup"]
_ALONE += ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]
_PATIENCE_SECONDS = 60
expect.set_options(timeout=15_000)  # as long as whoever clicks waits: two browsers and more share the processors


@pytest.fixture(scope="session", autouse=True)
def _compiled_tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests compile stays among the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(compiled.VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


class _Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Each file that drives a browser is one worker's, and so is what needs the publication: what a file shares is made once.

    Groups by `xdist_group` would say it shorter; from pytest 9.2 on they have no effect (pytest-dev/pytest-xdist#1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.endswith("test_publication.py"):
            return "publication"
        return file if "/browser/" in file else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _Scheduling:
    return _Scheduling(config, log)


_MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def _nothing_stays_behind() -> Iterator[None]:
    """What a process of its own would take with it.

    A page that a test has drawn stays the main module, and processes started later would draw it again; a command that was told
    where the positions are tells its process.
    """
    sys.modules["__main__"], before = _MAIN, os.environ.get(VARIABLE)
    yield
    sys.modules["__main__"] = _MAIN
    if before is None:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = before


@contextmanager
def serve(positions: Path, *, port: int = 0, log: Path | None = None) -> Iterator[str]:
    """Run the app over a folder until the block ends. port : a free one when left out; log : where what it says is kept.

    yields : its address, `http://127.0.0.1:…`.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port), "--log-level", "warning"]
    environment = os.environ | {VARIABLE: str(positions)}
    with (
        log.open("w+b") if log else TemporaryFile() as said,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            if not _answers(address, process):
                said.seek(0)
                pytest.fail(f"the app did not start:\n{said.read().decode(errors='replace')[-2000:]}", pytrace=False)
            yield address
        finally:
            process.kill()


@pytest.fixture(scope="session")
def app() -> Iterator[str]:
    with serve(SHIPPED) as address:
        yield address


@pytest.fixture(scope="session")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    above = tmp_path_factory.mktemp("server")
    occasion = Occasion("https://desk.example.org/talks", date(2025, 11, 26))
    publish(above / "under" / "talks", [View(negotiation="ukraine-peace")], store.read(SHIPPED), occasion)
    return above


@pytest.fixture(scope="session")
def poisoned_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Positions in which every text is a payload (see poisoned.py). Nobody changes it."""
    return poisoned(tmp_path_factory.mktemp("poisoned"))


@pytest.fixture(scope="session")
def poisoned_snapshot(poisoned_folder: Path) -> Snapshot:
    return store.read(poisoned_folder)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_chromium(), args=_ALONE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def profiles(chromium: Browser) -> Profiles:
    return Profiles(chromium)


@pytest.fixture
def readers(profiles: Profiles) -> Iterator[Readers]:
    """Opens pages, and closes them when the test is over. No page may have wanted what its policy does not let it do."""
    opened = Readers(profiles)
    yield opened
    opened.leave()
    assert opened.blocked == []


@pytest.fixture
def reader(readers: Readers, app: str) -> Reader:
    return readers.new(app)


def _chromium() -> str:
    named = os.environ.get("PARLEY_CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        pytest.fail(HOW_TO_GET_CHROMIUM, pytrace=False)
    return found


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the app answers. returns : False when it ended before, or took too long."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=5):
            return True
        time.sleep(0.1)
    return False
