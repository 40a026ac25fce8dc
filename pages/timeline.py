"""How a position came about: who stood for what, from when to when."""

import streamlit as st

from parley import lanes, sentence
from parley.ui import address, controls, data, downloads, evidence, screen
from parley.ui import lanes as picture
from parley.ui.heading import heading
from parley.view import LANES

view, snapshot = address.view(), data.snapshot()
subjects = lanes.subjects(view.closed, snapshot)
shown = lanes.of_one(view, subjects)
title = sentence.records(shown, snapshot)

heading("Through time", f"{title}.")
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    controls.choice("lane", "Lanes", LANES, width=200)
    picture.choose_one(view, subjects)
    controls.record_switch(view)
    controls.said_by_the_day(view)
    controls.filters(view, snapshot, choices={}, days=("from", "to", "asof"))
    downloads.offer("statements", "timeline", shown, snapshot)

if not subjects:
    controls.nothing_fits()
else:
    picture.draw(shown, snapshot, title, narrow=screen.narrow())
evidence.panel(view, snapshot)
