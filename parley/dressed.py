"""The HTML in which every page begins: Streamlit's own, with the style of the house and the scripts of our elements in it from the start.

So a page is never seen without its style, and no run sends it: nineteen kilobytes that would be looked through and hashed each time.
And a browser fetches what the elements of a page are drawn by at once, not only when the first run has named them; and it need not
ask below `/matrix` first, whether the app is there, then one step up, and wait for each answer before it says what it came for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley import asking

AT_HOME = (
    "<script>window.__streamlit = { BACKEND_BASE_URL: new URL('./', location.href).href, "
    "HOST_CONFIG: { allowedOrigins: ['https://nobody.invalid'], useExternalAuthToken: false } }</script>"
)
"""Tells Streamlit's script where the app is: where its scripts are, for our pages lie side by side. No page around ours takes part in it,
and it wants to be told of one that might."""
_OTHERS = ("/static/", "/_stcore/", "/media/", "/component/")
"""Where Streamlit serves what is no page."""
_IMPORTED = re.compile(r"""(?:from|import)["']\./([\w.-]+\.js)["']""")
"""What a script cannot do without; what it imports later, when it is needed, is written in brackets."""
_OF_THE_OTHER = ("accept-ranges", "content-encoding", "content-length", "content-type", "etag", "last-modified", "vary")
"""Headers that speak of the bytes of a page as Streamlit has them."""


def preloads(index: str, scripts: Path, names: Iterable[str]) -> str:
    """Links that have a browser fetch these scripts with all that they import.

    scripts : Streamlit's folder of them, where `names` are followed by a hash. What is not there, or named by `index` itself, is left out.
    """
    chosen: dict[str, str] = {}
    waiting = [path for name in names for path in sorted(scripts.glob(f"{name}.*.js"))]
    while waiting:
        path = waiting.pop()
        if path.name not in index and path.name not in chosen and path.is_file():
            chosen[path.name] = f'<link rel="modulepreload" crossorigin href="./static/js/{path.name}">'
            waiting += [scripts / name for name in _IMPORTED.findall(path.read_text(encoding="utf-8"))]
    return "".join(chosen.values())


class Dressed:
    """The app, in this style wherever it answers with a page.

    index : the HTML in which Streamlit serves every page. style : CSS; it stands at the end, after what Streamlit's script adds.
    head : HTML to stand before the scripts of the page.
    """

    def __init__(self, pages: ASGIApp, index: str, style: str, head: str = "") -> None:
        dressed = index.replace("<script", f"{head}<script", 1)
        head, end, rest = dressed.rpartition("</body>")
        self._pages = pages
        self._plain = f"{head}<style>{style}</style>{end}{rest}".encode()
        self._packed = zlib.compress(self._plain, wbits=31)
        self._tag = sha256(self._plain).hexdigest()[:24]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_OTHERS):
            await self._pages(scope, receive, send)
            return
        page: Response | None = None

        async def sent(message: Message) -> None:
            nonlocal page
            if message["type"] == "http.response.start":
                told = Headers(raw=message["headers"])
                if message["status"] == 200 and told.get("content-type", "").startswith("text/html"):
                    page = self._page(scope, told)
            if page is None:
                await send(message)

        await self._pages(scope, receive, sent)
        if page is not None:
            await page(scope, receive, send)

    def _page(self, scope: Scope, told: Headers) -> Response:
        """Our page in place of Streamlit's, with what else that says. told : its headers."""
        asker = Headers(scope=scope)
        packed = asking.takes_gzip(asker.get("accept-encoding", ""))
        known = asking.known_already(asker.get("if-none-match", ""), self._tag)
        body = b"" if known or scope["method"] == "HEAD" else self._packed if packed else self._plain
        page = Response(body, 304 if known else 200, media_type="text/html; charset=utf-8")
        page.raw_headers += [(name, value) for name, value in told.raw if name.decode("latin-1").lower() not in _OF_THE_OTHER]
        page.headers["ETag"] = f'"{self._tag}{asking.PACKED if packed else ""}"'
        page.headers["Vary"] = "Accept-Encoding"
        if packed:
            page.headers["Content-Encoding"] = "gzip"
        return page
