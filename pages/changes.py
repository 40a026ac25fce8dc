"""What changed in the data: what was entered, corrected and committed, newest first."""

import streamlit as st

from parley import history
from parley.ui import address, changelist, controls, data, downloads, evidence, paging
from parley.ui.heading import heading
from parley.ui.sheet import joined, note

view, snapshot = address.view(), data.snapshot()
head = history.head(snapshot.folder)
lines = changelist.lines(view.closed, snapshot, head)

heading("What changed in the data", f"{changelist.title(view, snapshot)}.")
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    controls.day("from", "Changed from")
    controls.day("to", "Changed up to")
    controls.filters(view, snapshot, choices={}, days=(), searched=True)
    downloads.offer("changes", "changes", view, snapshot)

if lines.empty:
    controls.nothing_fits("change")
else:
    how = note(changelist.description(view.closed, snapshot, head))
    st.html(joined(how, changelist.day_by_day(view.but(cell="", statement=""), snapshot, head)))
    if len(lines) > paging.ROWS:
        paging.turn(lines, view)
evidence.panel(view, snapshot)
