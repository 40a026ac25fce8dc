"""CSV is safe to open and loses nothing."""

import io
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.export.csv import BYTE_ORDER_MARK, RUNS, csv, guarded


def read_back(told: bytes) -> list[str]:
    return list(pd.read_csv(io.BytesIO(told), dtype="str", keep_default_na=False, skip_blank_lines=False)["words"])


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "-", "= cmd|' /C calc'!A0", " =1", "\u00a0=1", "\n1", "\uff1d1"]
)
def test_a_text_that_would_run_gets_one_apostrophe(formula: str) -> None:
    assert guarded(formula) == f"'{formula}"


@pytest.mark.parametrize("harmless", ["must be neutral", "", "'tis", "a=b", "№ 1", "10 − 2", " and", "é=1", "\uff11"])
def test_every_other_text_stays_as_it_is(harmless: str) -> None:
    assert guarded(harmless) == harmless


def test_a_negative_score_is_a_number_and_stays_one() -> None:
    assert csv(pd.DataFrame({"score": pd.array([-2, None], dtype="Int32")}), exact=True) == b'score\n-2\n""\n'


def test_flags_are_written_as_words() -> None:
    assert csv(pd.DataFrame({"stale": [True, False]}), exact=True) == b"stale\ntrue\nfalse\n"


def test_a_spreadsheet_is_told_that_it_is_utf8_and_a_program_is_not() -> None:
    table = pd.DataFrame({"words": ["Türkiye"]})
    assert csv(table).startswith(BYTE_ORDER_MARK.encode())
    assert not csv(table, exact=True).startswith(BYTE_ORDER_MARK.encode())


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1), min_size=1, max_size=5))
def test_one_apostrophe_off_gives_the_words_back_byte_for_byte(words: list[str]) -> None:
    told = read_back(csv(pd.DataFrame({"words": words})))
    assert [text[1:] if re.match(f"'+{RUNS}", text) else text for text in told] == words


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1), min_size=1, max_size=5))
def test_exact_leaves_every_byte(words: list[str]) -> None:
    assert read_back(csv(pd.DataFrame({"words": words}), exact=True)) == words


def test_an_empty_table_still_has_its_header() -> None:
    assert csv(pd.DataFrame({"id": pd.Series([], dtype="str"), "stance": pd.Series([], dtype="str")}), exact=True) == b"id,stance\n"
