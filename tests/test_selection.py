"""Which actors, issues and records a view is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from parley import selection, store
from parley.store import Snapshot
from parley.view import View
from tests.making import talks, write

DEMO = View("demo")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.read(talks(tmp_path_factory.mktemp("positions")))


def names(records: pd.DataFrame) -> list[str]:
    """Ids without the negotiation they all share."""
    return [each.removeprefix("demo/") for each in records["id"]]


def found(q: str, snapshot: Snapshot) -> list[str]:
    view = DEMO.but(q=q)
    return names(selection.holding(selection.statements(view, snapshot), view, snapshot))


# Actors and issues


def test_everyone_comes_in_the_order_of_the_register(demo: Snapshot) -> None:
    assert selection.actors(DEMO, demo) == ["russia", "ukraine", "usa", "turkey", "finland", "uk"]
    assert selection.issues(DEMO, demo) == ["neutrality", "freeze-line", "army-cap", "frozen-assets", "johnson-blocked"]


def test_the_order_of_a_choice_does_not_change_that(demo: Snapshot) -> None:
    assert selection.actors(DEMO.but(actor=("usa", "russia")), demo) == ["russia", "usa"]
    assert selection.issues(DEMO.but(issue=("army-cap", "neutrality")), demo) == ["neutrality", "army-cap"]


@pytest.mark.parametrize(("day", "members"), [(date(2023, 4, 3), ["usa", "turkey"]), (date(2023, 4, 4), ["usa", "turkey", "finland"])])
def test_who_joins_a_bloc_is_its_member_from_that_day_on(day: date, members: list[str], demo: Snapshot) -> None:
    assert selection.actors(DEMO.but(bloc=("nato",), asof=day), demo) == members


@pytest.mark.parametrize(("day", "members"), [(date(2020, 1, 31), ["uk"]), (date(2020, 2, 1), [])])
def test_who_leaves_a_bloc_is_its_member_up_to_that_day(day: date, members: list[str], demo: Snapshot) -> None:
    assert selection.actors(DEMO.but(bloc=("eu",), asof=day), demo) == members


def test_several_blocs_are_all_their_members_and_actors_narrow_them(demo: Snapshot) -> None:
    both = DEMO.but(bloc=("p5", "nato"))
    assert selection.actors(both, demo) == ["russia", "usa", "turkey", "finland"]
    assert selection.actors(both.but(actor=("russia", "ukraine")), demo) == ["russia"]


def test_without_a_choice_an_actor_stands_under_the_first_bloc_of_its_entry(demo: Snapshot) -> None:
    under = {"russia": "permanent five", "usa": "permanent five", "turkey": "NATO", "finland": "NATO"}
    assert selection.first_bloc(DEMO, demo) == under


def test_with_a_choice_it_stands_under_a_chosen_one(demo: Snapshot) -> None:
    assert selection.first_bloc(DEMO.but(bloc=("nato",)), demo)["usa"] == "NATO"


def test_a_topic_narrows_the_issues(demo: Snapshot) -> None:
    assert selection.issues(DEMO.but(topic=("security",)), demo) == ["neutrality", "army-cap"]
    assert selection.issues(DEMO.but(topic=("security", "money")), demo) == ["neutrality", "army-cap", "frozen-assets"]


def test_topics_and_issues_together_leave_what_is_in_both(demo: Snapshot) -> None:
    assert selection.issues(DEMO.but(topic=("security",), issue=("army-cap", "freeze-line")), demo) == ["army-cap"]


def test_when_the_registers_are_broken_those_who_spoke_and_were_spoken_of_stay(tmp_path: Path) -> None:
    snapshot = store.read(write(talks(tmp_path), {"demo/actors.yaml": "actors: russia", "demo/issues.yaml": "issues: many"}))
    assert sorted(selection.actors(DEMO, snapshot)) == ["russia", "turkey", "uk", "ukraine", "usa"]
    assert sorted(selection.issues(DEMO, snapshot)) == ["army-cap", "freeze-line", "johnson-blocked", "neutrality"]


# Records


def test_the_statements_of_a_view_are_those_of_its_actors_on_its_issues(demo: Snapshot) -> None:
    said = selection.statements(DEMO.but(actor=("russia", "ukraine"), topic=("security",)), demo)
    assert names(said) == [
        "russia/2025-06-02/army-cap",
        "russia/2025-06-02/neutrality",
        "russia/2025-08-24/neutrality",
        "ukraine/2025-08-20/army-cap",
        "ukraine/2022-04/neutrality",
        "ukraine/2025-08-20/neutrality",
    ]


def test_voices_and_confidence_leave_only_their_own(demo: Snapshot) -> None:
    assert names(selection.statements(DEMO.but(voice=("reported",)), demo)) == ["russia/2025-08-24/freeze-line"]
    assert names(selection.statements(DEMO.but(voice=("document", "spokesperson")), demo)) == [
        "ukraine/2022-04/neutrality",
        "usa/2025-08-15/neutrality",
    ]
    assert names(selection.statements(DEMO.but(confidence=("medium",)), demo)) == ["ukraine/2022-04/neutrality"]
    assert selection.statements(DEMO.but(confidence=("low",)), demo).empty


def test_known_leaves_what_had_been_entered_by_that_day(demo: Snapshot) -> None:
    known = selection.statements(DEMO.but(known=date(2025, 6, 3)), demo)
    assert set(known["actor"]) == {"russia", "ukraine", "uk"}
    assert len(known) == 4
    assert selection.statements(DEMO.but(known=date(2025, 6, 2)), demo).empty


def test_claims_are_those_by_or_about_the_actors_of_the_view(demo: Snapshot) -> None:
    about_army_cap, about_line = "russia/2025-08-24/about-usa/army-cap", "usa/2025-08-15/about-russia/freeze-line"
    assert names(selection.claims(DEMO.but(actor=("russia",)), demo)) == [about_army_cap, about_line]
    assert names(selection.claims(DEMO.but(actor=("usa",), issue=("freeze-line",)), demo)) == [about_line]
    assert selection.claims(DEMO.but(actor=("ukraine",)), demo).empty


def test_from_and_to_are_both_within(demo: Snapshot) -> None:
    said = selection.statements(DEMO, demo)
    within = selection.within(said, DEMO.but(from_=date(2025, 8, 15), to=date(2025, 8, 20)))
    assert names(within) == ["ukraine/2025-08-20/army-cap", "ukraine/2025-08-20/neutrality", "usa/2025-08-15/neutrality"]
    assert len(selection.within(said, DEMO)) == 11


@pytest.mark.parametrize(("last", "how_many"), [(date(2022, 4, 29), 0), (date(2022, 4, 30), 1)])
def test_what_was_said_in_april_lies_on_its_last_day(last: date, how_many: int, demo: Snapshot) -> None:
    assert len(selection.within(selection.statements(DEMO, demo), DEMO.but(to=last))) == how_many


# Search


@pytest.mark.parametrize("q", ["gorusme", "GÖRÜŞME", "Görüşme", "TURKIYE trt", "  trt  "])
def test_the_search_is_blind_to_case_and_accents(q: str, demo: Snapshot) -> None:
    assert found(q, demo) == ["turkey/2025-08-10/freeze-line", "turkey/2025-08-10/johnson-blocked"]


def test_every_word_must_be_there_wherever_it_stands(demo: Snapshot) -> None:
    assert found("lavrov vetoes", demo) == []
    assert found("lavrov nbc", demo) == ["russia/2025-08-24/neutrality"]


@pytest.mark.parametrize("q", ["must be neutral", "foreign minister memo", "TASS memorandum permanent", "everything"])
def test_quote_role_source_issue_and_summary_are_searched(q: str, demo: Snapshot) -> None:
    assert found(q, demo) == ["russia/2025-06-02/neutrality"]


def test_claims_are_searched_in_their_own_words(demo: Snapshot) -> None:
    view = DEMO.but(q="americans")
    assert names(selection.holding(selection.claims(view, demo), view, demo)) == ["russia/2025-08-24/about-usa/army-cap"]
    assert selection.holding(selection.statements(view, demo), view, demo).empty


def test_a_search_among_nothing_finds_nothing(demo: Snapshot) -> None:
    view = DEMO.but(q="line", confidence=("low",))
    none = selection.statements(view, demo)
    assert list(selection.holding(none, view, demo).columns) == list(none.columns)
    assert list(selection.holding(none, view, demo).index) == []


# Order


def in_order(sort: str, snapshot: Snapshot) -> list[str]:
    view = DEMO.but(sort=sort, actor=("turkey", "ukraine", "usa"), issue=("neutrality", "freeze-line"))
    return names(selection.ordered(selection.statements(view, snapshot), view))


def test_records_come_newest_first_unless_asked_otherwise(demo: Snapshot) -> None:
    newest = ["ukraine/2025-08-20/neutrality", "usa/2025-08-15/neutrality", "turkey/2025-08-10/freeze-line", "ukraine/2022-04/neutrality"]
    assert in_order("", demo) == in_order("newest", demo) == newest
    assert in_order("oldest", demo) == newest[::-1]


def test_records_by_name_go_by_actor_issue_and_day(demo: Snapshot) -> None:
    turkey, earlier, later, usa = (
        "turkey/2025-08-10/freeze-line",
        "ukraine/2022-04/neutrality",
        "ukraine/2025-08-20/neutrality",
        "usa/2025-08-15/neutrality",
    )
    assert in_order("name", demo) == [turkey, earlier, later, usa]


def test_whoever_said_most_comes_first(demo: Snapshot) -> None:
    assert in_order("most", demo)[:2] == ["ukraine/2022-04/neutrality", "ukraine/2025-08-20/neutrality"]


def test_ordering_adds_no_column_and_loses_no_row(demo: Snapshot) -> None:
    said = selection.statements(DEMO, demo)
    for sort in ("", "name", "newest", "oldest", "most"):
        ordered = selection.ordered(said, DEMO.but(sort=sort))
        assert list(ordered.columns) == list(said.columns)
        assert sorted(ordered["id"]) == sorted(said["id"])
