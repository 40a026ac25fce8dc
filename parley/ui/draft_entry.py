"""The open entry of a draft: one statement, one claim, or where somebody looked in vain.

The issue comes with its question, and each stance with what it means on that very issue. What most entries do without is folded away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from parley import days, schema, wording
from parley.charts.marks import VOICE_WORDS
from parley.charts.palette import EDGES, STANCES
from parley.desk import draft as drafts
from parley.desk.draft import CLAIMS, NOT_FOUND, ROWS, SOURCES, STATEMENTS, Draft, Entry
from parley.desk.scalars import invisible, visible
from parley.frames import rows_of
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import controls, keeper
from parley.ui.draft_fields import Fields, choose, folded, hold, line
from parley.ui.draft_typed import typed
from parley.ui.text import html, literal
from parley.view import View
from parley.wording import Issue

TITLES = {STATEMENTS: "Statement", CLAIMS: "Claim about another", NOT_FOUND: "Looked for in vain"}


class OpenEntry:
    """The form of one entry. today : proposed as the day of looking."""

    def __init__(self, entry: Entry, draft: Draft, fields: Fields, view: View, snapshot: Snapshot, today: str) -> None:
        self.entry, self.draft, self.fields, self.today = entry, draft, fields, today
        self.snapshot, self.known = snapshot, offered(draft.negotiation, snapshot)
        chosen = str(entry.fields.get("issue", ""))
        self.issue = wording.register(view, snapshot).issue(chosen) if chosen else Issue("")

    def show(self) -> None:
        entry = self.entry
        with st.container(border=True, key=keeper.key(entry.uid, "open")):
            st.subheader(f"Change a record: {TITLES[entry.part].lower()}" if entry.of else TITLES[entry.part], anchor=False)
            if entry.part == NOT_FOUND:
                self._looked_for()
            else:
                self._said()
            self.fields.told(entry.uid, "")
            with st.container(horizontal=True):
                self._buttons()

    def _said(self) -> None:
        entry, fields = self.entry, self.fields
        if entry.part == CLAIMS:
            others = {each: name for each, name in self.known.actors.items() if each != self.draft.actor}
            fields.select(entry, "about", "Whose position it is said to be", others, "choose an actor", disabled=bool(entry.of))
        self._which_issue()
        self._stance()
        fields.text(entry, "summary", "What was said, in one neutral sentence of yours", live=True)
        speaker, firmness = st.columns(2)
        with speaker:
            names = self.known.speakers.get(self.draft.actor, ())
            fields.select(entry, "speaker", "Speaker", dict(zip(names, names, strict=True)), "not named")
        with firmness:
            words = {word: f"{EDGES[word].word}: {meaning}" for word, meaning in schema.FIRMNESSES.items()}
            fields.select(entry, "firmness", "Firmness", words, "the words do not show it")
        voice, ways = hold(keeper.key(entry.uid, "voice"), entry.fields.get("voice") or "own"), list(VOICE_WORDS)
        st.radio("How we know", ways, format_func=VOICE_WORDS.__getitem__, key=voice, horizontal=True, on_change=typed)
        self._quote()
        self._which_source()
        if entry.fields.get("key") or fields.wrong(entry.uid, "key"):
            fields.text(entry, "key", "Key", placeholder="later-report", disabled=bool(entry.of))
        with folded(f"{entry.uid}-rest", self._rest_label()) as shown:
            if shown:
                self._rest()
        if entry.of:
            line(keeper.key(entry.uid, "why"), entry.why, "Why it is changed; readers then see a dated correction", live=True)

    def _which_issue(self) -> None:
        self.fields.select(self.entry, "issue", "Issue", self._concerning(), "choose an issue", disabled=bool(self.entry.of))
        if self.issue.question:
            st.html(f'<p class="question">{html(self.issue.question)}</p>')

    def _concerning(self) -> dict[str, str]:
        """The issues that concern the actor whose position it is."""
        whose = self.entry.fields.get("about") if self.entry.part == CLAIMS else self.draft.actor
        limited = self.known.limited
        return {each: title for each, title in self.known.issues.items() if not whose or whose in limited.get(each, (whose,))}

    def _stance(self) -> None:
        words = schema.STANCES | dict(self.issue.words)
        shown = {word: f"**{literal(STANCES[word].word)}** {literal(words[word])}" for word in schema.STANCES}
        widget = hold(keeper.key(self.entry.uid, "stance"), self.entry.fields.get("stance") or None)
        label = "Stance" if self.entry.part == STATEMENTS else "Stance it is said to take"
        st.radio(label, list(shown), format_func=shown.__getitem__, index=None, key=widget, on_change=typed)

    def _quote(self) -> None:
        quote = hold(keeper.key(self.entry.uid, "quote"), self.entry.fields.get("quote", ""))
        st.text_area("Quote: a short fragment of the words as spoken", key=quote, height=68, on_change=typed)
        self.fields.told(self.entry.uid, "quote")
        if any(self.entry.fields.get(name) for name in ("quote", "language", "translation")):
            language, translation = st.columns([1, 4])
            with language:
                self.fields.text(self.entry, "language", "Language", placeholder="ru")
            with translation:
                self.fields.text(self.entry, "translation", "In English")

    def _which_source(self) -> None:
        known = {each["id"]: named(each) for each in drafts.base_value(self.draft).get(SOURCES) or ()}
        known |= {each.uid: named(each.said()) or "the new source" for each in self.draft.of(SOURCES)}
        if len(known) > 1:
            self.fields.select(self.entry, "source", "Source", known, "choose the source")

    # What most entries do without

    def _rest_label(self) -> str:
        names = ("conditions", "value", "proposal", "answers", "confidence", "disputed_by", "note")
        filled = sum(bool(self.entry.fields.get(name)) for name in names)
        return f"Conditions, proposal, confidence, note{f' ({filled} filled)' if filled else ''}"

    def _rest(self) -> None:
        entry, fields = self.entry, self.fields
        self._conditions()
        unit = self.known.units.get(entry.fields.get("issue", ""), "")
        if unit or entry.fields.get("value"):
            fields.text(entry, "value", f"Number, in {literal(unit)}" if unit else "Number", placeholder="800000")
        self._proposal()
        self._answers()
        words = {word: f"{word}: {meaning}" for word, meaning in schema.CONFIDENCES.items()}
        fields.select(entry, "confidence", "Confidence in this record", words, "not said")
        fields.text(entry, "disputed_by", "Disputed by")
        fields.text(entry, "note", "Note for readers")

    def _conditions(self) -> None:
        for number, row in enumerate(self.entry.fields.get("conditions") or ()):
            key = partial(keeper.key, self.entry.uid, "conditions", number)
            line(key("text"), row.get("text", ""), "Condition", placeholder="unless …, in exchange for …")
            issue, actor, out = st.columns([4, 3, 1], vertical_alignment="bottom")
            with issue:
                choose(key("issue"), row.get("issue"), "Hangs on the issue", self.known.issues, "none")
            with actor:
                choose(key("actor"), row.get("actor"), "… on the actor", self.known.actors, "nobody")
            with out:
                self._row_out("conditions", number)
        self.fields.told(self.entry.uid, "conditions")
        self._row_more("conditions", "Add a condition")

    def _proposal(self) -> None:
        known = self.known.proposals
        chosen = self.entry.fields.get("proposal", "")
        if known or chosen:
            self.fields.select(self.entry, "proposal", "About the proposal", known, "none")
        articles = self.known.articles.get(chosen, {})
        if articles or self.entry.fields.get("article"):
            self.fields.select(self.entry, "article", "Article", articles, "the whole text")

    def _answers(self) -> None:
        known = self._answerable()
        for number, row in enumerate(self.entry.fields.get("answers") or ()):
            key = partial(keeper.key, self.entry.uid, "answers", number)
            to, how, out = st.columns([5, 2, 1], vertical_alignment="bottom")
            with to:
                choose(key("to"), row.get("to"), "Answers", known, "choose a record")
            with how:
                words = ("confirms", "denies", "clarifies", "withdraws")
                choose(key("how"), row.get("how"), "How", dict(zip(words, words, strict=True)), "choose")
            with out:
                self._row_out("answers", number)
        self.fields.told(self.entry.uid, "answers")
        if known:
            self._row_more("answers", "It answers another record")

    def _answerable(self) -> dict[str, str]:
        """Claims and statements on the same issue, newest first."""
        return _answerable(self.entry.fields.get("issue", ""), self.draft.negotiation, self.snapshot)

    def _looked_for(self) -> None:
        self._which_issue()
        on, where = st.columns([1, 3])
        with on:
            self.fields.text(self.entry, "on", "Looked on", placeholder=self.today)
        with where:
            widget, places = keeper.key(self.entry.uid, "where"), ", ".join(self.entry.fields.get("where") or ())
            line(widget, places, "Where you looked, with commas between", placeholder="mid.ru, kremlin.ru")
            self.fields.told(self.entry.uid, "where")
        self.fields.text(self.entry, "note", "Note for readers")

    # Buttons: what they do runs before the page

    def _buttons(self) -> None:
        entry = self.entry
        st.button(
            "Take out",
            key=keeper.key(entry.uid, "out"),
            type="tertiary",
            on_click=keeper.take_out,
            args=(self.draft.negotiation, entry.uid),
        )
        peers = [each.uid for each in self.draft.of(entry.part) if not each.of]
        if not entry.of and peers.index(entry.uid):
            st.button("Said earlier", key=keeper.key(entry.uid, "up"), type="tertiary", on_click=self._earlier)
        if any(invisible(each) for each in entry.fields.values() if isinstance(each, str)):
            st.button("Delete invisible characters", key=keeper.key(entry.uid, "clean"), on_click=self._clean)

    def _row_more(self, name: str, label: str) -> None:
        more: Callable[[list[Any]], list[Any]] = lambda rows: [*rows, dict.fromkeys(ROWS[name], "")]  # noqa: E731
        st.button(label, key=keeper.key(self.entry.uid, name, "more"), type="tertiary", on_click=self._change_rows, args=(name, more))

    def _row_out(self, name: str, number: int) -> None:
        fewer: Callable[[list[Any]], list[Any]] = lambda rows: rows[:number] + rows[number + 1 :]  # noqa: E731
        st.button(
            "Out", key=keeper.key(self.entry.uid, name, number, "out"), type="tertiary", on_click=self._change_rows, args=(name, fewer)
        )

    def _change_rows(self, name: str, change: Callable[[list[Any]], list[Any]]) -> None:
        draft, entry = self._now()
        keeper.put(draft.with_(replace(entry, fields=dict(entry.fields) | {name: change(list(entry.fields.get(name) or ()))})))

    def _clean(self) -> None:
        draft, entry = self._now()
        fields = {name: visible(value) if isinstance(value, str) else value for name, value in entry.fields.items()}
        keeper.put(draft.with_(replace(entry, fields=fields)))

    def _earlier(self) -> None:
        draft, entry = self._now()
        entries = list(draft.entries)
        here = entries.index(entry)
        there = max((place for place in range(here) if entries[place].part == entry.part), default=here)
        entries[here], entries[there] = entries[there], entries[here]
        keeper.put(replace(draft, entries=tuple(entries)))

    def _now(self) -> tuple[Draft, Entry]:
        draft = keeper.now(self.draft.negotiation)
        return draft, next(each for each in draft.entries if each.uid == self.entry.uid)


def named(source: Mapping[str, Any]) -> str:
    """A source in a few words."""
    return ", ".join(filter(None, (source.get("publisher"), source.get("title"))))


@dataclass(frozen=True)
class Known:
    """What a form offers to choose from, by id. limited : the actors that an issue concerns, where it does not concern all."""

    actors: Mapping[str, str]
    issues: Mapping[str, str]
    limited: Mapping[str, Sequence[str]]
    units: Mapping[str, str]
    speakers: Mapping[str, Sequence[str]]
    proposals: Mapping[str, str]
    articles: Mapping[str, Mapping[str, str]]


@once
def offered(negotiation: str, snapshot: Snapshot) -> Known:
    """What can be chosen from in this negotiation."""
    here = snapshot.of(negotiation)
    speakers: defaultdict[str, list[str]] = defaultdict(list)
    for each in rows_of(here.speakers):
        speakers[each.actor].append(each.name)
    articles: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for each in rows_of(here.proposals):
        articles[each.proposal][each.article] = f"{each.article}: {each.summary}"
    return Known(
        actors=controls.labels(here.actors, "id", "name", ()),
        issues=controls.labels(here.issues, "id", "title", ()),
        limited={each.id: each.applies_to.split("~") for each in rows_of(here.issues) if each.applies_to},
        units=dict(zip(here.issues["id"], here.issues["unit"], strict=True)),
        speakers=speakers,
        proposals=dict(zip(here.proposals["proposal"], here.proposals["title"], strict=True)),
        articles=articles,
    )


@once
def _answerable(issue: str, negotiation: str, snapshot: Snapshot) -> dict[str, str]:
    here = snapshot.of(negotiation)
    rows = [each for table in (here.claims, here.statements) for each in rows_of(table[(table["issue"] == issue).to_numpy()])]
    rows.sort(key=lambda each: each.day, reverse=True)
    return {each.id: f"{each.actor_name}, {days.in_words(each.date)}{_about(each)}: {each.summary}" for each in rows}


def _about(row: Any) -> str:
    return f" about {row.about_name}" if getattr(row, "about", "") else ""
