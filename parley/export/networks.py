"""Two networks as GraphML, for Gephi, visone, igraph and networkx: who stands where on what, and what hangs on what.

What one actor says about another is in neither: an edge is always its actor's own position, or its own tie. A blank is no edge, so it
never reads as neutral. Every number of edges stands beside the number there could be.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from typing import Any

from parley import days, matrix, questions, selection
from parley.export import attribution, named
from parley.export.occasion import Occasion
from parley.export.xml import legal
from parley.frames import rows_of
from parley.store import Snapshot
from parley.view import View

_POSITION = (
    *("id", "stance", "score", "firmness", "voice", "on_record", "date", "precision", "age_days", "stale", "mixed", "reported_otherwise"),
    *("speaker", "summary", "quote", "conditions", "value", "unit", "source_title", "publisher", "source_url", "origin"),
)
"""Columns of a position that its edge carries."""
_TIE = ("actor", "actor_name", "hangs_on_actor", "hangs_on_actor_name", "ids", "first", "last", "texts")
"""Columns of a tie that its edge carries."""
_CAUTION = (
    "Every edge is its actor's own. What actors say about each other is not in here; a missing edge is a blank, not a neutral position."
)


def actor_issue(view: View, snapshot: Snapshot, occasion: Occasion) -> bytes:
    """Actors and issues of the view; an edge where an actor has a position as of its day."""
    import networkx as nx

    standing = list(rows_of(matrix.standing(view, snapshot)))
    said = _said_by_its_day(view, snapshot)
    graph = nx.Graph(**_told("positions", view, snapshot, occasion, positions=len(standing), cells=len(_cells(view, snapshot))))
    known = _known(view, snapshot)
    for each in selection.actors(view, snapshot):
        _add(graph, f"actor/{each}", known, each, bipartite=0)
    for each in selection.issues(view, snapshot):
        _add(graph, f"issue/{each}", known, each, bipartite=1)
    for row in standing:
        ends = f"actor/{row.actor}", f"issue/{row.issue}"
        graph.add_edge(*ends, **_values(row, _POSITION), statements=said[row.actor, row.issue])
    for end, where in (("actor", 0), ("issue", 1)):
        held, could = Counter(getattr(row, end) for row in standing), Counter(cell[where] for cell in _cells(view, snapshot))
        for each in held | could:
            graph.nodes[f"{end}/{each}"].update(positions=held[each], of=max(could[each], held[each]))
    return _written(graph)


def linkage(view: View, snapshot: Snapshot, occasion: Occasion) -> bytes:
    """A directed edge from the issue on which an actor takes a conditional stance to what the stance hangs on, one an actor.

    That is an issue (the actor it hangs on as well, if any, stands on the edge), else an actor, else a node that holds the condition in
    words, for words are all there is.
    """
    import networkx as nx

    ties = list(rows_of(questions.linked(view, snapshot)))
    said = Counter((row.actor, row.issue) for row in rows_of(named.statements(view, snapshot)))
    graph = nx.MultiDiGraph(**_told("linkage", view, snapshot, occasion, ties=len(ties)))
    known = _known(view, snapshot)
    for each in selection.issues(view, snapshot):
        _add(graph, f"issue/{each}", known, each)
    for row in ties:
        source, (target, label) = f"issue/{row.issue}", _hangs_on(row)
        _add(graph, source, known, row.issue_title)
        _add(graph, target, known, label)
        key = f"{row.actor}/{row.issue}/{row.hangs_on}/{row.hangs_on_actor}"
        graph.add_edge(source, target, key, **_values(row, _TIE), n=row.n, of=max(said[row.actor, row.issue], row.n))
    return _written(graph)


def _told(name: str, view: View, snapshot: Snapshot, occasion: Occasion, **counts: int) -> dict[str, Any]:
    """What the graph says of itself."""
    told = {
        "title": f"{attribution.negotiation(view, snapshot)}: {named.title(name, view, snapshot)}",
        **named.origin(view, snapshot),
        "link": attribution.link(occasion.base, "gaps" if name == "linkage" else "matrix", view.closed, snapshot),
        "licence": attribution.licence(view, snapshot),
        "caution": _CAUTION,
    }
    return _values(told) | counts


def _known(view: View, snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """What the registers say of every actor and issue, by the name of its node."""
    here = snapshot.of(view.negotiation)
    actors = {f"actor/{row.id}": {"label": row.name, "kind": row.kind, "role": row.role} for row in rows_of(here.actors)}
    asked = rows_of(here.issues[["id", "title", "kind", "topic", "question", "unit"]])
    return actors | {f"issue/{row.id}": {"label": row.title, **{name: getattr(row, name) for name in row._fields[2:]}} for row in asked}


def _add(graph: Any, node: str, known: Mapping[str, dict[str, Any]], label: str, **more: int) -> None:
    """A node, once. label : of one that no register knows."""
    if node not in graph:
        graph.add_node(node, **_values({"node_type": node.partition("/")[0], **known.get(node, {"label": label}), **more}))


def _cells(view: View, snapshot: Snapshot) -> list[tuple[str, str]]:
    """Actor and issue of every cell of the view that could hold a position."""
    issues = snapshot.of(view.negotiation).issues
    only = {row.id: row.applies_to.split("~") for row in rows_of(issues[["id", "applies_to"]]) if row.applies_to}
    actors, asked = selection.actors(view, snapshot), selection.issues(view, snapshot)
    return [(actor, issue) for actor in actors for issue in asked if actor in only.get(issue, [actor])]


def _said_by_its_day(view: View, snapshot: Snapshot) -> Counter[tuple[str, str]]:
    """How many statements an actor has made on an issue by the day of the view, in its voices."""
    said, day = selection.statements(view, snapshot), days.number(questions.day(view, snapshot))
    return Counter((row.actor, row.issue) for row in rows_of(said[["actor", "issue", "day"]]) if row.day <= day)


def _hangs_on(row: Any) -> tuple[str, str]:
    """The node that a tie leads to, and its label."""
    if row.hangs_on:
        return f"issue/{row.hangs_on}", row.hangs_on_title
    if row.hangs_on_actor:
        return f"actor/{row.hangs_on_actor}", row.hangs_on_actor_name
    return f"words/{row.actor}/{row.issue}", row.texts


def _values(row: Any, names: tuple[str, ...] | None = None) -> dict[str, Any]:
    """Attributes as GraphML takes them: what is missing is left out, and no text holds what XML cannot."""
    told: Mapping[str, Any] = row if names is None else {name: getattr(row, name) for name in names}
    return {name: legal(value) if isinstance(value, str) else value for name, value in told.items() if _there(value)}


def _there(value: Any) -> bool:
    return isinstance(value, (str, bool, int, float)) and value == value and value != ""


def _written(graph: Any) -> bytes:
    """As GraphML with typed attributes, by the writer that is the same wherever it runs."""
    from networkx.readwrite.graphml import write_graphml_xml

    whole = io.BytesIO()
    write_graphml_xml(graph, whole)
    return whole.getvalue() + b"\n"
