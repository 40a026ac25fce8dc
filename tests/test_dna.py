"""The event list of Discourse Network Analyzer: its columns, the words unaltered, and nobody's claim as somebody else's words."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from parley import store
from parley.export.documents import DOCUMENTS, Occasion
from parley.store import Snapshot
from parley.view import View
from tests.making import TALKS, talks, write

OCCASION = Occasion("", date(2026, 1, 2))
EVERYTHING = View(negotiation="demo")
QUOTE = '=1; "so", it\'s\n– не будет 🕊 \u202bשלום\u202c'
DNA_3 = (
    '"statement_id";"time";"person";"organization";"concept";"agreement";"start_position";"stop_position";"text";"coder";"document_id";'
    '"document_title";"document_author";"document_source";"document_section";"document_type"'
)
"""As version 3 writes it, with the variables of its own statement type."""


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return store.read(talks(tmp_path))


def made(snapshot: Snapshot, view: View = EVERYTHING) -> bytes:
    return DOCUMENTS["dna.csv"].make(view, snapshot, OCCASION)


def read(snapshot: Snapshot, view: View = EVERYTHING) -> pd.DataFrame:
    """As R's `read.csv2` and pandas read it: `;` between, quotes doubled, NA where nothing stands."""
    table = pd.read_csv(io.BytesIO(made(snapshot, view)), sep=";", keep_default_na=False, na_values={"agreement": "", "score": ""})
    return table.set_index("statement_id")


def test_the_columns_are_those_of_dna_and_then_our_own(snapshot: Snapshot) -> None:
    head = made(snapshot).decode().splitlines()[0]
    assert head.startswith(f"{DNA_3};")
    assert head.removeprefix(f"{DNA_3};").replace('"', "").split(";") == [
        *("actor", "issue", "date", "precision", "stance", "score", "firmness", "on_record", "summary", "language", "translation"),
        *("conditions", "view", "data_version"),
    ]


def test_a_statement_is_an_event(snapshot: Snapshot) -> None:
    row = read(snapshot).loc["demo/russia/2025-06-02/neutrality"]
    assert row["time":"document_type"].to_dict() == {
        "time": "2025-06-02 00:00:00",
        "person": "Sergei Lavrov",
        "organization": "Russia",
        "concept": "Permanent neutrality",
        "agreement": 1,
        "start_position": "",
        "stop_position": "",
        "text": "must be neutral",
        "coder": "",
        "document_id": "https://example.org/memo",
        "document_title": "Memorandum",
        "document_author": "",
        "document_source": "TASS",
        "document_section": "demo",
        "document_type": "own",
    }


@pytest.mark.parametrize(
    ("stance", "agreement"),
    [("supports", 1), ("leans-support", 1), ("leans-oppose", 0), ("opposes", 0), ("neutral", None), ("unclear", None), ("declines", None)],
)
def test_what_is_neither_for_nor_against_passes_for_neither(stance: str, agreement: int | None, tmp_path: Path) -> None:
    text = TALKS["demo/usa/2025-08-15.yaml"].replace("stance: neutral", f"stance: {stance}")
    row = read(store.read(write(talks(tmp_path), {"demo/usa/2025-08-15.yaml": text}))).loc["demo/usa/2025-08-15/neutrality"]
    assert row["stance"] == stance
    assert pd.isna(row["agreement"]) if agreement is None else row["agreement"] == agreement


def test_words_are_unaltered_and_a_summary_never_passes_for_words(tmp_path: Path) -> None:
    quoted = QUOTE.replace('"', '\\"').replace("\n", "\\n")
    text = TALKS["demo/russia/2025-06-02.yaml"].replace("quote: must be neutral", f'quote: "{quoted}"')
    snapshot = store.read(write(talks(tmp_path), {"demo/russia/2025-06-02.yaml": text}))
    assert snapshot.problems == ()
    events = read(snapshot)
    assert events.loc["demo/russia/2025-06-02/neutrality", "text"] == QUOTE
    assert list(events.loc["demo/russia/2025-06-02/army-cap", ["text", "summary"]]) == ["", "The army must be limited."]


def test_claims_are_left_out(snapshot: Snapshot) -> None:
    events = read(snapshot)
    assert len(events) == 11
    assert not [each for each in events.index if "/about-" in each]


def test_a_month_counts_from_its_last_day_and_says_that_it_is_a_month(snapshot: Snapshot) -> None:
    row = read(snapshot).loc["demo/ukraine/2022-04/neutrality"]
    assert list(row[["time", "date", "precision"]]) == ["2022-04-30 00:00:00", "2022-04", "month"]


def test_events_run_in_the_order_they_were_said_and_follow_the_view(snapshot: Snapshot) -> None:
    events = read(snapshot, EVERYTHING.but(issue=("neutrality",), sort="newest", from_=date(2025, 1, 1)))
    assert list(events.index) == [
        f"demo/{each}/neutrality" for each in ("russia/2025-06-02", "usa/2025-08-15", "ukraine/2025-08-20", "russia/2025-08-24")
    ]
    assert set(events["data_version"]) == {snapshot.version}
    [told] = set(events["view"])
    assert told.startswith("negotiation=demo&issue=neutrality&from=2025-01-01&asof=2025-08-24&known=2025-08-25")


def test_where_nobody_spoke_there_is_a_head_only(tmp_path: Path) -> None:
    assert made(store.read(tmp_path), View()).decode().count("\n") == 1
