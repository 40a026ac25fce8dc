"""One record in words: its stance as the issue words it, whose words they are, when, and where they can be read.

The evidence beside a page, a standalone file and a publication tell a record from here, so that they cannot say different
things. Everything is plain text; what draws it escapes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from parley import days, questions
from parley.charts import palette
from parley.charts.marks import VOICE_WORDS, Look
from parley.frames import rows_of
from parley.matrix import FILTERED
from parley.remembered import once
from parley.schema import CONFIDENCES, FIRMNESSES, SCORES
from parley.store import Snapshot
from parley.view import View


@dataclass(frozen=True)
class Issue:
    """What the register says of an issue; of one it does not know, the id and nothing more."""

    title: str
    question: str = ""
    kind: str = "policy"
    topic: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line of a fact. url : where it leads, on the web; or empty."""

    text: str
    url: str = ""


Fact = tuple[str, tuple[Line, ...]]
"""A term, and the lines that stand beside it."""


@dataclass(frozen=True, eq=False)
class Register:
    """What records name by id, ready to be looked up. conditions, answers, answered, corrections, claims : by the id of a record.

    claims : the rows of `questions.claimed`, which say how a claim compares with its subject's own words.
    """

    issues: Mapping[str, Issue]
    actors: Mapping[str, str]
    proposals: Mapping[str, str]
    conditions: Mapping[str, list[Any]]
    answers: Mapping[str, list[Any]]
    answered: Mapping[str, list[Any]]
    corrections: Mapping[str, list[Any]]
    claims: Mapping[str, Any]

    def issue(self, issue: str) -> Issue:
        return self.issues.get(issue) or Issue(issue)

    def name(self, actor: str) -> str:
        return self.actors.get(actor, actor)


def register(view: View, snapshot: Snapshot) -> Register:
    """The register of the view's negotiation, as entered by its `known`; made once."""
    return _register(entered(view), snapshot)


def entered(view: View) -> View:
    """Everything of the view's negotiation that was entered by its `known`, whatever else it narrows."""
    return View(negotiation=view.negotiation, known=view.known)


def look(row: Any) -> Look:
    """The mark of a record: a row of the statements, positions or claims table. What only a day can tell is not drawn."""
    return Look(
        stance=row.stance,
        scored=row.stance not in SCORES or not pd.isna(row.score),
        firmness=row.firmness,
        reported=not row.on_record,
        conditions=bool(row.conditions),
        voice=row.voice,
    )


def claim_look(row: Any) -> Look:
    """The same, and a claim hollow with the sign of a claim: it must never pass for a position of the one it is about."""
    told = look(row)
    return replace(told, reported=True, claimed=True, conditions=False) if getattr(row, "about", "") else told


def meaning(row: Any, known: Register) -> str:
    """What the stance means on that issue, in the register's words; empty when it says nothing."""
    return known.issue(row.issue).words.get(row.stance, "")


def claim(row: Any, known: Register) -> str:
    """What must be said of a claim before anything else; empty for a statement."""
    if not getattr(row, "about", ""):
        return ""
    told = f"A claim by {row.actor_name} about {row.about_name}. A claim never moves the position of the one it is about."
    found = known.claims.get(row.id)
    return f"{told} Beside the own words of {row.about_name}: {found.verdict}. {found.reason}" if found else told


def facts(row: Any, known: Register, day: date | None) -> Iterator[Fact]:
    """What is known of a record, a term and its lines each. day : count its age from there; None: do not."""
    for term, lines in _facts(row, known, day):
        told = tuple(each if isinstance(each, Line) else Line(each) for each in lines)
        if said := tuple(line for line in told if line.text):
            yield term, said


def who(row: Any) -> str:
    """`Sergei Lavrov, Foreign minister`; the actor, when nobody is named."""
    return ", ".join(filter(None, (row.speaker, row.role))) or str(row.actor_name)


def voice(row: Any) -> str:
    """How we know: `own words`, or `reported, not on the record`."""
    return f"{VOICE_WORDS[row.voice]}{'' if row.on_record else ', not on the record'}"


def source(row: Any) -> tuple[Line, ...]:
    """The title of the source with its address, and who published it, whose report it is, and when; without what is not known."""
    dated = days.in_words(row.source_date) if row.source_date else ""
    behind = ", ".join(filter(None, (row.publisher, f"carrying {row.origin}" if row.origin else "", dated)))
    return tuple(line for line in (Line(row.source_title or row.source_url, web(row.source_url)), Line(behind)) if line.text)


def web(url: str) -> str:
    """The address when it is one of the web, else nothing: no other may become a link."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def amount(row: Any) -> str:
    """The number that was said, with its unit; empty when none was."""
    return "" if pd.isna(row.value) else f"{number(row.value)} {row.unit}".rstrip()


def blank(kind: str, looked: Iterable[Any], later: str) -> str:
    """Why nothing stands there, and that it is not neutral.

    kind : of blank, as matrix.Matrix tells it. looked : the rows of not_found by that day. later : when the first statement of all was
    made, as written; empty when there is none.
    """
    if kind == FILTERED:
        return "There is a position, but the filters hide it. That is not a neutral position."
    first = f" The first statement on it here is of {days.in_words(later)}." if later else ""
    where = "".join(f" Looked for on {days.in_words(each.on)} in {each.where}." for each in looked)
    return f"No position by this day: {'nothing was said yet' if later else kind}.{first}{where} That is not a neutral position."


def number(value: float) -> str:
    """`800,000`, `1.25`: with separators, without noughts that say nothing."""
    return f"{value:,.0f}" if float(value).is_integer() else np.format_float_positional(value, trim="-")


def _facts(row: Any, known: Register, day: date | None) -> Iterator[tuple[str, tuple[str | Line, ...]]]:
    yield "Who", (who(row),)
    yield "When", (_when(row, day),)
    yield "Voice", (voice(row),)
    yield "Firmness", (f"{palette.EDGES[row.firmness].word}: {FIRMNESSES[row.firmness]}" if row.firmness else "",)
    yield "Conditions", tuple(_condition(each, known) for each in known.conditions.get(row.id, ()))
    yield "Number", (amount(row),)
    yield "Source", source(row)
    yield "Confidence", (f"{row.confidence}: {CONFIDENCES[row.confidence]}" if row.confidence else "",)
    yield "Readers", (_readers(row),)
    yield "About", (_proposal(row, known),)
    yield "Answers", tuple(f"{each.how} {each.to}" for each in known.answers.get(row.id, ()))
    yield "Answered", tuple(f"{each.statement} {each.how} it" for each in known.answered.get(row.id, ()))
    yield "Note", (row.note,)
    yield "Corrections", tuple(_correction(each) for each in known.corrections.get(row.id, ()))


def _when(row: Any, day: date | None) -> str:
    told = days.in_words(row.date)
    if row.precision != "day":
        told += f" (only the {row.precision} is known)"
    if day is None:
        return told
    old = days.number(day) - row.day
    told += f", {old:,} days before {days.in_words(day.isoformat())}" if old else ", that day"
    remarks = [remark for remark, holds in (
        ("stale", row.stale),
        ("two stances that day, this is the last", row.mixed),
        ("a later report says otherwise", row.reported_otherwise),
    ) if holds]  # fmt: skip
    return "; ".join([told, *remarks])


def _condition(each: Any, known: Register) -> str:
    issue, actor = known.issue(each.issue).title if each.issue else "", known.name(each.actor) if each.actor else ""
    hangs = ", ".join(filter(None, (issue, actor)))
    return f"{each.text} (hangs on: {hangs})" if hangs else str(each.text)


def _correction(each: Any) -> str:
    return f"{days.in_words(each.date)}: was {each.was}, now {each.now} ({each.why})"


def _readers(row: Any) -> str:
    told = (f"entered by {row.coder}" if row.coder else "", f"held against its source by {row.reviewer}" if row.reviewer else "")
    return "; ".join(filter(None, told))


def _proposal(row: Any, known: Register) -> str:
    title = known.proposals.get(row.proposal, row.proposal)
    return f"{title}, article {row.article}" if row.article else title


@once
def _register(everything: View, snapshot: Snapshot) -> Register:
    here = snapshot.of(everything.negotiation)
    return Register(
        issues={each["id"]: _issue(each) for each in here.issues.to_dict("records")},
        actors=dict(zip(here.actors["id"], here.actors["name"], strict=True)),
        proposals=dict(zip(here.proposals["proposal"], here.proposals["title"], strict=True)),
        conditions=_grouped(here.conditions, "statement"),
        answers=_grouped(here.answers, "statement"),
        answered=_grouped(here.answers, "to"),
        corrections=_grouped(here.corrections, "statement"),
        claims={row.id: row for row in rows_of(questions.claimed(everything, snapshot))},
    )


def _issue(row: Mapping[Any, Any]) -> Issue:
    words = {stance: row[stance] for stance in SCORES if row[stance]}
    return Issue(row["title"], row["question"], row["kind"], row["topic_title"], words)


def _grouped(table: pd.DataFrame, by: str) -> dict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows_of(table):
        found[getattr(row, by)].append(row)
    return dict(found)
