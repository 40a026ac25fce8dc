"""The matrix by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

FAR = 60
"""More presses of Tab than any way in these tests takes."""


def tab_to(reader: Reader, name: str) -> None:
    """Press Tab until the keyboard is on what is called `name`."""
    passed = []
    for _ in range(FAR):
        reader.page.keyboard.press("Tab")
        passed.append(reader.focused())
        if passed[-1].startswith(name):
            return
    pytest.fail(f"Tab does not reach {name}; it passes {passed}")


def test_tab_arrows_and_enter_open_a_cell_and_close_brings_the_reader_back_to_it(reader: Reader) -> None:
    reader.open("/matrix", asof="2025-08-24")
    tab_to(reader, "Russia, NATO membership for Ukraine: opposes")
    reader.press("ArrowDown", "ArrowRight")
    assert reader.focused().startswith("Ukraine, Permanent neutrality: opposes")
    reader.press("Enter")
    expect(reader.evidence.get_by_role("heading", name="Permanent neutrality", level=2)).to_be_visible()
    assert reader.focused().startswith("Ukraine, Permanent neutrality: opposes")
    tab_to(reader, "Close")
    reader.press("Enter")
    expect(reader.evidence).to_have_count(0)
    assert reader.focused().startswith("Ukraine, Permanent neutrality: opposes")


def test_a_record_of_the_list_opens_with_enter_and_close_brings_the_reader_back_to_it(reader: Reader) -> None:
    reader.open("/statements", actor="holy-see")
    summary = reader.widget("records").locator("a.open").nth(1).inner_text()
    tab_to(reader, summary)
    reader.press("Enter")
    assert summary in reader.evidence.inner_text()
    assert reader.focused() == summary
    tab_to(reader, "Close")
    reader.press("Enter")
    expect(reader.evidence).to_have_count(0)
    assert reader.focused() == summary


def test_the_keyboard_stays_where_it_is_when_evidence_closes_by_going_back(reader: Reader) -> None:
    reader.open("/matrix", asof="2025-08-24")
    tab_to(reader, "Russia, NATO membership")
    reader.press("Enter")
    reader.back()
    expect(reader.evidence).to_have_count(0)
    assert reader.focused().startswith("Russia, NATO membership for Ukraine: opposes")


def test_a_filter_can_be_chosen_without_a_mouse(reader: Reader) -> None:
    reader.open("/matrix")
    tab_to(reader, "Filters")
    reader.press("Enter")
    tab_to(reader, "Actors")
    reader.press(*"Holy")
    reader.press("ArrowDown", "Enter", "Escape", "Escape")
    assert reader.link["actor"] == "holy-see"
    assert reader.sentence.startswith("Holy See on every issue")
