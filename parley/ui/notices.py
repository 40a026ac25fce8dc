"""What a reader must know before anything else: the link is from before or could not be followed whole, or files are left out."""

from __future__ import annotations

import streamlit as st

from parley import problems
from parley.problems import legible
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import address, older
from parley.ui.text import literal
from parley.view import View


def show(page: str, view: View, snapshot: Snapshot) -> None:
    """Draw what there is to say, nothing when all is sound. page : its path."""
    older.show(page, view, snapshot)
    faults = address.faults()
    if faults:
        st.warning("Part of this link could not be followed; the rest is shown.\n\n" + "\n".join(f"- {literal(each)}" for each in faults))
    if snapshot.problems:
        _problems(snapshot)


def _problems(snapshot: Snapshot) -> None:
    title, lines = _left_out(snapshot)
    with st.expander(title):
        st.text(lines)


@once
def _left_out(snapshot: Snapshot) -> tuple[str, str]:
    """The files that are left out, in a line; and why, a line a problem or, where there are many, a line a kind of problem."""
    files = sorted({legible(problem.file) for problem in snapshot.problems})
    named = ", ".join(literal(file) for file in files[:3]) + (f" and {len(files) - 3:,} more" if len(files) > 3 else "")
    many = "1 file is" if len(files) == 1 else f"{len(files):,} files are"
    told = problems.summary(snapshot.problems)
    why = f"{told}\nAll of them: python -m parley validate" if told else problems.as_text(snapshot.problems)
    return f"{many} left out: {named}", why.rstrip("\n")
