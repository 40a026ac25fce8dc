"""The page of sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley import descriptions, questions, store
from parley.ui import bibliography
from parley.view import View
from tests.making import TALKS, talks, write

DEMO = View(negotiation="demo")
RUSSIA, INTERVIEW = "demo/russia/2025-08-24.yaml", "url: https://example.org/interview"
AGAIN = """
    sources: [{id: mail, title: Once more, publisher: Daily Mail, url: https://example.org/mail, origin: AFP, archive: https://example.org/kept}]
    statements:
      - {issue: freeze-line, stance: leans-support, summary: Said again., voice: reported}
    """


@pytest.fixture
def snapshot(tmp_path: Path) -> store.Snapshot:
    """TALKS, with the interview carried from an agency by two outlets."""
    carried = TALKS[RUSSIA].replace(INTERVIEW, f"{INTERVIEW}, origin: AFP")
    return store.read(write(tmp_path, TALKS | {RUSSIA: carried, "demo/russia/2025-08-23.yaml": AGAIN}))


def test_the_paragraph_counts_pages_by_what_they_are(tmp_path: Path) -> None:
    cited = questions.cited(DEMO, store.read(talks(tmp_path)))
    # 11 statements and 2 claims, one of them reported, on 7 pages.
    assert descriptions.sources("Everyone", cited, 0) == (
        "Everyone. 13 statements and claims, said Apr 2022 to 24 Aug 2025, 12 of 13 on the record, rest on 7 pages. "
        "0 of 7 carry somebody else’s report; 7 of 7 have no archived copy."
    )


def test_a_carried_report_and_an_archived_copy_are_counted(snapshot: store.Snapshot) -> None:
    told = bibliography.description(DEMO, snapshot)
    assert "2 of 8 carry somebody else’s report; 7 of 8 have no archived copy." in told


def test_two_outlets_that_carry_one_agency_are_told_as_one_origin(snapshot: store.Snapshot) -> None:
    told = bibliography.origins(DEMO, snapshot)
    assert "1 of them on more than one page that carries it" in told
    assert told.index("2 pages, one origin: AFP") < told.index("one page, one origin")


def test_each_page_says_whose_report_it_is_and_what_rests_on_it(snapshot: store.Snapshot) -> None:
    told = bibliography.pages(DEMO, snapshot)
    assert 'href="https://example.org/mail"' in told
    assert "carries AFP" in told
    assert ">its own<" in told
    assert "no archived copy" in told
    assert 'href="https://example.org/kept"' in told


def test_a_page_without_an_address_is_no_link(tmp_path: Path) -> None:
    told = bibliography.pages(DEMO, store.read(talks(tmp_path)))
    assert '<th scope="row">Evening address</th>' in told


def test_nothing_in_a_title_is_markup(tmp_path: Path) -> None:
    usa = "demo/usa/2025-08-15.yaml"
    files = TALKS | {usa: TALKS[usa].replace("title: Briefing", 'title: "<script>x</script>"')}
    told = bibliography.pages(DEMO, store.read(write(tmp_path, files)))
    assert "<script>" not in told
    assert "&lt;script&gt;" in told
