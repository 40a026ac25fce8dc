"""What the words mean, how the questions are answered, and which state of the data this is."""

import streamlit as st

from parley.ui import address, codebook, data, downloads, evidence

view, snapshot = address.view(), data.snapshot()

st.title("About this page", anchor=False)
codebook.state_of_the_data(view, snapshot)

st.header("How to read it", anchor=False)
codebook.method()
codebook.vocabularies()

st.header("The issues, and what each stance means", anchor=False)
downloads.offer("issues", "about", view, snapshot)
codebook.issues(view, snapshot)

st.header("The columns of every table", anchor=False)
codebook.columns()

st.header("The parameters of a link", anchor=False)
codebook.parameters()

st.header("The fields of a file", anchor=False)
codebook.files()

evidence.panel(view, snapshot)
