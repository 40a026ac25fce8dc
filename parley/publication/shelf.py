"""One negotiation of a publication, asked once and laid out by what its pages are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from parley import matrix, questions, selection, wording
from parley.charts.marks import Look
from parley.export import named, standalone
from parley.export.ways import Ways
from parley.frames import rows_of
from parley.looks import looks
from parley.matrix import Matrix, Pair
from parley.publication import addresses
from parley.store import Snapshot
from parley.view import View
from parley.wording import Register

Rows = Mapping[str, list[Any]]


@dataclass(frozen=True, eq=False)
class Shelf:
    """What is published of a negotiation. Statements and claims lie newest first.

    actors, issues : rows of the registers that have a page, by id. records : every statement and claim that has one, by id.
    said_by, said_on, about, claims_by, claims_on : statements and claims by the actor or issue they belong to.
    between : statements of one actor on one issue. kinds : what each statement changed, in words.
    """

    view: View
    snapshot: Snapshot
    title: str
    known: Register
    whole: Matrix
    looks: Mapping[Pair, Look]
    standing: Mapping[Pair, Any]
    actors: Mapping[str, Any]
    issues: Mapping[str, Any]
    statements: Sequence[Any]
    claims: Sequence[Any]
    records: Mapping[str, Any]
    said_by: Rows
    said_on: Rows
    between: Mapping[Pair, list[Any]]
    about: Rows
    claims_by: Rows
    claims_on: Rows
    kinds: Mapping[str, str]

    @property
    def negotiation(self) -> str:
        return self.view.negotiation

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every page of the negotiation."""
        whole = (addresses.matrix, addresses.claims, addresses.sources, addresses.data)
        return frozenset(
            (
                *(page(self.negotiation) for page in whole),
                *(addresses.actor(self.negotiation, each) for each in self.actors),
                *(addresses.issue(self.negotiation, each) for each in self.issues),
                *(addresses.record(each) for each in self.records),
            )
        )

    def ways(self, page: str) -> Ways:
        """Where names lead, seen from `page`: nowhere, where the publication has no page."""

        def leads(path: str, there: bool) -> str:
            return addresses.relative(path, page) if there else ""

        return Ways(
            record=lambda each: leads(addresses.record(each), each in self.records),
            actor=lambda each: leads(addresses.actor(self.negotiation, each), each in self.actors),
            issue=lambda each: leads(addresses.issue(self.negotiation, each), each in self.issues),
        )

    def of(self, page: str) -> standalone.Of:
        """What templates need to tell a record on `page`."""
        return standalone.Of(self.known, self.ways(page))


def shelf(view: View, snapshot: Snapshot) -> Shelf:
    """What the view publishes of its negotiation: the statements and claims of the view, and those that its positions rest on."""
    here = snapshot.of(view.negotiation)
    whole = matrix.matrix(view, snapshot)
    standing = {(row.actor, row.issue): row for row in rows_of(whole.positions)}
    statements = _with_standing(list(rows_of(named.statements(view.but(sort=""), snapshot))), view, snapshot, whole)
    claims = list(rows_of(questions.claimed(view.but(sort=""), snapshot)))
    return Shelf(
        view=view,
        snapshot=snapshot,
        title=next((row.title for row in rows_of(here.negotiations)), view.negotiation),
        known=wording.register(view, snapshot),
        whole=whole,
        looks=looks(whole),
        standing=standing,
        actors=_by_id(rows_of(here.actors), selection.actors(view, snapshot)),
        issues=_by_id(rows_of(here.issues), selection.issues(view, snapshot)),
        statements=statements,
        claims=claims,
        records={row.id: row for row in (*claims, *statements)},
        said_by=_grouped(statements, "actor"),
        said_on=_grouped(statements, "issue"),
        between=_paired(statements),
        about=_grouped(claims, "about"),
        claims_by=_grouped(claims, "actor"),
        claims_on=_grouped(claims, "issue"),
        kinds=standalone.kinds(view.but(q="", from_=None, to=None), snapshot),
    )


def _with_standing(said: list[Any], view: View, snapshot: Snapshot, whole: Matrix) -> list[Any]:
    """A position can rest on words from before `from`: its cell must lead to them all the same."""
    missing = set(whole.positions["id"]) - {row.id for row in said}
    if not missing:
        return said
    every = selection.ordered(selection.statements(view.but(sort=""), snapshot), view.but(sort=""))
    wanted = missing | {row.id for row in said}
    return [row for row in rows_of(every) if row.id in wanted]


def _by_id(register: Iterable[Any], wanted: Sequence[str]) -> dict[str, Any]:
    """The wanted rows in order; None for what the register does not know."""
    rows = {row.id: row for row in register}
    return {each: rows.get(each) for each in wanted}


def _grouped(rows: Iterable[Any], by: str) -> dict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return dict(found)


def _paired(rows: Iterable[Any]) -> dict[Pair, list[Any]]:
    found: defaultdict[Pair, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.actor, row.issue].append(row)
    return dict(found)
