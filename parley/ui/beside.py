"""Styles and scripts that lie beside the modules of this room."""

from __future__ import annotations

from pathlib import Path


def beside(name: str) -> str:
    """The text of `parley/ui/<name>`."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
