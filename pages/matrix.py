"""Who stands where on the chosen day."""

import streamlit as st

from parley import matrix, sentence
from parley.ui import address, board, controls, data, downloads, evidence
from parley.ui.grid import legend
from parley.view import GROUPS, ROWS, day_of

view, snapshot = address.view(), data.snapshot()
day = day_of(view, snapshot)

st.title("Who stands where")
st.markdown(controls.told(sentence.positions(view, snapshot)))
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    controls.as_of_day(view, snapshot)
    controls.record_switch(view)
    controls.filters(
        view, snapshot, choices={"group": ("Headings", GROUPS), "sort": controls.sorts(), "rows": ("Rows", ROWS)}, days=("since",)
    )
    downloads.offer("positions", "matrix", view, snapshot, printable=True)

if day is None:
    st.info("Nobody has said anything yet.")
else:
    whole = matrix.matrix(view, snapshot, day)
    if whole.positions.empty:
        st.info("Nobody in this selection had said anything by that day. The blanks below say what is known about that.")
    if whole.actors and whole.issues:
        legend(changes=view.since is not None)
        board.draw(whole, view, sentence.positions(view, snapshot))
evidence.panel(view, snapshot)
