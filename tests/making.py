"""Small tables and small folders for tests, written as the sentences they stand for.

    statements(said("russia", "2025-08-24", "neutrality", "supports", firmness="red-line"))
    claims(claimed("usa", "2025-08-25", "russia", "neutrality", "opposes"))
    events(happened("2025-08-15", "Summit in Anchorage"))

The tables have the columns, types and order of parley/tables.py; what a test does not say is empty.

    write(tmp_path, {"demo/negotiation.yaml": "title: Talks"})
    talks(tmp_path)  # a whole small negotiation, see TALKS
    write(talks(tmp_path), MORE_TALKS)  # the same with conditions, proposals and answers
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import pandas as pd

from parley import days, schema
from parley.columns import COLUMNS, NEVER
from parley.tables import frame, in_time_order

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
    return in_time_order(_table("statements", rows))


def claims(*rows: Row) -> pd.DataFrame:
    """The claims table of these rows, in table order."""
    return in_time_order(_table("claims", rows))


def events(*rows: Row) -> pd.DataFrame:
    """The events table of these rows, in the order given."""
    return _table("events", rows)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into `folder`, by their path below it; texts may be indented. returns : `folder`."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


def talks(folder: Path) -> Path:
    """Write the negotiation `demo` into `folder`. returns : `folder`."""
    return write(folder, TALKS)


TALKS = {
    "demo/negotiation.yaml": """
        title: Talks in Istanbul
        stale_after_days: 100
        principals: [russia, ukraine]
        """,
    "demo/actors.yaml": """
        actors:
          - id: russia
            name: Russia
            memberships: [{bloc: p5}]
            speakers: [{name: Sergei Lavrov, role: Foreign minister}]
          - id: ukraine
            name: Ukraine
          - id: usa
            name: United States
            memberships: [{bloc: p5}, {bloc: nato}]
          - id: turkey
            name: Türkiye
            memberships: [{bloc: nato}]
          - id: finland
            name: Finland
            memberships: [{bloc: nato, start: 2023-04-04}]
          - id: uk
            name: United Kingdom
            memberships: [{bloc: eu, end: 2020-01-31}]
        blocs:
          - {id: p5, name: permanent five}
          - {id: nato, name: NATO}
          - {id: eu, name: European Union}
        """,
    "demo/issues.yaml": """
        topics:
          - {id: security, title: Security}
          - {id: territory, title: Territory}
          - {id: money, title: Money}
          - {id: history, title: Disputed facts}
        issues:
          - {id: neutrality, title: Permanent neutrality, question: Should Ukraine be neutral?, topic: security}
          - {id: freeze-line, title: Freezing the line, topic: territory}
          - {id: army-cap, title: Limit on the army, topic: security, unit: soldiers, stale_after_days: 10}
          - {id: frozen-assets, title: Frozen assets, topic: money, applies_to: [russia, usa]}
          - {id: johnson-blocked, title: Johnson blocked the deal, topic: history, kind: fact}
        """,
    "demo/events.yaml": """
        events:
          - {id: anchorage, date: 2025-08-15, title: Summit in Anchorage}
        """,
    "demo/russia/2025-06-02.yaml": """
        recorded: 2025-06-03
        sources: [{id: memo, title: Memorandum, publisher: TASS, url: https://example.org/memo}]
        statements:
          - issue: neutrality
            stance: supports
            firmness: red-line
            summary: Neutrality comes before everything.
            speaker: Sergei Lavrov
            quote: must be neutral
          - issue: army-cap
            stance: supports
            firmness: demand
            summary: The army must be limited.
        """,
    "demo/russia/2025-08-24.yaml": """
        recorded: 2025-08-25
        sources: [{id: nbc, title: Interview, publisher: NBC News, url: https://example.org/interview}]
        statements:
          - issue: neutrality
            stance: supports
            firmness: demand
            summary: Guarantees depend on neutrality.
            speaker: Sergei Lavrov
          - issue: freeze-line
            stance: leans-support
            summary: Moscow is said to be ready to stop where it stands.
            voice: reported
        claims:
          - about: usa
            issue: army-cap
            stance: supports
            summary: The Americans want a limit too.
        not_found:
          - {issue: frozen-assets, on: 2025-08-25, where: [mid.ru]}
        """,
    "demo/ukraine/2022-04.yaml": """
        recorded: 2025-06-03
        sources: [{id: draft, title: Draft of Istanbul}]
        statements:
          - issue: neutrality
            stance: leans-support
            summary: Neutrality in exchange for guarantees.
            voice: document
            confidence: medium
        """,
    "demo/ukraine/2025-08-20.yaml": """
        recorded: 2025-08-21
        sources: [{id: address, title: Evening address}]
        statements:
          - issue: neutrality
            stance: opposes
            firmness: red-line
            summary: No vetoes over our alliances.
            confidence: high
          - issue: army-cap
            stance: opposes
            summary: No limit on the army.
            value: 900000
            confidence: high
        """,
    "demo/usa/2025-08-15.yaml": """
        recorded: 2025-08-16
        sources: [{id: briefing, title: Briefing}]
        statements:
          - issue: neutrality
            stance: neutral
            summary: That is for the two sides.
            voice: spokesperson
        claims:
          - about: russia
            issue: freeze-line
            stance: supports
            summary: The Russians will stop where they stand.
        """,
    "demo/turkey/2025-08-10.yaml": """
        recorded: 2025-08-11
        sources: [{id: trt, title: Görüşme, publisher: TRT}]
        statements:
          - issue: freeze-line
            stance: supports
            summary: A ceasefire on today's line.
          - issue: johnson-blocked
            stance: supports
            summary: The deal was talked down from outside.
        """,
    "demo/uk/2024-11-29.yaml": """
        recorded: 2025-06-03
        sources: [{id: interview, title: Interview}]
        statements:
          - issue: johnson-blocked
            stance: opposes
            summary: Nobody ordered anybody.
        """,
}
"""Eleven statements and two claims. The latest was said on 24 August 2025 and entered the day after."""

MORE_TALKS = {
    "demo/proposals.yaml": """
        sources: [{id: draft, title: Draft of Istanbul}, {id: leak, title: Points of Geneva}]
        proposals:
          - id: istanbul
            title: Istanbul draft
            date: 2022-04
            source: draft
            articles:
              - {id: "1", summary: Ukraine is neutral., issue: neutrality, stance: supports}
              - {id: "2", summary: The army is limited in peace., issue: army-cap, stance: leans-support}
              - {id: "3", summary: The parties will meet again.}
          - id: geneva
            title: Geneva points
            date: 2025-08
            source: leak
            articles:
              - {id: "1", summary: Forces stop where they stand., issue: freeze-line, stance: supports}
        """,
    "demo/russia/2022-03.yaml": """
        recorded: 2025-06-03
        sources: [{id: tass, title: Delegation before the press, publisher: TASS}]
        statements:
          - issue: neutrality
            stance: supports
            firmness: demand
            summary: Neutrality under guarantees of the five.
            conditions: [{text: with a limit on the army, issue: army-cap, actor: usa}]
        """,
    "demo/usa/2025-08-19.yaml": """
        recorded: 2025-08-20
        sources: [{id: call, title: Call with reporters, publisher: AP}]
        claims:
          - about: ukraine
            issue: neutrality
            stance: leans-support
            summary: Kyiv can live with neutrality.
          - about: turkey
            issue: freeze-line
            stance: opposes
            summary: Ankara wants the old border back.
        """,
    "demo/turkey/2025-08-22.yaml": """
        recorded: 2025-08-23
        sources: [{id: aa, title: Ministry answers, publisher: Anadolu}]
        statements:
          - issue: freeze-line
            stance: supports
            summary: Ankara stands by a ceasefire on today's line.
            voice: spokesperson
            answers: [{to: demo/usa/2025-08-19/about-turkey/freeze-line, how: denies}]
        """,
}
"""Two statements, two claims and two proposals more, for the questions that need a tie, a text on the table, or an answer."""


def _table(name: str, rows: tuple[Row, ...]) -> pd.DataFrame:
    unknown = {field for row in rows for field in row} - {column.name for column in COLUMNS[name]}
    assert not unknown, f"no such column: {', '.join(sorted(unknown))}"
    empty = {column.name: "" for column in COLUMNS[name] if column.kind in ("text", "word")}
    return frame(name, [empty | row for row in rows])
