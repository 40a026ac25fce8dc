"""A figure that nobody changes any more: what a browser is sent of it is worked out once, however often it is shown."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class Finished(go.Figure):  # type: ignore[misc]  # plotly has no types
    """As go.Figure. Plotly copies and encodes every array of a figure each time it is sent: most of what showing one again costs."""

    def to_dict(self) -> dict[str, Any]:
        """What is sent; whoever takes a trace, the layout or a part of it away takes it from a copy."""
        told = self.__dict__.get("_told")
        if told is None:
            told = self.__dict__["_told"] = super().to_dict()
        return {**told, "data": [dict(trace) for trace in told["data"]], "layout": dict(told["layout"])}
