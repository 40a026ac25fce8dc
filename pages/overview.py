"""Where things stand, for an editor with two minutes."""

import streamlit as st

from parley.ui import address, controls, data, downloads, evidence, overview
from parley.ui.heading import heading
from parley.view import day_of

view, snapshot = address.view(), data.snapshot()
asked = overview.asked(view)

heading("Where things stand", overview.description(asked, snapshot))
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    controls.as_of_day()
    controls.record_switch(view)
    controls.filters(view, snapshot, choices={}, days=("since",))
    downloads.offer("diff", "overview", asked, snapshot)

if day_of(view, snapshot) is None:
    st.info("Nobody has said anything yet.")
else:
    st.html(overview.front(asked, snapshot))
evidence.panel(view, snapshot)
