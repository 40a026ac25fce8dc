"""The frame around every page: data, address, masthead, and what the reader must know before anything else."""

from __future__ import annotations

import streamlit as st

from parley import opening

opening.pages()  # before the imports below: two threads that import at once can block one another

from parley.ui import address, data, embed, masthead, notices, sitemap, turns  # noqa: E402


def show() -> None:
    """One run of the app."""
    if embed.on():
        st.html(embed.STYLE)
    page = st.navigation(sitemap.every(), position="hidden")
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
