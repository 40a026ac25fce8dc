"""The foot of a page that is printed: what it is, of which state of the data, and where it can be seen again."""

from __future__ import annotations

import streamlit as st

from parley.store import Snapshot
from parley.ui import downloads
from parley.ui.text import html
from parley.view import View


def foot(page: str, title: str, view: View, snapshot: Snapshot) -> None:
    """Draw it; a screen does not show it. page : its path."""
    link = downloads.link(page, view.closed, snapshot)
    st.html(f'<footer class="brief"><p>{html(title)}. Data version {html(snapshot.version)}.</p><p>{html(link)}</p></footer>')
