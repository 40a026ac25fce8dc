"""Long lists a page at a time, so that what a browser receives stays bounded."""

from __future__ import annotations

import math
from collections.abc import Sized

import pandas as pd
import streamlit as st

from parley import selection
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import address
from parley.view import View

ROWS = 100


@once
def listed(view: View, snapshot: Snapshot) -> selection.Rows:
    """Where the statements of the view stand in the negotiation's table, in the view's order; found once for all who look at it."""
    return selection.listed(view, snapshot)


@once
def statements(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Those of them on the view's page."""
    rows = listed(view.closed, snapshot)
    return snapshot.of(view.negotiation).statements.take(rows[_part(rows, view)])


def shown(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of the view's page; past the end, those of the last."""
    return table.iloc[_part(table, view)]


def _part(rows: Sized, view: View) -> slice:
    """Which of the rows stand on the view's page."""
    page = _page(rows, view)
    return slice((page - 1) * ROWS, page * ROWS)


def turn(table: Sized, view: View) -> None:
    """Which rows these are, of how many, and the ways to the others."""
    page, last = _page(table, view), _last(table)
    with st.container(horizontal=True, vertical_alignment="center", key="paging"):
        st.button("Previous rows", on_click=_go, args=(page - 1,), disabled=page == 1)
        st.markdown(f"{(page - 1) * ROWS + 1:,} to {min(page * ROWS, len(table)):,} of {len(table):,}", width="content")
        st.button("Next rows", on_click=_go, args=(page + 1,), disabled=page == last)


def _page(table: Sized, view: View) -> int:
    return min(view.page, _last(table))


def _last(table: Sized) -> int:
    return max(1, math.ceil(len(table) / ROWS))


def _go(page: int) -> None:
    address.change(page=page)
