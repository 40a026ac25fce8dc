"""Whose reports a bibliography rests on."""

from __future__ import annotations

from typing import Any

from parley.analysis.carried import by_origin, elsewhere
from parley.analysis.sources import bibliography
from parley.tables import frame
from tests.making import claims, said, statements

NO_SOURCES = frame("sources", [])


def cited(*rows: Any) -> Any:
    return bibliography(statements(*rows), claims(), NO_SOURCES)


def page(publisher: str, url: str, origin: str = "") -> dict[str, Any]:
    return {"publisher": publisher, "source_url": url, "source_title": f"In {publisher or url}", "origin": origin}


ON_FOUR_PAGES = cited(
    said("russia", "2025-08-01", "a", "supports", **page("Reuters", "https://reuters.example/1")),
    said("russia", "2025-08-03", "b", "supports", **page("Gulf News", "https://gulf.example/1", "Reuters")),
    said("russia", "2025-07", "c", "supports", voice="reported", **page("Gulf News", "https://gulf.example/1", "Reuters")),
    said("usa", "2025-08-02", "a", "opposes", **page("Kyiv Post", "https://kyiv.example/1", "Kyiv  post")),
    said("usa", "2025-08-04", "b", "opposes", **page("", "https://www.trt.example/1")),
)


def test_only_a_page_that_names_another_origin_carries_somebody_elses_report() -> None:
    told = dict(zip(ON_FOUR_PAGES["url"], elsewhere(ON_FOUR_PAGES), strict=True))
    assert told == {
        "https://reuters.example/1": False,
        "https://gulf.example/1": True,
        "https://kyiv.example/1": False,
        "https://www.trt.example/1": False,
    }


def test_pages_that_carry_one_agency_are_one_origin() -> None:
    told = by_origin(ON_FOUR_PAGES)
    assert told[["origin", "pages", "elsewhere", "statements", "on_record"]].iloc[0].tolist() == ["Reuters", 2, 1, 3, 2]
    assert len(told) == 3


def test_the_span_of_an_origin_counts_a_month_from_its_last_day() -> None:
    reuters = by_origin(ON_FOUR_PAGES).iloc[0]
    assert (reuters["first"], reuters["last"]) == ("2025-07", "2025-08-03")


def test_no_page_has_no_origin() -> None:
    assert by_origin(cited()).empty
