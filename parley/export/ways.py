"""Where a page's names lead: to other pages of a publication, or nowhere, where a file stands alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _nowhere(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Ways:
    """For the id of a record, an actor or an issue the address of its page, seen from the page it stands on; empty where there is none."""

    record: Callable[[str], str] = _nowhere
    actor: Callable[[str], str] = _nowhere
    issue: Callable[[str], str] = _nowhere


NOWHERE = Ways()
