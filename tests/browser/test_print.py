"""The matrix on paper."""

from __future__ import annotations

import pytest

from tests.browser.reader import Reader, Readers

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "parameters", [{"asof": "2025-08-24"}, {"rows": "actor", "group": "bloc", "topic": "territory", "asof": "2025-12-31"}]
)
def test_the_printed_page_has_every_cell_of_the_screen_in_words_and_needs_no_script(
    parameters: dict[str, str], reader: Reader, readers: Readers
) -> None:
    cells = reader.open("/matrix", **parameters).cells()
    link = str(reader.page.get_by_role("link", name="Print").get_attribute("href"))
    paper = readers.new(reader.server, scripts=False)
    paper.page.goto(f"{reader.server}{link.removeprefix(reader.server)}")
    printed = paper.page.locator("td .unseen").all_text_contents()
    assert printed == [cell.split(": ", 1)[1] for cell in cells]
    assert len(printed) > 50
    assert paper.page.locator("script").count() == 0
    assert f"{paper.page.locator('h1 + p').inner_text()}." == reader.sentence
    assert paper.strangers == []
