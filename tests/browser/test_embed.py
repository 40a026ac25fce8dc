"""A view inside of somebody else's page: an article on another origin shows it, its rows can be taken from there, and it leads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, FrameLocator

from parley.ui import embed
from tests.browser.reader import NARROW, Reader, Readers
from tests.browser.test_downloads import rows

pytestmark = pytest.mark.browser

ASKED = {"actor": "russia~ukraine~usa", "topic": "security", "asof": "2025-08-24"}
TITLE = "Russia, Ukraine and United States on Security architecture, as of 24 Aug 2025"


class Article(BaseHTTPRequestHandler):
    """A page of another site. Its one paragraph is followed by whatever is to be embedded."""

    element = ""

    def do_GET(self) -> None:
        body = f"<!doctype html><html lang=en><title>An article</title><p>Text before.</p>{self.element}<p>Text after.</p></html>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing to the terminal."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of another site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Article)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def copied(reader: Reader, page: str, **parameters: str) -> str:
    """The code that Share offers on a page."""
    reader.open(f"/{page}", **parameters)
    reader.click(reader.page.get_by_role("button", name="Share"))
    reader.page.get_by_role("tab", name="Embed").click()
    return reader.page.get_by_role("tabpanel").get_by_test_id("stCode").locator("visible=true").inner_text().strip()


def read(reader: Reader, site: str, element: str) -> FrameLocator:
    """The article with this element in it, as the reader has it, once the embed is there."""
    Article.element = element
    reader.page.goto(site)
    inside = reader.page.frame_locator("iframe")
    inside.locator(".sourceline").wait_for()
    return inside


def frame(reader: Reader) -> Frame:
    return next(each for each in reader.page.frames if each.url.startswith(reader.server))


def test_an_article_elsewhere_shows_the_matrix_and_nothing_that_chooses(reader: Reader, site: str) -> None:
    element = copied(reader, "matrix", **ASKED)
    seen = reader.cells()
    inside = read(reader, site, element)
    inside.locator(".cell").first.wait_for()
    assert inside.locator(".cell").evaluate_all("cells => cells.map(cell => cell.ariaLabel)") == seen
    assert inside.get_by_text(f"{TITLE}.").is_visible()
    assert inside.locator(".st-key-pages").count() == 0
    assert not inside.locator(".st-key-choices").is_visible()
    assert reader.page.locator("iframe").get_attribute("title") == TITLE
    assert not inside.get_by_test_id("stAlert").is_visible()


def test_the_rows_can_be_taken_from_inside_the_article(reader: Reader, site: str) -> None:
    inside = read(reader, site, copied(reader, "matrix", **ASKED))
    inside.locator(".cell").first.wait_for()
    filled = inside.locator(".cell:has(.mark:not(.blank))").count()
    with reader.page.expect_download() as taken:
        inside.get_by_role("link", name="CSV of these rows").click()
    body = taken.value.path().read_bytes()
    assert taken.value.suggested_filename.startswith("ukraine-peace-positions-2025-08-24-data-")
    assert len(rows(body)) == filled > 10
    assert {row["actor"] for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))} == {"russia", "ukraine", "usa"}


def test_the_evidence_opens_inside_the_article_and_the_frame_stays_an_embed(reader: Reader, site: str) -> None:
    inside = read(reader, site, copied(reader, "matrix", **ASKED))
    inside.locator('.cell[aria-label^="Russia, Permanent neutrality: "]').click()
    evidence = inside.locator(".st-key-evidence")
    evidence.get_by_role("link", name="Follow through time").click()
    inside.get_by_role("heading", name="Through time").wait_for()
    assert urlsplit(frame(reader).url).path == "/timeline"
    assert "embed=true" in frame(reader).url
    assert inside.locator(".st-key-pages").count() == 0


def test_the_source_line_leads_to_the_same_view_with_everything_around_it(reader: Reader, site: str) -> None:
    inside = read(reader, site, copied(reader, "matrix", **ASKED))
    with reader.context.expect_page() as opened:
        inside.get_by_role("link", name="Open in Parley").click()
    opened.value.locator(".st-key-pages").wait_for()
    opened.value.get_by_text(f"{TITLE}.").wait_for()
    assert "embed" not in opened.value.url
    assert "Parley, data version " in inside.locator(".sourceline").inner_text()


def test_a_link_to_another_view_opens_beside_the_article(reader: Reader, site: str) -> None:
    inside = read(reader, site, copied(reader, "overview", asof="2025-08-24"))
    with reader.context.expect_page() as opened:
        inside.locator(".front a").first.click()
    opened.value.locator(".st-key-pages").wait_for()
    assert urlsplit(reader.page.url).netloc == urlsplit(site).netloc
    assert urlsplit(frame(reader).url).path == "/overview"


def test_an_embed_fits_a_telephone(readers: Readers, app: str, site: str) -> None:
    reader = readers.new(app, size=NARROW)
    inside = read(reader, site, embed.code(f"{app}/matrix?actor=russia~usa", "A matrix", 600))
    inside.locator(".cell").first.wait_for()
    assert inside.locator(".stMain").evaluate("main => main.scrollWidth - document.documentElement.clientWidth") <= 0
    line = inside.locator(".sourceline").bounding_box()
    outer = reader.page.locator("iframe").bounding_box()
    assert line
    assert outer
    assert line["y"] + line["height"] <= outer["y"] + outer["height"]
