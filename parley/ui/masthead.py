"""The top of every page: the name, the way to the other pages with the whole view in hand, and which negotiation this is."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from parley.columns import rows_of
from parley.store import Snapshot
from parley.ui import address, live, sitemap
from parley.ui.text import html, told_apart
from parley.view import ID_LISTS, View


def show(view: View, snapshot: Snapshot) -> None:
    """Draw it."""
    titles, asked = _titles(snapshot), address.query(view)
    with st.container(horizontal=True, key="masthead", vertical_alignment="center", gap="medium"):
        live.watch(snapshot.state)
        st.html('<span class="wordmark">Parley</span>', width="content")
        with st.container(horizontal=True, key="pages", gap="small", width="content"):
            for path in sitemap.TITLES:
                st.page_link(sitemap.target(path), query_params=dict(asked))
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
