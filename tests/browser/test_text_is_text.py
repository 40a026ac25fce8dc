"""Texts that mean something to a browser, in every field of every file and in every part of a link, on every page.

They are read as they were written; nothing in them runs, asks for anything, becomes a link, or leaves its box.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from parley.rawtext import open_direction
from parley.store import Snapshot
from parley.view import LONGEST_TEXT, PARAMETERS, WHAT
from tests.browser.reader import NARROW, PAGES, WIDE, Reader, Readers
from tests.conftest import serve
from tests.payloads import KINDS, PAYLOADS, seen
from tests.poisoned import NEGOTIATIONS, SHARED

pytestmark = pytest.mark.browser

_EVERYTHING = """() => {
  const found = { words: [], wrong: [], wide: [] };
  const width = document.documentElement.clientWidth;
  const known = new Map();
  const scrolls = (element) => {
    if (!element || known.has(element)) return Boolean(element) && known.get(element);
    const style = getComputedStyle(element);
    const itself = style.overflowX !== "visible" || style.clipPath !== "none" || style.position === "fixed";
    known.set(element, itself || scrolls(element.parentElement ?? element.getRootNode().host));
    return known.get(element);
  };
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      const tag = element.localName;
      for (const { name, value } of element.attributes) {
        if (["aria-label", "title", "alt", "placeholder"].includes(name)) found.words.push(value);
        if (name.startsWith("on")) found.wrong.push(`${tag} ${name}`);
        if (["src", "srcset", "data", "poster", "action", "formaction", "background"].includes(name) && value.includes("pwned"))
          found.wrong.push(`${tag} ${name}=${value}`);
      }
      if (element.value && typeof element.value === "string") found.words.push(element.value);
      const href = element.getAttribute("href") ?? element.getAttribute("xlink:href");
      if (href !== null && tag !== "link") {
        const to = new URL(href, document.baseURI);
        const away = to.origin !== location.origin;
        if (!["http:", "https:"].includes(to.protocol)) found.wrong.push(`${tag} to ${href.slice(0, 80)}`);
        else if (away && (element.target !== "_blank" || !/noopener/.test(element.rel) || !/noreferrer/.test(element.rel)))
          found.wrong.push(`${tag} leaves for ${href.slice(0, 80)} with rel=${element.rel}`);
        else if (!away && to.pathname.includes("pwned")) found.wrong.push(`${tag} to ${href.slice(0, 80)}`);
      }
      if (["iframe", "object", "embed", "math", "base", "form", "video", "audio", "marquee", "foreignobject"].includes(tag)
          || (tag === "meta" && element.httpEquiv === "refresh")
          || (tag === "script" && element.src && !new URL(element.src).pathname.startsWith("/static/js/"))
          || element.classList.contains("katex") || element.id === "pwned") found.wrong.push(tag);
      if (element.childElementCount === 0 && element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement))
        found.wide.push(`${tag}: ${element.textContent.slice(0, 60)}`);
    }
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode())
      if (!["style", "script", "title"].includes(texts.currentNode.parentElement?.localName)) found.words.push(texts.currentNode.data);
  };
  walk(document);
  return found;
}"""

SHOWN: dict[str, tuple[tuple[str, str], ...]] = {
    "matrix": (("actors", "name"), ("issues", "title")),
    "claims": (("claims", "summary"), ("claims", "about_name")),
    "statements": tuple(
        ("statements", column) for column in ("summary", "quote", "translation", "conditions", "note", "speaker", "publisher")
    ),
    "sources": (("statements", "source_title"), ("statements", "publisher")),
    "about": (("negotiations", "title"), ("negotiations", "summary"), ("issues", "title"), ("issues", "question")),
}
"""What of the files stands on a page, by table and column; on the other pages that depends on what moved."""
FEW = [each[0] for each in KINDS.values() if len(each[0]) <= LONGEST_TEXT and not open_direction(each[0])]
"""A payload of each kind that can be searched for."""


@pytest.fixture(scope="module")
def desk(poisoned_folder: Path) -> Iterator[str]:
    with serve(poisoned_folder) as address:
        yield address


@pytest.fixture
def guest(readers: Readers, desk: str) -> Reader:
    return readers.new(desk)


def words(guest: Reader) -> str:
    """Everything that is read on the page, seen or heard; on the way nothing may be found that is not the app's own."""
    found = guest.ask(_EVERYTHING)
    assert found["wrong"] == []
    assert found["wide"] == []
    untouched(guest)
    return seen("".join(found["words"]))


def untouched(guest: Reader) -> None:
    assert guest.dialogs == []
    assert guest.strangers == []
    assert guest.ask("window.__pwned") is None
    assert guest.page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("page", PAGES)
def test_every_field_reads_as_it_was_written(page: str, guest: Reader, poisoned_snapshot: Snapshot) -> None:
    """Each page with two of the negotiations, which hold every kind of payload in every field; two pages have all there are."""
    guest.open("/about")
    for number in range(PAGES.index(page) % 2, len(NEGOTIATIONS), 2):
        negotiation = NEGOTIATIONS[number]
        which = {"issue": SHARED} if page == "timeline" else {}
        guest.resize(WIDE).follow(f"/{page}", negotiation=negotiation, cell=f"a{number + 3}|i{number + 3}", **which)
        assert guest.link["negotiation"] == negotiation
        told = words(guest)
        assert guest.overflow() <= 0
        here = poisoned_snapshot.of(negotiation)
        for table, column in SHOWN.get(page, ()):
            rows: pd.DataFrame = getattr(here, table)
            if page == "statements":  # a page of them
                rows = rows[rows["id"].isin(guest.rows())]
                assert len(rows) == 100
            missing = {text for text in rows[column].astype("str") if seen(text) not in told}
            assert missing == set(), column
        assert guest.resize(NARROW).overflow() <= 0
    words(guest)


@pytest.mark.parametrize("what", WHAT)
def test_every_way_to_compare_reads_as_it_was_written(what: str, guest: Reader) -> None:
    actors = "~".join(f"a{n}" for n in range(6))
    guest.open("/compare", negotiation=NEGOTIATIONS[0], what=what, actor=actors, since="2025-08-03", asof="2025-08-28")
    assert len(words(guest)) > 1_000
    assert guest.overflow() <= 0


def test_what_the_pointer_rests_on_is_told_as_it_was_written(guest: Reader) -> None:
    guest.open("/timeline", negotiation=NEGOTIATIONS[0], issue=SHARED, actor="~".join(f"a{n}" for n in range(12)))
    marks = guest.page.locator(".scatterlayer .points path.point")
    assert marks.count() >= 11
    for place in range(marks.count()):
        marks.nth(place).hover(force=True)
        guest.page.wait_for_timeout(50)
        assert guest.page.locator(".hoverlayer a").count() == 0
    assert guest.page.locator(".hoverlayer text").first.text_content()
    words(guest)


def test_choices_are_named_as_they_were_written(guest: Reader, poisoned_snapshot: Snapshot) -> None:
    negotiation = NEGOTIATIONS[1]
    guest.open("/statements", negotiation=negotiation, actor="~".join(f"a{n}" for n in range(20)))
    guest.click(guest.filters)
    told = words(guest)
    names = poisoned_snapshot.of(negotiation).actors["name"].head(20)
    assert {name for name in names if seen(name) not in told} == set()


def test_two_negotiations_with_one_title_stay_two(guest: Reader) -> None:
    """Each payload is a title twice: of one of these, and of a negotiation in which nobody has spoken."""
    guest.open("/statements", negotiation=NEGOTIATIONS[0])
    guest.click(guest.widget("on-record-only").locator("label").first)
    assert guest.link["negotiation"] == NEGOTIATIONS[0]
    assert guest.rows()


def test_what_is_searched_for_stands_in_the_sentence_as_it_was_typed(guest: Reader) -> None:
    guest.open("/statements", negotiation=NEGOTIATIONS[0])
    for payload in FEW:
        guest.follow("/statements", negotiation=NEGOTIATIONS[0], q=payload)
        assert seen(f"holding “{payload}”") in words(guest)


def test_every_part_of_a_link_that_cannot_be_followed_is_named_as_it_stands(guest: Reader) -> None:
    short = [each for each in PAYLOADS if len(each) <= 60 and not {"~", "\x00"} & set(each)]  # a browser shows no NUL
    for start in range(0, len(short), 60):
        some = short[start : start + 60]
        guest.open(
            "/matrix", **(dict(zip(PARAMETERS, some, strict=False)) | {"negotiation": NEGOTIATIONS[0], "q": "", "actor": "~".join(some)})
        )
        told = words(guest)
        assert {each for each in some if seen(f"`{each}`") not in told} == set()


def test_a_direction_left_open_is_not_searched_for(guest: Reader) -> None:
    guest.open("/statements", negotiation=NEGOTIATIONS[0], q="\u202epwned")
    assert "turns the text around and never back" in guest.warning.inner_text()
    assert "holding" not in guest.sentence
