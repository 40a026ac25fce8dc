"""The pages and their paths: what links name, and in which order the masthead shows them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

_PAGES = "_pages"
_SCRIPTS = Path(__file__).resolve().parents[2] / "pages"
TITLES = {
    "overview": "Overview",
    "matrix": "Matrix",
    "timeline": "Timeline",
    "compare": "Compare",
    "claims": "Claims",
    "gaps": "Gaps",
    "statements": "Statements",
    "sources": "Sources",
    "changes": "Changes",
    "desk": "Desk",
    "draft": "Draft",
    "about": "About",
}


def page(path: str) -> st.Page:
    """The page at `/path`."""
    return st.Page(_SCRIPTS / f"{path}.py", title=f"{TITLES[path]} – Parley", url_path=path)


@cache
def target(path: str) -> st.Page:
    """The page at `/path` for links to point at, made once. Never to be run: a page that runs belongs to its session alone."""
    return page(path)


def front() -> st.Page:
    """The page at `/`. Its own path is one that nobody links to: Streamlit does not answer a default page there."""
    return st.Page(_SCRIPTS / "overview.py", title="Where things stand – Parley", url_path="front", default=True)


def path(page: st.Page) -> str:
    """The path of a page, as links name it."""
    return page.url_path if page.url_path in TITLES else "overview"


def every() -> list[st.Page]:
    """All pages, the front one first. Made once a session: to make one asks the disk."""
    if _PAGES not in st.session_state:
        st.session_state[_PAGES] = [front(), *map(page, TITLES)]
    made: list[st.Page] = st.session_state[_PAGES]
    return made
