"""How far apart two actors are, worked out by hand from the design."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from parley.analysis.asof import positions
from parley.analysis.gaps import COLUMNS, PAIRS, gaps, pairs, sticking_points
from tests.making import Row, said, statements

DAY = date(2025, 8, 24)
ORDER = ("russia", "ukraine", "usa")
POLICY = ("neutrality", "army-cap", "freeze-line", "frozen-assets")


def standing(*rows: Row) -> pd.DataFrame:
    """Positions as of DAY; on `army-cap` they are stale after ten days."""
    register = pd.DataFrame({"negotiation": ["demo"], "id": ["army-cap"], "stale_after_days": pd.array([10], dtype="Int32")})
    return positions(statements(*rows), register, DAY)


def apart(*rows: Row) -> pd.DataFrame:
    return gaps(standing(*rows), ORDER, POLICY)


def both(one: str, two: str, issue: str = "neutrality", firmness: tuple[str, str] = ("", ""), voice: str = "own") -> tuple[Row, Row]:
    """Russia and Ukraine on one issue."""
    return (
        said("russia", "2025-08-20", issue, one, firmness=firmness[0]),
        said("ukraine", "2025-08-20", issue, two, firmness=firmness[1], voice=voice),
    )


@pytest.mark.parametrize(
    ("one", "two", "gap"),
    [
        ("supports", "opposes", 4),
        ("opposes", "supports", 4),
        ("supports", "neutral", 2),
        ("leans-oppose", "opposes", 1),
        ("leans-support", "leans-oppose", 2),
        ("opposes", "opposes", 0),
    ],
)
def test_a_gap_is_the_distance_between_two_stances(one: str, two: str, gap: int) -> None:
    assert list(apart(*both(one, two))["gap"]) == [gap]


@pytest.mark.parametrize("word", ["unclear", "declines"])
def test_off_the_scale_there_is_no_gap(word: str) -> None:
    assert apart(*both(word, "opposes")).empty
    assert apart(*both("supports", word)).empty


def test_an_actor_that_has_said_nothing_is_near_nobody_and_far_from_nobody() -> None:
    assert apart(said("russia", "2025-08-20", "neutrality", "supports"), said("ukraine", "2025-08-20", "army-cap", "opposes")).empty


def test_assessments_and_matters_of_fact_are_never_compared() -> None:
    one, two = both("supports", "opposes", "deal-close")
    assert apart(one | {"score": pd.NA}, two | {"score": pd.NA}).empty


def test_everybody_is_compared_with_everybody_once() -> None:
    found = apart(*(said(actor, "2025-08-20", "neutrality", "supports") for actor in ("usa", "ukraine", "russia")))
    assert list(zip(found["actor"], found["other"], strict=True)) == [("russia", "ukraine"), ("russia", "usa"), ("ukraine", "usa")]


def test_of_a_pair_the_earlier_in_the_register_comes_first_with_all_its_own_words() -> None:
    words = standing(said("russia", "2025-08-01", "neutrality", "supports"), said("ukraine", "2025-08-02", "neutrality", "neutral"))
    for order in (("russia", "ukraine"), ("ukraine", "russia")):
        [row] = gaps(words, order).to_dict("records")
        told = {"russia": ("Russia", "supports", "2025-08-01"), "ukraine": ("Ukraine", "neutral", "2025-08-02")}
        assert (row["actor"], row["other"]) == order
        assert (row["actor_name"], row["stance"], row["date"]) == told[order[0]]
        assert (row["other_name"], row["other_stance"], row["other_date"]) == told[order[1]]


def test_issues_and_actors_lie_in_the_order_given_and_those_not_named_last_by_their_id() -> None:
    words = [said(actor, "2025-08-20", issue, "supports") for actor in ("china", "usa", "belgium") for issue in ("b", "c", "a")]
    found = gaps(standing(*words), ["usa"], ["c"])
    assert list(dict.fromkeys(found["issue"])) == ["c", "a", "b"]
    assert list(zip(found["actor"], found["other"], strict=True))[:3] == [("usa", "belgium"), ("usa", "china"), ("belgium", "china")]


def test_the_same_two_actors_in_two_negotiations_are_never_mixed() -> None:
    found = apart(
        said("eu", "2025-01-01", "tariffs", "supports", negotiation="trade"),
        said("usa", "2025-01-01", "tariffs", "opposes", negotiation="climate"),
    )
    assert found.empty


@pytest.mark.parametrize(("firmness", "flag"), [(("red-line", "red-line"), True), (("red-line", "demand"), False), (("", ""), False)])
def test_two_red_lines_are_told_only_where_both_drew_one(firmness: tuple[str, str], flag: bool) -> None:
    assert list(apart(*both("supports", "opposes", firmness=firmness))["both_red_lines"]) == [flag]


def test_a_gap_is_stale_when_one_of_its_ends_is() -> None:
    old, fresh = said("russia", "2025-08-13", "army-cap", "supports"), said("russia", "2025-08-14", "army-cap", "supports")
    other = said("ukraine", "2025-08-20", "army-cap", "opposes")
    assert list(apart(old, other)["stale"]) == [True]
    assert list(apart(fresh, other)["stale"]) == [False]


def test_which_end_is_only_reported_stays_visible() -> None:
    [row] = apart(*both("supports", "opposes", voice="reported")).to_dict("records")
    assert (row["on_record"], row["other_on_record"]) == (True, False)


def test_a_pair_is_told_by_counts_with_their_n_and_the_dates_they_rest_on() -> None:
    found = apart(
        *both("supports", "opposes", "neutrality"),
        *both("supports", "leans-oppose", "army-cap"),
        *both("supports", "neutral", "freeze-line"),
        said("russia", "2022-04", "frozen-assets", "opposes"),
        said("ukraine", "2022-04-15", "frozen-assets", "leans-oppose"),
    )
    [row] = pairs(found, 7, ORDER).to_dict("records")
    assert {name: row[name] for name in ("actor", "actor_name", "other", "other_name")} == {
        "actor": "russia",
        "actor_name": "Russia",
        "other": "ukraine",
        "other_name": "Ukraine",
    }
    assert {name: row[name] for name in ("compared", "of", "apart", "between", "near")} == {
        "compared": 4,
        "of": 7,
        "apart": 2,
        "between": 1,
        "near": 1,
    }
    assert (row["first_date"], row["last_date"]) == ("2022-04-15", "2025-08-20")


def test_a_month_is_as_new_as_its_last_day() -> None:
    found = apart(said("russia", "2022-04", "neutrality", "opposes"), said("ukraine", "2022-04-15", "neutrality", "opposes"))
    assert list(pairs(found, 1)["last_date"]) == ["2022-04"]


def test_under_three_issues_there_is_not_enough_for_a_summary() -> None:
    two = [*both("supports", "opposes", "neutrality"), *both("supports", "opposes", "army-cap")]
    assert list(pairs(apart(*two), 7)["enough"]) == [False]
    assert list(pairs(apart(*two, *both("supports", "opposes", "freeze-line")), 7)["enough"]) == [True]


def test_pairs_lie_in_register_order_and_each_counts_its_own_issues() -> None:
    found = apart(
        said("usa", "2025-08-01", "army-cap", "supports"),
        said("ukraine", "2025-08-01", "army-cap", "opposes"),
        said("usa", "2025-08-01", "neutrality", "supports"),
        said("russia", "2025-08-01", "neutrality", "supports"),
        said("ukraine", "2025-08-01", "neutrality", "opposes"),
    )
    table = pairs(found, 2, ORDER)
    told = zip(table["actor"], table["other"], table["compared"], table["apart"], strict=True)
    assert list(told) == [("russia", "ukraine", 1, 1), ("russia", "usa", 1, 0), ("ukraine", "usa", 2, 2)]


def test_it_sticks_first_where_two_red_lines_meet_then_where_the_gap_is_widest_then_on_the_record() -> None:
    found = apart(
        *both("supports", "leans-oppose", "neutrality", voice="reported"),
        *both("supports", "leans-oppose", "army-cap"),
        *both("supports", "opposes", "freeze-line", voice="reported"),
        *both("supports", "neutral", "frozen-assets", firmness=("red-line", "red-line")),
    )
    assert list(sticking_points(found)["issue"]) == ["frozen-assets", "freeze-line", "army-cap", "neutrality"]


def test_equal_sticking_points_lie_in_the_order_of_the_issues() -> None:
    found = apart(*both("supports", "opposes", "freeze-line"), *both("opposes", "supports", "neutrality"))
    assert list(sticking_points(found)["issue"]) == ["neutrality", "freeze-line"]


def test_two_red_lines_on_the_same_side_stick_nowhere() -> None:
    assert sticking_points(apart(*both("supports", "leans-support", firmness=("red-line", "red-line")))).empty


def test_no_positions_no_gaps_no_pairs_and_nowhere_to_stick() -> None:
    nothing = apart()
    for table, columns in ((nothing, COLUMNS), (pairs(nothing, 7), PAIRS), (sticking_points(nothing), COLUMNS)):
        assert [*table.columns] == [column.name for column in columns]
        assert table.empty
