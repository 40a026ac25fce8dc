"""What the words mean, how the questions are answered, and which state of the data this is."""

import streamlit as st

from parley.ui import address, codebook, data, downloads, evidence
from parley.ui.heading import heading

view, snapshot = address.view(), data.snapshot()

heading("About this page")
st.html(codebook.opening(view.closed, snapshot))
st.header("The issues, and what each stance means", anchor=False)
downloads.offer("issues", "about", view, snapshot)
st.html(codebook.reference(view.closed, snapshot))
evidence.panel(view, snapshot)
