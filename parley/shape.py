"""The fields of one file held against the codebook: which are missing, unknown, empty, of the wrong shape, or no word we know.

pydantic finds the mistakes; this says them in an editor's words, and leaves a hole (None) where a value cannot be used, so
that the rules after this one can still judge everything else in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from parley import schema
from parley.problems import MOST_MISTAKES, Mistake, Steps, did_you_mean

_WANTED = {
    "string_type": "text",
    "list_type": "a list: each entry on a line of its own, starting with `- `",
    "dict_type": "an entry of `name: value` lines",
    "literal_error": "a single word",
    "bad-number": "a number",
}


def judge(kind: str, value: dict[str, Any], unsure: Iterable[Steps] = ()) -> tuple[Any, list[Mistake]]:
    """The value as its model reads it, and every mistake in its shape.

    unsure : ways to values already reported as unreadable; nothing at or below them is reported again.
    returns : with mistakes, `value` itself, changed: holes where something cannot be used, unknown fields gone. Of the mistakes
    one more than MOST_MISTAKES at most.
    """
    errors: list[ErrorDetails] = []
    doubtful = set(unsure)
    try:
        judged = schema.MODELS[kind].validate_python(value)
        if not doubtful:
            return judged, []
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
    told = (error for error in errors if not _within(error["loc"], doubtful))
    mistakes = [_mistake(kind, error) for error in islice(told, MOST_MISTAKES + 1)]
    for error in errors:
        if error["type"] != "missing":
            _make_hole(value, error["loc"], gone=error["type"] == "extra_forbidden")
    for steps in doubtful:
        _make_hole(value, steps)
    return value, mistakes


def _within(steps: Steps, doubtful: set[Steps]) -> bool:
    return any(steps[:length] in doubtful for length in range(len(steps) + 1))


def _make_hole(value: Any, steps: Steps, *, gone: bool = False) -> None:
    """Put None in the place of a value, or take its field away; nothing to do where a hole above has swallowed it."""
    if not steps:
        return  # the file as a whole
    for step in steps[:-1]:
        value = value.get(step) if isinstance(value, dict) else value[step] if isinstance(value, list) else None  # type: ignore[index]
    if isinstance(value, dict) and gone:
        value.pop(steps[-1], None)
    elif isinstance(value, list) or (isinstance(value, dict) and steps[-1] in value):
        value[steps[-1]] = None  # type: ignore[index]


def _mistake(kind: str, error: ErrorDetails) -> Mistake:
    """One pydantic error in an editor's words."""
    steps, typed, flaw = error["loc"], error["input"], error["type"]
    name = _name(steps)
    if flaw == "missing":
        return Mistake(steps[:-1], "missing-field", f"`{name}` is missing; add a line `{name}: …`")
    if flaw == "extra_forbidden":
        return Mistake(steps, "unknown-field", _unknown_field(kind, steps), on_key=True)
    if typed is None and isinstance(steps[-1], int):
        return Mistake(steps, "empty-value", f"an entry of `{name}` is empty; write it, or delete its dash")
    if typed is None:
        return Mistake(steps, "empty-value", f"`{name}` is empty; write a value or delete the line", on_key=True)
    if flaw in ("string_too_short", "string_pattern_mismatch", "too_short"):
        return Mistake(steps, "empty-value", f"`{name}` is empty; write a value or delete the line")
    if flaw in _WANTED and not (isinstance(typed, str) and flaw in ("literal_error", "bad-number")):
        return Mistake(steps, "wrong-shape", _wrong_shape(name, typed, flaw, item=isinstance(steps[-1], int)))
    if flaw == "literal_error":
        words = _part(kind, steps)["enum"]
        return Mistake(steps, f"unknown-{name}", f"`{typed}` is not one of {', '.join(words)}{did_you_mean(typed, words)}")
    return Mistake(steps, flaw, error["msg"])


def _name(steps: Steps) -> str:
    """The last name on the way: of the field, or of the list an item stands in."""
    return next((step for step in reversed(steps) if isinstance(step, str)), "")


def _wrong_shape(name: str, typed: Any, flaw: str, *, item: bool) -> str:
    what = "a list" if isinstance(typed, list) else "an entry of fields" if isinstance(typed, dict) else "text"
    quotes = "; text with brackets or `: ` goes in quotes" if flaw == "string_type" else ""
    subject = f"an entry of `{name}`" if item else f"`{name}`"
    return f"{subject} is {what}, and must be {_WANTED[flaw]}{quotes}"


def _unknown_field(kind: str, steps: Steps) -> str:
    """With what was probably meant: a near name, the same name at another depth, or the names there are."""
    name = str(steps[-1])
    if not name:
        return "there is no name before the colon; write `name: value`"
    known = list(_part(kind, steps[:-1])["properties"])
    if near := did_you_mean(name, known):
        return f"`{name}` is no field here{near}"
    homes = [home for home, fields in _homes(kind).items() if name in fields]
    if homes:
        return f"`{name}` is no field here; it belongs in {' or '.join(homes)}, so check the indentation"
    return f"`{name}` is no field here; there are {', '.join(known)}"


@cache
def _codebook(kind: str) -> dict[str, Any]:
    return schema.json_schema(kind)


def _part(kind: str, steps: Steps) -> dict[str, Any]:
    """The JSON Schema of one place in a file."""
    part = _follow(kind, _codebook(kind))
    for step in steps:
        part = _follow(kind, part["items"] if isinstance(step, int) else part["properties"][step])
    return part


def _follow(kind: str, part: Mapping[str, Any]) -> dict[str, Any]:
    reference = part.get("$ref")
    return dict(_codebook(kind)["$defs"][reference.rpartition("/")[2]] if reference else part)


@cache
def _homes(kind: str) -> dict[str, list[str]]:
    """Where fields can stand in a file, in words, and which: {"`statements`": ["issue", …]}."""
    homes: dict[str, list[str]] = {"the file itself, not indented": list(_codebook(kind)["properties"])}
    waiting = list(_codebook(kind)["properties"].items())
    while waiting:
        name, part = waiting.pop(0)
        part = _follow(kind, part.get("items", part))
        if "properties" in part:
            homes[f"an entry of `{name}`"] = list(part["properties"])
            waiting += part["properties"].items()
    return homes
