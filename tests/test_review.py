"""What waits for a second reader, and in which order."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parley import questions, store
from parley.analysis import review
from parley.ui import reviewqueue
from parley.view import View
from tests.making import claimed, claims, said, statements, talks


def records(*rows: dict[str, object]) -> pd.DataFrame:
    own = statements(*(row for row in rows if "about" not in row)).assign(about="", about_name="")
    return pd.concat([own, claims(*(row for row in rows if "about" in row))], ignore_index=True)


DAY = "2025-08-24"
ROWS = records(
    said("russia", DAY, "assets", "supports", confidence="high"),
    said("russia", DAY, "neutrality", "supports", confidence="high", order=1),
    said("russia", DAY, "neutrality", "opposes", confidence="high", key="later", order=2),
    said("usa", DAY, "neutrality", "unclear", confidence="high"),
    said("usa", "2025-08-01", "assets", "unclear", confidence="low"),
    said("turkey", "2025-08-02", "assets", "opposes", confidence="medium"),
    said("turkey", DAY, "assets", "opposes"),
    said("uk", DAY, "assets", "opposes", confidence="low", reviewer="Lena Vogt"),
    claimed("usa", DAY, "russia", "neutrality", "supports", confidence="low"),
)


def test_low_confidence_comes_first_then_what_is_unclear_and_the_newest_first_of_each() -> None:
    queue = review.queue(ROWS)
    assert list(zip(queue["id"].str.removeprefix("demo/"), queue["reason"].astype("str"), queue["also"], strict=True)) == [
        ("usa/2025-08-24/about-russia/neutrality", "low confidence", ""),
        ("usa/2025-08-01/assets", "low confidence", "unclear"),
        ("usa/2025-08-24/neutrality", "unclear", ""),
        ("russia/2025-08-24/neutrality", "two stances that day", ""),
        ("russia/2025-08-24/neutrality/later", "two stances that day", ""),
        ("turkey/2025-08-02/assets", "medium confidence", ""),
        ("turkey/2025-08-24/assets", "confidence not said", ""),
        ("russia/2025-08-24/assets", "nothing doubtful", ""),
    ]


def test_what_was_read_twice_is_counted_and_waits_no_more() -> None:
    counts = review.counts(ROWS)
    assert dict(zip(counts["reason"].astype("str"), counts["records"], strict=True)) == {
        "reviewed": 1,
        "low confidence": 2,
        "unclear": 1,
        "two stances that day": 2,
        "medium confidence": 1,
        "confidence not said": 1,
        "nothing doubtful": 1,
    }
    assert set(counts["of"]) == {9}


def test_without_a_record_nothing_waits() -> None:
    assert review.queue(ROWS[:0]).empty
    assert review.counts(ROWS[:0])["records"].tolist() == [0]


def test_the_desk_shows_the_queue_with_its_counts(tmp_path: Path) -> None:
    snapshot = store.read(talks(tmp_path))
    told = reviewqueue.shown(View("demo"), snapshot)
    assert "0 of 13 statements and claims name a second reader." in told
    assert "1 of medium confidence: second-hand carrier" in told
    assert told.index("Ukraine on Permanent neutrality") < told.index("Russia on Limit on the army")
    assert "<code>demo/ukraine/2022-04.yaml:4</code>" in told
    assert len(questions.to_review(View("demo", actor=("turkey",)), snapshot)) == 2
