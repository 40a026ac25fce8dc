"""What leaves the page: its rows as CSV, the printed page, and all that is behind Share."""

from __future__ import annotations

import streamlit as st

from parley.opening import late
from parley.store import Snapshot
from parley.ui import address, embed
from parley.ui.sheet import Markup
from parley.ui.text import html
from parley.view import View, pinned

_HELP = "The rows on this screen, for a spreadsheet."


def offer(table: str, page: str, view: View, snapshot: Snapshot, *, printable: bool = False) -> None:
    """Draw the ways out. table : the named table that holds this page's rows; page : its path."""
    st.link_button("CSV", _rows(table, view, snapshot), type="tertiary", help=_HELP)
    embed.offered(table, page, view)
    if printable:
        printed = address.link(f"print/{page}", pinned(view, snapshot))
        st.link_button("Print", printed, type="tertiary", help="The whole matrix as one plain page.")
    box = st.popover("Share", type="tertiary", width="content", key="share", on_change="rerun")
    if box.open:
        share = late("parley.ui.share")  # and with it every form and document: most readers never open this
        with box:
            share.draw(share.Shared(table, page, view, address.base()), snapshot)


def further(table: str, view: View, snapshot: Snapshot, label: str) -> Markup:
    """The way out for a further table on the page, as a link to stand in a text."""
    rows = html(_rows(table, view.closed, snapshot))
    return Markup(f'<a class="out" href="{rows}" target="_blank" rel="noopener noreferrer" title="{_HELP}">{html(label)}</a>')


def _rows(table: str, view: View, snapshot: Snapshot) -> str:
    return address.link(f"api/{table}.csv", pinned(view, snapshot))


def link(page: str, view: View, snapshot: Snapshot) -> str:
    """The address that goes on showing what is on this screen, host and all. page : its path."""
    return address.base() + address.link(page, pinned(view, snapshot))
