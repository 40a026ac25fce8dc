"""A view is its address: what a link says is what is shown, and what it cannot say is told."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import store
from parley.schema import CONFIDENCES, COVERAGE, VERDICTS, VOICES
from parley.store import Snapshot
from parley.view import GROUPS, LANES, LONGEST_TEXT, PARAMETERS, ROWS, SORTS, WHAT, View, as_it_is_now, day_of, decode, encode, pinned
from tests.making import MORE_TALKS, talks, write

ACTORS = ("russia", "ukraine", "usa", "turkey", "finland", "uk")
ISSUES = ("neutrality", "freeze-line", "army-cap", "frozen-assets", "johnson-blocked")
RECORDS = ("demo/russia/2025-08-24/neutrality", "demo/usa/2025-08-15/about-russia/freeze-line")
PROPOSALS = {"demo/proposals.yaml": MORE_TALKS["demo/proposals.yaml"]}
LATEST, ENTERED = date(2025, 8, 24), date(2025, 8, 25)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.read(write(talks(tmp_path_factory.mktemp("positions")), PROPOSALS))


@pytest.fixture(scope="module")
def shipped() -> Snapshot:
    return store.read(store.SHIPPED)


def read(snapshot: Snapshot, query: str) -> tuple[View, list[str]]:
    """What the query of a link asks for."""
    return decode(parse_qs(query, keep_blank_values=True), snapshot)


def some_of(*words: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), unique=True).map(tuple)


def sound_views() -> st.SearchStrategy[View]:
    """Every view of the demo negotiation that a link can hold: days in order, words and ids that are there."""
    a_day = st.none() | st.dates()
    return st.builds(
        View,
        negotiation=st.just("demo"),
        actor=some_of(*ACTORS),
        bloc=some_of("p5", "nato", "eu"),
        topic=some_of("security", "territory", "money", "history"),
        issue=some_of(*ISSUES),
        voice=some_of(*VOICES),
        confidence=some_of(*CONFIDENCES),
        from_=a_day,
        to=a_day,
        asof=a_day,
        since=a_day,
        known=a_day,
        q=st.text(st.characters(exclude_categories=["Cs"]), max_size=LONGEST_TEXT),
        cell=st.just("") | st.builds("{}|{}".format, st.sampled_from(ACTORS), st.sampled_from(ISSUES)),
        statement=st.sampled_from(("", *RECORDS)),
        group=st.sampled_from(list(GROUPS)),
        sort=st.sampled_from(list(SORTS)),
        rows=st.sampled_from(list(ROWS)),
        lane=st.sampled_from(list(LANES)),
        about=some_of(*ACTORS),
        verdict=some_of(*VERDICTS),
        proposal=some_of("istanbul", "geneva"),
        state=some_of(*COVERAGE),
        what=st.sampled_from(list(WHAT)),
        page=st.integers(1, 999_999),
        data=st.just("") | st.text("0123456789abcdef", min_size=12, max_size=12),
    ).filter(lambda view: not (view.from_ and view.to and view.from_ > view.to) and not (view.since and view.since > (view.asof or LATEST)))


# There and back


@given(view=sound_views())
def test_every_view_comes_back_from_its_link_whole(demo: Snapshot, view: View) -> None:
    assert read(demo, urlencode(encode(view))) == (view, [])


@given(view=sound_views())
def test_a_pinned_link_never_holds_what_it_cannot_follow(demo: Snapshot, view: View) -> None:
    fixed = pinned(view, demo)
    assert read(demo, urlencode(encode(fixed))) == (fixed, [])


OTHERWISE = {
    "negotiation": ("demo", "demo"),
    "actor": ("russia~usa", ("russia", "usa")),
    "bloc": ("nato~p5", ("nato", "p5")),
    "topic": ("security", ("security",)),
    "issue": ("army-cap", ("army-cap",)),
    "voice": ("own~spokesperson~document", ("own", "spokesperson", "document")),
    "confidence": ("high", ("high",)),
    "from": ("2025-01-31", date(2025, 1, 31)),
    "to": ("2025-08-24", date(2025, 8, 24)),
    "asof": ("2025-06-30", date(2025, 6, 30)),
    "since": ("2022-04-30", date(2022, 4, 30)),
    "known": ("2025-06-03", date(2025, 6, 3)),
    "q": ("red line", "red line"),
    "cell": ("russia|army-cap", "russia|army-cap"),
    "statement": (RECORDS[0], RECORDS[0]),
    "group": ("bloc", "bloc"),
    "sort": ("newest", "newest"),
    "rows": ("actor", "actor"),
    "lane": ("issue", "issue"),
    "by": ("ukraine", ("ukraine",)),
    "about": ("usa~russia", ("usa", "russia")),
    "verdict": ("no own words~denied", ("no own words", "denied")),
    "proposal": ("geneva~istanbul", ("geneva", "istanbul")),
    "state": ("stale~not researched", ("stale", "not researched")),
    "what": ("days", "days"),
    "page": ("2", 2),
    "data": ("3f2a91c04b7d", "3f2a91c04b7d"),
}


def test_every_field_of_a_view_has_its_parameter_and_every_parameter_its_field() -> None:
    assert sorted(each.field for each in PARAMETERS.values()) == sorted(each.name for each in fields(View))
    assert set(OTHERWISE) == set(PARAMETERS)


@pytest.mark.parametrize("name", OTHERWISE)
def test_every_parameter_is_read_into_its_field_and_written_back(name: str, demo: Snapshot) -> None:
    text, value = OTHERWISE[name]
    view, faults = decode({name: [text]}, demo)
    assert (getattr(view, PARAMETERS[name].field), faults) == (value, [])
    assert encode(view)[name] == text


def test_what_has_its_usual_value_is_left_out() -> None:
    assert encode(View(negotiation="demo", actor=("russia",))) == {"negotiation": "demo", "actor": "russia"}


def test_a_link_names_its_negotiation_also_when_nobody_asked_for_one(demo: Snapshot) -> None:
    assert encode(decode({}, demo)[0]) == {"negotiation": "demo"}


# Lists


@pytest.mark.parametrize(
    "query",
    ["actor=russia~usa", "actor=russia&actor=usa", "actor=russia~usa&actor=usa", "actor=russia~~usa~", "actor=&actor=russia&actor=usa"],
)
def test_a_list_is_joined_repeated_or_both(query: str, demo: Snapshot) -> None:
    view, faults = read(demo, query)
    assert (view.actor, faults) == (("russia", "usa"), [])


def test_the_order_of_a_list_is_the_order_of_the_link(demo: Snapshot) -> None:
    assert read(demo, "issue=army-cap~neutrality")[0].issue == ("army-cap", "neutrality")


# What cannot be followed is told, and the rest is followed


def test_an_unknown_id_is_named_with_the_nearest_known_one_and_the_others_are_kept(demo: Snapshot) -> None:
    view, faults = read(demo, "actor=rusia~usa&issue=army-cap")
    assert (view.actor, view.issue) == (("usa",), ("army-cap",))
    assert faults == ["`actor`: `rusia` is not known here; did you mean `russia`?"]


def test_an_unknown_parameter_is_named_with_the_nearest_known_one(demo: Snapshot) -> None:
    view, faults = read(demo, "actors=russia&voice=own")
    assert (view.actor, view.voice) == ((), ("own",))
    assert faults == ["nothing here is called `actors`; did you mean `actor`?"]


def test_an_unknown_negotiation_is_told_and_the_first_one_shown(demo: Snapshot) -> None:
    view, faults = read(demo, "negotiation=deno&actor=usa")
    assert (view.negotiation, view.actor) == ("demo", ("usa",))
    assert faults == ["`negotiation`: `deno` is not known here; did you mean `demo`?"]


def test_ids_are_those_of_the_negotiation_that_the_link_names(tmp_path: Path) -> None:
    trade = {
        "trade/negotiation.yaml": "title: Trade",
        "trade/actors.yaml": "actors: [{id: kenya, name: Kenya}]",
        "trade/issues.yaml": "issues: [{id: tariffs, title: Tariffs}]",
    }
    two = store.read(write(talks(tmp_path), trade))
    assert read(two, "negotiation=trade&actor=kenya&cell=kenya|tariffs")[1] == []
    assert read(two, "negotiation=trade&negotiation=&actor=kenya")[1] == []
    assert read(two, "negotiation=demo&actor=kenya")[1] == ["`actor`: `kenya` is not known here"]


def test_a_range_that_runs_backwards_is_told_and_left_out(demo: Snapshot) -> None:
    view, faults = read(demo, "from=2025-08-24&to=2025-06-02&actor=russia")
    assert (view.from_, view.to, view.actor) == (None, None, ("russia",))
    assert faults == ["`from` 2025-08-24 is after `to` 2025-06-02"]


def test_a_range_of_one_day_is_a_range(demo: Snapshot) -> None:
    assert read(demo, "from=2025-08-24&to=2025-08-24")[1] == []


@pytest.mark.parametrize("asof", ["", "&asof=2025-08-24"])
def test_changes_cannot_be_counted_from_a_day_after_the_one_shown(asof: str, demo: Snapshot) -> None:
    view, faults = read(demo, f"since=2025-08-25{asof}")
    assert view.since is None
    assert faults == ["`since` 2025-08-25 is after `asof` 2025-08-24"]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("24.08.2025", "`24.08.2025` is not a date"),
        ("2025-08", "`2025-08` is only a month"),
        ("2025-02-30", "`2025-02-30` is not in the calendar"),
        ("20250824", "`20250824` is not a date"),
    ],
)
def test_a_day_that_is_none_is_told(day: str, told: str, demo: Snapshot) -> None:
    view, [fault] = decode({"asof": [day]}, demo)
    assert view.asof is None
    assert fault.startswith(f"`asof`: {told}")


def test_a_single_value_given_twice_is_told_and_the_last_one_counts(demo: Snapshot) -> None:
    view, faults = read(demo, "asof=2025-06-02&asof=2025-08-24")
    assert (view.asof, faults) == (date(2025, 8, 24), ["`asof`: given more than once; the last one counts"])


@pytest.mark.parametrize("cell", ["russia", "russia|peace", "mars|neutrality", "neutrality|russia", "|"])
def test_a_cell_that_is_not_there_is_told(cell: str, demo: Snapshot) -> None:
    view, faults = decode({"cell": [cell]}, demo)
    assert (view.cell, faults) == ("", [f"`cell`: `{cell}` is no actor|issue of this negotiation"])


def test_a_record_that_is_not_there_is_told(demo: Snapshot) -> None:
    view, faults = decode({"statement": ["demo/russia/2025-08-24/peace"]}, demo)
    assert (view.statement, faults) == ("", ["`statement`: there is no record `demo/russia/2025-08-24/peace`"])


@pytest.mark.parametrize("page", ["0", "-1", "1.5", "two", "1000000"])
def test_a_page_is_a_number_from_one_on(page: str, demo: Snapshot) -> None:
    view, faults = decode({"page": [page]}, demo)
    assert (view.page, faults) == (1, [f"`page`: `{page}` is not a number from 1 on"])


@pytest.mark.parametrize("data", ["3f2a91c04b7", "3f2a91c04b7d0", "3f2a91c04b7g", "latest", "２f2a91c04b7d"])
def test_a_data_version_is_twelve_hexadecimal_digits(data: str, demo: Snapshot) -> None:
    view, faults = decode({"data": [data]}, demo)
    assert (view.data, faults) == ("", [f"`data`: `{data}` is no data version, which is 12 of the digits 0 to 9 and a to f"])


def test_a_data_version_of_before_is_followed_though_nobody_remembers_it(demo: Snapshot) -> None:
    assert decode({"data": ["0123456789AB"]}, demo) == (View("demo", data="0123456789ab"), [])


def test_a_search_too_long_for_a_link_is_told(demo: Snapshot) -> None:
    assert decode({"q": ["a" * LONGEST_TEXT]}, demo)[1] == []
    assert decode({"q": ["a" * (LONGEST_TEXT + 1)]}, demo)[1] == [f"`q`: the text is longer than {LONGEST_TEXT} characters"]


ANY_TEXT = st.text() | st.text("russia~|-2025&=") | st.sampled_from([text for text, _ in OTHERWISE.values()])
ANY_LINK = st.dictionaries(st.text(max_size=10) | st.sampled_from(list(PARAMETERS)), st.lists(ANY_TEXT, max_size=3))


@given(raw=ANY_LINK)
def test_any_link_at_all_is_answered_with_a_view_that_can_be_linked_to(demo: Snapshot, raw: dict[str, list[str]]) -> None:
    view, faults = decode(raw, demo)
    assert read(demo, urlencode(encode(view))) == (view, [])
    assert all(len(fault) < 250 for fault in faults)


# Days that move


def test_the_usual_day_is_that_of_the_latest_statement(demo: Snapshot) -> None:
    assert day_of(View("demo"), demo) == LATEST
    assert day_of(View("demo", asof=date(2025, 6, 2)), demo) == date(2025, 6, 2)


def test_a_year_does_not_move_the_usual_day_to_its_end(tmp_path: Path) -> None:
    vague = "sources: [{id: a, title: A}]\nstatements: [{issue: neutrality, stance: supports, summary: Neutral.}]"
    assert day_of(View("demo"), store.read(write(talks(tmp_path), {"demo/russia/2026.yaml": vague}))) == LATEST


def test_pinning_fixes_the_days_that_would_move_on_and_says_from_which_data(demo: Snapshot) -> None:
    fixed = pinned(View("demo", actor=("russia",)), demo)
    assert fixed == View("demo", actor=("russia",), asof=LATEST, known=ENTERED, data=demo.version)


def test_a_link_pinned_again_is_of_the_data_it_is_pinned_from_now(demo: Snapshot) -> None:
    assert pinned(View("demo", data="0123456789ab"), demo).data == demo.version


def test_a_view_as_it_is_now_keeps_its_filters_and_nothing_that_was_pinned(demo: Snapshot) -> None:
    view = View("demo", actor=("russia",), q="army", since=date(2025, 6, 2))
    assert as_it_is_now(pinned(view, demo)) == view


def test_pinning_leaves_the_days_that_were_chosen(demo: Snapshot) -> None:
    chosen = View("demo", asof=date(2025, 6, 2), known=date(2025, 6, 3))
    assert pinned(chosen, demo) == chosen.but(data=demo.version)


SAID = "sources: [{id: a, title: A}]\nstatements: [{issue: neutrality, stance: supports, summary: Neutral.}]\n"
CLAIMED = "sources: [{id: a, title: A}]\nclaims: [{about: usa, issue: neutrality, stance: supports, summary: Neutral.}]\n"


@pytest.mark.parametrize("words", [SAID, CLAIMED])
def test_a_record_that_does_not_say_when_it_was_entered_is_not_hidden_by_a_pinned_link(words: str, tmp_path: Path) -> None:
    snapshot = store.read(write(talks(tmp_path), {"demo/finland/2025-01-01.yaml": words}))
    assert pinned(View("demo"), snapshot).known is None


@pytest.mark.parametrize("words", [SAID, CLAIMED])
def test_the_last_day_on_which_anything_was_entered_is_pinned(words: str, tmp_path: Path) -> None:
    snapshot = store.read(write(talks(tmp_path), {"demo/finland/2025-01-01.yaml": f"recorded: 2025-09-30\n{words}"}))
    assert pinned(View("demo"), snapshot).known == date(2025, 9, 30)


def test_before_anybody_has_spoken_no_day_is_pinned(tmp_path: Path) -> None:
    silent = store.read(write(tmp_path, {"demo/negotiation.yaml": "title: Talks"}))
    assert pinned(View("demo"), silent) == View("demo", data=silent.version)


# Length


def test_a_link_with_every_list_all_but_full_stays_under_four_kilobytes(shipped: Snapshot) -> None:
    here = shipped.of("ukraine-peace")

    def most(ids: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ids))[1:]

    full = View(
        negotiation="ukraine-peace",
        actor=most(list(here.actors["id"])),
        bloc=most(list(here.memberships["bloc"])),
        topic=most(list(here.issues["topic"])),
        issue=most(list(here.issues["id"])),
        voice=most(list(VOICES)),
        confidence=most(list(CONFIDENCES)),
        from_=date(2022, 1, 1),
        to=LATEST,
        since=date(2025, 1, 1),
        q="гарантии безопасности",
        cell="european-leaders|guarantees-before-land",
        statement=max(here.claims["id"], key=len),
        group="bloc",
        sort="newest",
        rows="actor",
        lane="issue",
        page=2,
    )
    assert len(f"https://parley.example.org/statements?{urlencode(encode(pinned(full, shipped)))}") < 4000
