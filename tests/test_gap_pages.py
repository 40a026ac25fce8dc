"""The pages Claims and Gaps: what they say is built from the rows, and never more than the rows hold.

In TALKS, as of 24 August 2025, on four policy issues: neutrality has Russia +2, Ukraine −2, the US 0; the limit on the army has
Russia +2, Ukraine −2; the frozen line has Russia +1 (reported) and Türkiye +2. So there are gaps of 4, 2, 2, 4 and 1.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from parley import descriptions, questions, store
from parley.analysis.convergence import convergence as steps
from parley.analysis.convergence import per_issue
from parley.analysis.linkage import linkage as tied
from parley.charts import convergence, linkage
from parley.days import last_day
from parley.store import Snapshot
from parley.tables import frame
from parley.ui import claimcheck, gapview
from parley.view import View
from tests.making import said, statements, talks
from tests.test_pages import opened, sound, told

DEMO = View(negotiation="demo")


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return store.read(talks(tmp_path))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """TALKS, read by the app."""
    monkeypatch.setenv(store.VARIABLE, str(talks(tmp_path)))
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    return tmp_path


# Claims: Russia says the US supports the limit (the US has said nothing); the US says Russia supports the line (only reported)


def test_the_claims_are_told_with_n_of_n_and_their_dates(snapshot: Snapshot) -> None:
    assert descriptions.claims("Everyone", questions.claimed(DEMO, snapshot)) == (
        "Everyone. 2 claims by 2 actors about 2 actors, said 15 Aug 2025 to 24 Aug 2025: 2 of 2 no own words. "
        "A claim never moves a position."
    )


def test_no_claim_is_told_as_no_claim(snapshot: Snapshot) -> None:
    assert descriptions.claims("Nobody", questions.claimed(DEMO, snapshot)[:0]) == "Nobody. No claim was made."


def test_the_sentence_says_what_the_claims_are_narrowed_to(snapshot: Snapshot) -> None:
    narrowed = DEMO.but(about=("usa",), verdict=("denied",))
    assert claimcheck.title(narrowed, snapshot) == "Everyone on every issue, all days, claims about United States, only denied"


def test_a_report_is_not_shown_as_the_subjects_own_words(snapshot: Snapshot) -> None:
    table = claimcheck.beside(DEMO.but(about=("russia",)), snapshot)
    assert "supports, as claimed" in table
    assert "no own words by then" in table
    assert "no own words since" in table
    assert "leans support" not in table


def test_a_claim_is_drawn_hollow_and_marked_as_one(snapshot: Snapshot) -> None:
    assert 'class="mark supports reported"' in claimcheck.beside(DEMO, snapshot)
    assert 'class="sign claimed"' in claimcheck.beside(DEMO, snapshot)


def test_every_claim_leads_to_its_record_and_to_where_its_subject_stands(snapshot: Snapshot) -> None:
    table = claimcheck.beside(DEMO.but(about=("russia",)), snapshot)
    assert "/claims?negotiation=demo&amp;statement=demo%2Fusa%2F2025-08-15%2Fabout-russia%2Ffreeze-line" in table
    assert "/matrix?negotiation=demo&amp;cell=russia%7Cfreeze-line" in table


def test_a_count_of_verdicts_leads_to_these_claims(snapshot: Snapshot) -> None:
    counts = claimcheck.verdicts(DEMO, snapshot)
    assert "verdict=no+own+words" in counts
    assert "2 of 2 no own words" in counts
    assert "confirmed" not in counts


@pytest.mark.usefixtures("folder")
def test_claims_that_no_verdict_fits_are_an_empty_page_with_a_way_out() -> None:
    app = sound(opened("claims", verdict="denied"))
    assert [each.value for each in app.info] == ["No claim fits this selection."]
    app.button(key="show-everything").click().run()
    assert not app.info
    assert "verdict" not in app.query_params


@pytest.mark.usefixtures("folder")
def test_the_opened_claim_says_how_its_verdict_was_reached() -> None:
    app = sound(opened("claims", statement="demo/usa/2025-08-15/about-russia/freeze-line"))
    panel = " ".join(str(each.proto.body) for each in app.get("html"))
    assert "Beside the own words of Russia: no own words. Russia has put nothing on the record about it." in panel


# Gaps


def test_the_gaps_are_told_with_n_of_n_and_their_dates(snapshot: Snapshot) -> None:
    parties = gapview.parties(DEMO, snapshot)
    assert descriptions.gaps("All", "Russia and Ukraine", questions.gapped(parties, snapshot), 4) == (
        "All. Russia and Ukraine: 2 gaps between 1 pair on 2 of 4 policy issues, said 2 Jun 2025 to 24 Aug 2025. "
        "2 of 2 are of two steps or more; on 0 of 2 both sides call it a red line."
    )


def test_actors_without_a_common_issue_have_no_gap_to_tell(snapshot: Snapshot) -> None:
    none = questions.gapped(DEMO.but(actor=("turkey",)), snapshot)
    assert descriptions.gaps("All", "Türkiye", none, 4) == "All. Türkiye: on none of 4 policy issues do two of them stand on the scale."


def test_a_pair_under_three_issues_has_no_summary(snapshot: Snapshot) -> None:
    table = gapview.pairs(DEMO, snapshot)
    assert "only 2 of 4 issues can be compared" in table  # Russia and Ukraine
    assert "only 1 of 4 issues can be compared" in table
    assert "no issue can be compared" in table  # Ukraine and Türkiye
    assert "apart on" not in table


def test_a_pair_leads_to_its_comparison(snapshot: Snapshot) -> None:
    assert "/compare?negotiation=demo&amp;actor=russia~ukraine" in gapview.pairs(DEMO, snapshot).replace("%7E", "~")


def test_of_many_actors_the_principals_and_those_who_said_most_are_compared(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gapview, "MOST", 3)
    assert gapview.several(DEMO, snapshot).actor == ("russia", "ukraine", "usa")  # the US and Türkiye said one each: register order


def test_a_sticking_point_names_both_sides_steps_and_dates(snapshot: Snapshot) -> None:
    table = gapview.sticking(DEMO, snapshot)
    for words in ("Permanent neutrality", ": supports, demand", "24 Aug 2025", ": opposes, red line", "20 Aug 2025", "4 of 4 steps"):
        assert words in table
    assert "red line on both sides" not in table


def test_the_evidence_opens_in_the_view_it_was_opened_from(snapshot: Snapshot) -> None:
    assert 'href="/gaps?negotiation=demo&amp;cell=russia%7Cneutrality"' in gapview.sticking(DEMO, snapshot)


def test_the_pair_table_names_the_two_and_shows_a_report_as_one(snapshot: Snapshot) -> None:
    table = gapview.of_pair(DEMO.but(actor=("russia", "turkey")), snapshot)
    assert '<th scope="col">Russia</th><th scope="col">Türkiye</th>' in table
    assert ": leans support, reported only" in table
    assert "1 of 4 steps" in table


def test_a_bloc_without_members_that_day_is_nobody(snapshot: Snapshot) -> None:
    eu = DEMO.but(bloc=("eu",))  # the UK left it in 2020
    assert questions.gapped(gapview.several(eu, snapshot), snapshot).empty
    assert questions.gapped(gapview.parties(eu, snapshot), snapshot).empty


def test_neither_a_search_nor_a_day_to_count_from_is_told_of_gaps(snapshot: Snapshot) -> None:
    asked = DEMO.but(q="line", since=last_day("2025-08-01"))
    assert gapview.title(asked, snapshot) == "Everyone on every issue, as of 24 Aug 2025"


@pytest.mark.usefixtures("folder")
def test_the_gaps_page_says_why_there_is_no_line() -> None:
    assert "On no policy issue did Russia and Türkiye both stand on the scale on each of the 13 days" in told(
        sound(opened("gaps", actor="russia~turkey"))
    )


# Convergence: from 30 June to 31 July 2025 Ukraine comes one step closer on the army, Russia goes two farther on the line

MOVING = statements(
    said("russia", "2025-01-05", "army-cap", "supports"),
    said("ukraine", "2025-01-05", "army-cap", "opposes"),
    said("ukraine", "2025-07-05", "army-cap", "leans-oppose"),
    said("russia", "2025-01-05", "freeze-line", "neutral"),
    said("russia", "2025-07-05", "freeze-line", "opposes"),
    said("ukraine", "2025-01-05", "freeze-line", "neutral"),
)
TWO_DAYS = [last_day("2025-06"), last_day("2025-07")]
ISSUES = pd.DataFrame({"negotiation": ["demo"] * 2, "id": ["army-cap", "freeze-line"], "title": ["Army cap", "Freeze line"]})


def over_time() -> tuple[pd.DataFrame, pd.DataFrame]:
    return steps(MOVING, ISSUES, "russia", "ukraine", TWO_DAYS), per_issue(MOVING, ISSUES, "russia", "ukraine", TWO_DAYS)


def test_the_line_is_told_with_its_issues_and_days() -> None:
    assert convergence.describe(*over_time(), "Russia", "Ukraine") == (
        "Russia and Ukraine over the same 2 issues: 5 steps apart on 31 Jul 2025, 4 steps on 30 Jun 2025. "
        "Closer on 1 of 2 (Army cap); farther apart on 1 of 2 (Freeze line)."
    )


def test_the_line_starts_at_nought_and_names_what_moved() -> None:
    figure = convergence.convergence(*over_time(), "Russia", "Ukraine", dark=False)
    assert list(figure.data[0].y) == [4, 5]
    assert figure.layout.yaxis.range[0] == 0
    assert figure.layout.annotations[0].text == "Steps between Russia and Ukraine over the same 2 issues, 30 Jun 2025 to 31 Jul 2025"
    assert (
        figure.data[0].hovertext[1]
        == "<b>31 Jul 2025</b>: 5 steps apart over 2 issues<br>closer by 1: Army cap<br>farther by 2: Freeze line"
    )


def test_a_title_from_a_file_is_no_markup_in_a_picture() -> None:
    figure = convergence.convergence(*over_time(), "<b>Russia</b>", "Ukraine", dark=True, narrow=True)
    assert "&lt;b&gt;Russia&lt;/b&gt;" in figure.layout.annotations[0].text


# Linkage: two actors tie the army to the line, one ties the line to neutrality, one hangs on words only

TYING = statements(
    said("russia", "2025-06-01", "army-cap", "supports"),
    said("ukraine", "2025-06-02", "army-cap", "leans-oppose"),
    said("ukraine", "2025-06", "freeze-line", "neutral"),
    said("ukraine", "2025-07-01", "freeze-line", "neutral"),
)
HANGING = [
    {"statement": "demo/russia/2025-06-01/army-cap", "text": "if the line holds", "issue": "freeze-line", "actor": ""},
    {"statement": "demo/ukraine/2025-06-02/army-cap", "text": "after a truce", "issue": "freeze-line", "actor": "russia"},
    {"statement": "demo/ukraine/2025-06/freeze-line", "text": "no neutrality", "issue": "neutrality", "actor": ""},
    {"statement": "demo/ukraine/2025-07-01/freeze-line", "text": "in good faith", "issue": "", "actor": ""},
]


def edges() -> pd.DataFrame:
    actors = pd.DataFrame({"negotiation": ["demo"], "id": ["russia"], "name": ["Russia"]})
    return tied(TYING, frame("conditions", HANGING), ISSUES, actors)


def test_ties_between_issues_are_counted_over_those_who_make_them() -> None:
    assert [(tie.issue, tie.hangs_on, tie.n, tie.actors) for tie in linkage.ties(edges())] == [
        ("Army cap", "Freeze line", 2, ("Russia", "Ukraine")),
        ("Freeze line", "neutrality", 1, ("Ukraine",)),
    ]


def test_a_tie_of_two_actors_is_solid_and_one_of_a_single_actor_dashed() -> None:
    figure = linkage.linkage(linkage.ties(edges()), ["Army cap", "Freeze line"], "Ties", dark=False)
    assert [line.line.dash for line in figure.data if line.mode == "lines"] == ["solid", "dash"]
    assert figure.layout.meta == {"drawn": 2, "of": 2}


def test_ties_that_do_not_fit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkage, "MOST", 1)
    assert linkage.linkage(linkage.ties(edges()), [], "Ties", dark=True).layout.meta == {"drawn": 1, "of": 2}
    assert linkage.describe(linkage.ties(edges())).startswith("1 of 2 ties between issues drawn. ")


def test_ties_are_told_by_what_they_hang_on() -> None:
    assert descriptions.linkage(edges()) == (
        "4 ties in 4 statements of 2 actors, said 1 Jun 2025 to 1 Jul 2025: 3 of 4 to an issue, 0 to an actor only, 1 in words only."
    )
