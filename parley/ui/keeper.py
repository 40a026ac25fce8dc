"""The draft of this session, and the browser that keeps it: unsaved work survives a reload, on this machine and nowhere else.

take(view, snapshot)    the draft of this run, with all that was typed since the last one
put(draft)              another draft instead (for callbacks, and for the page)
keep(draft)             hand it to the browser; call at the end of the page
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import streamlit as st

from parley import wording
from parley.desk import draft as drafts
from parley.desk import keeping
from parley.desk.draft import PARTS, ROWS, SOURCES, STATEMENTS, Draft, Entry, Fields
from parley.desk.faults import Fault
from parley.desk.save import current
from parley.store import Snapshot
from parley.ui.beside import beside
from parley.ui.text import html
from parley.view import View

HELD, _KEY = "_draft", "draft-keeper"


@dataclass(frozen=True)
class Drawing:
    """What a run draws. faults : of the draft, as desk.faults tells them."""

    draft: Draft
    faults: tuple[Fault, ...]


@dataclass
class Held:
    """What a session holds of drafts. One value and not a dozen: Streamlit looks through all that a session holds for each field.

    drafts : one a negotiation. opened : uid of the entry that is being typed into; the others are shown as one line.
    drawn : what was drawn last; None when the whole page must be drawn. shown : digest of the file that was shown before it is written.
    done : what became of the last save, and of which draft, as draft_outcome tells it.
    found : a draft that another tab, or an earlier window, left in this browser, and where. drop : what the browser is to forget.
    focus : uid of the entry whose first field the keyboard goes to. came_for : cell and record that the draft was begun for.
    session : tells the browser one session from another. works : does this browser keep drafts?
    made : how often another draft took the place of one. Its fields are others then: the browser may still say what the old ones held.
    """

    drafts: dict[str, Draft] = field(default_factory=dict)
    opened: str = ""
    drawn: Drawing | None = None
    shown: str = ""
    done: tuple[Any, Any] | None = None
    found: tuple[Draft, str] | None = None
    drop: list[str] = field(default_factory=list)
    focus: str = ""
    came_for: tuple[str, str] | None = None
    session: str = field(default_factory=lambda: uuid4().hex)
    works: bool = True
    made: int = 0


def held() -> Held:
    """What this session holds."""
    if HELD not in st.session_state:
        st.session_state[HELD] = Held()
    mine: Held = st.session_state[HELD]
    return mine


def take(view: View, snapshot: Snapshot) -> Draft:
    """The draft of the view's negotiation. The first one in a session is begun for what is opened in the view."""
    mine = held()
    if mine.drawn and mine.drawn.draft.negotiation != view.negotiation:
        mine.made += 1  # the fields still hold what was typed for the other one
    if view.negotiation not in mine.drafts:
        mine.drafts[view.negotiation] = begun(view, snapshot)
        mine.came_for = (view.cell, view.statement)
        mine.opened = _last(mine.drafts[view.negotiation])
    draft = collected(mine.drafts[view.negotiation])
    if draft.empty and came_for_another(view):
        draft = begun(view, snapshot)
        mine.came_for = (view.cell, view.statement)
        mine.opened = _last(draft)
    draft = _on_its_file(draft, mine.drafts[view.negotiation], snapshot)
    mine.drafts[view.negotiation] = draft
    return draft


def put(draft: Draft, opened: str | None = None) -> None:
    """Go on with another draft. opened : uid of the entry to type into."""
    mine = held()
    mine.drafts[draft.negotiation], mine.drawn = draft, None
    mine.made += 1  # what the fields held is in the draft
    if opened is not None:
        mine.opened = mine.focus = opened


def now(negotiation: str) -> Draft:
    """The draft with all that was typed up to this moment. For callbacks, which run before the page."""
    return collected(held().drafts[negotiation])


def open_entry(uid: str) -> None:
    """Type into this one from now on. Only for callbacks."""
    mine = held()
    mine.opened = mine.focus = uid
    mine.drawn = None


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
    return bool(view.cell or view.statement) and (view.cell, view.statement) != held().came_for


def begin_anew(view: View, snapshot: Snapshot) -> None:
    """Throw the draft away and begin another one for what is opened. Only for callbacks."""
    draft = begun(view, snapshot)
    put(draft)
    held().came_for, held().opened = (view.cell, view.statement), _last(draft)


def stay(view: View) -> None:
    """Go on with this draft, whatever the link asked for. Only for callbacks."""
    held().came_for = (view.cell, view.statement)


def take_found() -> None:
    """Go on with the draft that was left in the browser. Only for callbacks."""
    mine = held()
    if mine.found:
        left, kept = mine.found
        put(left)
        mine.opened, mine.found, mine.drop = _last(left), None, [kept]


def drop_found() -> None:
    """Delete that draft from the browser. Only for callbacks."""
    mine = held()
    if mine.found:
        _, kept = mine.found
        mine.found, mine.drop = None, [kept]


def notices(view: View, snapshot: Snapshot) -> None:
    """What an editor must know before typing: another draft is in this browser, or the link asked for something else."""
    found = held().found
    if found:
        left = found[0]
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


def keep(draft: Draft) -> None:
    """Hand the draft to the browser. Of a session it has not met it first says what it kept, and writes nothing until that was heard."""
    mine = held()
    focus, drop, mine.focus, mine.drop = mine.focus, mine.drop, "", []
    data = {
        "prefix": f"parley-draft:{draft.negotiation}:",
        "session": f"{mine.session} {draft.negotiation}",
        "works": mine.works,
        "text": "" if draft.empty else keeping.to_text(draft),
        "drop": drop,
        "focus": key(focus, _first_field(draft, focus)) if focus else "",
    }
    _component(key=_KEY, data=data, on_kept_change=lambda: _answered(draft.negotiation))


def _answered(negotiation: str) -> None:
    """The browser says what it kept. What this tab kept takes the place of a draft in which nothing was typed yet."""
    told: Any = st.session_state[_KEY].kept
    told = told if isinstance(told, dict) else {}
    mine = held()
    mine.works = told.get("works") is True
    own, other = (keeping.from_text(told.get(name), negotiation) for name in ("text", "other"))
    if own and not own.empty and now(negotiation).empty:
        put(own)
        mine.opened, mine.came_for = _last(own), None
    elif other and not other.empty and isinstance(told.get("key"), str):
        mine.found, mine.drawn = (other, told["key"]), None


def key(*names: Any) -> str:
    """The key of a field's widget: `key("day")`, or of an entry `key(uid, "summary")`."""
    return _key(held().made, *names)


def _key(made: int, *names: Any) -> str:
    return "-".join(("draft", *map(str, names), *([str(made)] if made else [])))


def collected(draft: Draft) -> Draft:
    """The draft with what its widgets hold now. One that is not drawn holds nothing and changes nothing."""
    typed = Typed(st.session_state.to_dict(), held().made)
    entries = tuple(typed.entry(each) for each in draft.entries)
    actor, day = typed.text(draft.actor, "actor"), typed.text(draft.day, "day")
    return replace(draft, actor=actor, day=day.strip(), entries=entries)


@dataclass(frozen=True)
class Typed:
    """What the widgets hold, by their keys. made : as in Held."""

    held: Mapping[str, Any]
    made: int

    def text(self, otherwise: str, *names: Any) -> str:
        """What one of them holds; `otherwise` when it is not drawn."""
        value = self.held.get(_key(self.made, *names), otherwise)
        return value if isinstance(value, str) else ""

    def entry(self, entry: Entry) -> Entry:
        """An entry with what its widgets hold."""
        fields = dict(entry.fields)
        for name in drafts.FIELDS[entry.part]:
            if name in ROWS:
                rows = enumerate(fields.get(name) or ())
                fields[name] = [
                    {each: self.text(row.get(each, ""), entry.uid, name, number, each) for each in ROWS[name]} for number, row in rows
                ]
            elif name == "where":
                told = self.text(", ".join(fields.get(name) or ()), entry.uid, name)
                fields[name] = [each.strip() for each in told.split(",") if each.strip()]
            else:
                fields[name] = self.text(fields.get(name, ""), entry.uid, name)
        kept: Fields = {name: value for name, value in fields.items() if value}
        return replace(entry, fields=kept, why=self.text(entry.why, entry.uid, "why"))


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


def _last(draft: Draft) -> str:
    """Uid of its last entry."""
    last = draft.of(*PARTS[1:])
    return last[-1].uid if last else ""


def _first_field(draft: Draft, uid: str) -> str:
    entry = next((each for each in draft.entries if each.uid == uid), None)
    if entry is None or entry.part == SOURCES:
        return "title"
    return "summary" if entry.of else "about" if entry.part == "claims" else "issue"


_component = st.components.v2.component("parley.keeper", js=beside("keeper.js"))
