"""Compare: actors side by side, two days, and texts on the table, on the small negotiation of `making.TALKS`."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from parley import descriptions, questions, store
from parley.analysis import proposals
from parley.frames import rows_of
from parley.store import Snapshot
from parley.ui import compare_actors, compare_days, compare_proposals
from parley.ui.text import literal
from parley.view import View
from tests.making import talks, write
from tests.test_pages import folder, opened, sound, told

__all__ = ["folder"]
MID_AUGUST = date(2025, 8, 15)
TEXTS = """
    sources: [{id: page, title: The draft, publisher: Gazette, url: https://example.org/draft}]
    proposals:
      - id: old
        title: Old text
        date: 2025-07
        articles: [{id: "1", summary: The line is frozen., issue: freeze-line, stance: supports}]
      - id: draft
        title: Draft text
        date: 2025-08-01
        status: tabled
        articles:
          - {id: "1", summary: Ukraine is neutral., issue: neutrality, stance: supports}
          - {id: "2", summary: The army is hardly limited., issue: army-cap, stance: leans-oppose}
          - {id: "3", summary: The parties go on talking.}
          - {id: "4", summary: The assets are given back., issue: frozen-assets, stance: supports}
    """


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.read(write(talks(tmp_path_factory.mktemp("positions")), {"demo/proposals.yaml": TEXTS}))


@pytest.fixture
def view() -> View:
    return View(negotiation="demo")


def page(app: AppTest) -> str:
    """The words of the comparison itself, tags taken out."""
    bodies = [str(each.proto.body) for each in app.get("html") if "<style>" not in each.proto.body]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(bodies))))


def links(app: AppTest) -> list[str]:
    return [unescape(each) for html in app.get("html") for each in re.findall(r'href="(/[^"]+)"', html.proto.body)]


# --- Actors side by side ---


def test_the_description_counts_issues_and_dates_of_what_can_be_compared(demo: Snapshot, view: View) -> None:
    assert compare_actors.description(view, demo) == (
        "Russia and Ukraine on every issue, as of 24 Aug 2025. 2 actors side by side on 3 of 5 issues; 2 are left out, for none of them "
        "has a position there. What is compared was said 2 Jun 2025 to 24 Aug 2025."
    )


def test_of_three_actors_it_says_how_many_pairs_have_enough_in_common(demo: Snapshot, view: View) -> None:
    said = compare_actors.description(view.but(actor=("russia", "ukraine", "usa")), demo)
    assert said.endswith("3 actors side by side on 3 of 5 issues; 2 are left out, for none of them has a position there. "
                         "0 of 3 pairs can be compared on three issues or more.")  # fmt: skip


def test_two_issues_in_common_are_too_few_for_a_summary(demo: Snapshot, view: View) -> None:
    [pair] = rows_of(questions.paired(compare_actors.shown(view, demo), demo))
    assert descriptions.pair_of_actors(pair) == "only 2 issues of 4 can be compared, too few for a summary"


def test_three_issues_in_common_are_summed_up_with_their_dates(tmp_path: Path, view: View) -> None:
    line = """
        sources: [{id: speech, title: Speech}]
        statements: [{issue: freeze-line, stance: neutral, summary: That is to be seen.}]
        """
    more = store.read(write(talks(tmp_path), {"demo/ukraine/2025-08-21.yaml": line}))
    [pair] = rows_of(questions.paired(compare_actors.shown(view, more), more))
    counts = "near on 1, between on 0, apart on 2 of 3 issues compared, out of 4"
    assert descriptions.pair_of_actors(pair) == f"{counts}; statements said 2 Jun 2025 to 24 Aug 2025"


def test_a_pair_that_shares_nothing_is_told() -> None:
    assert descriptions.pair_of_actors(None) == "no issue can be compared"


def test_of_several_pairs_the_widest_gap_is_told_with_its_names(demo: Snapshot, view: View) -> None:
    gaps = list(rows_of(questions.gapped(view.but(actor=("russia", "ukraine", "usa"), issue=("neutrality",)), demo)))
    assert descriptions.widest_gap(gaps, 3) == "4 steps: Russia and Ukraine"
    halves = [row for row in gaps if row.gap == 2]
    assert descriptions.widest_gap(halves, 3) == "2 steps: Russia and United States; Ukraine and United States"
    assert descriptions.widest_gap(gaps[:1], 2) == "4 steps"
    assert descriptions.widest_gap([], 3) == "not comparable"


def test_red_lines_are_told_with_their_holders() -> None:
    assert descriptions.red_lines([], 2) == ""
    assert descriptions.red_lines(["Russia"], 2) == "a red line of Russia"
    assert descriptions.red_lines(["Russia", "Ukraine"], 2) == "red lines on both sides"
    assert descriptions.red_lines(["Russia", "Ukraine"], 3) == "red lines of Russia and Ukraine"


def test_the_principals_stand_side_by_side_until_others_are_chosen(demo: Snapshot, view: View) -> None:
    assert compare_actors.shown(view, demo).actor == ("russia", "ukraine")
    assert compare_actors.shown(view.but(actor=("usa", "turkey")), demo).actor == ("usa", "turkey")
    assert compare_actors.shown(view.but(bloc=("nato",)), demo).actor == ("usa", "turkey", "finland")


def test_each_cell_says_stance_words_date_and_source_and_opens_its_evidence(folder: Path) -> None:
    talks(folder)
    app = sound(opened("compare"))
    assert "Russia on Permanent neutrality: supports, demand, own words" in page(app)
    assert "Guarantees depend on neutrality." in page(app)
    assert "24 Aug 2025, the same day; Interview , NBC News" in page(app)
    assert "/compare?negotiation=demo&cell=russia%7Cneutrality" in links(app)


def test_a_blank_says_which_kind_and_a_report_that_it_is_one(folder: Path) -> None:
    talks(folder)
    said = page(opened("compare", actor="russia~turkey"))
    assert "Russia on Freezing the line: leans support, reported" in said
    assert "Türkiye on Permanent neutrality: not researched" in said
    said = page(opened("compare", actor="usa~ukraine", voice="own", topic="security"))
    assert "United States on Permanent neutrality: position outside the filters" in said


def test_facts_come_last_and_are_not_scored(folder: Path) -> None:
    talks(folder)
    said = page(opened("compare", actor="turkey~uk"))
    assert said.index("Territory") < said.index("Assessments and disputed facts, not scored") < said.index("Johnson blocked the deal")
    assert "opposes, own words" in said
    assert "not comparable" in said.split("Assessments")[0]
    assert "not scored" in said.split("Johnson blocked the deal", 1)[1]
    assert " steps" not in said


def test_what_nobody_spoke_of_is_left_out_counted_and_named(folder: Path) -> None:
    talks(folder)
    said = page(opened("compare"))
    assert "2 issues on which none of them has said anything here by this day" in said
    assert "Frozen assets and Johnson blocked the deal. A blank is not a neutral position." in said


def test_what_the_filters_hide_is_not_called_silence(folder: Path) -> None:
    talks(folder)
    said = page(opened("compare", voice="own~spokesperson~document"))
    assert "1 issue on which the filters hide what they have said" in said
    assert "2 issues on which none of them has said anything here" in said


def test_a_seventh_actor_is_left_out_and_that_is_said(folder: Path) -> None:
    nobody = {"demo/negotiation.yaml": "title: Talks", "demo/nobody/2025-08-01.yaml": "statements: []"}
    seventh = {"demo/actors.yaml": "actors: [" + ", ".join(f"{{id: {each}, name: {each.title()}}}" for each in [*"abcdefg"]) + "]"}
    write(talks(folder), nobody | seventh)
    app = opened("compare", actor="a~b~c~d~e~f~g")
    assert "The first 6 of 7 actors are shown. Choose up to 6 under Filters to see others." in told(app)


# --- Two days ---


def test_the_changes_of_two_days_are_counted_by_kind_with_their_dates(demo: Snapshot, view: View) -> None:
    assert compare_days.description(view.but(since=MID_AUGUST), demo) == (
        "Everyone on every issue, as of 24 Aug 2025, compared with 15 Aug 2025. Between 15 Aug 2025 and 24 Aug 2025, 4 positions rest on "
        "newer words: 1 reversed, 1 softened and 2 new. The newer words were said 20 Aug 2025 to 24 Aug 2025."
    )


def test_each_change_says_its_kind_and_steps(demo: Snapshot, view: View) -> None:
    changes = questions.changed(view.but(since=MID_AUGUST), demo)
    words = {(row.actor, row.issue): descriptions.change_of_position(row) for row in rows_of(changes)}
    assert words == {
        ("russia", "neutrality"): "softened, from red line to demand",
        ("russia", "freeze-line"): "new",
        ("ukraine", "neutrality"): "reversed 3 steps towards opposition",
        ("ukraine", "army-cap"): "new",
    }


def test_a_move_off_the_scale_has_no_steps_and_a_report_put_on_record_is_told(tmp_path: Path, view: View) -> None:
    unclear = """
        sources: [{id: speech, title: Speech}]
        statements: [{issue: freeze-line, stance: unclear, summary: We shall see.}]
        """
    more = store.read(write(talks(tmp_path), {"demo/russia/2025-09-01.yaml": unclear}))
    [change] = rows_of(questions.changed(view.but(since=date(2025, 8, 24)), more))
    assert descriptions.change_of_position(change) == "moved, from leans support to unclear, before only reported, now on the record"


def test_both_positions_stand_side_by_side_with_words_and_dates(folder: Path) -> None:
    talks(folder)
    app = sound(opened("compare", what="days", since="2025-08-15"))
    said = page(app)
    assert "Then, Russia on Permanent neutrality: supports, red line" in said
    assert "must be neutral" in said
    assert "Now, Russia on Permanent neutrality: supports, demand" in said
    assert "no position here by that day" in said
    assert any("statement=demo%2Frussia%2F2025-06-02%2Fneutrality" in link for link in links(app))


def test_what_was_only_said_again_is_counted_and_folded(folder: Path) -> None:
    again = """
        sources: [{id: speech, title: Speech}]
        statements: [{issue: neutrality, stance: opposes, firmness: red-line, summary: Once more no.}]
        """
    write(talks(folder), {"demo/ukraine/2025-09-01.yaml": again})
    said = page(sound(opened("compare", what="days", since="2025-08-24")))
    assert "1 position was reaffirmed: other words, the same stance" in said


def test_two_days_without_a_change_say_so(folder: Path) -> None:
    talks(folder)
    app = sound(opened("compare", what="days", since="2025-08-24"))
    assert "No position rests on other words on 24 Aug 2025 than on 24 Aug 2025" in told(app)
    assert app.info


# --- Texts on the table ---


def test_each_party_is_told_with_how_many_articles_it_agrees(demo: Snapshot, view: View) -> None:
    tallies = proposals.tally(questions.proposed(compare_proposals.shown(view, demo), demo))
    assert [f"{row.actor_name} {descriptions.tally_of_articles(row)}" for row in rows_of(tallies)] == [
        "Russia agrees with 1, partly 0, apart 1, silent on 2 of 4 articles",
        "Ukraine agrees with 0, partly 1, apart 1, silent on 2 of 4 articles",
    ]


def test_the_latest_text_is_shown_until_others_are_chosen(demo: Snapshot, view: View) -> None:
    assert compare_proposals.shown(view, demo).proposal == ("draft",)
    assert compare_proposals.shown(view.but(proposal=("old",)), demo).proposal == ("old",)


def test_an_article_stands_beside_the_verdict_on_each_party(folder: Path) -> None:
    write(talks(folder), {"demo/proposals.yaml": TEXTS})
    app = sound(opened("compare", what="proposals"))
    said = page(app)
    assert "A text on the table is nobody's statement" in told(app)
    assert literal("Draft text, tabled, 1 Aug 2025. 4 of 4 articles beside the positions of 2 actors.") in told(app)
    assert "Russia on Permanent neutrality, agrees: supports, demand, own words" in said
    assert "Ukraine on Permanent neutrality, apart: opposes, red line, own words" in said
    assert "Ukraine on Limit on the army, partly: opposes, own words" in said
    assert "Russia on Frozen assets, silent: not researched" in said
    assert "no stance on an issue listed here" in said


def test_articles_on_other_issues_are_left_out_and_still_counted(folder: Path) -> None:
    write(talks(folder), {"demo/proposals.yaml": TEXTS})
    app = sound(opened("compare", what="proposals", issue="neutrality"))
    assert "1 of 4 articles beside the positions of 2 actors" in told(app)
    assert "Draft text beside Russia and Ukraine on Permanent neutrality, as of 24 Aug 2025" in told(app)


def test_several_texts_stand_one_after_the_other(folder: Path) -> None:
    write(talks(folder), {"demo/proposals.yaml": TEXTS})
    app = sound(opened("compare", what="proposals", proposal="old~draft"))
    assert [each.value for each in app.header] == ["Old text", "Draft text"]


def test_without_a_text_on_the_table_that_is_said(folder: Path) -> None:
    talks(folder)
    app = sound(opened("compare", what="proposals"))
    assert [each.value for each in app.info] == ["No article of a text on the table fits this selection."]


# --- The page ---


@pytest.mark.parametrize(("what", "table"), [("actors", "gaps"), ("days", "diff"), ("proposals", "proposals")])
def test_the_rows_of_each_comparison_can_be_taken_along(what: str, table: str, folder: Path) -> None:
    write(talks(folder), {"demo/proposals.yaml": TEXTS})
    app = opened("compare", what=what)
    assert re.findall(r'<a class="out" href="([^?"]*)', told(app)) == [f"/api/{table}.csv"]


@pytest.mark.parametrize("what", ["actors", "days", "proposals"])
def test_what_is_printed_says_its_state_of_the_data_and_where_it_came_from(what: str, folder: Path) -> None:
    write(talks(folder), {"demo/proposals.yaml": TEXTS})
    said = page(opened("compare", what=what))
    assert re.search(r"as of 24 Aug 2025.*\. Data version [0-9a-f]{12}\.", said)
    assert re.search(r"/compare\?negotiation=demo&\S*asof=2025-08-24", said)


def test_choosing_another_comparison_changes_the_address(folder: Path) -> None:
    talks(folder)
    app = opened("compare")
    app.session_state["what"] = "days"
    app.run()
    assert sound(app).query_params["what"] == "days"
