"""How far two people read the same words the same way: Krippendorff's alpha, with how many records it rests on.

Stance is ordinal, for `supports` and `leans-support` are nearer to each other than to `opposes`; firmness and voice are names
without an order. What cannot be compared is left out and counted, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from parley.columns import Column
from parley.frames import rows_of, typed
from parley.schema import SCORES

Level = Literal["ordinal", "nominal"]

MINIMUM = 10
"""Under so many pairs no alpha is given: one record more or less would turn it over."""

CODED = ("stance", "firmness", "voice")
PAIRS = (
    Column("id", "text", "id of the record in the first coding"),
    Column("other_id", "text", "id of the record in the second coding"),
    Column("actor", "text", "id of the actor whose words these are"),
    Column("about", "text", "of a claim: id of the actor whose position it is said to be"),
    Column("date", "text", "when it was said, as written"),
    Column("issue", "text", "id of the issue"),
    Column("issue_title", "text", "the issue as shown on screen"),
    *(Column(name, "text", f"{name} in the first coding; empty: not coded") for name in CODED),
    *(Column(f"other_{name}", "text", f"{name} in the second coding; empty: not coded") for name in CODED),
)
MEASURES = (
    Column("what", "word", "stance, firmness or voice"),
    Column("level", "word", "ordinal: how far apart counts; nominal: the same or not"),
    Column("issue", "text", "id of the issue; empty: all issues"),
    Column("issue_title", "text", "the issue as shown on screen"),
    Column("pairs", "whole", "how many records both have coded and can be compared"),
    Column("same", "whole", "how many of them are coded the same"),
    Column("left_out", "whole", "how many pairs cannot be compared: off the scale, or not coded by one or both"),
    Column("alpha", "number", "Krippendorff's alpha: 1 is perfect agreement, 0 what chance would give; empty when there is none"),
    Column("why_none", "text", "why there is no alpha"),
)


@dataclass(frozen=True)
class Paired:
    """pairs : PAIRS, in the order of the first coding. by_id : how many were found by their ids.

    only_first, only_second : ids without a partner.
    """

    pairs: pd.DataFrame
    by_id: int
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def pair(first: pd.DataFrame, second: pd.DataFrame) -> Paired:
    """The records of two codings, each with its partner.

    first, second : statements and claims (with `about`, empty for statements). Partners have the same id; else, when each coding has
    one record left of an actor on an issue (about an actor) on a day, these two are partners whatever their keys.
    """
    ours, theirs = ({row.id: row for row in rows_of(table)} for table in (first, second))
    partners = {name: name for name in ours if name in theirs}
    by_id = len(partners)
    left_first, left_second = _alone(ours, partners), _alone(theirs, partners.values())
    partners |= {rows[0]: left_second[said][0] for said, rows in left_first.items() if len(rows) == 1 == len(left_second.get(said, ()))}
    pairs = typed((_pair(row, theirs[partners[name]]) for name, row in ours.items() if name in partners), PAIRS)
    taken = set(partners.values())
    return Paired(pairs, by_id, tuple(name for name in ours if name not in partners), tuple(name for name in theirs if name not in taken))


def _alone(records: dict[str, Any], taken: Any) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    gone = set(taken)
    for name, row in records.items():
        if name not in gone:
            found.setdefault((row.actor, row.about, row.issue, row.date), []).append(name)
    return found


def _pair(row: Any, other: Any) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("id", "actor", "about", "date", "issue", "issue_title", *CODED)}
    return told | {f"other_{name}": getattr(other, name) for name in ("id", *CODED)}


def measures(pairs: pd.DataFrame) -> pd.DataFrame:
    """Agreement on each of CODED over all pairs, then issue by issue in the order of the pairs. returns : MEASURES.

    Of stances only pairs on the scale count on both sides (`unclear` and `declines` have no place on it); of firmness only those where
    both have coded one; a voice is always there. Without a pair every measure says so.
    """
    whole = [_measure(pairs, name) for name in CODED]
    each = [_measure(rows, name, issue) for issue, rows in pairs.groupby("issue", sort=False) for name in CODED]
    return typed([*whole, *each], MEASURES)


def _measure(pairs: pd.DataFrame, name: str, issue: Any = "") -> dict[str, Any]:
    codes = list(zip(pairs[name].astype("str"), pairs[f"other_{name}"].astype("str"), strict=True))
    comparable = [two for two in codes if all(each in SCORES if name == "stance" else bool(each) for each in two)]
    level: Level = "ordinal" if name == "stance" else "nominal"
    value, why = alpha(comparable, level)
    return {
        "what": name,
        "level": level,
        "issue": str(issue),
        "issue_title": pairs["issue_title"].iloc[0] if issue else "",
        "pairs": len(comparable),
        "same": sum(one == other for one, other in comparable),
        "left_out": len(codes) - len(comparable),
        "alpha": value,
        "why_none": why,
    }


def alpha(codes: Sequence[tuple[str, str]], level: Level, *, minimum: int = MINIMUM) -> tuple[float | None, str]:
    """Krippendorff's alpha of two coders, and why there is none.

    codes : what the first and the second coder said of each record. level : "ordinal" for words of the stance scale, else "nominal".
    """
    if len(codes) < minimum:
        return None, f"fewer than {minimum} pairs"
    if len({each for two in codes for each in two}) == 1:
        return None, "both always say the same word, so there is nothing that chance could be told from"
    import krippendorff

    scale = list(reversed(SCORES)) if level == "ordinal" else sorted({each for two in codes for each in two})
    places = {word: float(place) for place, word in enumerate(scale)}
    coders = [[places[two[side]] for two in codes] for side in (0, 1)]
    return float(krippendorff.alpha(coders, value_domain=list(places.values()), level_of_measurement=level)), ""


def differences(pairs: pd.DataFrame) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Of every pair that differs: its id, and (what, first, second) for each word that does; an empty word is one not coded."""
    for row in rows_of(pairs):
        told = [(name, getattr(row, name), getattr(row, f"other_{name}")) for name in CODED]
        if differing := [each for each in told if each[1] != each[2]]:
            yield row.id, differing
