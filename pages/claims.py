"""What one actor says another's position is, beside that actor's own words."""

import streamlit as st

from parley import questions
from parley.ui import address, claimcheck, controls, data, downloads, evidence, paging
from parley.ui.heading import heading
from parley.ui.sheet import joined, note

view, snapshot = address.view(), data.snapshot()
told = questions.claimed(view, snapshot)

heading("Said about, beside said by", f"{claimcheck.title(view.closed, snapshot)}.")
with st.container(horizontal=True, vertical_alignment="bottom", key="choices"):
    controls.search()
    controls.record_switch(view)
    controls.filters(
        view, snapshot, choices={"sort": controls.sorts()}, days=("from", "to"), lists=claimcheck.choices(view.closed, snapshot)
    )
    downloads.offer("claims", "claims", view, snapshot)

if told.empty:
    controls.nothing_fits("claim")
else:
    how = note(claimcheck.described(view.closed, snapshot))
    st.html(joined(how, claimcheck.verdicts(view.closed, snapshot), claimcheck.beside(view.but(cell="", statement=""), snapshot)))
    if len(told) > paging.ROWS:
        paging.turn(told, view)
evidence.panel(view, snapshot)
