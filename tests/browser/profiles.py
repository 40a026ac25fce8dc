"""What a browser keeps for its reader: lent to a test, emptied of what was stored, and lent to the next.

In a new profile everything that draws a page is fetched and compiled anew, and a window is opened. What a test sets on a profile itself
(a route, a permission) would be lent with it, so tests set such things on a page.
"""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext

_IDLE_AT_MOST = 8
"""Enough for every kind that one server is read in; those of servers that are gone make room."""


class Kind(NamedTuple):
    """Whose pages are read, in a window of which size, in pixels, light or dark, and do scripts run?"""

    server: str
    size: tuple[int, int]
    theme: str
    scripts: bool


class Profiles:
    """The profiles of one browser. Each has an empty page that stays open, for its window closes with the last one."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: list[tuple[Kind, BrowserContext]] = []

    def lend(self, kind: Kind) -> BrowserContext:
        """A profile in which nothing is kept but what pages of that server are drawn by."""
        for place, (idle, context) in enumerate(self._idle):
            if idle == kind:
                del self._idle[place]
                return context
        return self._new(kind)

    def take_back(self, kind: Kind, context: BrowserContext, *, been_elsewhere: bool) -> None:
        """Close its pages and delete what they stored; or close it altogether, when they were not of one server."""
        if been_elsewhere:
            context.close()
            return
        empty, *pages = context.pages
        for page in pages:
            page.close()
        context.clear_cookies()
        context.new_cdp_session(empty).send("Storage.clearDataForOrigin", {"origin": kind.server, "storageTypes": "all"})
        self._idle.append((kind, context))
        if len(self._idle) > _IDLE_AT_MOST:
            self._idle.pop(0)[1].close()

    def _new(self, kind: Kind) -> BrowserContext:
        width, height = kind.size
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if kind.theme == "dark" else "light",
            java_script_enabled=kind.scripts,
            locale="en-GB",
        )
        context.new_page()
        return context
