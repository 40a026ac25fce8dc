"""The view in the address: the page reads the address, widgets follow, and what a reader chooses is written back.

Streamlit's own binding of widgets to the query writes labels, drops wrong values in silence and adds no history, so this
is ours. A run in which the address is new (a link, Back, Forward) takes the view from it and writes nothing. Any other run
takes the view from the widgets and writes the address only when the view changed, which makes one entry of history: Back
undoes one choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from parley import view as views
from parley.store import Snapshot
from parley.view import LIST, PARAMETERS, View

_FOLLOWED = "_address"
_REMEMBERED = 5
"""So many of our own addresses can be on their way to the browser at once."""
_MOMENT_SECONDS = 0.7
"""So long what an address has replaced in the widgets can come back from a browser that had not heard of it; nobody chooses so soon."""
_Address = dict[str, list[str]]
BOXES = ("filters", "share")
"""Keys of the boxes that open and close: no parameters, but a reader acts on them too."""


@dataclass
class _Followed:
    """How far a session has followed its address. One value and not nine: Streamlit looks through all that a session holds for each field.

    view : of this run. faults : what could not be followed, in sentences. renamed : as `renamed` tells it. data : state of the snapshot.
    read : the address that the view was read from or written to. told : the same as parameters. before : our own earlier ones.
    usual : the day that is shown where none is chosen. boxes : which of BOXES were open.
    replaced : what widgets held before this address was followed, and `since` when they do not.
    """

    view: View
    faults: list[str]
    renamed: dict[str, str]
    data: str
    read: _Address
    told: Mapping[str, str]
    before: list[_Address] = field(default_factory=list)
    usual: date | None = None
    boxes: list[bool] = field(default_factory=list)
    replaced: dict[str, Any] = field(default_factory=dict)
    since: float = 0.0


def follow(snapshot: Snapshot) -> View:
    """The view of this run. Call once, before any widget is drawn."""
    address = {name: st.query_params.get_all(name) for name in st.query_params}
    held = st.session_state.to_dict()
    followed: _Followed | None = held.get(_FOLLOWED)
    said = _heard(followed, held) if followed else held
    if followed and (followed.read == address or _behind(address, followed, said)):
        obeyed = False
        _write(_chosen(followed, said), followed, snapshot)
    else:
        obeyed = True
        followed = st.session_state[_FOLLOWED] = _obeyed(address, snapshot, followed.before if followed else [])
    followed.usual = views.usual_day(followed.view, snapshot)
    for name, was in held.items():  # what widgets held and callbacks chose is in the view now
        if name in PARAMETERS and was != (value := _shown(name)):
            st.session_state[name] = value
            if obeyed:
                followed.replaced[name] = was
    followed.boxes = _boxes(held)
    return followed.view


def _followed() -> _Followed:
    followed: _Followed = st.session_state[_FOLLOWED]
    return followed


def view() -> View:
    """The view of this run."""
    return _followed().view


def widget(name: str) -> str:
    """Give the widget of a parameter its value; call where it is drawn. returns : its key.

    `asof` shows the usual day where none is chosen, so that no reader faces an empty field beside a dated picture.
    """
    if name not in st.session_state:  # Streamlit forgets what the page before did not draw
        st.session_state[name] = _shown(name)
    return name


def faults() -> list[str]:
    """What could not be followed in the link that led here, or in the last choice, a sentence each."""
    return _followed().faults


def renamed() -> dict[str, str]:
    """The names in the link that led here that have been changed since, each with what it is called now."""
    return _followed().renamed


def change(**changes: Any) -> None:
    """Choose something else. Only for callbacks: they run before the page does."""
    replaced = _followed().replaced
    for parameter in PARAMETERS.values():
        if parameter.field in changes:
            st.session_state[parameter.name] = _for_widget(parameter.form, changes[parameter.field])
            replaced.pop(parameter.name, None)  # a choice, however soon it was made


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


def _behind(address: _Address, followed: _Followed, held: Mapping[str, Any]) -> bool:
    """Is this one of our own earlier addresses, from a browser that has not heard of the newest yet?

    Whoever acts twice in quick succession sends the old address with the second act. Back sends it too, but without an act.
    """
    acted = _chosen(followed, held) != followed.view or _boxes(held) != followed.boxes
    return acted and address in followed.before


def _heard(followed: _Followed, held: dict[str, Any]) -> dict[str, Any]:
    """What the widgets hold, but for what this address replaced a moment ago.

    Back, and at that moment the page asks for something itself: the browser sends with it what Back has just undone.
    """
    if not followed.replaced or monotonic() > followed.since + _MOMENT_SECONDS:
        return held
    stale = [name for name, was in followed.replaced.items() if name in held and held[name] == was]
    return held | {name: _shown(name) for name in stale}


def _boxes(held: Mapping[str, Any]) -> list[bool]:
    return [bool(held.get(box)) for box in BOXES]


def _obeyed(address: _Address, snapshot: Snapshot, before: list[_Address]) -> _Followed:
    asked, wrong = views.decode(address, snapshot)
    told = views.encode(asked)
    return _Followed(asked, wrong, views.older_names(address, snapshot), snapshot.state, address, told, before, since=monotonic())


def _chosen(followed: _Followed, held: Mapping[str, Any]) -> View:
    """The view the widgets show. One that is not on this page has no value of its own and keeps the view's. held : by the session."""
    last = followed.view
    values: dict[str, Any] = {p.field: held[p.name] if p.name in held else getattr(last, p.field) for p in PARAMETERS.values()}
    listless: dict[str, Any] = {field: tuple(value) if isinstance(value, list) else value for field, value in values.items()}
    chosen = View(**listless)
    untouched = last.asof is None and chosen.asof == followed.usual  # the data may have moved on since it was shown
    return chosen.but(asof=None) if untouched else chosen


def _write(chosen: View, followed: _Followed, snapshot: Snapshot) -> None:
    if chosen == followed.view and followed.data == snapshot.state:
        return
    if chosen.known != followed.view.known:
        chosen = chosen.but(data="")  # what is on the screen is no longer what the link was made from
    if _list(chosen) != _list(followed.view):
        chosen = chosen.but(page=1)
    # A browser can send what no widget offers, and days the wrong way round: what was chosen is read as strictly as a link.
    followed.view, wrong = views.decode({name: [value] for name, value in views.encode(chosen).items()}, snapshot)
    followed.data = snapshot.state
    told = views.encode(followed.view)
    if wrong:
        followed.faults = wrong
    if told != followed.told:
        st.query_params.from_dict(told)
        followed.before = [*followed.before, followed.read][-_REMEMBERED:]
        followed.told, followed.faults, followed.renamed = told, wrong, {}
        followed.read = {name: [value] for name, value in told.items()}


def _list(of: View) -> View:
    """What decides which rows a long list has, and so whether its pages are still the same."""
    return of.closed.but(data="")


def _shown(name: str) -> Any:
    """What the widget of a parameter shows."""
    followed = _followed()
    value = getattr(followed.view, PARAMETERS[name].field)
    return _for_widget(PARAMETERS[name].form, value or followed.usual if name == "asof" else value)


def _for_widget(form: str, value: Any) -> list[str] | date | str | int | None:
    return list(value) if form == LIST else value
