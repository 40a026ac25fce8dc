"""What counts as a shift, from the design's own lines."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from parley.analysis.shifts import COLUMNS, shifts
from tests.making import Row, said, statements


def first_to_last(*rows: Row) -> dict[str, Any]:
    """The last row's shift."""
    return dict(shifts(statements(*rows)).iloc[-1])


def from_to(before: str, after: str, firmness: tuple[str, str] = ("", ""), **more: Any) -> dict[str, Any]:
    """The shift between two statements of one actor on one issue, a month apart."""
    return first_to_last(
        said("russia", "2025-03-01", "neutrality", before, firmness=firmness[0], **more),
        said("russia", "2025-04-01", "neutrality", after, firmness=firmness[1], **more),
    )


def test_the_first_statement_is_new_and_has_nothing_before_it() -> None:
    only = first_to_last(said("russia", "2025-03-01", "neutrality", "supports", firmness="demand"))
    assert only["kind"] == "new"
    assert [only[f"before_{column}"] for column in ("id", "stance", "firmness", "date")] == ["", "", "", ""]
    assert only["steps"] is pd.NA
    assert only["firmness_change"] is pd.NA


def test_saying_the_same_again_is_reaffirmed() -> None:
    again = from_to("supports", "supports", ("demand", "demand"))
    assert (again["kind"], again["steps"], again["firmness_change"]) == ("reaffirmed", 0, 0)


@pytest.mark.parametrize(
    ("before", "after", "kind", "steps"),
    [
        ("supports", "leans-support", "moved", -1),
        ("neutral", "supports", "moved", 2),
        ("opposes", "neutral", "moved", 2),
        ("leans-oppose", "opposes", "moved", -1),
        ("supports", "opposes", "reversed", -4),
        ("leans-oppose", "leans-support", "reversed", 2),
    ],
)
def test_a_move_counts_signed_steps_and_a_changed_sign_reverses(before: str, after: str, kind: str, steps: int) -> None:
    shift = from_to(before, after)
    assert (shift["kind"], shift["steps"]) == (kind, steps)


@pytest.mark.parametrize(
    ("before", "after"),
    [("supports", "unclear"), ("unclear", "supports"), ("opposes", "declines"), ("unclear", "declines")],
)
def test_a_move_to_or_from_a_word_off_the_scale_has_no_steps(before: str, after: str) -> None:
    shift = from_to(before, after)
    assert shift["kind"] == "moved"
    assert shift["steps"] is pd.NA


@pytest.mark.parametrize(
    ("firmness", "kind", "change"),
    [
        (("demand", "red-line"), "hardened", 1),
        (("concession", "red-line"), "hardened", 4),
        (("open", "preference"), "hardened", 1),
        (("red-line", "preference"), "softened", -2),
        (("open", "concession"), "softened", -1),
    ],
)
def test_the_same_stance_held_otherwise_hardens_or_softens(firmness: tuple[str, str], kind: str, change: int) -> None:
    shift = from_to("supports", "supports", firmness)
    assert (shift["kind"], shift["steps"], shift["firmness_change"]) == (kind, 0, change)


@pytest.mark.parametrize("firmness", [("", "red-line"), ("red-line", "")])
def test_firmness_told_only_once_is_no_shift(firmness: tuple[str, str]) -> None:
    shift = from_to("supports", "supports", firmness)
    assert shift["kind"] == "reaffirmed"
    assert shift["firmness_change"] is pd.NA


def test_a_move_keeps_its_change_of_firmness_beside_it() -> None:
    shift = from_to("supports", "leans-support", ("red-line", "open"))
    assert (shift["kind"], shift["steps"], shift["firmness_change"]) == ("moved", -1, -3)


def test_an_assessment_moves_by_its_words_and_is_never_scored() -> None:
    shift = from_to("supports", "opposes", score=pd.NA)
    assert shift["kind"] == "moved"
    assert shift["steps"] is pd.NA


def test_a_report_never_moves_the_record_nor_the_record_a_report() -> None:
    table = shifts(
        statements(
            said("usa", "2025-01-01", "frozen-assets", "supports"),
            said("usa", "2025-02-01", "frozen-assets", "opposes", voice="reported"),
            said("usa", "2025-03-01", "frozen-assets", "supports", voice="document"),
            said("usa", "2025-04-01", "frozen-assets", "leans-oppose", voice="reported"),
        )
    )
    assert list(table["track"]) == ["record", "reported", "record", "reported"]
    assert list(table["kind"]) == ["new", "new", "reaffirmed", "moved"]
    assert list(table["before_date"]) == ["", "", "2025-01-01", "2025-02-01"]


@pytest.mark.parametrize("voice", ["spokesperson", "document"])
def test_own_words_spokespersons_and_documents_are_one_track(voice: str) -> None:
    shift = first_to_last(
        said("usa", "2025-01-01", "frozen-assets", "supports"),
        said("usa", "2025-02-01", "frozen-assets", "opposes", voice=voice),
    )
    assert (shift["kind"], shift["before_id"]) == ("reversed", "demo/usa/2025-01-01/frozen-assets")


def test_another_actor_another_issue_or_another_negotiation_starts_anew() -> None:
    table = shifts(
        statements(
            said("russia", "2025-01-01", "neutrality", "supports"),
            said("ukraine", "2025-02-01", "neutrality", "opposes"),
            said("ukraine", "2025-03-01", "frozen-assets", "supports"),
            said("ukraine", "2025-04-01", "frozen-assets", "opposes", negotiation="elsewhere"),
        )
    )
    assert list(table["kind"]) == ["new"] * 4


def test_two_statements_of_one_day_are_compared_in_the_order_of_the_day() -> None:
    shift = first_to_last(
        said("usa", "2025-08-24", "western-guarantees", "leans-oppose", order=1, key="evening"),
        said("usa", "2025-08-24", "western-guarantees", "supports", order=0),
    )
    assert shift["id"] == "demo/usa/2025-08-24/western-guarantees/evening"
    assert (shift["kind"], shift["before_id"]) == ("reversed", "demo/usa/2025-08-24/western-guarantees")


def test_a_month_is_compared_as_if_said_on_its_last_day() -> None:
    shift = first_to_last(
        said("russia", "2022-04", "neutrality", "leans-support"),
        said("russia", "2022-04-15", "neutrality", "opposes"),
    )
    assert (shift["date"], shift["before_date"]) == ("2022-04", "2022-04-15")
    assert (shift["kind"], shift["steps"]) == ("reversed", 3)


def test_a_filtered_table_keeps_its_index_and_is_not_changed() -> None:
    table = statements(
        said("russia", "2025-01-01", "neutrality", "supports"),
        said("russia", "2025-02-01", "neutrality", "neutral"),
        said("russia", "2025-03-01", "neutrality", "supports"),
    ).iloc[[0, 2]]
    untouched = table.copy(deep=True)
    found = shifts(table)
    assert list(found.index) == [0, 2]
    assert list(found["kind"]) == ["new", "reaffirmed"]
    pd.testing.assert_frame_equal(table, untouched)


def test_no_statements_no_shifts() -> None:
    found = shifts(statements())
    assert set(found.columns) == {column.name for column in COLUMNS} | {"day"}
    assert found.empty
