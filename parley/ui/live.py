"""Open pages follow the files: the browser asks in one word which data there is, and has the page drawn again when it is another.

The masthead does that on every page that has one; `watch` does it where nothing else can be drawn yet.
"""

from __future__ import annotations

import streamlit as st

from parley.ui.beside import beside

SCRIPT, STYLE = beside("live.js"), beside("live.css")
"""Of a component that follows the files: `follow(parentElement, state, changed)`, and the line that it may write."""


def watch(state: str) -> None:
    """Draw this page again when the state of the data is no longer `state`. Call once a run; nothing else of the page is touched."""
    _component(key="live", data={"state": state}, on_changed_change=lambda: None)


_ALONE = """
export default ({ data, parentElement, setTriggerValue }) =>
  follow(parentElement, data.state, (state) => setTriggerValue("changed", state));
"""
_component = st.components.v2.component("parley.live", css=STYLE, js=SCRIPT + _ALONE)
