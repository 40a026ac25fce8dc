"""The top of every page: the name, the way to the other pages with the whole view in hand, and which negotiation this is.

Name and links are one component, and not a dozen elements of Streamlit's, because what a rerun costs is what it sends: they were a
third of it. The same component keeps an open page as new as the files.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st

from parley.columns import rows_of
from parley.store import Snapshot
from parley.ui import address, live, sitemap
from parley.ui.beside import beside
from parley.ui.text import html, told_apart
from parley.view import ID_LISTS, View

KEY = "pages"


def show(path: str, view: View, snapshot: Snapshot) -> None:
    """Draw it on the page at `/path`; leave for another page when a reader has chosen one."""
    titles, asked = _titles(snapshot), dict(address.query(view))
    with st.container(horizontal=True, key="masthead", vertical_alignment="center", gap="medium"):
        told = {"titles": sitemap.TITLES, "here": path, "query": urlencode(asked), "state": snapshot.state}
        chosen = _component(key=KEY, data=told, width="content", on_page_change=_nothing, on_changed_change=_nothing)
        if chosen.page in sitemap.TITLES:
            st.switch_page(sitemap.target(chosen.page), query_params=asked)
        if len(titles) > 1:
            st.selectbox(
                "Negotiation",
                list(titles),
                format_func=lambda each: titles.get(each, each),
                key="negotiation",
                on_change=_forget_ids,
                label_visibility="collapsed",
                width=320,
            )
        else:
            st.html(_name(next(iter(titles.values()), "")), width="content")


@lru_cache(maxsize=4)
def _titles(snapshot: Snapshot) -> dict[str, str]:
    return told_apart({each.id: each.title for each in rows_of(snapshot.tables.negotiations)})


def _name(title: str) -> str:
    return f'<span class="negotiation">{html(title)}</span>'


def _forget_ids() -> None:
    """Ids mean nothing in another negotiation."""
    address.change(**dict.fromkeys(ID_LISTS, ()), cell="", statement="", asof=None, since=None, known=None, data="")


def _nothing() -> None:
    """What the component reports is for the run that follows, not for a callback."""


_component = st.components.v2.component("parley.masthead", css=live.STYLE + beside("masthead.css"), js=live.SCRIPT + beside("masthead.js"))
