"""The frame around every page: data, address, masthead, and what the reader must know before anything else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from parley.charts import marks
from parley.ui import address, data, embed, masthead, notices, sitemap


@cache
def _style(name: str) -> str:
    return Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")


def show() -> None:
    """One run of the app."""
    st.html(f"<style>{marks.stylesheet()}{_style('frame')}{_style('embed') if embed.on() else ''}</style>")
    page = st.navigation([sitemap.front(), *sitemap.every()], position="hidden")
    st.set_page_config(page_title=f"{page.title} – Parley", layout="wide", initial_sidebar_state="collapsed")
    snapshot = data.take()
    view = address.follow(snapshot)
    if not embed.on():
        masthead.show(view, snapshot)
    notices.show(sitemap.path(page), view, snapshot)
    page.run()
    if embed.on():
        embed.source_line(snapshot)


show()
