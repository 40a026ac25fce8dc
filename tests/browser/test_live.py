"""Open pages follow the files by themselves, and disturb nobody who is reading or typing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Response

from tests.browser.reader import Reader, Readers
from tests.browser.test_changing_files import lake, position, put
from tests.conftest import serve

pytestmark = pytest.mark.browser
__all__ = ["lake"]

NEW = "North has changed its mind."


@pytest.fixture
def address(lake: Path) -> Iterator[str]:
    with serve(lake.parent) as address:
        yield address


@pytest.fixture
def visitor(address: str, readers: Readers) -> Reader:
    return readers.new(address)


def sees(visitor: Reader, words: str) -> None:
    """Wait for words that nobody has asked for by any act."""
    visitor.page.get_by_text(words).first.wait_for()
    visitor.settle()


def follows(visitor: Reader, issue: str, words: str) -> None:
    visitor.page.locator(f'[role=gridcell][aria-label*="{issue}: {words}"]').first.wait_for()
    visitor.settle()


def replaced(path: Path, text: str) -> None:
    """As an editor saves, or git checks out: written beside, and put in its place by one rename."""
    beside = path.with_suffix(".tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def asked(visitor: Reader, times: int) -> None:
    """Wait until the page has asked so many times which data there is."""

    def is_version(response: Response) -> bool:
        return response.url.endswith("/version")

    for _ in range(times):
        with visitor.page.expect_response(is_version):
            pass


def test_every_open_screen_shows_an_edit_a_rename_and_a_deletion(address: str, readers: Readers, lake: Path) -> None:
    wall, desk = readers.new(address).open("/statements"), readers.new(address).open("/matrix")
    replaced(lake / "north/2030-01-01.yaml", position("harbour", "leans-oppose", NEW))
    sees(wall, NEW)
    follows(desk, "The harbour", "leans oppose")

    (lake / "north/2030-01-01.yaml").rename(lake / "north/2030-02-01.yaml")
    sees(wall, "1 Feb 2030")
    assert desk.settle().page.locator("text=1 Feb 2030").first.is_visible()

    (lake / "north/2030-02-01.yaml").unlink()
    wall.page.get_by_text(NEW).wait_for(state="detached")
    assert [each.rsplit("/", 3)[1] for each in wall.rows()] == ["south"]


def test_a_file_that_is_broken_while_somebody_looks_is_named_and_mended_again(visitor: Reader, lake: Path) -> None:
    visitor.open("/matrix")
    sound = (lake / "north/2030-01-01.yaml").read_text(encoding="utf-8")
    put(lake / "north/2030-01-01.yaml", "statements:\n  - issue: [")
    sees(visitor, "1 file is left out: lake/north/2030-01-01.yaml")
    put(lake / "north/2030-01-01.yaml", sound)
    visitor.page.get_by_text("1 file is left out").wait_for(state="detached")


def test_it_says_when_that_was_and_nothing_before(visitor: Reader, lake: Path) -> None:
    visitor.open("/matrix")
    assert visitor.page.get_by_role("status").all_inner_texts() == [""]
    replaced(lake / "north/2030-01-01.yaml", position("harbour", "opposes", NEW))
    sees(visitor, "updated, ")


def test_what_is_open_stays_open_and_the_keyboard_stays_where_it_is(visitor: Reader, lake: Path) -> None:
    visitor.open("/matrix", cell="south|harbour").resize((900, 320))
    visitor.cell("South", "The harbour").focus()
    visitor.press("ArrowLeft")
    assert visitor.focused().startswith("North, The harbour: supports")
    visitor.ask("document.querySelector('.stMain').scrollTop = 60")
    address, entries = visitor.page.url, visitor.entries
    replaced(lake / "north/2030-01-01.yaml", position("harbour", "opposes", NEW))
    follows(visitor, "North, The harbour", "opposes")
    assert "South wants none of it." in visitor.evidence.inner_text()
    assert visitor.focused().startswith("North, The harbour: opposes")
    assert visitor.ask("document.querySelector('.stMain').scrollTop") == 60
    assert (visitor.page.url, visitor.entries) == (address, entries)


def test_what_is_being_typed_is_left_alone(visitor: Reader, lake: Path) -> None:
    visitor.open("/statements")
    search = visitor.widget("q").locator("input")
    search.click()
    visitor.page.keyboard.type("south wa")
    replaced(lake / "north/2030-01-01.yaml", position("harbour", "opposes", NEW))
    sees(visitor, NEW)
    visitor.page.keyboard.type("nts")
    assert search.input_value() == "south wants"
    visitor.press("Enter")
    assert [each.rsplit("/", 3)[1] for each in visitor.rows()] == ["south"]


def test_filters_that_are_being_chosen_stay_open_and_a_name_that_is_looked_up_is_not_lost(visitor: Reader, lake: Path) -> None:
    visitor.open("/statements").click(visitor.filters)
    choice = visitor.widget("issue").locator("input")
    choice.click()
    visitor.page.keyboard.type("brid")
    replaced(lake / "north/2030-01-01.yaml", position("harbour", "opposes", NEW))
    asked(visitor, 3)
    assert choice.input_value() == "brid"
    assert visitor.page.get_by_text(NEW).count() == 0
    choice.fill("")
    sees(visitor, NEW)
    assert visitor.widget("from").is_visible()


def test_as_long_as_nothing_changes_asking_draws_nothing_again(visitor: Reader) -> None:
    sent: list[object] = []
    visitor.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    visitor.open("/matrix")
    so_far = len(sent)
    asked(visitor, 3)
    assert so_far > 0
    assert len(sent) == so_far


def test_a_question_that_nobody_answers_costs_nothing(visitor: Reader, lake: Path) -> None:
    visitor.open("/matrix")
    visitor.page.route("**/version", lambda route: route.abort())
    with visitor.page.expect_event("requestfailed"):
        pass
    replaced(lake / "north/2030-01-01.yaml", position("harbour", "opposes", NEW))
    visitor.page.unroute("**/version")
    follows(visitor, "North, The harbour", "opposes")
    assert visitor.dialogs == []
