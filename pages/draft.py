"""Write a position file: what was said, with its source, checked and shown in effect while it is typed."""

from datetime import date

import streamlit as st

from parley.desk.effect import effects
from parley.desk.faults import faults_of
from parley.ui import address, data, draft_outcome, evidence, keeper
from parley.ui.draft_form import Form
from parley.ui.heading import heading

view, snapshot, today = address.view(), data.snapshot(), date.today()

heading("Draft a file")
if not view.negotiation:
    st.info("There is no negotiation in this folder yet.")
    st.stop()
draft = keeper.take(view, snapshot)
faults = faults_of(draft, snapshot.folder, today.isoformat())
keeper.notices(view, snapshot)
form, outcome = (st.container(), st.container()) if view.cell or view.statement else st.columns([6, 5], gap="large")
with form:
    Form(draft, faults, view, snapshot, today.isoformat()).show()
with outcome, st.container(key="draft-outcome"):
    draft_outcome.show(draft, faults, effects(draft, snapshot, today), view, snapshot, today)
keeper.keep(draft)
evidence.panel(view, snapshot)
