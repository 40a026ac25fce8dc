"""What a reader must know before anything else: the link is from before or could not be followed whole, or files are left out."""

from __future__ import annotations

import streamlit as st

from parley.store import Snapshot
from parley.ui import address, older
from parley.ui.text import literal
from parley.view import View

SHOWN = 20
"""So many problems are listed; the rest are counted, with the command that lists them all."""


def show(page: str, view: View, snapshot: Snapshot) -> None:
    """Draw what there is to say, nothing when all is sound. page : its path."""
    older.show(page, view, snapshot)
    faults = address.faults()
    if faults:
        st.warning("Part of this link could not be followed; the rest is shown.\n\n" + "\n".join(f"- {literal(each)}" for each in faults))
    if snapshot.problems:
        _problems(snapshot)


def _problems(snapshot: Snapshot) -> None:
    files = sorted({problem.file for problem in snapshot.problems})
    named = ", ".join(literal(file) for file in files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
    many = "1 file is" if len(files) == 1 else f"{len(files)} files are"
    with st.expander(f"{many} left out: {named}"):
        st.text("\n".join(str(problem) for problem in snapshot.problems[:SHOWN]))
        if len(snapshot.problems) > SHOWN:
            st.text(f"… and {len(snapshot.problems) - SHOWN} more: python -m parley validate")
