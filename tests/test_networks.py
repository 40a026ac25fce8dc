"""Networks: who stands where and what hangs on what, read back with typed values."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from parley import store
from parley.export.documents import DOCUMENTS, Occasion
from parley.store import Snapshot
from parley.view import View
from tests.making import MORE_TALKS, TALKS, talks, write

OCCASION = Occasion("https://desk.example.org", date(2026, 1, 2))
EVERYTHING = View(negotiation="demo")
NETWORKS = ("actor-issue.graphml", "linkage.graphml")
WORDS_ONLY = """
recorded: 2025-08-02
sources: [{id: trt, title: Görüşme}]
statements:
  - issue: freeze-line
    stance: supports
    summary: A ceasefire.
    conditions: [{text: if both want it}, {text: if Washington helps, actor: usa}, {text: once Narnia is asked, issue: neutrality}]
"""


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return store.read(write(talks(tmp_path), MORE_TALKS))


def made(name: str, snapshot: Snapshot, view: View = EVERYTHING) -> bytes:
    return DOCUMENTS[name].make(view, snapshot, OCCASION)


def read(name: str, snapshot: Snapshot, view: View = EVERYTHING) -> Any:
    return nx.read_graphml(io.BytesIO(made(name, snapshot, view)), force_multigraph=name == "linkage.graphml")


def test_an_edge_is_a_position_with_everything_a_reader_must_know(snapshot: Snapshot) -> None:
    edge = read("actor-issue.graphml", snapshot).edges["actor/russia", "issue/neutrality"]
    assert edge == {
        "id": "demo/russia/2025-08-24/neutrality",
        "stance": "supports",
        "score": 2,
        "firmness": "demand",
        "voice": "own",
        "on_record": True,
        "date": "2025-08-24",
        "precision": "day",
        "age_days": 0,
        "stale": False,
        "mixed": False,
        "reported_otherwise": False,
        "speaker": "Sergei Lavrov",
        "summary": "Guarantees depend on neutrality.",
        "source_title": "Interview",
        "publisher": "NBC News",
        "source_url": "https://example.org/interview",
        "statements": 3,
    }


def test_values_have_types(snapshot: Snapshot) -> None:
    edge = read("actor-issue.graphml", snapshot).edges["actor/ukraine", "issue/army-cap"]
    assert [(type(edge[name]), edge[name]) for name in ("score", "value", "on_record")] == [(int, -2), (float, 900000.0), (bool, True)]


def test_every_actor_and_issue_is_there_and_a_blank_is_no_edge(snapshot: Snapshot) -> None:
    network = read("actor-issue.graphml", snapshot)
    assert nx.is_bipartite(network)
    assert {network.nodes[node]["label"] for node in network if network.nodes[node]["bipartite"] == 0} == {
        *("Russia", "Ukraine", "United States", "Türkiye", "Finland", "United Kingdom")
    }
    assert network.degree["actor/finland"] == 0
    assert not network.has_edge("actor/usa", "issue/army-cap")
    assert network.degree["issue/frozen-assets"] == 0


def test_numbers_stand_beside_how_many_there_could_be(snapshot: Snapshot) -> None:
    network = read("actor-issue.graphml", snapshot)
    assert {
        node: (network.nodes[node]["positions"], network.nodes[node]["of"]) for node in ("actor/russia", "actor/uk", "issue/frozen-assets")
    } == {
        "actor/russia": (3, 5),
        "actor/uk": (1, 4),
        "issue/frozen-assets": (0, 2),
    }
    assert (network.graph["positions"], network.graph["cells"]) == (9, 26)


def test_disputed_facts_have_a_stance_and_no_score(snapshot: Snapshot) -> None:
    edge = read("actor-issue.graphml", snapshot).edges["actor/uk", "issue/johnson-blocked"]
    assert edge["stance"] == "opposes"
    assert "score" not in edge


def test_what_one_says_of_another_is_no_edge(snapshot: Snapshot) -> None:
    claimed = EVERYTHING.but(actor=("usa",), issue=("army-cap", "freeze-line"))
    network = read("actor-issue.graphml", snapshot, claimed)
    assert network.number_of_edges() == 0
    assert "What actors say about each other is not in here" in network.graph["caution"]


def test_a_report_says_that_it_is_one(snapshot: Snapshot) -> None:
    edge = read("actor-issue.graphml", snapshot).edges["actor/russia", "issue/freeze-line"]
    assert (edge["voice"], edge["on_record"]) == ("reported", False)


def test_the_network_is_of_the_day_and_the_filters_of_the_view(snapshot: Snapshot) -> None:
    network = read("actor-issue.graphml", snapshot, EVERYTHING.but(asof=date(2025, 6, 30), topic=("security",)))
    assert {edge[2]["id"] for edge in network.edges(data=True)} == {
        "demo/russia/2025-06-02/neutrality",
        "demo/russia/2025-06-02/army-cap",
        "demo/ukraine/2022-04/neutrality",
    }
    assert network.edges["actor/russia", "issue/neutrality"]["statements"] == 2


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_says_what_it_is_and_from_which_data(name: str, snapshot: Snapshot) -> None:
    told = read(name, snapshot, EVERYTHING.but(actor=("russia",))).graph
    assert told["title"].startswith("Talks in Istanbul: Russia on every issue, ")
    assert told["data_version"] == snapshot.version
    assert told["view"].startswith("negotiation=demo&actor=russia&asof=2025-08-24&known=2025-08-25")
    assert told["link"].startswith("https://desk.example.org/")


def test_a_tie_leads_from_the_issue_to_what_it_hangs_on(snapshot: Snapshot) -> None:
    network = read("linkage.graphml", snapshot)
    assert [(source, target, edge["actor"], edge["n"], edge["of"]) for source, target, edge in network.edges(data=True)] == [
        ("issue/neutrality", "issue/army-cap", "russia", 1, 3)
    ]
    [edge] = network.get_edge_data("issue/neutrality", "issue/army-cap").values()
    assert (edge["hangs_on_actor"], edge["texts"], edge["first"]) == ("usa", "with a limit on the army", "2022-03")


def test_a_tie_to_an_actor_or_in_words_only_is_an_edge_too(tmp_path: Path) -> None:
    snapshot = store.read(write(talks(tmp_path), {"demo/turkey/2025-08-01.yaml": WORDS_ONLY}))
    network = read("linkage.graphml", snapshot, EVERYTHING.but(issue=("freeze-line",)))
    assert {target: network.nodes[target]["label"] for _, target in network.edges()} == {
        "words/turkey/freeze-line": "if both want it",
        "actor/usa": "United States",
        "issue/neutrality": "Permanent neutrality",
    }


@pytest.mark.parametrize("name", NETWORKS)
def test_text_is_never_markup_and_no_sign_breaks_the_file(name: str, tmp_path: Path) -> None:
    evil = '<data key="d0">x</data> & "y" ]]>'
    files = {**MORE_TALKS, "demo/issues.yaml": TALKS["demo/issues.yaml"].replace("title: Permanent neutrality", f"title: '{evil}'")}
    snapshot = store.read(write(talks(tmp_path), files))
    assert read(name, snapshot).nodes["issue/neutrality"]["label"] == evil
    assert "holding “\ufffd\ufffdneutral”" in read(name, snapshot, EVERYTHING.but(q="\0\x0bneutral")).graph["title"]


@pytest.mark.parametrize("name", NETWORKS)
def test_no_two_keys_have_one_name_and_the_bytes_stay(name: str, snapshot: Snapshot) -> None:
    keys = [key.get("id") for key in etree.fromstring(made(name, snapshot)).iter("{*}key")]
    assert len(set(keys)) == len(keys) > 5
    assert made(name, snapshot) == made(name, store.read(snapshot.folder))


@pytest.mark.parametrize("name", NETWORKS)
def test_where_nobody_spoke_the_network_is_empty(name: str, tmp_path: Path) -> None:
    assert len(read(name, store.read(tmp_path), View())) == 0


@pytest.mark.parametrize("name", NETWORKS)
def test_the_shipped_data_makes_a_network(name: str) -> None:
    snapshot = store.read(store.SHIPPED)
    network = read(name, snapshot, View(negotiation="ukraine-peace"))
    assert network.number_of_edges() > 50
    assert all(network.nodes[node]["label"] for node in network)
