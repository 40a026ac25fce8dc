"""What is on the screen, in one sentence. It is the title of every page, picture and download."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from parley import days
from parley.remembered import once
from parley.schema import ON_RECORD, VOICES
from parley.store import Snapshot
from parley.view import View, day_of

FEW = 3
"""So many names are told one by one; more are counted."""


@once
def positions(view: View, snapshot: Snapshot) -> str:
    """`Russia, Ukraine and United States on Territory, on the record, as of 24 Aug 2025`."""
    day = day_of(view, snapshot)
    when = f"as of {in_words(day)}" if day else "nobody has spoken yet"
    since = f"changes since {in_words(view.since)} marked" if view.since else ""
    return _joined(_who_on_what(view, snapshot), _filters(view), when, since, _known(view, snapshot))


@once
def records(view: View, snapshot: Snapshot) -> str:
    """`Everyone on every issue, from 1 Jan 2025 to 24 Aug 2025`."""
    return _joined(_who_on_what(view, snapshot), _filters(view), span(view), _known(view, snapshot))


def in_words(day: date) -> str:
    """`24 Aug 2025`."""
    return days.in_words(day.isoformat())


def listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _who_on_what(view: View, snapshot: Snapshot) -> str:
    here = snapshot.of(view.negotiation)
    actor_names = dict(zip(here.actors["id"], here.actors["name"], strict=True))
    bloc_names = dict(zip(here.memberships["bloc"], here.memberships["bloc_name"], strict=True))
    issue_titles = dict(zip(here.issues["id"], here.issues["title"], strict=True))
    topic_titles = dict(zip(here.issues["topic"], here.issues["topic_title"], strict=True))
    who = _told(view.actor, actor_names, "actors") or "Everyone"
    if view.bloc:
        who += f" in {_told(view.bloc, bloc_names, 'blocs')}"
    what = _told(view.issue, issue_titles, "issues")
    where = _told(view.topic, topic_titles, "topics")
    on = f"{what} (in {where})" if what and where else what or where or "every issue"
    return f"{who} on {on}"


def _filters(view: View) -> str:
    voices = "" if not view.voice or set(view.voice) == set(VOICES) else _voices(view.voice)
    confidence = f"{listed(view.confidence)} confidence only" if view.confidence else ""
    return _joined(voices, confidence, f"holding “{view.q}”" if view.q else "")


def _voices(voice: Sequence[str]) -> str:
    if set(voice) == set(ON_RECORD):
        return "on the record"
    return "as reported only" if set(voice) == {"reported"} else f"voices: {listed(voice)}"


def span(view: View) -> str:
    """The days of a view's records: `from 1 Jan 2025 to 24 Aug 2025`, `all days`."""
    if view.from_ and view.to:
        return f"from {in_words(view.from_)} to {in_words(view.to)}"
    return f"from {in_words(view.from_)}" if view.from_ else f"up to {in_words(view.to)}" if view.to else "all days"


def _known(view: View, snapshot: Snapshot) -> str:
    """Said only when it hides something: a pinned link is not cluttered before the data moves on."""
    if not view.known:
        return ""
    here, known = snapshot.of(view.negotiation), days.number(view.known)
    hides = any((records["recorded_day"] > known).any() for records in (here.statements, here.claims))
    return f"as entered by {in_words(view.known)}" if hides else ""


def _told(ids: Sequence[str], names: dict[str, str], many: str) -> str:
    return listed([names.get(each, each) for each in ids]) if len(ids) <= FEW else f"{len(ids)} {many}"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
