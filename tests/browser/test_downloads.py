"""The CSV holds exactly the rows on the screen, and it is the same file from the page, the route and the command line."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections import Counter
from urllib.parse import urlencode

import pytest

from tests.browser.reader import Reader
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

NARROWED = {"actor": "russia~usa~ukraine~france", "topic": "security~territory", "asof": "2025-12-31", "to": "2025-12-31", "q": "guarantee"}
ONE_ISSUE = {"actor": "russia~usa", "issue": "western-guarantees", "asof": "2025-12-31", "to": "2025-12-31", "voice": "own~document"}
TABLES = {"matrix": "positions", "timeline": "statements", "statements": "statements", "about": "issues"}


def downloaded(reader: Reader) -> bytes:
    """What the page's CSV link gives."""
    link = reader.page.get_by_role("link", name="CSV").get_attribute("href")
    return reader.context.request.get(f"{reader.server}{link.removeprefix(reader.server)}" if link else "").body()


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def marks(reader: Reader) -> list[str]:
    """Ids of the statements that have a mark on the timeline."""
    drawn = reader.ask(
        "document.querySelector('.js-plotly-plot').data"
        ".filter(trace => trace.type === 'scatter' && trace.mode.includes('markers') && trace.customdata)"
        ".flatMap(trace => Array.from(trace.customdata, each => each[0]))"
    )
    return [str(each) for each in drawn if each]


@pytest.mark.parametrize("parameters", [{}, NARROWED, {"asof": "2025-08-24", "rows": "actor", "voice": "reported"}])
def test_every_filled_cell_is_a_row_and_every_row_a_filled_cell(reader: Reader, parameters: dict[str, str]) -> None:
    reader.open("/matrix", **parameters)
    told = rows(downloaded(reader))
    filled = reader.page.locator(".cell:has(.mark:not(.blank))").evaluate_all("cells => cells.map(cell => cell.ariaLabel)")
    heads = [f"{row['actor_name']}, {row['issue_title']}: {row['stance'].replace('-', ' ')}" for row in told]
    assert len(filled) == len(heads) > 0
    assert [head for head in heads if sum(f"{cell},".startswith(f"{head},") for cell in filled) != 1] == []


def test_the_list_of_statements_has_the_rows_of_its_csv_in_the_same_order(reader: Reader) -> None:
    reader.open("/statements", sort="name")
    seen = reader.rows()
    while (later := reader.page.get_by_role("button", name="Next rows")).is_enabled():
        seen += reader.click(later).rows()
    assert seen == [row["id"] for row in rows(downloaded(reader))]
    assert len(seen) > 300


@pytest.mark.parametrize("parameters", [{}, {"lane": "issue", "actor": "usa", "from": "2025-03-01", "to": "2025-12-31"}])
def test_every_mark_on_the_timeline_is_a_row_and_every_row_a_mark(reader: Reader, parameters: dict[str, str]) -> None:
    reader.open("/timeline", **parameters)
    ids = [row["id"] for row in rows(downloaded(reader))]
    assert Counter(marks(reader)) == Counter(ids)
    assert len(ids) > 10


def test_the_issues_about_tells_are_those_of_its_csv(reader: Reader) -> None:
    reader.open("/about", topic="territory")
    shown = reader.page.get_by_role("region", name="Issues and what each stance means").get_by_role("rowheader").all_inner_texts()
    assert shown == [row["title"] for row in rows(downloaded(reader))]
    assert "Crimea accepted as Russian" in shown


@pytest.mark.parametrize(("page", "table"), TABLES.items())
def test_page_route_and_command_line_give_the_same_bytes(reader: Reader, page: str, table: str) -> None:
    body = downloaded(reader.open(f"/{page}", **ONE_ISSUE))
    flags = [word for name, value in ONE_ISSUE.items() for word in (f"--{name}", value)]
    told = subprocess.run([sys.executable, "-m", "parley", "table", table, *flags], cwd=ROOT, capture_output=True, check=True)
    assert told.stdout == body
    assert reader.context.request.get(f"{reader.server}/api/{table}.csv", params=urlencode(ONE_ISSUE)).body() == body
    assert rows(body)
