"""The list of records: what the browser is told, and nothing it could take for markup or a way out of the web."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from parley.ui.records import payload, place
from tests.making import claimed, claims, said, statements


def listed(rows: pd.DataFrame, **more: Any) -> dict[str, Any]:
    """The payload of these rows, with permalinks like `/r?demo/…`."""
    return payload(rows, address=lambda record: f"/r?{record}", label="Statements", **more)


def only(*rows: Any, **more: Any) -> dict[str, Any]:
    """What is told about one statement: the parts that are drawn."""
    return {part: values[0] for part, values in listed(statements(*rows), **more)["records"].items()}


def only_claim(verdict: str, **more: Any) -> dict[str, Any]:
    """What is told about one claim, the USA on Russia."""
    table = claims(claimed("usa", "2025-08-25", "russia", "neutrality", "opposes")).assign(verdict=verdict)
    return {part: values[0] for part, values in listed(table, **more)["records"].items()}


def test_a_statement_is_told_in_words() -> None:
    told = only(
        said(
            "russia",
            "2025-08-24",
            "neutrality",
            "leans-support",
            firmness="red-line",
            voice="spokesperson",
            actor_name="Russia",
            speaker="Dmitry Peskov",
            role="Spokesman",
            summary="Neutrality is needed.",
            quote="must be neutral",
            language="en",
            conditions="in exchange for guarantees [p5]",
            note="Said twice.",
            source_title="Briefing",
            publisher="TASS",
            source_url="https://example.org/b",
            origin="Reuters",
        )
    )
    del told["look"]
    assert told == {
        "id": "demo/russia/2025-08-24/neutrality",
        "href": "/r?demo/russia/2025-08-24/neutrality",
        "day": "2025-08-24",
        "date": "24 Aug 2025",
        "who": "Russia",
        "speaker": "Dmitry Peskov, Spokesman",
        "issue": "Neutrality",
        "stance": "leans support",
        "how": "red line, spokesperson",
        "summary": "Neutrality is needed.",
        "quote": "“must be neutral”",
        "language": "en",
        "conditions": "if: in exchange for guarantees [p5]",
        "note": "Note: Said twice.",
        "source": "TASS",
        "source_title": "Briefing",
        "url": "https://example.org/b",
        "origin": "carrying Reuters",
    }


@pytest.mark.parametrize(("written", "words"), [("2022", "2022"), ("2022-04", "Apr 2022"), ("2022-04-01", "1 Apr 2022")])
def test_a_date_is_no_more_exact_than_it_was_written(written: str, words: str) -> None:
    told = only(said("russia", written, "neutrality", "supports"))
    assert (told["day"], told["date"]) == (written, words)


def test_what_was_not_given_is_not_sent() -> None:
    told = only(said("russia", "2025-08-24", "neutrality", "supports"))
    assert set(told) == {"id", "href", "day", "date", "look", "stance", "how", "summary", "who", "issue"}


@pytest.mark.parametrize("compact", [False, True])
def test_a_report_is_hollow_and_says_so(compact: bool) -> None:
    table = statements(said("usa", "2025-08-24", "neutrality", "supports", voice="reported"))
    told = listed(table, compact=compact)
    assert "reported" in told["looks"][0]["classes"].split()
    assert told["records"]["how"][0].startswith("reported")


def test_what_a_narrow_line_does_not_show_is_still_heard() -> None:
    told = only(said("russia", "2025-08-24", "neutrality", "supports", firmness="demand", conditions="a vote"), compact=True)
    assert told["unseen"] == "demand, with conditions, own words"
    assert "how" not in told


def test_an_assessment_is_drawn_without_the_colour_of_a_stance() -> None:
    table = statements(
        said("russia", "2025-08-24", "who-blocks-peace", "opposes", score=pd.NA),
        said("russia", "2025-08-24", "zones", "declines"),
    )
    assessed, declined = (look["classes"].split() for look in listed(table)["looks"])
    assert "unscored" in assessed
    assert "unscored" not in declined


def test_rows_that_look_alike_share_one_look() -> None:
    table = statements(
        said("russia", "2025-03-01", "neutrality", "opposes"),
        said("russia", "2025-04-01", "neutrality", "supports"),
        said("russia", "2025-05-01", "neutrality", "opposes"),
    )
    told = listed(table)
    assert told["records"]["look"] == [0, 1, 0]
    assert [look["glyph"] for look in told["looks"]] == ["−−", "++"]


def test_the_rows_keep_the_order_they_came_in() -> None:
    table = statements(said("russia", "2025-03-01", "neutrality", "opposes"), said("russia", "2025-04-01", "neutrality", "supports"))
    assert listed(table.iloc[::-1])["records"]["day"] == ["2025-04-01", "2025-03-01"]


@pytest.mark.parametrize(
    ("number", "words"), [(800000.0, "800,000 troops"), (1000000.0, "1,000,000 troops"), (0.1, "0.1 troops"), (0.0, "0 troops")]
)
def test_a_number_is_written_out_with_its_unit(number: float, words: str) -> None:
    assert only(said("usa", "2025-08-24", "army-size", "supports", value=number, unit="troops"))["value"] == words


def test_a_quote_in_another_language_comes_with_its_translation() -> None:
    told = only(said("russia", "2025-08-24", "neutrality", "supports", quote="нет", language="ru", translation="no"))
    assert (told["quote"], told["language"], told["translation"]) == ("“нет”", "ru", "In English: “no”")


def test_a_claim_names_whose_position_it_is_said_to_be() -> None:
    told = only_claim("no own words")
    assert (told["who"], told["claim"], told["how"]) == ("Usa", "says about Russia", "as claimed, own words")


def test_a_claim_names_it_on_a_narrow_line_too() -> None:
    told = only_claim("denied", compact=True)
    assert (told["who"], told["claim"], told["verdict"]) == ("Usa", "says about Russia", "Denied by Russia")


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("confirmed", "Confirmed by the own words of Russia"),
        ("contradicted", "Contradicted by the own words of Russia"),
        ("no own words", "No own words of Russia to compare with"),
    ],
)
def test_the_verdict_says_what_the_claim_was_compared_with(verdict: str, words: str) -> None:
    assert only_claim(verdict)["verdict"] == words


def test_claims_without_a_verdict_are_listed_all_the_same() -> None:
    told = listed(claims(claimed("usa", "2025-08-25", "russia", "neutrality", "opposes")))
    assert told["headings"] == ["Date", "Who", "Issue", "Stance claimed", "What was said", "Source"]
    assert "verdict" not in told["records"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//example.org", "file:///etc/passwd", "http:example.org"]
)
def test_an_address_outside_the_web_is_no_link(url: str) -> None:
    told = only(said("usa", "2025-08-24", "neutrality", "supports", publisher="TASS", source_url=url))
    assert "url" not in told
    assert told["source"] == "TASS"


def test_a_source_without_a_publisher_goes_by_its_title_or_its_address() -> None:
    titled = said("usa", "2025-08-24", "neutrality", "supports", source_title="Briefing", source_url="HTTPS://example.org")
    bare = said("usa", "2025-08-24", "neutrality", "supports", source_url="http://example.org")
    assert (only(titled)["source"], only(titled)["url"]) == ("Briefing", "HTTPS://example.org")
    assert only(bare)["source"] == "http://example.org"


def test_text_from_a_file_arrives_as_it_was_written() -> None:
    hostile = "<img src=x onerror=alert(1)> **bold** &amp; \u202e"
    told = only(said("usa", "2025-08-24", "neutrality", "supports", summary=hostile, quote=hostile))
    assert (told["summary"], told["quote"]) == (hostile, f"“{hostile}”")


def test_the_open_record_is_known_by_its_row() -> None:
    table = statements(said("russia", "2025-03-01", "neutrality", "opposes"), said("russia", "2025-04-01", "neutrality", "supports"))
    shown = listed(table)["records"]["id"]
    assert place("demo/russia/2025-04-01/neutrality", shown) == 1
    assert place("demo/russia/2024-01-01/neutrality", shown) == -1


def test_a_list_of_nothing_has_headings_and_no_rows() -> None:
    told = listed(statements())
    assert (told["count"], told["records"]) == (0, {})
    assert told["headings"][0] == "Date"


def test_the_payload_is_plain_json() -> None:
    table = statements(
        said("russia", "2025-03-01", "army-size", "opposes", value=1.5, unit="m"), said("eu", "2025", "army-size", "unclear", score=pd.NA)
    )
    told = listed(table)
    assert json.loads(json.dumps(told, allow_nan=False))["records"]["value"] == ["", "1.5 m"]
