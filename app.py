"""The door: `uvicorn app:app`, and also `streamlit run app.py`."""

from pathlib import Path

import streamlit as st

from parley import http

app = st.App(Path(__file__).resolve().parent / "parley" / "ui" / "frame.py", routes=http.ROUTES)
