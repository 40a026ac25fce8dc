"""Write a position file: what was said, with its source, checked and shown in effect while it is typed."""

from datetime import date

import streamlit as st

from parley.ui import address, data, draft_typed, evidence, keeper
from parley.ui.draft_form import Form
from parley.ui.heading import heading

view, snapshot = address.view(), data.snapshot()

heading("Draft a file")
if not view.negotiation:
    st.info("There is no negotiation in this folder yet.")
    st.stop()
drawing = draft_typed.begin(view, snapshot)
keeper.notices(view, snapshot)
form, outcome = (st.container(), st.container()) if view.cell or view.statement else st.columns([6, 5], gap="large")
with form:
    Form(drawing, view, snapshot, date.today().isoformat()).show()
with outcome:
    draft_typed.beside()
evidence.panel(view, snapshot)
