"""A large folder takes a while to be read for the first time: whoever asks meanwhile is told how far it has come."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from parley import cli, progress, sharing, store
from parley.gather import Gathered
from parley.http import ROUTES
from parley.scan import Glance
from parley.sharing import Progress
from tests.headed import titles
from tests.making import talks

ROOT = Path(__file__).resolve().parents[1]
SENTENCE = "Reading the files: 12,000 of 50,000"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store.VARIABLE, str(tmp_path))
    return talks(tmp_path)


@pytest.fixture
def go_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A first reading that has come to file 12,000 of 50,000 and waits there until this event."""
    assert folder.is_dir()
    begun, go_on, whole = threading.Event(), threading.Event(), store._reading

    def slowly(folder: Path, held: Gathered | None, progress: Progress | None, look: Callable[[Path], Glance]) -> Gathered:
        if progress:
            progress(12_000, 50_000)
        begun.set()
        assert go_on.wait(60)
        return whole(folder, held, None, look)

    monkeypatch.setattr(store, "_reading", slowly)
    monkeypatch.setattr(store, "_PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(store, "_HOLDER", store._Holder())
    store.warm()
    assert begun.wait(60)
    yield go_on
    go_on.set()
    store.current()


def test_nobody_waits_for_the_first_reading_who_need_not(go_on: threading.Event) -> None:
    assert store.progress() == (12_000, 50_000)
    assert store.soon() is None
    assert store.state() == "reading 12000"
    go_on.set()
    assert len(store.current().tables.statements) == 11
    assert store.progress() is None
    assert store.soon() is store.current()
    assert store.state() == store.current().state


def test_routes_say_how_far_it_has_come_and_when_to_ask_again(go_on: threading.Event) -> None:
    with TestClient(Starlette(routes=ROUTES)) as client:
        for path in ("/healthz", "/api/statements.csv"):
            answer = client.get(path)
            assert (answer.status_code, answer.text, answer.headers["retry-after"]) == (503, f"{SENTENCE}\n", "2")
        assert client.get("/version").text == "reading 12000"
        go_on.set()
        store.current()
        assert client.get("/healthz").json()["statements"] == 11
        assert client.get("/version").text == store.current().state


def test_a_page_shows_it_and_goes_on_when_it_is_done(go_on: threading.Event) -> None:
    page = AppTest.from_file(str(ROOT / "parley" / "ui" / "frame.py"), default_timeout=60).run()
    assert not page.exception
    shown: Any = page.get("progress")[0].proto
    assert (shown.text, shown.value) == (SENTENCE, 24)
    assert not titles(page)
    go_on.set()
    store.current()
    assert titles(page.run()) == ["Where things stand"]


def test_without_a_folder_the_state_says_so_and_the_page_comes_by_itself_once_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(store.VARIABLE, str(tmp_path / "positions"))
    assert store.state() == store.MISSING
    talks(tmp_path / "positions")
    assert store.state() == store.current().state


def test_the_state_is_another_when_only_a_problem_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    before = store.state()
    (folder / "demo" / "again").symlink_to(folder, target_is_directory=True)
    assert store.state() != before
    (folder / "demo" / "again").unlink()
    assert store.state() == before


# In a terminal


def test_a_terminal_shows_one_line_that_is_wiped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE_SECONDS", 0.0)
    screen = Terminal()
    tell = progress.on_terminal(screen)
    assert tell
    tell(400, 50_000)
    tell(50_000, 50_000)
    line = "Reading the files: 400 of 50,000"
    assert screen.getvalue() == f"\r{line}\r{' ' * len(line)}\r"


def test_what_is_quickly_done_is_not_shown_and_neither_is_anything_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE_SECONDS", 3600.0)
    screen = Terminal()
    tell = progress.on_terminal(screen)
    assert tell
    tell(400, 800)
    tell(800, 800)
    assert screen.getvalue() == ""
    assert progress.on_terminal(io.StringIO()) is None


@pytest.mark.parametrize("command", [["validate"], ["table", "positions"], ["export", "cite.txt"]], ids=lambda command: command[0])
@pytest.mark.usefixtures("folder")
def test_every_command_that_reads_shows_it(command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "_PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(sharing, "PART", 1)
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    assert cli.main(command) == cli.SOUND
    assert "\rReading the files: 1 of 7" in screen.getvalue()
    assert screen.getvalue().endswith("\r")
    assert capsys.readouterr().out.count("Reading the files") == 0
