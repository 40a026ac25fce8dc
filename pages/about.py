"""What the words mean, how the questions are answered, and which state of the data this is."""

import streamlit as st

from parley.columns import CLAIMS, POSITIONS, STATEMENTS, VERDICT
from parley.export import named
from parley.ui import address, codebook, data, downloads, evidence
from parley.view import PARAMETERS

view, snapshot = address.view(), data.snapshot()

st.title("About this page")
codebook.state_of_the_data(view, snapshot)

st.header("How to read it")
codebook.method()
codebook.vocabularies()

st.header("The issues, and what each stance means")
downloads.offer("issues", "about", view, snapshot)
codebook.issues(named.table("issues", view, snapshot))

st.header("The columns of every table")
codebook.columns("Positions (statements have all but the last four)", POSITIONS)
codebook.columns("Claims have besides", [each for each in (*CLAIMS, VERDICT) if each not in STATEMENTS])

st.header("The parameters of a link")
codebook.parameters(PARAMETERS.values())

st.header("The fields of a file")
codebook.files()

evidence.panel(view, snapshot)
