"""The pages of one negotiation, each a function of what is published of it: the matrix, its actors, its issues, its records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parley import days, descriptions, questions, sentence, wording
from parley.analysis import carried
from parley.charts import palette
from parley.charts.marks import Look
from parley.export.crossing import crossing
from parley.export.evidence import evidence
from parley.frames import rows_of
from parley.matrix import NOT_RESEARCHED, Line, Pair
from parley.publication import addresses
from parley.publication.frame import Page, Site, drawn
from parley.publication.shelf import Shelf

Cells = list[tuple[Line, Pair]]

MOST_EMBEDDED = 2_000
"""With more statements than this, a cell of the matrix leads to the page of its record, and carries no evidence inside the page."""


def pages(shelf: Shelf, site: Site) -> Iterator[Page]:
    """Every page but the one of the data, one at a time."""
    yield matrix(shelf, site)
    yield claims(shelf, site)
    yield sources(shelf, site)
    for actor in shelf.actors:
        yield of_actor(actor, shelf, site)
    for issue in shelf.issues:
        yield of_issue(issue, shelf, site)
    for row in shelf.records.values():
        yield of_record(row, shelf, site)


def matrix(shelf: Shelf, site: Site) -> Page:
    """Who stands where: the front page of a negotiation."""
    path, title = addresses.matrix(shelf.negotiation), sentence.positions(shelf.view, shelf.snapshot)
    ways = shelf.ways(path)
    inside = len(shelf.statements) <= MOST_EMBEDDED
    return drawn(
        "site_matrix.html",
        path,
        site,
        title=f"{shelf.title}: who stands where",
        description=descriptions.overview(title, shelf.whole.positions),
        shelf=shelf,
        sentence=title,
        table=crossing(shelf.whole, shelf.view, ways, lambda actor, issue: _words_of(actor, issue, path, shelf)),
        changes=shelf.view.since is not None,
        evidence=evidence(shelf.view, shelf.snapshot, shelf.whole, ways, shelf.records) if inside else None,
    )


def claims(shelf: Shelf, site: Site) -> Page:
    """What one says another holds, beside the other's own words."""
    path = addresses.claims(shelf.negotiation)
    told = questions.claimed(shelf.view.but(sort=""), shelf.snapshot)
    title = sentence.records(shelf.view, shelf.snapshot)
    description = descriptions.claims(title, told)
    return drawn(
        "site_claims.html",
        path,
        site,
        title=f"{shelf.title}: what others say they hold",
        description=description,
        shelf=shelf,
        rows=shelf.claims,
        of=shelf.of(path),
    )


def sources(shelf: Shelf, site: Site) -> Page:
    """Whose reports all this rests on."""
    path, title = addresses.sources(shelf.negotiation), sentence.records(shelf.view, shelf.snapshot)
    cited = questions.cited(shelf.view, shelf.snapshot)
    return drawn(
        "site_sources.html",
        path,
        site,
        title=f"{shelf.title}: sources",
        description=descriptions.sources(title, cited, int(carried.elsewhere(cited).sum())),
        shelf=shelf,
        rows=list(rows_of(cited.assign(elsewhere=carried.elsewhere(cited)))),
        origins=list(rows_of(questions.by_origin(shelf.view, shelf.snapshot))),
    )


def of_actor(actor: str, shelf: Shelf, site: Site) -> Page:
    """Where one actor stands on everything, what it said, and what others say it holds."""
    path, name = addresses.actor(shelf.negotiation, actor), shelf.known.name(actor)
    said, cells = shelf.said_by.get(actor, []), [(line, (actor, line.id)) for line in shelf.whole.issues]
    return drawn(
        "site_actor.html",
        path,
        site,
        title=f"{name}: where it stands",
        description=_of_whom(name, said, cells, shelf),
        shelf=shelf,
        name=name,
        register=shelf.actors[actor],
        positions=_standing(cells, shelf),
        silent=_silent(cells, shelf),
        said=said,
        about=shelf.about.get(actor, []),
        claimed=shelf.claims_by.get(actor, []),
        kinds=shelf.kinds,
        of=shelf.of(path),
        picture=_picture(path, site),
        day=shelf.whole.day,
    )


def of_issue(issue: str, shelf: Shelf, site: Site) -> Page:
    """Where everybody stands on one issue, what each stance means on it, and how it came about."""
    path, known = addresses.issue(shelf.negotiation, issue), shelf.known.issue(issue)
    said, cells = shelf.said_on.get(issue, []), [(line, (line.id, issue)) for line in shelf.whole.actors]
    return drawn(
        "site_issue.html",
        path,
        site,
        title=f"{known.title}: who stands where",
        description=_of_whom(known.question or known.title, said, cells, shelf),
        shelf=shelf,
        issue=known,
        positions=_standing(cells, shelf),
        silent=_silent(cells, shelf),
        said=said,
        claimed=shelf.claims_on.get(issue, []),
        kinds=shelf.kinds,
        of=shelf.of(path),
        picture=_picture(path, site),
        day=shelf.whole.day,
    )


def of_record(row: Any, shelf: Shelf, site: Site) -> Page:
    """One statement or claim whole, among what was said before and after, and what others claim."""
    path = addresses.record(row.id)
    whose, about = (row.about, row.about_name) if hasattr(row, "about") else (row.actor, "")
    says = f"{row.actor_name} says about {about}" if about else row.actor_name
    title = f"{says} on {row.issue_title}, {days.in_words(row.date)}: {palette.STANCES[row.stance].word}"
    return drawn(
        "site_record.html",
        path,
        site,
        title=title,
        description=f"{wording.claim(row, shelf.known)} {row.summary}".strip(),
        shelf=shelf,
        row=row,
        says=says,
        history=shelf.between.get((whose, row.issue), []),
        whose=shelf.known.name(whose),
        claimed=[each for each in shelf.about.get(whose, ()) if each.issue == row.issue and each.id != row.id],
        kinds=shelf.kinds,
        issue=shelf.known.issue(row.issue),
        of=shelf.of(path),
        address=addresses.absolute(site.base, path) if site.base else "",
    )


def _words_of(actor: str, issue: str, page: str, shelf: Shelf) -> str:
    """Where the words behind a cell can be read: the record that stands, else the claims about a blank."""
    if (actor, issue) in shelf.standing:
        return shelf.ways(page).record(shelf.standing[actor, issue].id)
    if any(each.issue == issue for each in shelf.about.get(actor, ())):
        return f"{addresses.relative(addresses.actor(shelf.negotiation, actor), page)}#about"
    return ""


def _standing(cells: Cells, shelf: Shelf) -> list[tuple[str, list[tuple[Line, Look, Any]]]]:
    """The positions among these cells under the headings of the matrix: line, mark and row of each."""
    found: dict[str, list[tuple[Line, Look, Any]]] = {}
    for line, pair in cells:
        if pair in shelf.standing:
            found.setdefault(line.group, []).append((line, shelf.looks[pair], shelf.standing[pair]))
    return list(found.items())


def _silent(cells: Cells, shelf: Shelf) -> list[tuple[str, list[Line]]]:
    """Where nothing stands, by the kind of blank it is: none of them is neutral."""
    found: dict[str, list[Line]] = {}
    for line, pair in cells:
        if pair not in shelf.standing:
            found.setdefault(palette.BLANKS[shelf.whole.blanks.get(pair, NOT_RESEARCHED)].word, []).append(line)
    return list(found.items())


def _of_whom(name: str, said: list[Any], cells: Cells, shelf: Shelf) -> str:
    """What a page about one actor or issue holds."""
    lead, when = name if name.endswith("?") else f"{name}.", sentence.in_words(shelf.whole.day)
    if not said:
        return f"{lead} No statement by {when}."
    standing = [shelf.standing[pair] for _, pair in cells if pair in shelf.standing]
    record = sum(bool(row.on_record) for row in standing)
    counted = f"{_many(len(standing), 'position')} as of {when}, {record:,} of {len(standing):,} on the record"
    return f"{lead} {counted}, each with its words, speaker, day and source; {_many(len(said), 'statement')} in all."


def _picture(page: str, site: Site) -> tuple[str, str]:
    """The timeline that belongs to a page, for a light and for a dark ground, as links on it; each empty when nothing drew one."""
    light, dark = (drawn.get(page, "") for drawn in (site.timelines, site.by_night))
    return light and addresses.relative(light, page), dark and addresses.relative(dark, page)


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
