"""What must hold of the questions whatever anybody says: tried on many small negotiations made up at random."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from parley import days, schema, store
from parley.analysis import review
from parley.analysis.asof import as_of, positions
from parley.analysis.blocs import cohesion
from parley.analysis.convergence import convergence, per_issue, shared_issues
from parley.analysis.diff import diff
from parley.analysis.gaps import gaps, pairs, sticking_points
from parley.columns import EVER, NEVER
from parley.frames import rows_of
from parley.tables import Tables, frame
from tests.making import TALKS, Row, said, statements, write

ACTORS, ISSUES = ("russia", "ukraine", "usa", "china"), ("neutrality", "army-cap", "deal-close")
KINDS = dict(zip(ISSUES, ("policy", "policy", "assessment"), strict=True))
DATES = ("2024", "2025-01-05", "2025-01", "2025-02-10", "2025-02-11", "2025-02", "2025-03-20")
SINCE, ASOF = date(2025, 1, 31), date(2025, 2, 11)
LATER = ("2025-02-12", "2025-02", "2025", "2026-01-01")

Told = set[tuple[tuple[str, Any], ...]]

quickly = settings(deadline=None, max_examples=25)


@st.composite
def negotiations(draw: st.DrawFn) -> list[Row]:
    """What was said, in no order: the words of one actor on one issue and day differ in key and place."""
    count = draw(st.integers(0, 25))
    return draw(st.permutations([_saying(draw, place) for place in range(count)]))


def _saying(draw: st.DrawFn, place: int) -> Row:
    actor, issue, day = draw(st.sampled_from(ACTORS)), draw(st.sampled_from(ISSUES)), draw(st.sampled_from(DATES))
    stance, firmness = draw(st.sampled_from(list(schema.STANCES))), draw(st.sampled_from(["", "demand", "red-line"]))
    voice = draw(st.sampled_from(["own", "document", "reported"]))
    sure, reviewer = draw(st.sampled_from(["", *schema.CONFIDENCES])), draw(st.sampled_from(["", "", "Lena Vogt"]))
    coded = {"confidence": sure, "reviewer": reviewer}
    return _scored(said(actor, day, issue, stance, firmness=firmness, voice=voice, order=place, key=f"k{place}", **coded))


def _scored(row: Row) -> Row:
    return row if KINDS[row["issue"]] == "policy" else row | {"score": pd.NA}


def register(*ids: str) -> pd.DataFrame:
    rows = {
        "negotiation": "demo",
        "id": list(ids),
        "kind": [KINDS[name] for name in ids],
        "stale_after_days": pd.array([20] * len(ids), "Int32"),
    }
    return pd.DataFrame(rows)


def members(*actors: str) -> pd.DataFrame:
    of = {"negotiation": "demo", "bloc": "p5", "bloc_name": "P5", "start": "", "end": "", "start_day": EVER, "end_day": NEVER}
    return frame("memberships", [of | {"actor": actor} for actor in actors])


def told(table: pd.DataFrame) -> Told:
    """The rows of an answer, without their order."""
    return {tuple(sorted((name, None if pd.isna(value) else value) for name, value in row._asdict().items())) for row in rows_of(table)}


def from_both_ends(table: pd.DataFrame) -> Told:
    """The rows about two actors, each told from either of them, so that it does not matter who is named first."""
    there = {str(name): f"other_{name}" for name in table if f"other_{name}" in table} | {"actor": "other", "actor_name": "other_name"}
    back = {other: name for name, other in there.items()}
    return told(table) | told(table.rename(columns=there | back))


def answers(rows: list[Row], issues: pd.DataFrame, actors: tuple[str, ...] = ACTORS) -> Iterator[Told]:
    """Every question, asked of what these rows say by ASOF."""
    table = statements(*rows)
    standing = positions(table, issues, ASOF)
    found = gaps(standing, actors, list(issues["id"]))
    yield told(standing)
    yield told(diff(table, issues, SINCE, ASOF))
    yield from_both_ends(found)
    yield from_both_ends(sticking_points(found))
    yield from_both_ends(pairs(found, 2, actors))
    yield told(cohesion(standing, members(*actors), issues, ASOF).drop(columns="departing"))
    yield told(convergence(table, issues, "russia", "ukraine", [SINCE, ASOF]).drop(columns="issue_set"))
    yield told(per_issue(table, issues, "russia", "ukraine", [SINCE, ASOF]))


@quickly
@given(negotiations(), st.randoms(use_true_random=False), st.permutations(ACTORS), st.permutations(ISSUES))
def test_the_order_of_rows_actors_and_issues_changes_no_answer(rows: list[Row], chance: Any, actors: list[str], issues: list[str]) -> None:
    shuffled = chance.sample(rows, len(rows))
    assert list(answers(shuffled, register(*issues), tuple(actors))) == list(answers(rows, register(*ISSUES)))


@quickly
@given(negotiations(), st.sampled_from(ACTORS), st.sampled_from(ISSUES), st.sampled_from(LATER), st.sampled_from(list(schema.STANCES)))
def test_what_is_said_after_a_day_changes_nothing_as_of_that_day(rows: list[Row], actor: str, issue: str, day: str, stance: str) -> None:
    afterwards = _scored(said(actor, day, issue, stance, order=99, key="afterwards"))
    assert list(answers([*rows, afterwards], register(*ISSUES))) == list(answers(rows, register(*ISSUES)))


@quickly
@given(negotiations())
def test_the_positions_of_one_day_and_what_changed_give_the_positions_of_the_other(rows: list[Row]) -> None:
    table = statements(*rows)
    before, after = (_ids(as_of(table, day)) for day in (SINCE, ASOF))
    changed = diff(table, register(*ISSUES), SINCE, ASOF)
    assert before | _ids(changed) == after
    assert {pair: before.get(pair, "") for pair in _ids(changed)} == _ids(changed, "before_id")
    assert not (changed["id"] == changed["before_id"]).any()


def _ids(table: pd.DataFrame, column: str = "id") -> dict[tuple[str, str], str]:
    return {(row.actor, row.issue): getattr(row, column) for row in rows_of(table)}


@quickly
@given(negotiations(), st.sampled_from(DATES))
def test_nothing_changes_between_a_day_and_itself(rows: list[Row], day: str) -> None:
    same = days.last_day(day)
    assert diff(statements(*rows), register(*ISSUES), same, same).empty


@quickly
@given(negotiations(), st.permutations(ACTORS))
def test_a_gap_is_the_same_from_either_side(rows: list[Row], actors: list[str]) -> None:
    standing = positions(statements(*rows), register(*ISSUES), ASOF)
    one, two = gaps(standing, actors), gaps(standing, actors[::-1])
    assert {(row.issue, row.actor, row.other): row.gap for row in rows_of(one)} == {
        (row.issue, row.other, row.actor): row.gap for row in rows_of(two)
    }


@quickly
@given(negotiations())
def test_a_pair_counts_every_one_of_its_gaps_once(rows: list[Row]) -> None:
    found = gaps(positions(statements(*rows), register(*ISSUES), ASOF), ACTORS)
    table = pairs(found, 2, ACTORS)
    assert (table["apart"] + table["between"] + table["near"]).tolist() == table["compared"].tolist()
    assert table["compared"].sum() == len(found)
    assert (table["compared"] <= table["of"]).all()


@quickly
@given(negotiations())
def test_a_silent_member_is_never_counted(rows: list[Row]) -> None:
    standing = positions(statements(*rows), register(*ISSUES), ASOF)
    found, joined = (cohesion(standing, members(*them), register(*ISSUES), ASOF) for them in (ACTORS, (*ACTORS, "holy-see")))
    assert (found["for_"] + found["neutral"] + found["against"]).tolist() == found["placed"].tolist()
    assert (found["placed"] + found["silent"]).tolist() == found["members"].tolist()
    assert told(joined) == told(found.assign(members=found["members"] + 1, silent=found["silent"] + 1))


@quickly
@given(negotiations(), st.sampled_from(DATES))
def test_the_steps_two_actors_are_apart_are_their_gaps_added_up(rows: list[Row], day: str) -> None:
    table, issues, on = statements(*rows), register(*ISSUES), days.last_day(day)
    found = gaps(positions(table, issues, on), ACTORS)
    theirs = found[((found["actor"] == "russia") & (found["other"] == "ukraine")).to_numpy()]
    summed = convergence(table, issues, "russia", "ukraine", [on])
    assert set(shared_issues(table, issues, "russia", "ukraine", [on])) == set(theirs["issue"])
    assert summed["steps_apart"].tolist() == ([theirs["gap"].sum()] if len(theirs) else [])
    assert summed["n"].tolist() == ([len(theirs)] if len(theirs) else [])


@quickly
@given(negotiations())
def test_from_day_to_day_steps_closer_and_farther_account_for_the_whole_change(rows: list[Row]) -> None:
    found = convergence(statements(*rows), register(*ISSUES), "russia", "ukraine", [SINCE, ASOF, date(2025, 12, 31)])
    assert (found["farther"] - found["closer"]).tolist()[1:] == found["steps_apart"].diff().tolist()[1:]


def test_what_others_claim_enters_no_answer(tmp_path: Path) -> None:
    """Ukraine says where everybody stands; nobody's position, gap or change is another one for it."""
    without = store.read(write(tmp_path / "without", TALKS)).tables
    claimed = store.read(write(tmp_path / "claimed", TALKS | {"demo/ukraine/2025-08-22.yaml": CLAIMS}))
    assert (claimed.problems, len(claimed.tables.claims)) == ((), len(without.claims) + 3)
    assert list(_everything(claimed.tables)) == list(_everything(without))


def _everything(here: Tables) -> Iterator[Told]:
    since, asof = date(2025, 8, 19), date(2025, 8, 24)
    standing = positions(here.statements, here.issues, asof)
    yield told(gaps(standing))
    yield told(diff(here.statements, here.issues, since, asof))
    yield told(cohesion(standing, here.memberships, here.issues, asof))
    yield told(convergence(here.statements, here.issues, "russia", "ukraine", [asof]))


CLAIMS = """
    recorded: 2025-08-23
    sources: [{id: address, title: Evening address}]
    claims:
      - {about: russia, issue: neutrality, stance: opposes, summary: Moscow no longer insists.}
      - {about: usa, issue: army-cap, stance: opposes, summary: Washington wants no limit.}
      - {about: turkey, issue: neutrality, stance: supports, summary: Ankara would have us neutral.}
    """


@quickly
@given(negotiations())
def test_a_second_reader_gets_every_record_that_waits_once_those_in_doubt_first(rows: list[Row]) -> None:
    said = statements(*rows).assign(about="", about_name="")
    waiting = [row for row in rows_of(said) if not row.reviewer]
    queue = review.queue(said)
    assert sorted(queue["id"]) == sorted(row.id for row in waiting)
    by_id = {row.id: row for row in waiting}
    expected = []
    for row in waiting:
        others = {each.stance for each in rows_of(said) if (each.file, each.issue) == (row.file, row.issue)}
        held = {
            "low confidence": row.confidence == "low",
            "unclear": row.stance == "unclear",
            "two stances that day": len(others) > 1,
            "medium confidence": row.confidence == "medium",
            "confidence not said": row.confidence == "",
        }
        expected.append([each for each in review.REASONS if held.get(each)] or ["nothing doubtful"])
    wanted = {row.id: (each[0], "; ".join(each[1:])) for row, each in zip(waiting, expected, strict=True)}
    assert {row.id: (row.reason, row.also) for row in rows_of(queue)} == wanted
    places = [(list(review.REASONS).index(row.reason), -by_id[row.id].day) for row in rows_of(queue)]
    assert places == sorted(places)
    counts = review.counts(said).set_index("reason")["records"]
    assert counts["reviewed"] == len(said) - len(waiting)
    assert counts.sum() == len(said)
    assert review.queue(said, 3)["id"].tolist() == queue["id"].tolist()[:3]
