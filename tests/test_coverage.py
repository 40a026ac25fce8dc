"""What is known of whom: every actor on every issue that concerns it, and what is still to be found."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parley import store
from parley.analysis.asof import positions
from parley.analysis.coverage import COLUMNS, STATES, SUMMARY, coverage, summary
from parley.analysis.sources import origins
from tests.making import talks, write

DAY = date(2025, 8, 25)
SAID = "sources: [{id: paper, title: A paper, publisher: Reuters}]\nstatements:\n"


def covered(folder: Path, day: date = DAY) -> list[dict[str, Any]]:
    here = store.read(folder).tables
    standing = positions(here.statements, here.issues, day)
    found = coverage(here.actors, here.issues, here.statements, standing, here.not_found, day, origins(here.statements))
    return list(found.to_dict("records"))  # type: ignore[arg-type]


def cell(folder: Path, actor: str, issue: str, day: date = DAY) -> dict[str, Any]:
    [found] = [row for row in covered(folder, day) if (row["actor"], row["issue"]) == (actor, issue)]
    return found


def state(folder: Path, actor: str, issue: str, day: date = DAY) -> str:
    return str(cell(folder, actor, issue, day)["state"])


def test_every_actor_meets_every_issue_that_concerns_it_in_the_order_of_the_registers(tmp_path: Path) -> None:
    rows = covered(talks(tmp_path))
    assert [row["issue"] for row in rows if row["actor"] == "russia"] == [
        *("neutrality", "freeze-line", "army-cap", "frozen-assets", "johnson-blocked")
    ]
    assert [row["issue"] for row in rows if row["actor"] == "turkey"] == ["neutrality", "freeze-line", "army-cap", "johnson-blocked"]
    assert list(dict.fromkeys(row["actor"] for row in rows)) == ["russia", "ukraine", "usa", "turkey", "finland", "uk"]
    assert len(rows) == 26  # six actors on four issues, and two on the assets


def test_each_cell_is_in_the_state_of_what_is_known_of_it(tmp_path: Path) -> None:
    folder = write(talks(tmp_path), {"demo/finland/2025-08-01.yaml": SAID + "  - {issue: neutrality, stance: declines, summary: No word.}"})
    assert state(folder, "russia", "neutrality") == "on the record"
    assert state(folder, "russia", "freeze-line") == "reported only"
    assert state(folder, "finland", "neutrality") == "declined"
    assert state(folder, "russia", "frozen-assets") == "not found"
    assert state(folder, "usa", "frozen-assets") == "not researched"


def test_what_others_claim_leaves_a_cell_as_blank_as_it_was(tmp_path: Path) -> None:
    assert state(talks(tmp_path), "usa", "army-cap") == "not researched"


def test_before_anybody_looked_a_blank_is_not_researched(tmp_path: Path) -> None:
    folder = talks(tmp_path)
    before, after = (cell(folder, "russia", "frozen-assets", day) for day in (date(2025, 8, 24), date(2025, 8, 25)))
    assert (before["state"], before["looked"]) == ("not researched", "")
    assert (after["state"], after["looked"]) == ("not found", "2025-08-25")


def test_the_last_search_is_the_one_told(tmp_path: Path) -> None:
    again = "not_found: [{issue: frozen-assets, on: 2025-08-20, where: [kremlin.ru]}]"
    found = cell(write(talks(tmp_path), {"demo/russia/2025-08-25.yaml": again}), "russia", "frozen-assets")
    assert found["looked"] == "2025-08-25"
    assert found["look_for"].endswith("Looked for on 25 Aug 2025 in mid.ru.")


def test_a_blank_asks_for_a_statement_in_the_words_of_the_question(tmp_path: Path) -> None:
    folder = talks(tmp_path)
    assert cell(folder, "finland", "neutrality")["look_for"] == (
        "A statement by Finland on “Permanent neutrality”: Should Ukraine be neutral?"
    )
    assert cell(folder, "finland", "freeze-line")["look_for"] == "A statement by Finland on “Freezing the line”."


def test_a_report_asks_for_the_actors_own_words(tmp_path: Path) -> None:
    assert cell(talks(tmp_path), "russia", "freeze-line")["look_for"] == (
        "Words on the record by Russia on “Freezing the line”: so far only reported, by NBC News."
    )


def test_a_single_origin_asks_for_a_second_and_two_ask_for_nothing(tmp_path: Path) -> None:
    folder = talks(tmp_path)
    one, two = cell(folder, "usa", "neutrality"), cell(folder, "russia", "neutrality")
    assert (one["single_origin"], one["origins"]) == (True, 1)
    assert one["look_for"] == "A second origin for United States on “Permanent neutrality”: so far only Briefing."
    assert (two["single_origin"], two["origins"], two["look_for"]) == (False, 2, "")


def test_one_agency_in_two_papers_is_still_a_single_origin(tmp_path: Path) -> None:
    one = "sources: [{id: a, title: One paper, origin: Reuters}]\nstatements: [{issue: army-cap, stance: opposes, summary: No.}]"
    other = one.replace("One paper", "Another paper")
    folder = write(talks(tmp_path), {"demo/uk/2025-08-20.yaml": one, "demo/uk/2025-08-21.yaml": other})
    found = cell(folder, "uk", "army-cap")
    assert (found["single_origin"], found["since"]) == (True, "2025-08-21")
    assert found["look_for"] == "A second origin for United Kingdom on “Limit on the army”: so far only Reuters."


def test_an_origin_counts_from_the_day_it_speaks(tmp_path: Path) -> None:
    assert cell(talks(tmp_path), "russia", "neutrality", date(2025, 8, 23))["origins"] == 1


@pytest.mark.parametrize(("day", "stale"), [(date(2025, 6, 12), False), (date(2025, 6, 13), True)])
def test_an_old_position_asks_for_newer_words(tmp_path: Path, day: date, stale: bool) -> None:
    found = cell(talks(tmp_path), "russia", "army-cap", day)  # said on 2 June, stale after ten days
    assert (found["stale"], found["since"]) == (stale, "2025-06-02")
    assert ("Newer words by Russia on “Limit on the army”: the last are of 2 Jun 2025." in found["look_for"]) == stale


def test_a_blank_is_neither_stale_nor_of_a_single_origin(tmp_path: Path) -> None:
    found = cell(talks(tmp_path), "finland", "neutrality", date(2035, 1, 1))
    assert (found["stale"], found["single_origin"], found["origins"], found["since"]) == (False, False, 0, "")


def test_each_cell_names_the_file_to_write(tmp_path: Path) -> None:
    assert cell(talks(tmp_path), "finland", "neutrality")["file"] == "demo/finland/YYYY-MM-DD.yaml"


def test_a_matter_of_fact_is_covered_like_any_other_issue(tmp_path: Path) -> None:
    assert state(talks(tmp_path), "uk", "johnson-blocked") == "on the record"


def test_an_issue_of_another_negotiation_concerns_nobody_here(tmp_path: Path) -> None:
    other = {
        "trade/negotiation.yaml": "title: Trade",
        "trade/actors.yaml": "actors: [{id: eu, name: European Union}]",
        "trade/issues.yaml": "issues: [{id: tariffs, title: Tariffs}]",
    }
    rows = covered(write(talks(tmp_path), other))
    assert [(row["actor"], row["issue"]) for row in rows if row["negotiation"] == "trade"] == [("eu", "tariffs")]
    assert len(rows) == 27


def test_the_summary_counts_every_state_and_flag_out_of_all_cells(tmp_path: Path) -> None:
    here = store.read(talks(tmp_path)).tables
    standing = positions(here.statements, here.issues, DAY)
    found = summary(coverage(here.actors, here.issues, here.statements, standing, here.not_found, DAY, origins(here.statements)))
    # Nine cells hold the eleven statements: Russia and Ukraine spoke of neutrality twice, each time in another source. On that day
    # only Russia on the army (after 10 days) and the United Kingdom on the deal (after 100) are too old.
    assert dict(zip(found["what"], found["cells"], strict=True)) == {
        "on the record": 8,
        "reported only": 1,
        "declined": 0,
        "not found": 1,
        "not researched": 16,
        "single_origin": 7,
        "stale": 2,
    }
    assert set(found["of"]) == {26}


def test_nobody_and_nothing_give_empty_tables_with_their_columns(tmp_path: Path) -> None:
    here = store.read(talks(tmp_path)).tables
    nobody = here.actors.iloc[:0]
    found = coverage(
        nobody, here.issues, here.statements, positions(here.statements, here.issues, DAY), here.not_found, DAY, origins(here.statements)
    )
    assert (found.empty, list(found.columns)) == (True, [column.name for column in COLUMNS])
    counted = summary(found)
    assert list(counted.columns) == [column.name for column in SUMMARY]
    assert counted["what"].tolist() == [*STATES, "single_origin", "stale"]
    assert set(counted["cells"]) == set(counted["of"]) == {0}
