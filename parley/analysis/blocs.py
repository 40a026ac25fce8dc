"""How united a bloc is, issue by issue: what its members themselves have said, never what the bloc says for them.

A member without words, or off the scale, is unknown: it is told beside the others and counted with none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from parley import days
from parley.columns import Column
from parley.frames import rows_of, typed

COLUMNS: tuple[Column, ...] = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("bloc", "word", "id of the bloc"),
    Column("bloc_name", "text", "the bloc as shown on screen"),
    Column("issue", "word", "id of the issue"),
    Column("issue_title", "text", "the issue as shown on screen"),
    Column("members", "whole", "how many actors of the register are members on the day"),
    Column("placed", "whole", "how many of them stand on the scale"),
    Column("silent", "whole", "how many do not: without words or off the scale, unknown and never counted"),
    Column("for_", "whole", "members that support or lean to support"),
    Column("neutral", "whole", "members that say to be neutral"),
    Column("against", "whole", "members that oppose or lean to oppose"),
    Column("lowest", "whole", "the lowest score among the placed, -2 to 2"),
    Column("highest", "whole", "the highest score among the placed, -2 to 2"),
    Column("spread", "whole", "highest less lowest, 0 to 4"),
    Column("united", "flag", "two or more are placed, all on one side"),
    Column(
        "departing",
        "text",
        "names of the members not on the side of more than half of the placed, joined with '; '; empty without such a side",
    ),
)
_SIDES = {1: "for_", 0: "neutral", -1: "against"}


def cohesion(positions: pd.DataFrame, memberships: pd.DataFrame, issues: pd.DataFrame, day: date) -> pd.DataFrame:
    """Where the members of each bloc stand on each policy issue.

    positions : asof.positions as of `day`, of all actors: a member left out counts as silent; not changed.
    memberships, issues : those tables. A membership counts from its first day to its last, both included.
    returns : COLUMNS, one row per bloc and policy issue with at least one member on the scale: blocs in the order of
        `memberships`, issues in the order of `issues`, issues not listed there last, by id.
    """
    placed = _placed(positions)
    members = _members(memberships, days.number(day))
    return typed(_rows(members, placed, _in_order(placed, issues)), COLUMNS)


_Key = tuple[str, str]
_Placed = Mapping[_Key, Mapping[str, Any]]


def _placed(positions: pd.DataFrame) -> dict[_Key, dict[str, Any]]:
    """(negotiation, issue) -> actor -> its position, of those on the scale."""
    read = ["negotiation", "actor", "actor_name", "issue", "issue_title", "score"]
    placed: dict[_Key, dict[str, Any]] = {}
    for row in rows_of(positions.loc[positions["score"].notna().to_numpy(), read]):
        placed.setdefault((row.negotiation, row.issue), {})[row.actor] = row
    return placed


def _members(memberships: pd.DataFrame, on: int) -> dict[tuple[str, str, str], list[str]]:
    """(negotiation, bloc, its name) -> members on that day, each once."""
    then = memberships[((memberships["start_day"] <= on) & (memberships["end_day"] >= on)).to_numpy()]
    members: dict[tuple[str, str, str], dict[str, None]] = {}
    for row in rows_of(then):
        members.setdefault((row.negotiation, row.bloc, row.bloc_name), {})[row.actor] = None
    return {bloc: list(actors) for bloc, actors in members.items()}


def _in_order(placed: _Placed, issues: pd.DataFrame) -> list[_Key]:
    register = [pair for pair in zip(issues["negotiation"], issues["id"], strict=True) if pair in placed]
    return register + sorted(placed.keys() - set(register))


def _rows(members: Mapping[tuple[str, str, str], Sequence[str]], placed: _Placed, order: Sequence[_Key]) -> Iterator[dict[str, Any]]:
    for (negotiation, bloc, name), actors in members.items():
        for key in order:
            spoken = [placed[key][actor] for actor in actors if actor in placed[key]]
            if key[0] == negotiation and spoken:
                of = {"negotiation": negotiation, "bloc": bloc, "bloc_name": name, "issue": key[1], "issue_title": spoken[0].issue_title}
                yield of | {"members": len(actors), "silent": len(actors) - len(spoken)} | _together(spoken)


def _together(spoken: Sequence[Any]) -> dict[str, Any]:
    """What the placed members amount to. spoken : one or more positions on the scale."""
    scores = [row.score for row in spoken]
    sides = Counter(_side(score) for score in scores)
    [(largest, count)] = sides.most_common(1)
    majority = count * 2 > len(spoken)
    return {
        "placed": len(spoken),
        **{name: sides[side] for side, name in _SIDES.items()},
        "lowest": min(scores),
        "highest": max(scores),
        "spread": max(scores) - min(scores),
        "united": len(spoken) > 1 and count == len(spoken),
        "departing": "; ".join(row.actor_name for row in spoken if _side(row.score) != largest) if majority else "",
    }


def _side(score: int) -> int:
    return (score > 0) - (score < 0)
