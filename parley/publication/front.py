"""The pages of the whole publication: what is here and what moved lately, what the words mean, and where nothing is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from parley import descriptions, headlines, questions, schema, sentence
from parley.analysis import diff
from parley.export import licences
from parley.frames import rows_of
from parley.headlines import Line
from parley.method import METHOD
from parley.publication import addresses, downloads
from parley.publication.frame import Page, Site, drawn, missing
from parley.publication.shelf import Shelf
from parley.store import Snapshot

LATELY = 7
"""So many changes of a negotiation stand on the front page."""


@dataclass(frozen=True)
class Chapter:
    """What the front page says of a negotiation, kept when its pages are written. lately : address and words of what moved."""

    negotiation: str
    title: str
    summary: str
    description: str
    since: str
    lately: list[tuple[str, Line]]
    moved: int
    actors: list[tuple[str, str]]
    issues: list[tuple[str, list[tuple[str, str]]]]
    dataset: dict[str, Any]


def chapter(of: Shelf, site: Site) -> Chapter:
    """What the front page says of a negotiation."""
    view, snapshot = of.view, of.snapshot
    moved = diff.lately(questions.changed(view, snapshot))
    ways = of.ways(addresses.INDEX)
    register = next(rows_of(snapshot.of(of.negotiation).negotiations), None)
    issues: dict[str, list[tuple[str, str]]] = {}
    for each in of.issues:
        known = of.known.issue(each)
        issues.setdefault(known.topic, []).append((ways.issue(each), known.title))
    return Chapter(
        negotiation=of.negotiation,
        title=of.title,
        summary=register.summary if register else "",
        description=descriptions.overview(sentence.positions(view, snapshot), of.whole.positions),
        since=sentence.in_words(start) if (start := questions.since(view, snapshot)).year > 1 else "",
        lately=[(ways.record(row.id), headlines.moved(row)) for row in rows_of(moved[:LATELY])],
        moved=len(moved),
        actors=[(ways.actor(each), of.known.name(each)) for each in of.actors],
        issues=list(issues.items()),
        dataset=_dataset(of, site, register),
    )


def _dataset(of: Shelf, site: Site, register: Any) -> dict[str, Any]:
    """The negotiation as search engines for data read it (schema.org/Dataset)."""
    licence = licences.licence(register.licence if register else "")
    dates = sorted(row.date for row in of.statements)
    told: dict[str, Any] = {
        "@type": "Dataset",
        "name": of.title,
        "description": (register.summary if register else "") or descriptions.overview(of.title, of.whole.positions),
        "version": site.version,
        "isAccessibleForFree": True,
        "license": licence.url or licence.name,
        "temporalCoverage": f"{dates[0]}/{dates[-1]}" if dates else "",
        "keywords": [of.known.issue(each).title for each in of.issues],
        "creator": {"@type": "Organization", "name": "Parley"},
    }
    if site.base:
        told["url"] = addresses.absolute(site.base, addresses.matrix(of.negotiation))
        told["distribution"] = [
            {
                "@type": "DataDownload",
                "name": f"{name}.{form}",
                "encodingFormat": media,
                "contentUrl": addresses.absolute(site.base, addresses.download(of.negotiation, f"{name}.{form}")),
            }
            for name in downloads.TABLES
            for form, media in (("csv", "text/csv"), ("json", "application/json"))
        ]
    return {name: value for name, value in told.items() if value != ""}


def pages(chapters: Sequence[Chapter], snapshot: Snapshot, site: Site) -> Iterator[Page]:
    """The pages of the whole publication."""
    data = {"@context": "https://schema.org", "@graph": [each.dataset for each in chapters]}
    counted = " ".join(each.description for each in chapters)
    yield drawn(
        "site_index.html",
        addresses.INDEX,
        site,
        title=site.title,
        description=" ".join(filter(None, (each.summary for each in chapters))) or counted or "Nothing is published here yet.",
        chapters=chapters,
        dataset=data,
        addresses=addresses,
        version=site.version,
        problems=len(snapshot.problems),
    )
    yield drawn(
        "site_about.html",
        addresses.ABOUT,
        site,
        title=f"{site.title}: what the words mean",
        description="How statements become positions, what every word of the codebook means, and which state of the data this is.",
        method=METHOD,
        vocabularies={
            "Stance": schema.STANCES,
            "Firmness": schema.FIRMNESSES,
            "Voice": schema.VOICES,
            "Confidence": schema.CONFIDENCES,
            "Blank": schema.BLANKS,
            "Kind of issue": schema.KINDS,
            "Verdict on a claim": schema.VERDICTS,
        },
        chapters=chapters,
        version=site.version,
        problems=len(snapshot.problems),
    )
    yield missing(site)
