"""Claims beside their subject's own words.

A claim is what one actor says another actor's position is. It stays a claim whatever happens; the verdict only says how
it compares with what its subject has itself put on the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from parley import days, schema
from parley.columns import VERDICT, Column
from parley.frames import rows_of, typed

CONFIRMED, CONTRADICTED, DENIED, NO_OWN_WORDS = schema.VERDICTS

COLUMNS = (
    VERDICT,
    Column("reason", "text", "how the verdict was reached, in a sentence"),
    Column("before_id", "text", "the subject's own position as of the claim's day, on the record"),
    Column("before_stance", "word", "where that stands"),
    Column("before_date", "text", "when that was said, as written"),
    Column("before_summary", "text", "what that said"),
    Column("after_id", "text", "the subject's next own statement after the claim, on the record"),
    Column("after_stance", "word", "where that stands"),
    Column("after_date", "text", "when that was said, as written"),
    Column("after_summary", "text", "what that said"),
    Column("denied_by", "text", "the records that deny the claim, joined with ~"),
)
"""What `checked` adds to the claims table."""


def checked(claims: pd.DataFrame, statements: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Each claim with its verdict, how it was reached, and the words it was compared with.

    statements : the whole statements table, in table order; only what is on the record counts as the subject's own words.
    answers : the answers table; an answer that `denies` the claim decides it.
    returns : the columns of `claims`, then COLUMNS, in the rows of `claims`. The verdict is `denied`, else by the subject's next own
        statement after the claim, else by its position as of the claim's day: `confirmed` when it stands on the same side of the
        scale, `contradicted` on another. Words without a direction are shown and decide nothing; with no others, or when the claim
        has no direction itself, the verdict is `no own words`.
    """
    own = _own_words(statements, claims)
    denials = _denials(claims, statements, answers)
    found = (
        _checked(claim, own.get((claim.negotiation, claim.about, claim.issue), ()), denials.get(claim.id, {}))
        for claim in rows_of(claims[_CLAIM])
    )
    return pd.concat([claims, typed(found, COLUMNS).set_axis(claims.index)], axis=1)


def verdicts(claims: pd.DataFrame, statements: pd.DataFrame, answers: pd.DataFrame) -> pd.Series:
    """Only the verdict of `checked` on each claim, as text, in the rows of `claims`."""
    return checked(claims, statements, answers)["verdict"].astype("str")


_CLAIM = ["id", "negotiation", "about", "about_name", "issue", "stance", "day"]
_SAID = ("negotiation", "actor", "issue")


class _Words(NamedTuple):
    """What a subject said itself."""

    id: str
    day: int
    date: str
    stance: str
    summary: str

    @property
    def directed(self) -> bool:
        return self.stance in schema.SCORES


def _own_words(statements: pd.DataFrame, claims: pd.DataFrame) -> dict[tuple[str, ...], list[_Words]]:
    """What the claims' subjects said on the claims' issues, on the record, in time order."""
    compared = statements["on_record"] & statements["actor"].isin(claims["about"]) & statements["issue"].isin(claims["issue"])
    own: defaultdict[tuple[str, ...], list[_Words]] = defaultdict(list)
    for *pair, name, day, date, stance, summary in _columns(statements[compared.to_numpy()], *_SAID, *_Words._fields):
        own[tuple(pair)].append(_Words(name, day, date, stance, summary))
    return own


def _denials(claims: pd.DataFrame, statements: pd.DataFrame, answers: pd.DataFrame) -> dict[str, dict[str, str]]:
    """For each claim that is denied, by its id: the ids of the denying records, and who denies when, in words."""
    denying = answers[(answers["how"] == "denies").to_numpy()]
    told: dict[str, str] = {}
    for records in (statements, claims) if len(denying) else ():
        those = records[records["id"].isin(denying["statement"]).to_numpy()]
        told |= {name: f"{actor} on {days.in_words(date)}" for name, actor, date in _columns(those, "id", "actor_name", "date")}
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, to in _columns(denying, "statement", "to"):
        found[to][name] = told.get(name, name)
    return found


def _columns(table: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name].tolist() for name in names), strict=True)


def _checked(claim: Any, own: Sequence[_Words], denials: Mapping[str, str]) -> dict[str, Any]:
    before = [words for words in own if words.day <= claim.day]
    after = [words for words in own if words.day > claim.day]
    if denials:
        verdict, reason = DENIED, f"Denied by {', '.join(denials.values())}."
    else:
        verdict, reason = _compared(claim, before, after)
    shown = _shown("before", before[-1:]) | _shown("after", after[:1])
    return {"verdict": verdict, "reason": reason, **shown, "denied_by": "~".join(denials)}


def _shown(when: str, words: Sequence[_Words]) -> dict[str, str]:
    return {f"{when}_{name}": getattr(words[0], name) if words else "" for name in ("id", "stance", "date", "summary")}


def _compared(claim: Any, before: Sequence[_Words], after: Sequence[_Words]) -> tuple[str, str]:
    """Verdict and reason by the subject's words before and after the claim, each in time order."""
    subject = claim.about_name
    if not before and not after:
        return NO_OWN_WORDS, f"{subject} has put nothing on the record about it."
    if claim.stance not in schema.SCORES:
        return NO_OWN_WORDS, f"The claim itself has no direction: it says “{claim.stance}”."
    for words, which in ((after, "next own statement{}"), (before[::-1], "last own statement{} by then")):
        decisive = next((each for each in words if each.directed), None)
        if decisive:
            told = which.format("" if decisive is words[0] else " with a direction")
            return _beside(claim.stance, decisive, f"{_whose(subject)} {told}")
    return NO_OWN_WORDS, f"Nothing that {subject} has put on the record about it has a direction."


def _beside(claimed: str, words: _Words, whose: str) -> tuple[str, str]:
    same = _side(words.stance) == _side(claimed)
    sides = "the same side as" if same else "another side than"
    reason = f"{whose}, of {days.in_words(words.date)}, is “{words.stance}”: {sides} the claim’s “{claimed}”."
    return CONFIRMED if same else CONTRADICTED, reason


def _whose(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _side(stance: str) -> int:
    score = schema.SCORES[stance]
    return (score > 0) - (score < 0)
