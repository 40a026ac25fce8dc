"""What a reader sees on the timeline. Expectations are in days, stances and ids; pixels only where one thing lies below another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from parley import schema
from parley.charts import palette
from parley.charts.flags import flags
from parley.charts.timeline import Lane, describe, legend_words, timeline
from tests.making import events, happened, said, statements

LANES = [Lane("russia", "Russia"), Lane("usa", "United States")]
START, END = date(2025, 1, 1), date(2025, 12, 31)


def drawn(
    table: pd.DataFrame, happenings: pd.DataFrame | None = None, *, lanes: list[Lane] = LANES, by: Any = "actor", **more: Any
) -> go.Figure:
    chosen: dict[str, Any] = {"asof": date(2025, 8, 24), "stale_after": {}, "dark": False, "title": "Russia and the US on neutrality"}
    return timeline(table, events() if happenings is None else happenings, lanes, by, START, END, **(chosen | more))


def bars(figure: go.Figure) -> list[tuple[str, str, str, str]]:
    """Every piece of every bar: name, statement, first day, last day; in the order of their first days."""
    return sorted(
        (
            (trace.name, data[0], first, (date.fromisoformat(first) + timedelta(milliseconds=int(length))).isoformat())
            for trace in figure.data
            if trace.type == "bar"
            for data, first, length in zip(trace.customdata, trace.base, trace.x, strict=True)
        ),
        key=lambda piece: piece[2],
    )


def marks(figure: go.Figure) -> dict[str, dict[str, Any]]:
    """Every mark by its statement's id: name of its look, glyph, shape, day, height, words on hover, weight of its outline."""
    return {
        trace.customdata[i][0]: {
            "name": trace.name,
            "glyph": trace.text[i],
            "shape": trace.marker.symbol,
            "fill": trace.marker.color,
            "day": trace.x[i],
            "y": trace.y[i],
            "words": trace.hovertext[i],
            "outline": trace.marker.line.width[i],
        }
        for trace in figure.data
        if trace.type == "scatter" and trace.mode == "markers+text"
        for i in range(len(trace.x))
    }


def trace(figure: go.Figure, name: str) -> Any:
    return next(each for each in figure.data if each.name == name)


def labels(figure: go.Figure) -> list[str]:
    return [each.text for each in figure.layout.annotations]


def test_a_bar_carries_a_stance_until_the_next_statement_and_the_last_one_to_the_end() -> None:
    figure = drawn(
        statements(
            said("russia", "2025-03-01", "neutrality", "supports"),
            said("russia", "2025-06-01", "neutrality", "leans-support"),
        )
    )
    assert bars(figure) == [
        ("supports", "demo/russia/2025-03-01/neutrality", "2025-03-01", "2025-06-01"),
        ("leans support", "demo/russia/2025-06-01/neutrality", "2025-06-01", "2025-12-31"),
    ]


def test_what_was_said_before_the_picture_begins_is_carried_into_it_without_a_mark() -> None:
    figure = drawn(statements(said("russia", "2024-06-14", "neutrality", "supports")))
    assert bars(figure) == [("supports", "demo/russia/2024-06-14/neutrality", "2025-01-01", "2025-12-31")]
    assert marks(figure) == {}
    assert (figure.layout.meta["shown"], figure.layout.meta["of"]) == (0, 0)


def test_what_was_said_after_the_picture_ends_is_not_in_it() -> None:
    figure = drawn(statements(said("russia", "2026-01-01", "neutrality", "supports")))
    assert bars(figure) == []
    assert marks(figure) == {}


def test_a_bar_turns_pale_and_thin_the_day_after_its_last_fresh_day() -> None:
    figure = drawn(statements(said("russia", "2025-03-01", "neutrality", "supports")), stale_after={"neutrality": 30})
    known = "demo/russia/2025-03-01/neutrality"
    assert bars(figure) == [("supports", known, "2025-03-01", "2025-04-01"), ("supports", known, "2025-04-01", "2025-12-31")]
    bar = trace(figure, "supports")
    assert bar.width[0] > bar.width[1]
    assert list(bar.marker.color) == [palette.STANCES["supports"].light.fill, palette.STANCES["supports"].light.stale_fill]
    assert ["stale" in words for words in bar.hovertext] == [False, True]


def test_a_report_runs_below_the_record_hatched_and_hollow_and_does_not_end_its_bar() -> None:
    figure = drawn(
        statements(
            said("russia", "2025-03-01", "neutrality", "supports"),
            said("russia", "2025-06-01", "neutrality", "opposes", voice="reported"),
        )
    )
    assert [(name, first, last) for name, _, first, last in bars(figure)] == [
        ("supports", "2025-03-01", "2025-12-31"),
        ("opposes, reported", "2025-06-01", "2025-12-31"),
    ]
    record, report = trace(figure, "supports"), trace(figure, "opposes, reported")
    assert report.y[0] > record.y[0]  # the axis counts from the top
    assert report.width[0] < record.width[0]
    assert (record.marker.pattern.shape, report.marker.pattern.shape) == ("", "/")
    assert marks(figure)["demo/russia/2025-06-01/neutrality"]["fill"] == palette.PAGE["light"]


def test_lanes_stand_in_the_order_given_the_first_on_top() -> None:
    table = statements(said("russia", "2025-03-01", "neutrality", "supports"), said("usa", "2025-03-01", "neutrality", "supports"))
    heights = {lane: mark["y"] for lane, mark in marks(drawn(table, lanes=LANES[::-1])).items()}
    assert heights["demo/usa/2025-03-01/neutrality"] < heights["demo/russia/2025-03-01/neutrality"]


def test_an_actor_without_a_lane_is_not_drawn() -> None:
    table = statements(said("russia", "2025-03-01", "neutrality", "supports"), said("italy", "2025-03-01", "neutrality", "opposes"))
    assert list(marks(drawn(table))) == ["demo/russia/2025-03-01/neutrality"]


def test_lanes_can_be_issues() -> None:
    table = statements(said("russia", "2025-03-01", "neutrality", "supports"), said("russia", "2025-06-01", "frozen-assets", "opposes"))
    figure = drawn(table, lanes=[Lane("frozen-assets", "Frozen assets"), Lane("neutrality", "Neutrality")], by="issue")
    assert [(name, first, last) for name, _, first, last in bars(figure)] == [
        ("supports", "2025-03-01", "2025-12-31"),
        ("opposes", "2025-06-01", "2025-12-31"),
    ]
    assert list(figure.layout.yaxis.ticktext) == ["Frozen assets", "Neutrality"]


def test_no_bar_carries_one_issues_stance_over_another_issues_question() -> None:
    table = statements(said("russia", "2025-03-01", "neutrality", "supports"), said("russia", "2025-06-01", "frozen-assets", "opposes"))
    figure = drawn(table)
    assert bars(figure) == []
    assert len(marks(figure)) == 2
    assert figure.layout.meta["bars"] is False


def test_every_stance_has_a_glyph_and_the_two_sides_a_shape_of_their_own() -> None:
    table = statements(*(said("russia", f"2025-0{month}-01", "neutrality", stance) for month, stance in enumerate(schema.STANCES, start=1)))
    seen = {mark["name"]: (mark["glyph"], mark["shape"]) for mark in marks(drawn(table)).values()}
    assert len(set(seen.values())) == len(schema.STANCES)
    assert seen["supports"][1] == seen["leans support"][1] != seen["leans oppose"][1] == seen["opposes"][1]


def test_the_firmer_the_heavier_the_outline() -> None:
    words = ["open", "preference", "demand", "red-line"]
    table = statements(
        *(said("russia", f"2025-0{month}-01", "neutrality", "supports", firmness=word) for month, word in enumerate(words, start=1))
    )
    outlines = [mark["outline"] for _, mark in sorted(marks(drawn(table)).items())]
    assert outlines == sorted(set(outlines))


def test_a_concession_has_a_second_outline() -> None:
    figure = drawn(statements(said("russia", "2025-03-01", "neutrality", "supports", firmness="concession")))
    assert list(trace(figure, "concession").x) == ["2025-03-01"]


def test_two_statements_of_one_day_stand_one_below_the_other() -> None:
    table = statements(
        said("russia", "2025-03-01", "neutrality", "supports", order=0),
        said("russia", "2025-03-01", "neutrality", "opposes", order=1, key="evening"),
    )
    figure = drawn(table)
    seen = marks(figure)
    assert seen["demo/russia/2025-03-01/neutrality"]["y"] < seen["demo/russia/2025-03-01/neutrality/evening"]["y"]
    assert [name for name, *_ in bars(figure)] == ["opposes"]


def test_a_month_stands_on_its_last_day_with_a_whisker_back_to_its_first() -> None:
    figure = drawn(statements(said("russia", "2025-04", "neutrality", "supports"), said("usa", "2025-04-03", "neutrality", "supports")))
    assert marks(figure)["demo/russia/2025-04/neutrality"]["day"] == "2025-04-30"
    assert list(trace(figure, "not exact").x) == ["2025-04-01", "2025-04-30", None]


@pytest.mark.parametrize(
    ("before", "after", "symbol", "words"),
    [
        ("leans-support", "supports", "triangle-up-open", "Moved 1 step towards support: was leans support, 1 Mar 2025"),
        ("supports", "neutral", "triangle-down-open", "Moved 2 steps towards opposition: was supports, 1 Mar 2025"),
        ("supports", "opposes", "triangle-down", "Reversed 4 steps towards opposition: was supports, 1 Mar 2025"),
        ("supports", "unclear", "circle-open", "Moved: was supports, 1 Mar 2025"),
    ],
)
def test_a_shift_has_its_sign_and_its_words(before: str, after: str, symbol: str, words: str) -> None:
    figure = drawn(statements(said("russia", "2025-03-01", "neutrality", before), said("russia", "2025-06-01", "neutrality", after)))
    assert (list(trace(figure, "shifts").x), list(trace(figure, "shifts").marker.symbol)) == (["2025-06-01"], [symbol])
    assert words in marks(figure)["demo/russia/2025-06-01/neutrality"]["words"]


def test_hardening_and_softening_are_a_heavy_and_a_light_rule() -> None:
    firmness = {"2025-03-01": "demand", "2025-04-01": "red-line", "2025-05-01": "open"}
    figure = drawn(statements(*(said("russia", day, "neutrality", "supports", firmness=word) for day, word in firmness.items())))
    signs = trace(figure, "shifts")
    assert list(signs.x) == ["2025-04-01", "2025-05-01"]
    assert signs.marker.line.width[0] > signs.marker.line.width[1]
    assert "Hardened: was demand, 1 Mar 2025" in marks(figure)["demo/russia/2025-04-01/neutrality"]["words"]


def test_the_first_mark_in_the_picture_knows_what_was_said_before_it() -> None:
    figure = drawn(
        statements(said("russia", "2024-12-01", "neutrality", "opposes"), said("russia", "2025-03-01", "neutrality", "supports"))
    )
    assert list(trace(figure, "shifts").x) == ["2025-03-01"]


def test_a_mark_says_who_said_what_when_and_where_it_can_be_read() -> None:
    spoken = said(
        "russia",
        "2025-08-24",
        "neutrality",
        "supports",
        firmness="red-line",
        voice="spokesperson",
        speaker="Dmitry Peskov",
        role="Spokesman",
        summary="Ukraine is to be neutral.",
        conditions="in exchange for guarantees",
        source_title="Briefing",
        publisher="NBC News",
    )
    words = marks(drawn(statements(spoken)))["demo/russia/2025-08-24/neutrality"]["words"].split("<br>")
    assert words == [
        "<b>Russia: supports, red line</b>",
        "Neutrality",
        "24 Aug 2025 · spokesperson · Dmitry Peskov, Spokesman",
        "Ukraine is to be neutral.",
        "On condition: in exchange for guarantees",
        "Source: Briefing, NBC News",
    ]


def test_markup_in_the_files_is_shown_as_it_was_typed() -> None:
    bold = "<b>bold</b> & <a href='javascript:x'>link</a>"
    figure = drawn(
        statements(said("russia", "2025-03-01", "neutrality", "supports", summary=bold, speaker=bold, source_title=bold, actor_name=bold)),
        events(happened("2025-05-01", bold)),
        lanes=[Lane("russia", bold)],
        title=bold,
    )
    shown = [*labels(figure), *figure.layout.yaxis.ticktext, *(words for each in figure.data for words in each.hovertext or ())]
    assert not [text for text in shown if "<a " in text or "<b>bold" in text]
    assert sum("&lt;b&gt;bold&lt;/b&gt; &amp;" in text for text in shown) == 6


def test_long_words_are_wrapped_and_none_is_lost() -> None:
    summary = "Every single word of this rather long sentence must be found again on hover, broken into lines that fit a small screen."
    words = marks(drawn(statements(said("russia", "2025-03-01", "neutrality", "supports", summary=summary))))
    lines = words["demo/russia/2025-03-01/neutrality"]["words"].split("<br>")
    assert max(map(len, lines)) <= 60
    assert summary in " ".join(lines)


def test_a_text_of_any_length_is_one_that_a_browser_can_draw() -> None:
    """Plotly looks for formulas in every text, and takes the square of its length for it: with a hundred thousand letters, a minute."""
    endless = "x" * 100_000
    table = statements(said("russia", "2025-03-01", "neutrality", "supports", summary=endless, actor_name=endless, issue_title=endless))
    happenings = events(happened("2025-08-15", endless, place=endless, participants=endless))
    figure = drawn(table, happenings, lanes=[Lane("russia", endless)], title=endless)
    shown = [*labels(figure), *figure.layout.yaxis.ticktext, *(words for each in figure.data for words in each.hovertext or ())]
    shown += [each.text for each in figure.layout.annotations]
    assert len(shown) >= 5
    assert max(map(len, shown)) < 8_000


def test_a_long_lane_name_is_wrapped_not_cut() -> None:
    name = "European leaders (joint statements; signatories vary)"
    figure = drawn(statements(), lanes=[Lane("europe", name)])
    assert figure.layout.yaxis.ticktext[0].replace("<br>", " ") == name
    assert "<br>" in figure.layout.yaxis.ticktext[0]


def test_on_a_phone_the_names_stand_above_the_lanes() -> None:
    table = statements(said("russia", "2025-03-01", "neutrality", "supports"))
    figure = drawn(table, narrow=True)
    name = next(each for each in figure.layout.annotations if each.text == "Russia")
    assert name.y < marks(figure)["demo/russia/2025-03-01/neutrality"]["y"]
    assert figure.layout.margin.l < 20
    assert not figure.layout.yaxis.ticktext


def test_the_picture_grows_with_its_lanes() -> None:
    heights = [drawn(statements(), lanes=[Lane(str(i), f"Actor {i}") for i in range(count)]).layout.height for count in (1, 40, 80)]
    assert heights[0] == 420
    assert heights[2] - heights[1] == pytest.approx(40 * 38)


def test_an_event_has_a_line_a_label_and_its_words_on_hover() -> None:
    figure = drawn(statements(), events(happened("2025-08-15", "Alaska summit", place="Anchorage", participants="Russia; US")))
    assert "Alaska summit" in labels(figure)
    assert trace(figure, "event lines").x[0] == "2025-08-15"
    assert trace(figure, "events").hovertext[0] == "<b>Alaska summit</b><br>15 Aug 2025, Anchorage<br>Russia; US"


def test_an_event_outside_the_picture_is_not_drawn_and_one_that_reaches_into_it_is() -> None:
    figure = drawn(statements(), events(happened("2024-05-01", "Long over"), happened("2024-12-01", "Still going", end="2025-02-01")))
    assert list(trace(figure, "events").x) == ["2025-01-01"]
    assert list(trace(figure, "event days").x) == ["2025-01-01", "2025-02-01", None]
    assert "Long over" not in labels(figure)


def test_the_chosen_day_is_a_labelled_line() -> None:
    figure = drawn(statements(), asof=date(2025, 8, 24))
    assert "as of 24 Aug 2025" in labels(figure)
    assert list(trace(figure, "as of").x) == ["2025-08-24", "2025-08-24"]


def test_a_chosen_day_outside_the_picture_is_left_out() -> None:
    figure = drawn(statements(), asof=date(2026, 2, 1))
    assert not [text for text in labels(figure) if text.startswith("as of")]
    assert list(trace(figure, "as of").x) == []


def test_event_labels_neither_cover_each_other_nor_are_crossed_by_a_line() -> None:
    hung = flags([(x, f"Event number {x}") for x in range(0, 880, 11)], width=880, rows=3)
    boxes = [(flag.row, flag.left, flag.left + 5.6 * max(map(len, flag.lines))) for flag in hung]
    assert len(hung) > 12
    for row, left, right in boxes:
        assert left >= 0
        assert right <= 880
        assert not [each for each in boxes if each != (row, left, right) and each[0] == row and left < each[2] and each[1] < right]
        assert not [flag for flag in hung if flag.row < row and left < flag.x < right]


def test_a_lone_event_at_the_right_edge_is_labelled_inside_the_picture() -> None:
    (flag,) = flags([(879.0, "Intergovernmental conference")], width=880, rows=3)
    assert flag.moved
    assert flag.left < 800


def test_an_assessment_is_drawn_without_colour() -> None:
    figure = drawn(statements(said("russia", "2025-03-01", "deal-close", "supports", score=pd.NA)))
    assert marks(figure)["demo/russia/2025-03-01/deal-close"]["fill"] == palette.UNSCORED["light"].fill


def test_the_dark_picture_takes_the_dark_colours() -> None:
    figure = drawn(statements(said("russia", "2025-03-01", "neutrality", "supports")), dark=True)
    assert marks(figure)["demo/russia/2025-03-01/neutrality"]["fill"] == palette.STANCES["supports"].dark.fill
    assert figure.layout.font.color == palette.INK["dark"]


@pytest.fixture(scope="module")
def crowded() -> go.Figure:
    """Two lanes of 3,000 statements each, from New Year's Day to 30 December; against it on 11 April and 20 July only."""
    rows = []
    for actor in ("russia", "usa"):
        for i in range(3000):
            day = START + timedelta(days=i * 364 // 3000)
            stance = "opposes" if day in (date(2025, 4, 11), date(2025, 7, 20)) else "supports"
            rows.append(said(actor, day.isoformat(), "neutrality", stance, order=i, key=str(i)))
    return drawn(statements(*rows))


def test_a_crowded_picture_says_how_much_of_it_is_shown(crowded: go.Figure) -> None:
    assert (crowded.layout.meta["shown"], crowded.layout.meta["of"]) == (2500, 6000)
    assert len(marks(crowded)) == 2500


def test_a_crowded_picture_keeps_the_first_the_last_and_every_shift(crowded: go.Figure) -> None:
    seen = marks(crowded)
    for actor in ("russia", "usa"):
        assert f"demo/{actor}/2025-01-01/neutrality/0" in seen
        assert f"demo/{actor}/2025-12-30/neutrality/2999" in seen
    assert set(trace(crowded, "shifts").x) == {"2025-04-11", "2025-04-12", "2025-07-20", "2025-07-21"}


def test_a_crowded_picture_joins_bars_where_the_stance_stays(crowded: go.Figure) -> None:
    first_lane = min(trace(crowded, "supports").y)
    bar = trace(crowded, "supports")
    starts = [first for first, y in zip(bar.base, bar.y, strict=True) if y == first_lane]
    assert starts == ["2025-01-01", "2025-04-12", "2025-07-21"]


def test_nothing_said_nothing_happened_is_still_a_picture() -> None:
    figure = drawn(statements())
    assert figure.layout.meta == {"shown": 0, "of": 0, "bars": True}
    assert list(figure.layout.yaxis.ticktext) == ["Russia", "United States"]


def test_the_description_counts_what_is_drawn() -> None:
    table = statements(
        said("russia", "2024-06-14", "neutrality", "opposes"),
        said("russia", "2025-03-01", "neutrality", "supports"),
        said("russia", "2025-04-01", "neutrality", "leans-support"),
        said("usa", "2025-04-01", "neutrality", "opposes", voice="reported"),
    )
    assert describe(table, events(happened("2025-08-15", "Alaska summit")), LANES, "actor", START, END) == (
        "Timeline of 2 actors from 1 Jan 2025 to 31 Dec 2025: 3 statements, 1 of them reported. "
        "Shifts: 1 moved, 1 reversed. 1 event marked."
    )


def test_an_empty_picture_is_described_as_such() -> None:
    assert describe(statements(), events(), LANES[:1], "actor", START, END) == (
        "Timeline of 1 actor from 1 Jan 2025 to 31 Dec 2025: no statements."
    )


def test_the_legend_names_every_sign_in_words() -> None:
    assert all(sign and words for sign, words in legend_words())
    assert len(legend_words()) == 5
