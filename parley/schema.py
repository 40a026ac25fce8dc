"""The codebook: every file kind, every field, every closed vocabulary.

The models are TypedDicts that pydantic reads: one source for validation, for the JSON Schema that editors complete from,
and for the codebook on the About page. Values arrive as the text that was typed (see yamlfile); a model that needs a
number or a day says so here and nowhere else.

    negotiation.yaml  Negotiation          events.yaml     EventsFile
    actors.yaml       ActorsFile           proposals.yaml  ProposalsFile
    issues.yaml       IssuesFile           moved.yaml      MovedFile
                                           <actor>/<day>.yaml  PositionFile
"""

from __future__ import annotations

import os
from typing import Annotated, Any, Literal, NotRequired, get_args, get_origin

from pydantic import ConfigDict, Field, TypeAdapter, with_config
from pydantic.fields import FieldInfo
from typing_extensions import TypedDict  # pydantic needs this TypedDict below Python 3.12

from parley.fieldtypes import Day, Id, Language, Number, StatementId, Text, Url, WholeDay, WholeNumber
from parley.movedfile import MOVED, MovedFile

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""What is judged depends on nothing else that is installed; and to look for it takes as long as to read sixty files."""

Stance = Literal["supports", "leans-support", "neutral", "leans-oppose", "opposes", "unclear", "declines"]
Firmness = Literal["red-line", "demand", "preference", "open", "concession"]
Voice = Literal["own", "spokesperson", "document", "reported"]
Confidence = Literal["high", "medium", "low"]
ActorKind = Literal["state", "bloc", "organisation", "party", "faction"]
IssueKind = Literal["policy", "assessment", "fact"]
IssueStatus = Literal["open", "agreed", "dropped", "superseded"]
ProposalStatus = Literal["draft", "tabled", "agreed", "rejected", "superseded"]
AnswerHow = Literal["confirms", "denies", "clarifies", "withdraws"]

STANCES: dict[str, str] = {
    "supports": "for it, as the issue is worded",
    "leans-support": "more for than against, or for it on terms",
    "neutral": "says to be neither for nor against",
    "leans-oppose": "more against than for, or against it unless terms are met",
    "opposes": "against it, as the issue is worded",
    "unclear": "words were said, but no direction can be read from them",
    "declines": "was asked and would not say",
}
SCORES: dict[str, int] = {"supports": 2, "leans-support": 1, "neutral": 0, "leans-oppose": -1, "opposes": -2}
FIRMNESSES: dict[str, str] = {
    "red-line": "will not be given up",
    "demand": "asked of the others",
    "preference": "wished for, not insisted on",
    "open": "ready to talk about it",
    "concession": "offered against the actor's own earlier wish",
}
VOICES: dict[str, str] = {
    "own": "the actor's own leaders, in their own words",
    "spokesperson": "someone appointed to speak for the actor",
    "document": "a text the actor issued or signed",
    "reported": "unnamed sources, a leak, or a paper's paraphrase",
}
ON_RECORD = ("own", "spokesperson", "document")
CONFIDENCES: dict[str, str] = {
    "high": "the words and the source are clear",
    "medium": "second-hand carrier, or wording that allows another reading",
    "low": "weak source, or hard to read",
}
BLANKS: dict[str, str] = {
    "not researched": "nobody has looked yet",
    "not found": "somebody looked and found nothing (where and when is recorded)",
    "not applicable": "the issue does not concern this actor",
}
VERDICTS: dict[str, str] = {
    "confirmed": "its subject's own words stand on the same side",
    "contradicted": "its subject's own words stand on another side",
    "denied": "an answer of its subject denies it",
    "no own words": "its subject has put nothing on the record that could be compared",
}
COVERAGE: dict[str, str] = {
    "on the record": "the actor's own words, a spokesperson or a document",
    "reported only": "known from reports only",
    "declined": "was asked and would not say",
    "not found": "somebody looked and found nothing",
    "not researched": "nobody has looked yet",
    "single_origin": "everything said on it rests on one origin, however many outlets carry it",
    "stale": "older than the issue allows",
}
KINDS: dict[str, str] = {
    "policy": "what should be done",
    "assessment": "how things stand, in the actor's view; shown, never scored",
    "fact": "a disputed matter of fact; shown, never scored",
}

_only_these_fields = with_config(ConfigDict(extra="forbid", defer_build=True))  # a process that helps to read needs one kind


@_only_these_fields
class Source(TypedDict):
    """Where the words can be read."""

    id: Annotated[Id, Field(description="short name of the source inside this file")]
    title: Annotated[Text, Field(description="headline or title of the page or document")]
    publisher: NotRequired[Annotated[Text, Field(description="who published it")]]
    date: NotRequired[Annotated[Day, Field(description="when it was published")]]
    url: NotRequired[Annotated[Url, Field(description="where it can be read")]]
    archive: NotRequired[Annotated[Url, Field(description="where an archived copy can be read")]]
    origin: NotRequired[Annotated[Text, Field(description="whose report it carries, when it is not its own (an agency, another paper)")]]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know about the source")]]


@_only_these_fields
class Condition(TypedDict):
    """What a stance is tied to."""

    text: Annotated[Text, Field(description="the condition in words")]
    issue: NotRequired[Annotated[Id, Field(description="the issue it hangs on, if known")]]
    actor: NotRequired[Annotated[Id, Field(description="the actor it hangs on, if known")]]


@_only_these_fields
class Answer(TypedDict):
    """Another statement or claim that this one answers."""

    to: Annotated[StatementId, Field(description="id of the statement or claim answered")]
    how: Annotated[AnswerHow, Field(description="confirms, denies, clarifies or withdraws it")]


@_only_these_fields
class Correction(TypedDict):
    """A visible correction of this record."""

    date: Annotated[WholeDay, Field(description="when it was corrected")]
    was: Annotated[Text, Field(description="what stood here before")]
    now: Annotated[Text, Field(description="what stands here now")]
    why: Annotated[Text, Field(description="why it was changed")]


@_only_these_fields
class Statement(TypedDict):
    """One actor, one issue, one day, one stance, in words and with a source."""

    issue: Annotated[Id, Field(description="id of the issue")]
    stance: Annotated[Stance, Field(description="where the actor stands")]
    summary: Annotated[Text, Field(description="what was said, as one neutral sentence of our own")]
    firmness: NotRequired[Annotated[Firmness, Field(description="how firmly it is held; its own axis")]]
    voice: NotRequired[Annotated[Voice, Field(description="how we know; `own` when left out")]]
    speaker: NotRequired[Annotated[Text, Field(description="who said it, as named in actors.yaml")]]
    quote: NotRequired[Annotated[Text, Field(description="a short fragment of spoken words, byte for byte")]]
    language: NotRequired[Annotated[Language, Field(description="language of the quote")]]
    translation: NotRequired[Annotated[Text, Field(description="the quote in English")]]
    conditions: NotRequired[Annotated[list[Condition], Field(min_length=1, description="what the stance is tied to")]]
    value: NotRequired[Annotated[Number, Field(description="the number said, in the issue's unit")]]
    confidence: NotRequired[Annotated[Confidence, Field(description="how sure the desk is of this record")]]
    source: NotRequired[Annotated[Id, Field(description="id of the source in this file; the only one when left out")]]
    proposal: NotRequired[Annotated[Id, Field(description="the proposal this is about")]]
    article: NotRequired[Annotated[Id, Field(description="the article of that proposal")]]
    coder: NotRequired[Annotated[Text, Field(description="who read the source and entered this record")]]
    reviewer: NotRequired[Annotated[Text, Field(description="the second reader, who held this record against its source")]]
    answers: NotRequired[Annotated[list[Answer], Field(min_length=1, description="statements or claims this one answers")]]
    disputed_by: NotRequired[Annotated[Text, Field(description="who disputes this record, and how")]]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]
    key: NotRequired[Annotated[Id, Field(description="tells two statements on one issue and day apart; ends the id")]]
    corrections: NotRequired[Annotated[list[Correction], Field(min_length=1, description="dated corrections of this record")]]


@_only_these_fields
class Claim(Statement):
    """What this file's actor says another actor's position is. It never moves that actor's own line."""

    about: Annotated[Id, Field(description="whose position it is said to be")]


@_only_these_fields
class NotFound(TypedDict):
    """Looked for, and nothing there."""

    issue: Annotated[Id, Field(description="id of the issue")]
    on: Annotated[WholeDay, Field(description="when it was looked for")]
    where: Annotated[list[Text], Field(min_length=1, description="where it was looked for")]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]


@_only_these_fields
class PositionFile(TypedDict):
    """`<actor>/<day>.yaml`: everything one actor said on one day. Actor and day come from the path."""

    recorded: NotRequired[Annotated[WholeDay, Field(description="when this file was first entered: the second clock")]]
    sources: NotRequired[Annotated[list[Source], Field(min_length=1, description="where it can be read")]]
    statements: NotRequired[Annotated[list[Statement], Field(min_length=1, description="what the actor says about its own position")]]
    claims: NotRequired[Annotated[list[Claim], Field(min_length=1, description="what the actor says about somebody else's position")]]
    not_found: NotRequired[Annotated[list[NotFound], Field(min_length=1, description="looked for, and nothing there")]]


@_only_these_fields
class Negotiation(TypedDict):
    """`negotiation.yaml`: one process."""

    title: Annotated[Text, Field(description="name of the negotiation")]
    summary: NotRequired[Annotated[Text, Field(description="what it is about, in a sentence or two")]]
    stale_after_days: NotRequired[
        Annotated[WholeNumber, Field(description="a position older than this is marked stale; never when left out")]
    ]
    principals: NotRequired[Annotated[list[Id], Field(min_length=1, description="the principal parties, first in every list")]]
    licence: NotRequired[Annotated[Text, Field(description="licence of the data")]]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]


@_only_these_fields
class Speaker(TypedDict):
    """A person (or delegation) who speaks for an actor."""

    name: Annotated[Text, Field(description="as statements name them")]
    role: NotRequired[Annotated[Text, Field(description="office, in words")]]
    rank: NotRequired[Annotated[Text, Field(description="principal, minister, spokesperson, envoy …")]]
    start: NotRequired[Annotated[Day, Field(description="in this role since")]]
    end: NotRequired[Annotated[Day, Field(description="in this role until")]]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]


@_only_these_fields
class Membership(TypedDict):
    """An actor belongs to a bloc, from a day to a day; open where left out."""

    bloc: Annotated[Id, Field(description="id of a bloc or of an actor that is one")]
    start: NotRequired[Annotated[Day, Field(description="member since")]]
    end: NotRequired[Annotated[Day, Field(description="member until")]]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]


@_only_these_fields
class Actor(TypedDict):
    """Who holds a position."""

    id: Annotated[Id, Field(description="also the name of the actor's folder")]
    name: Annotated[Text, Field(description="as shown on screen")]
    kind: NotRequired[Annotated[ActorKind, Field(description="state, bloc, organisation, party or faction")]]
    role: NotRequired[Annotated[Text, Field(description="part in this negotiation, in words")]]
    aliases: NotRequired[Annotated[list[Text], Field(min_length=1, description="other names people use")]]
    memberships: NotRequired[Annotated[list[Membership], Field(min_length=1, description="blocs it belongs to, dated")]]
    speakers: NotRequired[Annotated[list[Speaker], Field(min_length=1, description="who speaks for it")]]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]


@_only_these_fields
class Bloc(TypedDict):
    """A group that holds no position of its own here, but has members."""

    id: Annotated[Id, Field(description="as memberships name it")]
    name: Annotated[Text, Field(description="as shown on screen")]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]


@_only_these_fields
class ActorsFile(TypedDict):
    """`actors.yaml`: who takes part. The order here is the order on screen."""

    actors: Annotated[list[Actor], Field(min_length=1, description="actors and their speakers")]
    blocs: NotRequired[Annotated[list[Bloc], Field(min_length=1, description="groups without words of their own")]]


StanceWords = TypedDict("StanceWords", {  # the hyphens need this form
    "supports": NotRequired[Text], "leans-support": NotRequired[Text],
    "neutral": NotRequired[Text],
    "leans-oppose": NotRequired[Text], "opposes": NotRequired[Text],
})  # fmt: skip
_only_these_fields(StanceWords)


@_only_these_fields
class Status(TypedDict):
    """What became of the issue, and when."""

    date: Annotated[Day, Field(description="since when")]
    status: Annotated[IssueStatus, Field(description="open, agreed, dropped or superseded")]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]


@_only_these_fields
class Issue(TypedDict):
    """One question, worded so that "supports" has one meaning."""

    id: Annotated[Id, Field(description="as statements name it")]
    title: Annotated[Text, Field(description="as shown on screen")]
    question: NotRequired[Annotated[Text, Field(description="the question that `supports` says yes to")]]
    topic: NotRequired[Annotated[Id, Field(description="id of its topic")]]
    kind: NotRequired[Annotated[IssueKind, Field(description="policy (when left out), assessment or fact")]]
    stances: NotRequired[Annotated[StanceWords, Field(description="what each stance means on this issue, in words")]]
    unit: NotRequired[Annotated[Text, Field(description="unit of `value` in its statements")]]
    stale_after_days: NotRequired[Annotated[WholeNumber, Field(description="overrides the negotiation's")]]
    applies_to: NotRequired[Annotated[list[Id], Field(min_length=1, description="the only actors it concerns; all when left out")]]
    status: NotRequired[Annotated[list[Status], Field(min_length=1, description="status history")]]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]


@_only_these_fields
class Topic(TypedDict):
    """A heading over issues."""

    id: Annotated[Id, Field(description="as issues name it")]
    title: Annotated[Text, Field(description="as shown on screen")]


@_only_these_fields
class IssuesFile(TypedDict):
    """`issues.yaml`: what is being negotiated. The order here is the order on screen."""

    issues: Annotated[list[Issue], Field(min_length=1, description="the questions")]
    topics: NotRequired[Annotated[list[Topic], Field(min_length=1, description="headings, in order")]]


@_only_these_fields
class Event(TypedDict):
    """Something dated that a timeline should show."""

    id: Annotated[Id, Field(description="short name")]
    date: Annotated[Day, Field(description="when it happened or began")]
    end: NotRequired[Annotated[Day, Field(description="its last day, when it lasted longer")]]
    title: Annotated[Text, Field(description="what happened, in a few words")]
    place: NotRequired[Annotated[Text, Field(description="where")]]
    participants: NotRequired[Annotated[list[Text], Field(min_length=1, description="who took part")]]
    source: NotRequired[Annotated[Id, Field(description="id of a source in this file; the only one when left out")]]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]


@_only_these_fields
class EventsFile(TypedDict):
    """`events.yaml`."""

    sources: NotRequired[Annotated[list[Source], Field(min_length=1, description="where it can be read")]]
    events: Annotated[list[Event], Field(min_length=1, description="dated happenings")]


@_only_these_fields
class Article(TypedDict):
    """One article of a proposal, and where it would stand on an issue."""

    id: Annotated[Id, Field(description="number of the article, as printed")]
    summary: Annotated[Text, Field(description="what it says, as one neutral sentence of our own")]
    issue: NotRequired[Annotated[Id, Field(description="the issue it settles")]]
    stance: NotRequired[Annotated[Stance, Field(description="where the text stands on that issue")]]
    value: NotRequired[Annotated[Number, Field(description="the number it names, in the issue's unit")]]
    source: NotRequired[Annotated[Id, Field(description="id of a source in this file; the proposal's when left out")]]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]


@_only_these_fields
class Proposal(TypedDict):
    """A text on the table, article by article. It is nobody's statement."""

    id: Annotated[Id, Field(description="as statements name it")]
    title: Annotated[Text, Field(description="as shown on screen")]
    date: Annotated[Day, Field(description="when it was tabled or became known")]
    authors: NotRequired[Annotated[list[Id], Field(min_length=1, description="actors who wrote or tabled it")]]
    status: NotRequired[Annotated[ProposalStatus, Field(description="draft, tabled, agreed, rejected or superseded")]]
    supersedes: NotRequired[Annotated[Id, Field(description="id of the proposal it replaces")]]
    summary: NotRequired[Annotated[Text, Field(description="what it is, in a sentence")]]
    source: NotRequired[Annotated[Id, Field(description="id of a source in this file; the only one when left out")]]
    articles: Annotated[list[Article], Field(min_length=1, description="its articles, in order")]
    note: NotRequired[Annotated[Text, Field(description="anything a reader should know")]]


@_only_these_fields
class ProposalsFile(TypedDict):
    """`proposals.yaml`."""

    sources: NotRequired[Annotated[list[Source], Field(min_length=1, description="where it can be read")]]
    proposals: Annotated[list[Proposal], Field(min_length=1, description="texts on the table")]


MODELS: dict[str, TypeAdapter[Any]] = {
    "negotiation": TypeAdapter(Negotiation),
    "actors": TypeAdapter(ActorsFile),
    "issues": TypeAdapter(IssuesFile),
    "events": TypeAdapter(EventsFile),
    "proposals": TypeAdapter(ProposalsFile),
    "moved": TypeAdapter(MovedFile),
    "position": TypeAdapter(PositionFile),
}

PARTS = (
    *(Negotiation, ActorsFile, Actor, Speaker, Membership, Bloc, IssuesFile, Topic, Issue, Status, EventsFile, Event),
    *(ProposalsFile, Proposal, Article, *MOVED, PositionFile, Source, Statement, Condition, Answer, Correction, Claim, NotFound),
)
"""Every model whose fields a person writes, from the registers to the statements."""


def meaning(hint: Any) -> str:
    """What a field means: the description in its type, as `typing.get_type_hints(..., include_extras=True)` gives it."""
    inner = get_args(hint)[0] if get_origin(hint) is NotRequired else hint
    described = (each.description for each in getattr(inner, "__metadata__", ()) if isinstance(each, FieldInfo))
    return next((each for each in described if each), "")


def required(hint: Any) -> bool:
    """Must a field be there? hint : as for `meaning`. The class itself does not know: its hints are texts until they are asked for."""
    return get_origin(hint) is not NotRequired


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a file kind: `negotiation`, `actors`, `issues`, `events`, `proposals`, `moved` or `position`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **MODELS[kind].json_schema()}
