"""The front page: every sentence says what its row says. Expectations come from the small folder TALKS, by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from parley import descriptions, headlines, matrix, questions, store
from parley.analysis import diff
from parley.frames import rows_of
from parley.headlines import Line
from parley.ui import overview
from parley.view import View
from tests.headed import headings
from tests.making import TALKS, talks, write

FRAME = Path(__file__).resolve().parents[1] / "parley" / "ui" / "frame.py"
DEMO = View(negotiation="demo")
HARDER = {
    "demo/ukraine/2025-08-22.yaml": """
        sources: [{id: radio, title: Radio}]
        statements:
          - {issue: army-cap, stance: leans-support, summary: A limit can be talked about.}
          - {issue: frozen-assets, stance: supports, summary: Use them.}
        """,
    "demo/russia/2025-08-23.yaml": """
        sources: [{id: radio, title: Radio}]
        statements:
          - {issue: army-cap, stance: supports, firmness: red-line, summary: No treaty without a limit.}
          - {issue: johnson-blocked, stance: supports, summary: He did.}
        """,
}


@pytest.fixture
def snapshot(tmp_path: Path) -> store.Snapshot:
    return store.read(talks(tmp_path))


@pytest.fixture
def moving(tmp_path: Path) -> store.Snapshot:
    """TALKS and two days more, on which both principals move."""
    return store.read(write(tmp_path, TALKS | HARDER))


def lines(tell: Any, table: Any) -> list[Line]:
    return [tell(row) for row in rows_of(table)]


def test_what_moved_is_told_with_both_stances_and_both_days_reversals_first(moving: store.Snapshot) -> None:
    moved = diff.lately(questions.changed(DEMO.but(since=date(2025, 8, 21)), moving))
    assert lines(headlines.moved, moved) == [
        Line(
            "Ukraine reversed on Limit on the army: from opposes to leans support",
            "22 Aug 2025; before: 20 Aug 2025. A limit can be talked about.",
        ),
        Line(
            "Russia hardened on Limit on the army: from demand to red line, still supports",
            "23 Aug 2025; before: 2 Jun 2025. No treaty without a limit.",
        ),
        Line(
            "Russia softened on Permanent neutrality: from red line to demand, still supports",
            "24 Aug 2025; before: 2 Jun 2025. Guarantees depend on neutrality.",
        ),
        Line(
            "Russia took a position on Freezing the line: leans support, as reported",
            "24 Aug 2025. Moscow is said to be ready to stop where it stands.",
        ),
        Line("Ukraine took a position on Frozen assets: supports", "22 Aug 2025. Use them."),
    ]


def test_a_gap_names_both_stances_with_their_days(snapshot: store.Snapshot) -> None:
    [neutrality, army] = lines(headlines.apart, questions.sticking(DEMO, snapshot))
    assert neutrality == Line(
        "Russia and Ukraine on Permanent neutrality: 4 of 4 steps apart", "Russia supports (24 Aug 2025); Ukraine opposes (20 Aug 2025)."
    )
    assert army.headline == "Russia and Ukraine on Limit on the army: 4 of 4 steps apart"
    assert army.detail == "Russia supports (2 Jun 2025); Ukraine opposes (20 Aug 2025); at least one of the two is stale."


def test_a_claim_stands_with_its_verdict_and_the_way_to_it(snapshot: store.Snapshot) -> None:
    told = lines(headlines.claimed, questions.claimed(DEMO.but(sort="newest"), snapshot))
    assert [line.headline for line in told] == [
        "Russia says of United States on Limit on the army: supports",
        "United States says of Russia on Freezing the line: supports",
    ]
    assert told[0].detail == "24 Aug 2025. No own words. United States has put nothing on the record about it."


def test_what_only_one_origin_reports_says_so(snapshot: store.Snapshot) -> None:
    single = questions.on_one_origin(DEMO, snapshot)
    assert lines(headlines.single, single[:1]) == [
        Line(
            "Russia on Freezing the line: leans support, as reported",
            "24 Aug 2025. Everything said on it here: one page, one origin: NBC News.",
        )
    ]


def test_the_front_page_counts_each_of_how_many(snapshot: store.Snapshot) -> None:
    front = overview.front(DEMO, snapshot)
    # Policy positions: Russia 3, Ukraine 2, United States 1, Türkiye 1. None is what it was on 26 May, when only the draft of 2022 stood.
    assert "7 of 7 positions on policy issues are not what they were on 26 May 2025." in front
    assert "Russia and Ukraine: two of them stand 2 steps or more apart on 2 of 4 policy issues." in front
    assert "2 of 2 claims about another’s position" in front
    assert "1 of 9 positions are known from reports alone" in front
    # Ukraine on the army is stale from 31 August on, within 30 days; Russia on the army has been since 13 June.
    assert "Russia and Ukraine: 1 of 5 positions go stale within 30 days, 1 of 5 already are." in front


def test_every_line_is_a_link_that_opens_what_it_tells(snapshot: store.Snapshot) -> None:
    front = overview.front(DEMO.but(asof=date(2025, 8, 24)), snapshot)
    army = "negotiation=demo&amp;actor=russia~ukraine&amp;issue=army-cap&amp;asof=2025-08-24"
    assert f'<a href="/compare?{army}"' in front
    assert "/claims?negotiation=demo&amp;actor=russia&amp;issue=army-cap" in front
    assert '<a href="/matrix?negotiation=demo&amp;asof=2025-08-24&amp;cell=russia%7Cfreeze-line"' in front


def test_on_the_record_nothing_only_reported_is_told(snapshot: store.Snapshot) -> None:
    front = overview.front(DEMO.but(voice=("own", "spokesperson", "document")), snapshot)
    assert "as reported" not in front
    assert "0 of 8 positions are known from reports alone" in front


def test_claims_made_after_the_day_are_not_told(snapshot: store.Snapshot) -> None:
    front = overview.front(DEMO.but(asof=date(2025, 8, 20)), snapshot)
    assert "1 of 1 claims" in front
    assert "A verdict knows of words said after that day." in front


def test_what_another_page_chose_does_not_narrow_this_one() -> None:
    narrowed = DEMO.but(q="line", about=("usa",), verdict=("denied",), to=date(2025, 1, 1), sort="name", cell="russia|neutrality")
    assert overview.asked(narrowed) == DEMO


def test_the_paragraph_counts_positions_and_names_their_span(snapshot: store.Snapshot) -> None:
    # Said from 29 November 2024 to 24 August 2025. Stale: the fact of November, and Russia on the army.
    assert descriptions.overview("Everyone", matrix.standing(DEMO, snapshot)) == (
        "Everyone. 9 positions of 5 actors on 4 issues, said 29 Nov 2024 to 24 Aug 2025: 8 of 9 on the record, 2 of 9 stale."
    )


def test_where_nothing_stands_the_paragraph_says_so(snapshot: store.Snapshot) -> None:
    assert descriptions.overview("Everyone", matrix.standing(DEMO.but(asof=date(1999, 1, 1)), snapshot)) == "Everyone. No position stands."


def test_who_opens_the_bare_address_is_on_this_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.VARIABLE, str(talks(tmp_path)))
    app = AppTest.from_file(FRAME, default_timeout=20).run()
    ((title, told),) = headings(app)
    assert title == "Where things stand"
    assert "9 positions of 5 actors on 4 issues" in told
