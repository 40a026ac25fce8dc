"""What is typed into a draft has only what stands beside the form drawn again, as long as the form itself shows nothing else.

A page with thirty fields costs what its fields cost, and all of them would be drawn again with every word.

begin(view, snapshot)    what a run of the whole page draws
typed()                  the callback of the form's fields
beside()                 what stands beside the form
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from parley.desk.draft import SOURCES, Draft, Entry
from parley.desk.faults import Fault, faults_of
from parley.store import Snapshot
from parley.ui import data, draft_outcome, keeper, turns
from parley.ui.keeper import Drawing
from parley.view import View

_BESIDE = "draft-beside"
_UNSEEN = frozenset(("stance", "firmness", "voice", "speaker", "summary", "url", "title", "publisher", "date", "archive", "origin"))
"""Fields of which nothing is seen but in the field itself, and beside the form."""
_NOTICED = frozenset(("key", "quote", "language", "translation", "value", "article", "confidence", "disputed_by", "note", "on", "where"))
"""Fields of which the rest of the form shows whether they hold anything, and no more."""


def begin(view: View, snapshot: Snapshot) -> Drawing:
    """What this run of the whole page draws, with all that was typed since the last one."""
    drawing = _drawing(keeper.take(view, snapshot), snapshot)
    keeper.held().drawn = drawing
    return drawing


def typed() -> None:
    """Have what stands beside the form drawn again, or the whole page where the form shows something else too. Only for callbacks."""
    mine = keeper.held()
    last = mine.drawn
    if last is None:
        return
    now = _drawing(keeper.now(last.draft.negotiation), data.snapshot())
    if _shown(now) == _shown(last):
        mine.drawn, mine.drafts[now.draft.negotiation] = now, now.draft
        with contextlib.suppress(StreamlitAPIException):  # it is not there: another page is about to be drawn
            st.rerun(_BESIDE)


@st.fragment(key=_BESIDE)
def beside() -> None:
    """What the draft would do, and the file."""
    with turns.turn():
        drawing = keeper.held().drawn
        if drawing is None:  # what was pressed changed the form
            st.rerun()
        draft_outcome.show(drawing)


def _drawing(draft: Draft, snapshot: Snapshot) -> Drawing:
    return Drawing(draft, faults_of(draft, snapshot.folder, date.today().isoformat()))


def _shown(drawing: Drawing) -> tuple[Any, ...]:
    """All that the form shows of a draft besides what its fields hold."""
    draft = drawing.draft
    several = len(draft.of(SOURCES)) > 1 or draft.base is not None  # each can be chosen by its name
    entries = [_shown_of(each, named=several and each.part == SOURCES) for each in draft.entries]
    return draft.actor, draft.day, draft.base, entries, set(_told(drawing.faults))


def _shown_of(entry: Entry, *, named: bool) -> tuple[Any, ...]:
    """named : its title and publisher are seen elsewhere too."""
    seen = {name: bool(value) if name in _NOTICED else value for name, value in entry.fields.items() if named or name not in _UNSEEN}
    return entry.uid, entry.part, entry.of, seen


def _told(faults: Sequence[Fault]) -> Iterator[Fault]:
    """The faults that are told in the form: all that are no mere gaps, and that an entry which is not open has gaps."""
    opened = keeper.held().opened
    return (each for each in faults if not each.missing or (each.uid and each.uid != opened))
