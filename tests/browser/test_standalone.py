"""A view as one file, opened from disk by somebody without any network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog

from parley import store
from parley.export import named
from parley.export.documents import DOCUMENTS
from parley.export.occasion import Occasion
from parley.store import SHIPPED, Snapshot
from parley.view import View
from tests.browser.reader import NARROW, WIDE
from tests.browser.test_axe import barriers
from tests.test_standalone import HOSTILE, hostile

pytestmark = pytest.mark.browser

VIEW = View(negotiation="ukraine-peace", actor=("russia", "ukraine", "usa"), topic=("security",), asof=date(2025, 8, 24), rows="actor")
GUARANTEES = "russia|western-guarantees"
Open = Callable[..., "Opened"]


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return store.read(SHIPPED)


class Opened:
    """A file opened from disk in a browser without a network. asked : what it asked for besides itself, and what went wrong on it."""

    def __init__(self, context: BrowserContext, file: Path, anchor: str) -> None:
        context.set_offline(True)
        self.page = context.new_page()
        self.asked: list[str] = []
        self.page.on("pageerror", lambda error: self.asked.append(f"error: {error}"))
        self.page.on("console", lambda message: self.asked.append(f"console: {message.text}"))
        self.page.on("dialog", self._dismiss)
        self.page.on("request", lambda request: self._note(request.url, file.as_uri()))
        self.page.goto(file.as_uri() + anchor)

    def _note(self, url: str, own: str) -> None:
        if url.partition("#")[0] != own:
            self.asked.append(url)

    def _dismiss(self, dialog: Dialog) -> None:
        self.asked.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def opened(chromium: Browser, snapshot: Snapshot, tmp_path: Path) -> Iterator[Open]:
    """Makes a document and opens it."""
    contexts = []

    def open_file(name: str, view: View = VIEW, of: Snapshot = snapshot, anchor: str = "", **options: Any) -> Opened:
        file = tmp_path / name
        file.write_bytes(DOCUMENTS[name].make(view, of, Occasion("https://desk.example.org", date(2025, 11, 26))))
        contexts.append(chromium.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}, **options))
        return Opened(contexts[-1], file, anchor)

    yield open_file
    for context in contexts:
        context.close()


def test_the_matrix_shows_the_rows_of_the_named_table_and_asks_nobody(opened: Open, snapshot: Snapshot) -> None:
    file = opened("matrix.html")
    page = file.page
    table = named.table("matrix", VIEW, snapshot)
    cells = page.locator("td[data-cell]").evaluate_all("cells => cells.map(cell => [cell.dataset.cell, cell.ariaLabel])")
    issues = [name for name in table if name not in ("actor", "actor_name", "view", "data_version")]
    assert [cell for cell, _ in cells] == [f"{actor}|{issue}" for actor in table["actor"] for issue in issues]
    for (_, words), stance in zip(cells, table[issues].to_numpy().ravel(), strict=True):
        assert stance.removeprefix("reported: ").replace("-", " ") in words
    assert file.asked == []


def test_a_click_opens_the_words_the_speaker_the_source_and_claims_of_others(opened: Open) -> None:
    file = opened("matrix.html", View(negotiation="ukraine-peace", asof=date(2025, 8, 20)))
    page = file.page
    page.locator('td[data-cell="russia|china-guarantor"]').click()
    panel = page.locator("#evidence")
    assert panel.get_by_role("heading", name="China as guarantor").is_visible()
    assert "Lavrov wants China among the equal guarantors." in panel.inner_text()
    assert "Sergei Lavrov, Foreign minister" in panel.inner_text()
    assert panel.locator("dd a[href^=http]").count() == 1
    page.locator(f'td[data-cell="{GUARANTEES}"]').click()
    claims = panel.locator("details")
    assert claims.count() > 0
    claims.first.locator("summary").click()
    assert "A claim never moves the position of the one it is about." in claims.first.inner_text()
    assert file.asked == []


def test_the_keyboard_walks_opens_and_comes_back(opened: Open) -> None:
    page = opened("matrix.html").page
    page.locator("td[data-cell]").first.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    here = page.evaluate("document.activeElement.dataset.cell")
    assert here.startswith("ukraine|")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.locator("#evidence").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#evidence").count() == 0
    assert page.evaluate("document.activeElement.dataset.cell") == here
    assert page.locator("td[data-cell][tabindex='0']").count() == 1


def test_what_is_open_is_in_the_address_and_back_closes_it(opened: Open) -> None:
    page = opened("matrix.html", anchor=f"#{quote(GUARANTEES)}").page
    assert page.locator("#evidence h2").inner_text() == "Western security guarantees"
    page.locator('td[data-cell="ukraine|neutrality"]').click()
    assert page.locator("#evidence h2").inner_text() == "Permanent neutrality"
    page.go_back()
    assert page.locator("#evidence h2").inner_text() == "Western security guarantees"


def test_rows_are_found_by_their_words_blind_to_case_and_accents(opened: Open) -> None:
    page = opened("statements.html", View(negotiation="ukraine-peace")).page
    every = page.locator("tbody tr").count()
    page.get_by_role("searchbox", name="Find words").fill("TURKIYE  ceasefire")
    found = page.locator("tbody tr:visible").all_inner_texts()
    assert 0 < len(found) < 20
    assert all("Türkiye" in text and "ceasefire" in text.lower() for text in found)
    assert page.locator("output").inner_text() == f"{len(found)} of {every}"


def test_a_heading_sorts_and_sorts_back(opened: Open) -> None:
    page = opened("statements.html", VIEW).page
    head = page.get_by_role("columnheader", name="Date")
    days = page.locator("tbody th")
    for sort, back in (("ascending", False), ("descending", True)):
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == sort
        keys = days.evaluate_all("days => days.map(day => day.dataset.key)")
        assert keys == sorted(keys, reverse=back)


@pytest.mark.parametrize("name", ["matrix.html", "statements.html", "timeline.html", "claims.html"])
def test_without_scripts_everything_is_a_table_and_a_cell_leads_to_its_words(name: str, opened: Open, snapshot: Snapshot) -> None:
    file = opened(name, java_script_enabled=False)
    page = file.page
    assert page.get_by_role("searchbox").count() == 0
    if name == "matrix.html":
        page.locator('td[data-cell="ukraine|neutrality"] a').click()
        row = page.locator('[id="ukraine|neutrality"]')
        assert row.get_by_text(str(_standing(snapshot, "ukraine", "neutrality"))).is_visible()
    else:
        table = {"statements.html": "statements", "timeline.html": "statements", "claims.html": "claims"}[name]
        assert page.locator("tr[id]").count() == len(named.table(table, VIEW, snapshot)) > 3
    assert file.asked == []


def _standing(snapshot: Snapshot, actor: str, issue: str) -> str:
    table = named.table("positions", VIEW, snapshot)
    return str(table.loc[((table["actor"] == actor) & (table["issue"] == issue)).to_numpy(), "summary"].iloc[0])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["matrix.html", "statements.html", "timeline.html", "claims.html"])
def test_axe_finds_no_serious_barrier(name: str, theme: str, opened: Open) -> None:
    page = opened(name, color_scheme=theme).page
    if name == "matrix.html":
        page.locator(f'td[data-cell="{GUARANTEES}"]').click()
    wide = barriers(page, "all" if theme == "light" else "contrast")
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    narrow = barriers(page, "all but contrast") if theme == "light" else []
    assert (wide, narrow) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_hostile_words_stay_words_in_the_panel_too(opened: Open, tmp_path: Path) -> None:
    evil = store.read(hostile(tmp_path / "hostile"))
    file = opened("matrix.html", View(negotiation="demo"), evil)
    page = file.page
    page.locator('td[data-cell="russia|neutrality"]').click()
    panel = page.locator("#evidence")
    assert HOSTILE in panel.inner_text()
    assert page.locator("img").count() == 0
    assert panel.locator("a").evaluate_all("links => links.map(link => link.protocol)") == ["https:"]
    assert file.asked == []
