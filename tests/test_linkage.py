"""Which issue hangs on which, and who ties them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parley import store
from parley.analysis.linkage import COLUMNS, linkage
from tests.making import Row, said, statements

NEUTRALITY = "demo/russia/2025-08-24/neutrality"


def tie(statement: str, text: str, issue: str = "", actor: str = "") -> Row:
    return {"statement": statement, "text": text, "issue": issue, "actor": actor}


def register(column: str, names: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({"negotiation": "demo", "id": list(names), column: list(names.values())})


ISSUES = register("title", {"p5-guarantors": "Five guarantors", "neutrality": "Neutrality"})
ACTORS = register("name", {"usa": "United States"})


def edges(rows: tuple[Row, ...], *ties: Row) -> list[dict[str, Any]]:
    conditions = pd.DataFrame(ties, columns=["statement", "text", "issue", "actor"], dtype="str")
    return list(linkage(statements(*rows), conditions, ISSUES, ACTORS).to_dict("records"))  # type: ignore[arg-type]


def russia(day: str = "2025-08-24", issue: str = "neutrality") -> Row:
    return said("russia", day, issue, "supports")


def test_a_condition_ties_the_issue_it_is_said_on_to_the_issue_it_hangs_on() -> None:
    [edge] = edges((russia(),), tie(NEUTRALITY, "in exchange for guarantees", "p5-guarantors", "usa"))
    assert (edge["actor"], edge["issue"], edge["hangs_on"], edge["hangs_on_actor"]) == ("russia", "neutrality", "p5-guarantors", "usa")
    assert (edge["hangs_on_title"], edge["hangs_on_actor_name"]) == ("Five guarantors", "United States")
    assert (edge["n"], edge["texts"]) == (1, "in exchange for guarantees")


def test_a_condition_in_words_only_hangs_on_nothing_and_is_kept() -> None:
    [edge] = edges((russia(),), tie(NEUTRALITY, "once trust is restored"))
    assert (edge["hangs_on"], edge["hangs_on_title"], edge["hangs_on_actor"], edge["hangs_on_actor_name"]) == ("", "", "", "")
    assert edge["texts"] == "once trust is restored"


def test_saying_it_again_makes_the_same_edge_with_its_first_and_last_day() -> None:
    [edge] = edges(
        (russia("2025-08-24"), russia("2022-04"), russia("2025-06-02")),
        tie(NEUTRALITY, "for guarantees", "p5-guarantors"),
        tie("demo/russia/2022-04/neutrality", "under five guarantors", "p5-guarantors"),
        tie("demo/russia/2025-06-02/neutrality", "for guarantees", "p5-guarantors"),
    )
    assert (edge["n"], edge["first"], edge["last"]) == (3, "2022-04", "2025-08-24")
    assert edge["ids"] == "demo/russia/2022-04/neutrality~demo/russia/2025-06-02/neutrality~demo/russia/2025-08-24/neutrality"
    assert edge["texts"] == "under five guarantors; for guarantees"


def test_two_conditions_of_one_statement_on_one_issue_are_one_statement() -> None:
    [edge] = edges((russia(),), tie(NEUTRALITY, "signed", "p5-guarantors"), tie(NEUTRALITY, "and ratified", "p5-guarantors"))
    assert (edge["n"], edge["ids"], edge["texts"]) == (1, NEUTRALITY, "signed; and ratified")


def test_other_actors_other_issues_and_other_ends_are_other_edges() -> None:
    found = edges(
        (russia(), russia(issue="army-cap"), said("usa", "2025-08-24", "neutrality", "neutral")),
        tie(NEUTRALITY, "a", "p5-guarantors"),
        tie(NEUTRALITY, "b", "p5-guarantors", "usa"),
        tie(NEUTRALITY, "c", "army-cap"),
        tie("demo/russia/2025-08-24/army-cap", "d", "p5-guarantors"),
        tie("demo/usa/2025-08-24/neutrality", "e", "p5-guarantors"),
    )
    assert [edge["texts"] for edge in found] == ["d", "c", "a", "b", "e"]


def test_what_most_statements_tie_comes_first() -> None:
    found = edges(
        (russia("2025-06-02", "army-cap"), russia("2025-06-02"), russia()),
        tie("demo/russia/2025-06-02/army-cap", "once", "p5-guarantors"),
        tie("demo/russia/2025-06-02/neutrality", "twice", "p5-guarantors"),
        tie(NEUTRALITY, "twice", "p5-guarantors"),
    )
    assert [(edge["issue"], edge["n"]) for edge in found] == [("neutrality", 2), ("army-cap", 1)]


def test_conditions_of_claims_and_of_statements_outside_the_view_tie_nothing() -> None:
    assert edges((russia(),), tie("demo/usa/2025-08-24/about-russia/neutrality", "if asked", "p5-guarantors")) == []
    assert edges((), tie(NEUTRALITY, "for guarantees", "p5-guarantors")) == []


def test_an_issue_or_actor_no_register_knows_is_shown_by_its_id() -> None:
    [edge] = edges((russia(),), tie(NEUTRALITY, "with Oslo", "norway-talks", "norway"))
    assert (edge["hangs_on_title"], edge["hangs_on_actor_name"]) == ("norway-talks", "norway")


def test_no_conditions_give_an_empty_table_with_its_columns() -> None:
    found = linkage(statements(russia()), pd.DataFrame(columns=["statement", "text", "issue", "actor"]), ISSUES, ACTORS)
    assert (found.empty, list(found.columns)) == (True, [column.name for column in COLUMNS])


def test_every_condition_of_a_statement_that_ships_is_on_exactly_one_edge() -> None:
    here = store.read(store.SHIPPED).tables
    found = linkage(here.statements, here.conditions, here.issues, here.actors)
    told = {(name, edge.hangs_on, edge.hangs_on_actor) for edge in found.itertuples() for name in str(edge.ids).split("~")}
    own = here.conditions[here.conditions["statement"].isin(here.statements["id"]).to_numpy()]
    assert told == set(zip(own["statement"], own["issue"], own["actor"], strict=True))
