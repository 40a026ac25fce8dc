"""How to cite a view, or the one record that it opens: as text, for LaTeX and for word processors.

Each names the state of the data, the day it was looked at, and a link with its days pinned. What is cited is the record in this
collection; whose words it holds and where they can be read stand in it, and a claim says that it is one.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from parley import days, sentence
from parley.columns import NEVER
from parley.export import attribution
from parley.export.attribution import TOOL
from parley.export.occasion import Occasion
from parley.store import Snapshot
from parley.view import View, encode

_IN_A_RANGE = ("timeline", "claims", "statements", "sources")
"""Pages that show records of a range of days; the others show positions of a day."""


def short(page: str, view: View, snapshot: Snapshot, occasion: Occasion) -> str:
    """For a caption or a footnote: what it is, and which state of the data."""
    cited = _cited(page, view, snapshot, occasion)
    return f"{TOOL}, {cited.of_what}, data {snapshot.version}."


def long(page: str, view: View, snapshot: Snapshot, occasion: Occasion) -> str:
    """A few sentences an editor can paste: what it is, who said it and where, which data, seen when, and the link."""
    cited = _cited(page, view, snapshot, occasion)
    seen = f"Data version {snapshot.version}, seen on {sentence.in_words(occasion.today)}: {cited.link}"
    return " ".join(filter(None, (f"{TOOL}, {cited.of_what}.", cited.behind, seen)))


def bibtex(page: str, view: View, snapshot: Snapshot, occasion: Occasion) -> str:
    """One entry, for BibTeX and biblatex alike, as UTF-8; every sign that LaTeX would run is written out."""
    cited = _cited(page, view, snapshot, occasion)
    day = days.last_day(cited.entered) if cited.entered else None
    fields = {
        "title": f"{{{{{_latex(cited.title)}}}}}",
        "howpublished": f"{{{_latex(cited.container)}}}",
        "year": str(day.year) if day else "",
        "month": _MONTHS[day.month - 1] if day else "",
        "version": f"{{{snapshot.version}}}",
        "url": cited.url and f"{{{cited.url}}}",
        "urldate": f"{{{occasion.today}}}",
        "note": f"{{{_latex(' '.join(filter(None, (cited.behind, f'Data version {snapshot.version}, seen on {occasion.today}.'))))}}}",
    }
    told = "".join(f"  {name} = {text},\n" for name, text in fields.items() if text)
    return f"@misc{{{cited.key},\n{told}}}\n"


def csl(page: str, view: View, snapshot: Snapshot, occasion: Occasion) -> str:
    """A list of one item in CSL-JSON, the form of Zotero and of word processors. A record also says when its words were said."""
    cited = _cited(page, view, snapshot, occasion)
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "entry" if cited.said else "dataset",
        "title": cited.title,
        "container-title": cited.container,
        "publisher": TOOL,
        "version": snapshot.version,
        "issued": _parts(cited.entered),
        "original-date": _parts(cited.said),
        "accessed": _parts(occasion.today.isoformat()),
        "URL": cited.url,
        "note": cited.behind,
    }
    told = ",\n".join(f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in item.items() if value)
    return f"[{{\n{told}\n}}]\n"


def text_file(view: View, snapshot: Snapshot, occasion: Occasion) -> bytes:
    """Both sentences, each below a blank line of its own."""
    page = page_of(view)
    return f"{short(page, view, snapshot, occasion)}\n\n{long(page, view, snapshot, occasion)}\n".encode()


def bibtex_file(view: View, snapshot: Snapshot, occasion: Occasion) -> bytes:
    """The entry as a file."""
    return bibtex(page_of(view), view, snapshot, occasion).encode()


def csl_file(view: View, snapshot: Snapshot, occasion: Occasion) -> bytes:
    """The item as a file."""
    return csl(page_of(view), view, snapshot, occasion).encode()


def page_of(view: View) -> str:
    """The page that shows best what is cited, when nobody is on one."""
    return "statements" if view.statement else "matrix"


@dataclass(frozen=True)
class _Cited:
    """What is cited. said, entered : days as written; empty when not known, and `said` for a view.

    behind : of a record, who said it and where it can be read. url : the link, where it has a host.
    """

    key: str
    title: str
    container: str
    of_what: str
    behind: str
    said: str
    entered: str
    link: str

    @property
    def url(self) -> str:
        return "" if self.link.startswith("/") else self.link


def _cited(page: str, view: View, snapshot: Snapshot, occasion: Occasion) -> _Cited:
    row = attribution.opened(view, snapshot)
    view = View(negotiation=view.negotiation, statement=row.id) if row else view.closed
    link = attribution.link(occasion.base, page, view, snapshot)
    of = attribution.negotiation(view, snapshot)
    key = f"parley-{view.negotiation}-{_print(page, view, snapshot)}"
    if row:
        title = f"{attribution.topic(row)}, {days.in_words(row.date)}: {attribution.stands(row)}"
        return _Cited(key, title, f"{TOOL}: {of}", f"{of}: {title}", _behind(row), row.date, row.recorded, link)
    told = (sentence.records if page in _IN_A_RANGE else sentence.positions)(view, snapshot)
    title = told if of == TOOL else f"{of}: {told}"
    return _Cited(key, title, TOOL, title, "", "", _last_entered(view, snapshot), link)


def _behind(row: Any) -> str:
    """Who said it, in which words, where it can be read, and under which id it is kept."""
    quote = f": “{row.quote}”" if row.quote else ""
    told = f"{attribution.who(row)}{quote}. How we know: {attribution.voice(row)}."
    source = f"Source: {attribution.source(row)}." if attribution.source(row) else ""
    return " ".join(filter(None, (attribution.caution(row), told, source, f"Record {row.id}.")))


def _last_entered(view: View, snapshot: Snapshot) -> str:
    """The day on which the newest record of the view's negotiation was entered, by `known`; empty when none says so."""
    here, known = snapshot.of(view.negotiation), days.number(view.known) if view.known else NEVER - 1
    entered = [day for table in (here.statements, here.claims) for day in table["recorded_day"] if day <= known]
    return days.from_number(max(entered)).isoformat() if entered else ""


def _print(page: str, view: View, snapshot: Snapshot) -> str:
    """Tells two citations apart."""
    whole = json.dumps([page, encode(view), snapshot.version], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:8]


def _parts(written: str) -> dict[str, list[list[int]]] | None:
    """A day in CSL-JSON, as much of it as is known."""
    return {"date-parts": [[int(part) for part in written.split("-")]]} if written else None


def _latex(text: str) -> str:
    """Text as LaTeX prints it. Braces by name, for BibTeX counts them even behind a backslash; line breaks become spaces."""
    return _SPECIAL.sub(lambda found: _WRITTEN_OUT[found[0]], " ".join(text.split()))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""As BibTeX names them."""
_WRITTEN_OUT = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}
_SPECIAL = re.compile("|".join(map(re.escape, _WRITTEN_OUT)))
