"""A page as somebody without scripts, and a program, reads it: by the standard library's parser and nothing else.

page = parsed(html)
page.links, page.ids, page.metas, page.tables …
"""

from __future__ import annotations

import json
from collections import defaultdict
from html.parser import HTMLParser
from typing import Any

_EMPTY = {"meta", "link", "br", "img", "input", "hr", "col", "source"}
Attributes = dict[str, str]


class Parsed(HTMLParser):
    """What is on a page.

    tags : attributes of every element, by its tag. tables : rows of cells of every table, as text, heads included.
    scripts : attributes and text of every `<script>`. text : all words that are shown.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: defaultdict[str, list[Attributes]] = defaultdict(list)
        self.tables: list[list[list[str]]] = []
        self.scripts: list[tuple[Attributes, str]] = []
        self.title = ""
        self._open: list[str] = []
        self._words: list[str] = []

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [each["href"] for each in self.tags["a"] if "href" in each]

    @property
    def ids(self) -> set[str]:
        return {each["id"] for of in self.tags.values() for each in of if "id" in each}

    @property
    def metas(self) -> dict[str, str]:
        """By name or property."""
        named = [(each.get("name") or each.get("property"), each.get("content", "")) for each in self.tags["meta"]]
        return {name: content for name, content in named if name}

    def link(self, rel: str) -> str:
        """The address of the `<link>` with this relation; empty when there is none."""
        return next((each["href"] for each in self.tags["link"] if each.get("rel") == rel), "")

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._words).split())

    def data(self, kind: str) -> Any:
        """The JSON of the one `<script>` of this type."""
        (told,) = [text for attributes, text in self.scripts if attributes.get("type") == kind]
        return json.loads(told)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags[tag].append(attributes)
        if tag not in _EMPTY:
            self._open.append(tag)
        if tag == "script":
            self.scripts.append((attributes, ""))
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1] == tag, f"</{tag}> closes {self._open[-1:]}: the page is not well formed"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        inside = self._open[-1:]
        if inside == ["script"]:
            attributes, text = self.scripts[-1]
            self.scripts[-1] = attributes, text + data
        elif inside == ["title"]:
            self.title += data
        elif inside != ["style"]:
            self._words.append(data)
            if "td" in self._open or "th" in self._open:
                cells = self.tables[-1][-1]
                cells[-1] = " ".join(f"{cells[-1]} {data}".split())


def parsed(html: bytes | str) -> Parsed:
    """The page read to its end; every element is closed in its order."""
    page = Parsed()
    page.feed(html if isinstance(html, str) else html.decode())
    page.close()
    assert page._open == [], f"never closed: {page._open}"
    return page
