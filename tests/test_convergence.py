"""Whether two actors have come closer, worked out by hand from the design."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from parley.analysis.convergence import COLUMNS, PER_ISSUE, convergence, per_issue, shared_issues
from tests.making import Row, said, statements

SPRING, SUMMER, WINTER = date(2025, 3, 31), date(2025, 8, 24), date(2025, 12, 31)
BOTH = ("russia", "ukraine")
REGISTER = pd.DataFrame({"negotiation": "demo", "id": ["neutrality", "army-cap", "freeze-line"]})


def on(issue: str, *stances: tuple[str, str], months: tuple[str, ...] = ("2025-03-01", "2025-08-01", "2025-12-01")) -> list[Row]:
    """Russia's and Ukraine's words on one issue, before spring, summer and winter of 2025."""
    return [
        said(actor, day, issue, stance)
        for day, pair in zip(months, stances, strict=False)
        for actor, stance in zip(BOTH, pair, strict=True)
    ]


TALKS = statements(
    *on("neutrality", ("supports", "opposes"), ("supports", "leans-oppose"), ("leans-support", "neutral")),
    *on("army-cap", ("neutral", "neutral"), ("supports", "neutral"), ("supports", "neutral")),
    *on("freeze-line", ("supports", "opposes"), ("supports", "supports"), months=("2025-08-01", "2025-12-01")),
)
"""Gaps in spring, summer, winter: neutrality 4, 3, 1; army-cap 0, 2, 2; freeze-line none, 4, 0."""


def test_the_gaps_of_one_set_of_issues_are_added_up_on_each_day() -> None:
    found = convergence(TALKS, REGISTER, *BOTH, [SPRING, SUMMER, WINTER])
    assert list(found["date"]) == ["2025-03-31", "2025-08-24", "2025-12-31"]
    assert list(found["steps_apart"]) == [4, 5, 3]
    assert list(found["n"]) == [2, 2, 2]
    assert list(found["widest"]) == [4, 3, 2]


def test_an_issue_that_has_no_gap_on_one_of_the_days_is_left_out_on_all() -> None:
    assert set(convergence(TALKS, REGISTER, *BOTH, [SPRING, WINTER])["issue_set"]) == {"neutrality~army-cap"}
    assert set(convergence(TALKS, REGISTER, *BOTH, [SUMMER, WINTER])["issue_set"]) == {"neutrality~army-cap~freeze-line"}


def test_steps_closer_and_steps_farther_are_told_apart_and_never_set_off_against_each_other() -> None:
    found = convergence(TALKS, REGISTER, *BOTH, [SPRING, SUMMER])
    assert found[["closer", "farther"]].iloc[0].isna().all()
    assert found[["closer", "farther"]].iloc[1].to_dict() == {"closer": 1, "farther": 2}


def test_which_issue_closed_and_which_opened_is_told_issue_by_issue() -> None:
    found = per_issue(TALKS, REGISTER, *BOTH, [SPRING, WINTER])
    assert list(zip(found["issue"], found["date"], found["gap"], strict=True)) == [
        ("neutrality", "2025-03-31", 4),
        ("neutrality", "2025-12-31", 1),
        ("army-cap", "2025-03-31", 0),
        ("army-cap", "2025-12-31", 2),
    ]
    assert list(found["change"].iloc[[1, 3]]) == [-3, 2]
    assert found["change"].iloc[[0, 2]].isna().all()


def test_each_gap_names_the_two_statements_it_rests_on_and_when_they_were_made() -> None:
    row = per_issue(TALKS, REGISTER, *BOTH, [SUMMER], ["neutrality"]).iloc[0]
    assert (row["id"], row["other_id"]) == ("demo/russia/2025-08-01/neutrality", "demo/ukraine/2025-08-01/neutrality")
    assert (row["stance"], row["other_stance"], row["said"], row["other_said"]) == ("supports", "leans-oppose", "2025-08-01", "2025-08-01")


def test_a_set_of_issues_can_be_given_and_keeps_its_order() -> None:
    found = convergence(TALKS, REGISTER, *BOTH, [SUMMER, WINTER], ["freeze-line", "neutrality"])
    assert list(found["steps_apart"]) == [7, 1]
    assert set(found["issue_set"]) == {"freeze-line~neutrality"}


@pytest.mark.parametrize("issue", ["freeze-line", "unheard-of"])
def test_a_given_set_with_an_issue_that_has_no_gap_on_a_day_is_refused_by_name_and_day(issue: str) -> None:
    with pytest.raises(ValueError, match=f"`{issue}` cannot be compared on 2025-03-31: russia and ukraine"):
        convergence(TALKS, REGISTER, *BOTH, [SPRING, SUMMER], ["neutrality", issue])


def test_a_word_off_the_scale_takes_the_issue_out_of_the_set() -> None:
    declined = statements(*on("neutrality", ("supports", "opposes"), ("declines", "opposes")), *on("army-cap", ("neutral", "neutral")))
    assert shared_issues(declined, REGISTER, *BOTH, [SPRING, SUMMER]) == ["army-cap"]
    with pytest.raises(ValueError, match="`neutrality` cannot be compared on 2025-08-24: russia had"):
        per_issue(declined, REGISTER, *BOTH, [SPRING, SUMMER], ["neutrality"])


def test_assessments_and_facts_are_in_no_set() -> None:
    never_scored = statements(*(row | {"score": pd.NA} for row in on("neutrality", ("supports", "opposes"))))
    assert shared_issues(never_scored, REGISTER, *BOTH, [SPRING]) == []


def test_shared_issues_lie_in_register_order_and_those_it_does_not_list_last() -> None:
    words = [row for issue in ("aardvark", "zebra", "army-cap", "neutrality") for row in on(issue, ("supports", "supports"))]
    assert shared_issues(statements(*words), REGISTER, *BOTH, [SPRING]) == ["neutrality", "army-cap", "aardvark", "zebra"]


def test_days_are_taken_in_time_order_and_each_once() -> None:
    mixed = convergence(TALKS, REGISTER, *BOTH, [WINTER, SPRING, WINTER])
    pd.testing.assert_frame_equal(mixed, convergence(TALKS, REGISTER, *BOTH, [SPRING, WINTER]))


def test_a_position_is_taken_from_what_had_been_entered_by_then() -> None:
    words = statements(
        said("russia", "2025-03-01", "neutrality", "supports", recorded="2025-03-02"),
        said("ukraine", "2025-03-01", "neutrality", "opposes", recorded="2025-03-02"),
        said("ukraine", "2025-08-01", "neutrality", "supports", recorded="2026-01-01"),
    )
    assert list(convergence(words, REGISTER, *BOTH, [SUMMER], known=date(2025, 12, 31))["steps_apart"]) == [4]
    assert list(convergence(words, REGISTER, *BOTH, [SUMMER], known=date(2026, 1, 1))["steps_apart"]) == [0]


def test_without_an_issue_to_compare_there_is_no_sum_rather_than_nought() -> None:
    assert convergence(TALKS, REGISTER, "russia", "china", [SPRING, SUMMER]).empty
    assert convergence(TALKS, REGISTER, *BOTH, []).empty


def test_no_statements_no_convergence() -> None:
    assert shared_issues(statements(), REGISTER, *BOTH, [SPRING]) == []
    for table, columns in (
        (convergence(statements(), REGISTER, *BOTH, [SPRING]), COLUMNS),
        (per_issue(statements(), REGISTER, *BOTH, [SPRING]), PER_ISSUE),
    ):
        assert [*table.columns] == [column.name for column in columns]
        assert table.empty
