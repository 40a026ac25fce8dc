"""What leaves the page: its rows as CSV, the printed page, and all that is behind Share."""

from __future__ import annotations

import streamlit as st

from parley.opening import late
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import address, embed
from parley.ui.sheet import Markup
from parley.ui.text import html
from parley.view import View, pinned

_HELP = "The rows on this screen, for a spreadsheet."


def offer(table: str, page: str, view: View, snapshot: Snapshot, *, printable: bool = False) -> None:
    """Draw the ways out. table : the named table that holds this page's rows; page : its path."""
    st.html(_links(table, page if printable else "", view, snapshot), width="content")
    embed.offered(table, page, view)
    box = st.popover("Share", type="tertiary", width="content", key="share", on_change="rerun")
    if box.open:
        share = late("parley.ui.share")  # and with it every form and document: most readers never open this
        with box:
            share.draw(share.Shared(table, page, view, address.base()), snapshot)


def further(table: str, view: View, snapshot: Snapshot, label: str) -> Markup:
    """The way out for a further table on the page, as a link to stand in a text."""
    return _out(f"api/{table}.csv", view.closed, snapshot, label, _HELP)


@once
def _links(table: str, printed: str, view: View, snapshot: Snapshot) -> Markup:
    """The ways that are plain links. printed : the page that can be had on paper, if any."""
    paper = _out(f"print/{printed}", view, snapshot, "Print", "The whole matrix as one plain page.") if printed else ""
    return Markup(f'<p class="outs">{_out(f"api/{table}.csv", view, snapshot, "CSV", _HELP)}{paper}</p>')


def _out(path: str, view: View, snapshot: Snapshot, label: str, help: str) -> Markup:
    url = html(address.link(path, pinned(view, snapshot)))
    return Markup(f'<a class="out" href="{url}" target="_blank" rel="noopener noreferrer" title="{html(help)}">{html(label)}</a>')


def link(page: str, view: View, snapshot: Snapshot) -> str:
    """The address that goes on showing what is on this screen, host and all. page : its path."""
    return address.base() + address.link(page, pinned(view, snapshot))
