"""A claim beside the words of whom it is about. It stays a claim, and moves nobody's line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from parley import matrix, store
from parley.analysis.claims import COLUMNS, CONFIRMED, CONTRADICTED, DENIED, NO_OWN_WORDS, checked, verdicts
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


def told(*own: Row, claim: Row = CLAIM, answered: pd.DataFrame | None = None) -> dict[str, str]:
    """What `checked` says of one claim."""
    [found] = checked(claims(claim), statements(*own), answers() if answered is None else answered).to_dict("records")
    return {str(name): value for name, value in found.items()}


def test_the_claim_lies_between_its_subjects_words_before_and_after_it() -> None:
    found = told(
        russia("2025-01-01", "opposes"),
        russia("2025-06-02", "leans-oppose", summary="Rather not."),
        russia("2025-09-20", "opposes", summary="No."),
        russia("2026-01-29", "supports"),
    )
    assert [found[f"before_{name}"] for name in ("id", "stance", "date", "summary")] == [
        *("demo/russia/2025-06-02/western-guarantees", "leans-oppose", "2025-06-02", "Rather not.")
    ]
    assert [found[f"after_{name}"] for name in ("id", "stance", "date", "summary")] == [
        *("demo/russia/2025-09-20/western-guarantees", "opposes", "2025-09-20", "No.")
    ]
    assert (found["stance"], found["about"], found["verdict"]) == ("supports", "russia", CONTRADICTED)


def test_words_of_the_claims_own_month_lie_before_it() -> None:
    vague = claimed("usa", "2025-08", "russia", "western-guarantees", "supports")
    found = told(russia("2025-08-31", "opposes"), russia("2025-09-01", "supports"), claim=vague)
    assert (found["before_date"], found["after_date"]) == ("2025-08-31", "2025-09-01")


def test_reports_are_shown_neither_before_nor_after() -> None:
    found = told(russia("2025-06-02", "supports", voice="reported"), russia("2025-09-05", "supports", voice="reported"))
    assert (found["before_id"], found["after_id"]) == ("", "")
    assert found["reason"] == "Russia has put nothing on the record about it."


def test_words_without_a_direction_are_shown_though_others_decide() -> None:
    found = told(russia("2025-09-05", "unclear"), russia("2026-01-29", "opposes"))
    assert (found["after_date"], found["after_stance"], found["verdict"]) == ("2025-09-05", "unclear", CONTRADICTED)
    assert found["reason"] == (
        "Russia’s next own statement with a direction, of 29 Jan 2026, is “opposes”: another side than the claim’s “supports”."
    )
    before = told(russia("2025-06-02", "supports"), russia("2025-07-01", "declines"))
    assert (before["before_stance"], before["verdict"]) == ("declines", CONFIRMED)
    assert before["reason"].startswith("Russia’s last own statement with a direction by then, of 2 Jun 2025, is “supports”")


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        (("2025-09-20", "opposes"), "Russia’s next own statement, of 20 Sep 2025, is “opposes”: another side than the claim’s “supports”."),
        (
            ("2025-10", "leans-support"),
            "Russia’s next own statement, of Oct 2025, is “leans-support”: the same side as the claim’s “supports”.",
        ),
        (
            ("2025-06-02", "neutral"),
            "Russia’s last own statement by then, of 2 Jun 2025, is “neutral”: another side than the claim’s “supports”.",
        ),
        (("2025-09-05", "unclear"), "Nothing that Russia has put on the record about it has a direction."),
    ],
)
def test_the_reason_names_the_words_that_decided(own: tuple[str, str], reason: str) -> None:
    assert told(russia(*own))["reason"] == reason


def test_a_claim_without_a_direction_says_so_itself() -> None:
    found = told(russia("2025-09-05", "opposes"), claim=CLAIM | {"stance": "unclear"})
    assert (found["verdict"], found["after_stance"]) == (NO_OWN_WORDS, "opposes")
    assert found["reason"] == "The claim itself has no direction: it says “unclear”."


def test_a_name_that_ends_in_s_keeps_its_grammar() -> None:
    claim = claimed("russia", "2025-08-24", "usa", "nato-membership", "opposes") | {"about_name": "United States"}
    found = told(said("usa", "2025-09-05", "nato-membership", "opposes"), claim=claim)
    assert found["reason"].startswith("United States’ next own statement, of 5 Sep 2025,")


def test_a_denial_names_who_denies_and_when() -> None:
    denial = russia("2025-09-05", "supports")
    found = told(denial, answered=answers((denial["id"], NAME, "denies"), (denial["id"], NAME, "clarifies")))
    assert (found["verdict"], found["denied_by"]) == (DENIED, denial["id"])
    assert found["reason"] == "Denied by Russia on 5 Sep 2025."
    assert found["after_id"] == denial["id"]


def test_a_denial_from_elsewhere_is_named_by_its_id() -> None:
    found = told(answered=answers(("demo/china/2025-09-05/western-guarantees", NAME, "denies")))
    assert found["reason"] == "Denied by demo/china/2025-09-05/western-guarantees."


def test_a_denial_of_another_claim_denies_only_that() -> None:
    found = told(answered=answers(("demo/russia/2025-09-05/army-cap", "demo/usa/2025-08-24/about-russia/army-cap", "denies")))
    assert (found["verdict"], found["denied_by"]) == (NO_OWN_WORDS, "")


def test_checking_keeps_the_claims_as_they_were_and_adds_its_columns_in_their_rows() -> None:
    table = claims(CLAIM, claimed("usa", "2025-08-24", "ukraine", "army-cap", "supports"))[::-1]
    found = checked(table, statements(russia("2025-09-05", "opposes")), answers())
    pd.testing.assert_frame_equal(found[list(table.columns)], table)
    assert list(found.columns) == [*table.columns, *(column.name for column in COLUMNS)]
    assert dict(zip(found["about"], found["verdict"], strict=True)) == {"russia": CONTRADICTED, "ukraine": NO_OWN_WORDS}


def test_no_claims_are_checked_to_an_empty_table_with_its_columns() -> None:
    found = checked(claims(), statements(), answers())
    assert (found.empty, list(found.columns)[-len(COLUMNS) :]) == (True, [column.name for column in COLUMNS])
