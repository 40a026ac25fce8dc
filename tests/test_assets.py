"""What a page is made of is sent as Streamlit has it; whatever else is asked of it is Streamlit's to answer."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from parley.assets import TYPES, Assets

FOLDER = Path(st.__file__).parent / "static" / "static"
SCRIPT = sorted(FOLDER.glob("js/index.*.js"))[0]
ADDRESS = f"/static/js/{SCRIPT.name}"
TAG = f'"{SCRIPT.name}"'


def ask(path: str, method: str = "GET", **headers: str) -> Any:
    """Status, headers and body; or the path, where the pages behind were asked."""
    told: list[dict[str, Any]] = []
    handed: list[str] = []

    async def pages(scope: Any, *_: Any) -> None:
        handed.append(scope["path"])

    async def sent(message: dict[str, Any]) -> None:
        told.append(message)

    asked = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": path, "method": method, "headers": asked}
    with ThreadPoolExecutor(1) as thread:  # this one may have a loop already
        thread.submit(asyncio.run, Assets(pages, FOLDER)(scope, None, sent)).result()
    if handed:
        assert told == []
        return handed[0]
    start, body = told
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body["body"]


@pytest.mark.parametrize("ending", TYPES)
def test_a_file_is_sent_as_it_is(ending: str) -> None:
    for each in FOLDER.rglob(f"*{ending}"):
        status, headers, body = ask(f"/static/{each.relative_to(FOLDER).as_posix()}")
        assert (status, body) == (200, each.read_bytes())
        assert headers["content-length"] == str(len(body))
        assert "immutable" in headers["cache-control"]


def test_only_its_head_is_told_to_who_asks_for_that() -> None:
    assert ask(ADDRESS, "HEAD") == (200, ask(ADDRESS)[1], b"")


def test_who_has_a_file_is_told_so() -> None:
    assert ask(ADDRESS, if_none_match=TAG)[::2] == (304, b"")
    assert ask(ADDRESS, if_none_match='"another"')[0] == 200


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        (ADDRESS, "POST", {}),
        (ADDRESS, "GET", {"range": "bytes=0-9"}),
        (ADDRESS, "GET", {"if_modified_since": "Thu, 26 Nov 2026 16:11:55 GMT"}),
        ("/static/js/none.js", "GET", {}),
        ("/static/../index.html", "GET", {}),
        ("/static/js/../js/" + SCRIPT.name, "GET", {}),
        ("/matrix", "GET", {}),
    ],
)
def test_whatever_else_is_asked_is_streamlits_to_answer(path: str, method: str, headers: dict[str, str]) -> None:
    assert ask(path, method, **headers) == path


def test_a_file_that_is_gone_is_streamlits_to_miss(tmp_path: Path) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "a.1.js").write_text("1")
    kept = Assets(None, tmp_path)  # type: ignore[arg-type]  # nobody is asked
    (tmp_path / "js" / "a.1.js").unlink()
    assert kept._answer({"path": "/static/js/a.1.js", "method": "GET", "headers": []}) is None
