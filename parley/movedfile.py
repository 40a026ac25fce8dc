"""The fields of `moved.yaml`, a part of the codebook (see schema)."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict  # pydantic needs this TypedDict below Python 3.12

from parley.fieldtypes import Id, StatementId, Text

_only_these_fields = with_config(ConfigDict(extra="forbid", defer_build=True))

NameMove = TypedDict(  # `from` is a keyword of Python
    "NameMove",
    {
        "from": Annotated[Id, Field(description="what it was called")],
        "to": Annotated[Id, Field(description="what it was called from then on")],
        "note": NotRequired[Annotated[Text, Field(description="anything a reader should know")]],
    },
)
NameMove.__doc__ = "A name that was changed."
_only_these_fields(NameMove)

RecordMove = TypedDict(
    "RecordMove",
    {
        "from": Annotated[StatementId, Field(description="the id it had")],
        "to": Annotated[StatementId, Field(description="the id it had from then on")],
        "note": NotRequired[Annotated[Text, Field(description="anything a reader should know")]],
    },
)
RecordMove.__doc__ = "A statement or claim that got another id, and not only because a name in it was changed."
_only_these_fields(RecordMove)


@_only_these_fields
class MovedFile(TypedDict):
    """`moved.yaml`: names that were changed, so that older links go on working. Nothing is ever taken out of it."""

    negotiation: NotRequired[Annotated[list[Id], Field(min_length=1, description="earlier names of this folder")]]
    actors: NotRequired[Annotated[list[NameMove], Field(min_length=1, description="renamed actors")]]
    blocs: NotRequired[Annotated[list[NameMove], Field(min_length=1, description="renamed blocs")]]
    topics: NotRequired[Annotated[list[NameMove], Field(min_length=1, description="renamed topics")]]
    issues: NotRequired[Annotated[list[NameMove], Field(min_length=1, description="renamed issues")]]
    proposals: NotRequired[Annotated[list[NameMove], Field(min_length=1, description="renamed proposals")]]
    statements: NotRequired[Annotated[list[RecordMove], Field(min_length=1, description="statements and claims with another id")]]


MOVED = (MovedFile, NameMove, RecordMove)
"""Its models."""
