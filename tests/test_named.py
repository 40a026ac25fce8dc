"""The tables that leave the house: the rows on the screen, their documented columns, and where they come from."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from parley import store
from parley.export import named
from parley.export.table_json import table_json
from parley.store import Snapshot
from parley.view import View, decode
from tests.making import MORE_TALKS, talks, write

DEMO = View("demo")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.read(talks(tmp_path_factory.mktemp("positions")))


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """With conditions, proposals and an earlier Russian statement, so that every table has a row."""
    return store.read(write(talks(tmp_path_factory.mktemp("positions")), MORE_TALKS))


def ids(name: str, view: View, snapshot: Snapshot) -> list[str]:
    return [str(each).removeprefix("demo/") for each in named.table(name, view, snapshot)["id"]]


def told(name: str, view: View, snapshot: Snapshot) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(table_json(name, view, snapshot))
    return whole


@pytest.mark.parametrize("name", named.NAMES)
def test_every_table_ends_with_its_view_and_the_state_of_the_data(name: str, more: Snapshot) -> None:
    table = named.table(name, DEMO, more)
    documented = named.NAMES[name].columns
    if documented:
        assert list(table.columns) == [*(each.name for each in documented), "view", "data_version"]
    assert len(table) > 0
    assert set(table["data_version"]) == {more.version}


@pytest.mark.parametrize("name", named.NAMES)
def test_the_view_of_a_download_brings_back_the_very_same_rows(name: str, more: Snapshot) -> None:
    view = DEMO.but(actor=("russia", "usa", "turkey"), topic=("security", "territory"), from_=date(2022, 3, 1), sort="oldest")
    [link] = set(named.table(name, view, more)["view"]) or {named.origin(view, more)["view"]}
    again, faults = decode(parse_qs(link), more)
    assert faults == []
    assert named.table(name, again, more).equals(named.table(name, view, more))


def test_statements_are_those_within_the_days_that_hold_the_words_in_the_order_asked_for(demo: Snapshot) -> None:
    view = DEMO.but(from_=date(2025, 8, 1), to=date(2025, 8, 20), q="line", sort="oldest")
    assert ids("statements", view, demo) == ["turkey/2025-08-10/freeze-line"]
    assert ids("statements", DEMO.but(actor=("ukraine",)), demo) == [
        "ukraine/2025-08-20/army-cap",
        "ukraine/2025-08-20/neutrality",
        "ukraine/2022-04/neutrality",
    ]


def test_the_day_of_the_positions_does_not_cut_off_the_statements(demo: Snapshot) -> None:
    assert len(named.table("statements", DEMO.but(asof=date(2025, 6, 2)), demo)) == 11
    assert len(named.table("positions", DEMO.but(asof=date(2025, 6, 2)), demo)) == 4


def test_positions_say_how_old_they_are(demo: Snapshot) -> None:
    rows = named.table("positions", DEMO.but(actor=("russia",)), demo).set_index("issue")
    assert rows["age_days"].to_dict() == {"army-cap": 83, "freeze-line": 0, "neutrality": 0}
    assert rows["stale"].to_dict() == {"army-cap": True, "freeze-line": False, "neutrality": False}


def test_claims_carry_their_verdict(demo: Snapshot) -> None:
    claims = named.table("claims", DEMO, demo).set_index("actor")
    # Of Russia on the line there is only a report; of the United States on the army cap nothing at all.
    assert claims["verdict"].to_dict() == {"russia": "no own words", "usa": "no own words"}
    assert claims["about"].to_dict() == {"russia": "usa", "usa": "russia"}


def test_claims_are_those_within_the_days_that_hold_the_words(demo: Snapshot) -> None:
    assert ids("claims", DEMO.but(from_=date(2025, 8, 16)), demo) == ["russia/2025-08-24/about-usa/army-cap"]
    assert ids("claims", DEMO.but(q="stop where they stand"), demo) == ["usa/2025-08-15/about-russia/freeze-line"]


def test_sources_are_those_that_the_statements_and_claims_of_the_view_rest_on(demo: Snapshot) -> None:
    assert ids("sources", DEMO.but(actor=("ukraine",)), demo) == ["draft", "address"]
    assert ids("sources", DEMO.but(actor=("russia",), issue=("freeze-line",)), demo) == ["nbc", "briefing"]


def test_issues_actors_and_events_follow_the_view_too(demo: Snapshot) -> None:
    assert ids("issues", DEMO.but(topic=("territory",)), demo) == ["freeze-line"]
    assert ids("actors", DEMO.but(bloc=("p5",)), demo) == ["russia", "usa"]
    assert ids("events", DEMO.but(from_=date(2025, 8, 15)), demo) == ["anchorage"]
    assert ids("events", DEMO.but(from_=date(2025, 8, 16)), demo) == []


# JSON


def test_json_says_what_it_holds_above_its_rows(demo: Snapshot) -> None:
    whole = told("positions", DEMO.but(actor=("usa",)), demo)
    assert list(whole) == ["title", "view", "data_version", "rows"]
    assert whole["title"] == "United States on every issue, as of 24 Aug 2025"
    assert whole["view"] == "negotiation=demo&actor=usa&asof=2025-08-24&known=2025-08-25"
    assert whole["data_version"] == demo.version
    [row] = whole["rows"]
    assert (row["id"], row["score"], row["value"], row["firmness"], row["on_record"], row["line"]) == (
        "demo/usa/2025-08-15/neutrality",
        0,
        None,
        "",
        True,
        4,
    )
    assert "view" not in row


def test_json_without_a_row_still_says_what_it_holds(demo: Snapshot) -> None:
    assert told("statements", DEMO.but(q="nothing like that"), demo) == {
        "title": "Everyone on every issue, holding “nothing like that”, all days",
        "view": "negotiation=demo&asof=2025-08-24&known=2025-08-25&q=nothing+like+that",
        "data_version": demo.version,
        "rows": [],
    }


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("positions", "Everyone on every issue, as of 24 Aug 2025"),
        ("matrix", "Everyone on every issue, as of 24 Aug 2025"),
        ("statements", "Everyone on every issue, from 1 Aug 2025"),
        ("claims", "Everyone on every issue, from 1 Aug 2025"),
        ("events", "Everyone on every issue, from 1 Aug 2025"),
    ],
)
def test_a_title_tells_the_days_that_its_own_rows_follow(name: str, title: str, demo: Snapshot) -> None:
    assert told(name, DEMO.but(from_=date(2025, 8, 1)), demo)["title"] == title


@pytest.mark.parametrize(
    ("name", "view", "title"),
    [
        ("diff", DEMO, "Everyone on every issue, as of 24 Aug 2025, changes since 26 May 2025 marked"),
        ("sticking", DEMO, "Russia and Ukraine on every issue, as of 24 Aug 2025"),
        ("proposals", DEMO.but(actor=("turkey",)), "Türkiye on every issue, as of 24 Aug 2025"),
        (
            "convergence",
            DEMO.but(actor=("usa",), voice=("own",)),
            "United States and Russia on every issue, voices: own, as of 24 Aug 2025",
        ),
        ("coverage", DEMO.but(actor=("usa",), voice=("own",)), "United States on every issue, as of 24 Aug 2025"),
        ("cohesion", DEMO.but(actor=("usa",), bloc=("p5",)), "Everyone in permanent five on every issue, as of 24 Aug 2025"),
        ("gaps", DEMO.but(q="line"), "Everyone on every issue, as of 24 Aug 2025"),
        ("origins", DEMO.but(q="line"), "Everyone on every issue, holding “line”, as of 24 Aug 2025"),
    ],
)
def test_a_title_tells_the_filters_that_its_own_rows_follow(name: str, view: View, title: str, demo: Snapshot) -> None:
    assert told(name, view, demo)["title"] == title


# Names and nothing at all


def test_a_file_is_named_for_what_it_holds(demo: Snapshot) -> None:
    assert named.filename("positions", DEMO, demo, "csv") == f"demo-positions-2025-08-24-data-{demo.version}.csv"
    chosen = DEMO.but(asof=date(2025, 6, 2))
    assert named.filename("matrix", chosen, demo, "json") == f"demo-matrix-2025-06-02-data-{demo.version}.json"


@pytest.mark.parametrize("name", named.NAMES)
def test_before_anybody_has_spoken_every_table_is_there(name: str, tmp_path: Path) -> None:
    silent = store.read(write(tmp_path, {"demo/negotiation.yaml": "title: Talks"}))
    assert len(named.table(name, DEMO, silent)) == 0
    assert len(named.table(name, DEMO.but(q="line"), silent)) == 0
    assert named.filename(name, DEMO, silent, "csv") == f"demo-{name}-data-{silent.version}.csv"
