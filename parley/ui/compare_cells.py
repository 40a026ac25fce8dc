"""What every comparison is made of: marks whose words open the evidence, when it was said and where to read it, parts with headings."""

from __future__ import annotations

from parley.charts import marks
from parley.charts.marks import Look
from parley.ui import address
from parley.ui.sheet import Cell, Markup, joined, shown
from parley.ui.text import html, web_link
from parley.view import View

PAGE = "compare"


def opening(look: Look, of: View, whose: str) -> Markup:
    """A mark with its words, linked to what stands behind it.

    whose : said first to those who hear the page (`Russia on Permanent neutrality`), so that no two links sound the same.
    """
    heard = f'<span class="unseen">{html(whose)}: </span>{html(_said(look))}'
    return Markup(f'{_drawn(look)}<a href="{html(address.link(PAGE, of))}">{heard}</a>')


def marked(look: Look) -> Markup:
    """A mark with its words, of something that no evidence stands behind."""
    return Markup(_drawn(look) + html(_said(look)))


def when(look: Look) -> str:
    """When it was said, and what to note about that: `24 Aug 2025, 121 days old; stale, with conditions`."""
    _, date, noted = look.phrases()
    return "; ".join(filter(None, (date, noted)))


def source(url: str, title: str, publisher: str = "") -> Markup:
    """Where it can be read; empty when nothing is known of that."""
    return joined(Markup(web_link(url, title or url)), publisher, by=", ")


def told(first: Markup, summary: str, *, quote: str = "", small: Cell = "") -> Markup:
    """A position in a cell: its mark, what was said, the words themselves, and small what stands behind it."""
    quoted = f'<q dir="auto">{html(quote)}</q>' if quote else ""
    return Markup(f"{first}<p>{html(summary)}</p>{quoted}<small>{shown(small)}</small>")


def part(heading: str, inside: Markup, kind: str, level: int = 2) -> Markup:
    """A part of the comparison under its heading. kind : the class that frame.css knows its columns by."""
    return Markup(f'<section class="compare {kind}"><h{level}>{html(heading)}</h{level}>{inside}</section>')


def folded(words: str, inside: Markup, kind: str) -> Markup:
    """What is counted first and told on demand."""
    return Markup(f'<details class="compare {kind}"><summary>{html(words)}</summary>{inside}</details>')


def _said(look: Look) -> str:
    return look.phrases()[0]


def _drawn(look: Look) -> str:
    return f'<span class="marked">{marks.drawn(look)}</span>'
