"""A link made from another state of the files says what has changed since, and whether that can be told at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from parley import descriptions, questions, store
from parley.analysis.entered import Entered, later
from parley.tables import frame
from parley.ui.sitemap import TITLES
from parley.view import View
from tests.headed import headings
from tests.making import TALKS, claimed, claims, said, statements, talks, write

HOUSE = Path(__file__).resolve().parents[1]
DAY = date(2025, 8, 25)
OLDER = "0123456789ab"
LATER = {
    "demo/uk/2025-09-02.yaml": """
        recorded: 2025-09-03
        sources: [{id: a, title: A}]
        statements:
          - {issue: neutrality, stance: opposes, summary: No neutrality.}
          - {issue: army-cap, stance: opposes, summary: No limit.}
        claims:
          - {about: russia, issue: freeze-line, stance: opposes, summary: They will go on.}
        """,
    "demo/finland/2025-08-01.yaml": """
        recorded: 2025-09-03
        sources: [{id: a, title: A}]
        statements: [{issue: freeze-line, stance: opposes, summary: No line.}]
        """,
    "demo/turkey/2025-08-10.yaml": TALKS["demo/turkey/2025-08-10.yaml"].replace(
        "summary: A ceasefire on today's line.",
        "summary: A ceasefire on today's line.\n            corrections: [{date: 2025-09-01, was: B, now: A, why: Misread.}]",
    ),
}
"""What came in after 25 August: three statements, a claim, and the correction of an earlier statement."""


def corrected(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"statement": record, "date": day, "was": "A", "now": "B", "why": "C"} for record, day in pairs]


# The counting


def test_only_what_was_entered_after_the_day_counts() -> None:
    own = statements(
        said("russia", "2025-08-20", "neutrality", "supports", recorded="2025-08-24"),
        said("russia", "2025-08-21", "army-cap", "supports", recorded="2025-08-25"),
        said("usa", "2020-01-01", "neutrality", "opposes", recorded="2025-08-26"),
    )
    others = claims(
        claimed("usa", "2025-08-20", "russia", "neutrality", "supports", recorded="2025-08-25"),
        claimed("usa", "2025-08-24", "russia", "army-cap", "supports", recorded="2025-09-30"),
        claimed("usa", "2025-08-24", "ukraine", "army-cap", "supports", recorded="2026-01-01"),
    )
    assert later(own, others, frame("corrections", []), DAY) == Entered(statements=1, claims=2, corrected=0, undated=0)


def test_a_record_corrected_after_the_day_counts_once_and_a_new_one_only_as_entered() -> None:
    own = statements(
        said("russia", "2025-08-20", "neutrality", "supports", recorded="2025-08-24"),
        said("russia", "2025-08-20", "army-cap", "supports", recorded="2025-08-24"),
        said("russia", "2025-08-20", "freeze-line", "supports", recorded="2025-08-30"),
    )
    others = claims(claimed("usa", "2025-08-20", "russia", "neutrality", "supports", recorded="2025-08-25"))
    table = frame(
        "corrections",
        corrected(
            ("demo/russia/2025-08-20/neutrality", "2025-08-26"),
            ("demo/russia/2025-08-20/neutrality", "2025-08-28"),
            ("demo/russia/2025-08-20/army-cap", "2025-08-25"),
            ("demo/russia/2025-08-20/freeze-line", "2025-08-31"),
            ("demo/usa/2025-08-20/about-russia/neutrality", "2025-12-01"),
            ("demo/turkey/2025-08-20/neutrality", "2025-12-01"),
        ),
    )
    assert later(own, others, table, DAY) == Entered(statements=1, claims=0, corrected=2, undated=0)


def test_records_without_a_day_of_entry_are_counted_apart() -> None:
    own = statements(said("russia", "2025-08-20", "neutrality", "supports"), said("usa", "2025-08-20", "neutrality", "opposes"))
    table = frame("corrections", corrected(("demo/russia/2025-08-20/neutrality", "2025-09-01")))
    assert later(own, claims(), table, DAY) == Entered(statements=0, claims=0, corrected=0, undated=2)


def test_of_nothing_nothing_was_entered() -> None:
    assert later(statements(), claims(), frame("corrections", []), DAY) == Entered(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("filters", "selected"),
    [
        ({}, Entered(3, 1, 1, 0)),
        ({"actor": ("uk",)}, Entered(2, 1, 0, 0)),
        ({"actor": ("russia",)}, Entered(0, 1, 0, 0)),
        ({"topic": ("territory",)}, Entered(1, 1, 1, 0)),
        ({"issue": ("neutrality",), "voice": ("reported",)}, Entered(0, 0, 0, 0)),
        ({"from_": date(2025, 9, 1)}, Entered(2, 1, 0, 0)),
        ({"q": "limit"}, Entered(1, 0, 0, 0)),
        ({"bloc": ("nato",)}, Entered(1, 0, 1, 0)),
        ({"asof": date(2025, 8, 24), "cell": "uk|neutrality"}, Entered(3, 1, 1, 0)),
    ],
)
def test_within_a_selection_its_filters_count_and_neither_its_day_nor_what_is_opened(
    filters: dict[str, object], selected: Entered, tmp_path: Path
) -> None:
    snapshot = store.read(write(talks(tmp_path), LATER))
    assert questions.entered_later(View("demo", known=DAY).but(**filters), snapshot) == (Entered(3, 1, 1, 0), selected)


# The sentence


@pytest.mark.parametrize(
    ("everything", "selected", "told"),
    [
        (
            Entered(3, 1, 2, 0),
            Entered(1, 0, 1, 0),
            (
                "after that day 3 statements and 1 claim were entered and 2 earlier records were corrected, of which 1 statement and "
                "1 correction in this selection. What was entered later is not shown here. Corrections are shown."
            ),
        ),
        (Entered(1, 0, 0, 0), Entered(1, 0, 0, 0), "after that day 1 statement was entered. What was entered later is not shown here."),
        (
            Entered(0, 0, 1, 0),
            Entered(0, 0, 0, 0),
            "after that day 1 earlier record was corrected, of which none in this selection. Corrections are shown.",
        ),
    ],
)
def test_what_has_changed_since_is_said_in_numbers(everything: Entered, selected: Entered, told: str) -> None:
    start = "This link shows what had been entered by 25 Aug 2025, and the files have changed since it was made: "
    assert descriptions.since_then(DAY, everything, selected) == start + told


def test_a_change_that_the_files_do_not_date_is_not_made_up() -> None:
    assert descriptions.since_then(DAY, Entered(0, 0, 0, 4), Entered(0, 0, 0, 1)) == (
        "This link shows what had been entered by 25 Aug 2025, and the files have changed since it was made; by their own dates, "
        "no record was entered or corrected after that day. Not counted: 4 records without a day of entry."
    )


# The page


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store.VARIABLE, str(tmp_path))
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    return write(talks(tmp_path), LATER)


def opened(page: str, /, **query: str) -> AppTest:
    app = AppTest.from_file(HOUSE / "parley" / "ui" / "frame.py", default_timeout=20).run()
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(str(HOUSE / "pages" / f"{page}.py")).run()


def note(app: AppTest) -> str:
    assert not app.exception
    return "".join(each.proto.body for each in app.get("html") if 'role="note"' in each.proto.body)


def ways(told: str) -> dict[str, dict[str, str]]:
    """The queries of the links in a note, by their words."""
    found = [part.split("</a>")[0] for part in told.split('<a href="')[1:]]
    return {each.rpartition(">")[2]: dict(parse_qsl(urlsplit(each.split('"')[0].replace("&amp;", "&")).query)) for each in found}


@pytest.mark.parametrize("page", TITLES)
def test_every_page_says_what_has_changed_since_an_older_link_was_made(page: str, folder: Path) -> None:
    assert folder.is_dir()
    told = note(opened(page, actor="uk", asof="2025-08-24", known="2025-08-25", data=OLDER))
    assert "after that day 3 statements and 1 claim were entered and 1 earlier record was corrected" in told
    assert "of which 2 statements and 1 claim in this selection" in told
    assert f'href="/{page}?' in told


def test_the_ways_on_keep_the_filters_and_drop_what_was_pinned(folder: Path) -> None:
    assert folder.is_dir()
    link = {"actor": "uk", "q": "limit", "cell": "uk|army-cap", "asof": "2025-08-24", "known": "2025-08-25", "data": OLDER}
    kept = {"negotiation": "demo", "actor": "uk", "q": "limit", "cell": "uk|army-cap"}
    assert ways(note(opened("matrix", **link))) == {
        "Show it as it is now": kept,
        "Still as of 24 Aug 2025, with all that is entered now": kept | {"asof": "2025-08-24"},
    }


def test_a_link_of_this_state_of_the_files_says_nothing(folder: Path) -> None:
    assert note(opened("matrix", known="2025-08-25", data=store.read(folder).version)) == ""
    assert note(opened("matrix", known="2025-08-25")) == ""


def test_where_files_do_not_say_when_they_were_entered_it_is_said_that_nothing_can_be_counted(folder: Path) -> None:
    write(folder, {"demo/uk/2025-09-02.yaml": LATER["demo/uk/2025-09-02.yaml"].replace("recorded: 2025-09-03", "")})
    told = note(opened("matrix", asof="2025-08-24", data=OLDER))
    assert "What was added or corrected cannot be counted, for some records do not say when they were entered." in told
    assert "Show it as it is now" in told


def test_the_data_version_stays_until_the_reader_leaves_the_day_it_was_made_for(folder: Path) -> None:
    assert folder.is_dir()
    app = opened("matrix", asof="2025-08-24", known="2025-08-25", data=OLDER)
    app.toggle(key="on-record-only").set_value(True).run()
    assert app.query_params["data"] == OLDER
    assert note(app)
    app.session_state["known"] = None  # the widget itself is drawn only while the filters are open
    app.run()
    assert "data" not in app.query_params
    assert note(app) == ""


def test_a_data_version_hides_no_row(folder: Path) -> None:
    snapshot = store.read(folder)
    view = View("demo", actor=("russia",))
    assert questions.shifted(view.but(data=OLDER), snapshot).equals(questions.shifted(view, snapshot))
    assert headings(opened("statements", data=OLDER)) == headings(opened("statements"))
