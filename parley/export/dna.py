"""Statements as the event list of Discourse Network Analyzer 3, for those who work with it or with rDNA.

The first sixteen columns are those that DNA itself writes, in its order, with its separator and its quoting. What is different:

    statement_id   our permanent id, not a number
    time           the day it was said; of a month or a year the last day, as everywhere here
    agreement      1 for supports and leans-support, 0 for opposes and leans-oppose. DNA knows no third answer: of neutral, unclear and
                   declines the cell is empty (NA), so that neither passes for agreement or disagreement
    text           the words themselves, byte for byte, or nothing; DNA would put `,` for `;` and `'` for `"`. Never our summary
    document_…     the source: its address (else the file), title, whose report it carries, publisher, negotiation, and our voice
    start_position, stop_position, coder   empty: nobody marked a stretch of text

After them stand our own columns, for what DNA has no place for. Claims are left out: there one actor says what another holds, and in
DNA's columns that would be the organisation's own statement. Every byte is as in the files, so this is for programs, not spreadsheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parley import days
from parley.export import named
from parley.export.occasion import Occasion
from parley.frames import rows_of
from parley.store import Snapshot
from parley.view import View

COLUMNS = (
    *("statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position", "text", "coder"),
    *("document_id", "document_title", "document_author", "document_source", "document_section", "document_type"),
)
"""As DNA 3 writes them."""
OURS = (
    *("actor", "issue", "date", "precision", "stance", "score", "firmness", "on_record", "summary", "language", "translation"),
    *("conditions", "view", "data_version"),
)
AGREEMENT = {"supports": 1, "leans-support": 1, "leans-oppose": 0, "opposes": 0}
"""A stance that is not here is neither."""


def events(view: View, snapshot: Snapshot, _: Occasion) -> bytes:
    """The event list of a view, in the order in which things were said."""
    origin = named.origin(view, snapshot)
    rows = [[*_dna(row), *(getattr(row, name) for name in OURS[:-2]), *origin.values()] for row in rows_of(_said(view, snapshot))]
    return "".join(f"{';'.join(map(_cell, row))}\n" for row in [[*COLUMNS, *OURS], *rows]).encode()


def _said(view: View, snapshot: Snapshot) -> Any:
    return named.statements(view.but(sort="oldest"), snapshot)


def _dna(row: Any) -> Iterator[Any]:
    yield row.id
    yield f"{days.last_day(row.date)} 00:00:00"
    yield from (row.speaker, row.actor_name, row.issue_title, AGREEMENT.get(row.stance), None, None, row.quote, None)
    yield from (row.source_url or row.file, row.source_title, row.origin, row.publisher, row.negotiation, row.voice)


def _cell(value: Any) -> str:
    """Text in quotes, numbers and flags without, what is missing as nothing."""
    if isinstance(value, str):
        return f'"{value.replace(chr(34), chr(34) * 2)}"'
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value) if isinstance(value, int) else ""
