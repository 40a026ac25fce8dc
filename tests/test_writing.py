"""What the desk writes reads back to the last sign, and looks as if a person had written it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import yamlfile
from parley.desk import writing
from parley.rawtext import is_unreadable

SIGNS = st.sampled_from(list(" \n\t\r:#-'\"\\|>[]{}&*!%@`?,~=<.0ayünéЖ中\u00a0𝄞"))
TEXTS = st.one_of(st.text(SIGNS, min_size=1), st.text(min_size=1)).filter(lambda text: not is_unreadable(text))


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_every_text_reads_back_to_the_last_sign(texts: list[str]) -> None:
    value: dict[str, Any] = {"title": texts[0], "entries": [{"text": each, "where": [each]} for each in texts], "last": texts[-1]}
    assert yamlfile.read(writing.document(value)).value == value


def test_a_file_looks_as_a_person_writes_it() -> None:
    value = {
        "recorded": "2025-03-13",
        "sources": [{"id": "radio", "title": "Interview: the river"}],
        "statements": [{"issue": "dam", "quote": "kein Meter mehr", "conditions": [{"text": "unless", "actor": "NA"}]}],
    }
    assert writing.document(value).decode() == (
        "recorded: 2025-03-13\n"
        "sources:\n"
        "  - id: radio\n"
        '    title: "Interview: the river"\n'
        "statements:\n"
        "  - issue: dam\n"
        "    quote: kein Meter mehr\n"
        "    conditions:\n"
        "      - text: unless\n"
        "        actor: NA\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("no", "no"),
        ("2022-04", "2022-04"),
        ("null", '"null"'),
        (" spaced ", '" spaced "'),
        ('he said "no"', 'he said "no"'),
        ('"No"', "'\"No\"'"),
        ('it\'s: "it"', "'it''s: \"it\"'"),
        ("two\nlines", "|-\n  two\n  lines"),
        ("ends\n", '"ends\\n"'),
        ("tab\there", '"tab\\there"'),
        ("a #hash", '"a #hash"'),
        ("- dash", '"- dash"'),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text: str, written: str) -> None:
    assert writing.text(text) == written
