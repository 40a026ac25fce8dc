"""The frame around every page: data, address, masthead, and what the reader must know before anything else."""

from __future__ import annotations

import streamlit as st

from parley.ui import address, data, embed, masthead, notices, sitemap, turns
from parley.ui.beside import style


def show() -> None:
    """One run of the app."""
    st.html(style("frame", "embed") if embed.on() else style("frame"))
    page = st.navigation(sitemap.every(), position="hidden")
    st.set_page_config(page_title=f"{page.title} – Parley", layout="wide", initial_sidebar_state="collapsed")
    snapshot = data.take()
    with turns.turn():
        view = address.follow(snapshot)
        if not embed.on():
            masthead.show(sitemap.path(page), view, snapshot)
        notices.show(sitemap.path(page), view, snapshot)
        page.run()
        if embed.on():
            embed.source_line(snapshot)


show()
