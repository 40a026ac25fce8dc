"""One slip of the fingers away: stricter than `did you mean`, because here nobody is asked.

`iran` and `iraq`, `12` and `13`, `legal` and `illegal` are near each other and not the same; none of them is a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from parley.desk.spelling import with_plain_dashes

_SHORTEST = 5  # letters: what is shorter has too many neighbours
_LONG = 8  # from here on one wrong letter is a slip too


def meant(word: str, known: Iterable[str], *, closed: bool = False) -> str | None:
    """The one known word that `word` can only be a slip for; None where there is none, or more than one.

    closed : the known words are all that there can ever be, so that one wrong letter is a slip even in a short word.
    """
    listed = list(dict.fromkeys(known))
    same = [each for each in listed if _folded(each) == _folded(word)]
    found = same or [each for each in listed if _a_slip(_folded(word), _folded(each), closed=closed)]
    return found[0] if len(found) == 1 else None


def written_otherwise(name: str, known: Iterable[str]) -> str | None:
    """The one known name that differs in capitals, spaces and dashes only: for people, of whom two may be called nearly alike."""
    found = [each for each in dict.fromkeys(known) if _folded(each) == _folded(name)]
    return found[0] if len(found) == 1 else None


def _folded(word: str) -> str:
    return re.sub(r"[\s_-]+", "-", with_plain_dashes(word).strip().casefold())


def _a_slip(word: str, known: str, *, closed: bool) -> bool:
    """A letter too many, one missing, two that changed places, or one wrong; never the first, never a digit."""
    if min(len(word), len(known)) < _SHORTEST or word[0] != known[0] or _digits(word) != _digits(known):
        return False
    short, long = sorted((word, known), key=len)
    at = next((place for place, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    if len(long) == len(short) + 1:
        return short[at:] == long[at + 1 :]
    if len(long) > len(short):
        return False
    if short[at + 2 :] == long[at + 2 :] and short[at : at + 2] == long[at : at + 2][::-1]:
        return True
    return (closed or len(word) >= _LONG) and short[at + 1 :] == long[at + 1 :]


def _digits(word: str) -> str:
    return re.sub(r"\D", "", word)
