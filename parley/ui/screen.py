"""How wide the reader's screen is. A page knows only after the browser has told it, so it asks once and is run again if narrow."""

from __future__ import annotations

import streamlit as st

_JS = """
export default function (component) {
  const { setStateValue, data } = component;
  const query = window.matchMedia("(max-width: 700px)");
  const tell = () => { if (query.matches !== component.data.narrow) setStateValue("narrow", query.matches); };
  query.onchange = tell;
  if (query.matches !== data.narrow) setStateValue("narrow", query.matches);
}
"""
_component = st.components.v2.component("parley.screen", js=_JS)
_KEY = "screen"


def narrow() -> bool:
    """Is it a phone's? False until the browser has said so."""
    held = st.session_state.get("_narrow", False)
    with st.container(key="screen-width", height=1, border=False):
        told = _component(key=_KEY, data={"narrow": held}, default={"narrow": held}, on_narrow_change=lambda: None).narrow
    st.session_state["_narrow"] = bool(told)
    return bool(told)
