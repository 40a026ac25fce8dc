"""What a reader can choose. A widget's key is the parameter's name; its value is an id, its label a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Literal

import pandas as pd
import streamlit as st

from parley.charts.marks import VOICE_WORDS
from parley.schema import CONFIDENCES, ON_RECORD
from parley.store import Snapshot
from parley.ui import address
from parley.ui.text import told_apart
from parley.view import LONGEST_TEXT, PARAMETERS, SORTS, View

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
Words = tuple[str, Mapping[str, str]]
"""A label, and the words to choose from with what is shown for each."""

DAYS = {
    "asof": ("As of", "The day the positions are shown for; empty: the latest day on which something was said."),
    "from": ("Said from", None),
    "to": ("Said up to", None),
    "since": ("Changed since", "Marks every position that is not what it was on this day."),
    "known": ("As entered by", "Leaves out what was entered into the files later."),
}


def record_switch(view: View) -> None:
    """The *on the record only* switch: a short way to choose three voices."""
    st.session_state["on-record-only"] = view.on_record_only
    st.toggle(
        "On the record only", key="on-record-only", on_change=_switch_record, help="Leaves out unnamed sources, leaks and paraphrases."
    )


def as_of_day() -> None:
    """The day of the positions."""
    day("asof", *DAYS["asof"])


def day(name: str, label: str, help: str | None = None) -> None:
    """One day, which may be left empty."""
    st.date_input(
        label, value=None, key=address.widget(name), min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD", help=help, width=200
    )


def choice(name: str, label: str, words: Mapping[str, str], width: int | Literal["stretch"] = "stretch") -> None:
    """One of a few words. width : in pixels."""
    st.selectbox(label, list(words), format_func=lambda each: words[each].capitalize(), key=address.widget(name), width=width)


def search() -> None:
    """Words to look for."""
    st.text_input(
        "Search", key=address.widget("q"), max_chars=LONGEST_TEXT, placeholder="words in summary, quote, speaker, source …", width=380
    )


def filters(
    view: View,
    snapshot: Snapshot,
    *,
    days: Sequence[str],
    choices: Mapping[str, Words],
    lists: Mapping[str, Words] = MappingProxyType({}),
    searched: bool = False,
    voices: bool = True,
) -> None:
    """Everything that narrows the view, out of the way behind one button.

    days : the day parameters this page follows, of DAYS. choices : further words to choose, by parameter: (label, word -> words shown).
    lists : the same, for parameters that take any number of words. searched : also offer the words to look for.
    voices : also offer voices and confidence.
    """
    names = [*_NARROWING, *lists, *days, "known", *(["q"] if searched else [])]
    box = st.popover(_filters_label(view, names), width="content", key="filters", on_change="rerun")
    if box.open:  # a dozen widgets that most reruns need not build
        with box:
            if searched:
                search()
            more = [partial(several, name, label, words) for name, (label, words) in lists.items()]
            _side_by_side([*_narrowing(view, snapshot), *(_of_words() if voices else []), *more])
            _side_by_side([partial(day, name, *DAYS[name]) for name in (*days, "known")])
            _side_by_side([partial(choice, name, label, words) for name, (label, words) in choices.items()])
            st.button("Show everything", on_click=_show_everything, type="tertiary")


def _narrowing(view: View, snapshot: Snapshot) -> list[Callable[[], None]]:
    here = snapshot.of(view.negotiation)
    return [
        partial(several, "actor", "Actors", labels(here.actors, "id", "name", view.actor)),
        partial(several, "bloc", "Members of", labels(here.memberships, "bloc", "bloc_name", view.bloc)),
        partial(several, "topic", "Topics", labels(here.issues, "topic", "topic_title", view.topic)),
        partial(several, "issue", "Issues", labels(here.issues, "id", "title", view.issue)),
    ]


def _of_words() -> list[Callable[[], None]]:
    return [
        partial(several, "voice", "Voices", VOICE_WORDS),
        partial(several, "confidence", "Confidence", dict(zip(CONFIDENCES, CONFIDENCES, strict=True))),
    ]


def _side_by_side(widgets: Sequence[Callable[[], None]]) -> None:
    """Two in a row; on a phone one below the other."""
    for first in range(0, len(widgets), 2):
        for column, draw in zip(st.columns(2), widgets[first : first + 2], strict=False):
            with column:
                draw()


def nothing_fits(what: str = "statement") -> None:
    """Instead of an empty page: what is the matter, and the way out."""
    st.info(f"No {what} fits this selection.")
    st.button("Show everything", on_click=_show_everything, key="show-everything")


def said_by_the_day(view: View) -> None:
    """On a page of records a chosen day hides nothing; this narrows them to what had been said by then."""
    if view.asof and not view.to:
        st.button(f"Only what was said by {view.asof:%d %b %Y}", on_click=_up_to, args=(view.asof,), type="tertiary")


def _up_to(day: date) -> None:
    address.change(to=day)


def several(name: str, label: str, words: Mapping[str, str]) -> None:
    """Any number of things, shown by name."""
    st.multiselect(label, list(words), format_func=lambda each: words.get(each, each), key=address.widget(name), placeholder="all")


def sorts() -> tuple[str, Mapping[str, str]]:
    """The `sort` choice, for `filters`."""
    return "Order", SORTS


_NARROWING = ("actor", "bloc", "topic", "issue", "confidence")


def _filters_label(view: View, names: Sequence[str]) -> str:
    chosen = sum(bool(getattr(view, PARAMETERS[name].field)) for name in names)
    chosen += bool(view.voice) and not view.on_record_only
    return f"Filters ({chosen})" if chosen else "Filters"


def labels(table: pd.DataFrame, ids: str, names: str, also: Sequence[str]) -> dict[str, str]:
    """Names by id, in register order; ids that are chosen but not in a register (it may be unsound) go by themselves."""
    known = {each: name for each, name in zip(table[ids], table[names], strict=True) if each}
    return told_apart(known | {each: each for each in also if each not in known})


def _switch_record() -> None:
    address.change(voice=ON_RECORD if st.session_state["on-record-only"] else ())


def _show_everything() -> None:
    address.change(q="", actor=(), bloc=(), topic=(), issue=(), voice=(), confidence=(), from_=None, to=None, since=None, known=None)
    address.change(by=(), about=(), verdict=(), state=(), data="")
