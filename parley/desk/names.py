"""What a row calls an actor or an issue -> its id: by the id itself, by the name on screen, or by another name people use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parley.fieldtypes import ID
from parley.problems import nearest

LONGEST_ID = 48


@dataclass(frozen=True)
class Names:
    """ids : by every name that means one thing, folded. shown : the name on screen, by id. known : every id and name as written."""

    ids: Mapping[str, str]
    shown: Mapping[str, str]
    known: tuple[str, ...]

    def id(self, text: str) -> str | None:
        """The id that a text means; None when it means none of these."""
        return self.ids.get(text) or self.ids.get(_folded(text))

    def shown_as(self, text: str) -> str | None:
        """The id of the one that is shown exactly as this; None when none is."""
        name = self.id(text)
        return name if name and self.shown[name] == text else None

    def near(self, text: str) -> str:
        """`; did you mean …?` with the nearest name; empty when none is near."""
        near = nearest(text, self.known)
        return f"; did you mean `{near}`?" if near else ""


def actors(value: Mapping[str, Any]) -> Names:
    """The actors of actors.yaml: ids, names and aliases."""
    return _names((each["id"], (each["name"], *each.get("aliases", ()))) for each in value.get("actors", ()))


def issues(value: Mapping[str, Any]) -> Names:
    """The issues of issues.yaml: ids and titles."""
    return _names((each["id"], (each["title"],)) for each in value.get("issues", ()))


def _names(listed: Iterable[tuple[str, tuple[str, ...]]]) -> Names:
    listed = list(listed)
    ids: dict[str, str] = {}
    doubled: set[str] = set()
    for name, others in listed:
        for other in others:
            folded = _folded(other)
            if ids.setdefault(folded, name) != name:
                doubled.add(folded)
    ids = {folded: name for folded, name in ids.items() if folded not in doubled}
    ids |= {_folded(name): name for name, _ in listed} | {name: name for name, _ in listed}
    known = dict.fromkeys(each for name, others in listed for each in (name, *others))
    return Names(ids, {name: others[0] for name, others in listed}, tuple(known))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def slugs() -> Callable[[str, str], str]:
    """A maker of ids: `slug(text, otherwise)` is made of the words of a text, and differs from every id made before, also without case."""
    seen: set[str] = set()

    def slug(text: str, otherwise: str) -> str:
        base = slug_of(text) or otherwise
        name, number = base, 2
        while name.casefold() in seen:
            name, number = f"{base}-{number}", number + 1
        seen.add(name.casefold())
        return name

    return slug


def slug_of(text: str, longest: int = LONGEST_ID) -> str:
    """`Türkiye & Syria` -> `turkiye-syria`; empty when nothing in it can be part of an id."""
    apart = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l").casefold())
    words = re.sub(r"[^a-z0-9]+", "-", "".join(each for each in apart if not unicodedata.combining(each))).strip("-")
    if len(words) > longest:
        words = words[: longest + 1].rpartition("-")[0] or words[:longest]
    return words if ID.fullmatch(words) else ""
