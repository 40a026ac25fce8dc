"""The draft of this session, and the browser that keeps it: unsaved work survives a reload, on this machine and nowhere else.

take(view, snapshot)    the draft of this run, with all that was typed since the last one
put(draft)              another draft instead (for callbacks, and for the page)
keep(draft)             hand it to the browser; call at the end of the page
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import streamlit as st

from parley import wording
from parley.desk import draft as drafts
from parley.desk import keeping
from parley.desk.draft import PARTS, ROWS, SOURCES, STATEMENTS, Draft, Entry, Fields
from parley.desk.save import current
from parley.store import Snapshot
from parley.ui.beside import beside
from parley.ui.text import html
from parley.view import View

_DRAFTS, _SESSION, _FOUND, _DROP, _FOCUS, _CAME_FOR, _OPEN, _WORKS = (
    f"_draft_{name}" for name in ("drafts", "session", "found", "drop", "focus", "came_for", "open", "works")
)
_KEY = "draft-keeper"


def take(view: View, snapshot: Snapshot) -> Draft:
    """The draft of the view's negotiation. The first one in a session is begun for what is opened in the view."""
    drafted = st.session_state.setdefault(_DRAFTS, {})
    if view.negotiation not in drafted:
        drafted[view.negotiation] = begun(view, snapshot)
        st.session_state[_CAME_FOR] = (view.cell, view.statement)
        _open_last(drafted[view.negotiation])
    draft = collected(drafted[view.negotiation])
    if draft.empty and came_for_another(view):
        draft = begun(view, snapshot)
        st.session_state[_CAME_FOR] = (view.cell, view.statement)
        _open_last(draft)
    draft = _on_its_file(draft, drafted[view.negotiation], snapshot)
    drafted[view.negotiation] = draft
    return draft


def put(draft: Draft, opened: str | None = None) -> None:
    """Go on with another draft. opened : uid of the entry to type into."""
    st.session_state[_DRAFTS][draft.negotiation] = draft
    for key in [each for each in st.session_state if isinstance(each, str) and each.startswith("draft-") and each != _KEY]:
        del st.session_state[key]  # what the fields held is in the draft
    if opened is not None:
        st.session_state[_OPEN] = opened
        st.session_state[_FOCUS] = opened


def now(negotiation: str) -> Draft:
    """The draft with all that was typed up to this moment. For callbacks, which run before the page."""
    return collected(st.session_state[_DRAFTS][negotiation])


def opened() -> str:
    """Uid of the entry that is being typed into; the others are shown as one line."""
    uid: str = st.session_state.get(_OPEN, "")
    return uid


def open_entry(uid: str) -> None:
    st.session_state[_OPEN] = st.session_state[_FOCUS] = uid


def take_out(negotiation: str, uid: str) -> None:
    """The draft without this entry. Only for callbacks."""
    put(now(negotiation).without(uid))


def begun(view: View, snapshot: Snapshot) -> Draft:
    """A new draft for the opened record, else the opened cell, else for nobody yet."""
    record = _record(view, snapshot)
    if record is not None:
        part = "claims" if hasattr(record, "about") else STATEMENTS
        draft = _based(Draft(view.negotiation, record.actor, record.date), snapshot)
        there = {drafts.identity(part, each): each for each in drafts.base_value(draft).get(part) or ()}
        wanted = there.get("|".join((part, getattr(record, "about", ""), record.issue, record.key)))
        return draft if wanted is None else draft.with_(drafts.from_file(part, wanted, "e1"))
    actor, issue = view.opened or ("", "")
    draft = Draft(view.negotiation, actor)
    return draft.with_(Entry("e1", SOURCES)).with_(Entry("e2", STATEMENTS, {"issue": issue}))


def came_for_another(view: View) -> bool:
    """Does the link that led here ask for another cell or record than this draft was begun for?"""
    return bool(view.cell or view.statement) and (view.cell, view.statement) != st.session_state.get(_CAME_FOR)


def begin_anew(view: View, snapshot: Snapshot) -> None:
    """Throw the draft away and begin another one for what is opened. Only for callbacks."""
    st.session_state[_CAME_FOR] = (view.cell, view.statement)
    draft = begun(view, snapshot)
    put(draft)
    _open_last(draft)


def stay(view: View) -> None:
    """Go on with this draft, whatever the link asked for. Only for callbacks."""
    st.session_state[_CAME_FOR] = (view.cell, view.statement)


def found() -> Draft | None:
    """A draft that another tab, or an earlier window, left in this browser."""
    left: Draft | None = st.session_state.get(_FOUND, {}).get("draft")
    return left


def take_found() -> None:
    """Go on with that draft. Only for callbacks."""
    left = st.session_state.pop(_FOUND)
    put(left["draft"])
    _open_last(left["draft"])
    st.session_state[_DROP] = [left["key"]]


def drop_found() -> None:
    """Delete that draft from the browser. Only for callbacks."""
    st.session_state[_DROP] = [st.session_state.pop(_FOUND)["key"]]


def notices(view: View, snapshot: Snapshot) -> None:
    """What an editor must know before typing: another draft is in this browser, or the link asked for something else."""
    left = found()
    if left is not None:
        who = wording.register(view, snapshot).name(left.actor) if left.actor else "nobody yet"
        with st.container(horizontal=True, vertical_alignment="center", key="draft-found"):
            st.html(
                f"<p>This browser keeps another draft: {html(who)}, {html(left.day or 'no day yet')}, {html(drafts.described(left))}.</p>"
            )
            st.button("Go on with it", on_click=take_found, key="draft-take-found")
            st.button("Delete it", on_click=drop_found, key="draft-drop-found", type="tertiary")
    if came_for_another(view):
        with st.container(horizontal=True, vertical_alignment="center", key="draft-other"):
            st.html("<p>You came here for another cell, and this draft is not finished.</p>")
            st.button("Go on with this draft", on_click=stay, args=(view,), key="draft-stay")
            st.button("Throw it away and begin another", on_click=begin_anew, args=(view, snapshot), key="draft-anew", type="tertiary")


def works() -> bool:
    """Does this browser keep drafts?"""
    return bool(st.session_state.get(_WORKS, True))


def keep(draft: Draft) -> None:
    """Hand the draft to the browser. Of a session it has not met it first says what it kept, and writes nothing until that was heard."""
    focus = st.session_state.pop(_FOCUS, "")
    data = {
        "prefix": f"parley-draft:{draft.negotiation}:",
        "session": f"{st.session_state.setdefault(_SESSION, uuid4().hex)} {draft.negotiation}",
        "works": works(),
        "text": "" if draft.empty else keeping.to_text(draft),
        "drop": st.session_state.pop(_DROP, []),
        "focus": f"draft-{focus}-{_first_field(draft, focus)}" if focus else "",
    }
    _component(key=_KEY, data=data, on_kept_change=lambda: _answered(draft.negotiation))


def _answered(negotiation: str) -> None:
    """The browser says what it kept. What this tab kept takes the place of a draft in which nothing was typed yet."""
    told: Any = st.session_state[_KEY].kept
    told = told if isinstance(told, dict) else {}
    st.session_state[_WORKS] = told.get("works") is True
    mine, other = (keeping.from_text(told.get(name), negotiation) for name in ("text", "other"))
    if mine and not mine.empty and now(negotiation).empty:
        put(mine)
        _open_last(mine)
        st.session_state[_CAME_FOR] = None
    elif other and not other.empty and isinstance(told.get("key"), str):
        st.session_state[_FOUND] = {"draft": other, "key": told["key"]}


def key(uid: str, *names: Any) -> str:
    """The key of a field's widget."""
    return "-".join(("draft", uid, *map(str, names)))


def collected(draft: Draft) -> Draft:
    """The draft with what its widgets hold now. One that is not drawn holds nothing and changes nothing."""
    entries = tuple(_collected(each) for each in draft.entries)
    actor, day = _typed("draft-actor", draft.actor), _typed("draft-day", draft.day)
    return replace(draft, actor=actor, day=day.strip(), entries=entries)


def _collected(entry: Entry) -> Entry:
    fields = dict(entry.fields)
    for name in drafts.FIELDS[entry.part]:
        if name in ROWS:
            rows = fields.get(name) or []
            fields[name] = [
                {each: _typed(key(entry.uid, name, number, each), row.get(each, "")) for each in ROWS[name]}
                for number, row in enumerate(rows)
            ]
        elif name == "where":
            told = _typed(key(entry.uid, name), ", ".join(fields.get(name) or ()))
            fields[name] = [each.strip() for each in told.split(",") if each.strip()]
        else:
            fields[name] = _typed(key(entry.uid, name), fields.get(name, ""))
    kept: Fields = {name: value for name, value in fields.items() if value}
    return replace(entry, fields=kept, why=_typed(key(entry.uid, "why"), entry.why))


def _typed(name: str, otherwise: str) -> str:
    value = st.session_state.get(name, otherwise)
    return value if isinstance(value, str) else ""


def _on_its_file(draft: Draft, before: Draft, snapshot: Snapshot) -> Draft:
    """With the file of its day as base, read when actor or day become another."""
    if draft.path == before.path and (draft.base is not None or before.path):
        return draft
    return _based(draft, snapshot)


def _based(draft: Draft, snapshot: Snapshot) -> Draft:
    if not draft.path:
        return replace(draft, base=None)
    try:
        return replace(draft, base=as_text(current(snapshot.folder, draft.path)))
    except ValueError:
        return replace(draft, base=None)


def as_text(content: bytes | None) -> str | None:
    """The bytes of a file as a draft keeps them."""
    return None if content is None else content.decode("utf-8", "replace")


def _record(view: View, snapshot: Snapshot) -> Any:
    here = snapshot.of(view.negotiation)
    for table in (here.statements, here.claims):
        for row in table[(table["id"] == view.statement).to_numpy()].itertuples() if view.statement else ():
            return row
    return None


def _open_last(draft: Draft) -> None:
    last = draft.of(*PARTS[1:])
    st.session_state[_OPEN] = last[-1].uid if last else ""


def _first_field(draft: Draft, uid: str) -> str:
    entry = next((each for each in draft.entries if each.uid == uid), None)
    if entry is None or entry.part == SOURCES:
        return "title"
    return "summary" if entry.of else "about" if entry.part == "claims" else "issue"


_component = st.components.v2.component("parley.keeper", js=beside("keeper.js"))
