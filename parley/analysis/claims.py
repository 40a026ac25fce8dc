"""Claims beside their subject's own words.

A claim is what one actor says another actor's position is. It stays a claim whatever happens; the verdict only says how
it compares with what its subject has itself put on the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from parley import schema

CONFIRMED, CONTRADICTED, DENIED, NO_OWN_WORDS = "confirmed", "contradicted", "denied", "no own words"


def verdicts(claims: pd.DataFrame, statements: pd.DataFrame, answers: pd.DataFrame) -> pd.Series:
    """The verdict on each claim, in the rows of `claims`.

    statements : the whole statements table; only what is on the record counts as the subject's own words.
    answers : the answers table; an answer that `denies` the claim decides it.
    returns : `denied`, else by the subject's next own statement after the claim, else by its position as of the claim's
        day: `confirmed` when it stands on the same side of the scale, `contradicted` on another; `no own words` when there
        is neither, or neither can be placed on the scale.
    """
    denied = set(answers.loc[(answers["how"] == "denies").to_numpy(), "to"])
    own = _own_words(statements, claims)
    found = [DENIED if claim[0] in denied else _beside(*claim[1:], own=own) for claim in _columns(claims, "id", "day", "stance", *_ABOUT)]
    return pd.Series(found, index=claims.index, dtype="str")


_ABOUT = ("negotiation", "about", "issue")
_SAID = ("negotiation", "actor", "issue")
_Own = Mapping[tuple[str, ...], Sequence[tuple[int, str]]]


def _columns(table: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name].tolist() for name in names), strict=True)


def _own_words(statements: pd.DataFrame, claims: pd.DataFrame) -> _Own:
    """Day and stance of what the claims' subjects said on the claims' issues, on the record and on the scale, in time order."""
    compared = statements["on_record"] & statements["stance"].isin(schema.SCORES)
    compared &= statements["actor"].isin(claims["about"]) & statements["issue"].isin(claims["issue"])
    own: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for *pair, day, stance in _columns(statements[compared.to_numpy()], *_SAID, "day", "stance"):
        own.setdefault(tuple(pair), []).append((day, stance))
    return own


def _beside(day: int, stance: str, *pair: str, own: _Own) -> str:
    said = own.get(pair, ())
    after = [words for when, words in said if when > day]
    compared = after[:1] or [words for _, words in said[-1:]]
    if not compared or stance not in schema.SCORES:
        return NO_OWN_WORDS
    return CONFIRMED if _side(compared[0]) == _side(stance) else CONTRADICTED


def _side(stance: str) -> int:
    score = schema.SCORES[stance]
    return (score > 0) - (score < 0)
