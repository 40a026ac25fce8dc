"""JSON that says what it holds: the rows, and above them where they come from."""

from __future__ import annotations

import json

from parley.export import named
from parley.store import Snapshot
from parley.view import View


def table_json(name: str, view: View, snapshot: Snapshot) -> bytes:
    """An object with `title`, `view`, `data_version` and `rows`; what is missing is null, an empty text stays a text.

    name : of export.named.NAMES. Where the rows come from is said once for all of them, and also when there is none.
    """
    origin = named.origin(view, snapshot)
    rows = json.loads(named.table(name, view, snapshot).drop(columns=list(origin)).to_json(orient="records", force_ascii=False))
    told = {"title": named.title(name, view, snapshot), **origin, "rows": rows}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
