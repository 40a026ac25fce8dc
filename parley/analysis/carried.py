"""Whose reports a bibliography rests on: many pages that carry one agency are one origin, and count once."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from parley import days
from parley.analysis.sources import origins
from parley.columns import Column
from parley.frames import rows_of, typed

BY_ORIGIN = (
    Column("origin", "text", "whose report it is: the agency or paper named, else the page's own publisher"),
    Column("pages", "whole", "how many pages carry it"),
    Column("elsewhere", "whole", "how many of these are somebody else's pages"),
    Column("statements", "whole", "how many statements and claims rest on it"),
    Column("on_record", "whole", "how many of these are on the record"),
    Column("first", "text", "the earliest of them was said then, as written"),
    Column("last", "text", "the latest of them was said then, as written"),
)


def elsewhere(bibliography: pd.DataFrame) -> pd.Series[bool]:
    """Which pages carry somebody else's report. bibliography : sources.COLUMNS. returns : a flag in its rows."""
    described = bibliography[["publisher", "url", "title"]].rename(columns={"url": "source_url", "title": "source_title"})
    own = origins(described.assign(origin=""))  # what the origin would be if none were named
    return bibliography["origin"].str.casefold() != own.str.casefold()


def by_origin(bibliography: pd.DataFrame) -> pd.DataFrame:
    """What rests on each origin, however many pages carry it.

    bibliography : sources.COLUMNS; not changed.
    returns : BY_ORIGIN; most statements first, then most pages, then by name.
    """
    pages: defaultdict[str, list[Any]] = defaultdict(list)
    for page in rows_of(bibliography.assign(elsewhere=elsewhere(bibliography))):
        pages[page.origin].append(page)
    rows = [_row(origin, carrying) for origin, carrying in pages.items()]
    return typed(sorted(rows, key=lambda row: (-row["statements"], -row["pages"], row["origin"])), BY_ORIGIN)


def _row(origin: str, pages: list[Any]) -> dict[str, Any]:
    return {
        "origin": origin,
        "pages": len(pages),
        "elsewhere": sum(page.elsewhere for page in pages),
        "statements": sum(page.statements for page in pages),
        "on_record": sum(page.on_record for page in pages),
        "first": min((page.first for page in pages), key=_counts_from),
        "last": max((page.last for page in pages), key=_counts_from),
    }


def _counts_from(written: str) -> tuple[Any, str]:
    return days.last_day(written), written
