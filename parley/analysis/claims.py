"""Claims beside their subject's own words.

A claim is what one actor says another actor's position is. It stays a claim whatever happens; the verdict only says how
it compares with what its subject has itself put on the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from parley import schema
from parley.columns import rows_of

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
    own = {pair: list(rows_of(rows)) for pair, rows in _placed(statements).groupby(["negotiation", "actor", "issue"], observed=True)}
    found = [DENIED if claim.id in denied else _beside(claim, own) for claim in rows_of(claims)]
    return pd.Series(found, index=claims.index, dtype="str")


def _placed(statements: pd.DataFrame) -> pd.DataFrame:
    """What can be compared: on the record and on the scale."""
    return statements[(statements["on_record"] & statements["stance"].isin(schema.SCORES)).to_numpy()]


def _beside(claim: Any, own: Mapping[Any, Sequence[Any]]) -> str:
    said = own.get((claim.negotiation, claim.about, claim.issue), ())
    after = [each for each in said if each.day > claim.day]
    compared = after[:1] or said[-1:]
    if not compared or claim.stance not in schema.SCORES:
        return NO_OWN_WORDS
    return CONFIRMED if _side(compared[0].stance) == _side(claim.stance) else CONTRADICTED


def _side(stance: str) -> int:
    score = schema.SCORES[stance]
    return (score > 0) - (score < 0)
