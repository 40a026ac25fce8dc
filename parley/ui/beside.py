"""Styles and scripts that lie beside the modules of this room."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from parley.charts import marks
from parley.ui.sheet import Markup


@cache
def beside(name: str) -> str:
    """The text of `parley/ui/<name>`."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@cache
def style(*names: str) -> Markup:
    """Styles of ours, with those of the marks, as one element."""
    return Markup(f"<style>{marks.stylesheet()}{''.join(beside(f'{name}.css') for name in names)}</style>")
