"""Every mark with its word, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path

from parley.charts import marks, palette
from parley.charts.marks import Look


@cache
def legend(*, changes: bool = False, cells: bool = True, whole: bool = False) -> str:
    """The legend as HTML: what a newcomer needs in one row that wraps, every other mark behind "All marks".

    changes : also the ring around what changed; cells : also what only a matrix has; whole : nothing behind anything, for paper.
    """
    first = {"": [*_stances(), *_voices()]}
    if changes:
        first[""].append((_sample("changed"), palette.CHANGED))
    if not cells:
        return _list(first)
    return _list(first | _others()) if whole else f"{_list(first)}<details><summary>All marks</summary>{_list(_others())}</details>"


@cache
def stylesheet() -> str:
    """The CSS that the legend needs besides that of the marks."""
    return Path(__file__).with_name("legend.css").read_text(encoding="utf-8")


Entries = list[tuple[str, str]]


def _stances() -> Entries:
    return [(marks.drawn(Look(stance=stance)), mark.word) for stance, mark in palette.STANCES.items()]


def _voices() -> Entries:
    return [
        (marks.drawn(Look(stance="supports", reported=True)), palette.REPORTED),
        (marks.drawn(Look(stance="supports", stale=True)), palette.STALE),
    ]


def _others() -> dict[str, Entries]:
    return {
        "Firmness": [
            *((_sample(firmness), edge.word) for firmness, edge in palette.EDGES.items() if edge.width),
            (_sample(), "open, or not said"),
        ],
        "In the corner": [(_sample(sign=sign), mark.word) for sign, mark in palette.SIGNS.items()],
        "No position": [(marks.drawn(Look(stance=kind)), blank.word) for kind, blank in palette.BLANKS.items()],
        "Without colour": [(marks.drawn(Look(stance="supports", scored=False)), palette.NOT_SCORED)],
    }


def _list(groups: Mapping[str, Entries]) -> str:
    return f'<dl class="marks-legend">{"".join(_group(heading, entries) for heading, entries in groups.items())}</dl>'


def _group(heading: str, entries: Iterable[tuple[str, str]]) -> str:
    return f"<div><dt>{heading or 'Marks'}</dt>{''.join(f'<dd>{mark}<span>{escape(words)}</span></dd>' for mark, words in entries)}</div>"


def _sample(extra: str = "", sign: str = "") -> str:
    """A mark without a stance, to show an edge or a sign alone."""
    inner = f'<span class="{marks.sign_class(sign)}">{palette.SIGNS[sign].glyph}</span>' if sign else ""
    return f'<span class="mark sample {extra}" aria-hidden="true">{inner}</span>'
