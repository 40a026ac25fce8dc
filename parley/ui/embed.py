"""A page inside of somebody else's: no masthead and no filters, but the sentence, the picture, and a line that says whose it is.

`embed=true` is Streamlit's own parameter: it is not part of a view, and Streamlit keeps it in the address while a view changes.
"""

from __future__ import annotations

import streamlit as st

from parley import selection
from parley.store import Snapshot
from parley.ui import address
from parley.ui.beside import beside
from parley.ui.sheet import Markup
from parley.ui.text import html
from parley.view import View, pinned

PARAMETER = "embed=true"
HEIGHT, LOWEST, HIGHEST = 760, 380, 900
"""Of an embed, in pixels: what suits pages of text, and the bounds for pages whose picture is as high as its lines are many."""
_LINES = {"matrix": (340, 40), "timeline": (400, 44)}
"""Pages that are pictures: the height of what stands around the lines, and of one line."""
_OFFERED = "_offered"
_JS = """
export default function () {
  if (window.parleyOpensOutside) return;
  window.parleyOpensOutside = true;
  const open = (event) => {
    const link = event.composedPath().find((each) => each.tagName === "A" && each.getAttribute("href")?.startsWith("/"));
    if (link && !link.closest("[data-testid='stPageLink']")) link.target = "_blank";
  };
  document.addEventListener("click", open, { capture: true });
}
"""
STYLE = Markup(f"<style>{beside('embed.css')}</style>")
"""What an embed looks like besides."""
_opener = st.components.v2.component("parley.embed", js=_JS)


def on() -> bool:
    """Is this run's page shown inside of another?"""
    return bool(st.context.is_embedded)


def offered(table: str, page: str, view: View) -> None:
    """Remember what the page has to offer, for its source line. table : the named table of its rows; page : its path."""
    st.session_state[_OFFERED] = (table, page, view)


def source_line(snapshot: Snapshot) -> None:
    """The foot of an embed: whose it is, of which data, its rows, and the way to all of it. Links to other views open outside."""
    table, page, view = st.session_state[_OFFERED]
    lasting = pinned(view, snapshot)
    rows, whole = address.link(f"api/{table}.csv", lasting), address.link(page, lasting.but(data=view.data or lasting.data))
    st.html(
        f'<footer class="sourceline">Parley, data version {html(snapshot.version)}. '
        f'<a href="{html(rows)}" target="_blank" rel="noopener">CSV of these rows</a> '
        f'<a href="{html(whole)}" target="_blank" rel="noopener">Open in Parley</a></footer>'
    )
    with st.container(key="opens-outside", height=1, border=False):
        _opener(key="embed")


def code(url: str, title: str, height: int) -> str:
    """The element for somebody else's page. url : of the view, host and all; title : what it shows, for those who hear the page."""
    source = f"{url}&{PARAMETER}" if "?" in url else f"{url}?{PARAMETER}"
    return (
        f'<iframe src="{html(source)}"\n  title="{html(title)}"\n'
        f'  width="100%" height="{height}" style="border: 0" loading="lazy"></iframe>\n'
    )


def height(page: str, view: View, snapshot: Snapshot) -> int:
    """How high an embed of this page should be: pictures as high as they are, within bounds; the rest scrolls in its frame."""
    if page not in _LINES:
        return HEIGHT
    actors, issues = len(selection.actors(view, snapshot)), len(selection.issues(view, snapshot))
    lines = _down(view, actors, issues) if page == "matrix" else issues if view.lane == "issue" else actors
    around, each = _LINES[page]
    return max(LOWEST, min(HIGHEST, around + each * lines))


def _down(view: View, actors: int, issues: int) -> int:
    return {"actor": actors, "issue": issues}.get(view.rows, max(actors, issues))
