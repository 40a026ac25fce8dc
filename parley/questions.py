"""The questions asked of a view: which rows go into each of analysis/, from the filters and days of the view.

Everything here is a table, made once for all who look at the same view of the same reading. Shared: never change one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from typing import TypeVar

import numpy as np
import pandas as pd

from parley import history, matrix, selection
from parley.analysis import (
    blocs,
    carried,
    changes,
    claims,
    convergence,
    coverage,
    diff,
    entered,
    gaps,
    linkage,
    proposals,
    review,
    shifts,
    sources,
)
from parley.analysis.entered import Entered
from parley.columns import COLUMNS
from parley.frames import joined
from parley.remembered import once
from parley.store import Snapshot
from parley.view import Known, View, day_of

RECENT = timedelta(days=90)
"""How far back "lately" goes when no `since` is chosen."""
A_YEAR = timedelta(days=365)
"""How far back convergence looks when no `from` is chosen."""
MOST_MONTHS = 120
"""So many month ends convergence looks at, however early `from` is: each is a whole as-of."""

NEXT = 20
"""So many records that wait for a second reader are told at once."""
_RECORD = tuple(each for each in COLUMNS["claims"] if each.name in {*review.NEEDS, *changes.NEEDS})

Answer = TypeVar("Answer")
Question = Callable[[View, Snapshot], pd.DataFrame]
"""One whose answer is a table."""


def _asked(question: Callable[[View, Snapshot], Answer]) -> Callable[[View, Snapshot], Answer]:
    """The answer does not depend on what is opened on the page, nor on when a link to it was made."""
    remembered = once(question)

    @wraps(question)
    def answer(view: View, snapshot: Snapshot) -> Answer:
        closed = view.closed
        return remembered(closed.but(data="") if closed.data else closed, snapshot)

    return answer


def _asked_of_all_days(question: Callable[[View, Snapshot], Answer]) -> Callable[[View, Snapshot], Answer]:
    """As `_asked`; the day of the view has no part in it, but for who is in a bloc by then."""
    asked = _asked(question)

    @wraps(question)
    def answer(view: View, snapshot: Snapshot) -> Answer:
        return asked(_of_all_days(view), snapshot)

    return answer


def _of_all_days(view: View) -> View:
    return view if view.bloc else view.but(asof=None)


def day(view: View, snapshot: Snapshot) -> date:
    """The day of the view; before anybody has spoken, long ago."""
    return day_of(view, snapshot) or date.min


def since(view: View, snapshot: Snapshot) -> date:
    """The day that changes are counted from: the chosen one, else RECENT before the day of the view."""
    if view.since:
        return view.since
    now = day(view, snapshot)
    return now - RECENT if now > date.min + RECENT else date.min


@_asked
def pair(view: View, snapshot: Snapshot) -> tuple[str, ...]:
    """The two actors that are compared over time: the first two chosen, else the first two principals, else the first two there are.

    With blocs chosen, only their members.
    """
    there = selection.actors(view.but(actor=()), snapshot)
    wanted = dict.fromkeys([*view.actor, *_principals(view, snapshot), *there])
    return tuple(each for each in wanted if each in there)[:2]


@_asked
def principals(view: View, snapshot: Snapshot) -> tuple[str, ...]:
    """The chosen actors, else the principal parties, else everybody: those whom a comparison puts side by side."""
    named = _principals(view, snapshot)
    return tuple(selection.actors(view, snapshot)) if view.actor or view.bloc or not named else named


def month_ends(first: date, last: date) -> list[date]:
    """The last days of the months between two days, and the last of the two itself."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month - 1)
    ends = (date(month // 12, month % 12 + 1, monthrange(month // 12, month % 12 + 1)[1]) for month in months)
    return [*ends, last]


def dates(view: View, snapshot: Snapshot) -> list[date]:
    """The days that convergence looks at: the last MOST_MONTHS month ends from `from` (else a year back), and the day of the view."""
    now = day(view, snapshot)
    start = view.from_ or (now - A_YEAR if now > date.min + A_YEAR else now)
    return month_ends(min(start, now), now)[-MOST_MONTHS - 1 :]


@_asked_of_all_days
def shifted(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """What each statement from `from` to `to` changed against the one before it, wherever that lies. `q` hides rows, no more."""
    said = selection.statements(view, snapshot)
    told = shifts.shifts(said).join(said[["actor_name", "issue_title", "summary", "speaker"]])
    return told.loc[_said(view, snapshot).index]


@_asked
def changed(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Whose position is another on the view's day than on `since`. `q` hides rows by their later statement, no more."""
    said, start, now = selection.statements(view, snapshot), since(view, snapshot), day(view, snapshot)
    told = diff.diff(said, snapshot.of(view.negotiation).issues, min(start, now), now, view.known)
    later = said[said["id"].isin(told["id"]).to_numpy()]
    return told[told["id"].isin(selection.holding(later, view, snapshot)["id"]).to_numpy()]


@_asked
def claimed(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Every claim by or about the view's actors from `from` to `to`, beside its subject's own words, in the view's order.

    The words are all its subject's, whatever the voices and days of the view; only what was entered by `known` decides."""
    rows = selection.within(selection.claims(view, snapshot), view)
    rows = selection.ordered(selection.holding(rows, view, snapshot), view)
    told = _checked(_entered(view), snapshot).loc[rows.index]
    keep = pd.Series(True, index=told.index)
    if view.by:
        keep &= told["actor"].isin(view.by)
    if view.about:
        keep &= told["about"].isin(view.about)
    if view.verdict:
        keep &= told["verdict"].isin(view.verdict)
    return told[keep.to_numpy()]


def everybody(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Where everybody stands on the view's issues, whichever actors and blocs are chosen: worked out once for all of them."""
    return _everybody(view.but(actor=(), bloc=(), q=""), snapshot)


_everybody = _asked(matrix.standing)


@_asked
def gapped(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The gap of every two of the view's actors on every policy issue where both stand on the scale."""
    there, standing = selection.actors(view, snapshot), everybody(view, snapshot)
    theirs = standing[standing["actor"].isin(there).to_numpy()]
    return gaps.gaps(theirs, there, selection.issues(view, snapshot))


@_asked
def paired(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """For every two of the view's actors: on how many issues near, between, apart, of how many."""
    return gaps.pairs(gapped(view, snapshot), policy_issues(view, snapshot), selection.actors(view, snapshot))


@_asked
def sticking(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Where it sticks among those a comparison puts side by side: red lines on both sides first, then the widest gaps."""
    named = () if view.actor or view.bloc else principals(view, snapshot)
    return gaps.sticking_points(gapped(view.but(actor=named or view.actor), snapshot))


@_asked
def converged(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """How far apart the pair is in all, day by day, over one set of issues."""
    return convergence.totals(converged_by_issue(view, snapshot))


@_asked
def converged_by_issue(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The same, issue by issue."""
    two, issues = pair(view, snapshot), snapshot.of(view.negotiation).issues
    if len(two) < 2:
        return convergence.per_issue(selection.statements(view, snapshot)[:0], issues, "", "", [])
    one, other = two
    said = selection.statements(view.but(actor=two, bloc=()), snapshot)
    return convergence.per_issue(said, issues, one, other, dates(view, snapshot), known=view.known)


@_asked
def covered(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The state of every actor on every issue of the view, whatever the voices; only the chosen states."""
    told = _coverage(view, snapshot)
    if not view.state:
        return told
    states = told["state"].isin(view.state)
    for flag in coverage.FLAGS:
        if flag in view.state:
            states |= told[flag]
    return told[states.to_numpy()]


@_asked
def coverage_summary(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """How many cells are in each state, of how many."""
    return coverage.summary(_coverage(view, snapshot))


@_asked
def united(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Where the members of each of the view's blocs stand; members without words are unknown, never counted."""
    here = snapshot.of(view.negotiation)
    everybody = matrix.standing(view.but(actor=(), bloc=(), q=""), snapshot)
    memberships = here.memberships
    if view.bloc:
        memberships = memberships[memberships["bloc"].isin(view.bloc).to_numpy()]
    return blocs.cohesion(everybody, memberships, here.issues, day(view, snapshot))


@_asked_of_all_days
def linked(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """What the view's statements from `from` to `to` tie to what."""
    here = snapshot.of(view.negotiation)
    said = _said(view, snapshot)
    return linkage.linkage(said, here.conditions, here.issues, here.actors)


@_asked
def proposed(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Every article of the chosen proposals on the view's issues, beside the position of every party."""
    here = snapshot.of(view.negotiation)
    articles = here.proposals
    if view.proposal:
        articles = articles[articles["proposal"].isin(view.proposal).to_numpy()]
    if view.issue or view.topic:
        articles = articles[articles["issue"].isin(selection.issues(view, snapshot)).to_numpy()]
    parties = principals(view, snapshot)
    standing = matrix.standing(view.but(actor=parties, bloc=(), issue=(), topic=(), q=""), snapshot)
    return proposals.compare(articles, standing, parties, here.issues, here.actors)


@_asked_of_all_days
def cited(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Every page that the view's statements and claims rest on."""
    return sources.bibliography(_said(view, snapshot), claimed(view, snapshot), snapshot.of(view.negotiation).sources)


@_asked
def on_one_origin(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Positions of the view's day for which everything the actor is known to have said, in whatever voice, has one origin."""
    return sources.single_origin(matrix.standing(view, snapshot), _rested(_entered(view), snapshot), day(view, snapshot))


@_asked
def by_origin(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Every origin the view's statements and claims rest on, however many pages carry it."""
    return carried.by_origin(cited(view, snapshot))


@_asked_of_all_days
def entered_later(view: View, snapshot: Snapshot) -> tuple[Entered, Entered]:
    """What was entered and corrected after `known`, which must be chosen: in the whole negotiation, and of that within the view's filters.

    `known` itself hides nothing here.
    """
    assert view.known
    here, everything = snapshot.of(view.negotiation), view.but(known=None)
    chosen = entered.later(_said(everything, snapshot), claimed(everything, snapshot), here.corrections, view.known)
    return entered.later(here.statements, here.claims, here.corrections, view.known), chosen


@_asked_of_all_days
def to_review(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The view's statements and claims from `from` to `to` that wait for a second reader, those that need one most first."""
    return review.queue(selection.within(_recorded(view, snapshot), view))


@_asked_of_all_days
def next_to_review(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The first NEXT of them."""
    return review.queue(selection.within(_recorded(view, snapshot), view), NEXT)


@_asked_of_all_days
def reviewed(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """How many of them were read twice, and why the others wait."""
    return review.counts(selection.within(_recorded(view, snapshot), view))


def data_changes(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """What was entered, corrected and committed of the view's statements and claims; `from` and `to` are days of the desk here.

    A commit counts when a file it touched holds one of them, or when nothing narrows the view. `known` hides later commits only where
    it looks back, hiding entries: a link whose `known` is the day of the newest entry shows what its sender saw. A commit counts at once.
    """
    return _data_changes(_of_all_days(view.closed.but(data="")), snapshot, history.head(snapshot.folder))


def without_a_day_of_entry(view: View, snapshot: Snapshot) -> int:
    """How many of the view's statements and claims do not say when they were entered: `known` hides them all."""
    return changes.without_a_day(_recorded(view, snapshot))


@once
def _data_changes(view: View, snapshot: Snapshot, head: str) -> pd.DataFrame:
    records, here = _recorded(view, snapshot), snapshot.of(view.negotiation)
    only = set(records["file"]) if _narrowed(view) else None
    mine = [each for each in history.edits(snapshot.folder, head) if each.path.startswith(f"{view.negotiation}/")]
    told = changes.changes(records, here.corrections, [vars(each) for each in mine if only is None or each.path in only])
    days_of_it = told.rename(columns={"number": "day", "day": "_day"})
    latest = Known.of(snapshot, view.negotiation).recorded
    looks_back = view.known is not None and (latest is None or view.known < latest)
    last = min(filter(None, (view.to, view.known if looks_back else None)), default=None)
    return told.loc[selection.within(days_of_it, view.but(to=last)).index]


def _narrowed(view: View) -> bool:
    return any((view.actor, view.bloc, view.topic, view.issue, view.voice, view.confidence, view.q))


@_asked_of_all_days
def _recorded(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The view's statements and claims as one table, those entered by `known`, holding the words of `q`; a statement is about nobody."""
    own = selection.holding(selection.statements(view, snapshot), view, snapshot)
    others = selection.holding(selection.claims(view, snapshot), view, snapshot)
    nobody = pd.Categorical.from_codes(np.zeros(len(own), dtype=np.int8), categories=pd.Index([""], dtype="str"))
    own = own.assign(about=nobody, about_name="")
    return joined([own, others], _RECORD)


def policy_issues(view: View, snapshot: Snapshot) -> int:
    """How many policy issues the view holds: the N of "k of N"."""
    issues, wanted = snapshot.of(view.negotiation).issues, selection.issues(view, snapshot)
    return int((issues["id"].isin(wanted) & (issues["kind"] == "policy")).sum())


def _principals(view: View, snapshot: Snapshot) -> tuple[str, ...]:
    named = "~".join(snapshot.of(view.negotiation).negotiations["principals"])
    return tuple(filter(None, named.split("~")))


def _said(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The view's statements from `from` to `to` that hold the words of `q`, in table order."""
    return selection.holding(selection.within(selection.statements(view, snapshot), view), view, snapshot)


def _entered(view: View) -> View:
    """All that had been entered by `known`: what is worked out of it holds on every day, for whatever is chosen."""
    return View(negotiation=view.negotiation, known=view.known)


@_asked
def _checked(entered: View, snapshot: Snapshot) -> pd.DataFrame:
    """Every claim with its verdict, in table order."""
    own, others = selection.statements(entered, snapshot), selection.claims(entered, snapshot)
    answers = snapshot.of(entered.negotiation).answers
    if entered.known:
        answers = answers[answers["statement"].isin({*own["id"], *others["id"]}).to_numpy()]
    return claims.checked(others, own, answers)


@_asked
def _rested(entered: View, snapshot: Snapshot) -> pd.DataFrame:
    """The origin and the page of every statement, in table order."""
    return sources.rested(selection.statements(entered, snapshot))


@_asked
def _coverage(view: View, snapshot: Snapshot) -> pd.DataFrame:
    here = snapshot.of(view.negotiation)
    actors = here.actors[here.actors["id"].isin(selection.actors(view, snapshot)).to_numpy()]
    issues = here.issues[here.issues["id"].isin(selection.issues(view, snapshot)).to_numpy()]
    everything = View(negotiation=view.negotiation, asof=view.asof, known=view.known)
    said = selection.statements(everything, snapshot)
    standing = matrix.standing(everything, snapshot)
    origins = _rested(_entered(view), snapshot)["origin"]
    return coverage.coverage(actors, issues, said, standing, here.not_found, day(view, snapshot), origins)
