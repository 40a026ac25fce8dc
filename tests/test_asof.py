"""Who stands where on a day, by DESIGN's rules."""

from datetime import date

import pandas as pd

from parley.analysis.asof import as_of, positions
from tests.making import said, statements

DAY = date(2025, 8, 24)


def stances(table: pd.DataFrame) -> dict[tuple[str, str], str]:
    return {(row["actor"], row["issue"]): row["stance"] for row in table.to_dict("records")}


def issues(*rows: tuple[str, int | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "negotiation": ["demo"] * len(rows),
            "id": [name for name, _ in rows],
            "stale_after_days": pd.array([after for _, after in rows], dtype="Int32"),
        }
    )


def test_the_last_statement_said_by_the_day_stands() -> None:
    table = statements(
        said("russia", "2025-06-02", "army-cap", "supports"),
        said("russia", "2025-08-24", "army-cap", "leans-support"),
        said("russia", "2025-08-25", "army-cap", "opposes"),
    )
    assert stances(as_of(table, DAY)) == {("russia", "army-cap"): "leans-support"}


def test_before_the_first_statement_there_is_nothing_rather_than_neutral() -> None:
    table = statements(said("russia", "2025-08-24", "army-cap", "supports"))
    assert as_of(table, date(2025, 8, 23)).empty


def test_nobody_having_said_anything_at_all_is_an_empty_answer() -> None:
    assert as_of(statements(), DAY).empty
    assert positions(statements(), issues(), DAY).empty


def test_a_report_never_overrides_the_record_but_is_marked_when_it_is_later_and_differs() -> None:
    table = statements(
        said("russia", "2025-06-02", "freeze-line", "opposes"),
        said("russia", "2025-08-21", "freeze-line", "leans-support", voice="reported"),
    )
    [cell] = positions(table, issues(("freeze-line", None)), DAY).to_dict("records")
    assert (cell["stance"], cell["on_record"], cell["reported_otherwise"]) == ("opposes", True, True)


def test_an_earlier_report_or_one_that_agrees_is_not_marked() -> None:
    table = statements(
        said("russia", "2025-06-01", "freeze-line", "leans-support", voice="reported"),
        said("russia", "2025-06-02", "freeze-line", "opposes"),
        said("usa", "2025-06-02", "freeze-line", "opposes"),
        said("usa", "2025-06-03", "freeze-line", "opposes", voice="reported"),
    )
    assert not positions(table, issues(("freeze-line", None)), DAY)["reported_otherwise"].any()


def test_only_where_the_record_is_silent_does_a_report_fill_the_cell() -> None:
    table = statements(said("russia", "2025-08-21", "freeze-line", "leans-support", voice="reported"))
    [cell] = as_of(table, DAY).to_dict("records")
    assert (cell["stance"], cell["on_record"]) == ("leans-support", False)


def test_something_said_in_april_counts_once_april_is_over() -> None:
    table = statements(said("ukraine", "2022-04", "neutrality", "leans-support"))
    assert as_of(table, date(2022, 4, 29)).empty
    assert len(as_of(table, date(2022, 4, 30))) == 1


def test_a_year_counts_from_its_last_day_and_so_overrides_what_was_said_within_it() -> None:
    table = statements(said("ukraine", "2022", "p5-guarantors", "opposes"), said("ukraine", "2022-03-29", "p5-guarantors", "supports"))
    assert stances(as_of(table, date(2022, 12, 30))) == {("ukraine", "p5-guarantors"): "supports"}
    assert stances(as_of(table, date(2022, 12, 31))) == {("ukraine", "p5-guarantors"): "opposes"}


def test_on_the_last_day_of_a_month_the_exact_day_is_later_than_the_month() -> None:
    table = statements(said("china", "2025-08-31", "direct-talks", "supports"), said("china", "2025-08", "direct-talks", "neutral"))
    assert stances(as_of(table, date(2025, 8, 31))) == {("china", "direct-talks"): "supports"}


def test_within_a_day_the_order_in_the_file_is_the_order_of_the_day() -> None:
    table = statements(
        said("ukraine", "2024-10-17", "nuclear-free", "supports", order=1, key="later"),
        said("ukraine", "2024-10-17", "nuclear-free", "unclear", order=0),
    )
    [cell] = positions(table, issues(("nuclear-free", None)), DAY).to_dict("records")
    assert (cell["stance"], cell["mixed"]) == ("supports", True)


def test_saying_the_same_twice_on_one_day_is_not_mixed() -> None:
    table = statements(
        said("usa", "2025-08-24", "deal-close", "supports", order=0), said("usa", "2025-08-24", "deal-close", "supports", order=1, key="b")
    )
    assert not positions(table, issues(("deal-close", None)), DAY)["mixed"].any()


def test_a_mixed_day_long_past_does_not_mark_the_position_that_stands_now() -> None:
    table = statements(
        said("ukraine", "2024-10-17", "nuclear-free", "unclear", order=0),
        said("ukraine", "2024-10-17", "nuclear-free", "supports", order=1, key="later"),
        said("ukraine", "2025-01-01", "nuclear-free", "supports"),
    )
    assert not positions(table, issues(("nuclear-free", None)), DAY)["mixed"].any()


def test_a_position_is_stale_only_when_older_than_the_issue_allows() -> None:
    table = statements(
        said("russia", "2025-08-14", "allowed", "opposes"),
        said("russia", "2025-08-13", "over", "opposes"),
        said("russia", "2002-01-01", "never", "opposes"),
    )
    cells = positions(table, issues(("allowed", 10), ("over", 10), ("never", None)), DAY).set_index("issue")
    assert cells["stale"].to_dict() == {"allowed": False, "never": False, "over": True}
    assert cells["age_days"].to_dict()["over"] == 11


def test_an_issue_whose_register_is_unsound_never_makes_a_position_stale() -> None:
    table = statements(said("russia", "2002-01-01", "army-cap", "opposes"))
    assert not positions(table, issues(), DAY)["stale"].any()


def test_known_by_a_day_leaves_out_what_was_entered_later_or_does_not_say_when() -> None:
    table = statements(
        said("russia", "2025-06-02", "army-cap", "supports", recorded="2025-06-03"),
        said("russia", "2025-08-01", "army-cap", "opposes", recorded="2025-09-30"),
        said("russia", "2025-08-02", "army-cap", "neutral"),
    )
    assert stances(as_of(table, DAY, known=date(2025, 9, 29))) == {("russia", "army-cap"): "supports"}
    assert stances(as_of(table, DAY, known=date(2025, 9, 30))) == {("russia", "army-cap"): "opposes"}
    assert stances(as_of(table, DAY)) == {("russia", "army-cap"): "neutral"}


def test_two_negotiations_with_the_same_actor_and_issue_stay_apart() -> None:
    table = statements(
        said("eu", "2025-01-01", "tariffs", "supports", negotiation="trade"),
        said("eu", "2025-02-01", "tariffs", "opposes", negotiation="climate"),
    )
    found = as_of(table, DAY)
    assert {(row["negotiation"], row["stance"]) for row in found.to_dict("records")} == {("trade", "supports"), ("climate", "opposes")}
