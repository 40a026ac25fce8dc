"""A reading brought up to date by the changed files alone is the reading of the whole folder, after whatever was changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley import scan
from parley.gather import Gathered, gather
from parley.renewal import up_to_date
from parley.scan import glance
from tests.making import MORE_TALKS, talks, write
from tests.test_gather import assert_same

DAYS = ("2025-08-15", "2025-08-24", "2026", "2026-01")
ACTORS = ("russia", "ukraine", "usa", "uk")
STANCES = ("supports", "opposes", "declines", "oposes")
ANSWERED = "demo/uk/2026/neutrality"


def said(stance: str, extra: str = "") -> str:
    source = "recorded: 2026-12-31\nsources:\n  - {id: a, title: Ä page}\n"
    return f"{source}statements:\n  - issue: neutrality\n    stance: {stance}\n    summary: So they say.\n{extra}"


ANSWER = f"    answers:\n      - {{to: {ANSWERED}, how: denies}}\n"
CLAIM = "claims:\n  - {about: uk, issue: neutrality, stance: opposes, summary: They are against it.}\n"
MISSED = "not_found:\n  - {issue: neutrality, on: 2026-12-31, where: [everywhere]}\n"
TEXTS = (
    *(said(stance) for stance in STANCES),
    *(said("supports", extra) for extra in (ANSWER, CLAIM, MISSED, "    value: 3\n", "    speaker: Nobody\n")),
    "statements: [",
)
change = st.tuples(st.sampled_from(ACTORS), st.sampled_from(DAYS), st.sampled_from((*TEXTS, None)))
changes = st.lists(change, min_size=1, max_size=3, unique_by=lambda each: each[:2])


def renewed(held: Gathered, folder: Path) -> Gathered | None:
    return up_to_date(held, glance(folder))


def put(folder: Path, actor: str, day: str, text: str | None) -> None:
    path = folder / "demo" / actor / f"{day}.yaml"
    if text is not None:
        write(folder, {f"demo/{actor}/{day}.yaml": text})
    elif path.exists():
        path.unlink()


def assert_equal(one: Gathered, other: Gathered) -> None:
    assert one.problems == other.problems
    assert one.digests == other.digests
    assert one.version == other.version
    assert_same(one.tables, other.tables)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(changes, min_size=1, max_size=4))
def test_any_changes_of_position_files(steps: list[list[tuple[str, str, str | None]]], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write(talks(tmp_path_factory.mktemp("positions")), MORE_TALKS)
    held = gather(folder)
    for step in steps:
        for change in step:
            put(folder, *change)
        new = renewed(held, folder)
        assert new is not None
        assert_equal(new, gather(folder))
        held = new
    shutil.rmtree(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(talks(tmp_path), MORE_TALKS)


def test_where_nothing_changed_the_tables_are_the_same_ones(folder: Path) -> None:
    held = gather(folder)
    new = renewed(held, folder)
    assert new is not None
    assert new.tables is held.tables


def test_a_change_of_a_register_asks_for_a_whole_reading(folder: Path) -> None:
    held = gather(folder)
    (folder / "demo" / "issues.yaml").write_text((folder / "demo" / "issues.yaml").read_text().replace("Permanent", "Lasting"))
    assert renewed(held, folder) is None


def test_a_new_negotiation_asks_for_a_whole_reading(folder: Path) -> None:
    held = gather(folder)
    write(folder, {"trade/eu/2025.yaml": said("supports")})
    assert renewed(held, folder) is None


def test_what_was_answered_and_has_gone_costs_the_answer(folder: Path) -> None:
    write(folder, {"demo/uk/2026.yaml": said("supports"), "demo/usa/2026-01.yaml": said("opposes", ANSWER)})
    held = gather(folder)
    assert held.problems == ()
    (folder / "demo/uk/2026.yaml").unlink()
    without = renewed(held, folder)
    assert without is not None
    assert [(problem.file, problem.rule) for problem in without.problems] == [("demo/usa/2026-01.yaml", "unknown-answer")]
    write(folder, {"demo/uk/2026.yaml": said("supports")})
    again = renewed(without, folder)
    assert again is not None
    assert again.problems == ()
    assert_equal(again, gather(folder))


def test_an_answer_is_judged_also_where_no_claim_is_left(folder: Path) -> None:
    (folder / "demo" / "issues.yaml").write_text("issues:\n  - {id: neutrality, title: Neutral for good}\n", encoding="utf-8")
    held = gather(folder)
    assert held.tables.claims.empty
    write(folder, {"demo/uk/2026.yaml": said("supports"), "demo/usa/2026-01.yaml": said("opposes", ANSWER)})
    for text in (said("supports"), said("opposes"), said("supports", ANSWER)):
        put(folder, "russia", "2025-08-15", text)
        new = renewed(held, folder)
        assert new is not None
        assert_equal(new, gather(folder))
        held = new


def test_a_file_that_cannot_be_had_stays_named_while_others_change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "SETTLED_NS", 0)
    (folder / "demo/usa/2026.yaml").symlink_to(__file__)
    (folder / "demo/usa/2027.yaml").symlink_to("nowhere.yaml")
    held = gather(folder)
    assert [problem.rule for problem in held.problems] == ["link-outside", "dangling-link"]
    for text in (said("supports"), said("opposes"), None):
        put(folder, "russia", "2025-08-15", text)
        new = renewed(held, folder)
        assert new is not None
        assert_equal(new, gather(folder))
        held = new


def test_a_wrong_name_that_is_not_ascii_is_read_again_with_the_whole(folder: Path) -> None:
    write(folder, {"demo/usa/é.yaml": said("opposes", ANSWER)})
    held = gather(folder)
    assert {problem.rule for problem in held.problems} == {"wrong-name", "unknown-answer"}
    write(folder, {"demo/uk/2026.yaml": said("supports")})
    assert renewed(held, folder) is None
