"""Whose words reach us through whom: every page that is cited, and what has only one origin."""

import streamlit as st

from parley import questions
from parley.ui import address, bibliography, controls, data, downloads, evidence, paging
from parley.ui.heading import heading
from parley.ui.sheet import joined, section

view, snapshot = address.view(), data.snapshot()
cited = questions.cited(view, snapshot)

heading("Sources", bibliography.description(view.closed, snapshot))
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    controls.search()
    controls.record_switch(view)
    controls.said_by_the_day(view)
    controls.filters(view, snapshot, choices={}, days=("from", "to", "asof"))
    downloads.offer("bibliography", "sources", view, snapshot)

if cited.empty:
    controls.nothing_fits()
else:
    every = section("Every page", bibliography.pages(view.but(cell="", statement=""), snapshot))
    st.html(joined(bibliography.origins(view.closed, snapshot), every))
    paging.turn(cited, view)
evidence.panel(view, snapshot)
