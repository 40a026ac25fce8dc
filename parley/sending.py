"""How an answer leaves by a route: tagged, compressed if the asker likes, for any site that reads, and made in a thread.

What is asked for gets a tag. Who has it already is told so, and nothing is made; what was made lately is sent at once; only the
rest goes to a thread and is made there, so that a long answer keeps nobody else waiting.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from parley import asking, progress, store
from parley.answers import Addresses, Shelf, Wanted
from parley.export import templating
from parley.export.forms import TooManyRowsError
from parley.store import Snapshot

LONGEST_QUERY = 8192
BASE = "PARLEY_BASE"
"""The variable that says where readers find this app, such as `https://desk.example.org`: links inside of documents lead there."""
POLICIES: dict[str, Callable[[], str]] = {
    "image/svg+xml": lambda: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox",
    "text/html": templating.standalone_policy,
}
"""The Content-Security-Policy of a media type."""

Ask = Callable[[Request, Snapshot], Wanted]
"""What a request asks for, in a reading of the data. raises : RefusedError."""


class RefusedError(ValueError):
    """What is asked for cannot be followed. Its text is what the asker is told, a line a fault."""


class Reading:
    """A route that only reads: any site may ask it, and it says so. answer : whatever is to be said to a GET or HEAD."""

    def __init__(self, answer: Callable[[Request], Awaitable[Response]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        response = _out_of_hand(request) or await self._answer(request)
        response.headers.update(_FOR_ALL)
        await response(scope, receive, send)


async def answered(request: Request, ask: Ask) -> Response:
    """The file that is asked for; 304 to who has it, 400 with sentences when it cannot be given, 503 while there is no data."""
    address = (request.scope["path"], request.scope["query_string"], base(request), date.today())
    snapshot = store.at_hand()
    wanted = _ADDRESSES.of(snapshot).get(address) if snapshot else None
    if wanted and (ready := _ready(request, wanted)):
        return ready
    return await asyncio.get_running_loop().run_in_executor(_WORKERS, _made, request, address, ask)


def said(status: int, text: str, **headers: str) -> Response:
    """A sentence as plain text."""
    return PlainTextResponse(f"{text}\n", status, {"Cache-Control": "no-store", **headers})


def still_reading() -> Response:
    """The answer while a large folder is read for the first time: come back, and how far it is."""
    return said(503, progress.in_words(*(store.progress() or (0, 0))), **{"Retry-After": "2"})


def base(request: Request) -> str:
    """Where this app is for its readers: PARLEY_BASE, else the host that was asked for; empty when that is no host.

    What a proxy says is believed only as far as uvicorn believes it: the scheme, from a proxy on this machine.
    """
    if told := os.environ.get(BASE):
        return told.rstrip("/")
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}{request.scope.get('root_path', '')}" if _HOST.fullmatch(host) else ""


def _made(request: Request, address: tuple[object, ...], ask: Ask) -> Response:
    """In a thread: reading, working out and writing may take a while."""
    try:
        snapshot = store.soon()
    except FileNotFoundError as missing:
        return said(503, str(missing))
    if snapshot is None:
        return still_reading()
    try:
        wanted = ask(request, snapshot)
        _ADDRESSES.of(snapshot).keep(address, wanted)
        return _ready(request, wanted) or _sent(request, wanted, _SHELF.take(wanted, _packed(request, wanted)))
    except (RefusedError, TooManyRowsError) as why:
        return said(400, str(why))


def _ready(request: Request, wanted: Wanted) -> Response | None:
    """The answer, if nothing needs to be made for it."""
    if asking.known_already(request.headers.get("if-none-match", ""), wanted.tag):
        return Response(status_code=304, headers=_headers(request, wanted))
    kept = _SHELF.kept(wanted, _packed(request, wanted))
    return None if kept is None else _sent(request, wanted, kept)


def _sent(request: Request, wanted: Wanted, body: bytes | Iterator[bytes]) -> Response:
    headers = _headers(request, wanted)
    if _packed(request, wanted):
        headers["Content-Encoding"] = "gzip"
    only_head = request.method == "HEAD"
    if isinstance(body, bytes):
        headers["Content-Length"] = str(len(body))
        return Response(b"" if only_head else body, media_type=wanted.media, headers=headers)
    return StreamingResponse(iter(()) if only_head else body, media_type=wanted.media, headers=headers)


def _headers(request: Request, wanted: Wanted) -> dict[str, str]:
    packed = asking.PACKED if _packed(request, wanted) else ""
    shown = "inline" if wanted.media.startswith(_SHOWN) else "attachment"
    policy = POLICIES.get(wanted.media.partition(";")[0])
    return {
        "ETag": f'"{wanted.tag}{packed}"',
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        "Content-Disposition": f'{shown}; filename="{wanted.saved_as}"',
        "X-Data-Version": wanted.data_version,
        **({"Content-Security-Policy": policy()} if policy else {}),
    }


def _packed(request: Request, wanted: Wanted) -> bool:
    return wanted.shrinks and asking.takes_gzip(request.headers.get("accept-encoding", ""))


def _out_of_hand(request: Request) -> Response | None:
    """The answer to what is never looked at more closely."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_PREFLIGHT)
    if request.method not in ("GET", "HEAD"):
        return said(405, f"{request.method} is not answered here: these addresses are only read", Allow=_METHODS)
    if len(request.scope["query_string"]) > LONGEST_QUERY:
        return said(414, f"the query is longer than {LONGEST_QUERY:,} characters; name fewer ids, or take a whole topic or bloc")
    return None


_HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_SHOWN = ("text/html", "image/", "application/atom+xml")
"""Media that a browser shows; everything else it saves."""
_METHODS = "GET, HEAD, OPTIONS"
_FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, Content-Length, ETag, X-Data-Version",
    "X-Content-Type-Options": "nosniff",
}
_PREFLIGHT = {
    "Allow": _METHODS,
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
_WORKERS = ThreadPoolExecutor(4, "routes")
"""Few, because they share one interpreter; and our own, so that a run on the routes keeps no page waiting."""
_SHELF = Shelf()
_ADDRESSES = Addresses()
