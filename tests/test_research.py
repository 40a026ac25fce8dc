"""The page for researchers is true: its Python runs, its links answer, and what it works out by hand is what the tables say."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pandas as pd
import pytest
import uvicorn
from starlette.applications import Starlette

from parley import store
from parley.http import ROUTES

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "research.md").read_text(encoding="utf-8")
DESK = "https://desk.example.org"
EXACT: dict[str, Any] = {"keep_default_na": False, "na_values": {"score": "", "gap": ""}}
VIEW = "negotiation=ukraine-peace&actor=russia~ukraine~usa&topic=security&asof=2026-06-30"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def desk() -> Iterator[str]:
    """The routes over the shipped data, on a free port of this machine. returns : where."""
    before = os.environ.pop(store.VARIABLE, None)
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=ROUTES), port=0, log_level="error", ws="none", lifespan="off"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    assert server.started
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    running.join(timeout=10)
    if before is not None:
        os.environ[store.VARIABLE] = before


@pytest.fixture(scope="module")
def notebook(desk: str) -> dict[str, Any]:
    """Everything that the page's Python leaves behind, run from top to bottom."""
    left: dict[str, Any] = {"__name__": "research"}
    for block in blocks("python"):
        exec(compile(block.replace(DESK, desk), "docs/research.md", "exec"), left)
    return left


def table(desk: str, name: str) -> pd.DataFrame:
    rows: pd.DataFrame = pd.read_csv(f"{desk}/api/{name}.csv?{VIEW}&exact=1", **EXACT)
    return rows


def pairs(rows: pd.DataFrame, *names: str) -> set[tuple[Any, ...]]:
    return set(rows[list(names)].itertuples(index=False, name=None))


def test_the_page_has_python_r_and_curl() -> None:
    assert len(blocks("python")) >= 8
    assert (len(blocks("r")), len(blocks("sh"))) == (1, 1)


def test_a_shared_link_is_read_whole_with_words_and_types(notebook: dict[str, Any]) -> None:
    read = notebook["statements"]
    here = store.read(store.SHIPPED).tables.statements.set_index("id")
    assert len(read) > 50
    assert [here.loc[row.id, "quote"] for row in read.itertuples()] == list(read["quote"])
    assert read["score"].sum() == here.loc[read["id"], "score"].sum()
    assert sorted(notebook["typed"]["id"]) == sorted(read["id"])


def test_positions_by_hand_are_those_of_the_table(notebook: dict[str, Any], desk: str) -> None:
    theirs = table(desk, "positions")
    assert len(theirs) > 10
    assert pairs(notebook["positions"], "actor", "issue", "id") == pairs(theirs, "actor", "issue", "id")
    assert notebook["matrix"].shape == (theirs["issue"].nunique(), 3)


def test_shifts_by_hand_are_those_of_the_table(notebook: dict[str, Any], desk: str) -> None:
    theirs = table(desk, "shifts")
    moved = theirs[theirs["kind"].isin(["moved", "reversed"])]
    assert len(moved) > 3
    assert pairs(notebook["shifts"], "id", "before") == pairs(moved, "id", "before_stance")


def test_gaps_by_hand_are_those_of_the_table(notebook: dict[str, Any], desk: str) -> None:
    theirs = table(desk, "gaps").query("actor == 'russia' and other == 'ukraine'")
    assert len(theirs) > 3
    assert notebook["gaps"].to_dict() == dict(zip(theirs["issue"], theirs["gap"], strict=True))


def test_the_network_holds_the_red_lines_of_the_record(notebook: dict[str, Any], desk: str) -> None:
    theirs = table(desk, "positions").query("firmness == 'red-line' and on_record")
    assert len(theirs) > 1
    assert set(notebook["red_lines"]) == pairs(theirs, "actor_name", "issue_title", "stance")


def test_the_package_has_the_claims_and_the_events_leave_them_out(notebook: dict[str, Any], desk: str) -> None:
    assert len(notebook["claims"]) == len(table(desk, "claims")) > 0
    assert set(notebook["events"]["statement_id"]) == set(notebook["statements"]["id"])


@pytest.mark.parametrize("link", re.findall(r'"(https://desk\.example\.org/[^"]+)"', "".join(blocks("sh"))))
def test_every_curl_line_is_answered(link: str, desk: str) -> None:
    with urlopen(link.replace(DESK, desk)) as answer:
        assert (answer.status, bool(answer.read())) == (200, True)


@pytest.mark.parametrize("path", re.findall(r'"(/api/[^"]+)"', "".join(blocks("r"))))
def test_every_line_of_r_reads_something_that_is_there(path: str, desk: str) -> None:
    with urlopen(f"{desk}{path}") as answer:
        assert (answer.status, bool(answer.read())) == (200, True)
