"""The desk: mistakes with their places, and the work list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parley import questions, store
from parley.descriptions import desk
from parley.ui import worklist
from parley.view import View
from tests.making import TALKS, talks, write

DEMO = View(negotiation="demo")
USA = "demo/usa/2025-08-15.yaml"


@pytest.fixture
def snapshot(tmp_path: Path) -> store.Snapshot:
    """Six actors, four issues for all of them and one for two: 26 cells."""
    return store.read(talks(tmp_path))


def test_the_paragraph_counts_every_state_of_all_cells(snapshot: store.Snapshot) -> None:
    # On the record: Russia 2, Ukraine 2, United States 1, Türkiye 2, United Kingdom 1. Reported: Russia on the line.
    # Its assets were looked for on the 25th.
    told = desk("Everyone", questions.coverage_summary(DEMO.but(asof=date(2025, 8, 25)), snapshot), 0)
    known = "8 of 26 cells are on the record, 1 reported only, 1 not found, 16 not researched."
    assert told == f"Everyone. 0 problems in the files. {known} Of all, 7 rest on one origin and 2 are stale."


def test_without_actors_there_is_nothing_to_look_for(tmp_path: Path) -> None:
    empty = store.read(write(tmp_path, {"demo/negotiation.yaml": "title: Talks"}))
    assert desk("Everyone", questions.coverage_summary(DEMO, empty), 2) == (
        "Everyone. 2 problems in the files. No actor and issue to look at."
    )


def test_a_cell_says_its_state_what_to_look_for_and_the_file_to_write(snapshot: store.Snapshot) -> None:
    told = worklist.sheet_of(DEMO.but(actor=("russia",), issue=("army-cap",)), snapshot)
    assert "on the record<small>one origin only; stale</small>" in told
    assert "2 Jun 2025" in told
    assert "so far only TASS" in told
    assert "<code>demo/russia/YYYY-MM-DD.yaml</code>" in told


def test_a_state_narrows_the_list_and_says_of_how_many(snapshot: store.Snapshot) -> None:
    looked = DEMO.but(state=("not found",), asof=date(2025, 8, 25))
    assert worklist.cells(looked, snapshot)[["actor", "issue"]].to_numpy().tolist() == [["russia", "frozen-assets"]]
    assert worklist.shown(looked, snapshot) == "1 of 26 cells: not found."
    assert worklist.shown(DEMO, snapshot) == "26 of 26 cells."


def test_by_name_the_list_runs_from_finland_to_the_united_states(snapshot: store.Snapshot) -> None:
    names = list(dict.fromkeys(worklist.cells(DEMO.but(sort="name"), snapshot)["actor_name"]))
    assert names == ["Finland", "Russia", "Türkiye", "Ukraine", "United Kingdom", "United States"]


def test_what_is_known_does_not_depend_on_voices_and_search() -> None:
    assert worklist.asked(DEMO.but(voice=("own",), q="line", sort="newest", since=date(2025, 1, 1))) == DEMO


def test_a_mistake_is_told_with_file_line_and_column(tmp_path: Path) -> None:
    broken = store.read(write(tmp_path, TALKS | {USA: TALKS[USA].replace("stance: neutral", "stance: neutal")}))
    told = worklist.problems(broken)
    assert f"<code>{USA}:5:13</code>" in told
    assert "<code>unknown-stance</code>" in told


def test_sound_files_are_said_to_be(snapshot: store.Snapshot) -> None:
    assert "no mistake was found" in worklist.problems(snapshot)
