"""The columns of every table, and what each means: one definition for the screen, CSV, JSON and the About page.

Text that was not given is the empty text in every table: no file can hold an empty text, so it is never ambiguous, and
it cannot be mistaken for a value the way NaN can. Days are kept as written; beside them stands the number of the last
day they can mean (see `days`), so that comparing days is comparing integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NEVER = 2**31 - 1
"""The day number of something that has no day: later than every day."""

EVER = -(2**31)
"""The day number of something that has no beginning: earlier than every day."""

Kind = Literal["text", "word", "number", "whole", "flag", "day"]


@dataclass(frozen=True)
class Column:
    """One column: its name everywhere, what it holds, and what that means in a reader's words."""

    name: str
    kind: Kind
    meaning: str


_STATEMENT = (
    Column("id", "text", "permanent name of the record: negotiation/actor/date/issue, with /key where one day holds two"),
    Column("negotiation", "word", "id of the negotiation"),
    Column("actor", "word", "id of the actor whose words these are"),
    Column("actor_name", "text", "the actor as shown on screen"),
    Column("date", "text", "when it was said, as written: 2025-08-24, 2025-08 or 2025"),
    Column("precision", "word", "day, month or year: how much of the date is known"),
    Column("issue", "word", "id of the issue"),
    Column("issue_title", "text", "the issue as shown on screen"),
    Column("topic", "word", "id of the issue's topic"),
    Column("stance", "word", "supports, leans-support, neutral, leans-oppose, opposes; off the scale: unclear, declines"),
    Column("score", "whole", "the stance as a number, 2 to -2; empty off the scale and for assessments and facts"),
    Column("firmness", "word", "red-line, demand, preference, open or concession; empty when not coded"),
    Column("voice", "word", "how we know: own, spokesperson, document or reported"),
    Column("on_record", "flag", "true for the voices own, spokesperson and document"),
    Column("speaker", "text", "who said it"),
    Column("role", "text", "the speaker's office"),
    Column("summary", "text", "what was said, in a sentence of our own"),
    Column("quote", "text", "a short fragment of the words themselves, byte for byte"),
    Column("language", "text", "language of the quote"),
    Column("translation", "text", "the quote in English"),
    Column(
        "conditions",
        "text",
        "what the stance is tied to; several are joined with '; ', the titles of the issue and actor they hang on in brackets",
    ),
    Column("value", "number", "the number said, in `unit`"),
    Column("unit", "text", "unit of `value`, set by the issue"),
    Column("confidence", "word", "how sure the desk is of this record: high, medium or low"),
    Column("proposal", "text", "id of the proposal it is about"),
    Column("article", "text", "article of that proposal"),
    Column("key", "text", "tells two statements on one issue and day apart"),
    Column("source_title", "text", "title of the source"),
    Column("publisher", "text", "who published the source"),
    Column("source_url", "text", "where the source can be read"),
    Column("source_date", "text", "when the source was published"),
    Column("origin", "text", "whose report the source carries, when it is not its own"),
    Column("recorded", "text", "when the record was first entered: the second clock"),
    Column("coder", "text", "who read the source and entered the record"),
    Column("reviewer", "text", "the second reader, who held the record against its source; empty: nobody yet"),
    Column("corrections", "text", "dated corrections: was, now, why"),
    Column("note", "text", "anything a reader should know, and who disputes the record"),
    Column("file", "text", "the position file, below the positions folder"),
    Column("line", "whole", "the line of that file where the record begins"),
)
_CLOCKS = (
    Column("day", "day", "last day the date can mean, as days since 1970-01-01"),
    Column("recorded_day", "day", "`recorded` as days since 1970-01-01"),
    Column("order", "day", "place within its file"),
)
_ABOUT = (
    Column("about", "word", "id of the actor whose position this is said to be"),
    Column("about_name", "text", "that actor as shown on screen"),
)
STATEMENTS = _STATEMENT
CLAIMS = (*_STATEMENT[:4], *_ABOUT, *_STATEMENT[4:])
VERDICT = Column("verdict", "word", "confirmed, contradicted, denied, or no own words: the claim beside what its subject says itself")
POSITIONS = (
    *STATEMENTS,
    Column("age_days", "whole", "days from the date to the chosen day"),
    Column("stale", "flag", "older than the issue's stale_after_days on the chosen day"),
    Column("mixed", "flag", "that day's file holds two different stances on the issue; the last one stands"),
    Column("reported_otherwise", "flag", "a later report differs from what is on the record"),
)
NEGOTIATIONS = (
    Column("id", "word", "the negotiation's folder"),
    Column("title", "text", "name of the negotiation"),
    Column("summary", "text", "what it is about"),
    Column("principals", "text", "ids of the principal parties, joined with ~"),
    Column("licence", "text", "licence of the data"),
    Column("note", "text", "anything a reader should know"),
)
ACTORS = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("id", "text", "id of the actor, also its folder"),
    Column("name", "text", "the actor as shown on screen"),
    Column("kind", "word", "state, bloc, organisation, party or faction"),
    Column("role", "text", "part in the negotiation"),
    Column("aliases", "text", "other names, joined with '; '"),
    Column("note", "text", "anything a reader should know"),
    Column("position", "whole", "place in the register, which is the order on screen"),
    Column("file", "text", "the register"),
    Column("line", "whole", "the line where the actor begins"),
)
SPEAKERS = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("actor", "text", "id of the actor spoken for"),
    Column("name", "text", "the speaker's name"),
    Column("role", "text", "office"),
    Column("rank", "text", "principal, minister, spokesperson, envoy …"),
    Column("start", "text", "in this role since"),
    Column("end", "text", "in this role until"),
    Column("note", "text", "anything a reader should know"),
)
MEMBERSHIPS = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("actor", "text", "id of the member"),
    Column("bloc", "text", "id of the bloc"),
    Column("bloc_name", "text", "the bloc as shown on screen"),
    Column("start", "text", "member since; empty when not known"),
    Column("end", "text", "member until; empty when open"),
    Column("start_day", "day", "`start` as days since 1970-01-01"),
    Column("end_day", "day", "`end` as days since 1970-01-01"),
)
ISSUES = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("id", "text", "id of the issue"),
    Column("title", "text", "the issue as shown on screen"),
    Column("question", "text", "the question that `supports` says yes to"),
    Column("topic", "text", "id of its topic"),
    Column("topic_title", "text", "the topic as shown on screen"),
    Column("kind", "word", "policy, assessment or fact; only policy is scored"),
    Column("supports", "text", "what supports means here"),
    Column("leans-support", "text", "what leans-support means here"),
    Column("neutral", "text", "what neutral means here"),
    Column("leans-oppose", "text", "what leans-oppose means here"),
    Column("opposes", "text", "what opposes means here"),
    Column("unit", "text", "unit of `value` in its statements"),
    Column("stale_after_days", "whole", "a position older than this is marked stale; empty: never"),
    Column("applies_to", "text", "the only actors it concerns, joined with ~; empty: all"),
    Column("status", "text", "status history, latest last"),
    Column("note", "text", "anything a reader should know"),
    Column("position", "whole", "place in the register, which is the order on screen"),
    Column("file", "text", "the register"),
    Column("line", "whole", "the line where the issue begins"),
)
_SOURCE_LINE = (
    Column("source_title", "text", "title of the source"),
    Column("publisher", "text", "who published the source"),
    Column("source_url", "text", "where the source can be read"),
)
EVENTS = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("id", "text", "id of the event"),
    Column("date", "text", "when it happened or began, as written"),
    Column("end", "text", "its last day, when it lasted longer"),
    Column("title", "text", "what happened"),
    Column("place", "text", "where"),
    Column("participants", "text", "who took part, joined with '; '"),
    *_SOURCE_LINE,
    Column("note", "text", "anything a reader should know"),
    Column("day", "day", "last day `date` can mean, as days since 1970-01-01"),
    Column("end_day", "day", "`end` as days since 1970-01-01"),
)
PROPOSALS = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("proposal", "text", "id of the proposal"),
    Column("title", "text", "the proposal as shown on screen"),
    Column("date", "text", "when it was tabled or became known"),
    Column("authors", "text", "ids of its authors, joined with ~"),
    Column("status", "text", "draft, tabled, agreed, rejected or superseded"),
    Column("supersedes", "text", "id of the proposal it replaces"),
    Column("article", "text", "number of the article"),
    Column("summary", "text", "what the article says"),
    Column("issue", "text", "the issue it settles"),
    Column("stance", "word", "where the text stands on that issue"),
    Column("value", "number", "the number it names, in the issue's unit"),
    *_SOURCE_LINE,
    Column("note", "text", "anything a reader should know"),
)
SOURCES = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("file", "text", "the file that lists the source"),
    Column("id", "text", "id of the source in that file"),
    Column("title", "text", "headline or title"),
    Column("publisher", "text", "who published it"),
    Column("date", "text", "when it was published"),
    Column("url", "text", "where it can be read"),
    Column("archive", "text", "where an archived copy can be read"),
    Column("origin", "text", "whose report it carries, when it is not its own"),
    Column("statements", "whole", "how many statements and claims of that file rest on it"),
    Column("note", "text", "anything a reader should know"),
)
NOT_FOUND = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("actor", "text", "id of the actor"),
    Column("issue", "text", "id of the issue"),
    Column("on", "text", "when it was looked for"),
    Column("where", "text", "where it was looked for, joined with '; '"),
    Column("note", "text", "anything a reader should know"),
    Column("file", "text", "the position file"),
    Column("line", "whole", "the line where the record begins"),
)
CONDITIONS = (
    Column("statement", "text", "id of the statement or claim"),
    Column("text", "text", "the condition in words"),
    Column("issue", "text", "the issue it hangs on, if known"),
    Column("actor", "text", "the actor it hangs on, if known"),
)
CORRECTIONS = (
    Column("statement", "text", "id of the corrected statement or claim"),
    Column("date", "text", "when it was corrected"),
    Column("was", "text", "what stood there before"),
    Column("now", "text", "what stands there now"),
    Column("why", "text", "why it was changed"),
)
ANSWERS = (
    Column("statement", "text", "id of the statement that answers"),
    Column("to", "text", "id of the statement or claim answered"),
    Column("how", "word", "confirms, denies, clarifies or withdraws"),
)

MOVES = (
    Column("negotiation", "word", "id of the negotiation whose moved.yaml says so"),
    Column("kind", "word", "negotiation, actors, blocs, topics, issues, proposals or statements"),
    Column("place", "whole", "place in its list"),
    Column("old", "text", "what it was called"),
    Column("new", "text", "what it was called from then on"),
    Column("note", "text", "anything a reader should know"),
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "statements": (*STATEMENTS, *_CLOCKS),
    "claims": (*CLAIMS, *_CLOCKS),
    "not_found": NOT_FOUND,
    "sources": SOURCES,
    "actors": ACTORS,
    "speakers": SPEAKERS,
    "memberships": MEMBERSHIPS,
    "issues": ISSUES,
    "events": EVENTS,
    "proposals": PROPOSALS,
    "negotiations": NEGOTIATIONS,
    "conditions": CONDITIONS,
    "answers": ANSWERS,
    "corrections": CORRECTIONS,
    "moves": MOVES,
}
IN_TIME_ORDER = ["negotiation", "actor", "issue", "day", "date", "order"]
"""`date` breaks the tie of one last day: "2025-08" lies before "2025-08-31", the vaguer before the exact."""

AS_WRITTEN = frozenset(
    {
        *("date", "day", "source_date", "recorded", "start", "end", "on", "looked", "since", "stale_on"),
        *("before_date", "after_date", "other_date", "first", "last", "first_date", "last_date"),
    }
)
"""Columns of any table that hold a day as it was written: `2025-08-24`, `2025-08` or `2025`."""
