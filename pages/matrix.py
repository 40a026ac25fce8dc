"""Who stands where on the chosen day."""

import streamlit as st

from parley import sentence
from parley.ui import address, board, controls, data, downloads, evidence
from parley.ui.grid import legend
from parley.ui.heading import heading
from parley.view import GROUPS, ROWS, day_of

view, snapshot = address.view(), data.snapshot()

heading("Who stands where", f"{sentence.positions(view, snapshot)}.")
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    controls.as_of_day()
    controls.record_switch(view)
    controls.filters(
        view,
        snapshot,
        choices={"group": ("Headings", GROUPS), "sort": controls.sorts(), "rows": ("Rows", ROWS)},
        days=("since",),
        searched=True,
    )
    downloads.offer("positions", "matrix", view, snapshot, printable=True)

if day_of(view, snapshot) is None:
    st.info("Nobody has said anything yet.")
else:
    whole = board.of(view, snapshot)
    if whole.positions.empty:
        st.info("Nobody in this selection had said anything by that day. The blanks below say what is known about that.")
    if whole.actors and whole.issues:
        legend(changes=view.since is not None)
        board.draw(view, snapshot)
evidence.panel(view, snapshot)
