"""What the page is, and in a sentence or two what of it is shown: one element, since elements are what a rerun costs."""

from __future__ import annotations

import streamlit as st

from parley.ui.sheet import Markup
from parley.ui.text import html


def heading(title: str, told: str = "") -> None:
    """Draw it. told : whole sentences."""
    st.html(Markup(f"<h1>{html(title)}</h1>{told and f'<p>{html(told)}</p>'}"))
