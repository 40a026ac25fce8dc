"""JSON that says what it holds: the rows, and above them where they come from."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyarrow.compute as pc

from parley.export import named
from parley.export.columnar import columns, without_origin
from parley.export.spelling import Spelling, Texts, held, joined, parts, replaced, spelled, with_any
from parley.store import Snapshot
from parley.view import View


def table_json(name: str, view: View, snapshot: Snapshot) -> bytes:
    """An object with `title`, `view`, `data_version` and `rows`; what is missing is null, an empty text stays a text.

    name : of export.named.NAMES. Where the rows come from is said once for all of them, and also when there is none.
    """
    return b"".join(pieces(name, view, snapshot))


def pieces(name: str, view: View, snapshot: Snapshot) -> Iterator[bytes]:
    """The same, piece by piece: one row on a line."""
    rows = without_origin(columns(name, view, snapshot))
    about = {"title": named.title(name, view, snapshot), **named.origin(view, snapshot)}
    told = ",\n ".join(f"{_said(key)}: {_said(text)}" for key, text in about.items())
    yield f'{{\n {told},\n "rows": ['.encode()
    labels = [f"{', ' if place else '{'}{_said(key)}: " for place, key in enumerate(rows)]
    before = "\n  "
    for part in parts(rows):
        fields = [each for label, column in zip(labels, part.values(), strict=True) for each in (label, spelled(column, _JSON))]
        yield before.encode() + held(joined([*fields, "},\n  "]))[: -len(",\n  ")]
        before = ",\n  "
    yield b"]\n}\n" if before == "\n  " else b"\n ]\n}\n"


def _said(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _texts(texts: Texts) -> Texts:
    plain = joined(['"', texts, '"'])
    if not with_any(texts, _ESCAPED):
        return plain
    return replaced(plain, pc.match_substring_regex(texts, '["\\\\\\x00-\\x1f]'), texts, _said)


_ESCAPED = b'"\\' + bytes(range(32))
_JSON = Spelling(_texts, missing="null")
