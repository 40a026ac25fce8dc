"""The shipped positions: sound, sourced, and what their README says of them is so."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from parley import lanes, matrix, questions, store
from parley.analysis import asof
from parley.export import named
from parley.schema import ON_RECORD
from parley.store import Snapshot
from parley.tables import Tables
from parley.ui import paging
from parley.ui.sitemap import TITLES
from parley.view import View, decode

NEGOTIATION = "ukraine-peace"
README = (store.SHIPPED / NEGOTIATION / "README.md").read_text(encoding="utf-8")
LONGEST_QUOTE = 30


@pytest.fixture(scope="module")
def shipped() -> Snapshot:
    return store.read(store.SHIPPED)


@pytest.fixture(scope="module")
def here(shipped: Snapshot) -> Tables:
    return shipped.of(NEGOTIATION)


def records(here: Tables) -> pd.DataFrame:
    """Statements and claims together."""
    return pd.concat([here.statements, here.claims], ignore_index=True)


def test_the_shipped_positions_are_sound(shipped: Snapshot) -> None:
    assert [str(problem) for problem in shipped.problems] == []


# What it must never say


def test_on_24_august_2025_russia_does_not_support_western_guarantees_though_vance_says_so(shipped: Snapshot, here: Tables) -> None:
    view = View(NEGOTIATION, actor=("russia",), issue=("western-guarantees",), voice=ON_RECORD, asof=date(2025, 8, 24))
    assert "supports" not in set(matrix.standing(view, shipped)["stance"])
    assert ("russia", "western-guarantees") in matrix.matrix(view, shipped).claimed
    claim = here.claims.set_index("id").loc[f"{NEGOTIATION}/usa/2025-08-24/about-russia/western-guarantees"]
    assert (claim["actor"], claim["about"], claim["speaker"]) == ("usa", "russia", "JD Vance")


def line_of_usa(snapshot: Snapshot) -> list[dict[Any, Any]]:
    here = snapshot.of(NEGOTIATION)
    standing = asof.positions(here.statements, here.issues, date(2025, 12, 16))
    return standing[(standing["actor"] == "usa").to_numpy()][["id", "stance", "firmness", "mixed", "reported_otherwise"]].to_dict("records")


def test_what_lavrov_claims_of_the_americans_does_not_move_their_line(shipped: Snapshot, here: Tables, tmp_path: Path) -> None:
    file = f"{NEGOTIATION}/russia/2025-12-16.yaml"
    claims = here.claims[(here.claims["file"] == file).to_numpy()]
    assert set(claims.loc[(claims["speaker"] == "Sergei Lavrov").to_numpy(), "about"]) == {"usa"}
    shutil.copytree(store.SHIPPED, tmp_path / "positions")
    text = (tmp_path / "positions" / file).read_text(encoding="utf-8")
    (tmp_path / "positions" / file).write_text(re.sub(r"(?m)^claims:\n(?:[ -].*\n)+", "", text), encoding="utf-8")
    without = store.read(tmp_path / "positions")
    assert len(without.of(NEGOTIATION).claims) == len(here.claims) - len(claims)
    assert line_of_usa(without) == line_of_usa(shipped) != []


# Sources and quotations


def test_every_record_can_be_read_where_it_was_found(here: Tables) -> None:
    told = records(here)
    sourceless = told[~told["source_url"].str.startswith(("https://", "http://")).to_numpy() | (told["source_title"] == "").to_numpy()]
    assert sourceless["id"].tolist() == []


def test_a_quotation_is_a_short_fragment(here: Tables) -> None:
    quotes = records(here).set_index("id")["quote"]
    assert quotes[[len(quote.split()) > LONGEST_QUOTE for quote in quotes]].to_dict() == {}


# What the README says


def counted(column: pd.Series[Any]) -> dict[str, int]:
    return {str(word): int(number) for word, number in column.astype("str").value_counts().items()}


def numbers_of(line: str) -> dict[str, int]:
    """`194 `own`, 40 `spokesperson`` as {"own": 194, "spokesperson": 40}."""
    [found] = re.findall(rf"{line}: (.+?)\.", README)
    return {word: int(number) for number, word in re.findall(r"(\d+) `?(?:in )?([a-z0-9-]+)`?", found)}


def row(name: str) -> int:
    """The number in a row of the README's table of counts."""
    [number] = re.findall(rf"(?m)^\| {name} \| (\d+) \|$", README)
    return int(number)


def test_the_opening_counts_what_is_there(here: Tables) -> None:
    told = " ".join(README.split())
    days = sorted(here.statements.loc[(here.statements["precision"] == "day").to_numpy(), "date"])
    assert (days[0], days[-1]) == ("2022-03-07", "2026-06-26")
    assert (
        f"{len(here.statements)} dated and sourced statements of {len(here.actors)} actors on {len(here.issues)} issues, "
        f"from 7 March 2022 to 26 June 2026, and {len(here.claims)} claims by one actor about another."
    ) in told
    assert f"| `events.yaml` | {len(here.events)} dated events |" in README
    assert here.proposals["proposal"].nunique() == 6
    assert "| six texts on the table, article by article |" in README


def test_the_table_counts_what_is_there(here: Tables) -> None:
    pairs = set(zip(here.statements["actor"], here.statements["issue"], strict=True))
    registers = {"negotiation.yaml", "actors.yaml", "issues.yaml", "events.yaml", "proposals.yaml"}
    files = [path for path in (store.SHIPPED / NEGOTIATION).rglob("*.yaml") if path.name not in registers]
    assert row("of these, statements") == len(here.statements)
    assert row("of these, claims") == len(here.claims)
    assert row("records made from them") == len(here.statements) + len(here.claims)
    assert row("rows collected") - row("left out, low confidence") == row("rows kept")
    assert row("position files") == len(files)
    assert row("actor and issue pairs with a statement") == len(pairs)
    listed = here.sources[here.sources["file"].isin(records(here)["file"]).to_numpy()]
    assert row("pages named as sources") == listed["url"].nunique()
    entries = f"{(listed['origin'] != '').sum()} of {len(listed)} source entries name its `origin`"
    assert entries in " ".join(README.split())


def test_voices_stances_and_years_are_counted_right(here: Tables) -> None:
    assert numbers_of("Statements by voice") == counted(here.statements["voice"])
    assert numbers_of("By stance") == counted(here.statements["stance"])
    years = {year: int(number) for number, year in re.findall(r"(\d+) in (20\d\d)", re.findall(r"By year: .+?\.", README)[0])}
    assert years == counted(here.statements["date"].str[:4])


def test_confidence_quotations_conditions_numbers_and_disputes_are_counted_right(here: Tables) -> None:
    told = records(here)
    assert numbers_of("Records by confidence") == counted(told["confidence"])
    carried = [int((told[name] != "").sum()) for name in ("quote", "conditions")]
    disputed = int(told["note"].str.contains("Disputed: ", regex=False).sum())
    assert (
        f"{carried[0]} records carry a quotation, {carried[1]} a condition, {int(told['value'].notna().sum())} a number, "
        f"{disputed} the name of whoever disputes them."
    ) in " ".join(README.split())


# The twelve questions


class Question(NamedTuple):
    """links : the first one must show all records named, the others some."""

    text: str
    links: list[str]
    ids: list[str]


def questions_asked() -> list[Question]:
    part = README.split("## Twelve questions")[1].split("\n## ")[0]
    found = re.findall(r"(?ms)^\d+\. \*\*(.+?)\*\* (\[Open\]\(.+?\))\n(.+?)(?=^\d+\. |\Z)", part)
    return [
        Question(
            text,
            re.findall(r"\]\((.+?)\)", links),
            [f"{NEGOTIATION}/{each}" for each in re.findall(r"`([a-z0-9-]+/[0-9-]+/[^`]+)`", told)],
        )
        for text, links, told in found
    ]


QUESTIONS = questions_asked()
LINKS = [link for question in QUESTIONS for link in question.links]


def followed(link: str, snapshot: Snapshot) -> tuple[str, View]:
    """The page of a link, and its view."""
    view, faults = decode(parse_qs(urlsplit(link).query, keep_blank_values=True), snapshot)
    assert faults == []
    return urlsplit(link).path[1:], view


def on_screen(link: str, snapshot: Snapshot) -> set[str]:
    """Ids of the records that a reader of the link sees: those of the page, and those beside it in the panel of the opened cell."""
    page, view = followed(link, snapshot)
    return set().union(*_of_page(page, view, snapshot), *_of_panel(view, snapshot)) - {""}


def _of_page(page: str, view: View, snapshot: Snapshot) -> Iterator[Iterable[str]]:
    if page == "timeline":
        view = lanes.of_one(view, lanes.subjects(view.closed, snapshot))
    compared = {"actors": matrix.standing, "days": questions.changed, "proposals": questions.proposed}[view.what]
    shown: dict[str, questions.Question] = {"claims": questions.claimed, "compare": compared, "matrix": matrix.standing}
    shown |= dict.fromkeys(("timeline", "statements"), named.statements)
    table = shown[page](view, snapshot)
    assert len(table) <= paging.ROWS
    yield from (table[name] for name in ("id", "before_id", "after_id") if name in table)


def _of_panel(view: View, snapshot: Snapshot) -> Iterator[Iterable[str]]:
    if view.opened:
        cell = View(view.negotiation, actor=(view.opened[0],), issue=(view.opened[1],))
        yield named.statements(cell, snapshot)["id"]
        yield questions.claimed(cell.but(about=cell.actor), snapshot)["id"]


def test_there_are_twelve_questions_and_each_names_its_records() -> None:
    assert len(QUESTIONS) == 12
    assert all(len(question.ids) >= 4 for question in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.text)
def test_the_first_link_of_a_question_shows_every_record_it_names_on_one_screen(question: Question, shipped: Snapshot) -> None:
    assert set(question.ids) - on_screen(question.links[0], shipped) == set()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.text)
def test_a_further_link_shows_some_of_them(question: Question, shipped: Snapshot) -> None:
    assert [link for link in question.links[1:] if len(set(question.ids) & on_screen(link, shipped)) < 2] == []


@pytest.mark.parametrize("link", LINKS)
def test_the_link_of_a_question_leads_to_a_page_that_is_there(link: str, shipped: Snapshot) -> None:
    page, _ = followed(link, shipped)
    assert page in TITLES
    assert (store.SHIPPED.parent / "pages" / f"{page}.py").is_file()


def test_where_the_readme_says_the_texts_are_they_are(shipped: Snapshot) -> None:
    [link] = [link for link in LINKS if "what=proposals" in link]
    articles = questions.proposed(followed(link, shipped)[1], shipped)
    told = articles.drop_duplicates("proposal").set_index("proposal")["text_stance"].to_dict()
    assert (told["us-28-points"], told["e3-text"]) == ("supports", "leans-support")


def test_the_claims_of_vance_and_witkoff_about_russia_are_shown_with_russias_answer(shipped: Snapshot) -> None:
    [link] = [link for link in LINKS if "/claims?" in link]
    found = questions.claimed(followed(link, shipped)[1], shipped)
    assert set(found["speaker"]) == {"JD Vance", "Steve Witkoff"}
    assert set(found["verdict"]) == {"contradicted"}
