"""Routes beside the pages: a view in, an export out. They take exactly the parameters of the page's address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from parley import answers, schema, store
from parley.answers import Wanted
from parley.export import named, printed
from parley.export.documents import DOCUMENTS, Document, Occasion
from parley.export.forms import FORMS, Form
from parley.sending import Reading, RefusedError, answered, base, said, still_reading
from parley.store import Snapshot
from parley.view import View, decode

EXACT = "exact"
ALIASES: dict[str, str] = {"/feed.atom": "feed.atom"}
"""Documents that answer at an address of their own besides `/api/NAME`: its path, their name."""


class Beside:
    """The routes before the pages: what no route answers is passed on to them.

    They stand before the pages' own layers, which would compress a file and leave it the tag of the other.
    """

    def __init__(self, pages: ASGIApp) -> None:
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        for route in ROUTES if scope["type"] == "http" else ():
            match, found = route.matches(scope)
            if match is Match.FULL:
                await route.handle({**scope, **found}, receive, send)
                return
        await self._pages(scope, receive, send)


async def table(request: Request) -> Response:
    """`/api/<table>.<form>`: every table in every form."""
    name, form = request.path_params["name"], request.path_params["form"]
    if name not in named.NAMES or form not in FORMS:
        return said(404, f"there is no table {name}.{form}; there are {', '.join(named.NAMES)}, as {', '.join(FORMS)}")
    return await answered(request, partial(_table, name=name, form=FORMS[form]))


async def document(request: Request, made: Document) -> Response:
    """`/api/NAME` of a document: a package, a feed, a picture, a page."""
    return await answered(request, partial(_document, made=made))


async def printed_matrix(request: Request) -> Response:
    """`/print/matrix`: the matrix as one plain page, for paper."""
    return await answered(request, _printed)


async def codebook(request: Request) -> Response:
    """`/schema/<kind>.json`: the JSON Schema of one kind of file, for editors that complete and check as one types."""
    kind = request.path_params["kind"]
    if kind not in schema.MODELS:
        return said(404, f"there is no schema of `{kind}`; there are {', '.join(schema.MODELS)}")
    return JSONResponse(schema.json_schema(kind), media_type="application/schema+json")


async def health(_: Request) -> Response:
    """`/healthz`: is the data there, and which."""
    return await run_in_threadpool(_health)


async def version(_: Request) -> Response:
    """`/version`: in one word, what a page that is drawn now is drawn with. Asked every second by every open page: mostly at hand."""
    held = store.at_hand()
    return PlainTextResponse(held.state if held else await run_in_threadpool(store.state), headers={"Cache-Control": "no-store"})


async def nothing_here(request: Request) -> Response:
    """What is mistyped under /api/, /print/ or /schema/ must not be answered with the app's own page and a 200."""
    return said(404, f"there is nothing at {request.url.path}")


ROUTES = [
    *(Route(f"/api/{name}", Reading(partial(document, made=made))) for name, made in DOCUMENTS.items()),
    *(Route(path, Reading(partial(document, made=DOCUMENTS[name]))) for path, name in ALIASES.items() if name in DOCUMENTS),
    Route("/api/{name}.{form}", Reading(table)),
    Route("/print/matrix", Reading(printed_matrix)),
    Route("/schema/{kind}.json", Reading(codebook)),
    Route("/healthz", Reading(health)),
    Route("/version", Reading(version)),
    Route("/api/{rest:path}", Reading(nothing_here)),
    Route("/print/{rest:path}", Reading(nothing_here)),
    Route("/schema/{rest:path}", Reading(nothing_here)),
]


def _table(request: Request, snapshot: Snapshot, *, name: str, form: Form) -> Wanted:
    view, exact = _view(request, snapshot, takes_exact=True)
    exact = exact and form.exact
    return Wanted(
        answers.tag(view, snapshot, name, form.name, str(exact)),
        form.media,
        named.filename(name, view, snapshot, form.name),
        snapshot.version,
        lambda: form.pieces(name, view, snapshot, exact),
    )


def _document(request: Request, snapshot: Snapshot, *, made: Document) -> Wanted:
    view, _ = _view(request, snapshot)
    occasion = Occasion(base(request), date.today())
    name, _, ending = made.name.partition(".")
    return Wanted(
        answers.tag(view, snapshot, made.name, occasion.base, occasion.today.isoformat() if made.dated else ""),
        made.media,
        named.filename(name, view, snapshot, ending),
        snapshot.version,
        lambda: iter([made.make(view, snapshot, occasion)]),
    )


def _printed(request: Request, snapshot: Snapshot) -> Wanted:
    view, _ = _view(request, snapshot)
    return Wanted(
        answers.tag(view, snapshot, "print", "matrix"),
        "text/html; charset=utf-8",
        named.filename("matrix", view, snapshot, "html"),
        snapshot.version,
        lambda: iter([printed.matrix_page(view, snapshot).encode()]),
    )


def _view(request: Request, snapshot: Snapshot, *, takes_exact: bool = False) -> tuple[View, bool]:
    """The view that is asked for, and whether it is to be exact. raises : RefusedError with the sentences that the page would show."""
    asked = {name: request.query_params.getlist(name) for name in request.query_params}
    exact, wrong = _exact(asked.pop(EXACT, ())) if takes_exact else (False, [])
    view, faults = decode(asked, snapshot)
    if faults or wrong:
        raise RefusedError("\n".join([*faults, *wrong]))
    return view, exact


def _exact(values: Sequence[str]) -> tuple[bool, list[str]]:
    """Is it asked for, and what is wrong with how."""
    given = [value for value in values if value]
    wrong = [f"`{EXACT}`: `{value[:60]}` is not known here; it is 1 or 0" for value in given if value not in ("0", "1")]
    if not wrong and len(set(given)) > 1:
        wrong = [f"`{EXACT}`: given more than once; the last one counts"]
    return given[-1:] == ["1"], wrong


def _health() -> Response:
    try:
        snapshot = store.soon()
    except FileNotFoundError as missing:
        return said(503, str(missing))
    if snapshot is None:
        return still_reading()
    counts = {name: len(getattr(snapshot.tables, name)) for name in ("negotiations", "statements", "claims")}
    told = {"data_version": snapshot.version, **counts, "problems": len(snapshot.problems)}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})
