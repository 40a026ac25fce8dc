"""Texts that our own tables join come apart again: conditions, corrections, and a note with the one who disputes.

Where a text could be parted in two ways, either gives the same table again; the way with fewer parts is taken.
"""

from __future__ import annotations

import re

from parley.desk.names import Names

_AFTER_A_BRACKET = re.compile(r"(?<=\]); ")
_BRACKETS = re.compile(r"(?P<text>.+?) \[(?P<hangs>[^\[\]]+)\]", re.DOTALL)
_NEXT_CORRECTION = re.compile(r"; (?=[0-9]{4}-[0-9]{2}-[0-9]{2}: was )")
_CORRECTION = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}): was (?P<was>.+?), now (?P<now>.+?) \((?P<why>.+)\)", re.DOTALL)
_DISPUTED = re.compile(r"(?:^|(?<=\S) )Disputed: (?=\S)")


def conditions(text: str, issues: Names, actors: Names) -> list[dict[str, str]]:
    """`in exchange for neutrality [Permanent neutrality, Ukraine]; before winter` as conditions."""
    return [_condition(part, issues, actors) for part in _AFTER_A_BRACKET.split(text)]


def _condition(text: str, issues: Names, actors: Names) -> dict[str, str]:
    found = _BRACKETS.fullmatch(text)
    if found:
        hangs = found["hangs"]
        for issue, actor in _partings(hangs):
            told = {"issue": issues.shown_as(issue) if issue else "", "actor": actors.shown_as(actor) if actor else ""}
            if None not in told.values():
                return {"text": found["text"], **{name: each for name, each in told.items() if each}}
    return {"text": text}


def _partings(hangs: str) -> list[tuple[str, str]]:
    """Issue and actor; a comma may part them, or belong to a name."""
    commas = [found.start() for found in re.finditer(", ", hangs)]
    return [(hangs, ""), *((hangs[:comma], hangs[comma + 2 :]) for comma in commas), ("", hangs)]


def corrections(text: str) -> list[dict[str, str]] | None:
    """`2025-03-20: was value 45, now value 40 (misheard); …` as corrections; None when it is not of this form."""
    found = [_CORRECTION.fullmatch(part) for part in _NEXT_CORRECTION.split(text)]
    return [each.groupdict() for each in found if each] if all(found) else None


def note(text: str) -> tuple[str, str]:
    """`Said twice. Disputed: Kyiv` as the note and the one who disputes; either may be empty."""
    found = _DISPUTED.search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")
