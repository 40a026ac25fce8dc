"""A whole publication: every negotiation of a view, page by page, then what ties them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from parley import __version__
from parley.export import templating
from parley.export.documents import DOCUMENTS
from parley.export.occasion import Occasion
from parley.publication import addresses, downloads, front, machines
from parley.publication.folder import Folder, Written, folder, state
from parley.publication.frame import Page, Site, narrowing
from parley.publication.front import Chapter
from parley.publication.pages import pages
from parley.publication.shelf import shelf
from parley.store import Snapshot
from parley.view import View, encode

Tell = Callable[[int, int], None]
"""Called with how many pages and documents are done, and how many there will be, as far as is known."""


@dataclass(frozen=True)
class Published:
    """pages : files that are pages, of `written.files` in all."""

    pages: int
    written: Written


@dataclass
class _Work:
    """A publication in the making. indexed : paths for the sitemap. done, coming : pages and documents, for whoever waits."""

    site: Site
    occasion: Occasion
    into: Folder
    same: bool
    tell: Tell
    indexed: list[str] = field(default_factory=list)
    pages: int = 0
    done: int = 0
    coming: int = 0

    def write(self, page: Page) -> None:
        self.into.put(page.path, page.content)
        self.pages += 1
        self.step()
        if page.indexed:
            self.indexed.append(page.path)

    def step(self) -> None:
        """One page or document more."""
        self.done += 1
        self.tell(self.done, max(self.done, self.coming))


def publish(out: Path, views: Sequence[View], snapshot: Snapshot, occasion: Occasion, tell: Tell = lambda _, __: None) -> Published:
    """Write the publication of these views, one a negotiation, to the folder `out`.

    occasion : its base is where the publication will be served; without one there are no canonical links, no sitemap and no feeds.
    raises : RefusedError with the reason, when `out` is something else or cannot be written.
    """
    now = {
        "base": occasion.base,
        "data_version": snapshot.version,
        "made_by": f"parley {__version__}",
        "views": [encode(view) for view in views],
    }
    before = state(out.resolve())
    with folder(out) as into:
        site = _site(views, snapshot, occasion)
        work = _Work(site, occasion, into, all(before.get(name) == value for name, value in now.items()), tell)
        into.put(addresses.STYLE, templating.style().encode())
        into.put(addresses.SCRIPT, templating.script().encode())
        chapters = [_negotiation(view, snapshot, work) for view in views]
        for page in front.pages(chapters, snapshot, site):
            work.write(page)
        for path, content in machines.files(occasion.base, work.indexed):
            into.put(path, content)
        return Published(work.pages, into.finish(now))


def _site(views: Sequence[View], snapshot: Snapshot, occasion: Occasion) -> Site:
    titles = dict(zip(snapshot.tables.negotiations["id"].astype("str"), snapshot.tables.negotiations["title"], strict=True))
    return Site(
        base=occasion.base,
        titles={view.negotiation: titles.get(view.negotiation, view.negotiation) for view in views},
        narrowed={view.negotiation: narrowing(view, snapshot) for view in views},
        feeds=bool(occasion.base) and downloads.FEED in DOCUMENTS,
        version=snapshot.version,
    )


def _negotiation(view: View, snapshot: Snapshot, work: _Work) -> Chapter:
    """Every page and file of one negotiation. Only what the front page says of it is kept."""
    of = shelf(view, snapshot)
    work.coming = work.done + len(of.paths) + downloads.steps(of, work.occasion)
    errand = downloads.Errand(of, work.occasion, work.into, work.same, work.step)
    downloads.pictures(errand, work.site)
    for page in pages(of, work.site):
        work.write(page)
    work.write(downloads.page(of, work.site, work.occasion))
    for path, content in downloads.tables(of):
        work.into.put(path, content)
    downloads.documents(errand)
    return front.chapter(of, work.site)
