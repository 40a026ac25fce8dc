"""Routes beside the pages: a view in, an export out. They take exactly the parameters of the page's address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from parley import schema, store
from parley.export import csv, named, printed, table_json
from parley.export.documents import DOCUMENTS, Document, Occasion
from parley.store import Snapshot
from parley.view import View, decode

EXACT = "exact"


def table(request: Request) -> Response:
    """`/api/<table>.csv` and `/api/<table>.json`."""
    name, form = request.path_params["name"], request.path_params["form"]
    if name not in named.NAMES or form not in _FORMS:
        return PlainTextResponse(f"there is no table {name}.{form}; there are {', '.join(named.NAMES)}, as csv and json\n", 404)
    return _of_view(request, lambda view, snapshot: _table(request, name, form, view, snapshot))


def document(request: Request) -> Response:
    """`/api/NAME` of a document: a package, a feed, a picture, a page."""
    made = DOCUMENTS[request.url.path.rpartition("/")[2]]
    return _of_view(request, lambda view, snapshot: _document(request, made, view, snapshot))


def printed_matrix(request: Request) -> Response:
    """`/print/matrix`: the matrix as one plain page, for paper."""
    return _of_view(request, lambda view, snapshot: HTMLResponse(printed.matrix_page(view, snapshot)))


def codebook(request: Request) -> Response:
    """`/schema/<kind>.json`: the JSON Schema of one kind of file, for editors that complete and check as one types."""
    kind = request.path_params["kind"]
    if kind not in schema.MODELS:
        return PlainTextResponse(f"there is no schema of `{kind}`; there are {', '.join(schema.MODELS)}\n", 404)
    return JSONResponse(schema.json_schema(kind), media_type="application/schema+json")


def health(_: Request) -> Response:
    """`/healthz`: is the data there, and which."""
    snapshot = store.current()
    counts = {"statements": len(snapshot.tables.statements), "claims": len(snapshot.tables.claims), "problems": len(snapshot.problems)}
    return JSONResponse({"data_version": snapshot.version, **counts})


def nothing_here(request: Request) -> Response:
    """What is mistyped under /api/, /print/ or /schema/ must not be answered with the app's own page and a 200."""
    return PlainTextResponse(f"there is nothing at {request.url.path}\n", 404)


def no_folder(_: Request, missing: Exception) -> Response:
    """What every route answers while the positions folder is not there."""
    return PlainTextResponse(f"{missing}\n", 503)


ROUTES = [
    *(Route(f"/api/{name}", document) for name in DOCUMENTS),
    Route("/api/{name}.{form}", table),
    Route("/print/matrix", printed_matrix),
    Route("/schema/{kind}.json", codebook),
    Route("/healthz", health),
    Route("/api/{rest:path}", nothing_here),
    Route("/print/{rest:path}", nothing_here),
    Route("/schema/{rest:path}", nothing_here),
]


def _of_view(request: Request, answer: Callable[[View, Snapshot], Response]) -> Response:
    snapshot = store.current()
    view, faults = decode(_asked(request), snapshot)
    return PlainTextResponse("".join(f"{fault}\n" for fault in faults), 400) if faults else answer(view, snapshot)


def _asked(request: Request) -> Mapping[str, Sequence[str]]:
    return {name: request.query_params.getlist(name) for name in request.query_params if name != EXACT}


def _table(request: Request, name: str, form: str, view: View, snapshot: Snapshot) -> Response:
    exact = request.query_params.get(EXACT) == "1"
    body = csv.csv(named.table(name, view, snapshot), exact=exact) if form == "csv" else table_json.table_json(name, view, snapshot)
    saved_as = f'attachment; filename="{named.filename(name, view, snapshot, form)}"'
    return Response(body, media_type=_FORMS[form], headers={"Content-Disposition": saved_as, "Cache-Control": "no-cache"})


def _document(request: Request, made: Document, view: View, snapshot: Snapshot) -> Response:
    occasion = Occasion(str(request.base_url).rstrip("/"), date.today())
    saved_as = f'attachment; filename="{named.filename(made.name.partition(".")[0], view, snapshot, made.name.partition(".")[2])}"'
    return Response(made.make(view, snapshot, occasion), media_type=made.media, headers={"Content-Disposition": saved_as})


_FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
