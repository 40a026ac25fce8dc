"""Files become tables: the columns that DESIGN names, in time order, with the place of every record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from parley import frames, store
from parley.columns import CLAIMS, COLUMNS, POSITIONS, STATEMENTS, VERDICT
from parley.tables import Tables
from tests.making import TALKS, talks, write

DESIGN = """
id, negotiation, actor, actor_name, date, precision, issue, issue_title, topic, stance, score, firmness, voice, on_record, speaker, role,
summary, quote, language, translation, conditions, value, unit, confidence, proposal, article, key, source_title, publisher, source_url,
source_date, origin, recorded, coder, reviewer, corrections, note, file, line
"""
DESIGNED = DESIGN.replace(",", " ").split()

FULL = {
    "demo/proposals.yaml": """
        sources: [{id: paper, title: The text, publisher: Le Monde, url: https://example.org/text}]
        proposals:
          - id: draft
            title: The draft
            date: 2025-08
            authors: [usa, uk]
            articles:
              - {id: 1, summary: Ukraine is neutral., issue: neutrality, stance: supports}
              - {id: 2, summary: The army is limited., issue: army-cap, value: 600000}
        """,
    "demo/russia/2025-09-01.yaml": """
        recorded: 2025-09-02
        sources:
          - {id: own, title: Speech, publisher: Kremlin, date: 2025-09-01, url: https://example.org/speech}
          - {id: other, title: Talks go on, publisher: AnewZ, origin: Reuters}
        statements:
          - issue: army-cap
            stance: leans-oppose
            summary: A limit, on terms.
            source: own
            speaker: Sergei Lavrov
            quote: при условии
            language: ru
            translation: on condition
            conditions:
              - {text: in exchange for neutrality, issue: neutrality, actor: ukraine}
              - {text: before winter}
            value: 850000.5
            confidence: high
            proposal: draft
            article: 2
            coder: Tam Okoro
            reviewer: Lena Vogt
            disputed_by: Kyiv
            note: Said twice.
            answers: [{to: demo/usa/2025-08-15/about-russia/freeze-line, how: denies}]
            corrections:
              - {date: 2025-09-03, was: opposes, now: leans-oppose, why: misheard}

          - issue: army-cap
            key: evening
            stance: unclear
            summary: Words without a direction.
            source: other
            voice: reported
        claims:
          - about: finland
            issue: neutrality
            stance: opposes
            summary: The Finns would never.
            source: own
        """,
}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    snapshot = store.read(write(talks(tmp_path_factory.mktemp("positions")), FULL))
    assert snapshot.problems == ()
    return snapshot.tables


def record(table: pd.DataFrame, name: str) -> dict[str, Any]:
    """The one record of that id (below its negotiation)."""
    [row] = table[(table["id"] == f"demo/{name}").to_numpy()].to_dict("records")
    return {str(column): value for column, value in row.items()}


# Columns


def test_the_columns_are_those_of_the_design_in_its_order() -> None:
    assert [each.name for each in STATEMENTS] == DESIGNED
    assert [each.name for each in POSITIONS] == [*DESIGNED, "age_days", "stale", "mixed", "reported_otherwise"]
    assert [each.name for each in (*CLAIMS, VERDICT)] == [*DESIGNED[:4], "about", "about_name", *DESIGNED[4:], "verdict"]


@pytest.mark.parametrize("name", COLUMNS)
def test_every_table_has_exactly_its_documented_columns(name: str, full: Tables) -> None:
    assert list(getattr(full, name).columns) == [each.name for each in COLUMNS[name]]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_without_a_row_has_them_too_and_of_the_same_kinds(name: str, full: Tables, tmp_path: Path) -> None:
    empty = getattr(store.read(tmp_path).tables, name)
    assert len(empty) == 0
    assert [isinstance(each, pd.CategoricalDtype) or str(each) for each in empty.dtypes] == [
        isinstance(each, pd.CategoricalDtype) or str(each) for each in getattr(full, name).dtypes
    ]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_text_that_was_not_given_is_the_empty_text(name: str, full: Tables) -> None:
    table = getattr(full, name)
    texts = [each.name for each in COLUMNS[name] if each.kind in ("text", "word")]
    assert not table[texts].isna().to_numpy().any()


# A record, field by field


def test_a_statement_says_everything_its_file_says(full: Tables) -> None:
    said = record(full.statements, "russia/2025-09-01/army-cap")
    assert {name: said[name] for name in DESIGNED} == {
        "id": "demo/russia/2025-09-01/army-cap",
        "negotiation": "demo",
        "actor": "russia",
        "actor_name": "Russia",
        "date": "2025-09-01",
        "precision": "day",
        "issue": "army-cap",
        "issue_title": "Limit on the army",
        "topic": "security",
        "stance": "leans-oppose",
        "score": -1,
        "firmness": "",
        "voice": "own",
        "on_record": True,
        "speaker": "Sergei Lavrov",
        "role": "Foreign minister",
        "summary": "A limit, on terms.",
        "quote": "при условии",
        "language": "ru",
        "translation": "on condition",
        "conditions": "in exchange for neutrality [Permanent neutrality, Ukraine]; before winter",
        "value": 850000.5,
        "unit": "soldiers",
        "confidence": "high",
        "proposal": "draft",
        "article": "2",
        "key": "",
        "source_title": "Speech",
        "publisher": "Kremlin",
        "source_url": "https://example.org/speech",
        "source_date": "2025-09-01",
        "origin": "",
        "recorded": "2025-09-02",
        "coder": "Tam Okoro",
        "reviewer": "Lena Vogt",
        "corrections": "2025-09-03: was opposes, now leans-oppose (misheard)",
        "note": "Said twice. Disputed: Kyiv",
        "file": "demo/russia/2025-09-01.yaml",
        "line": 6,
    }


def test_a_second_statement_on_an_issue_ends_its_id_with_its_key(full: Tables) -> None:
    said = record(full.statements, "russia/2025-09-01/army-cap/evening")
    assert (said["key"], said["voice"], said["on_record"]) == ("evening", "reported", False)
    assert (said["source_title"], said["origin"]) == ("Talks go on", "Reuters")


def test_a_claim_names_who_claims_and_about_whom(full: Tables) -> None:
    claim = record(full.claims, "russia/2025-09-01/about-finland/neutrality")
    told = (claim["actor"], claim["actor_name"], claim["about"], claim["about_name"])
    assert told == ("russia", "Russia", "finland", "Finland")
    assert "finland" not in set(full.statements["actor"])


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("russia/2025-06-02/neutrality", 2),
        ("ukraine/2022-04/neutrality", 1),
        ("usa/2025-08-15/neutrality", 0),
        ("ukraine/2025-08-20/neutrality", -2),
    ],
)
def test_a_stance_has_its_score(name: str, score: int, full: Tables) -> None:
    assert record(full.statements, name)["score"] == score


@pytest.mark.parametrize("name", ["russia/2025-09-01/army-cap/evening", "uk/2024-11-29/johnson-blocked"])
def test_a_stance_off_the_scale_or_on_a_matter_of_fact_has_no_score(name: str, full: Tables) -> None:
    assert pd.isna(record(full.statements, name)["score"])


def test_a_unit_stands_only_beside_a_number(full: Tables) -> None:
    said = record(full.statements, "russia/2025-06-02/army-cap")
    assert pd.isna(said["value"])
    assert said["unit"] == ""


def test_a_month_keeps_its_spelling_and_counts_from_its_last_day(full: Tables) -> None:
    said = record(full.statements, "ukraine/2022-04/neutrality")
    assert (said["date"], said["precision"], said["day"]) == ("2022-04", "month", 19112)  # 30 April 2022


# Order and place


def test_the_words_of_one_actor_on_one_issue_lie_together_in_time_order(full: Tables) -> None:
    lying = full.statements[["negotiation", "actor", "issue", "day", "date", "order"]].astype({"actor": "str", "issue": "str"})
    assert lying.equals(lying.sort_values(list(lying.columns), kind="stable", ignore_index=True))
    assert list(lying.index) == list(range(13))


def test_two_statements_of_one_day_lie_in_the_order_of_the_file(full: Tables) -> None:
    names = [name for name in full.statements["id"] if name.startswith("demo/russia/2025-09-01/")]
    assert names == ["demo/russia/2025-09-01/army-cap", "demo/russia/2025-09-01/army-cap/evening"]


@pytest.mark.parametrize("name", ["statements", "claims", "not_found", "actors", "issues"])
def test_file_and_line_lead_to_the_first_line_of_the_record(name: str, full: Tables, tmp_path: Path) -> None:
    write(tmp_path, TALKS | FULL)
    for row in getattr(full, name).to_dict("records"):
        line = (tmp_path / row["file"]).read_text(encoding="utf-8").splitlines()[row["line"] - 1]
        first = "about" if name == "claims" else "id" if name in ("actors", "issues") else "issue"
        assert line.replace("{", "").strip().startswith(f"- {first}: {row[first]}")


# What else is read out of the files


def test_issues_carry_the_default_of_their_negotiation_and_their_own_exception(full: Tables) -> None:
    stale = dict(zip(full.issues["id"], full.issues["stale_after_days"], strict=True))
    assert (stale["neutrality"], stale["army-cap"]) == (100, 10)


def test_a_negotiation_that_says_nothing_of_staleness_never_makes_anything_stale(tmp_path: Path) -> None:
    files = TALKS | {"demo/negotiation.yaml": "title: Talks"}
    issues = store.read(write(tmp_path, files)).tables.issues.set_index("id")["stale_after_days"]
    assert issues["neutrality"] is pd.NA
    assert issues["army-cap"] == 10


def test_every_article_of_a_proposal_is_a_row(full: Tables) -> None:
    rows = full.proposals[["proposal", "article", "issue", "stance", "authors", "source_url"]].to_dict("records")
    alike = {"proposal": "draft", "authors": "usa~uk", "source_url": "https://example.org/text"}
    assert rows == [
        alike | {"article": "1", "issue": "neutrality", "stance": "supports"},
        alike | {"article": "2", "issue": "army-cap", "stance": ""},
    ]
    assert full.proposals["value"].tolist() == [pd.NA, 600000]


def test_a_source_counts_what_rests_on_it(full: Tables) -> None:
    here = full.sources[(full.sources["file"] == "demo/russia/2025-09-01.yaml").to_numpy()]
    assert dict(zip(here["id"], here["statements"], strict=True)) == {"own": 2, "other": 1}


def test_conditions_and_answers_name_the_statement_they_hang_on(full: Tables) -> None:
    name = "demo/russia/2025-09-01/army-cap"
    assert full.conditions.to_dict("records") == [
        {"statement": name, "text": "in exchange for neutrality", "issue": "neutrality", "actor": "ukraine"},
        {"statement": name, "text": "before winter", "issue": "", "actor": ""},
    ]
    answer = {"statement": name, "to": "demo/usa/2025-08-15/about-russia/freeze-line", "how": "denies"}
    assert full.answers.to_dict("records") == [answer]


def test_what_was_looked_for_says_where_and_when(full: Tables) -> None:
    [looked] = full.not_found.to_dict("records")
    assert (looked["actor"], looked["issue"], looked["on"], looked["where"]) == ("russia", "frozen-assets", "2025-08-25", "mid.ru")


# Registers that are missing or broken


def test_without_a_sound_register_ids_stand_for_names_and_no_words_are_lost(tmp_path: Path) -> None:
    files = TALKS | {"demo/actors.yaml": "actors: russia", "demo/issues.yaml": "issues: many", "demo/negotiation.yaml": "name: Talks"}
    tables = store.read(write(tmp_path, files)).tables
    said = record(tables.statements, "turkey/2025-08-10/freeze-line")
    assert (said["actor_name"], said["issue_title"], said["topic"]) == ("turkey", "freeze-line", "")
    assert len(tables.statements) == 11
    assert tables.negotiations["title"].tolist() == ["demo"]


# One negotiation of several


def test_the_tables_of_a_negotiation_hold_nothing_of_another(tmp_path: Path) -> None:
    files = TALKS | {path.replace("demo/", "demo-2/"): text for path, text in (TALKS | FULL).items()}
    tables = store.read(
        write(tmp_path, {path: text.replace("demo/usa", "demo-2/usa") if "demo-2" in path else text for path, text in files.items()})
    ).tables
    first, second = tables.of("demo"), tables.of("demo-2")
    assert (len(first.statements), len(second.statements)) == (11, 13)
    assert (len(first.conditions), len(second.conditions)) == (0, 2)
    for name in COLUMNS:
        assert len(getattr(first, name)) + len(getattr(second, name)) == len(getattr(tables, name))


def test_public_columns_leave_the_clocks_at_home(full: Tables) -> None:
    assert list(frames.public(full.statements, STATEMENTS).columns) == DESIGNED
