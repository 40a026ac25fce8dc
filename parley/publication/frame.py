"""What stands around every page of a publication: head, masthead, what narrows it, and the way to the data."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parley import sentence
from parley.export import templating
from parley.publication import addresses
from parley.publication.shelf import Shelf
from parley.store import Snapshot
from parley.view import View, encode

LONGEST_DESCRIPTION = 280
"""So much of a description search engines and cards show."""

_LAYOUT = ("negotiation", "group", "sort", "rows", "lane", "what")
"""Parameters that arrange a view and leave nothing out."""


@dataclass(frozen=True)
class Page:
    """One page, ready to be written. indexed : it belongs into the sitemap."""

    path: str
    content: bytes
    indexed: bool = True


@dataclass(frozen=True)
class Site:
    """What all pages share.

    base : where the publication will be served, or empty. titles : of its negotiations, by id.
    narrowed : what of each is published, as a sentence; empty where all is. cards, timelines, by_night : pictures by the page they belong
    to, the last of them timelines on a dark ground.
    """

    base: str
    titles: Mapping[str, str]
    narrowed: Mapping[str, str]
    feeds: bool
    version: str
    cards: dict[str, str] = field(default_factory=dict)
    timelines: dict[str, str] = field(default_factory=dict)
    by_night: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return next(iter(self.titles.values())) if len(self.titles) == 1 else "Who stands where"


def narrowing(view: View, snapshot: Snapshot) -> str:
    """What the view leaves out, as a sentence; empty when it holds all there is."""
    chosen = {name: value for name, value in encode(view).items() if name not in _LAYOUT}
    if not chosen:
        return ""
    told = f"A selection: {sentence.positions(view, snapshot)}"
    if view.from_ or view.to:
        told += f"; statements {sentence.span(view)}"
    others = [f"{name} {chosen[name].replace('~', ', ')}" for name in ("by", "about", "verdict") if name in chosen]
    return f"{told}{f'; claims only: {sentence.listed(others)}' if others else ''}."


def drawn(template: str, path: str, site: Site, *, title: str, description: str, shelf: Shelf | None = None, **values: Any) -> Page:
    """The page at `path` from a template.

    title : of the window, and of what is shared. shelf : of the negotiation it belongs to; None for pages of the whole publication.
    """
    return Page(path, templating.render(template, frame=_frame(path, site, title, description, shelf), description=description, **values))


def missing(site: Site) -> Page:
    """What a server shows when there is nothing at an address: it can stand anywhere, so its links are whole or none."""
    home = addresses.absolute(site.base, addresses.INDEX) if site.base else ""
    return Page(addresses.MISSING, templating.render("site_missing.html", title=site.title, home=home), indexed=False)


def _frame(path: str, site: Site, title: str, description: str, shelf: Shelf | None) -> dict[str, Any]:
    def to(target: str) -> str:
        return addresses.relative(target, path)

    negotiation = shelf.negotiation if shelf else next(iter(site.titles)) if len(site.titles) == 1 else ""
    ways = [(words, to(target), target == path) for words, target in _ways(negotiation)]
    narrowed = site.narrowed[shelf.negotiation] if shelf else " ".join(dict.fromkeys(filter(None, site.narrowed.values())))
    feeds = [(name, to(addresses.feed(each))) for each, name in site.titles.items() if not shelf or each == shelf.negotiation]
    return {
        "title": title,
        "description": textwrap.shorten(description, LONGEST_DESCRIPTION, placeholder=" …"),
        "site": site.title,
        "canonical": addresses.absolute(site.base, path) if site.base else "",
        "style": f"{to(addresses.STYLE)}?v={templating.style_version()}",
        "script": f"{to(addresses.SCRIPT)}?v={templating.script_version()}",
        "home": to(addresses.INDEX),
        "about": to(addresses.ABOUT),
        "negotiation": shelf.title if shelf else "",
        "matrix": to(addresses.matrix(shelf.negotiation)) if shelf else "",
        "ways": [*ways, ("About", to(addresses.ABOUT), path == addresses.ABOUT)],
        "narrowed": narrowed,
        "feeds": feeds if site.feeds else [],
        "image": addresses.absolute(site.base, site.cards[path]) if path in site.cards else "",
        "whole": shelf is None or path == addresses.matrix(shelf.negotiation),
    }


def _ways(negotiation: str) -> list[tuple[str, str]]:
    """The pages of a negotiation in the masthead; none on pages of several."""
    pages = {"Matrix": addresses.matrix, "Claims": addresses.claims, "Sources": addresses.sources, "Data": addresses.data}
    return [(words, page(negotiation)) for words, page in pages.items()] if negotiation else []
