"""Whose report a source carries: reprinted forty times, it is still one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from parley.analysis.asof import positions
from parley.analysis.sources import COLUMNS, SINGLE_ORIGIN, bibliography, origins, rested, single_origin
from parley.tables import frame
from tests.making import Row, claimed, claims, said, statements

DAY = date(2025, 8, 24)
NO_SOURCE = dict.fromkeys(("negotiation", "file", "id", "title", "publisher", "date", "url", "archive", "origin", "note"), "")


def printed(publisher: str, origin: str = "", **more: Any) -> Row:
    """What Russia said on neutrality, as one outlet printed it."""
    name = publisher.lower().replace(" ", "-")
    source: Row = {"publisher": publisher, "origin": origin, "source_title": "Talks", "source_url": f"https://example.org/{name}"}
    return said("russia", "2025-08-24", "neutrality", "supports", key=name, **source, **more)


def origin_of(**source: Any) -> str:
    [found] = origins(statements(said("russia", "2025-08-24", "neutrality", "supports", **source)))
    return str(found)


def sources(*rows: Row) -> pd.DataFrame:
    return frame("sources", [NO_SOURCE | {"statements": 0} | row for row in rows])


def cited(*rows: Row, about: tuple[Row, ...] = (), archived: tuple[Row, ...] = ()) -> list[dict[str, Any]]:
    return list(bibliography(statements(*rows), claims(*about), sources(*archived)).to_dict("records"))  # type: ignore[arg-type]


def alone(*rows: Row) -> pd.DataFrame:
    table = statements(*rows)
    issues = pd.DataFrame({"negotiation": ["demo"], "id": ["neutrality"], "stale_after_days": pd.array([None], dtype="Int32")})
    return single_origin(positions(table, issues, DAY), rested(table), DAY)


@pytest.mark.parametrize(
    ("source", "origin"),
    [
        ({"origin": "Reuters", "publisher": "NZ Herald", "source_url": "https://www.nzherald.co.nz/a"}, "Reuters"),
        ({"publisher": "TASS", "source_url": "https://tass.com/a", "source_title": "Memorandum"}, "TASS"),
        ({"source_url": "https://www.Kremlin.ru/events/1", "source_title": "Answers to questions"}, "kremlin.ru"),
        ({"source_title": "Draft of Istanbul"}, "Draft of Istanbul"),
        ({"origin": "RBC-Ukraine, citing Reuters", "publisher": "UNN"}, "RBC-Ukraine, citing Reuters"),
    ],
)
def test_the_origin_is_whoever_is_named_first_of_agency_publisher_host_and_title(source: dict[str, str], origin: str) -> None:
    assert origin_of(**source) == origin


def test_forty_outlets_that_carry_one_agency_are_one_origin() -> None:
    table = statements(*(printed(f"Outlet {number}", origin="Reuters") for number in range(40)))
    assert origins(table).unique().tolist() == ["Reuters"]


def test_capitals_and_spaces_make_no_second_origin_and_the_commonest_spelling_is_shown() -> None:
    spelt = ["reuters", "Reuters", " Reuters ", "REUTERS"]
    table = statements(*(printed(f"Outlet {number}", origin=name) for number, name in enumerate(spelt)))
    assert origins(table).tolist() == ["Reuters"] * 4


def test_an_agency_cited_by_others_and_read_at_home_is_one_origin() -> None:
    table = statements(printed("TASS"), printed("Dawn", origin="tass"))
    assert origins(table).nunique() == 1


def test_origins_keep_the_rows_of_what_they_are_asked_about() -> None:
    table = statements(printed("TASS"), said("usa", "2025-08-01", "neutrality", "opposes", publisher="CNN")).iloc[[1]]
    found = origins(table)
    assert (list(found.index), found.tolist()) == ([1], ["CNN"])


def test_a_page_is_listed_once_with_all_that_rests_on_it() -> None:
    page: Row = {"publisher": "NBC News", "source_title": "Interview", "source_url": "https://example.org/nbc", "source_date": "2025-08-24"}
    rows = cited(
        said("russia", "2025-08-24", "neutrality", "supports", actor_name="Russia", **page),
        said("usa", "2022-04", "neutrality", "neutral", voice="reported", actor_name="United States", **page),
        said("usa", "2025-08-01", "army-cap", "opposes", publisher="CNN", source_title="Briefing"),
        about=(claimed("russia", "2025-08-25", "usa", "army-cap", "supports", actor_name="Russia", **page),),
    )
    assert [(row["publisher"], row["statements"]) for row in rows] == [("NBC News", 3), ("CNN", 1)]
    interview = rows[0]
    assert (interview["title"], interview["date"], interview["origin"]) == ("Interview", "2025-08-24", "NBC News")
    assert (interview["on_record"], interview["first"], interview["last"]) == (2, "2022-04", "2025-08-25")
    assert interview["actors"] == "Russia; United States"


def test_pages_without_an_address_are_told_apart_by_title_and_publisher() -> None:
    rows = cited(
        said("russia", "2025-08-01", "neutrality", "supports", publisher="TASS", source_title="Memorandum"),
        said("russia", "2025-08-02", "neutrality", "supports", publisher="TASS", source_title="Memorandum"),
        said("russia", "2025-08-03", "neutrality", "supports", publisher="TASS", source_title="Interview"),
        said("russia", "2025-08-04", "neutrality", "supports", publisher="Interfax", source_title="Memorandum"),
    )
    assert [(row["publisher"], row["title"], row["statements"]) for row in rows] == [
        ("TASS", "Memorandum", 2),
        ("Interfax", "Memorandum", 1),
        ("TASS", "Interview", 1),
    ]


def test_one_address_is_one_page_however_its_title_was_typed() -> None:
    same: Row = {"source_url": "https://example.org/a", "publisher": "TASS"}
    [row] = cited(
        said("russia", "2025-08-01", "neutrality", "supports", source_title="Memo", **same),
        said("russia", "2025-08-02", "neutrality", "supports", source_title="Memorandum", **same),
        said("russia", "2025-08-03", "neutrality", "supports", source_title="Memorandum", **same),
    )
    assert (row["title"], row["statements"]) == ("Memorandum", 3)


def test_an_archived_copy_is_found_by_the_page() -> None:
    kept = {"title": "Talks", "publisher": "TASS", "url": "https://example.org/tass", "archive": "https://archive.example.org/1"}
    rows = cited(printed("TASS"), printed("Dawn"), archived=(kept, kept | {"archive": ""}))
    assert {row["publisher"]: (row["archived"], row["archive"]) for row in rows} == {
        "TASS": (True, "https://archive.example.org/1"),
        "Dawn": (False, ""),
    }


def test_a_page_that_nothing_rests_on_is_not_listed() -> None:
    assert cited(archived=({"title": "Talks", "url": "https://example.org/tass"},)) == []


def test_a_position_that_forty_outlets_took_from_one_agency_rests_on_one_origin() -> None:
    rows = (printed(f"Outlet {number}", origin="Reuters", voice="reported", order=number) for number in range(40))
    [found] = alone(*rows).to_dict("records")
    assert (found["origin"], found["outlets"], found["on_record"]) == ("Reuters", 40, False)
    assert found["id"] == "demo/russia/2025-08-24/neutrality/outlet-39"


def test_a_second_origin_is_enough_also_when_it_is_older_or_only_reports() -> None:
    assert alone(printed("TASS"), printed("Dawn", origin="Reuters", voice="reported")).empty
    older = said("russia", "2024-01-01", "neutrality", "opposes", publisher="Dawn")
    assert alone(printed("TASS"), older).empty


def test_a_second_origin_that_speaks_after_the_day_does_not_count_yet() -> None:
    found = alone(printed("TASS"), said("russia", "2025-08-25", "neutrality", "supports", publisher="Dawn"))
    assert found["origin"].tolist() == ["TASS"]


def test_what_another_actor_or_another_issue_rests_on_is_no_second_origin() -> None:
    found = alone(
        printed("TASS"),
        said("usa", "2025-08-01", "neutrality", "neutral", publisher="CNN"),
        said("russia", "2025-08-01", "army-cap", "supports", publisher="Dawn"),
    )
    assert set(zip(found["actor"], found["issue"], found["origin"], strict=True)) == {
        ("russia", "neutrality", "TASS"),
        ("russia", "army-cap", "Dawn"),
        ("usa", "neutrality", "CNN"),
    }


def test_what_is_only_reported_comes_first_then_what_most_outlets_carry() -> None:
    found = alone(
        said("brazil", "2025-08-01", "neutrality", "supports", publisher="A"),
        said("china", "2025-08-01", "neutrality", "supports", publisher="B", source_url="https://example.org/1"),
        said("china", "2025-08-02", "neutrality", "supports", publisher="B", source_url="https://example.org/2"),
        said("usa", "2025-08-01", "neutrality", "supports", publisher="C", voice="reported"),
    )
    assert found["actor"].tolist() == ["usa", "china", "brazil"]


def test_nothing_said_gives_empty_tables_with_their_columns() -> None:
    assert origins(statements()).empty
    pages, single = bibliography(statements(), claims(), sources()), alone()
    assert (pages.empty, list(pages.columns)) == (True, [column.name for column in COLUMNS])
    assert (single.empty, list(single.columns)) == (True, [column.name for column in SINGLE_ORIGIN])
