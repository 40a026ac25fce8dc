"""The matrix of a view: a position or the kind of blank for every pair, in the order that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from parley import matrix, store
from parley.frames import rows_of
from parley.looks import looks
from parley.matrix import FILTERED, NOT_APPLICABLE, NOT_FOUND, NOT_RESEARCHED, Line, Pair
from parley.store import Snapshot
from parley.view import View
from tests.making import TALKS, talks, write

DEMO = View("demo")
RECORD = ("own", "spokesperson", "document")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.read(talks(tmp_path_factory.mktemp("positions")))


def stances(view: View, snapshot: Snapshot) -> dict[Pair, str]:
    return {(p.actor, p.issue): p.stance for p in rows_of(matrix.standing(view, snapshot))}


def blank(view: View, snapshot: Snapshot, actor: str, issue: str) -> str:
    """What the cell says in the table for spreadsheets."""
    [cell] = [row[issue] for row in matrix.wide(view, snapshot).to_dict("records") if row["actor"] == actor]
    return str(cell)


def ids(lines: Sequence[Line]) -> list[str]:
    return [line.id for line in lines]


def headed(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(line.group, line.id) for line in lines]


# Positions


def test_every_pair_with_words_by_the_day_has_its_position(demo: Snapshot) -> None:
    assert stances(DEMO, demo) == {
        ("russia", "neutrality"): "supports",
        ("russia", "army-cap"): "supports",
        ("russia", "freeze-line"): "leans-support",
        ("ukraine", "neutrality"): "opposes",
        ("ukraine", "army-cap"): "opposes",
        ("usa", "neutrality"): "neutral",
        ("turkey", "freeze-line"): "supports",
        ("turkey", "johnson-blocked"): "supports",
        ("uk", "johnson-blocked"): "opposes",
    }


def test_an_earlier_day_shows_what_was_said_by_then(demo: Snapshot) -> None:
    assert stances(DEMO.but(asof=date(2024, 12, 31)), demo) == {
        ("ukraine", "neutrality"): "leans-support",
        ("uk", "johnson-blocked"): "opposes",
    }


def test_known_shows_what_had_been_entered_by_then(demo: Snapshot) -> None:
    known = stances(DEMO.but(known=date(2025, 6, 3), issue=("neutrality",)), demo)
    assert known == {("russia", "neutrality"): "supports", ("ukraine", "neutrality"): "leans-support"}


def test_on_the_record_a_reported_position_leaves_no_trace_of_a_stance(demo: Snapshot) -> None:
    assert ("russia", "freeze-line") not in stances(DEMO.but(voice=RECORD), demo)
    assert blank(DEMO, demo, "russia", "freeze-line") == "reported: leans-support"


def test_only_policy_is_scored(demo: Snapshot) -> None:
    whole = matrix.matrix(DEMO, demo)
    assert whole.scored == {"neutrality", "freeze-line", "army-cap", "frozen-assets"}
    assert not looks(whole)["uk", "johnson-blocked"].scored
    assert looks(whole)["ukraine", "neutrality"].scored


def test_what_others_say_of_a_position_is_a_sign_in_its_cell_and_never_its_stance(demo: Snapshot) -> None:
    whole = matrix.matrix(DEMO, demo)
    assert whole.claimed == {("russia", "freeze-line"), ("usa", "army-cap")}
    cell = looks(whole)["usa", "army-cap"]
    assert (cell.stance, cell.claimed) == ("not researched", True)


def test_a_claim_is_no_sign_before_the_day_it_was_made(demo: Snapshot) -> None:
    assert matrix.matrix(DEMO.but(asof=date(2025, 8, 15)), demo).claimed == {("russia", "freeze-line")}


def test_a_cell_tells_its_marks_with_the_true_date_and_age(demo: Snapshot) -> None:
    cell = looks(matrix.matrix(DEMO, demo))["russia", "army-cap"]
    assert cell.words() == "supports, demand, own words, 2 Jun 2025, 83 days old, stale"


def test_a_position_tells_that_it_is_reported_claimed_by_others_and_changed(demo: Snapshot) -> None:
    view = DEMO.but(since=date(2025, 8, 14))
    cell = looks(matrix.matrix(view, demo))["russia", "freeze-line"]
    assert cell.words() == "leans support, reported, 24 Aug 2025, the same day, changed since then, claims by others"
    unchanged = looks(matrix.matrix(view, demo))["turkey", "freeze-line"]
    assert (unchanged.reported, unchanged.claimed, unchanged.changed) == (False, False, False)


# Blanks


def test_nobody_having_looked_is_not_researched(demo: Snapshot) -> None:
    assert blank(DEMO, demo, "finland", "neutrality") == NOT_RESEARCHED


@pytest.mark.parametrize(("day", "kind"), [(date(2025, 8, 24), NOT_RESEARCHED), (date(2025, 8, 25), NOT_FOUND)])
def test_nothing_found_is_said_only_once_somebody_has_looked(day: date, kind: str, demo: Snapshot) -> None:
    assert blank(DEMO.but(asof=day), demo, "russia", "frozen-assets") == kind


def test_an_issue_that_does_not_concern_an_actor_is_not_applicable_to_it(demo: Snapshot) -> None:
    assert blank(DEMO, demo, "ukraine", "frozen-assets") == NOT_APPLICABLE
    assert blank(DEMO, demo, "usa", "frozen-assets") == NOT_RESEARCHED


def test_words_outweigh_a_search_that_found_nothing(tmp_path: Path) -> None:
    looked = "not_found: [{issue: neutrality, on: 2025-08-01, where: [mfa.gov.ua]}]"
    snapshot = store.read(write(talks(tmp_path), {"demo/ukraine/2025-08-01.yaml": looked}))
    assert blank(DEMO, snapshot, "ukraine", "neutrality") == "opposes"


def test_a_search_leaves_the_lines_in_which_it_finds_something_and_says_what_it_hides_there(demo: Snapshot) -> None:
    view = DEMO.but(q="mi")  # a minister, what is limited, and a limit
    assert stances(view, demo) == {
        ("russia", "neutrality"): "supports",
        ("russia", "army-cap"): "supports",
        ("ukraine", "army-cap"): "opposes",
    }
    whole = matrix.matrix(view, demo)
    assert (ids(whole.actors), ids(whole.issues)) == (["russia", "ukraine"], ["neutrality", "army-cap"])
    assert blank(view, demo, "ukraine", "neutrality") == FILTERED


def test_a_search_never_changes_which_position_stands(demo: Snapshot) -> None:
    assert stances(DEMO.but(q="comes before everything"), demo) == {}  # Russia's words of June, overtaken in August


@pytest.mark.parametrize("narrowed", [{"voice": RECORD}, {"confidence": ("high",)}])
def test_words_outside_the_chosen_voices_or_confidence_are_filtered_for_somebody_has_looked(
    narrowed: dict[str, tuple[str, ...]], demo: Snapshot
) -> None:
    assert blank(DEMO.but(**narrowed), demo, "russia", "freeze-line") == FILTERED
    assert blank(DEMO.but(**narrowed), demo, "usa", "freeze-line") == NOT_RESEARCHED


# Changes


def test_since_marks_exactly_what_changed_in_stance_or_firmness(demo: Snapshot) -> None:
    assert matrix.matrix(DEMO.but(since=date(2025, 8, 14)), demo).changed == {
        ("russia", "neutrality"),  # the same stance, less firm
        ("russia", "freeze-line"),
        ("ukraine", "neutrality"),
        ("ukraine", "army-cap"),
        ("usa", "neutrality"),
    }


def test_what_was_said_on_the_day_itself_is_no_change_since(demo: Snapshot) -> None:
    assert ("ukraine", "neutrality") not in matrix.matrix(DEMO.but(since=date(2025, 8, 20)), demo).changed


def test_without_since_nothing_is_marked(demo: Snapshot) -> None:
    assert matrix.matrix(DEMO, demo).changed == frozenset()


def test_joining_a_bloc_is_no_change_of_position(tmp_path: Path) -> None:
    said = "sources: [{id: a, title: A}]\nstatements: [{issue: neutrality, stance: opposes, summary: Not for us.}]"
    snapshot = store.read(write(talks(tmp_path), {"demo/finland/2022-05-01.yaml": said}))
    assert matrix.matrix(DEMO.but(bloc=("nato",), since=date(2023, 1, 1)), snapshot).changed == {
        ("usa", "neutrality"),
        ("turkey", "freeze-line"),
        ("turkey", "johnson-blocked"),
    }


# Order


def test_issues_stand_under_their_topics_in_the_order_in_which_these_first_come_up(demo: Snapshot) -> None:
    assert headed(matrix.matrix(DEMO, demo).issues) == [
        ("Security", "neutrality"),
        ("Security", "army-cap"),
        ("Territory", "freeze-line"),
        ("Money", "frozen-assets"),
        ("Disputed facts", "johnson-blocked"),
    ]


def test_actors_stand_under_their_blocs_when_asked_to(demo: Snapshot) -> None:
    whole = matrix.matrix(DEMO.but(group="bloc"), demo)
    assert headed(whole.actors) == [
        ("permanent five", "russia"),
        ("permanent five", "usa"),
        ("in no bloc", "ukraine"),
        ("in no bloc", "uk"),
        ("NATO", "turkey"),
        ("NATO", "finland"),
    ]
    assert {line.group for line in whole.issues} == {""}


def test_without_headings_the_register_is_the_order(demo: Snapshot) -> None:
    whole = matrix.matrix(DEMO.but(group="none"), demo)
    assert headed(whole.actors) == [("", each) for each in ("russia", "ukraine", "usa", "turkey", "finland", "uk")]
    assert headed(whole.issues) == [("", each) for each in ("neutrality", "freeze-line", "army-cap", "frozen-assets", "johnson-blocked")]


@pytest.mark.parametrize(
    ("sort", "actors"),
    [
        ("name", ["finland", "russia", "turkey", "ukraine", "uk", "usa"]),
        ("newest", ["russia", "ukraine", "usa", "turkey", "uk", "finland"]),
        ("oldest", ["uk", "turkey", "usa", "ukraine", "russia", "finland"]),
        ("most", ["russia", "ukraine", "turkey", "usa", "uk", "finland"]),
    ],
)
def test_actors_are_sorted_by_what_they_say_and_the_silent_come_last(sort: str, actors: list[str], demo: Snapshot) -> None:
    assert ids(matrix.matrix(DEMO.but(sort=sort), demo).actors) == actors


def test_issues_are_sorted_within_their_headings(demo: Snapshot) -> None:
    by_name = ids(matrix.matrix(DEMO.but(sort="name"), demo).issues)
    assert by_name == ["army-cap", "neutrality", "freeze-line", "frozen-assets", "johnson-blocked"]


@pytest.mark.parametrize(
    ("view", "down"),
    [
        (DEMO, False),  # six actors, five issues
        (DEMO.but(actor=("russia", "usa")), True),
        (DEMO.but(actor=("russia",), issue=("army-cap",)), True),
        (DEMO.but(rows="issue"), True),
        (DEMO.but(rows="actor", actor=("russia",)), False),
    ],
)
def test_the_longer_list_runs_down_unless_one_is_chosen(view: View, down: bool, demo: Snapshot) -> None:
    assert matrix.matrix(view, demo).issues_run_down(view) is down


# For spreadsheets


def test_the_wide_table_has_a_row_for_each_actor_and_a_column_for_each_issue(demo: Snapshot) -> None:
    view = DEMO.but(actor=("russia", "uk"), topic=("territory", "history"))
    assert matrix.wide(view, demo).to_dict("records") == [
        {"actor": "russia", "actor_name": "Russia", "freeze-line": "reported: leans-support", "johnson-blocked": NOT_RESEARCHED},
        {"actor": "uk", "actor_name": "United Kingdom", "freeze-line": NOT_RESEARCHED, "johnson-blocked": "opposes"},
    ]


def test_before_anybody_has_spoken_every_cell_is_blank(tmp_path: Path) -> None:
    silent = store.read(write(tmp_path, {path: text for path, text in TALKS.items() if path.count("/") == 1}))
    assert matrix.standing(DEMO, silent).empty
    assert blank(DEMO, silent, "russia", "neutrality") == NOT_RESEARCHED
    assert blank(DEMO, silent, "ukraine", "frozen-assets") == NOT_APPLICABLE
