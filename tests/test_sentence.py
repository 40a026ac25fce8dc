"""The sentence of a view is its title everywhere: who, on what, in which voices, when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parley import sentence, store
from parley.store import Snapshot
from parley.view import View
from tests.making import talks, write

RECORD = ("own", "spokesperson", "document")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.read(talks(tmp_path_factory.mktemp("positions")))


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({}, "Everyone on every issue, as of 24 Aug 2025"),
        ({"asof": date(2025, 6, 2)}, "Everyone on every issue, as of 2 Jun 2025"),
        ({"actor": ("russia",)}, "Russia on every issue, as of 24 Aug 2025"),
        ({"actor": ("usa", "russia", "ukraine")}, "United States, Russia and Ukraine on every issue, as of 24 Aug 2025"),
        ({"actor": ("usa", "russia", "ukraine", "uk")}, "4 actors on every issue, as of 24 Aug 2025"),
        ({"bloc": ("nato", "p5")}, "Everyone in NATO and permanent five on every issue, as of 24 Aug 2025"),
        ({"actor": ("usa",), "bloc": ("nato",)}, "United States in NATO on every issue, as of 24 Aug 2025"),
        ({"topic": ("security",)}, "Everyone on Security, as of 24 Aug 2025"),
        ({"issue": ("army-cap", "neutrality")}, "Everyone on Limit on the army and Permanent neutrality, as of 24 Aug 2025"),
        ({"issue": ("army-cap",), "topic": ("security",)}, "Everyone on Limit on the army (in Security), as of 24 Aug 2025"),
        ({"issue": ("neutrality", "freeze-line", "army-cap", "frozen-assets")}, "Everyone on 4 issues, as of 24 Aug 2025"),
        ({"voice": RECORD}, "Everyone on every issue, on the record, as of 24 Aug 2025"),
        ({"voice": RECORD[::-1]}, "Everyone on every issue, on the record, as of 24 Aug 2025"),
        ({"voice": (*RECORD, "reported")}, "Everyone on every issue, as of 24 Aug 2025"),
        ({"voice": ("reported",)}, "Everyone on every issue, as reported only, as of 24 Aug 2025"),
        ({"voice": ("own", "document")}, "Everyone on every issue, voices: own and document, as of 24 Aug 2025"),
        ({"confidence": ("high", "medium")}, "Everyone on every issue, high and medium confidence only, as of 24 Aug 2025"),
        ({"q": "red line"}, "Everyone on every issue, holding “red line”, as of 24 Aug 2025"),
        ({"since": date(2025, 6, 2)}, "Everyone on every issue, as of 24 Aug 2025, changes since 2 Jun 2025 marked"),
        ({"known": date(2025, 6, 3)}, "Everyone on every issue, as of 24 Aug 2025, as entered by 3 Jun 2025"),
        ({"known": date(2025, 8, 25)}, "Everyone on every issue, as of 24 Aug 2025"),
    ],
)
def test_positions_are_told_with_everything_that_narrows_them(chosen: dict[str, Any], told: str, demo: Snapshot) -> None:
    assert sentence.positions(View("demo", **chosen), demo) == told


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({}, "Everyone on every issue, all days"),
        ({"from_": date(2025, 1, 1), "to": date(2025, 8, 24)}, "Everyone on every issue, from 1 Jan 2025 to 24 Aug 2025"),
        ({"from_": date(2025, 1, 1)}, "Everyone on every issue, from 1 Jan 2025"),
        ({"to": date(2025, 8, 24)}, "Everyone on every issue, up to 24 Aug 2025"),
        (
            {"actor": ("turkey",), "q": "line", "known": date(2025, 6, 3)},
            "Türkiye on every issue, holding “line”, all days, as entered by 3 Jun 2025",
        ),
    ],
)
def test_records_are_told_with_the_days_they_were_said_in(chosen: dict[str, Any], told: str, demo: Snapshot) -> None:
    assert sentence.records(View("demo", **chosen), demo) == told


def test_the_sentence_of_the_design_is_told_of_the_shipped_negotiation() -> None:
    view = View("ukraine-peace", actor=("russia", "ukraine", "usa"), topic=("security",), voice=RECORD, asof=date(2025, 8, 24))
    told = "Russia, Ukraine and United States on Security architecture, on the record, as of 24 Aug 2025"
    assert sentence.positions(view, store.read(store.SHIPPED)) == told


@pytest.mark.parametrize("kind", ["statements: [{", "claims: [{about: usa, "])
def test_a_record_that_does_not_say_when_it_was_entered_makes_known_worth_telling(kind: str, tmp_path: Path) -> None:
    undated = f"sources: [{{id: a, title: A}}]\n{kind}issue: neutrality, stance: supports, summary: Neutral.}}]"
    snapshot = store.read(write(talks(tmp_path), {"demo/finland/2025-01-01.yaml": undated}))
    assert sentence.records(View("demo", known=date(2025, 8, 25)), snapshot).endswith("as entered by 25 Aug 2025")


def test_before_anybody_has_spoken_the_sentence_says_so(tmp_path: Path) -> None:
    silent = store.read(write(tmp_path, {"demo/negotiation.yaml": "title: Talks"}))
    assert sentence.positions(View("demo"), silent) == "Everyone on every issue, nobody has spoken yet"


def test_ids_stand_for_names_that_a_broken_register_does_not_give(tmp_path: Path) -> None:
    snapshot = store.read(write(talks(tmp_path), {"demo/actors.yaml": "actors: russia", "demo/issues.yaml": "issues: many"}))
    told = "russia on army-cap, as of 24 Aug 2025"
    assert sentence.positions(View("demo", actor=("russia",), issue=("army-cap",)), snapshot) == told


@pytest.mark.parametrize(("names", "told"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")])
def test_names_are_listed_as_people_list_them(names: list[str], told: str) -> None:
    assert sentence.listed(names) == told
