"""How united a bloc is, worked out by hand from the design."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from parley import days
from parley.analysis.asof import positions
from parley.analysis.blocs import COLUMNS, cohesion
from parley.columns import EVER, NEVER
from parley.tables import frame
from tests.making import Row, said, statements

DAY = date(2025, 8, 24)
REGISTER = pd.DataFrame(
    {"negotiation": "demo", "id": ["neutrality", "army-cap"], "stale_after_days": pd.array([None, None], dtype="Int32")}
)
EU = ("france", "germany", "hungary", "italy", "poland")


def member(actor: str, bloc: str = "eu", start: str = "", end: str = "") -> Row:
    row: Row = {"negotiation": "demo", "actor": actor, "bloc": bloc, "bloc_name": bloc.upper(), "start": start, "end": end}
    row["start_day"] = days.number(days.first_day(start)) if start else EVER
    row["end_day"] = days.number(days.last_day(end)) if end else NEVER
    return row


def cohesion_of(members: list[Row], *words: Row, day: date = DAY) -> pd.DataFrame:
    return cohesion(positions(statements(*words), REGISTER, day), frame("memberships", members), REGISTER, day)


def eu(*stances: str) -> dict[Hashable, Any]:
    """The row of the five members of the EU on neutrality, by what each of them says; an empty text is silence."""
    words = [said(actor, "2025-08-01", "neutrality", stance) for actor, stance in zip(EU, stances, strict=True) if stance]
    [row] = cohesion_of([member(actor) for actor in EU], *words).to_dict("records")
    return row


def test_members_are_counted_side_by_side_with_their_n() -> None:
    row = eu("supports", "leans-support", "opposes", "neutral", "leans-oppose")
    assert {name: row[name] for name in ("members", "placed", "silent", "for_", "neutral", "against")} == {
        "members": 5,
        "placed": 5,
        "silent": 0,
        "for_": 2,
        "neutral": 1,
        "against": 2,
    }
    assert (row["lowest"], row["highest"], row["spread"]) == (-2, 2, 4)


def test_a_member_without_words_or_off_the_scale_is_told_as_silent_and_counted_with_nobody() -> None:
    row = eu("supports", "leans-support", "", "unclear", "declines")
    assert (row["members"], row["placed"], row["silent"]) == (5, 2, 3)
    assert (row["for_"], row["neutral"], row["against"]) == (2, 0, 0)
    assert (row["lowest"], row["highest"], row["spread"]) == (1, 2, 1)
    assert (row["united"], row["departing"]) == (True, "")


@pytest.mark.parametrize(
    ("stances", "united"),
    [
        (("supports", "leans-support", "supports", "supports", "supports"), True),
        (("neutral", "neutral", "", "", ""), True),
        (("supports", "neutral", "", "", ""), False),
        (("supports", "", "", "", ""), False),
    ],
)
def test_a_bloc_is_united_when_two_or_more_are_placed_and_all_on_one_side(stances: tuple[str, ...], united: bool) -> None:
    assert eu(*stances)["united"] is united


@pytest.mark.parametrize(
    ("stances", "departing"),
    [
        (("supports", "leans-support", "opposes", "supports", "neutral"), "Hungary; Poland"),
        (("supports", "supports", "opposes", "", ""), "Hungary"),
        (("supports", "opposes", "", "", ""), ""),
        (("supports", "supports", "opposes", "opposes", "neutral"), ""),
        (("opposes", "opposes", "opposes", "opposes", "leans-oppose"), ""),
    ],
)
def test_those_not_with_more_than_half_of_the_placed_are_named(stances: tuple[str, ...], departing: str) -> None:
    assert eu(*stances)["departing"] == departing


def test_membership_counts_from_its_first_day_to_its_last() -> None:
    members = [member("finland", "nato", start="2023-04-04"), member("uk", "nato", end="2025-08")]
    words = [said(actor, "2022-01-01", "neutrality", "opposes") for actor in ("finland", "uk")]

    def on(day: date) -> list[int]:
        return list(cohesion_of(members, *words, day=day)["members"])

    assert on(date(2023, 4, 3)) == [1]
    assert on(date(2023, 4, 4)) == [2]
    assert on(date(2025, 8, 31)) == [2]
    assert on(date(2025, 9, 1)) == [1]


def test_a_member_that_left_and_came_back_is_one_member() -> None:
    members = [member("france", end="2025-08-24"), member("france", start="2025-08-24"), member("italy")]
    assert list(cohesion_of(members, said("france", "2025-08-01", "neutrality", "supports"))["members"]) == [2]


def test_words_of_those_who_are_no_members_or_of_the_bloc_itself_do_not_count() -> None:
    words = [said(actor, "2025-08-01", "neutrality", "supports") for actor in ("russia", "eu")]
    assert cohesion_of([member("france")], *words).empty


def test_an_issue_on_which_no_member_stands_on_the_scale_has_no_row() -> None:
    found = cohesion_of(
        [member("france")],
        said("france", "2025-08-01", "army-cap", "supports"),
        said("france", "2025-08-01", "neutrality", "declines"),
        said("france", "2025-08-01", "deal-close", "supports", score=pd.NA),
    )
    assert list(found["issue"]) == ["army-cap"]


def test_blocs_lie_as_in_the_register_and_so_do_issues_with_those_it_does_not_list_last() -> None:
    issues = ("aid", "army-cap", "neutrality")
    found = cohesion_of(
        [member("usa", "p5"), member("france", "eu"), member("france", "p5")],
        *(said("france", "2025-08-01", issue, "supports") for issue in issues),
    )
    ordered = ["neutrality", "army-cap", "aid"]
    assert list(zip(found["bloc"], found["issue"], strict=True)) == [(bloc, issue) for bloc in ("p5", "eu") for issue in ordered]
    assert list(found["bloc_name"].unique()) == ["P5", "EU"]


def test_no_positions_or_no_members_no_rows() -> None:
    for found in (cohesion_of([member("france")]), cohesion_of([], said("france", "2025-08-01", "neutrality", "supports"))):
        assert [*found.columns] == [column.name for column in COLUMNS]
        assert found.empty
