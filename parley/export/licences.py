"""A licence as a reader meets it, and where its text can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-([0-9.]+)")
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


@dataclass(frozen=True)
class Licence:
    """name : as the register says it, with `CC BY 4.0` written as usual. url : of its text; empty when the name is no SPDX id."""

    name: str
    url: str


def licence(written: str) -> Licence:
    """The licence that a negotiation's `licence` names; both parts empty when it names none."""
    if match := _CREATIVE_COMMONS.fullmatch(written):
        return Licence(f"CC {match[1]} {match[2]}", f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/")
    return Licence(written, f"https://spdx.org/licenses/{written}.html" if _SPDX.fullmatch(written) else "")
