"""Every record behind the positions, one by one."""

import streamlit as st

from parley import sentence
from parley.ui import address, controls, data, downloads, evidence, paging
from parley.ui.heading import heading
from parley.ui.records import records
from parley.view import pinned

view, snapshot = address.view(), data.snapshot()
said = paging.listed(view.closed, snapshot)

heading("Statements", f"{sentence.records(view, snapshot)}.")
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    controls.search()
    controls.record_switch(view)
    controls.said_by_the_day(view)
    controls.filters(view, snapshot, choices={"sort": controls.sorts()}, days=("from", "to"))
    downloads.offer("statements", "statements", view, snapshot)

if not len(said):
    controls.nothing_fits()
else:
    records(
        paging.statements(view.but(cell="", statement=""), snapshot),
        key="records",
        address=lambda record: address.link("statements", pinned(view.but(statement=record), snapshot)),
        selected=view.statement,
        label=sentence.records(view, snapshot),
        on_open=evidence.open_record,
        of=(view.but(statement=""), snapshot),
    )
    paging.turn(said, view)
evidence.panel(view, snapshot)
