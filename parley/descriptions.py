"""What a page shows, as one paragraph built from its rows: the sentence of the view, then counts with n of N and dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from parley import days, sentence
from parley.analysis.entered import Entered
from parley.analysis.gaps import NEAR
from parley.schema import STANCES, VERDICTS


def overview(title: str, standing: pd.DataFrame) -> str:
    """What the front page rests on.

    title : the sentence of the view. standing : the positions as of its day.
    """
    if standing.empty:
        return f"{title}. No position stands."
    actors, issues = standing["actor"].nunique(), standing["issue"].nunique()
    whose = f"{_many(actors, 'actor')} on {_many(issues, 'issue')}"
    record = f"{int(standing['on_record'].sum()):,} of {len(standing):,} on the record"
    stale = f"{int(standing['stale'].sum()):,} of {len(standing):,} stale"
    return f"{title}. {_many(len(standing), 'position')} of {whose}, {_span(standing['date'])}: {record}, {stale}."


def matrix(title: str, standing: pd.DataFrame, cells: int, told: Sequence[str]) -> str:
    """What a picture of the matrix shows. cells : how many there are; told : every position in words, listed when they are few."""
    if standing.empty:
        return f"{title}. No position stands in any of {_many(cells, 'cell')}. That is not neutral."
    count = standing["stance"].astype("str").value_counts()
    stances = ", ".join(f"{count[stance]:,} {_in_words(stance)}" for stance in STANCES if stance in count)
    blank = cells - len(standing)
    silent = f" {blank:,} of {_many(cells, 'cell')} {'holds' if blank == 1 else 'hold'} no position. That is not neutral." if blank else ""
    few = f" {'; '.join(told)}." if len(told) <= _FEW else ""
    return f"{overview(title, standing)} By stance: {stances}.{silent}{few}"


def sources(title: str, cited: pd.DataFrame, carrying: int) -> str:
    """What the bibliography holds.

    cited : analysis.sources.bibliography. carrying : how many of its pages carry somebody else's report.
    """
    if cited.empty:
        return f"{title}. No page is cited."
    pages, resting, record = len(cited), int(cited["statements"].sum()), int(cited["on_record"].sum())
    unarchived = pages - int(cited["archived"].sum())
    said = _span(pd.concat([cited["first"], cited["last"]]))
    return (
        f"{title}. {_many(resting, 'statement or claim', 'statements and claims')}, {said}, {record:,} of {resting:,} on the record, "
        f"rest on {_many(pages, 'page')}. {carrying:,} of {pages:,} carry somebody else’s report; "
        f"{unarchived:,} of {pages:,} have no archived copy."
    )


def desk(title: str, summary: pd.DataFrame, problems: int) -> str:
    """What is known, and what is still to be found. summary : analysis.coverage.SUMMARY; problems : of the files."""
    count = dict(zip(summary["what"], summary["cells"], strict=True))
    of = int(summary["of"].max()) if len(summary) else 0
    told = f"{title}. {_many(problems, 'problem')} in the files."
    if not of:
        return f"{told} No actor and issue to look at."
    states = "".join(f", {count[state]:,} {state}" for state in _OFF_THE_RECORD if count[state])
    flags = f"Of all, {count['single_origin']:,} rest on one origin and {count['stale']:,} are stale."
    return f"{told} {count['on the record']:,} of {of:,} cells are on the record{states}. {flags}"


def side_by_side(title: str, pairs: pd.DataFrame, actors: int, shown: int, of: int) -> str:
    """What a comparison of actors shows. pairs : gaps.PAIRS of these actors; shown : issues with a position of any of them, of how many."""
    told = [f"{title}. {_many(actors, 'actor')} side by side on {shown:,} of {_many(of, 'issue')}{_left_out(of - shown)}."]
    every = actors * (actors - 1) // 2
    compared = pairs if every == 1 else pairs[pairs["enough"].to_numpy()]
    if every > 1:
        told.append(f"{len(compared):,} of {every:,} pairs can be compared on three issues or more.")
    if len(compared):
        told.append(f"What is compared was {_span(pd.concat([compared['first_date'], compared['last_date']]))}.")
    return " ".join(told)


def pair_of_actors(pair: Any) -> str:
    """What stands behind the names of two actors: a row of gaps.PAIRS, or None when no issue can be compared."""
    if pair is None:
        return "no issue can be compared"
    if not pair.enough:
        return f"only {_many(pair.compared, 'issue')} of {pair.of:,} can be compared, too few for a summary"
    counts = f"near on {pair.near:,}, between on {pair.between:,}, apart on {pair.apart:,} of {pair.compared:,} issues compared"
    return f"{counts}, out of {pair.of:,}; statements {_span(pd.Series([pair.first_date, pair.last_date]))}"


def changed_positions(title: str, changes: pd.DataFrame, since: date, asof: date) -> str:
    """What a comparison of two days shows. changes : analysis.diff.COLUMNS of the two days."""
    between = f"{sentence.in_words(since)} and {sentence.in_words(asof)}"
    if changes.empty:
        return f"{title}. No position rests on other words on {sentence.in_words(asof)} than on {sentence.in_words(since)}."
    kinds = changes["kind"].astype("str").value_counts()
    counted = sentence.listed([f"{kinds[kind]:,} {kind}" for kind in _CHANGES if kind in kinds])
    rests = "1 position rests" if len(changes) == 1 else f"{len(changes):,} positions rest"
    return f"{title}. Between {between}, {rests} on newer words: {counted}. The newer words were {_span(changes['date'])}."


def change_of_position(change: Any) -> str:
    """What changed, in words: a row of analysis.diff.COLUMNS."""
    if change.kind == "new":
        return "new"
    told = str(change.kind)
    if change.stance != change.before_stance and pd.isna(change.steps):
        told += f", from {_in_words(change.before_stance)} to {_in_words(change.stance)}"
    elif change.stance != change.before_stance:
        told += f" {_many(abs(change.steps), 'step')} towards {'support' if change.steps > 0 else 'opposition'}"
    if change.kind in ("hardened", "softened"):
        told += f", from {_in_words(change.before_firmness)} to {_in_words(change.firmness)}"
    elif not pd.isna(change.firmness_change) and change.firmness_change:
        told += f", {'more' if change.firmness_change > 0 else 'less'} firmly"
    return told + (", before only reported, now on the record" if change.on_record and not change.before_on_record else "")


def article_by_article(text: Any, tallies: pd.DataFrame, said: pd.Series, of: int) -> str:
    """What a comparison with a text shows. text : its row; tallies : proposals.TALLY; of : articles it has in all."""
    shown = int(tallies["articles"].max()) if len(tallies) else 0
    rest = f" The positions are statements {_span(said)}." if len(said) else " None of them has a position on any of these."
    beside = f"{shown:,} of {_many(of, 'article')} beside the positions of {_many(len(tallies), 'actor')}."
    return f"{text.title}, {text.status + ', ' if text.status else ''}{days.in_words(text.date)}. {beside}{rest}"


def tally_of_articles(tally: Any) -> str:
    """What stands behind an actor's name: a row of proposals.TALLY."""
    counts = f"agrees with {tally.agrees:,}, partly {tally.partly:,}, apart {tally.apart:,}, silent on {tally.silent:,}"
    return f"{counts} of {_many(tally.articles, 'article')}"


def widest_gap(gaps: Sequence[Any], actors: int) -> str:
    """How far apart so many actors are on one issue: rows of gaps.COLUMNS of that issue. Of more than two, the widest and whose it is."""
    if not gaps:
        return "not comparable"
    widest = max(row.gap for row in gaps)
    size = _many(widest, "step") if widest else "no gap"
    if actors == 2:
        return size
    whose = [f"{row.actor_name} and {row.other_name}" for row in gaps if row.gap == widest]
    return f"{size}: {'; '.join(whose) if len(whose) <= 2 else f'{whose[0]}, and {len(whose) - 1:,} more pairs'}"


def red_lines(holders: Sequence[str], actors: int) -> str:
    """Who of so many actors calls a position a red line; empty when nobody does."""
    if len(holders) == actors == 2:
        return "red lines on both sides"
    return f"{'a red line' if len(holders) == 1 else 'red lines'} of {sentence.listed(holders)}" if holders else ""


def claims(title: str, checked: pd.DataFrame) -> str:
    """What one says another holds, and how it compares. checked : analysis.claims.checked."""
    if checked.empty:
        return f"{title}. No claim was made."
    whose = f"{_many(checked['actor'].nunique(), 'actor')} about {_many(checked['about'].nunique(), 'actor')}"
    found = checked["verdict"].astype("str").value_counts()
    verdicts = ", ".join(f"{found[verdict]:,} of {len(checked):,} {verdict}" for verdict in VERDICTS if verdict in found)
    return f"{title}. {_many(len(checked), 'claim')} by {whose}, {_span(checked['date'])}: {verdicts}. A claim never moves a position."


def gaps(title: str, who: str, gapped: pd.DataFrame, issues: int) -> str:
    """How far apart these actors are. who : their names, listed; gapped : analysis.gaps; issues : the policy issues there are."""
    if gapped.empty:
        return f"{title}. {who or 'Nobody'}: on none of {_many(issues, 'policy issue')} do two of them stand on the scale."
    pairs, on = len(gapped[["actor", "other"]].drop_duplicates()), gapped["issue"].nunique()
    wide, red = int((gapped["gap"] > NEAR).sum()), int(gapped["both_red_lines"].sum())
    dates = _span(pd.concat([gapped["date"], gapped["other_date"]]))
    return (
        f"{title}. {who}: {_many(len(gapped), 'gap')} between {_many(pairs, 'pair')} on {on} of {_many(issues, 'policy issue')}, {dates}. "
        f"{wide:,} of {len(gapped):,} are of two steps or more; on {red:,} of {len(gapped):,} both sides call it a red line."
    )


def linkage(edges: pd.DataFrame) -> str:
    """What hangs on what. edges : analysis.linkage."""
    said = {each for ids in edges["ids"] for each in ids.split("~")}
    issue, actor = (edges["hangs_on"] != "").to_numpy(), (edges["hangs_on_actor"] != "").to_numpy()
    kinds = f"{int(issue.sum()):,} of {len(edges):,} to an issue, {int((actor & ~issue).sum()):,} to an actor only"
    words = f"{int((~issue & ~actor).sum()):,} in words only"
    dates = _span(pd.concat([edges["first"], edges["last"]]))
    return (
        f"{_many(len(edges), 'tie')} in {_many(len(said), 'statement')} of {_many(edges['actor'].nunique(), 'actor')}, "
        f"{dates}: {kinds}, {words}."
    )


_OFF_THE_RECORD = ("reported only", "declined", "not found", "not researched")


def since_then(known: date, everything: Entered, selected: Entered) -> str:
    """What has changed since a link was made that shows what had been entered by `known`.

    everything, selected : what the whole negotiation, and the selection of the link, hold beyond it.
    """
    made = f"This link shows what had been entered by {sentence.in_words(known)}, and the files have changed since it was made"
    undated = f" Not counted: {_many(everything.undated, 'record')} without a day of entry." if everything.undated else ""
    if not _new(everything) and not everything.corrected:
        return f"{made}; by their own dates, no record was entered or corrected after that day.{undated}"
    entered = f"{sentence.listed(_new(everything))} {_was(everything.statements + everything.claims)} entered" if _new(everything) else ""
    corrected = f"{_many(everything.corrected, 'earlier record')} {_was(everything.corrected)} corrected" if everything.corrected else ""
    within = "" if selected == everything else f", of which {_in_selection(selected)} in this selection"
    hidden = " What was entered later is not shown here." if entered else ""
    shown = " Corrections are shown." if corrected else ""
    return f"{made}: after that day {' and '.join(filter(None, (entered, corrected)))}{within}.{hidden}{shown}{undated}"


def since_then_unknown(undated: bool) -> str:
    """The same for a link that does not say by which day its records had been entered. undated : does any record leave that open?"""
    why = "some records do not say when they were entered" if undated else "it fixes no day by which records had been entered"
    return f"The files have changed since this link was made. What was added or corrected cannot be counted, for {why}."


def _many(count: int, one: str, more: str = "") -> str:
    """`1 page`, `2,000 pages`."""
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"


def _span(written: pd.Series) -> str:
    """`said 24 Aug 2025`, `said Apr 2022 to 24 Aug 2025`; a month counts from its last day."""
    first, last = (pick(written.unique(), key=lambda day: (days.last_day(day), day)) for pick in (min, max))
    return f"said {days.in_words(first)}" + (f" to {days.in_words(last)}" if last != first else "")


_FEW = 12
"""So many positions are told one by one; more are counted."""
_CHANGES = ("reversed", "moved", "hardened", "softened", "new", "reaffirmed")


def _left_out(issues: int) -> str:
    if not issues:
        return ""
    return f"; {issues:,} {'is' if issues == 1 else 'are'} left out, for none of them has a position there"


def _in_words(word: str) -> str:
    """A stance or a firmness as a reader meets it: `red line`."""
    return word.replace("-", " ")


def _new(entered: Entered) -> list[str]:
    return [_many(number, what) for number, what in ((entered.statements, "statement"), (entered.claims, "claim")) if number]


def _in_selection(entered: Entered) -> str:
    corrected = [_many(entered.corrected, "correction")] if entered.corrected else []
    return sentence.listed([*_new(entered), *corrected]) or "none"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
