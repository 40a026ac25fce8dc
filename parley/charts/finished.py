"""A figure that nobody changes any more: what a browser is sent of it is worked out once, however often it is shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

_DIGITS = 6
"""So many digits of a number are sent: a screen has fewer."""


class Finished(go.Figure):  # type: ignore[misc]  # plotly has no types
    """As go.Figure. Plotly copies and encodes every array of a figure each time it is sent: most of what showing one again costs."""

    def to_dict(self) -> dict[str, Any]:
        """What is sent, as plain values; whoever takes a trace, the layout or a part of it away takes it from a copy."""
        told = self.__dict__.get("_told")
        if told is None:
            told = self.__dict__["_told"] = _plain(super().to_dict())
            told["layout"].pop("template", None)  # Streamlit's, for kinds of charts and colours that we have none of
        return {**told, "data": [dict(trace) for trace in told["data"]], "layout": dict(told["layout"])}


def _plain(part: Any) -> Any:
    """The same in lists, words and short numbers, which need no further look when they are written."""
    if isinstance(part, dict):
        return {name: _plain(each) for name, each in part.items()}
    if isinstance(part, np.ndarray):
        return _plain(part.tolist())
    if isinstance(part, list | tuple):
        return [_plain(each) for each in part]
    return float(f"{part:.{_DIGITS}g}") if isinstance(part, float) else part
