"""Pictures of a view: what the page shows, as one file with its title, its source, its words and the way back.

They depend on the view, the data and `base` alone: the same three give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pandas as pd

from parley import descriptions, lanes, selection, sentence
from parley.charts.palette import Theme
from parley.charts.scene import Scene, scene
from parley.charts.svg import card as card_picture
from parley.charts.svg import matrix as board
from parley.charts.svg import sheet
from parley.charts.svg import timeline as lane_picture
from parley.charts.svg.raster import png
from parley.charts.svg.sheet import Caption
from parley.export import cards
from parley.looks import looks
from parley.matrix import Matrix, Pair, matrix
from parley.remembered import once
from parley.store import Snapshot
from parley.view import View, encode, pinned


def matrix_svg(view: View, snapshot: Snapshot, base: str, theme: Theme = "light") -> bytes:
    """Who stands where. base : as in documents.Occasion."""
    return _matrix(view.closed, snapshot, base, theme)[0].encode()


def matrix_png(view: View, snapshot: Snapshot, base: str, theme: Theme = "light") -> bytes:
    return _matrix_png(view.closed, snapshot, base, theme)


def timeline_svg(view: View, snapshot: Snapshot, base: str, theme: Theme = "light") -> bytes:
    """Lanes through time, of the subject that the page would choose."""
    return _timeline(view.closed, snapshot, base, theme)[0].encode()


def timeline_png(view: View, snapshot: Snapshot, base: str, theme: Theme = "light") -> bytes:
    return _timeline_png(view.closed, snapshot, base, theme)


@once
def card_png(view: View, snapshot: Snapshot, base: str, size: card_picture.Size) -> bytes:
    """What stands beside a shared link. size : of svg.card, which is also its pixels."""
    told = cards.card(view, snapshot, base, size)
    return png(card_picture.card(told, size), {"Title": told.title, "Description": told.alt, "Source": told.foot, "Software": "Parley"}, 1)


@once
def _matrix(view: View, snapshot: Snapshot, base: str, theme: Theme) -> tuple[str, Caption]:
    whole = matrix(view, snapshot)
    title = sentence.positions(view, snapshot)
    down = whole.issues_run_down(view)
    rows, cols = (whole.issues, whole.actors) if down else (whole.actors, whole.issues)
    laid = board.Board(rows, cols, looks(whole), _links(whole, view, snapshot, base), actors_down=not down)
    caption = _caption("matrix", view, snapshot, base, title, _alt(title, whole, laid), whole.positions)
    return board.matrix(laid, caption, theme), caption


@once
def _matrix_png(view: View, snapshot: Snapshot, base: str, theme: Theme) -> bytes:
    svg, caption = _matrix(view, snapshot, base, theme)
    return png(svg, _kept(caption))


@dataclass(frozen=True)
class _Lanes:
    """What a timeline shows, on whichever ground; without `drawn` there is nothing to show."""

    caption: Caption
    drawn: Scene | None = None
    frame: lane_picture.Frame | None = None
    links: Mapping[str, str] = field(default_factory=dict)


@once
def _timeline(view: View, snapshot: Snapshot, base: str, theme: Theme) -> tuple[str, Caption]:
    told = _lanes(view, snapshot, base)
    if told.drawn is None or told.frame is None:
        return sheet.empty(told.caption, "No statement fits these filters.", theme), told.caption
    return lane_picture.timeline(told.drawn, told.frame, told.links, told.caption, theme), told.caption


@once
def _lanes(view: View, snapshot: Snapshot, base: str) -> _Lanes:
    shown = lanes.of_one(view, lanes.subjects(view, snapshot))
    title, of = sentence.records(shown, snapshot), lanes.of(shown, snapshot)
    if of is None:
        said = selection.statements(shown, snapshot)
        return _Lanes(_caption("timeline", shown, snapshot, base, title, f"{title}. No statement fits.", said))
    drawn = scene(of.statements, of.events, of.rows, of.by, of.first, of.last, stale_after=of.stale_after, until=of.until)
    caption = _caption("timeline", shown, snapshot, base, title, f"{title}. {of.words}", drawn.shown)
    frame = lane_picture.Frame(of.rows, of.first, of.last, of.asof, [each for each in (_left_out(drawn), of.silent) if each])
    links = (
        {each: f"{base}{_address('timeline', pinned(shown, snapshot).but(statement=each))}" for each in drawn.shown["id"]} if base else {}
    )
    return _Lanes(caption, drawn, frame, links)


@once
def _timeline_png(view: View, snapshot: Snapshot, base: str, theme: Theme) -> bytes:
    svg, caption = _timeline(view, snapshot, base, theme)
    return png(svg, _kept(caption))


def _alt(title: str, whole: Matrix, laid: board.Board) -> str:
    """The matrix in words, its positions in the order of the picture."""
    told = [laid.words(row, col) for row in laid.rows for col in laid.cols if not laid.look(row, col).blank]
    return descriptions.matrix(title, whole.positions, len(laid.rows) * len(laid.cols), told)


def _left_out(drawn: Scene) -> str:
    shown, made = len(drawn.shown), len(drawn.made)
    return f"{shown:,} of {made:,} statements are drawn." if shown < made else ""


def _links(whole: Matrix, view: View, snapshot: Snapshot, base: str) -> dict[Pair, str]:
    """From every position to its words. Without a host there is nowhere to lead."""
    if not base:
        return {}
    lasting = pinned(view, snapshot)
    pairs = zip(whole.positions["actor"], whole.positions["issue"], strict=True)
    return {(actor, issue): f"{base}{_address('matrix', lasting.but(cell=f'{actor}|{issue}'))}" for actor, issue in pairs}


def _caption(page: str, view: View, snapshot: Snapshot, base: str, title: str, alt: str, said: pd.DataFrame) -> Caption:
    """said : the statements that the picture shows."""
    address = f"{base}{_address(page, pinned(view, snapshot))}"
    here = snapshot.of(view.negotiation).negotiations
    name = next(iter(here["title"]), view.negotiation)
    return Caption(name, title, alt, _source(name, next(iter(here["licence"]), ""), snapshot, said), address, address if base else "")


def _source(name: str, licence: str, snapshot: Snapshot, said: pd.DataFrame) -> str:
    """`Source: Parley, “…”, data version …; 161 statements from 120 sources. Licence: CC-BY-4.0.`"""
    pages = {
        url or (title, publisher) for url, title, publisher in zip(said["source_url"], said["source_title"], said["publisher"], strict=True)
    }
    rests = f"{_many(len(said), 'statement')} from {_many(len(pages), 'source')}" if len(said) else "no statement"
    licensed = f" Licence: {licence}." if licence else ""
    return f"Source: Parley, “{name}”, data version {snapshot.version}; {rests}.{licensed}"


def _address(page: str, view: View) -> str:
    query = urlencode(encode(view), safe="~|")
    return f"/{page}?{query}" if query else f"/{page}"


def _kept(caption: Caption) -> dict[str, str]:
    """What a PNG holds besides its pixels, by PNG's own keywords."""
    return {"Title": caption.title, "Description": caption.alt, "Source": f"{caption.source} {caption.address}", "Software": "Parley"}


def _many(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"
