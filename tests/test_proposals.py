"""A text on the table beside those who must live with it, article by article."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from parley.analysis.asof import positions
from parley.analysis.proposals import COLUMNS, TALLY, compare, tally
from parley.columns import COLUMNS as TABLES
from parley.tables import frame
from tests.making import Row, said, statements

ISSUES = pd.DataFrame(
    {
        "negotiation": "demo",
        "id": ["neutrality", "army-cap", "johnson-blocked"],
        "title": ["Permanent neutrality", "Limit on the army", "Johnson blocked the deal"],
        "stale_after_days": pd.array([None, None, None], dtype="Int32"),
    }
)
ACTORS = pd.DataFrame({"negotiation": "demo", "id": ["russia", "usa"], "name": ["Russia", "United States"]})
DAY = date(2025, 8, 24)


def article(number: str, issue: str = "neutrality", stance: str = "supports", proposal: str = "e3-text", **more: Any) -> Row:
    empty: Row = {column.name: "" for column in TABLES["proposals"]}
    named = {"negotiation": "demo", "proposal": proposal, "title": proposal.title(), "article": number, "issue": issue, "stance": stance}
    return empty | {"value": pd.NA} | named | more


def compared(articles: list[Row], *rows: Row, order: tuple[str, ...] = ("russia",)) -> pd.DataFrame:
    return compare(frame("proposals", articles), positions(statements(*rows), ISSUES, DAY), order, ISSUES, ACTORS)


def only(articles: list[Row], *rows: Row) -> dict[str, Any]:
    [row] = compared(articles, *rows).to_dict("records")
    return {str(name): value for name, value in row.items()}


def russia(stance: str, issue: str = "neutrality", **more: Any) -> Row:
    return said("russia", "2025-06-02", issue, stance, **more)


@pytest.mark.parametrize(
    ("text", "stance", "gap", "verdict"),
    [
        ("supports", "supports", 0, "agrees"),
        ("neutral", "neutral", 0, "agrees"),
        ("supports", "leans-support", 1, "partly"),
        ("neutral", "leans-oppose", 1, "partly"),
        ("supports", "neutral", 2, "apart"),
        ("leans-oppose", "supports", 3, "apart"),
        ("supports", "opposes", 4, "apart"),
    ],
)
def test_the_gap_between_text_and_position_decides(text: str, stance: str, gap: int, verdict: str) -> None:
    row = only([article("1", stance=text)], russia(stance))
    assert (row["gap"], row["verdict"]) == (gap, verdict)


def test_an_actor_without_a_position_is_silent_and_never_neutral() -> None:
    row = only([article("1", stance="neutral")])
    assert (row["verdict"], row["stance"], row["date"], row["id"]) == ("silent", "", "", "")
    assert pd.isna(row["gap"])


@pytest.mark.parametrize("stance", ["unclear", "declines"])
def test_words_off_the_scale_are_shown_and_not_compared(stance: str) -> None:
    row = only([article("1", stance="neutral")], russia(stance))
    assert (row["verdict"], row["stance"]) == ("silent", stance)
    assert pd.isna(row["gap"])


@pytest.mark.parametrize("unplaced", [article("1", issue="", stance=""), article("1", stance=""), article("1", stance="unclear")])
def test_an_article_that_takes_no_stance_meets_nobody(unplaced: Row) -> None:
    assert only([unplaced], russia("supports"))["verdict"] == "silent"


def test_a_matter_of_fact_is_not_compared() -> None:
    row = only([article("1", issue="johnson-blocked")], russia("supports", "johnson-blocked", score=pd.NA))
    assert row["verdict"] == "silent"


def test_each_row_says_on_which_words_it_rests() -> None:
    row = only([article("2", "army-cap", summary="At most 600,000.")], russia("supports", "army-cap", voice="reported"))
    assert (row["article"], row["summary"], row["issue_title"], row["text_stance"]) == (
        "2",
        "At most 600,000.",
        "Limit on the army",
        "supports",
    )
    assert (row["actor_name"], row["date"], row["id"], row["on_record"]) == (
        "Russia",
        "2025-06-02",
        "demo/russia/2025-06-02/army-cap",
        False,
    )


def test_articles_keep_their_order_and_actors_that_of_the_screen() -> None:
    articles = [article("2"), article("1", "army-cap"), article("1", proposal="a-later-text")]
    found = compared(articles, russia("supports"), order=("usa", "russia", "norway"))
    assert list(zip(found["proposal"], found["article"], found["actor"], strict=True)) == [
        *(("e3-text", "2", "usa"), ("e3-text", "2", "russia"), ("e3-text", "2", "norway")),
        *(("e3-text", "1", "usa"), ("e3-text", "1", "russia"), ("e3-text", "1", "norway")),
        *(("a-later-text", "1", "usa"), ("a-later-text", "1", "russia"), ("a-later-text", "1", "norway")),
    ]
    assert found["actor_name"].tolist()[:3] == ["United States", "Russia", "norway"]


def test_the_tally_counts_each_verdict_and_all_articles_of_each_text() -> None:
    articles = [article("1"), article("2", stance="opposes"), article("3", "army-cap"), article("4", ""), article("1", proposal="other")]
    found = tally(compared(articles, russia("supports"), russia("leans-support", "army-cap"), order=("russia", "usa")))
    counts = ["agrees", "partly", "apart", "silent", "articles"]
    assert list(zip(found["proposal"], found["actor"], found[counts].to_numpy().tolist(), strict=True)) == [
        ("e3-text", "russia", [1, 1, 1, 1, 4]),
        ("e3-text", "usa", [0, 0, 0, 4, 4]),
        ("other", "russia", [1, 0, 0, 0, 1]),
        ("other", "usa", [0, 0, 0, 1, 1]),
    ]


def test_without_texts_or_actors_there_is_nothing_to_compare() -> None:
    for found in (compared([], russia("supports")), compared([article("1")], russia("supports"), order=())):
        assert (found.empty, list(found.columns)) == (True, [column.name for column in COLUMNS])
        assert (tally(found).empty, list(tally(found).columns)) == (True, [column.name for column in TALLY])
