"""What leaves the page: its rows as CSV, the printed page, and all that is behind Share."""

from __future__ import annotations

import streamlit as st

from parley.store import Snapshot
from parley.ui import address, embed, share
from parley.ui.share import Shared
from parley.view import View, pinned


def offer(table: str, page: str, view: View, snapshot: Snapshot, *, printable: bool = False, label: str = "") -> None:
    """Draw the ways out. table : the named table that holds this page's rows; page : its path.

    label : of a further table on the page, which has only its CSV to offer.
    """
    lasting = pinned(view, snapshot)
    rows = address.link(f"api/{table}.csv", lasting)
    st.link_button(label or "CSV", rows, type="tertiary", help="The rows on this screen, for a spreadsheet.")
    if label:
        return
    embed.offered(table, page, view)
    if printable:
        st.link_button("Print", address.link(f"print/{page}", lasting), type="tertiary", help="The whole matrix as one plain page.")
    box = st.popover("Share", type="tertiary", width="content", key="share", on_change="rerun")
    if box.open:
        with box:
            share.draw(Shared(table, page, view, share.base()), snapshot)


def link(page: str, view: View, snapshot: Snapshot) -> str:
    """The address that goes on showing what is on this screen, host and all. page : its path."""
    return share.base() + address.link(page, pinned(view, snapshot))
