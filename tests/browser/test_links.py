"""A link is the view: whoever follows it, wherever it runs, sees what the sender saw."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from parley.store import SHIPPED
from parley.ui.sitemap import TITLES
from parley.view import PARAMETERS
from tests.browser.reader import PAGES, Reader, Readers
from tests.conftest import serve

pytestmark = pytest.mark.browser

EVERYTHING = {
    "negotiation": "ukraine-peace",
    "actor": "russia~usa~uk~france~china",
    "bloc": "p5~nato",
    "topic": "security~territory",
    "issue": "nato-membership~territory-cession~foreign-troops",
    "voice": "own~spokesperson~document",
    "confidence": "high~medium",
    "from": "2025-01-01",
    "to": "2026-02-28",
    "asof": "2025-12-31",
    "since": "2025-06-01",
    "known": "2026-11-22",
    "q": "the",
    "cell": "usa|nato-membership",
    "statement": "ukraine-peace/usa/2025-08-19/nato-membership",
    "group": "bloc",
    "sort": "newest",
    "rows": "actor",
    "lane": "issue",
    "by": "usa~russia",
    "about": "usa~ukraine",
    "verdict": "contradicted~no own words",
    "proposal": "us-28-points~e3-text",
    "state": "on the record~stale",
    "what": "proposals",
    "page": "2",
    "data": "0123456789ab",
}

LABELS = {
    "actor": "Russia, United States, United Kingdom, France, China",
    "bloc": "P5 (permanent members of the UN Security Council), NATO",
    "topic": "Security architecture, Territory",
    "issue": "NATO membership for Ukraine, Ceding territory (general), Western / foreign troops in Ukraine",
    "voice": "own words, spokesperson, document",
    "confidence": "high, medium",
    "from": "2025-01-01",
    "to": "2026-02-28",
    "asof": "2025-12-31",
    "since": "2025-06-01",
    "known": "2026-11-22",
    "q": "the",
    "group": "By bloc",
    "sort": "Newest words first",
    "rows": "Actors run down",
    "lane": "One lane an issue",
}
ON_EVERY_PAGE = ("actor", "bloc", "topic", "issue", "voice", "confidence", "known")
WIDGETS = {
    "matrix": (*ON_EVERY_PAGE, "q", "asof", "since", "group", "sort", "rows"),
    "timeline": (*ON_EVERY_PAGE, "from", "to", "asof", "lane"),
    "statements": (*ON_EVERY_PAGE, "from", "to", "q", "sort"),
}
WHO = "5 actors in P5 (permanent members of the UN Security Council) and NATO"
WHAT = "NATO membership for Ukraine, Ceding territory (general) and Western / foreign troops in Ukraine"
WHERE = "(in Security architecture and Territory), on the record, high and medium confidence only"
SENTENCES = {
    "matrix": f"{WHO} on {WHAT} {WHERE}, holding “the”, as of 31 Dec 2025, changes since 1 Jun 2025 marked.",
    "timeline": f"Russia on {WHAT} {WHERE}, from 1 Jan 2025 to 28 Feb 2026.",
    "statements": f"{WHO} on {WHAT} {WHERE}, holding “the”, from 1 Jan 2025 to 28 Feb 2026.",
}


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The same positions on a server of its own."""
    with serve(SHIPPED) as address:
        yield address


def test_the_link_of_these_tests_leaves_no_parameter_out() -> None:
    assert set(EVERYTHING) == set(PARAMETERS)


@pytest.mark.parametrize("page", PAGES)
def test_a_link_shows_another_reader_on_another_server_exactly_what_the_sender_saw(
    page: str, readers: Readers, app: str, elsewhere: str
) -> None:
    sender = readers.new(app).open(f"/{page}", **EVERYTHING)
    receiver = readers.new(elsewhere).open(sender.page.url.removeprefix(app))
    assert receiver.link == EVERYTHING
    assert receiver.heard == sender.heard
    assert "Trump calls both NATO entry" in receiver.evidence.inner_text()


@pytest.mark.parametrize("page", SENTENCES)
def test_every_widget_and_the_sentence_follow_the_link(page: str, reader: Reader) -> None:
    reader.open(f"/{page}", **EVERYTHING)
    assert reader.sentence == SENTENCES[page]
    assert reader.choices() == {name: LABELS[name] for name in WIDGETS[page]}
    assert reader.widget("on-record-only").locator("input").is_checked()


def test_the_view_survives_a_walk_through_all_pages(reader: Reader) -> None:
    before = reader.open("/matrix", **EVERYTHING).heard
    for title in (title for title in TITLES.values() if title != "Matrix"):
        reader.go(title)
        assert reader.path == f"/{title.lower()}"
        assert reader.link == EVERYTHING
        assert "Trump calls both NATO entry" in reader.evidence.inner_text()
    assert reader.go("Matrix").heard == before


def test_a_link_to_the_second_page_of_a_long_list_opens_the_second_page(reader: Reader) -> None:
    reader.open("/statements", page="2")
    assert reader.widget("paging").inner_text().startswith("Previous rows\n\n101 to 200 of ")


def test_the_link_under_share_shows_the_same_and_stays_on_its_day(reader: Reader) -> None:
    reader.open("/matrix", actor="russia~ukraine", cell="russia|neutrality")
    shown = reader.sentence, reader.cells(), reader.evidence.inner_text()
    reader.click(reader.page.get_by_role("button", name="Share"))
    shared = reader.page.get_by_test_id("stCode").first.inner_text().strip()
    assert shared.startswith(f"{reader.server}/matrix?")
    assert "asof=" in shared
    assert "known=" in shared
    assert "data=" in shared
    reader.open(shared.removeprefix(reader.server))
    assert (reader.sentence, reader.cells(), reader.evidence.inner_text()) == shown


def test_a_page_of_the_masthead_is_one_step_of_history_and_a_link_that_another_tab_can_open(reader: Reader) -> None:
    reader.open("/matrix?negotiation=ukraine-peace&actor=russia~usa")
    before = reader.entries
    reader.go("Timeline")
    assert (reader.path, reader.link["actor"], reader.entries) == ("/timeline", "russia~usa", before + 1)
    with reader.page.context.expect_page() as opened:
        reader.page.locator(".st-key-pages").get_by_role("link", name="Gaps").click(modifiers=["ControlOrMeta"])
    assert opened.value.url.split("?")[0].endswith("/gaps")
    assert "actor=russia~usa" in opened.value.url
    assert reader.settle().path == "/timeline"
    assert reader.back().path == "/matrix"
