"""The door is open before everything is there."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from parley import http, opening
from tests.test_pages import HOUSE


def test_the_door_is_open_before_anything_slow_is_imported() -> None:
    slow = "{'pandas', 'pyarrow', 'pydantic', 'yaml', 'jinja2', 'parley.http', 'parley.store', 'parley.schema'}"
    told = f"import sys, app; sys.exit(', '.join({slow} & sys.modules.keys()) or None)"
    done = subprocess.run([sys.executable, "-c", told], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_route_beside_the_pages_is_known_at_the_door() -> None:
    assert [route.path for route in http.ROUTES if not route.path.startswith(opening.ROUTES)] == []


@pytest.mark.parametrize("path", ["/", "/matrix", "/static/js/index.js", "/_stcore/health", "/healthy"])
def test_a_page_is_passed_on_without_an_import(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "late", None)
    assert asked(path) == [path]


def test_a_route_waits_for_its_import_and_nobody_else_does() -> None:
    """Somebody imports; a route asks meanwhile; a page that is asked for after it is answered first."""
    answered: list[str] = []

    async def ask() -> None:
        door = opening.Opening(pages(answered))
        with opening._ONE_AT_A_TIME:
            route = asyncio.create_task(door(scope("/api/nothing"), receive, lambda message: sent(message, answered)))
            await asyncio.sleep(0.05)
            await door(scope("/matrix"), receive, None)
            assert answered == ["/matrix"]
        await route

    run(ask())
    assert answered == ["/matrix", "404"]


def test_one_thread_imports_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most = 0, 0

    def slow(_: str) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        threading.Event().wait(0.01)
        inside -= 1

    monkeypatch.setattr(opening, "import_module", slow)
    threads = [threading.Thread(target=opening.pages) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert most == 1


def test_the_switch_interval_and_the_collector_are_as_before_once_everything_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(opening, "_QUIET_SECONDS", 0)
    before = sys.getswitchinterval()
    opening._begin()
    assert (sys.getswitchinterval(), gc.isenabled()) == (before, True)


def asked(path: str) -> list[str]:
    answered: list[str] = []
    run(opening.Opening(pages(answered))(scope(path), receive, None))
    return answered


def run(asking: Any) -> None:
    """In a thread of its own: the one of the tests has a loop already once a browser was asked."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, asking).result()


def pages(answered: list[str]) -> opening.App:
    async def app(scope: opening.Scope, *_: Any) -> None:
        answered.append(scope["path"])

    return app


def scope(path: str) -> opening.Scope:
    return {"type": "http", "path": path, "method": "GET", "headers": [], "query_string": b"", "scheme": "http", "root_path": ""}


async def receive() -> dict[str, object]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def sent(message: dict[str, Any], answered: list[str]) -> None:
    if message["type"] == "http.response.start":
        answered.append(str(message["status"]))
