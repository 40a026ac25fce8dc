"""The view in the address: the page reads the address, widgets follow, and what a reader chooses is written back.

Streamlit's own binding of widgets to the query writes labels, drops wrong values in silence and adds no history, so this
is ours. A run in which the address is new (a link, Back, Forward) takes the view from it and writes nothing. Any other run
takes the view from the widgets and writes the address only when the view changed, which makes one entry of history: Back
undoes one choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from parley import view as views
from parley.store import Snapshot
from parley.view import LIST, PARAMETERS, View

_READ, _TOLD, _VIEW, _FAULTS, _USUAL = "_address_read", "_address_told", "_view", "_faults", "_usual_day"
_RENAMED, _DATA = "_renamed", "_view_of"
_BEFORE, _BOXES = "_address_before", "_boxes"
_REMEMBERED = 5
"""So many of our own addresses can be on their way to the browser at once."""
BOXES = ("filters", "share")
"""Keys of the boxes that open and close: no parameters, but a reader acts on them too."""


def follow(snapshot: Snapshot) -> View:
    """The view of this run. Call once, before any widget is drawn."""
    address = {name: st.query_params.get_all(name) for name in st.query_params}
    if st.session_state.get(_READ) == address or _behind(address):
        _write(_chosen(), snapshot)
    else:
        _obey(address, snapshot)
    st.session_state[_USUAL] = views.usual_day(view(), snapshot)
    for name, held in st.session_state.to_dict().items():  # what widgets held and callbacks chose is in the view now
        if name in PARAMETERS and held != (value := _shown(name)):
            st.session_state[name] = value
    st.session_state[_BOXES] = _boxes()
    return view()


def view() -> View:
    """The view of this run."""
    current: View = st.session_state[_VIEW]
    return current


def widget(name: str) -> str:
    """Give the widget of a parameter its value; call where it is drawn. returns : its key.

    `asof` shows the usual day where none is chosen, so that no reader faces an empty field beside a dated picture.
    """
    if name not in st.session_state:  # Streamlit forgets what the page before did not draw
        st.session_state[name] = _shown(name)
    return name


def faults() -> list[str]:
    """What could not be followed in the link that led here, or in the last choice, a sentence each."""
    said: list[str] = st.session_state.get(_FAULTS, [])
    return said


def renamed() -> dict[str, str]:
    """The names in the link that led here that have been changed since, each with what it is called now."""
    said: dict[str, str] = st.session_state.get(_RENAMED, {})
    return said


def change(**changes: Any) -> None:
    """Choose something else. Only for callbacks: they run before the page does."""
    for parameter in PARAMETERS.values():
        if parameter.field in changes:
            st.session_state[parameter.name] = _for_widget(parameter.form, changes[parameter.field])


def query(of: View) -> Mapping[str, str]:
    """The parameters of a link inside the app."""
    return views.encode(of)


def link(path: str, of: View) -> str:
    """`/matrix?negotiation=…`: a link to another view, whole."""
    return f"/{path}?{urlencode(views.encode(of))}"


def base() -> str:
    """Where this reader sees the app: `https://desk.example.org`; empty when nobody knows."""
    scheme, _, rest = (st.context.url or "").partition("://")
    return f"{scheme}://{rest.split('/')[0]}" if rest else ""


def _behind(address: dict[str, list[str]]) -> bool:
    """Is this one of our own earlier addresses, from a browser that has not heard of the newest yet?

    Whoever acts twice in quick succession sends the old address with the second act. Back sends it too, but without an act.
    """
    acted = _VIEW in st.session_state and (_chosen() != view() or _boxes() != st.session_state.get(_BOXES))
    return acted and address in st.session_state.get(_BEFORE, [])


def _boxes() -> list[bool]:
    return [bool(st.session_state.get(box)) for box in BOXES]


def _obey(address: dict[str, list[str]], snapshot: Snapshot) -> None:
    asked, wrong = views.decode(address, snapshot)
    st.session_state[_VIEW], st.session_state[_FAULTS] = asked, wrong
    st.session_state[_READ], st.session_state[_TOLD] = address, views.encode(asked)
    st.session_state[_RENAMED], st.session_state[_DATA] = views.older_names(address, snapshot), snapshot.state


def _chosen() -> View:
    """The view the widgets show. One that is not on this page has no value of its own and keeps the view's."""
    last = view()
    state = st.session_state.to_dict()
    held: dict[str, Any] = {p.field: state[p.name] if p.name in state else getattr(last, p.field) for p in PARAMETERS.values()}
    listless: dict[str, Any] = {field: tuple(value) if isinstance(value, list) else value for field, value in held.items()}
    chosen = View(**listless)
    untouched = last.asof is None and chosen.asof == st.session_state.get(_USUAL)  # the data may have moved on since it was shown
    return chosen.but(asof=None) if untouched else chosen


def _write(chosen: View, snapshot: Snapshot) -> None:
    if chosen == view() and st.session_state[_DATA] == snapshot.state:
        return
    if chosen.known != view().known:
        chosen = chosen.but(data="")  # what is on the screen is no longer what the link was made from
    if _list(chosen) != _list(view()):
        chosen = chosen.but(page=1)
    # A browser can send what no widget offers, and days the wrong way round: what was chosen is read as strictly as a link.
    st.session_state[_VIEW], wrong = views.decode({name: [value] for name, value in views.encode(chosen).items()}, snapshot)
    st.session_state[_DATA] = snapshot.state
    told = views.encode(view())
    if wrong:
        st.session_state[_FAULTS] = wrong
    if told != st.session_state[_TOLD]:
        st.query_params.from_dict(told)
        st.session_state[_BEFORE] = [*st.session_state.get(_BEFORE, []), st.session_state[_READ]][-_REMEMBERED:]
        st.session_state[_TOLD], st.session_state[_FAULTS], st.session_state[_RENAMED] = told, wrong, {}
        st.session_state[_READ] = {name: [value] for name, value in told.items()}


def _list(of: View) -> View:
    """What decides which rows a long list has, and so whether its pages are still the same."""
    return of.closed.but(data="")


def _shown(name: str) -> Any:
    """What the widget of a parameter shows."""
    value = getattr(view(), PARAMETERS[name].field)
    return _for_widget(PARAMETERS[name].form, value or st.session_state[_USUAL] if name == "asof" else value)


def _for_widget(form: str, value: Any) -> list[str] | date | str | int | None:
    return list(value) if form == LIST else value
