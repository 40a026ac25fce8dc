"""Another negotiation, large and awkward: it opens, narrows and scrolls like the one that ships with Parley."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests import big
from tests.big import Big, actor_name
from tests.browser.reader import NARROW, PAGES, WIDE, Reader, Readers
from tests.browser.test_axe import barriers
from tests.conftest import serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Big:
    return big.write(tmp_path_factory.mktemp("big"))


@pytest.fixture(scope="module")
def hall(talks: Big) -> Iterator[str]:
    with serve(talks.folder) as address:
        yield address


@pytest.fixture
def guest(readers: Readers, hall: str) -> Reader:
    return readers.new(hall)


def test_every_page_opens_names_the_broken_file_and_fits_a_telephone(guest: Reader, talks: Big) -> None:
    guest.open("/")
    for page in PAGES:
        guest.resize(WIDE).follow(f"/{page}", cell="actor-000|issue-0")
        assert (guest.path, guest.page.get_by_test_id("stException").count()) == (f"/{page}", 0)
        assert f"1 file is left out: {talks.broken}" in guest.page.get_by_test_id("stExpander").first.inner_text(), page
        assert actor_name(0) in guest.evidence.inner_text(), page
        assert guest.overflow() <= 0, page
        assert guest.resize(NARROW).overflow() <= 0, page
        expect(guest.evidence.get_by_role("button", name="Close")).to_be_in_viewport()


def test_every_pair_has_its_cell_and_names_are_whole(guest: Reader) -> None:
    guest.open("/matrix")
    cells = guest.cells()
    assert len(cells) == big.ACTORS * big.ISSUES
    assert all(f"{actor_name(number)}, " in cells[number * big.ISSUES] for number in range(big.ACTORS))


def test_the_body_of_the_matrix_scrolls_and_its_header_stays(guest: Reader) -> None:
    guest.open("/matrix")
    head, first = guest.page.locator(".box thead"), guest.cell(actor_name(0), f"{big.SCRIPTS[-1]}?")
    before = head.bounding_box()
    first.hover()
    guest.page.mouse.wheel(0, 3000)
    guest.page.wait_for_function("box => box.scrollTop > 1000", arg=guest.page.locator(".box").element_handle())
    assert head.bounding_box() == before
    top = first.bounding_box()
    assert before
    assert top
    assert top["y"] < before["y"]


def test_filters_and_search_narrow_it_in_every_script(guest: Reader) -> None:
    guest.open("/matrix", actor="actor-001~actor-002")
    assert {cell.split(", ")[0] for cell in guest.cells()} == {actor_name(1), actor_name(2)}
    guest.open("/statements", q="الوفد 001", sort="oldest")
    assert guest.widget("paging").inner_text().startswith(f"Previous rows\n\n1 to {big.PER_ACTOR} of {big.PER_ACTOR}")


def test_four_thousand_statements_come_a_hundred_at_a_time(guest: Reader) -> None:
    guest.open("/statements", page="40")
    assert len(guest.rows()) == 100
    assert guest.widget("paging").inner_text().startswith("Previous rows\n\n3,901 to 4,000 of 4,000")
    assert guest.page.get_by_role("button", name="Next rows").is_disabled()


def test_a_quote_longer_than_the_page_is_whole_and_leaves_the_way_out_in_reach(guest: Reader, talks: Big) -> None:
    guest.open("/statements", statement=talks.quoted)
    quote = guest.evidence.locator("blockquote").inner_text()
    assert quote.count("I say it again.") == big.LONG_QUOTE // 16
    assert barriers(guest.page) == []
    guest.click(guest.evidence.get_by_role("button", name="Close"))
    assert "statement" not in guest.link


def test_a_timeline_has_a_lane_for_everybody(guest: Reader) -> None:
    guest.open("/timeline", issue="issue-0")
    assert guest.page.locator(".js-plotly-plot").count() == 1
    assert any(
        words.startswith("Timeline of 200 actors from ") for words in guest.page.get_by_test_id("stCaptionContainer").all_inner_texts()
    )
