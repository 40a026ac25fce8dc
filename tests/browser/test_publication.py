"""A publication as its readers meet it: with scripts and without, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.reader import NARROW, Readers
from tests.browser.test_axe import barriers
from tests.test_publication import served

pytestmark = pytest.mark.browser

PAGES = {
    "front": "index.html",
    "matrix": "ukraine-peace/index.html",
    "actor": "ukraine-peace/actors/russia.html",
    "issue": "ukraine-peace/issues/nato-membership.html",
    "record": "ukraine-peace/russia/2025-08-24/neutrality.html",
    "claims": "ukraine-peace/claims.html",
    "sources": "ukraine-peace/sources.html",
    "data": "ukraine-peace/data.html",
    "about": "about.html",
}


@pytest.fixture(scope="module")
def site(publication: Path) -> Iterator[str]:
    with served(publication) as server:
        yield f"{server}/under/talks/"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_barrier_and_nothing_is_wider_than_a_telephone(name: str, theme: str, readers: Readers, site: str) -> None:
    reader = readers.new(site, theme=theme)
    reader.page.goto(site + PAGES[name])
    wide = barriers(reader.page, "all" if theme == "light" else "contrast")
    reader.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    narrow = barriers(reader.page, "all but contrast") if theme == "light" else []
    assert (wide, narrow) == ([], [])
    assert reader.ask("document.documentElement.scrollWidth") <= NARROW[0]
    assert reader.strangers == []


def test_a_cell_opens_its_words_and_leads_on_to_the_page_of_the_record(readers: Readers, site: str) -> None:
    page = readers.new(site).page
    page.goto(f"{site}ukraine-peace/index.html")
    page.locator('td[data-cell="russia|neutrality"]').click()
    assert page.url == f"{site}ukraine-peace/index.html#russia%7Cneutrality"
    page.locator("#evidence").get_by_role("link", name="The page of this record").first.click()
    assert page.url == f"{site}ukraine-peace/russia/2025-08-24/neutrality.html"
    page.go_back()
    assert page.locator("#evidence h2").inner_text() == "Permanent neutrality"


def test_without_scripts_the_same_cell_leads_there_at_once(readers: Readers, site: str) -> None:
    page = readers.new(site, scripts=False).page
    page.goto(f"{site}ukraine-peace/index.html")
    page.locator('td[data-cell="russia|neutrality"] a').click()
    assert page.url == f"{site}ukraine-peace/russia/2025-08-24/neutrality.html"
    assert page.get_by_role("heading", level=1).inner_text() == "Russia on Permanent neutrality"


def test_it_reads_from_a_folder_on_disk_too(publication: Path, readers: Readers, site: str) -> None:
    page = readers.new(site).page
    page.goto((publication / "under" / "talks" / "index.html").as_uri())
    page.get_by_role("link", name="Who stands where: the matrix").click()
    expect(page.locator("td[data-cell]")).to_have_count(22 * 46)
    assert page.evaluate("getComputedStyle(document.querySelector('.mark.supports')).backgroundColor") == "rgb(84, 39, 136)"
