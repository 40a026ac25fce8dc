"""The door is open before everything is there: a browser fetches what a page is made of while we import what it is worked out with.

    begin()     import everything and read the files, in a thread of its own
    pages()     what pages need of that: whoever draws one asks first
    late(name)  a module that only some need
    Opening     the routes beside the pages, from when the first of them is asked for

Half of a start is the import of pandas, pyarrow, pydantic and of our own modules; a browser takes as long to load Streamlit's page.
Knows no library that is slow to import, nor anything of ours that does.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from asyncio import get_running_loop
from collections.abc import Awaitable, Callable, MutableMapping
from importlib import import_module
from typing import Any

ROUTES = ("/api/", "/print/", "/schema/", "/healthz", "/version", "/feed.atom")
"""How the paths of all routes beside the pages begin (see http)."""
_HTTP = "parley.http"
_PAGES = ("parley.ui.turns", "parley.ui.masthead", "parley.ui.notices", "parley.ui.board", "parley.ui.downloads")
"""What every page is worked out with, and what the first one is drawn with; the others import the little else they need."""
_SWITCH_SECONDS = 0.0005
"""Whoever serves waits so long at most for the one who imports: files are many small answers, and each would wait ten times as long."""
_QUIET_SECONDS = 1.5
"""For so long the first browser draws its page, often on the same processor: what no page needs can wait, unless somebody asks for it."""
_UNCOLLECTED = 5_000
"""So many objects wait for the collector, not 700: what hundreds of sessions hold is looked through a seventh as often for the little that
is of no use any more."""

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]
_ONE_AT_A_TIME = threading.RLock()


def begin() -> None:
    """Import everything, read the files ahead of the first question, and keep the collector off what stays for good."""
    threading.Thread(target=_begin, name="opening", daemon=True).start()


def pages() -> None:
    """Import what pages are worked out with, unless that is done or another thread is at it: then wait."""
    for name in _PAGES:
        late(name)


def late(name: str) -> Any:
    """A module that not everybody needs. Two threads that import at once can block one another, so one at a time does."""
    with _ONE_AT_A_TIME:
        return import_module(name)


class Opening:
    """The pages, and the routes beside them."""

    def __init__(self, pages: App) -> None:
        self._pages = pages
        self._beside: App | None = None

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(ROUTES):
            await self._pages(scope, receive, send)
            return
        if self._beside is None:
            routes = await get_running_loop().run_in_executor(None, late, _HTTP)
            self._beside = routes.Beside(self._pages)
        await self._beside(scope, receive, send)


def _begin() -> None:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.disable()  # nothing of what is imported can be collected, and it is much
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start a thread a core to multiply matrices, and we have none
    try:
        pages()
        late("parley.store").warm(late("parley.progress").on_terminal())
    finally:
        gc.freeze()
        gc.set_threshold(_UNCOLLECTED)
        gc.enable()
        sys.setswitchinterval(usual)
    time.sleep(_QUIET_SECONDS)
    late(_HTTP)
    gc.freeze()
