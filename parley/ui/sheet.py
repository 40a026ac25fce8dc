"""Plain tables to read: semantic HTML that becomes a stack of cards on a phone. Nothing in it runs.

Texts are escaped; only what was made by this module or by charts.marks is markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parley.charts import marks
from parley.charts.marks import Look
from parley.ui import address
from parley.ui.text import html
from parley.view import View


class Markup(str):
    """HTML that needs no escaping because we made it."""

    def _repr_html_(self) -> str:
        """For `st.html`, which else looks in every text for the name of a file and for lines to move to the left."""
        return self


Cell = str | Markup


def sheet(head: Sequence[str], rows: Iterable[Sequence[Cell]], caption: str) -> Markup:
    """A table whose first column names the row. caption : what it is, for those who hear the page."""
    top = "".join(f'<th scope="col">{html(each)}</th>' for each in head)
    body = "".join(_row(head, row) for row in rows)
    table = f"<table><caption>{html(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return Markup(f'<div class="sheet" role="region" tabindex="0" aria-label="{html(caption)}">{table}</div>')


def bullets(lines: Iterable[Cell]) -> Markup:
    """A list of sentences."""
    return Markup(f'<ul class="sentences">{"".join(f"<li>{shown(line)}</li>" for line in lines)}</ul>')


def inside(path: str, of: View, words: str, heard: str = "") -> Markup:
    """A link to another view in the app. heard : what the eye takes from the table around it, and the ear must be told."""
    unseen = f'<span class="unseen">{html(heard)} </span>' if heard else ""
    return Markup(f'<a href="{html(address.link(path, of))}">{unseen}{html(words)}</a>')


def section(heading: str, *parts: Markup, out: Markup | None = None, how: str = "") -> Markup:
    """A part of a page under its heading, as one piece. out : the way to its rows; how : a note on how to read it."""
    return Markup(f'<section class="part"><h2>{html(heading)}</h2>{out or ""}{how and note(how)}{"".join(parts)}</section>')


def note(words: str) -> Markup:
    """How to read something, in smaller words."""
    return Markup(f'<p class="how">{html(words)}</p>')


def mark(look: Look) -> Markup:
    """A mark, with its words for those who hear the page."""
    return Markup(f'<span class="marked">{marks.html(look)}</span>')


def joined(*parts: Cell, by: str = " ") -> Markup:
    """Several cells as one; empty ones are left out."""
    return Markup(by.join(shown(part) for part in parts if part))


def below(*parts: Cell) -> Markup:
    """Several lines in one cell; the first in full strength, the others smaller."""
    first, *others = [part for part in parts if part] or [""]
    return Markup(shown(first) + "".join(f"<small>{shown(part)}</small>" for part in others))


def shown(cell: Cell) -> str:
    """The cell as HTML."""
    return cell if isinstance(cell, Markup) else html(cell)


def _row(head: Sequence[str], row: Sequence[Cell]) -> str:
    first, *others = row
    cells = "".join(f'<td data-label="{html(label)}">{shown(cell)}</td>' for label, cell in zip(head[1:], others, strict=True))
    return f'<tr><th scope="row">{shown(first)}</th>{cells}</tr>'
