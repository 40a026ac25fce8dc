"""On a screen 400 pixels wide."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.reader import NARROW, PAGES, Reader, Readers

pytestmark = pytest.mark.browser

OPEN = {"cell": "russia|western-guarantees", "asof": "2026-02-28"}


@pytest.fixture
def telephone(readers: Readers, app: str) -> Reader:
    return readers.new(app, size=NARROW)


def test_no_page_scrolls_sideways_and_the_sheet_of_evidence_can_be_closed(telephone: Reader) -> None:
    telephone.open("/")
    for page in PAGES:
        telephone.follow(f"/{page}", **OPEN)
        assert (telephone.path, telephone.overflow() <= 0) == (f"/{page}", True)
        sheet = telephone.evidence.bounding_box()
        assert sheet, page
        assert (page, sheet["x"], sheet["width"]) == (page, 0, 400)
        assert telephone.evidence.evaluate("sheet => sheet.scrollWidth - sheet.clientWidth") <= 0, page
        telephone.evidence.evaluate("sheet => sheet.scrollTo(0, sheet.scrollHeight)")
        close = telephone.evidence.get_by_role("button", name="Close")
        expect(close).to_be_in_viewport()
        telephone.click(close)
        expect(telephone.evidence).to_have_count(0)
        assert telephone.overflow() <= 0, page


@pytest.mark.parametrize("page", ["matrix", "timeline", "statements"])
def test_the_filters_fit_on_the_screen(page: str, telephone: Reader) -> None:
    telephone.open(f"/{page}")
    telephone.click(telephone.filters)
    box = telephone.widget("actor").bounding_box()
    assert box
    assert 0 <= box["x"] < box["x"] + box["width"] <= 400
    assert telephone.overflow() <= 0
