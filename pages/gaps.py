"""How far apart they are: where it sticks, every two of them, whether a pair has come closer, and what hangs on what."""

import streamlit as st

from parley import questions, sentence
from parley.ui import address, controls, data, downloads, evidence, gapview, movement, screen, ties
from parley.ui.text import literal

view, snapshot = address.view(), data.snapshot()
pair = gapview.pair(view, snapshot)
two = gapview.names(pair, snapshot)

st.title("Where they are apart", anchor=False)
st.markdown(controls.told(gapview.title(view, snapshot)))
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    controls.as_of_day()
    controls.record_switch(view)
    controls.filters(view, snapshot, choices={}, days=("from", "to"))
    downloads.offer("sticking", "gaps", view, snapshot)
    narrow = screen.narrow()

if questions.gapped(gapview.several(view.closed, snapshot), snapshot).empty:
    controls.nothing_fits("gap between two actors")
else:
    st.caption(literal(gapview.described(view.closed, snapshot)))
    gapview.draw(view, snapshot)
    st.header(literal(f"Have {sentence.listed(two)} come closer?"), anchor=False)
    downloads.offer("convergence", "gaps", pair, snapshot, label="CSV of the line")
    movement.draw(pair, snapshot, two, narrow=narrow)

if len(questions.linked(view, snapshot)):
    st.header("What hangs on what", anchor=False)
    downloads.offer("linkage", "gaps", view, snapshot, label="CSV of all ties")
    ties.draw(view, snapshot, narrow=narrow)
evidence.panel(view, snapshot)
