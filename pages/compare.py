"""Actors side by side, two days, or a text on the table article by article."""

import streamlit as st

from parley.ui import address, brief, compare_actors, compare_days, compare_proposals, controls, data, downloads, evidence
from parley.ui.heading import heading
from parley.view import WHAT

view, snapshot = address.view(), data.snapshot()
comparison = {"actors": compare_actors, "days": compare_days, "proposals": compare_proposals}[view.what]
shown = comparison.shown(view, snapshot)

heading("Compare", comparison.description(view, snapshot))
st.segmented_control(
    "What is compared",
    list(WHAT),
    format_func=lambda each: WHAT[each].capitalize(),
    key=address.widget("what"),
    required=True,
    label_visibility="collapsed",
)
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    comparison.choose(view, snapshot)
    controls.record_switch(view)
    controls.filters(view, snapshot, choices={}, days=())
    downloads.offer(comparison.TABLE, "compare", shown, snapshot)

comparison.draw(view, snapshot)
brief.foot("compare", comparison.title(view, snapshot), shown, snapshot)
evidence.panel(view, snapshot)
