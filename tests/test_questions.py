"""Which rows go into each question: from the filters and days of a view over one small negotiation, see tests/making.py."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from parley import questions, store
from parley.frames import rows_of
from parley.schema import ON_RECORD
from parley.store import Snapshot
from parley.view import View
from tests.making import MORE_TALKS, TALKS, talks, write

DEMO = View("demo")
"""As of 24 August 2025, when something was last said; the principal parties are Russia and Ukraine."""
BEFORE_UKRAINE = date(2025, 8, 20)
"""What Ukraine said that day was entered the day after."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.read(write(talks(tmp_path_factory.mktemp("positions")), MORE_TALKS))


def named(folder: Path, principals: str) -> Snapshot:
    """The same negotiation with other principal parties; none when empty."""
    line = f"\nprincipals: [{principals}]" if principals else ""
    return store.read(write(talks(folder), MORE_TALKS | {"demo/negotiation.yaml": f"title: Talks in Istanbul{line}\n"}))


def pairs(table: pd.DataFrame, column: str) -> dict[tuple[str, str], Any]:
    """(actor, issue) -> what stands in a column."""
    return {(row.actor, row.issue): getattr(row, column) for row in rows_of(table)}


def gaps(view: View, snapshot: Snapshot) -> dict[tuple[str, str, str], int]:
    """(actor, other, issue) -> gap."""
    return {(row.actor, row.other, row.issue): row.gap for row in rows_of(questions.gapped(view, snapshot))}


def said_by(table: pd.DataFrame) -> list[str]:
    return [str(name).removeprefix("demo/") for name in table["id"]]


# Days


def test_lately_is_ninety_days_before_the_day_of_the_view(demo: Snapshot) -> None:
    assert questions.since(DEMO, demo) == date(2025, 5, 26)
    assert questions.since(DEMO.but(asof=date(2025, 6, 30)), demo) == date(2025, 4, 1)


def test_a_chosen_since_stands(demo: Snapshot) -> None:
    assert questions.since(DEMO.but(since=date(2022, 4, 30)), demo) == date(2022, 4, 30)


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        ("2025-01-31", "2025-03-15", ["2025-01-31", "2025-02-28", "2025-03-15"]),
        ("2025-11-02", "2026-01-31", ["2025-11-30", "2025-12-31", "2026-01-31"]),
        ("2024-02-10", "2024-03-01", ["2024-02-29", "2024-03-01"]),
        ("2025-08-01", "2025-08-24", ["2025-08-24"]),
        ("2025-08-24", "2025-08-24", ["2025-08-24"]),
        ("9999-11-30", "9999-12-31", ["9999-11-30", "9999-12-31"]),
    ],
)
def test_months_end_on_their_last_day_and_the_last_day_ends_them(first: str, last: str, ends: list[str]) -> None:
    assert [day.isoformat() for day in questions.month_ends(date.fromisoformat(first), date.fromisoformat(last))] == ends


def test_convergence_looks_at_the_month_ends_of_a_year(demo: Snapshot) -> None:
    looked_at = questions.dates(DEMO, demo)
    assert (len(looked_at), looked_at[0], looked_at[-2:]) == (13, date(2024, 8, 31), [date(2025, 7, 31), date(2025, 8, 24)])


def test_convergence_looks_at_the_month_ends_from_the_chosen_day(demo: Snapshot) -> None:
    view = DEMO.but(from_=date(2025, 6, 15))
    assert questions.dates(view, demo) == [date(2025, 6, 30), date(2025, 7, 31), date(2025, 8, 24)]


def test_a_from_after_the_day_leaves_the_day(demo: Snapshot) -> None:
    view = DEMO.but(from_=date(2025, 8, 1), asof=date(2025, 6, 30))
    assert questions.dates(view, demo) == [date(2025, 6, 30)]


def test_a_from_long_ago_costs_no_more_than_ten_years(demo: Snapshot) -> None:
    looked_at = questions.dates(DEMO.but(from_=date.min), demo)
    assert (len(looked_at), looked_at[0]) == (121, date(2015, 8, 31))


# Actors


@pytest.mark.parametrize(
    ("view", "two"),
    [
        (DEMO, ("russia", "ukraine")),
        (DEMO.but(actor=("turkey", "usa", "uk")), ("turkey", "usa")),
        (DEMO.but(actor=("usa",)), ("usa", "russia")),
        (DEMO.but(actor=("ukraine",)), ("ukraine", "russia")),
        (DEMO.but(bloc=("p5",)), ("russia", "usa")),
        (DEMO.but(bloc=("p5",), actor=("turkey",)), ("russia", "usa")),
        (DEMO.but(bloc=("eu",)), ()),
    ],
)
def test_a_pair_is_the_chosen_then_the_principals_then_the_register(view: View, two: tuple[str, ...], demo: Snapshot) -> None:
    assert questions.pair(view, demo) == two


def test_another_negotiation_has_other_principals(tmp_path: Path) -> None:
    other = named(tmp_path, "turkey, uk")
    assert questions.pair(DEMO, other) == questions.principals(DEMO, other) == ("turkey", "uk")


def test_without_principals_everybody_is_put_side_by_side_and_the_first_two_over_time(tmp_path: Path) -> None:
    other = named(tmp_path, "")
    assert questions.pair(DEMO, other) == ("russia", "ukraine")
    assert questions.principals(DEMO, other) == ("russia", "ukraine", "usa", "turkey", "finland", "uk")


@pytest.mark.parametrize(
    ("view", "parties"),
    [
        (DEMO, ("russia", "ukraine")),
        (DEMO.but(actor=("usa", "turkey", "russia")), ("russia", "usa", "turkey")),
        (DEMO.but(bloc=("nato",)), ("usa", "turkey", "finland")),
        (DEMO.but(bloc=("nato",), asof=date(2023, 4, 3)), ("usa", "turkey")),
        (DEMO.but(bloc=("p5",), actor=("turkey",)), ()),
    ],
)
def test_side_by_side_stand_the_chosen_else_the_principals(view: View, parties: tuple[str, ...], demo: Snapshot) -> None:
    assert questions.principals(view, demo) == parties


# What moved


def test_what_changed_lately_is_told_against_what_stood_ninety_days_before(demo: Snapshot) -> None:
    assert pairs(questions.changed(DEMO, demo), "kind") == {
        ("russia", "army-cap"): "new",
        ("russia", "freeze-line"): "new",
        ("russia", "neutrality"): "reaffirmed",  # March 2022 and 24 August: a demand both times
        ("turkey", "freeze-line"): "new",
        ("turkey", "johnson-blocked"): "new",
        ("ukraine", "army-cap"): "new",
        ("ukraine", "neutrality"): "reversed",
        ("usa", "neutrality"): "new",
    }


def test_what_changed_since_a_chosen_day(demo: Snapshot) -> None:
    changed = questions.changed(DEMO.but(since=date(2025, 8, 19), actor=("russia", "turkey")), demo)
    assert pairs(changed, "kind") == {
        ("russia", "freeze-line"): "new",
        ("russia", "neutrality"): "softened",  # a red line in June
        ("turkey", "freeze-line"): "reaffirmed",
    }


def test_reports_change_nothing_when_only_the_record_is_asked_for(demo: Snapshot) -> None:
    view = DEMO.but(voice=ON_RECORD, actor=("russia",), issue=("freeze-line",))
    assert len(questions.changed(view, demo)) == 0


def test_words_hide_changes_and_never_change_what_was_before(demo: Snapshot) -> None:
    [hidden] = rows_of(questions.changed(DEMO.but(q="vetoes"), demo))
    assert (hidden.id, hidden.before_id) == ("demo/ukraine/2025-08-20/neutrality", "demo/ukraine/2022-04/neutrality")


def test_nothing_changed_when_since_is_the_day_itself(demo: Snapshot) -> None:
    assert len(questions.changed(DEMO.but(since=date(2025, 8, 24)), demo)) == 0


def test_shifts_look_back_before_from(demo: Snapshot) -> None:
    shifted = questions.shifted(DEMO.but(issue=("neutrality",), from_=date(2025, 8, 16), to=date(2025, 8, 24)), demo)
    assert pairs(shifted, "kind") == {("russia", "neutrality"): "softened", ("ukraine", "neutrality"): "reversed"}
    assert pairs(shifted, "before_date") == {("russia", "neutrality"): "2025-06-02", ("ukraine", "neutrality"): "2022-04"}


def test_shifts_pass_over_voices_that_were_not_chosen(demo: Snapshot) -> None:
    view = DEMO.but(actor=("ukraine",), issue=("neutrality",), voice=("own",))
    assert pairs(questions.shifted(view, demo), "kind") == {("ukraine", "neutrality"): "new"}  # April 2022 was a document


def test_words_hide_shifts_and_never_make_them(demo: Snapshot) -> None:
    [shift] = rows_of(questions.shifted(DEMO.but(q="guarantees depend"), demo))
    assert (shift.id, shift.kind, shift.before_id) == (
        "demo/russia/2025-08-24/neutrality",
        "softened",
        "demo/russia/2025-06-02/neutrality",
    )


# Claims


def verdicts(view: View, snapshot: Snapshot) -> dict[tuple[str, str], str]:
    """(about whom, issue) -> verdict."""
    return {(row.about, row.issue): row.verdict for row in rows_of(questions.claimed(view, snapshot))}


def test_claims_stand_beside_their_subjects_words_newest_first(demo: Snapshot) -> None:
    assert list(verdicts(DEMO, demo).items()) == [
        (("usa", "army-cap"), "no own words"),
        (("turkey", "freeze-line"), "denied"),
        (("ukraine", "neutrality"), "contradicted"),  # by what Ukraine said the day after
        (("russia", "freeze-line"), "no own words"),  # of Russia there is a report only
    ]


def test_the_view_may_ask_about_whom_and_with_which_verdict(demo: Snapshot) -> None:
    assert set(verdicts(DEMO.but(about=("turkey", "ukraine")), demo)) == {("turkey", "freeze-line"), ("ukraine", "neutrality")}
    assert set(verdicts(DEMO.but(verdict=("denied", "contradicted"), about=("turkey",)), demo)) == {("turkey", "freeze-line")}


def test_actors_are_those_who_claim_or_are_spoken_of(demo: Snapshot) -> None:
    assert set(verdicts(DEMO.but(actor=("russia",)), demo)) == {("usa", "army-cap"), ("russia", "freeze-line")}


def test_days_and_words_choose_claims(demo: Snapshot) -> None:
    assert set(verdicts(DEMO.but(from_=date(2025, 8, 20)), demo)) == {("usa", "army-cap")}
    assert set(verdicts(DEMO.but(q="old border"), demo)) == {("turkey", "freeze-line")}


def test_a_verdict_heeds_only_what_had_been_entered(demo: Snapshot) -> None:
    """By 20 August neither what Ukraine said that day nor Türkiye's denial of the 22nd stood in a file."""
    assert verdicts(DEMO.but(known=BEFORE_UKRAINE), demo) == {
        ("ukraine", "neutrality"): "confirmed",  # beside April 2022
        ("turkey", "freeze-line"): "contradicted",  # beside 10 August
        ("russia", "freeze-line"): "no own words",
    }


def test_a_verdict_heeds_the_record_whatever_voices_are_shown(demo: Snapshot) -> None:
    view = DEMO.but(about=("ukraine",), actor=("usa",), voice=("own",))
    assert verdicts(view, demo) == verdicts(view.but(voice=()), demo) == {("ukraine", "neutrality"): "contradicted"}


# Gaps


def test_gaps_are_those_of_the_day(demo: Snapshot) -> None:
    assert gaps(DEMO, demo) == {
        ("russia", "ukraine", "neutrality"): 4,
        ("russia", "usa", "neutrality"): 2,
        ("ukraine", "usa", "neutrality"): 2,
        ("russia", "ukraine", "army-cap"): 4,
        ("russia", "turkey", "freeze-line"): 1,
    }
    assert gaps(DEMO.but(asof=date(2025, 6, 2)), demo) == {("russia", "ukraine", "neutrality"): 1}


@pytest.mark.parametrize(
    ("view", "gone"),
    [
        (DEMO.but(voice=ON_RECORD), {("russia", "turkey", "freeze-line")}),
        (DEMO.but(confidence=("high",)), {("russia", "turkey", "freeze-line"), ("russia", "ukraine", "army-cap")}),
    ],
)
def test_voices_and_confidence_say_which_positions_are_compared(view: View, gone: set[tuple[str, str, str]], demo: Snapshot) -> None:
    assert gone & gaps(view, demo).keys() == set()


def test_gaps_rest_on_what_had_been_entered(demo: Snapshot) -> None:
    known = DEMO.but(known=BEFORE_UKRAINE, actor=("russia", "ukraine", "usa"))
    assert gaps(known, demo) == {  # Ukraine stands where it stood in April 2022, Russia where it stood in June
        ("russia", "ukraine", "neutrality"): 1,
        ("russia", "usa", "neutrality"): 2,
        ("ukraine", "usa", "neutrality"): 1,
    }


@pytest.mark.parametrize(
    "question", [questions.gapped, questions.paired, questions.sticking, questions.converged, questions.covered, questions.united]
)
def test_words_change_nothing_where_rows_are_no_records(question: questions.Question, demo: Snapshot) -> None:
    view = DEMO.but(from_=date(2025, 6, 15))
    assert len(question(view, demo)) > 0
    assert question(view.but(q="nothing like that"), demo).equals(question(view, demo))


def test_a_pair_is_counted_of_all_policy_issues_of_the_view(demo: Snapshot) -> None:
    two = DEMO.but(actor=("russia", "ukraine"))
    [counted] = rows_of(questions.paired(two, demo))
    assert (counted.compared, counted.of, counted.apart, counted.near, counted.enough) == (2, 4, 2, 0, False)
    [counted] = rows_of(questions.paired(two.but(topic=("security", "history")), demo))
    assert (counted.compared, counted.of) == (2, 2)


def test_it_sticks_among_the_principals_unless_others_are_chosen(demo: Snapshot) -> None:
    assert [(row.actor, row.other) for row in rows_of(questions.sticking(DEMO, demo))] == [("russia", "ukraine")] * 2
    [chosen] = rows_of(questions.sticking(DEMO.but(actor=("usa", "russia")), demo))
    assert (chosen.actor, chosen.other, chosen.issue, chosen.gap) == ("russia", "usa", "neutrality", 2)
    [members] = rows_of(questions.sticking(DEMO.but(bloc=("p5",)), demo))
    assert (members.actor, members.other) == ("russia", "usa")


def test_it_sticks_nowhere_when_nobody_fits_the_filters(demo: Snapshot) -> None:
    assert len(questions.sticking(DEMO.but(bloc=("p5",), actor=("turkey",)), demo)) == 0


def test_two_red_lines_come_first(demo: Snapshot) -> None:
    on_the_21st = questions.sticking(DEMO.but(asof=date(2025, 8, 21)), demo)
    assert [(row.issue, row.both_red_lines) for row in rows_of(on_the_21st)] == [("neutrality", True), ("army-cap", False)]


# Convergence


def test_convergence_compares_the_pair_on_the_issues_both_always_spoke_on(demo: Snapshot) -> None:
    view = DEMO.but(from_=date(2025, 6, 15))
    days = questions.converged(view, demo)
    assert [(row.date, row.steps_apart, row.n, row.issue_set) for row in rows_of(days)] == [
        ("2025-06-30", 1, 1, "neutrality"),
        ("2025-07-31", 1, 1, "neutrality"),
        ("2025-08-24", 4, 1, "neutrality"),
    ]
    assert [(row.issue, row.gap) for row in rows_of(questions.converged_by_issue(view, demo))] == [("neutrality", gap) for gap in (1, 1, 4)]


def test_convergence_follows_voices_issues_and_known(demo: Snapshot) -> None:
    view = DEMO.but(from_=date(2025, 6, 15))
    assert len(questions.converged(view.but(voice=("own",)), demo)) == 0  # all that Ukraine had by June was a document
    assert len(questions.converged(view.but(issue=("army-cap",)), demo)) == 0
    assert questions.converged(view.but(known=BEFORE_UKRAINE), demo)["steps_apart"].tolist() == [1, 1, 1]


def test_nobody_to_compare_is_no_convergence(demo: Snapshot) -> None:
    assert len(questions.converged(DEMO.but(bloc=("eu",)), demo)) == 0
    assert len(questions.converged_by_issue(DEMO.but(bloc=("eu",)), demo)) == 0


# Coverage

RUSSIA = DEMO.but(actor=("russia",), asof=date(2025, 8, 25))


def test_every_cell_that_concerns_an_actor_has_its_state(demo: Snapshot) -> None:
    assert pairs(questions.covered(RUSSIA, demo), "state") == {
        ("russia", "neutrality"): "on the record",
        ("russia", "freeze-line"): "reported only",
        ("russia", "army-cap"): "on the record",
        ("russia", "frozen-assets"): "not found",
        ("russia", "johnson-blocked"): "not researched",
    }
    assert ("turkey", "frozen-assets") not in pairs(questions.covered(DEMO, demo), "state")


def test_what_was_looked_for_later_is_not_researched_yet(demo: Snapshot) -> None:
    the_day_before = questions.covered(RUSSIA.but(asof=date(2025, 8, 24), issue=("frozen-assets",)), demo)
    assert pairs(the_day_before, "state") == {("russia", "frozen-assets"): "not researched"}


def test_coverage_ignores_voices_and_confidence(demo: Snapshot) -> None:
    for view in (RUSSIA.but(voice=("reported",)), RUSSIA.but(voice=ON_RECORD), RUSSIA.but(confidence=("high",))):
        assert questions.covered(view, demo).equals(questions.covered(RUSSIA, demo))


def test_coverage_knows_only_what_had_been_entered(demo: Snapshot) -> None:
    view = DEMO.but(actor=("ukraine",), issue=("neutrality", "army-cap"), known=BEFORE_UKRAINE)
    found = questions.covered(view, demo)
    assert pairs(found, "state") == {("ukraine", "neutrality"): "on the record", ("ukraine", "army-cap"): "not researched"}
    assert pairs(found, "since")["ukraine", "neutrality"] == "2022-04"


def test_a_state_or_a_flag_may_be_chosen_and_several_add_up(demo: Snapshot) -> None:
    assert set(pairs(questions.covered(RUSSIA.but(state=("not found",)), demo), "state")) == {("russia", "frozen-assets")}
    assert set(pairs(questions.covered(RUSSIA.but(state=("stale", "reported only")), demo), "state")) == {
        ("russia", "army-cap"),
        ("russia", "freeze-line"),
    }
    assert ("russia", "neutrality") not in pairs(questions.covered(RUSSIA.but(state=("single_origin",)), demo), "state")


def test_the_summary_counts_all_cells_whatever_states_are_shown(demo: Snapshot) -> None:
    summary = questions.coverage_summary(RUSSIA.but(state=("not found",)), demo)
    assert {row.what: (row.cells, row.of) for row in rows_of(summary)} == {
        "on the record": (2, 5),
        "reported only": (1, 5),
        "declined": (0, 5),
        "not found": (1, 5),
        "not researched": (1, 5),
        "single_origin": (2, 5),
        "stale": (1, 5),
    }


# Blocs


def united(view: View, snapshot: Snapshot) -> dict[tuple[str, str], tuple[int, int, int]]:
    """(bloc, issue) -> members, placed, silent."""
    return {(row.bloc, row.issue): (row.members, row.placed, row.silent) for row in rows_of(questions.united(view, snapshot))}


def test_a_bloc_is_all_its_members_whatever_actors_are_chosen(demo: Snapshot) -> None:
    view = DEMO.but(bloc=("p5",), issue=("neutrality", "army-cap"))
    assert (
        united(view, demo) == united(view.but(actor=("russia",)), demo) == {("p5", "neutrality"): (2, 2, 0), ("p5", "army-cap"): (2, 1, 1)}
    )


def test_without_a_chosen_bloc_every_bloc_with_a_member_on_the_scale_is_told(demo: Snapshot) -> None:
    assert united(DEMO, demo).keys() == {
        ("p5", "neutrality"),
        ("p5", "army-cap"),
        ("p5", "freeze-line"),
        ("nato", "neutrality"),
        ("nato", "freeze-line"),
    }
    assert united(DEMO, demo)["nato", "freeze-line"] == (3, 1, 2)
    assert united(DEMO.but(asof=date(2023, 4, 3)), demo) == {("p5", "neutrality"): (2, 1, 1)}


def test_a_member_heard_in_other_voices_only_is_silent(demo: Snapshot) -> None:
    view = DEMO.but(bloc=("p5",), issue=("neutrality",), voice=("own",))
    assert united(view, demo) == {("p5", "neutrality"): (2, 1, 1)}  # the United States spoke by a spokesperson


# Ties, proposals


def test_ties_are_those_of_the_statements_within_the_days_and_voices(demo: Snapshot) -> None:
    [tie] = rows_of(questions.linked(DEMO, demo))
    assert (tie.actor, tie.issue, tie.hangs_on, tie.hangs_on_actor, tie.n) == ("russia", "neutrality", "army-cap", "usa", 1)
    for view in (DEMO.but(from_=date(2022, 4, 1)), DEMO.but(voice=("document",)), DEMO.but(actor=("usa",)), DEMO.but(q="vetoes")):
        assert len(questions.linked(view, demo)) == 0


def proposed(view: View, snapshot: Snapshot) -> dict[tuple[str, str, str], str]:
    """(proposal, article, actor) -> verdict."""
    return {(row.proposal, row.article, row.actor): row.verdict for row in rows_of(questions.proposed(view, snapshot))}


def test_every_article_stands_beside_every_principal(demo: Snapshot) -> None:
    assert proposed(DEMO, demo) == {
        ("istanbul", "1", "russia"): "agrees",
        ("istanbul", "1", "ukraine"): "apart",
        ("istanbul", "2", "russia"): "partly",
        ("istanbul", "2", "ukraine"): "apart",
        ("istanbul", "3", "russia"): "silent",
        ("istanbul", "3", "ukraine"): "silent",
        ("geneva", "1", "russia"): "partly",
        ("geneva", "1", "ukraine"): "silent",
    }


def test_proposals_issues_parties_voices_and_days_can_be_chosen(demo: Snapshot) -> None:
    geneva = DEMO.but(proposal=("geneva",), actor=("russia", "turkey"))
    assert proposed(geneva, demo) == {("geneva", "1", "russia"): "partly", ("geneva", "1", "turkey"): "agrees"}
    assert proposed(geneva.but(voice=ON_RECORD), demo)["geneva", "1", "russia"] == "silent"
    assert {(proposal, article) for proposal, article, _ in proposed(DEMO.but(issue=("neutrality",)), demo)} == {("istanbul", "1")}
    in_june = DEMO.but(proposal=("istanbul",), issue=("neutrality",), asof=date(2025, 6, 2))
    assert proposed(in_june, demo)["istanbul", "1", "ukraine"] == "partly"


# Sources


def test_pages_are_those_that_the_statements_and_claims_of_the_view_rest_on(demo: Snapshot) -> None:
    assert set(questions.cited(DEMO.but(actor=("ukraine",)), demo)["title"]) == {
        "Draft of Istanbul",
        "Evening address",
        "Call with reporters",
    }
    assert set(questions.cited(DEMO.but(actor=("ukraine",), from_=date(2025, 8, 1), q="kyiv"), demo)["title"]) == {"Call with reporters"}


def test_a_page_counts_every_record_of_the_view_that_rests_on_it(demo: Snapshot) -> None:
    counted = questions.cited(DEMO, demo).set_index("title")["statements"]
    assert (counted["Delegation before the press"], counted["Memorandum"], counted["Briefing"]) == (1, 2, 2)


def test_one_origin_is_one_in_all_voices(demo: Snapshot) -> None:
    """Türkiye's leaders spoke on the line to TRT, its ministry to Anadolu: choosing one voice does not make that one origin."""
    view = DEMO.but(actor=("turkey",), voice=("own",))
    assert said_by(questions.on_one_origin(view, demo)) == ["turkey/2025-08-10/johnson-blocked"]


def test_on_10_august_there_was_one_origin(demo: Snapshot) -> None:
    found = questions.on_one_origin(DEMO.but(actor=("turkey",), asof=date(2025, 8, 10), issue=("freeze-line",)), demo)
    assert [(row.id, row.origin, row.outlets) for row in rows_of(found)] == [("demo/turkey/2025-08-10/freeze-line", "TRT", 1)]


# Whatever is asked


def test_an_opened_cell_and_a_turned_page_are_no_other_question(demo: Snapshot) -> None:
    opened = DEMO.but(cell="russia|army-cap", page=2)
    assert questions.gapped(opened, demo) is questions.gapped(DEMO, demo)


def test_before_anybody_has_spoken_no_question_fails(tmp_path: Path) -> None:
    silent = store.read(write(tmp_path, {name: TALKS[name] for name in ("demo/negotiation.yaml", "demo/actors.yaml", "demo/issues.yaml")}))
    asked: list[questions.Question] = [
        questions.changed,
        questions.shifted,
        questions.claimed,
        questions.gapped,
        questions.paired,
        questions.sticking,
    ]
    asked += [questions.converged, questions.united, questions.linked, questions.proposed, questions.cited, questions.on_one_origin]
    assert [len(question(DEMO, silent)) for question in asked] == [0] * len(asked)
    assert set(questions.covered(DEMO, silent)["state"]) == {"not researched"}
