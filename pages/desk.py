"""What is wrong in the files, and what is still to be found."""

import streamlit as st

from parley.ui import address, controls, data, downloads, evidence, paging, reviewqueue, sitemap, worklist
from parley.ui.heading import heading
from parley.view import day_of

view, snapshot = address.view(), data.snapshot()
asked = worklist.asked(view)
cells = worklist.cells(asked.closed, snapshot)

heading("Desk", worklist.description(asked.closed, snapshot))
st.page_link(sitemap.target("draft"), label="Draft a file", query_params=dict(address.query(view)))
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    controls.as_of_day()
    controls.filters(
        view,
        snapshot,
        choices={"sort": ("Order", worklist.ORDERS)},
        lists={"state": ("States", worklist.STATES)},
        days=(),
        voices=False,
    )
    downloads.offer("coverage", "desk", asked, snapshot)
if day_of(view, snapshot) is None:
    st.info("Nobody has said anything yet.")

st.html(worklist.problems(snapshot))
st.html(worklist.known(asked.but(cell="", statement=""), snapshot))
if len(cells):
    paging.turn(cells, view)
st.html(reviewqueue.shown(asked.closed, snapshot))
evidence.panel(view, snapshot)
