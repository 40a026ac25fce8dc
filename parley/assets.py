"""Streamlit's scripts, styles and fonts, sent without a thread and a walk through the app for each.

A browser that was never here asks for a hundred of them before it shows anything, and each is a small file that never changes: its name
ends in a hash of what is in it. Whatever else is asked of them is left to Streamlit. Knows no web framework.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from parley import asking

TYPES = {".js": b"application/javascript", ".css": b"text/css; charset=utf-8", ".woff2": b"font/woff2"}
_FOR_GOOD = b"public, immutable, max-age=31536000"
_ASKS_FOR_MORE = (b"range", b"if-modified-since")

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


class Assets:
    """The app, with these files before it. folder : what Streamlit serves below `/static/`; it is looked through once."""

    def __init__(self, pages: App, folder: Path) -> None:
        self._pages = pages
        self._files = {f"/static/{each.relative_to(folder).as_posix()}": each for each in folder.rglob("*") if each.suffix in TYPES}

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        answer = self._answer(scope) if scope["type"] == "http" else None
        if answer is None:
            await self._pages(scope, receive, send)
            return
        status, headers, body = answer
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _answer(self, scope: Scope) -> tuple[int, list[tuple[bytes, bytes]], bytes] | None:
        """Status, headers and bytes, where one of these files is asked for as a whole."""
        path = self._files.get(scope["path"])
        if path is None or scope["method"] not in ("GET", "HEAD"):
            return None
        asked = dict(scope["headers"])
        if any(each in asked for each in _ASKS_FOR_MORE):
            return None
        headers = [(b"content-type", TYPES[path.suffix]), (b"cache-control", _FOR_GOOD), (b"etag", f'"{path.name}"'.encode())]
        if asking.known_already(asked.get(b"if-none-match", b"").decode("latin-1"), path.name):
            return 304, headers, b""
        try:
            content = path.read_bytes()
        except OSError:  # another version was installed meanwhile
            return None
        return 200, [*headers, (b"content-length", str(len(content)).encode())], b"" if scope["method"] == "HEAD" else content
