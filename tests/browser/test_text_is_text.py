"""Texts that mean something to a browser, in every field of every file and in every part of a link, on every page.

They are read as they were written; nothing in them runs, asks for anything, becomes a link, or leaves its box.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from parley import store
from parley.store import Snapshot
from tests.browser.reader import NARROW, PAGES, WIDE, Reader, Readers
from tests.conftest import serve
from tests.payloads import seen
from tests.poisoned import NEGOTIATIONS, SHARED, poisoned

pytestmark = pytest.mark.browser

_EVERYTHING = """() => {
  const found = { words: [], wrong: [], wide: [] };
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      const style = getComputedStyle(at);
      if (style.overflowX !== "visible" || style.clipPath !== "none" || style.position === "fixed") return true;
    }
    return false;
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
    "overview": (),
    "matrix": (("actors", "name"), ("issues", "title")),
    "timeline": (),
    "compare": (),
    "claims": (("claims", "summary"), ("claims", "about_name")),
    "gaps": (),
    "statements": tuple(
        ("statements", column) for column in ("summary", "quote", "translation", "conditions", "note", "speaker", "publisher")
    ),
    "sources": (("statements", "source_title"), ("statements", "publisher")),
    "desk": (),
    "about": (("negotiations", "title"), ("negotiations", "summary"), ("issues", "title"), ("issues", "question")),
}
"""What of the files stands on a page, by table and column; on the other pages it depends on what moved."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return poisoned(tmp_path_factory.mktemp("poisoned"))


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    return store.read(folder)


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[str]:
    with serve(folder) as address:
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
def test_every_field_reads_as_it_was_written(page: str, guest: Reader, snapshot: Snapshot) -> None:
    for number, negotiation in enumerate(NEGOTIATIONS):
        which = {"issue": SHARED} if page == "timeline" else {}
        guest.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        guest.open(f"/{page}", negotiation=negotiation, cell=f"a{number + 3}|i{number + 3}", **which)
        assert guest.link["negotiation"] == negotiation
        told = words(guest)
        assert guest.overflow() <= 0
        here = snapshot.of(negotiation)
        for table, column in SHOWN[page]:
            rows: pd.DataFrame = getattr(here, table)
            missing = {text for text in rows[column].astype("str") if seen(text) not in told}
            assert missing == set(), column
        assert guest.resize(NARROW).overflow() <= 0
        words(guest)
