"""The corpus of payloads is large, and no field of the codebook is left without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.load import load
from tests.payloads import KINDS, PAYLOADS, WRITABLE
from tests.poisoned import NEGOTIATIONS, Poison, files, poisoned, texts


def test_the_corpus_is_large_and_of_every_kind() -> None:
    assert len(PAYLOADS) >= 200
    assert len(WRITABLE) >= 200
    assert all(len(set(kind)) >= 10 for kind in KINDS.values())


def test_every_text_of_the_codebook_is_filled_with_every_payload() -> None:
    of = Poison(WRITABLE)
    for _ in files(of):
        pass
    assert texts() - of.filled == set()
    assert {of.text("Statement", "summary", n) for n in range(len(WRITABLE))} == set(WRITABLE)


def test_files_full_of_payloads_are_sound_and_the_wrong_one_is_left_out(tmp_path: Path) -> None:
    tree = load(poisoned(tmp_path))
    assert {problem.file for problem in tree.problems} == {f"{negotiation}/a0/2025-12-01.yaml" for negotiation in NEGOTIATIONS}
    assert all(str(problem).isprintable() or "\n" not in str(problem) for problem in tree.problems)


@pytest.mark.parametrize("payload", KINDS["control"])
def test_a_problem_gives_no_orders_to_a_terminal(payload: str, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "negotiation.yaml").write_text(f"title: {payload}\n{payload}: x\n", encoding="utf-8")
    for problem in load(tmp_path).problems:
        assert not any(sign in str(problem) for sign in "\x1b\x07\x08\x00\r\n\x9b\u202e\u2028")
