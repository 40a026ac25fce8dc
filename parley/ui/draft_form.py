"""The form of a draft: whose words, which day, the source once, then one statement or claim after the other.

One entry is open at a time (see draft_entry); the others are a line each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from parley.charts import marks
from parley.charts.marks import Look
from parley.charts.palette import STANCES
from parley.desk import draft as drafts
from parley.desk.draft import CLAIMS, NOT_FOUND, PARTS, SOURCES, STATEMENTS, Entry
from parley.store import Snapshot
from parley.ui import keeper
from parley.ui.draft_entry import OpenEntry, named, offered
from parley.ui.draft_fields import PAUSE, Fields, choose, folded, hold
from parley.ui.keeper import Drawing
from parley.ui.text import html, literal
from parley.view import View


class Form:
    """One run of the form. today : what is proposed as the day of looking."""

    def __init__(self, drawing: Drawing, view: View, snapshot: Snapshot, today: str) -> None:
        self.draft, self.view, self.snapshot, self.today = drawing.draft, view, snapshot, today
        self.fields = Fields(drawing.faults)
        known = offered(self.draft.negotiation, snapshot)
        self.actors, self.issues = known.actors, known.issues
        self.there = drafts.base_value(self.draft)

    def show(self) -> None:
        self._whose_and_when()
        self._what_is_there()
        self._sources()
        for entry in self.draft.of(*PARTS[1:]):
            if entry.uid == keeper.held().opened:
                OpenEntry(entry, self.draft, self.fields, self.view, self.snapshot, self.today).show()
            else:
                self._line(entry)
        self._more()

    def _whose_and_when(self) -> None:
        fixed = any(each.of for each in self.draft.entries)  # the record that is being changed is of this day
        who, when = st.columns([3, 2])
        with who:
            choose(keeper.key("actor"), self.draft.actor, "Whose words", self.actors, "choose an actor", disabled=fixed)
        with when:
            day, shown = hold(keeper.key("day"), self.draft.day), "2025-08-24, 2025-08 or 2025"
            st.text_input("Said on", key=day, placeholder=shown, max_chars=10, disabled=fixed, live=PAUSE)
            self.fields.told("", "day")

    def _what_is_there(self) -> None:
        """What the file of that day holds already, each record with a way to change it."""
        if not self.draft.path:
            return
        if self.draft.base is None:
            st.caption(literal(f"A new file: {self.draft.path}"))
            return
        records = [(part, each) for part in (STATEMENTS, CLAIMS) for each in self.there.get(part) or ()]
        many = "1 record" if len(records) == 1 else f"{len(records)} records"
        with folded("there", f"That day has a file already, with {many}. What you write is added to it.") as shown:
            changing = {each.of for each in self.draft.entries}
            for number, (part, each) in enumerate(records if shown else ()):
                told, button = st.columns([5, 1], vertical_alignment="center")
                told.html(self._summary(part, each))
                if drafts.identity(part, each) not in changing:
                    button.button("Change", key=f"draft-change-{number}", type="tertiary", on_click=self._change, args=(part, each))

    # The source, once

    def _sources(self) -> None:
        new, old = self.draft.of(SOURCES), self.there.get(SOURCES) or ()
        with st.container(key="draft-sources"):
            st.subheader("Source" if len(new) + len(old) < 2 else "Sources", anchor=False)
            if old:
                st.html("".join(f'<p class="there">{html(named(each))}</p>' for each in old))
            for entry in new:
                self._source(entry, alone=len(new) == 1 and not old)
            label = "Another source" if new or old else "Add the source"
            st.button(label, key="draft-add-source", type="tertiary", on_click=self._add, args=(SOURCES,))

    def _source(self, entry: Entry, *, alone: bool) -> None:
        text = self.fields.text
        text(entry, "url", "Address of the page", placeholder="https://…", live=True)
        text(entry, "title", "Title")
        publisher, day = st.columns([3, 2])
        with publisher:
            text(entry, "publisher", "Publisher")
        with day:
            text(entry, "date", "Published on", placeholder="2025-08-24")
        with folded(f"{entry.uid}-rest", "Archived copy, whose report it carries, note") as shown:
            if shown:
                text(entry, "archive", "Archived copy", placeholder="https://…")
                text(entry, "origin", "Carries the report of (an agency or another paper, when it is not its own)")
                text(entry, "note", "Note")
        self.fields.told(entry.uid, "")
        if not alone:
            out = keeper.key(entry.uid, "out")
            st.button("Take this source out", key=out, type="tertiary", on_click=keeper.take_out, args=(self.draft.negotiation, entry.uid))

    # Entries that are not open

    def _line(self, entry: Entry) -> None:
        with st.container(horizontal=True, vertical_alignment="center", key=keeper.key(entry.uid, "line"), gap="small"):
            remarks = [*(["changed"] if entry.of else []), *(["not complete"] if self.fields.wrong(entry.uid) else [])]
            st.html(self._summary(entry.part, entry.said(), remarks), width="stretch")
            st.button("Edit", key=keeper.key(entry.uid, "edit"), type="tertiary", on_click=keeper.open_entry, args=(entry.uid,))
            out = keeper.key(entry.uid, "out")
            st.button("Take out", key=out, type="tertiary", on_click=keeper.take_out, args=(self.draft.negotiation, entry.uid))

    def _summary(self, part: str, said: Mapping[str, Any], remarks: Sequence[str] = ()) -> str:
        title = self.issues.get(said.get("issue", ""), said.get("issue") or "no issue yet")
        about = f"Claim about {self.actors.get(said['about'], said['about'])}: " if part == CLAIMS and said.get("about") else ""
        word, mark = "looked for in vain" if part == NOT_FOUND else "", ""
        if said.get("stance") in STANCES:
            look = Look(stance=said["stance"], firmness=said.get("firmness", ""), reported=said.get("voice") == "reported")
            mark, word = f'<span class="marked">{marks.drawn(look)}</span>', STANCES[said["stance"]].word
        words = said.get("summary") or ", ".join(said.get("where") or ())
        flags = "".join(f' <span class="todo">{each}</span>' for each in remarks)
        return f'<p class="entry">{mark}<b>{html(about + title)}</b> {word}{flags} <small>{html(words)}</small></p>'

    def _more(self) -> None:
        with st.container(horizontal=True, key="draft-more"):
            st.button("Add a statement", key="draft-add-statement", on_click=self._add, args=(STATEMENTS,))
            st.button("Add a claim about another", key="draft-add-claim", on_click=self._add, args=(CLAIMS,))
            st.button("Nothing was found", key="draft-add-not-found", on_click=self._add, args=(NOT_FOUND,))

    # What buttons do: callbacks run before the page

    def _change(self, part: str, there: Mapping[str, Any]) -> None:
        draft = keeper.now(self.draft.negotiation)
        uid = draft.new_uid()
        keeper.put(draft.with_(drafts.from_file(part, there, uid)), uid)

    def _add(self, part: str) -> None:
        """One more entry, with what is likely the same as in the one before."""
        draft = keeper.now(self.draft.negotiation)
        fields: dict[str, Any] = {"on": self.today} if part == NOT_FOUND else {}
        listed = [*(each["id"] for each in self.there.get(SOURCES) or ()), *(each.uid for each in draft.of(SOURCES))]
        if part in (STATEMENTS, CLAIMS):
            before = [each for each in draft.of(STATEMENTS, CLAIMS) if not each.of]
            same = {name: before[-1].fields.get(name) for name in ("speaker", "voice")} if before else {}
            fields |= {name: value for name, value in same.items() if value}
            fields |= {"source": listed[-1]} if len(listed) > 1 else {}
        if part == SOURCES and len(listed) == 1:  # what was written so far rests on the one source there was
            for each in draft.of(STATEMENTS, CLAIMS):
                if not each.of and not each.fields.get("source"):
                    draft = draft.with_(replace(each, fields=dict(each.fields) | {"source": listed[0]}))
        uid = draft.new_uid()
        keeper.put(draft.with_(Entry(uid, part, fields)), keeper.held().opened if part == SOURCES else uid)
