"""A link that is half wrong: what was wrong is named as it stands, the rest is followed, and nothing in it runs."""

from __future__ import annotations

import pytest

from tests.browser.reader import PAGES, Reader

pytestmark = pytest.mark.browser

HTML = "<img src=https://elsewhere.example/a.png onerror=alert(1)>"
MARKDOWN = "![seen](https://elsewhere.example/b.png)"
WRONG = {
    "actor": f"russia~atlantis~{HTML}",
    "from": "2026-01-01",
    "to": "2025-01-01",
    "asof": "2025-02-30",
    "since": "yesterday",
    "topic": MARKDOWN,
    "q": "x" * 5000,
    "cell": "russia|**peace**",
    "statement": "ukraine-peace/russia/1999-01-01/peace",
    "page": "-1",
    HTML: "1",
    "actr": "usa",
}
SAID = [
    f"nothing here is called `{HTML}`",
    "nothing here is called `actr`; did you mean `actor`?",
    "`actor`: `atlantis` is not known here",
    f"`actor`: `{HTML}` is not known here",
    f"`topic`: `{MARKDOWN}` is not known here",
    "`asof`: `2025-02-30` is not in the calendar",
    "`since`: `yesterday` is not a date; write 2025-08-24, or 2025-08 or 2025 when the day is unknown",
    "`q`: the text is longer than 300 characters",
    "`page`: `-1` is not a number from 1 on",
    "`from` 2026-01-01 is after `to` 2025-01-01",
    "`cell`: `russia|**peace**` is no actor|issue of this negotiation",
    "`statement`: there is no record `ukraine-peace/russia/1999-01-01/peace`",
]


def visible(text: str) -> str:
    """The text without what nobody sees: the word joiner that keeps an address from becoming a link, or `:smile:` a face."""
    return text.replace("\u2060", "")


def test_each_wrong_part_is_named_as_it_stands_and_nothing_runs_on_any_page(reader: Reader) -> None:
    reader.open("/")
    for page in PAGES:
        reader.follow("/about").follow(f"/{page}", **WRONG)
        told = [visible(each) for each in reader.warning.get_by_role("listitem").all_inner_texts()]
        assert (reader.path, told) == (f"/{page}", SAID)
        assert reader.warning.locator("img, a, strong, em, code").count() == 0, page
        assert reader.page.get_by_test_id("stException").count() == 0, page
    assert reader.dialogs == []
    assert reader.strangers == []


def test_the_sound_rest_of_the_link_is_followed(reader: Reader) -> None:
    assert reader.open("/statements", **WRONG).sentence == "Russia on every issue, all days."


def test_words_that_look_like_markup_are_searched_for_and_shown_as_they_are(reader: Reader) -> None:
    links = "https://elsewhere.example or www.elsewhere.example or me@elsewhere.example"
    for text in (HTML, MARKDOWN, links, ":material/home: :smile: :red[now] $x^2$ a -> b <- c -- d >= e <-> f"):
        reader.open("/statements", q=text)
        assert reader.page.locator("a:is([href^='https:'], [href^='http://www'], [href^='mailto:'])").count() == 0
        assert visible(reader.sentence) == f"Everyone on every issue, holding “{text}”, all days."
    assert reader.dialogs == []
    assert reader.strangers == []


def test_the_warning_goes_when_the_reader_chooses_something(reader: Reader) -> None:
    reader.open("/matrix", actor="russia~atlantis")
    assert reader.warning.is_visible()
    reader.click(reader.cell("Russia", "Permanent neutrality"))
    assert reader.link == {"negotiation": "ukraine-peace", "actor": "russia", "cell": "russia|neutrality"}
    assert not reader.warning.is_visible()
