"""What is behind *Share*: the link, the same as a file, for a program, as a citation, and inside of another page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from parley.export import citation, named, programs
from parley.export.documents import DOCUMENTS, Document, Occasion
from parley.export.forms import FORMS
from parley.store import Snapshot
from parley.ui import address, embed, sheet
from parley.ui.sheet import Markup
from parley.ui.sitemap import TITLES
from parley.ui.text import html
from parley.view import View, as_it_is_now, pinned

WAYS = ("Link", "Files", "Code", "Cite", "Embed")
_CODE = re.compile("`([^`]+)`")
_FEED = "application/atom+xml"
_CITATIONS = "cite."
"""How the names of documents begin that are citations: they are offered beside what they say."""


@dataclass(frozen=True)
class Shared:
    """What is shared. table : the named table of the page's rows; page : its path; base : the host it is seen under."""

    table: str
    page: str
    view: View
    base: str

    def lasting(self, snapshot: Snapshot) -> View:
        return pinned(self.view, snapshot)

    def link(self, path: str, of: View) -> str:
        """The address of a view, host and all."""
        return self.base + address.link(path, of)


def draw(shared: Shared, snapshot: Snapshot) -> None:
    """Draw all of it, a tab a way."""
    with st.container(key="shared"):
        for tab, drawn in zip(st.tabs(WAYS), (_link, _files, _code, _cite, _embed), strict=True):
            with tab:
                drawn(shared, snapshot)


def _link(shared: Shared, snapshot: Snapshot) -> None:
    lasting = shared.lasting(snapshot)
    st.markdown(_KEEPS if lasting.known else _MOVES_ON)
    _copied(shared.link(shared.page, lasting))


def _files(shared: Shared, snapshot: Snapshot) -> None:
    lasting = shared.lasting(snapshot)
    rows = [_way(f"api/{shared.table}.{form.name}", form.name.upper(), form.meaning, lasting) for form in FORMS.values()]
    _listed("The rows on this screen", rows)
    here, elsewhere = _documents(shared.page)
    _listed("This page", (_document(each, lasting) for each in here))
    _listed("The whole view", (_document(each, lasting) for each in elsewhere if not each.media.startswith(_FEED)))
    feeds = (each for each in elsewhere if each.media.startswith(_FEED))
    _listed("What is new, for feed readers", (_document(each, as_it_is_now(shared.view.closed)) for each in feeds))


def _code(shared: Shared, snapshot: Snapshot) -> None:
    lasting = shared.lasting(snapshot)
    url = f"{shared.link(f'api/{shared.table}.csv', lasting)}&exact=1"
    _copied(programs.pandas(url), "Python, with pandas")
    _copied(programs.r(url), "R")
    _copied(programs.curl(url, named.filename(shared.table, lasting, snapshot, "csv")), "A shell")


def _cite(shared: Shared, snapshot: Snapshot) -> None:
    of, occasion = (shared.page, shared.view, snapshot), Occasion(shared.base, date.today())
    _copied(citation.short(*of, occasion), "Short")
    _copied(citation.long(*of, occasion), "Long")
    _copied(citation.bibtex(*of, occasion), "BibTeX")
    _copied(citation.csl(*of, occasion), "CSL-JSON, for Zotero and word processors")


def _embed(shared: Shared, snapshot: Snapshot) -> None:
    lasting = shared.lasting(snapshot).but(cell="", statement="")
    title = named.title(shared.table, lasting, snapshot)
    st.markdown("For another site: without masthead and filters, with a line that says where it comes from and leads back.")
    code = embed.code(shared.link(shared.page, lasting), title, embed.height(shared.page, lasting, snapshot))
    _copied(code)
    st.caption(_COLOURS)


def _documents(page: str) -> tuple[list[Document], list[Document]]:
    """The documents that show this page, and those of no page: its name begins with the page that it shows, as `matrix-dark.svg`."""
    offered = [each for each in DOCUMENTS.values() if not each.name.startswith(_CITATIONS)]
    shows = [(each, re.split("[-.]", each.name)[0]) for each in offered]
    return [each for each, shown in shows if shown == page], [each for each, shown in shows if shown not in TITLES]


def _document(each: Document, of: View) -> Markup:
    return _way(f"api/{each.name}", each.name, each.meaning, of)


def _way(path: str, name: str, meaning: str, of: View) -> Markup:
    link = f'<a href="{html(address.link(path, of))}" target="_blank" rel="noopener">{html(name)}</a>'
    told = _CODE.sub(r"<code>\1</code>", html(meaning))
    return Markup(f"{link}<small>{told}</small>")


def _listed(heading: str, ways: Iterable[Markup]) -> None:
    found: Sequence[Markup] = list(ways)
    if found:
        st.html(f'<div class="ways"><h3>{html(heading)}</h3>{sheet.bullets(found)}</div>')


def _copied(text: str, label: str = "") -> None:
    """A text with a button that copies it. Its signs are not coloured: some of Streamlit's colours for code are too faint to read."""
    if label:
        st.caption(label)
    st.code(text.strip("\n"), language=None, wrap_lines=True)


_KEEPS = "This link goes on showing what you see now when newer statements are entered, and then says how many there are."
_COLOURS = "Its colours follow the reader's device; `&embed_options=light_theme` or `dark_theme` at the end of its address fixes them."
_MOVES_ON = (
    "This link keeps your filters and your day. Statements entered later will show in it, because some files here do not say when "
    "they were entered."
)
