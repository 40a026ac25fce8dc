"""What is new in a view, as an Atom feed: statements (and whether they are shifts), claims, and corrections.

An entry is named for its record and its kind (`tag:` addresses, RFC 4151), so that neither other records, nor the host, nor the
time of making ever change its name. A shift is the entry of the statement that made it: an earlier statement entered later may
turn a first word into a shift, and must not make a new entry of it. Time is the second clock: when a record was entered, and
where no file says so, the first day on which it can have been said.

The author of the feed is the collection, for it alone wrote these entries: naming the actor would put our summary into its mouth,
naming the publisher would put our coding into its pages. Who spoke, and where to read it, stand in every entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from parley import __version__, days, questions, sentence
from parley.export import attribution, named
from parley.export.feed_entry import CORRECTION, Entry, drawn, tag, under
from parley.export.occasion import Occasion
from parley.export.xml import written
from parley.frames import rows_of
from parley.store import Snapshot
from parley.view import View, encode

LONGEST = 100
"""So many entries a feed holds, the newest: readers ask for it many times a day."""

FOLLOWED = (
    *("negotiation", "actor", "bloc", "topic", "issue", "voice", "confidence", "from_", "to", "known", "q"),
    *("by", "about", "verdict"),
)
"""Fields of a view that choose what is in its feed. A link whose `known` is pinned is a feed that has ended."""


def feed(view: View, snapshot: Snapshot, occasion: Occasion) -> bytes:
    """The feed of a view. Of its parameters it follows FOLLOWED and no other, so that no sorting or opened cell makes another feed.

    `by`, `about` and `verdict` ask for claims, and then there is nothing else in it.
    """
    view = _followed(view)
    found = sorted(entries(view, snapshot), key=lambda each: each.order, reverse=True)
    feed = _head(view, snapshot, occasion, found)
    feed.extend(drawn(each, occasion.base) for each in found[:LONGEST])
    return written(feed)


def entries(view: View, snapshot: Snapshot) -> Iterator[Entry]:
    """Every entry a view has, in no order."""
    only_claims = bool(view.by or view.about or view.verdict)
    shifts = {} if only_claims else {row.id: row for row in rows_of(questions.shifted(view, snapshot))}
    said = [] if only_claims else list(rows_of(named.statements(view, snapshot)))
    corrections = _corrections(view, snapshot)
    for row in (*said, *rows_of(questions.claimed(view, snapshot))):
        corrected = corrections.get(row.id, [])
        entered = row.recorded or days.first_day(row.date).isoformat()
        yield Entry(row, published=entered, updated=max([entered, *(each.date for each in corrected)]), shift=shifts.get(row.id))
        for each in corrected:
            yield Entry(row, published=each.date, updated=each.date, correction=each)


def _followed(view: View) -> View:
    """The view as far as the feed follows it; its day only tells who is in its blocs."""
    kept = (*FOLLOWED, "asof") if view.bloc else FOLLOWED
    return View(**{field: getattr(view, field) for field in kept})


def _corrections(view: View, snapshot: Snapshot) -> dict[str, list[Any]]:
    """The corrections of each record that had been made by `known`, by its id; the same one twice is one."""
    found: dict[str, list[Any]] = {}
    for each in dict.fromkeys(rows_of(snapshot.of(view.negotiation).corrections)):
        if view.known is None or each.date <= view.known.isoformat():
            found.setdefault(each.statement, []).append(each)
    return found


def _head(view: View, snapshot: Snapshot, occasion: Occasion, found: list[Entry]) -> ET.Element:
    of = attribution.negotiation(view, snapshot)
    asked = urlencode(encode(view))
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    under(root, "id", tag("feed", asked))
    under(root, "title", f"{of}: {sentence.records(view, snapshot)}")
    under(root, "subtitle", _subtitle(found, snapshot))
    under(root, "updated", f"{max((each.updated for each in found), default=occasion.today.isoformat())}T00:00:00Z")
    under(under(root, "author"), "name", f"{attribution.TOOL}: {of}")
    under(root, "link", rel="self", type="application/atom+xml", href=f"{occasion.base}/api/feed.atom?{asked}")
    under(root, "link", rel="alternate", type="text/html", href=f"{occasion.base}/statements?{asked}")
    under(root, "generator", attribution.TOOL, version=__version__)
    if licence := attribution.licence(view, snapshot):
        under(root, "rights", licence)
    return root


def _subtitle(found: list[Entry], snapshot: Snapshot) -> str:
    kinds = {kind: sum(each.kind == kind for each in found) for kind in ("statement", "claim", CORRECTION)}
    counted = sentence.listed([f"{count:,} {kind}{'' if count == 1 else 's'}" for kind, count in kinds.items() if count]) or "nothing yet"
    held = f"the newest {LONGEST} of {len(found):,} entries: " if len(found) > LONGEST else ""
    caution = "A claim is never the words of the one it is about."
    return f"What was entered, newest first; {held}{counted}. {caution} Data version {snapshot.version}."
