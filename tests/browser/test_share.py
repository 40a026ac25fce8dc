"""What Share gives works as it stands: the lines run, the link holds, and an older link says what has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.reader import NARROW, PAGES, Reader, Readers
from tests.browser.test_axe import Rules, barriers
from tests.conftest import serve
from tests.making import talks, write

pytestmark = pytest.mark.browser

LATER = """
    recorded: 2025-09-03
    sources: [{id: a, title: A}]
    statements: [{issue: neutrality, stance: opposes, summary: No neutrality.}]
    """
OLDER = {"asof": "2025-08-24", "known": "2025-08-25", "data": "0123456789ab"}


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a small negotiation to which a statement was added on 3 September 2025."""
    folder: Path = talks(tmp_path_factory.mktemp("positions"))
    with serve(write(folder, {"demo/uk/2025-09-02.yaml": LATER})) as address:
        yield address


def share(reader: Reader, way: str) -> list[str]:
    """What can be copied under one of the tabs of Share."""
    reader.click(reader.page.get_by_role("button", name="Share"))
    reader.page.get_by_role("tab", name=way).click()
    codes = reader.page.get_by_role("tabpanel").get_by_test_id("stCode").locator("visible=true")
    codes.first.wait_for()
    return codes.all_inner_texts()


def run(code: str) -> Any:
    """The rows that the copied lines give."""
    names: dict[str, Any] = {}
    exec(code, names)  # what a reader would do with it
    return names["rows"]


def test_the_lines_for_pandas_give_the_rows_on_the_screen_in_their_order(reader: Reader) -> None:
    reader.open("/statements", actor="russia", issue="neutrality", sort="oldest")
    told = run(share(reader, "Code")[0])
    assert list(told["id"]) == reader.rows()
    assert len(told) > 3


def test_the_lines_for_pandas_give_the_cells_of_the_matrix(reader: Reader) -> None:
    reader.open("/matrix", actor="russia~ukraine~usa", topic="security", asof="2025-08-24")
    told = run(share(reader, "Code")[0])
    filled = reader.page.locator(".cell:has(.mark:not(.blank))").evaluate_all("cells => cells.map(cell => cell.ariaLabel)")
    heads = {f"{row.actor_name}, {row.issue_title}: {row.stance.replace('-', ' ')}" for row in told.itertuples()}
    assert len(heads) == len(filled) > 10
    assert [cell for cell in filled if not any(f"{cell},".startswith(f"{head},") for head in heads)] == []


def test_a_shared_link_opened_later_says_what_was_added_and_leads_there_and_back(readers: Readers, later: str) -> None:
    reader = readers.new(later).open("/matrix", **OLDER)
    note = reader.page.get_by_role("note")
    before = reader.cells()
    assert "after that day 1 statement was entered" in note.inner_text()
    reader.click(note.get_by_role("link", name="Show it as it is now"))
    assert reader.link == {"negotiation": "demo"}
    assert reader.page.get_by_role("note").count() == 0
    assert reader.cells() != before
    reader.back()
    assert reader.cells() == before
    assert reader.page.get_by_role("note").count() == 1


def test_the_note_stays_while_filters_change_and_back_undoes_each_of_them(readers: Readers, later: str) -> None:
    reader = readers.new(later).open("/matrix", **OLDER)
    reader.click(reader.widget("on-record-only").locator("label"))
    assert reader.link["data"] == OLDER["data"]
    reader.go("Statements")
    assert "1 statement was entered" in reader.page.get_by_role("note").inner_text()
    reader.back().back()
    assert reader.path == "/matrix"
    assert reader.link == OLDER
    assert reader.page.get_by_role("note").count() == 1


def test_ordinary_addresses_name_no_data_version(reader: Reader) -> None:
    reader.open("/matrix")
    reader.click(reader.widget("on-record-only").locator("label"))
    assert set(reader.link) == {"negotiation", "voice"}


def test_share_fits_a_telephone_on_every_page(readers: Readers, app: str) -> None:
    reader = readers.new(app, size=NARROW).open("/")
    for page in PAGES:
        if page == "draft":  # which has no Share
            continue
        reader.follow(f"/{page}").click(reader.page.get_by_role("button", name="Share"))
        assert reader.path == f"/{page}"
        body = reader.page.get_by_test_id("stPopoverBody")
        for way in ("Link", "Files", "Code", "Cite", "Embed"):
            reader.page.get_by_role("tab", name=way).click()
            box = body.bounding_box()
            assert box, (page, way)
            assert box["x"] >= 0, (page, way)
            assert box["x"] + box["width"] <= NARROW[0], (page, way)
            assert body.evaluate("box => box.scrollWidth - box.clientWidth") <= 0, (page, way)
        reader.press("Escape")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_barrier_in_share(theme: str, readers: Readers, app: str) -> None:
    reader = readers.new(app, theme=theme).open("/matrix", known="2026-11-22", data="0123456789ab")
    reader.click(reader.page.get_by_role("button", name="Share"))
    for way in ("Link", "Files", "Code", "Cite", "Embed"):
        reader.page.get_by_role("tab", name=way).click()
        reader.settle()
        rules: Rules = "all" if theme == "light" else "contrast"
        assert (way, barriers(reader.page, rules, within="[data-testid=stPopoverBody]")) == (way, [])
