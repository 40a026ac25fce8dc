"""What was worked out once is kept for all who look at the same reading, within bounds."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from parley import questions, remembered, store
from parley.remembered import Remembered, once, weight
from parley.store import Snapshot
from parley.view import View
from tests.making import talks


def asked(asked: list[str], word: str, size: int) -> Callable[[], str]:
    def work_out() -> str:
        asked.append(word)
        return word * size

    return work_out


def test_an_answer_is_worked_out_once_and_the_one_not_asked_for_the_longest_is_forgotten_first() -> None:
    kept, worked_out = Remembered(25_000), list[str]()
    for word in "abacaba":  # of 10,000 bytes each, so that two fit
        assert kept.answer(word, asked(worked_out, word, 7_000)) == word * 7_000
    assert worked_out == ["a", "b", "c", "b"]
    assert len(kept.kept) == 2


def test_one_answer_larger_than_everything_that_may_be_kept_is_kept_alone() -> None:
    kept, worked_out = Remembered(25_000), list[str]()
    for word in "xyzyz":
        kept.answer(word, asked(worked_out, word, 100_000 if word == "y" else 10))
    assert worked_out == ["x", "y", "z", "y", "z"]
    kept.answer("z", asked(worked_out, "z", 10))
    assert worked_out[-1] == "z" and len(worked_out) == 5


def test_what_fails_is_asked_again() -> None:
    kept = Remembered(25_000)
    with pytest.raises(ZeroDivisionError):
        kept.answer("a", lambda: str(1 // 0))
    assert kept.answer("a", lambda: "there") == "there"


def test_questions_are_told_apart_by_everything_but_the_reading(tmp_path: Path) -> None:
    one, other = (store.read(talks(tmp_path / name)) for name in ("one", "other"))
    worked_out: list[tuple[str, bool]] = []

    @once
    def spelled(word: str, snapshot: Snapshot, *, loud: bool) -> str:
        worked_out.append((word, loud))
        return (word.upper() if loud else word) + str(len(snapshot.problems))

    told = [spelled("a", one, loud=False), spelled("a", one, loud=True), spelled("b", one, loud=True), spelled("a", one, loud=False)]
    assert told == ["a0", "A0", "B0", "a0"]
    assert spelled("a", other, loud=False) == "a0"
    assert worked_out == [("a", False), ("a", True), ("b", True), ("a", False)]


def test_answers_go_with_their_reading(tmp_path: Path) -> None:
    snapshot = store.read(talks(tmp_path))
    answer = weakref.ref(questions.everybody(View("demo"), snapshot))
    gc.collect()
    assert answer() is not None
    del snapshot
    gc.collect()
    assert answer() is None


def test_asking_for_day_after_day_keeps_no_more_than_it_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "BYTES", 300_000)
    snapshot = store.read(talks(tmp_path))
    for day in range(100):
        view = View("demo", asof=date(2025, 8, 24) - timedelta(days=day))
        questions.gapped(view, snapshot), questions.covered(view, snapshot), questions.claimed(view, snapshot)
    assert snapshot.remembered.kept.weight <= 300_000 + 2 * weight(snapshot.tables)
    assert snapshot.remembered.kept.weight == sum(size for _, size in snapshot.remembered.kept._kept.values())


def test_many_who_ask_at_once_get_what_each_asked_for() -> None:
    kept = Remembered(50_000)

    def ask(number: int) -> bool:
        return kept.answer(number % 17, lambda: str(number % 17) * 2_000) == str(number % 17) * 2_000

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(2_000)))
    assert kept.kept.weight == sum(size for _, size in kept.kept._kept.values()) <= 50_000


def test_a_table_weighs_what_it_takes_and_a_picture_what_its_parts_do(tmp_path: Path) -> None:
    snapshot = store.read(talks(tmp_path))
    said = pd.concat([snapshot.tables.statements] * 100)
    assert weight(said) > 30 * len(said)
    assert weight((said, "words")) > weight(said)
    assert weight(replace(snapshot.tables, statements=said)) > weight(said)
    assert weight({"a": "x" * 5_000}) > 5_000
