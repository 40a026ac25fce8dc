"""What is tied to what, and by whom: conditions as the edges of a graph.

An edge runs from the issue on which an actor takes a conditional stance to the issue, the actor, or both, that the stance hangs
on. A condition told in words only hangs on no issue; it is an edge all the same, with its text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from parley.columns import Column
from parley.frames import rows_of, typed

COLUMNS = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("actor", "word", "id of the actor who ties them"),
    Column("actor_name", "text", "that actor as shown on screen"),
    Column("issue", "word", "id of the issue on which the stance is conditional"),
    Column("issue_title", "text", "that issue as shown on screen"),
    Column("hangs_on", "text", "id of the issue it hangs on; empty when told in words only"),
    Column("hangs_on_title", "text", "that issue as shown on screen"),
    Column("hangs_on_actor", "text", "id of the actor it hangs on; empty when none is named"),
    Column("hangs_on_actor_name", "text", "that actor as shown on screen"),
    Column("n", "whole", "how many statements tie them"),
    Column("ids", "text", "these statements in the order they were said, joined with ~"),
    Column("first", "text", "the first of them was said then, as written"),
    Column("last", "text", "the last of them was said then, as written"),
    Column("texts", "text", "the conditions in words, each once, in the order they were said, joined with '; '"),
)


def linkage(statements: pd.DataFrame, conditions: pd.DataFrame, issues: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Every tie that these statements make, once.

    statements : the statements table in table order. A condition of any other record, a claim's above all, makes no edge.
    issues, actors : the registers, for names; who or what they do not know is shown by its id.
    returns : COLUMNS, one row per (actor, issue, hangs_on, hangs_on_actor); most statements first, then by these ids.
    """
    tying = statements["id"].isin(set(conditions["statement"])).to_numpy()
    said = {each.id: each for each in rows_of(statements.loc[tying, _SAID])}
    tied: defaultdict[tuple[str, ...], list[Any]] = defaultdict(list)
    for condition in rows_of(conditions):
        if condition.statement in said:
            statement = said[condition.statement]
            edge = (statement.negotiation, statement.actor, statement.issue, condition.issue, condition.actor)
            tied[edge].append(condition)
    titles = dict(zip(zip(issues["negotiation"], issues["id"], strict=True), issues["title"], strict=True))
    names = dict(zip(zip(actors["negotiation"], actors["id"], strict=True), actors["name"], strict=True))
    order = {name: place for place, name in enumerate(said)}
    edges = [_edge(edge, sorted(held, key=lambda each: order[each.statement]), said, titles, names) for edge, held in sorted(tied.items())]
    return typed(sorted(edges, key=lambda edge: -edge["n"]), COLUMNS)


_SAID = ["id", "negotiation", "actor", "actor_name", "issue", "issue_title", "date"]
_Names = Mapping[tuple[str, str], str]


def _edge(edge: tuple[str, ...], held: Sequence[Any], said: Mapping[str, Any], titles: _Names, names: _Names) -> dict[str, Any]:
    """One row. held : the conditions that make this edge, in the order they were said."""
    negotiation, actor, issue, hangs_on, hangs_on_actor = edge
    ids = list(dict.fromkeys(each.statement for each in held))
    first, last = said[ids[0]], said[ids[-1]]
    return {
        "negotiation": negotiation,
        "actor": actor,
        "actor_name": first.actor_name,
        "issue": issue,
        "issue_title": first.issue_title,
        "hangs_on": hangs_on,
        "hangs_on_title": titles.get((negotiation, hangs_on), hangs_on),
        "hangs_on_actor": hangs_on_actor,
        "hangs_on_actor_name": names.get((negotiation, hangs_on_actor), hangs_on_actor),
        "n": len(ids),
        "ids": "~".join(ids),
        "first": first.date,
        "last": last.date,
        "texts": "; ".join(dict.fromkeys(each.text for each in held)),
    }
