"""The data of this run: one snapshot, taken once, so that nobody sees half a reading."""

from __future__ import annotations

import streamlit as st

from parley import store
from parley.store import Snapshot
from parley.ui.text import literal

_HELD = "_snapshot"


def take() -> Snapshot:
    """Take the snapshot that this run works on. The frame does it, before anything else; without a folder there is nothing else."""
    try:
        st.session_state[_HELD] = store.current()
    except FileNotFoundError as missing:
        st.error(literal(f"{missing}; point {store.VARIABLE} at your positions."))
        st.stop()
    return snapshot()


def snapshot() -> Snapshot:
    """The snapshot of this run."""
    held: Snapshot = st.session_state[_HELD]
    return held
