"""A claim beside the words of whom it is about. It stays a claim, and moves nobody's line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from parley import matrix, store
from parley.analysis.claims import CONFIRMED, CONTRADICTED, DENIED, NO_OWN_WORDS, verdicts
from parley.view import View
from tests.making import Row, claimed, claims, said, statements, talks, write

CLAIM = claimed("usa", "2025-08-24", "russia", "western-guarantees", "supports")
NAME = "demo/usa/2025-08-24/about-russia/western-guarantees"


def answers(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["statement", "to", "how"])


def verdict(*own: Row, claim: Row = CLAIM, answered: pd.DataFrame | None = None) -> str:
    [found] = verdicts(claims(claim), statements(*own), answers() if answered is None else answered)
    return str(found)


def russia(day: str, stance: str, **more: object) -> Row:
    return said("russia", day, "western-guarantees", stance, **more)  # type: ignore[arg-type]


def test_whose_subject_then_says_so_itself_is_confirmed() -> None:
    assert verdict(russia("2025-09-05", "supports")) == CONFIRMED


def test_whose_subject_then_says_the_opposite_is_contradicted() -> None:
    assert verdict(russia("2025-09-05", "opposes")) == CONTRADICTED


def test_the_first_words_after_the_claim_decide_and_not_later_ones() -> None:
    assert verdict(russia("2025-09-05", "opposes"), russia("2026-01-29", "supports")) == CONTRADICTED


def test_words_after_the_claim_outweigh_those_before() -> None:
    assert verdict(russia("2025-06-02", "opposes"), russia("2025-09-05", "supports")) == CONFIRMED


@pytest.mark.parametrize("day", ["2025-06-02", "2025-08-24"])
def test_without_words_after_it_the_position_as_of_the_claim_decides(day: str) -> None:
    assert verdict(russia(day, "opposes")) == CONTRADICTED
    assert verdict(russia("2025-01-01", "opposes"), russia(day, "supports")) == CONFIRMED


def test_words_of_the_same_day_are_not_after_the_claim() -> None:
    assert verdict(russia("2025-08-24", "supports"), russia("2025-09-05", "opposes")) == CONTRADICTED


def test_leaning_is_the_same_side_and_neutral_is_another() -> None:
    assert verdict(russia("2025-09-05", "leans-support")) == CONFIRMED
    assert verdict(russia("2025-09-05", "neutral")) == CONTRADICTED


def test_without_a_word_of_its_subject_there_are_no_own_words() -> None:
    assert verdict() == NO_OWN_WORDS


def test_words_on_another_issue_or_of_another_actor_or_in_another_negotiation_are_not_its_own() -> None:
    assert verdict(said("russia", "2025-09-05", "p5-guarantors", "supports")) == NO_OWN_WORDS
    assert verdict(said("usa", "2025-09-05", "western-guarantees", "supports")) == NO_OWN_WORDS
    assert verdict(russia("2025-09-05", "supports", negotiation="trade")) == NO_OWN_WORDS


def test_a_report_is_not_own_words() -> None:
    assert verdict(russia("2025-09-05", "opposes", voice="reported")) == NO_OWN_WORDS


@pytest.mark.parametrize("voice", ["own", "spokesperson", "document"])
def test_whatever_is_on_the_record_is_own_words(voice: str) -> None:
    assert verdict(russia("2025-09-05", "opposes", voice=voice)) == CONTRADICTED


@pytest.mark.parametrize("stance", ["unclear", "declines"])
def test_words_without_a_direction_decide_nothing(stance: str) -> None:
    assert verdict(russia("2025-09-05", stance)) == NO_OWN_WORDS
    assert verdict(russia("2025-09-05", stance), russia("2026-01-29", "opposes")) == CONTRADICTED
    assert verdict(russia("2025-09-05", "opposes"), claim=CLAIM | {"stance": stance}) == NO_OWN_WORDS


def test_a_denial_decides_whatever_else_was_said() -> None:
    denied = answers(("demo/russia/2025-09-05/western-guarantees", NAME, "denies"))
    assert verdict(russia("2025-09-05", "supports"), answered=denied) == DENIED


@pytest.mark.parametrize("how", ["confirms", "clarifies", "withdraws"])
def test_any_other_answer_is_no_denial(how: str) -> None:
    answered = answers(("demo/russia/2025-09-05/western-guarantees", NAME, how))
    assert verdict(russia("2025-09-05", "supports"), answered=answered) == CONFIRMED


def test_every_claim_has_its_verdict_in_its_own_row() -> None:
    table = claims(
        claimed("usa", "2025-08-24", "russia", "western-guarantees", "supports"),
        claimed("usa", "2025-08-24", "ukraine", "army-cap", "supports"),
        claimed("russia", "2025-08-24", "usa", "nato-membership", "opposes"),
    )[::-1]
    own = statements(russia("2025-09-05", "opposes"), said("usa", "2025-02-12", "nato-membership", "opposes"))
    found = verdicts(table, own, answers())
    assert {table.at[row, "id"]: told for row, told in found.items()} == {
        NAME: CONTRADICTED,
        "demo/usa/2025-08-24/about-ukraine/army-cap": NO_OWN_WORDS,
        "demo/russia/2025-08-24/about-usa/nato-membership": CONFIRMED,
    }


def test_no_claims_have_no_verdicts() -> None:
    assert verdicts(claims(), statements(), answers()).empty


def test_a_claim_never_moves_the_line_of_the_one_it_is_about(tmp_path: Path) -> None:
    claim = """
        sources: [{id: paper, title: A paper}]
        claims: [{about: russia, issue: neutrality, stance: opposes, summary: They have given it up.}]
        """
    quiet = store.read(talks(tmp_path / "quiet"))
    loud = store.read(write(talks(tmp_path / "loud"), {"demo/uk/2025-08-24.yaml": claim}))
    assert len(loud.tables.claims) == len(quiet.tables.claims) + 1
    assert matrix.standing(View("demo"), loud).equals(matrix.standing(View("demo"), quiet))
