"""The top of every page: the name, the way to the other pages with the whole view in hand, and which negotiation this is.

Name and links are one component, and not a dozen elements of Streamlit's, because what a rerun costs is what it sends: they were a
third of it. The same component keeps an open page as new as the files, and tells how wide the screen is.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from parley.frames import rows_of
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import address, live, packed, screen, sitemap
from parley.ui.beside import beside
from parley.ui.text import told_apart
from parley.view import ID_LISTS, View

KEY = "pages"


def show(path: str, view: View, snapshot: Snapshot) -> None:
    """Draw it on the page at `/path`; leave for another page when a reader has chosen one."""
    titles = _titles(snapshot)
    if len(titles) < 2:
        _pages(path, view, snapshot, next(iter(titles.values()), ""), "stretch")
        return
    with st.container(horizontal=True, key="masthead", vertical_alignment="center", gap="medium"):
        _pages(path, view, snapshot)
        st.selectbox(
            "Negotiation",
            list(titles),
            format_func=lambda each: titles.get(each, each),
            key=address.widget("negotiation"),
            on_change=_forget_ids,
            label_visibility="collapsed",
            width=320,
        )


def _pages(path: str, view: View, snapshot: Snapshot, negotiation: str = "", width: Literal["stretch", "content"] = "content") -> None:
    """The component. negotiation : the title of the only one."""
    asked = dict(address.query(view))
    told = {"titles": sitemap.TITLES, "here": path, "query": urlencode(asked), "state": snapshot.state, "negotiation": negotiation}
    narrow = screen.held() if path in screen.ASKING else None
    chosen = _component(
        key=KEY,
        data=packed.spelled(told | {"narrow": narrow}),
        default={"narrow": narrow},
        width=width,
        on_page_change=_nothing,
        on_changed_change=_nothing,
        on_narrow_change=_nothing,
    )
    if narrow is not None:
        screen.hold(bool(chosen.narrow))
    if chosen.page in sitemap.TITLES:
        st.switch_page(sitemap.target(chosen.page), query_params=asked)


@once
def _titles(snapshot: Snapshot) -> dict[str, str]:
    return told_apart({each.id: each.title for each in rows_of(snapshot.tables.negotiations)})


def _forget_ids() -> None:
    """Ids mean nothing in another negotiation."""
    address.change(**dict.fromkeys(ID_LISTS, ()), cell="", statement="", asof=None, since=None, known=None, data="")


def _nothing() -> None:
    """What the component reports is for the run that follows, not for a callback."""


_component = st.components.v2.component(
    "parley.masthead", css=live.STYLE + beside("masthead.css"), js=live.SCRIPT + screen.SCRIPT + beside("masthead.js")
)
