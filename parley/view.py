"""A view is its address: the only place that knows parameter names.

A widget's key, the query parameter, the route's parameter and the command line's flag are the same word. Ids, never
labels; lists joined with `~`; days ISO; what is left out has its usual value. Nothing wrong in a link is dropped in
silence: `decode` says in a sentence what it could not follow, and follows the rest. A link that uses names of before is
followed to what they are called now.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from parley import days, moves
from parley.columns import NEVER
from parley.frames import rows_of
from parley.moves import Move, Moves
from parley.problems import did_you_mean
from parley.rawtext import open_direction, turned
from parley.remembered import once
from parley.schema import CONFIDENCES, COVERAGE, ON_RECORD, VERDICTS, VOICES
from parley.store import Snapshot

LIST, DAY, WORD, TEXT, NUMBER, VERSION = "list", "day", "word", "text", "number", "version"
LONGEST_TEXT = 300
"""Longest free text a link may carry, in characters: with every list full a link stays under 4 kB in daily use."""

GROUPS = {"topic": "by topic", "bloc": "by bloc", "none": "no groups"}
SORTS = {
    "": "usual order",
    "name": "by name",
    "newest": "newest words first",
    "oldest": "oldest words first",
    "most": "most statements first",
}
LANES = {"actor": "one lane an actor", "issue": "one lane an issue"}
WHAT = {"actors": "actors side by side", "days": "two days", "proposals": "proposals, article by article"}
ROWS = {"": "the longer list runs down", "issue": "issues run down", "actor": "actors run down"}


@dataclass(frozen=True)
class View:
    """What is on the screen, whole. An empty list means all; a day of None means its usual value."""

    negotiation: str = ""
    actor: tuple[str, ...] = ()
    bloc: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    issue: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    from_: date | None = None
    to: date | None = None
    asof: date | None = None
    since: date | None = None
    known: date | None = None
    q: str = ""
    cell: str = ""
    statement: str = ""
    group: str = "topic"
    sort: str = ""
    rows: str = ""
    lane: str = "actor"
    by: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()
    proposal: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    what: str = "actors"
    page: int = 1
    data: str = ""

    def but(self, **changes: Any) -> View:
        """This view with some parameters changed."""
        if unknown := changes.keys() - vars(self).keys():
            raise TypeError(f"a view has no {', '.join(sorted(unknown))}")
        changed = object.__new__(View)  # a page asks for dozens: to set every field anew, one by one, takes five times as long
        vars(changed).update(vars(self), **changes)
        return changed

    @property
    def on_record_only(self) -> bool:
        """Are the chosen voices exactly those on the record?"""
        return set(self.voice) == set(ON_RECORD)

    @property
    def closed(self) -> View:
        """This view with nothing opened and long lists at their start: what it shows is worked out once for all who look at it."""
        return self.but(cell="", statement="", page=1) if self.cell or self.statement or self.page != 1 else self

    @property
    def opened(self) -> tuple[str, str] | None:
        """Actor and issue of the opened cell."""
        actor, bar, issue = self.cell.partition("|")
        return (actor, issue) if bar else None


@dataclass(frozen=True)
class Parameter:
    """One parameter.

    known : the words it takes in a reading of the data, or None when any text of its form will do.
    moved : the kind of names it takes, where these can be changed (see moves); else empty.
    """

    name: str
    form: str
    meaning: str
    known: Callable[[Known], Sequence[str]] | None = None
    moved: str = ""

    @property
    def field(self) -> str:
        """The field of View that holds it: `from` is a keyword in Python."""
        return f"{self.name}_" if self.name == "from" else self.name


@dataclass(frozen=True)
class Known:
    """The ids that a link can name in one negotiation."""

    negotiations: tuple[str, ...]
    negotiation: str
    actors: tuple[str, ...]
    blocs: tuple[str, ...]
    topics: tuple[str, ...]
    issues: tuple[str, ...]
    statements: frozenset[str]
    proposals: tuple[str, ...]
    latest: date | None
    recorded: date | None

    @classmethod
    @once
    def of(cls, snapshot: Snapshot, negotiation: str) -> Known:
        """What `negotiation` knows; with an unknown or empty one, the first there is."""
        names = tuple(snapshot.tables.negotiations["id"].astype("str"))
        chosen = negotiation if negotiation in names else (names[0] if names else "")
        here = snapshot.of(chosen)
        said, claims = here.statements, here.claims
        entered = [*said["recorded_day"], *claims["recorded_day"]]
        entered += [days.number(days.last_day(day)) for day in here.corrections["date"]] if entered else []
        return cls(
            negotiations=names,
            negotiation=chosen,
            actors=_ids(here.actors["id"], said["actor"], claims["actor"], claims["about"]),
            blocs=_ids(here.memberships["bloc"]),
            topics=_ids(here.issues["topic"], said["topic"]),
            issues=_ids(here.issues["id"], said["issue"], claims["issue"]),
            statements=frozenset(said["id"]) | frozenset(claims["id"]),
            proposals=_ids(here.proposals["proposal"]),
            latest=days.from_number(_exact(said)["day"].max()) if len(said) else None,
            recorded=days.from_number(max(entered)) if entered and max(entered) < NEVER else None,
        )


PARAMETERS: dict[str, Parameter] = {
    each.name: each
    for each in (
        Parameter("negotiation", WORD, "which negotiation", lambda known: known.negotiations, moves.NEGOTIATION),
        Parameter("actor", LIST, "only these actors", lambda known: known.actors, "actors"),
        Parameter("bloc", LIST, "only members of these blocs on the chosen day", lambda known: known.blocs, "blocs"),
        Parameter("topic", LIST, "only issues of these topics", lambda known: known.topics, "topics"),
        Parameter("issue", LIST, "only these issues", lambda known: known.issues, "issues"),
        Parameter("voice", LIST, "only these voices; own~spokesperson~document is the record", lambda _: tuple(VOICES)),
        Parameter("confidence", LIST, "only records the desk is this sure of", lambda _: tuple(CONFIDENCES)),
        Parameter("from", DAY, "said on or after this day (timeline, statements)"),
        Parameter("to", DAY, "said on or before this day (timeline, statements)"),
        Parameter("asof", DAY, "positions as of this day; when left out, the latest day on which something was said"),
        Parameter("since", DAY, "mark what changed after this day (matrix)"),
        Parameter("known", DAY, "only what had been entered by this day"),
        Parameter("q", TEXT, "records that hold all these words"),
        Parameter("cell", TEXT, "the opened cell, actor|issue", moved="actors|issues"),
        Parameter("statement", TEXT, "the opened record, by its id", moved=moves.STATEMENTS),
        Parameter("group", WORD, "headings in the matrix", lambda _: tuple(GROUPS)),
        Parameter("sort", WORD, "order of rows", lambda _: tuple(SORTS)),
        Parameter("rows", WORD, "what runs down the matrix", lambda _: tuple(ROWS)),
        Parameter("lane", WORD, "what a lane of the timeline is", lambda _: tuple(LANES)),
        Parameter("by", LIST, "only claims by these actors", lambda known: known.actors, "actors"),
        Parameter("about", LIST, "only claims about these actors", lambda known: known.actors, "actors"),
        Parameter("verdict", LIST, "only claims with these verdicts", lambda _: tuple(VERDICTS)),
        Parameter("proposal", LIST, "only these proposals", lambda known: known.proposals, "proposals"),
        Parameter("state", LIST, "only cells in these states of coverage", lambda _: tuple(COVERAGE)),
        Parameter("what", WORD, "what is compared", lambda _: tuple(WHAT)),
        Parameter("page", NUMBER, "page of a long list (statements)"),
        Parameter("data", VERSION, "the data version that the link was made from; hides nothing, and the page says what has changed since"),
    )
}


ID_LISTS = tuple(each.field for each in PARAMETERS.values() if each.name in {"actor", "bloc", "topic", "issue", "by", "about", "proposal"})
"""Fields whose ids mean nothing in another negotiation."""


def decode(raw: Mapping[str, Sequence[str]], snapshot: Snapshot) -> tuple[View, list[str]]:
    """The view that a link, a request or a command line asks for, and one sentence for each part that could not be followed.

    raw : every value of every parameter, as they came. Lists may be joined with `~`, repeated, or both.
    """
    faults = [f"nothing here is called `{_short(name)}`{did_you_mean(name, list(PARAMETERS))}" for name in raw if name not in PARAMETERS]
    raw, _ = _in_names_of_today(raw, snapshot)
    known = Known.of(snapshot, _last([name for name in raw.get("negotiation", ()) if name]))
    chosen: dict[str, Any] = {"negotiation": known.negotiation}
    for parameter in PARAMETERS.values():
        values = [value for value in raw.get(parameter.name, ()) if value]
        if values:
            value, wrong = _READERS[parameter.form](parameter, values, known)
            faults += [f"`{parameter.name}`: {each}" for each in wrong]
            if value:
                chosen[parameter.field] = value
    view, wrong = _sensible(View(**chosen), known)
    return view, faults + wrong


def older_names(raw: Mapping[str, Sequence[str]], snapshot: Snapshot) -> dict[str, str]:
    """The names in a link that have been changed since it was made, each with what it is called now."""
    return _in_names_of_today(raw, snapshot)[1]


def encode(view: View) -> dict[str, str]:
    """The parameters that bring this view back; what has its usual value is left out."""
    usual = View()
    told = {
        each.name: _written(getattr(view, each.field))
        for each in PARAMETERS.values()
        if getattr(view, each.field) != getattr(usual, each.field)
    }
    return {name: text for name, text in told.items() if text}


def pinned(view: View, snapshot: Snapshot) -> View:
    """The same view with the days that would otherwise move on, and the data version: what the reader sees is what the sender saw.

    `known` is pinned only when every record says when it was entered, for it hides those that do not.
    """
    known = Known.of(snapshot, view.negotiation)
    return view.but(asof=view.asof or known.latest, known=view.known or known.recorded, data=snapshot.version)


def as_it_is_now(view: View) -> View:
    """The same view of the newest data, as of its latest day."""
    return view.but(asof=None, known=None, data="")


def usual_day(view: View, snapshot: Snapshot) -> date | None:
    """The day when none is chosen: the latest on which something was said; None when nobody has spoken."""
    return Known.of(snapshot, view.negotiation).latest


def day_of(view: View, snapshot: Snapshot) -> date | None:
    """The day that positions are shown for: `asof`, else the day of the latest statement; None when nobody has spoken."""
    return view.asof or usual_day(view, snapshot)


def _read_list(parameter: Parameter, values: Sequence[str], known: Known) -> tuple[tuple[str, ...], list[str]]:
    assert parameter.known is not None
    words = dict.fromkeys(word for value in values for word in value.split("~") if word)
    there = parameter.known(known)
    return tuple(word for word in words if word in there), [_unknown(word, there) for word in words if word not in there]


def _read_word(parameter: Parameter, values: Sequence[str], known: Known) -> tuple[str, list[str]]:
    assert parameter.known is not None
    there = parameter.known(known)
    return (values[-1], _twice(values)) if values[-1] in there else ("", [_unknown(values[-1], there)])


def _read_day(_: Parameter, values: Sequence[str], __: Known) -> tuple[date | None, list[str]]:
    wrong = days.problem_with_whole(values[-1][:40])
    return (None, [wrong]) if wrong else (date.fromisoformat(values[-1]), _twice(values))


def _read_text(_: Parameter, values: Sequence[str], __: Known) -> tuple[str, list[str]]:
    if len(values[-1]) > LONGEST_TEXT:
        return "", [f"the text is longer than {LONGEST_TEXT} characters"]
    if any("\ud800" <= sign <= "\udfff" for sign in values[-1]):  # how Python hands on what a terminal sent in another encoding
        return "", ["the text is not UTF-8"]
    if sign := open_direction(values[-1]):
        return "", [turned(sign)]
    return values[-1], _twice(values)


def _read_number(_: Parameter, values: Sequence[str], __: Known) -> tuple[int | None, list[str]]:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", values[-1], re.ASCII):
        return None, [f"`{_short(values[-1])}` is not a number from 1 on"]
    return int(values[-1]), _twice(values)


def _read_version(_: Parameter, values: Sequence[str], __: Known) -> tuple[str, list[str]]:
    if not re.fullmatch(r"[0-9a-f]{12}", values[-1].lower(), re.ASCII):
        return "", [f"`{_short(values[-1])}` is no data version, which is 12 of the digits 0 to 9 and a to f"]
    return values[-1].lower(), _twice(values)


_READERS: dict[str, Callable[[Parameter, Sequence[str], Known], tuple[Any, list[str]]]] = {
    LIST: _read_list,
    WORD: _read_word,
    DAY: _read_day,
    TEXT: _read_text,
    NUMBER: _read_number,
    VERSION: _read_version,
}


def _in_names_of_today(raw: Mapping[str, Sequence[str]], snapshot: Snapshot) -> tuple[Mapping[str, Sequence[str]], dict[str, str]]:
    """The same link with every name as it is called now, and the names that were changed."""
    moved = _moves(snapshot)
    if not moved:
        return raw, {}
    known = Known.of(snapshot, moved.name("", moves.NEGOTIATION, _last([name for name in raw.get("negotiation", ()) if name])))
    there = {each.moved: each.known(known) for each in PARAMETERS.values() if each.moved and each.known}
    kinds = {each.name: each.moved for each in PARAMETERS.values() if each.moved}
    return moved.followed(raw, kinds, there | {moves.STATEMENTS: known.statements}, known.negotiation)


@once
def _moves(snapshot: Snapshot) -> Moves:
    return Moves.of(Move(*row) for row in rows_of(snapshot.tables.moves))


def _sensible(view: View, known: Known) -> tuple[View, list[str]]:
    """What no single parameter can tell: ranges that run backwards, cells and records that are not there."""
    faults = []
    if view.from_ and view.to and view.from_ > view.to:
        faults.append(f"`from` {view.from_} is after `to` {view.to}")
        view = view.but(from_=None, to=None)
    asof = view.asof or known.latest
    if view.since and asof and view.since > asof:
        faults.append(f"`since` {view.since} is after `asof` {asof}")
        view = view.but(since=None)
    if view.cell:
        actor, issue = view.opened or (view.cell, "")
        if actor not in known.actors or issue not in known.issues:
            faults.append(f"`cell`: `{_short(view.cell)}` is no actor|issue of this negotiation")
            view = view.but(cell="")
    if view.statement and view.statement not in known.statements:
        faults.append(f"`statement`: there is no record `{_short(view.statement)}`")
        view = view.but(statement="")
    return view, faults


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return "~".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _unknown(word: str, there: Sequence[str]) -> str:
    return f"`{_short(word)}` is not known here{did_you_mean(word, [each for each in there if each])}"


def _twice(values: Sequence[str]) -> list[str]:
    return ["given more than once; the last one counts"] if len(set(values)) > 1 else []


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _last(values: Sequence[str]) -> str:
    return values[-1] if values else ""


def _exact(said: Any) -> Any:
    """What was said on a known day or month, where anything was: "in 2026" must not move the usual day to the end of the year."""
    exact = said[(said["precision"] != "year").to_numpy()]
    return exact if len(exact) else said


def _ids(*columns: Any) -> tuple[str, ...]:
    """Ids of the register first, in its order, then whatever else is spoken of (a register may be unsound)."""
    return tuple(dict.fromkeys(word for column in columns for word in column.astype("str") if word))
