"""docs/importing.md says what imports do: every field, header and rule, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from parley.desk.mapping import SYNONYMS
from tests.test_docs import CONTRIBUTING, rows, section, words

ROOT = Path(__file__).resolve().parents[1]
IMPORTING = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")


def test_every_field_is_told_with_every_header_it_is_known_by() -> None:
    told = {words(row[0])[0]: row[1] for row in rows(section(IMPORTING, "Columns"))}
    assert told == {field: ", ".join(names) for field, names in SYNONYMS.items()}


def test_every_rule_of_imports_is_told() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "parley" / "desk").glob("*.py")))
    named = set(re.findall(r'"((?:[a-z]+-)+[a-z]+)", (?:message|f?"|_[A-Z]|wrong\)|told)', source))
    told = {words(row[0])[0] for row in rows(section(IMPORTING, "Rules of imports"))}
    of_files = {word for row in rows(section(CONTRIBUTING, "Every rule")) for word in words(row[0])}
    assert told - of_files <= named
    assert "ambiguous-date" in told
    assert {"says-otherwise", "unsound-day", "day-is-there", "recorded-differs"} <= told


def test_every_flag_that_is_told_is_there() -> None:
    source = (ROOT / "parley" / "desk" / "importcommand.py").read_text(encoding="utf-8")
    flags = set(re.findall(r"--[a-z]+", IMPORTING))
    assert flags == set(re.findall(r'"(--[a-z]+)"', source))
