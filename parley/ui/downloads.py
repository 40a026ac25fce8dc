"""What leaves the page: its rows as CSV, the printed page, and the link that shows others what is on this screen."""

from __future__ import annotations

import streamlit as st

from parley.store import Snapshot
from parley.ui import address
from parley.view import View, pinned


def offer(table: str, page: str, view: View, snapshot: Snapshot, *, printable: bool = False) -> None:
    """Draw the ways out. table : the named table that holds this page's rows; page : its path."""
    st.link_button(
        "CSV", address.link(f"api/{table}.csv", pinned(view, snapshot)), type="tertiary", help="The rows on this screen, for a spreadsheet."
    )
    if printable:
        st.link_button(
            "Print", address.link(f"print/{page}", pinned(view, snapshot)), type="tertiary", help="The whole matrix as one plain page."
        )
    with st.popover("Share", type="tertiary", width="content"):
        st.markdown("This link shows exactly what you see now, also when newer statements come in.")
        st.code(_whole(address.link(page, pinned(view, snapshot))), language=None, wrap_lines=True)


def _whole(path: str) -> str:
    """The path behind the host under which this reader sees the app."""
    url = st.context.url or ""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/')[0]}{path}" if rest else path
