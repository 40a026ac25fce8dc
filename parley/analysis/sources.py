"""Whose words a source carries, and what rests on each page.

Forty outlets that carry one agency's report are forty pages and one origin: being reprinted makes nothing more certain.
Every record has a source (the rules see to it), so every record has an origin.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from parley import days
from parley.columns import Column
from parley.frames import rows_of, typed

Cell = tuple[str, str, str]
"""negotiation, actor, issue"""
Page = tuple[str, str, str]
"""address; where there is none: title, publisher"""

COLUMNS = (
    Column("publisher", "text", "who published the page"),
    Column("title", "text", "headline or title of the page"),
    Column("date", "text", "when it was published, as written"),
    Column("url", "text", "where it can be read"),
    Column("archive", "text", "where an archived copy can be read"),
    Column("origin", "text", "whose report it carries: the agency or paper named, else its own publisher"),
    Column("statements", "whole", "how many statements and claims rest on it"),
    Column("on_record", "whole", "how many of these are on the record"),
    Column("first", "text", "the earliest of them was said then, as written"),
    Column("last", "text", "the latest of them was said then, as written"),
    Column("archived", "flag", "true when an archived copy is known"),
    Column("actors", "text", "names of those whose words it carries, joined with '; '"),
)
SINGLE_ORIGIN = (
    Column("id", "text", "the standing statement"),
    Column("negotiation", "word", "id of the negotiation"),
    Column("actor", "word", "id of the actor"),
    Column("actor_name", "text", "the actor as shown on screen"),
    Column("issue", "word", "id of the issue"),
    Column("issue_title", "text", "the issue as shown on screen"),
    Column("stance", "word", "the standing stance"),
    Column("date", "text", "when it was said, as written"),
    Column("origin", "text", "the one origin of everything the actor is known to have said on the issue by that day"),
    Column("outlets", "whole", "how many pages carry it"),
    Column("on_record", "flag", "false when the position is known from reports only"),
)


def origins(statements: pd.DataFrame) -> pd.Series:
    """Whose report each record rests on: the `origin` it names, else the publisher, else the page's host, else the page's title.

    statements : statements or claims. Several agencies named together ("Reuters and BBC") are kept as written.
    returns : text in the rows of `statements`. Origins that differ only in capitals or spaces are one, in the spelling used most.
    """
    named = [_origin(*each) for each in _columns(statements, "origin", "publisher", "source_url", "source_title")]
    return pd.Series(_in_one_spelling(named), index=statements.index, dtype="str", name="origin")


def origins_by_cell(statements: pd.DataFrame, origins: pd.Series, day: date) -> dict[Cell, set[str]]:
    """The origins of everything each actor said on each issue by `day`. origins : of these statements, row by row."""
    found: defaultdict[Cell, set[str]] = defaultdict(set)
    by = days.number(day)
    for *cell, said, origin in zip(*_lists(statements, *_CELL, "day"), origins.tolist(), strict=True):
        if said <= by:
            found[tuple(cell)].add(origin)
    return dict(found)


def bibliography(statements: pd.DataFrame, claims: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Every page that these statements and claims rest on, once, whoever cites it and in however many files.

    sources : the sources table, for archived copies; a page that nothing rests on is left out.
    returns : COLUMNS; most statements first, then by publisher, title and address. Pages are told apart by address; where there
        is none, by title and publisher. Where files describe one page differently, the commonest description stands.
    """
    resting: defaultdict[Page, list[Any]] = defaultdict(list)
    for record in [*rows_of(statements[_CITED]), *rows_of(claims[_CITED])]:
        resting[_page(record.source_url, record.source_title, record.publisher)].append(record)
    archives: defaultdict[Page, list[str]] = defaultdict(list)
    for source in rows_of(sources):
        archives[_page(source.url, source.title, source.publisher)].append(source.archive)
    rows = [_described(records, _commonest(archives[page])) for page, records in resting.items()]
    for row, origin in zip(rows, _in_one_spelling([row["origin"] for row in rows]), strict=True):
        row["origin"] = origin
    return typed(sorted(rows, key=lambda row: (-row["statements"], row["publisher"], row["title"], row["url"])), COLUMNS)


def rested(statements: pd.DataFrame) -> pd.DataFrame:
    """What each statement rests on, whatever the day.

    returns : `cell` and `page`, a number for each, `day` as in the tables, and `origin` as `origins` gives it, in the rows of
        `statements`.
    """
    cells = statements.groupby(list(_CELL), observed=True, sort=False).ngroup()
    pages: dict[Page, int] = {}
    cited = [pages.setdefault(_page(*each), len(pages)) for each in _columns(statements, "source_url", "source_title", "publisher")]
    return pd.DataFrame({"cell": cells, "page": np.array(cited, dtype="int64"), "day": statements["day"], "origin": origins(statements)})


def single_origin(positions: pd.DataFrame, rested: pd.DataFrame, day: date) -> pd.DataFrame:
    """The positions for which everything the actor said on the issue by `day` has one origin.

    positions : as analysis.asof gives them as of `day`, index kept. rested : as `rested` gives it of all that was said.
    returns : SINGLE_ORIGIN; those known from reports only first, then most outlets first, then in the order of `positions`.
    """
    by_cell = rested[(rested["day"] <= days.number(day)).to_numpy()].groupby("cell")[["origin", "page"]].nunique()
    own = rested.loc[positions.index]
    counts = by_cell.loc[own["cell"]].set_index(positions.index)
    found = positions.assign(origin=own["origin"], outlets=counts["page"])[(counts["origin"] == 1).to_numpy()]
    found = found[[column.name for column in SINGLE_ORIGIN]]
    first = np.lexsort((-found["outlets"].to_numpy(), found["on_record"].to_numpy()))
    return typed((row._asdict() for row in rows_of(found.iloc[first])), SINGLE_ORIGIN)


_CELL = ("negotiation", "actor", "issue")
_SOURCE = ["source_title", "publisher", "source_url", "source_date", "origin"]
_CITED = [*_SOURCE, "actor_name", "date", "day", "on_record"]


def _lists(table: pd.DataFrame, *names: str) -> list[list[Any]]:
    return [table[name].tolist() for name in names]


def _columns(table: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*_lists(table, *names), strict=True)


def _origin(origin: str, publisher: str, url: str, title: str) -> str:
    return " ".join((origin or publisher or _host(url) or title).split())


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _in_one_spelling(names: Sequence[str]) -> list[str]:
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        spellings[name.casefold()].append(name)
    chosen = {folded: _commonest(spelt) for folded, spelt in spellings.items()}
    return [chosen[name.casefold()] for name in names]


def _commonest(texts: Iterable[str]) -> str:
    """The text met most often, the first of the alphabet among equals; empty only where nobody gave one."""
    given = [text for text in texts if text]
    if len(set(given)) < 2:  # nearly always: counting would be most of the work on a bibliography
        return given[0] if given else ""
    count = Counter(given)
    return min(count, key=lambda text: (-count[text], text))


def _page(url: str, title: str, publisher: str) -> Page:
    return (url, "", "") if url else ("", title, publisher)


def _described(records: Sequence[Any], archive: str) -> dict[str, Any]:
    """The row of one page, from every record that rests on it."""
    by_day = sorted(records, key=lambda each: (each.day, each.date))
    return {
        "publisher": _commonest(each.publisher for each in records),
        "title": _commonest(each.source_title for each in records),
        "date": _commonest(each.source_date for each in records),
        "url": records[0].source_url,
        "archive": archive,
        "origin": _commonest(_origin(each.origin, each.publisher, each.source_url, each.source_title) for each in records),
        "statements": len(records),
        "on_record": sum(each.on_record for each in records),
        "first": by_day[0].date,
        "last": by_day[-1].date,
        "archived": bool(archive),
        "actors": "; ".join(sorted({each.actor_name for each in records})),
    }
