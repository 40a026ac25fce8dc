"""How wide the reader's screen is. A page knows only after the browser has told it, so it asks once and is run again if narrow.

The masthead asks, so that no element of its own is needed; where there is none, `narrow` asks itself.
"""

from __future__ import annotations

import streamlit as st

from parley.ui import embed
from parley.ui.beside import beside

SCRIPT = beside("screen.js")
"""`tell(held, say)`: say whether the screen is narrow, now and whenever it changes."""
ASKING = ("timeline", "gaps")
"""Pages that draw something else on a narrow screen."""
_KEY, _HELD = "screen", "_narrow"
_ALONE = '\nexport default ({ data, setStateValue }) => tell(data.narrow, (narrow) => setStateValue("narrow", narrow));\n'


def held() -> bool:
    """What the browser said last; False until it has."""
    return bool(st.session_state.get(_HELD))


def hold(narrow: bool) -> None:
    """What the browser says now."""
    st.session_state[_HELD] = narrow


def narrow() -> bool:
    """Is it a phone's? False until the browser has said so."""
    if embed.on():
        with st.container(key="screen-width", height=1, border=False):
            hold(bool(_component(key=_KEY, data={"narrow": held()}, default={"narrow": held()}, on_narrow_change=lambda: None).narrow))
    return held()


_component = st.components.v2.component("parley.screen", js=SCRIPT + _ALONE)
