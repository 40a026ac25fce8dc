"""Back undoes one choice, Forward makes it again, and neither holds a reader fast."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser


def only_on_the_record(reader: Reader) -> None:
    reader.click(reader.widget("on-record-only").locator("label"))


def only_russia(reader: Reader) -> None:
    reader.click(reader.filters)
    reader.click(reader.widget("actor").get_by_role("button", name="Open"))
    reader.click(reader.page.get_by_role("option", name="Russia"))
    reader.press("Escape", "Escape")


def open_neutrality(reader: Reader) -> None:
    reader.click(reader.cell("Russia", "Permanent neutrality"))


def to_the_timeline(reader: Reader) -> None:
    reader.go("Timeline")


def close_the_evidence(reader: Reader) -> None:
    reader.click(reader.evidence.get_by_role("button", name="Close"))


CHOICES: tuple[Callable[[Reader], None], ...] = (
    only_on_the_record,
    only_russia,
    open_neutrality,
    to_the_timeline,
    close_the_evidence,
)


def seen(reader: Reader) -> tuple[str, str, bool]:
    """Where the reader is, the sentence there, and whether evidence is open."""
    return reader.page.url, reader.sentence, reader.evidence.is_visible()


def test_back_undoes_one_choice_at_a_time_and_forward_makes_it_again(reader: Reader) -> None:
    trail = [seen(reader.open("/matrix"))]
    for choose in CHOICES:
        choose(reader)
        trail.append(seen(reader))
    assert len(set(trail)) == len(CHOICES) + 1
    assert [seen(reader.back()) for _ in CHOICES] == trail[-2::-1]
    assert [seen(reader.forward()) for _ in CHOICES] == trail[1:]


def test_a_choice_after_going_back_starts_from_what_is_on_the_screen(reader: Reader) -> None:
    reader.open("/matrix", asof="2025-08-24")
    only_on_the_record(reader)
    reader.back()
    open_neutrality(reader)
    assert reader.link == {"negotiation": "ukraine-peace", "asof": "2025-08-24", "cell": "russia|neutrality"}


@pytest.mark.parametrize("between_ms", [0, 30, 80, 150])
def test_going_back_twice_in_quick_succession_undoes_two_choices(reader: Reader, between_ms: int) -> None:
    trail = [seen(reader.open("/matrix"))]
    for choose in (only_on_the_record, open_neutrality, close_the_evidence):
        choose(reader)
        trail.append(seen(reader))
    reader.ask(f"history.back(); setTimeout(() => history.back(), {between_ms})")
    reader.page.wait_for_timeout(between_ms)
    assert seen(reader.settle()) == trail[1]


@pytest.mark.parametrize("path", ["/", "/matrix", "/timeline", "/statements", "/about"])
def test_back_from_a_page_where_nothing_was_chosen_leaves_the_app(reader: Reader, path: str) -> None:
    before = reader.page.url
    entries = reader.entries
    reader.open(path)
    assert reader.entries == entries + 1
    reader.page.go_back()
    assert reader.page.url == before


def test_choosing_the_same_again_adds_nothing_to_the_history(reader: Reader) -> None:
    open_neutrality(reader.open("/matrix"))
    entries = reader.entries
    open_neutrality(reader)
    assert reader.entries == entries


def test_two_choices_made_before_the_page_has_answered_both_count(reader: Reader) -> None:
    reader.open("/matrix")
    reader.widget("on-record-only").locator("label").click()
    reader.cell("Russia", "Permanent neutrality").click()
    reader.settle()
    assert (reader.link.get("voice"), reader.link.get("cell")) == ("own~spokesperson~document", "russia|neutrality")
    assert "on the record" in reader.sentence
    assert reader.evidence.is_visible()
