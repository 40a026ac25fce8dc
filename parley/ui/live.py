"""Open pages follow the files: the browser asks in one word which data there is, and has the page drawn again when it is another.

The browser asks, and not a fragment of the page that runs every second: that would cost a rerun a session a second, this costs
an answer of a few bytes, and nothing at all while the page is hidden.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

KEY = "live"


def watch(state: str) -> None:
    """Draw this page again when the state of the data is no longer `state`. Call once a run; nothing else of the page is touched."""
    _component(key=KEY, data={"state": state}, on_changed_change=lambda: None)


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


_component = st.components.v2.component("parley.live", css=_beside("live.css"), js=_beside("live.js"))
