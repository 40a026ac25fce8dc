"""Small tables for tests, written as the sentences they stand for.

    statements(said("russia", "2025-08-24", "neutrality", "supports", firmness="red-line"))
    claims(claimed("usa", "2025-08-25", "russia", "neutrality", "opposes"))
    events(happened("2025-08-15", "Summit in Anchorage"))

The tables have the columns, types and order of parley/tables.py; what a test does not say is empty.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from parley import days, schema
from parley.columns import COLUMNS, DTYPES, IN_TIME_ORDER, NEVER

Row = dict[str, Any]


def said(
    actor: str,
    date: str,
    issue: str,
    stance: str,
    *,
    firmness: str = "",
    voice: str = "own",
    order: int = 0,
    recorded: str = "",
    negotiation: str = "demo",
    **more: Any,
) -> Row:
    """One statement; `more` are other columns by name (`key`, `speaker`, `score=pd.NA` for an issue that is not policy …)."""
    key = more.get("key", "")
    row: Row = {
        "id": "/".join(filter(None, (negotiation, actor, date, issue, key))),
        "actor_name": actor.title(),
        "issue_title": issue.replace("-", " ").capitalize(),
        "precision": days.precision(date),
        "score": schema.SCORES.get(stance, pd.NA),
        "on_record": voice in schema.ON_RECORD,
        "summary": f"{actor.title()} {stance} {issue}.",
        "file": f"{negotiation}/{actor}/{date}.yaml",
        "line": order + 1,
        "value": pd.NA,
        "day": days.number(days.last_day(date)),
        "recorded_day": days.number(days.last_day(recorded)) if recorded else NEVER,
    }
    row |= {"negotiation": negotiation, "actor": actor, "date": date, "issue": issue, "stance": stance, "firmness": firmness}
    return row | {"voice": voice, "order": order, "recorded": recorded} | more


def claimed(actor: str, date: str, about: str, issue: str, stance: str, **more: Any) -> Row:
    """One claim: `actor` says where `about` stands. `more` as for `said`."""
    row = said(actor, date, issue, stance, **more) | {"about": about, "about_name": about.title()}
    ends = filter(None, (issue, row.get("key", "")))
    return row | {"id": "/".join((row["negotiation"], actor, date, f"about-{about}", *ends))}


def happened(date: str, title: str, *, end: str = "", negotiation: str = "demo", **more: Any) -> Row:
    """One event; its id is the title in small letters with hyphens."""
    row: Row = {"negotiation": negotiation, "id": title.lower().replace(" ", "-"), "date": date, "end": end, "title": title}
    return row | {"day": days.number(days.last_day(date)), "end_day": days.number(days.last_day(end or date))} | more


def statements(*rows: Row) -> pd.DataFrame:
    """The statements table of these rows, in table order whatever order they are given in."""
    return _table("statements", rows).sort_values(IN_TIME_ORDER, kind="stable", ignore_index=True)


def claims(*rows: Row) -> pd.DataFrame:
    """The claims table of these rows, in table order."""
    return _table("claims", rows).sort_values(IN_TIME_ORDER, kind="stable", ignore_index=True)


def events(*rows: Row) -> pd.DataFrame:
    """The events table of these rows, in the order given."""
    return _table("events", rows)


def _table(name: str, rows: tuple[Row, ...]) -> pd.DataFrame:
    columns = {column.name: column.kind for column in COLUMNS[name]}
    unknown = {field for row in rows for field in row} - set(columns)
    assert not unknown, f"no such column: {', '.join(sorted(unknown))}"
    filled = [{**{field: "" for field, kind in columns.items() if kind in ("text", "word")}, **row} for row in rows]
    table = pd.DataFrame(filled, columns=list(columns))
    table = table.astype({field: "str" if kind == "word" else DTYPES[kind] for field, kind in columns.items()})
    words = [field for field, kind in columns.items() if kind == "word"]
    return table.astype({field: pd.CategoricalDtype(sorted(table[field].unique())) for field in words})
