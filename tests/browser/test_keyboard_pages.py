"""The pages that are read rather than pressed: their lines are links, and the keyboard follows them."""

from __future__ import annotations

import pytest

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

FARTHEST = 60
"""Tab stops before the first line of a page, at the most."""


@pytest.mark.parametrize("page", ["overview", "compare", "claims", "gaps", "sources", "desk"])
def test_the_first_line_of_a_page_is_reached_and_followed_by_keyboard(page: str, reader: Reader) -> None:
    reader.open(f"/{page}")
    target = reader.page.locator(".stMain .stHtml a[href^='/']:not(.out)").first
    leads_to = str(target.get_attribute("href"))
    for _ in range(FARTHEST):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement.getAttribute('href')") == leads_to:
            break
    else:
        raise AssertionError(f"the keyboard does not reach {leads_to}")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(lambda url: url.endswith(leads_to))
    reader.settle()
    assert reader.warning.count() == 0
    assert reader.sentence
