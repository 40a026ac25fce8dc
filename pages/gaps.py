"""How far apart they are: where it sticks, every two of them, whether a pair has come closer, and what hangs on what."""

import streamlit as st

from parley import questions
from parley.ui import address, controls, data, downloads, evidence, gapview, movement, screen, ties
from parley.ui.flow import Part, flow
from parley.ui.heading import heading
from parley.ui.sheet import note

view, snapshot = address.view(), data.snapshot()
pair = gapview.pair(view, snapshot)
two = gapview.names(pair, snapshot)

heading("Where they are apart", f"{gapview.title(view, snapshot)}.")
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    controls.as_of_day()
    controls.record_switch(view)
    controls.filters(view, snapshot, choices={}, days=("from", "to"))
    downloads.offer("sticking", "gaps", view, snapshot)

narrow, parts = screen.narrow(), list[Part]()
if questions.gapped(gapview.several(view.closed, snapshot), snapshot).empty:
    controls.nothing_fits("gap between two actors")
else:
    parts += [note(gapview.described(view.closed, snapshot)), gapview.tables(view.closed, snapshot)]
    parts += movement.parts(pair, snapshot, two, narrow=narrow)
if len(questions.linked(view, snapshot)):
    parts += ties.parts(view, snapshot, narrow=narrow)
flow(parts)
evidence.panel(view, snapshot)
