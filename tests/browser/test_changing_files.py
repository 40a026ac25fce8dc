"""Files change while somebody is reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.reader import Reader, Readers
from tests.conftest import serve

pytestmark = pytest.mark.browser

REGISTERS = {
    "negotiation.yaml": "title: Talks at the lake\n",
    "actors.yaml": "actors:\n  - id: north\n    name: North\n  - id: south\n    name: South\n",
    "issues.yaml": "issues:\n  - id: harbour\n    title: The harbour\n  - id: bridge\n    title: The bridge\n",
}


def position(issue: str, stance: str, summary: str) -> str:
    return (
        "sources:\n  - id: radio\n    title: Radio news\n    url: https://example.org/news\n"
        f"statements:\n  - issue: {issue}\n    stance: {stance}\n    summary: {summary}\n"
    )


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A small negotiation: North and South on the harbour."""
    for name, text in REGISTERS.items():
        put(tmp_path / "lake" / name, text)
    put(tmp_path / "lake/north/2030-01-01.yaml", position("harbour", "supports", "North wants the harbour."))
    put(tmp_path / "lake/south/2030-01-02.yaml", position("harbour", "opposes", "South wants none of it."))
    return tmp_path / "lake"


@pytest.fixture
def visitor(lake: Path, readers: Readers) -> Iterator[Reader]:
    with serve(lake.parent) as address:
        yield readers.new(address)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def look_again(visitor: Reader, *words: str, gone: str = "") -> None:
    """The next thing a reader does, when these words have come, or those have gone, by themselves."""
    for each in words:
        visitor.page.locator(f'[aria-label*="{each}"], :text("{each}")').first.wait_for()
    if gone:
        visitor.page.get_by_text(gone).wait_for(state="detached")
    visitor.settle().click(visitor.widget("on-record-only").locator("label"))


def test_a_new_statement_is_there_and_a_file_broken_meanwhile_is_named_and_costs_nothing_else(visitor: Reader, lake: Path) -> None:
    visitor.open("/matrix")
    assert visitor.sentence.endswith("as of 2 Jan 2030.")
    put(lake / "south/2030-01-05.yaml", position("bridge", "leans-support", "South can live with a bridge."))
    look_again(visitor, "South, The bridge: leans support")
    assert any(cell.startswith("South, The bridge: leans support") for cell in visitor.cells())
    assert visitor.sentence.endswith("as of 5 Jan 2030.")

    put(lake / "north/2030-01-01.yaml", "statements:\n  - issue: [")
    look_again(visitor, "1 file is left out")
    assert "1 file is left out: lake/north/2030-01-01.yaml" in visitor.heard
    assert visitor.cells() == [
        "North, The harbour: not researched",
        "South, The harbour: opposes, own words, 2 Jan 2030, 3 days old",
        "North, The bridge: not researched",
        "South, The bridge: leans support, own words, 5 Jan 2030, the same day",
    ]

    put(lake / "north/2030-01-01.yaml", position("harbour", "neutral", "North is neither for nor against the harbour."))
    look_again(visitor, gone="1 file is left out")
    assert "left out" not in visitor.heard
    assert visitor.cells()[0].startswith("North, The harbour: neutral")


def test_what_is_open_stays_open_when_other_files_change(visitor: Reader, lake: Path) -> None:
    visitor.open("/matrix", cell="south|harbour")
    put(lake / "south/2030-01-04.yaml", position("harbour", "declines", "South says nothing more."))
    look_again(visitor, "South says nothing more.")
    assert visitor.link["cell"] == "south|harbour"
    assert "South says nothing more." in visitor.evidence.inner_text()
