"""The frame around every page: data, address, masthead, and what the reader must know before anything else."""

from __future__ import annotations

from functools import cache

import streamlit as st

from parley.charts import marks
from parley.ui import address, data, embed, masthead, notices, sitemap, turns
from parley.ui.beside import beside
from parley.ui.sheet import Markup


@cache
def _style(*names: str) -> Markup:
    return Markup(f"<style>{marks.stylesheet()}{''.join(beside(f'{name}.css') for name in names)}</style>")


def show() -> None:
    """One run of the app."""
    st.html(_style("frame", "embed") if embed.on() else _style("frame"))
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
