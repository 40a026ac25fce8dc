"""What changed between two days, worked out by hand from the design."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from parley.analysis.diff import COLUMNS, diff
from tests.making import Row, said, statements

SINCE, ASOF = date(2025, 3, 31), date(2025, 8, 24)


def issues(**kinds: str) -> pd.DataFrame:
    """The register: `neutrality="policy"`; an underscore stands for a hyphen."""
    ids = [name.replace("_", "-") for name in kinds]
    return pd.DataFrame({"negotiation": ["demo"] * len(ids), "id": ids, "kind": list(kinds.values())})


def changed(*rows: Row, since: date = SINCE, asof: date = ASOF, known: date | None = None) -> list[dict[Hashable, Any]]:
    return diff(statements(*rows), issues(neutrality="policy"), since, asof, known).to_dict("records")


def before_and_after(before: Row, after: Row) -> dict[Hashable, Any]:
    [row] = changed(before, after)
    return row


def test_a_changed_position_is_told_with_the_words_and_the_source_of_both_its_ends() -> None:
    row = before_and_after(
        said(
            "russia", "2025-03-01", "neutrality", "supports", quote="must be neutral", source_title="Speech", source_url="https://a.example"
        ),
        said("russia", "2025-08-24", "neutrality", "leans-oppose", speaker="Sergei Lavrov", quote="we shall see", source_title="Interview"),
    )
    assert {name: row[name] for name in ("kind", "steps", "speaker", "quote", "source_title", "date", "id", "summary")} == {
        "kind": "reversed",
        "steps": -3,
        "speaker": "Sergei Lavrov",
        "quote": "we shall see",
        "source_title": "Interview",
        "date": "2025-08-24",
        "id": "demo/russia/2025-08-24/neutrality",
        "summary": "Russia leans-oppose neutrality.",
    }
    assert {name: row[f"before_{name}"] for name in ("quote", "source_title", "source_url", "date", "id", "stance", "summary")} == {
        "quote": "must be neutral",
        "source_title": "Speech",
        "source_url": "https://a.example",
        "date": "2025-03-01",
        "id": "demo/russia/2025-03-01/neutrality",
        "stance": "supports",
        "summary": "Russia supports neutrality.",
    }


@pytest.mark.parametrize(
    ("before", "after", "kind", "steps", "firmness_change"),
    [
        (("supports", "demand"), ("supports", "demand"), "reaffirmed", 0, 0),
        (("supports", "demand"), ("supports", "red-line"), "hardened", 0, 1),
        (("supports", "red-line"), ("supports", "open"), "softened", 0, -3),
        (("opposes", "demand"), ("neutral", "open"), "moved", 2, -2),
        (("leans-support", "open"), ("opposes", "red-line"), "reversed", -3, 3),
    ],
)
def test_the_two_standing_positions_are_compared_as_a_shift_is(
    before: tuple[str, str], after: tuple[str, str], kind: str, steps: int, firmness_change: int
) -> None:
    row = before_and_after(
        said("russia", "2025-03-01", "neutrality", before[0], firmness=before[1]),
        said("russia", "2025-08-01", "neutrality", after[0], firmness=after[1]),
    )
    assert (row["kind"], row["steps"], row["firmness_change"]) == (kind, steps, firmness_change)


def test_what_was_said_after_the_earlier_day_for_the_first_time_is_new_and_has_nothing_before_it() -> None:
    [row] = changed(said("russia", "2025-04-01", "neutrality", "supports", firmness="demand"))
    assert row["kind"] == "new"
    assert {row[name] for name in row if str(name).startswith("before_") and name != "before_on_record"} == {""}
    assert (row["before_on_record"], row["on_record"]) == (False, True)
    assert pd.isna(row["steps"])
    assert pd.isna(row["firmness_change"])


def test_a_position_that_still_rests_on_the_same_statement_has_no_row() -> None:
    assert changed(said("russia", "2025-03-31", "neutrality", "supports"), said("russia", "2025-08-25", "neutrality", "opposes")) == []


def test_there_and_back_again_is_reaffirmed_because_only_the_two_ends_are_compared() -> None:
    [row] = changed(
        said("russia", "2025-03-01", "neutrality", "supports"),
        said("russia", "2025-05-01", "neutrality", "opposes"),
        said("russia", "2025-07-01", "neutrality", "supports"),
    )
    assert (row["kind"], row["steps"], row["before_date"], row["date"]) == ("reaffirmed", 0, "2025-03-01", "2025-07-01")


def test_what_was_only_reported_and_is_now_on_the_record_is_compared_and_says_so() -> None:
    row = before_and_after(
        said("russia", "2025-03-01", "neutrality", "leans-support", voice="reported"),
        said("russia", "2025-08-01", "neutrality", "supports"),
    )
    assert (row["kind"], row["steps"], row["before_on_record"], row["on_record"]) == ("moved", 1, False, True)


def test_a_report_does_not_change_what_is_on_the_record() -> None:
    assert (
        changed(
            said("russia", "2025-03-01", "neutrality", "supports"), said("russia", "2025-08-01", "neutrality", "opposes", voice="reported")
        )
        == []
    )


def test_an_assessment_changes_by_its_words_and_is_never_counted_in_steps() -> None:
    table = statements(
        said("usa", "2025-03-01", "deal-close", "supports", score=pd.NA),
        said("usa", "2025-08-01", "deal-close", "opposes", score=pd.NA),
    )
    [row] = diff(table, issues(deal_close="assessment"), SINCE, ASOF).to_dict("records")
    assert (row["issue_kind"], row["kind"]) == ("assessment", "moved")
    assert pd.isna(row["steps"])


def test_an_issue_that_the_register_does_not_list_has_no_kind_but_is_compared() -> None:
    row = diff(statements(said("russia", "2025-08-01", "army-cap", "supports")), issues(), SINCE, ASOF).iloc[0]
    assert (row["issue_kind"], row["kind"]) == ("", "new")


def test_something_said_in_august_changes_nothing_before_august_is_over() -> None:
    words = said("russia", "2025-03-01", "neutrality", "supports"), said("russia", "2025-08", "neutrality", "opposes")
    assert changed(*words, asof=date(2025, 8, 30)) == []
    assert [row["date"] for row in changed(*words, asof=date(2025, 8, 31))] == ["2025-08"]


def test_what_had_not_been_entered_by_then_changes_nothing() -> None:
    words = (
        said("russia", "2025-03-01", "neutrality", "supports", recorded="2025-03-02"),
        said("russia", "2025-08-01", "neutrality", "opposes", recorded="2025-12-01"),
    )
    assert changed(*words, known=date(2025, 11, 30)) == []
    assert [row["kind"] for row in changed(*words, known=date(2025, 12, 1))] == ["reversed"]


def test_what_stood_on_the_earlier_day_is_also_taken_from_what_had_been_entered_by_then() -> None:
    [row] = changed(
        said("russia", "2025-03-01", "neutrality", "supports", recorded="2025-03-02"),
        said("russia", "2025-03-15", "neutrality", "opposes", recorded="2025-12-01"),
        said("russia", "2025-08-01", "neutrality", "neutral", recorded="2025-08-02"),
        known=date(2025, 11, 30),
    )
    assert (row["kind"], row["steps"], row["before_date"]) == ("moved", -2, "2025-03-01")


def test_nothing_changes_between_a_day_and_itself() -> None:
    words = said("russia", "2025-03-01", "neutrality", "supports"), said("russia", "2025-03-31", "neutrality", "opposes")
    assert changed(*words, since=SINCE, asof=SINCE) == []


def test_the_later_day_cannot_come_first() -> None:
    with pytest.raises(ValueError, match=r"2025-08-24.*is after.*2025-03-31"):
        changed(since=ASOF, asof=SINCE)


def test_rows_lie_by_actor_and_issue_whatever_the_rows_of_the_statements_are_numbered() -> None:
    table = statements(
        said("usa", "2025-08-01", "neutrality", "supports"),
        said("russia", "2025-03-01", "neutrality", "neutral"),
        said("russia", "2025-08-01", "neutrality", "supports"),
        said("russia", "2025-08-01", "army-cap", "supports"),
    ).set_axis([7, 5, 3, 1])
    untouched = table.copy(deep=True)
    found = diff(table, issues(neutrality="policy"), SINCE, ASOF)
    told = list(zip(found["actor"], found["issue"], found["kind"], strict=True))
    assert told == [("russia", "army-cap", "new"), ("russia", "neutrality", "moved"), ("usa", "neutrality", "new")]
    pd.testing.assert_frame_equal(table, untouched)


def test_no_statements_no_changes() -> None:
    found = diff(statements(), issues(), SINCE, ASOF)
    assert [*found.columns] == [column.name for column in COLUMNS]
    assert found.empty
