"""The fields of the draft's form: each shows what the draft holds, and below it what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st

from parley.desk.draft import Entry
from parley.desk.faults import Fault
from parley.ui import keeper
from parley.ui.draft_typed import typed
from parley.ui.text import html

PAUSE = "600ms"
"""A text is taken in after so long a pause in typing, so that its effect is seen without leaving the field."""


@dataclass(frozen=True)
class Fields:
    """Draws fields. faults : of the whole draft; each is told below its field, but for what is merely still to be typed."""

    faults: Sequence[Fault]

    def text(self, entry: Entry, name: str, label: str, *, live: bool = False, placeholder: str = "", disabled: bool = False) -> None:
        """A text of one line. live : taken in while it is typed."""
        widget, value = keeper.key(entry.uid, name), entry.fields.get(name, "")
        line(widget, value, label, live=live, placeholder=placeholder, disabled=disabled)
        self.told(entry.uid, name)

    def select(self, entry: Entry, name: str, label: str, words: Mapping[str, str], none: str, *, disabled: bool = False) -> None:
        """One of some words, or none of them."""
        choose(keeper.key(entry.uid, name), entry.fields.get(name), label, words, none, disabled=disabled)
        self.told(entry.uid, name)

    def told(self, uid: str, name: str) -> None:
        """What is wrong with a field, or with an entry as a whole when `name` is empty."""
        for each in self.faults:
            if (each.uid, each.field) == (uid, name) and not each.missing and (uid or name):
                st.html(f'<p class="fault">{html(each.message)}</p>')

    def wrong(self, uid: str, name: str | None = None) -> bool:
        """Is anything wrong or missing in an entry, or in one field of it?"""
        return any(each.uid == uid and name in (None, each.field) for each in self.faults)


def line(widget: str, value: str, label: str, *, live: bool = False, placeholder: str = "", disabled: bool = False) -> None:
    """A text of one line. widget : its key. value : what it shows. live : taken in while it is typed."""
    often = PAUSE if live else False
    st.text_input(label, key=hold(widget, value), placeholder=placeholder or None, disabled=disabled, live=often, on_change=typed)


def choose(widget: str, value: str | None, label: str, words: Mapping[str, str], none: str, *, disabled: bool = False) -> None:
    """One of some words, or none of them. widget : its key. value : what it shows, also when that is not among the words."""
    chosen = value or None
    options = list(words) if chosen is None or chosen in words else [*words, chosen]
    st.selectbox(
        label,
        options,
        format_func=lambda each: words.get(each, each),
        index=None,
        key=hold(widget, chosen),
        placeholder=none,
        disabled=disabled,
        on_change=typed,
    )


@contextmanager
def folded(name: str, label: str) -> Iterator[bool]:
    """What most do without: drawn only while it is open, for a dozen fields are most of what the form costs. yields : whether it is."""
    key = f"folded-{name}"  # not `draft-`: it stays open when the draft becomes another
    st.session_state[key] = bool(st.session_state.get(key))  # and when its label does
    box = st.expander(label, key=key, on_change="rerun")
    with box:
        yield bool(box.open)


def hold(widget: str, value: Any) -> str:
    """Give a widget its value, but only when it shows another: what somebody is typing is not written over. returns : its key."""
    if st.session_state.get(widget, ...) != value:
        st.session_state[widget] = value
    return widget
