"""What leaves the page: its rows as CSV, the printed page, and the link that shows others what is on this screen."""

from __future__ import annotations

import streamlit as st

from parley.store import Snapshot
from parley.ui import address
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
    if printable:
        st.link_button("Print", address.link(f"print/{page}", lasting), type="tertiary", help="The whole matrix as one plain page.")
    box = st.popover("Share", type="tertiary", width="content", key="share", on_change="rerun")
    if box.open:
        with box:
            st.markdown(_KEEPS if lasting.known else _MOVES_ON)
            st.code(link(page, view, snapshot), language=None, wrap_lines=True)


def link(page: str, view: View, snapshot: Snapshot) -> str:
    """The address that goes on showing what is on this screen, host and all. page : its path."""
    return _whole(address.link(page, pinned(view, snapshot)))


_KEEPS = "This link goes on showing what you see now when newer statements are entered."
_MOVES_ON = (
    "This link keeps your filters and your day. Statements entered later will show in it, because some files here do not say when "
    "they were entered."
)


def _whole(path: str) -> str:
    """The path behind the host under which this reader sees the app."""
    url = st.context.url or ""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/')[0]}{path}" if rest else path
