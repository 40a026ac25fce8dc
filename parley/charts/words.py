"""Text inside a Plotly figure.

Plotly reads a little HTML in every text it draws: what comes from a file must be escaped, or a `<b>` in a summary becomes
markup. Lines are broken here too, because Plotly breaks none.
"""

from __future__ import annotations

import html
import textwrap

MOST_LINES = 20
"""More of one text nobody reads in a picture; and Plotly, which looks for a formula in each, takes the square of its length for that."""


def plain(text: str) -> str:
    """`text` as it stands, on one line."""
    return html.escape(text, quote=False)


def wrapped(text: str, width: int, most: int = MOST_LINES) -> str:
    """`text` in lines of at most `width` letters; what does not fit in `most` lines ends in `…`."""
    return "<br>".join(plain(line) for line in broken(text, width, most))


def broken(text: str, width: int, most: int = MOST_LINES) -> list[str]:
    """The lines of `wrapped`, before they are escaped. A longer word is broken, not lost."""
    return textwrap.wrap(text, width, max_lines=most, placeholder=" …") or [""]
