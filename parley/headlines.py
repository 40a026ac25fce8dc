"""One row of an answer as a headline and the line below it. They say what the row says, and never more.

moved   diff.COLUMNS           apart   gaps.COLUMNS         claimed  the claims table with claims.COLUMNS
single  sources.SINGLE_ORIGIN  fading  staleness.COLUMNS
"""

from __future__ import annotations

from typing import Any, NamedTuple

from parley import days
from parley.charts import palette


class Line(NamedTuple):
    """headline : what a link to the view behind it says. detail : when, and what it rests on."""

    headline: str
    detail: str


def moved(row: Any) -> Line:
    """`Ukraine moved on NATO membership: from supports to leans oppose`."""
    headline = f"{row.actor_name} {_how(row)}{_as_reported(row.on_record)}"
    before = f"; before: {days.in_words(row.before_date)}{_as_reported(row.before_on_record)}" if row.before_date else ""
    return Line(headline, f"{days.in_words(row.date)}{before}. {row.summary}")


def apart(row: Any) -> Line:
    """`Russia and Ukraine on Permanent neutrality: 4 of 4 steps apart, both red lines`."""
    red = ", both red lines" if row.both_red_lines else ""
    one = _stands(row.actor_name, row.stance, row.on_record, row.date)
    two = _stands(row.other_name, row.other_stance, row.other_on_record, row.other_date)
    stale = "; at least one of the two is stale" if row.stale else ""
    return Line(f"{row.actor_name} and {row.other_name} on {row.issue_title}: {row.gap} of 4 steps apart{red}", f"{one}; {two}{stale}.")


def claimed(row: Any) -> Line:
    """`United States says of Russia on Freezing the line: supports`."""
    headline = f"{row.actor_name} says of {row.about_name} on {row.issue_title}: {_word(row.stance)}{_as_reported(row.on_record)}"
    return Line(headline, f"{days.in_words(row.date)}. {row.verdict.capitalize()}. {row.reason}")


def single(row: Any) -> Line:
    """`Russia on Freezing the line: leans support, as reported`."""
    pages = "one page" if row.outlets == 1 else f"{row.outlets} pages"
    return Line(
        f"{row.actor_name} on {row.issue_title}: {_word(row.stance)}{_as_reported(row.on_record)}",
        f"{days.in_words(row.date)}. Everything said on it here: {pages}, one origin: {row.origin}.",
    )


def fading(row: Any) -> Line:
    """`Ukraine on Limit on the army: opposes`."""
    left = "1 day" if row.days_left == 1 else f"{row.days_left} days"
    return Line(
        f"{row.actor_name} on {row.issue_title}: {_word(row.stance)}{_as_reported(row.on_record)}",
        f"Said {days.in_words(row.date)}; stale in {left}, from {days.in_words(row.stale_on)} on, if nothing more is said.",
    )


def _how(row: Any) -> str:
    now, then = _word(row.stance), _word(row.before_stance) if row.before_stance else ""
    if row.kind == "new":
        return f"took a position on {row.issue_title}: {now}"
    if row.kind in ("hardened", "softened"):
        return f"{row.kind} on {row.issue_title}: from {_edge(row.before_firmness)} to {_edge(row.firmness)}, still {now}"
    return f"{row.kind} on {row.issue_title}: from {then} to {now}"


def _stands(name: str, stance: str, on_record: bool, date: str) -> str:
    return f"{name} {_word(stance)}{_as_reported(on_record)} ({days.in_words(date)})"


def _as_reported(on_record: bool) -> str:
    return "" if on_record else ", as reported"


def _word(stance: str) -> str:
    return palette.STANCES[stance].word


def _edge(firmness: str) -> str:
    return palette.EDGES[firmness].word
