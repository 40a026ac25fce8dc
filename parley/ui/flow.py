"""Texts and pictures one below the other, in as few elements as will do: elements are what a rerun costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from parley.ui.sheet import Markup, joined


@dataclass(frozen=True)
class Picture:
    """A figure that only shows. key : of its element."""

    figure: Any
    key: str


Part = Markup | Picture


def flow(parts: Iterable[Part]) -> None:
    """Draw them. Texts between two pictures are one element."""
    waiting: list[Markup] = []
    for part in parts:
        if isinstance(part, Picture):
            _write(waiting)
            st.plotly_chart(part.figure, width="stretch", key=part.key, theme=None, config={"displayModeBar": False})
        else:
            waiting.append(part)
    _write(waiting)


def _write(waiting: list[Markup]) -> None:
    if waiting:
        st.html(joined(*waiting))
        waiting.clear()
