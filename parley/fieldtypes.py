"""What a single value of a file can be: an id, a day, a web address, a number. Every value arrives as the text that was typed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from parley import days

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)
STATEMENT_ID = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+){3,5}", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"`{}|\\^]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?", re.ASCII)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)


_SEEN = 4096
"""So many values that were found right are known again: the same ids and days stand in file after file."""


@lru_cache(_SEEN)
def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise PydanticCustomError(
            "bad-id", "`{text}` is no id; use letters, digits, `-` and `_`, starting with a letter or digit", {"text": text}
        )
    return text


@lru_cache(_SEEN)
def _statement_id(text: str) -> str:
    if not STATEMENT_ID.fullmatch(text):
        raise PydanticCustomError(
            "bad-statement-id",
            "`{text}` is no statement id; write negotiation/actor/date/issue, as the Statements page shows it",
            {"text": text},
        )
    return text


@lru_cache(_SEEN)
def _day(text: str) -> str:
    wrong = days.problem_with(text)
    if wrong:
        raise PydanticCustomError("bad-date", "{wrong}", {"wrong": wrong})
    return text


@lru_cache(_SEEN)
def _whole_day(text: str) -> str:
    wrong = days.problem_with_whole(text)
    if wrong:
        raise PydanticCustomError("bad-date", "{wrong}", {"wrong": wrong})
    return text


def _url(text: str) -> str:
    if not _URL.fullmatch(text):
        raise PydanticCustomError(
            "bad-url", "`{text}` is not a web address; it must start with https:// or http:// and hold no spaces", {"text": text}
        )
    return text


@lru_cache(_SEEN)
def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise PydanticCustomError("bad-language", "`{text}` is not a language code; write `en`, `ru`, `uk` or the like", {"text": text})
    return text


def _number(typed: Any) -> float:
    if not isinstance(typed, str) or not _NUMBER.fullmatch(typed):
        raise PydanticCustomError(
            "bad-number", "`{text}` is not a plain number; write 800000 or 1.5, without spaces or units", {"text": str(typed)}
        )
    return float(typed)


def _whole_number(typed: Any) -> int:
    if not isinstance(typed, str) or not _WHOLE_NUMBER.fullmatch(typed):
        raise PydanticCustomError("bad-number", "`{text}` is not a whole number of days; write 180", {"text": str(typed)})
    return int(typed)


def _kind(name: str, **more: Any) -> Any:
    """Marks a field's JSON Schema with what its value is, for the schemas that editors complete from (see desk)."""
    return Field(json_schema_extra={"x-value": name, **more})


Text = Annotated[str, Field(strict=True, min_length=1, pattern=r"\S"), _kind("text")]
Id = Annotated[Text, AfterValidator(_id), _kind("id", pattern=f"^{ID.pattern}$")]
StatementId = Annotated[Text, AfterValidator(_statement_id), _kind("statement-id", pattern=f"^{STATEMENT_ID.pattern}$")]
Day = Annotated[Text, AfterValidator(_day), _kind("day", pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
WholeDay = Annotated[Text, AfterValidator(_whole_day), _kind("whole-day", pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Url = Annotated[Text, AfterValidator(_url), _kind("url", format="uri")]
Language = Annotated[Text, AfterValidator(_language), _kind("language", pattern=f"^{_LANGUAGE.pattern}$")]
Number = Annotated[float, BeforeValidator(_number), _kind("number")]
WholeNumber = Annotated[int, BeforeValidator(_whole_number), _kind("whole-number")]
