"""The data of this run: one snapshot, taken once, so that nobody sees half a reading."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from parley import progress, store
from parley.store import Snapshot
from parley.ui import live
from parley.ui.text import literal

_HELD = "_snapshot"


def take() -> Snapshot:
    """Take the snapshot that this run works on. The frame does it, before anything else.

    Without a folder, and until a large one is read for the first time, there is nothing else, and the page says so; it goes on by
    itself when there is.
    """
    try:
        held = store.soon()
    except FileNotFoundError as missing:
        live.watch(store.MISSING)
        st.error(literal(f"{missing}; point {store.VARIABLE} at your positions."))
        st.stop()
    if held is None:
        _wait()
    st.session_state[_HELD] = held
    return snapshot()


def _wait() -> NoReturn:
    """How far the first reading has come, until the next look at it."""
    done, of = store.progress() or (0, 0)
    live.watch(f"{store.READING} {done}")
    st.progress(done / of if of else 0.0, text=progress.in_words(done, of), width=480)
    st.stop()


def snapshot() -> Snapshot:
    """The snapshot of this run."""
    held: Snapshot = st.session_state[_HELD]
    return held
