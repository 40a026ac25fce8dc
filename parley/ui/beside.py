"""Styles and scripts that lie beside the modules of this room."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from parley.charts import legend, marks


@cache
def beside(name: str) -> str:
    """The text of `parley/ui/<name>`."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@cache
def house() -> str:
    """The style of every page: the frame, the marks and their legend."""
    return "\n".join((marks.stylesheet(), legend.stylesheet(), beside("frame.css")))
