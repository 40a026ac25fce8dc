"""Beside the form: what the draft would do, what is still to be typed, the file it makes, and the way to save it where that is allowed."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st
from streamlit.errors import StreamlitAuthError

from parley import wording
from parley.charts import marks
from parley.desk import save
from parley.desk.composing import rebased, written
from parley.desk.draft import CLAIMS, NOT_FOUND, SOURCES, STATEMENTS, Draft, described
from parley.desk.edit import CannotEditError, CannotWriteError
from parley.desk.effect import Effect, effects
from parley.desk.faults import Fault
from parley.desk.save import Conflict, Identity, Refused, Saved, digest
from parley.store import Snapshot
from parley.ui import address, data, keeper
from parley.ui.keeper import Drawing
from parley.ui.text import html, literal
from parley.view import View

_MANY_LINES = 400


def show(drawing: Drawing) -> None:
    """Draw it, and hand the draft to the browser."""
    with st.container(key="draft-outcome"):
        _drawn(drawing.draft, drawing.faults, address.view(), data.snapshot(), date.today())
    keeper.keep(drawing.draft)


def _drawn(draft: Draft, faults: Sequence[Fault], view: View, snapshot: Snapshot, today: date) -> None:
    _done(draft)
    if draft.empty:
        st.html(f"<p>{html(_HOW)}</p>")
        _may_save()
        return
    _what_it_does(draft, effects(draft, snapshot, today), view, snapshot)
    _still_to_do(draft, faults, view, snapshot)
    content = _content(draft, today)
    if content is None:
        return
    st.subheader("The file", anchor=False)
    st.caption(literal(f"positions/{draft.path}"))
    ready = not faults and keeper.as_text(content) != draft.base and not _meanwhile(draft, content, snapshot)
    with st.container(horizontal=True, key="draft-ways-out"):
        if ready:
            _offer_to_save(draft, content, view, snapshot)
            st.download_button("Download", content, f"{draft.day}.yaml", "application/yaml", on_click="ignore", key="draft-download")
        st.button("Clear this draft", key="draft-clear", type="tertiary", on_click=_clear, args=(draft.negotiation,))
    _file(draft, content)
    if not keeper.held().works:
        st.caption("This browser keeps no drafts: download the file before you leave.")
    _may_save()


def _what_it_does(draft: Draft, does: Mapping[str, Effect], view: View, snapshot: Snapshot) -> None:
    told = []
    for entry in draft.of(STATEMENTS, CLAIMS, NOT_FOUND):
        effect = does.get(entry.uid)
        if effect is None or not (effect.look or effect.mind):
            continue
        mark = f'<span class="marked">{marks.html(effect.look)}</span>' if effect.look else ""
        about = f"About {wording.register(view, snapshot).name(entry.fields.get('about', ''))}: " if entry.part == CLAIMS else ""
        title = wording.register(view, snapshot).issue(str(entry.fields.get("issue", ""))).title
        lines = "".join(f"<p>{html(each)}</p>" for each in effect.told) + "".join(
            f'<p class="mind"><b>Look twice:</b> {html(each)}</p>' for each in effect.mind
        )
        told.append(f"<div>{mark}<b>{html(about + title)}</b>{lines}</div>")
    if told:
        st.subheader("What it would do", anchor=False)
        st.html(f'<div class="effects">{"".join(told)}</div>')


def _still_to_do(draft: Draft, faults: Sequence[Fault], view: View, snapshot: Snapshot) -> None:
    for title, missing in (("Still to do", True), ("To put right", False)):
        told = dict.fromkeys(_told(draft, each, view, snapshot) for each in faults if each.missing == missing)
        if told:
            st.subheader(title, anchor=False)
            st.html(f'<ul class="sentences{"" if missing else " faults"}">{"".join(f"<li>{html(each)}</li>" for each in told)}</ul>')


def _told(draft: Draft, fault: Fault, view: View, snapshot: Snapshot) -> str:
    """The fault, with what it is about where the draft has several entries."""
    entry = next((each for each in draft.entries if each.uid == fault.uid), None)
    if entry is None or len(draft.of(entry.part)) == 1:
        return fault.message
    if entry.part == SOURCES:
        return f"{entry.fields.get('title', 'source')}: {fault.message}"
    issue = str(entry.fields.get("issue", ""))
    what = wording.register(view, snapshot).issue(issue).title if issue else "no issue yet"
    return f"{what}: {fault.message}"


def _content(draft: Draft, today: date) -> bytes | None:
    """The file, also while it is not sound yet; None while there is no telling."""
    if not draft.path or not draft.told(STATEMENTS, CLAIMS, NOT_FOUND):
        return None
    try:
        return written(draft, today.isoformat())
    except (CannotEditError, CannotWriteError):
        return None


def _file(draft: Draft, content: bytes) -> None:
    text = content.decode()
    if draft.base is None:
        st.code(text, language="yaml", wrap_lines=True)
        return
    changes, whole = st.tabs(["What changes", "The whole file"])
    changes.code(_difference(draft.base, text, draft.path), language="diff", wrap_lines=True)
    whole.code(text, language="yaml", wrap_lines=True, height=420)


def _difference(before: str, after: str, path: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), path, path, lineterm="", n=2)
    shown = list(lines)[2:]
    return "\n".join(shown[:_MANY_LINES]) or "nothing"


# Saving


def _may_save() -> None:
    """Whether anything can be saved here, in a sentence."""
    if not save.is_desk(os.environ):
        st.caption(
            "This desk only reads. Copy the file or download it, and put it where its path says; or start the desk so that it saves."
        )
        return
    who = _who()
    why = save.why_not(who, os.environ)
    if not why:
        return
    st.caption(literal(f"Nothing can be saved yet: {why}."))
    if who is None and "is_logged_in" in st.user.to_dict():
        st.button("Sign in", on_click=_sign_in, key="draft-sign-in")


def _sign_in() -> None:
    """Off to the provider. What is wrong in the settings is told in Streamlit's words."""
    try:
        st.login()
    except StreamlitAuthError as error:
        _is_done(Refused(f"the sign-in is not set up ({' '.join(str(error).split())})"))


def _who() -> Identity | None:
    """Who has signed in, as Streamlit tells it."""
    told = st.user.to_dict()
    if not told.get("is_logged_in"):
        return None
    verified = told.get("email_verified")
    return Identity(str(told.get("email") or ""), str(told.get("name") or ""), verified if isinstance(verified, bool) else None)


def _offer_to_save(draft: Draft, content: bytes, view: View, snapshot: Snapshot) -> None:
    """First what would be written, then the button that writes exactly that."""
    if save.why_not(_who(), os.environ):
        return
    if keeper.held().shown != digest(content):
        st.button("Save …", type="primary", key="draft-save", on_click=_show, args=(draft.negotiation,))
        return
    st.html(f"<p><b>{html(f'{described(draft).capitalize()}.')}</b> {html(_WRITES if draft.base is None else _ADDS)}</p>")
    write = st.button(f"Write {draft.day}.yaml", type="primary", key="draft-write")
    st.button("Not yet", type="tertiary", key="draft-not-yet", on_click=_show_nothing)
    if write:
        who = wording.register(view, snapshot).name(draft.actor)
        was = None if draft.base is None else digest(draft.base.encode())
        message = f"{who}, {draft.day}: {described(draft)}"
        outcome = save.save(snapshot.folder, draft.path, content, was, _who(), message, os.environ)
        _is_done(outcome)
        keeper.held().shown = ""
        if isinstance(outcome, Saved):
            keeper.put(Draft(draft.negotiation, draft.actor), "")
        st.rerun()


def _show(negotiation: str) -> None:
    draft = keeper.now(negotiation)
    keeper.held().shown = digest(written(draft, date.today().isoformat()))


def _show_nothing() -> None:
    keeper.held().shown = ""


def _is_done(outcome: Saved | Refused | Conflict) -> None:
    keeper.held().done = (outcome, None)


def _done(draft: Draft) -> None:
    """What became of the last save, until the draft is another: a page is also drawn again by itself, when the files change."""
    mine, now = keeper.held(), (draft.path, draft.base, [each.said() for each in draft.entries])
    outcome, told_of = mine.done or (None, None)
    mine.done = (outcome, now) if outcome and told_of in (None, now) else None
    match mine.done and outcome:
        case Saved(path=path, note=note):
            st.success(literal(f"Saved: {path}."))
            if note:
                st.warning(literal(note.capitalize()))
        case Refused(why=why):
            st.error(literal(f"Nothing was saved: {why}."))
        case Conflict():
            st.error("Nothing was saved: somebody else changed the file meanwhile. Nothing of yours is lost; see below.")


def _meanwhile(draft: Draft, content: bytes, snapshot: Snapshot) -> bool:
    """When the file is another than the draft began with: both versions, and the way on. returns : whether it is."""
    try:
        theirs = save.current(snapshot.folder, draft.path)
    except ValueError:
        return False
    if keeper.as_text(theirs) == draft.base:
        return False
    st.warning("The file is not what it was when you began. Your entries are safe; nothing is saved over what somebody else wrote.")
    now, mine = st.columns(2)
    now.caption("There now")
    now.code(keeper.as_text(theirs) or "the file is gone", language="yaml", wrap_lines=True, height=320)
    mine.caption("Your version")
    mine.code(content.decode(), language="yaml", wrap_lines=True, height=320)
    st.button("Put my entries into the new version", type="primary", key="draft-rebase", on_click=_rebase, args=(draft.negotiation, theirs))
    return True


def _rebase(negotiation: str, theirs: bytes | None) -> None:
    keeper.put(rebased(keeper.now(negotiation), keeper.as_text(theirs)))


def _clear(negotiation: str) -> None:
    keeper.held().shown = ""
    keeper.put(Draft(negotiation), "")


_HOW = (
    "Choose whose words these are and the day; give the source once; then one entry for each position. What it would change, and the "
    "file, appear here as you type. This browser keeps the draft until you clear it."
)
_WRITES = "The file below is new."
_ADDS = "The changes are those below; every other byte of the file stays."
