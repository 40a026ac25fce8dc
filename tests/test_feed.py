"""The feed: what is new in a view, held against the grammar of Atom and read as feed readers read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from parley import store
from parley.export import feed
from parley.export.documents import DOCUMENTS, Occasion
from parley.store import Snapshot
from parley.view import View
from tests.making import MORE_TALKS, TALKS, talks, write

GRAMMAR = etree.RelaxNG(etree.parse(str(Path(__file__).with_name("atom.rng"))))
OCCASION = Occasion("https://desk.example.org", date(2026, 1, 2))
EVERYTHING = View(negotiation="demo")
LAST_RUSSIA = TALKS["demo/russia/2025-08-24.yaml"]
CORRECTED = LAST_RUSSIA.replace(
    "summary: Guarantees depend on neutrality.",
    "summary: Guarantees depend on neutrality.\n"
    "            corrections: [{date: 2025-09-01, was: a red line, now: a demand, why: The transcript was published.}]",
)
NAME = "tag:parley.invalid,2026:"


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return store.read(talks(tmp_path))


def made(snapshot: Snapshot, view: View = EVERYTHING, occasion: Occasion = OCCASION) -> bytes:
    """The feed, valid by the grammar of RFC 4287."""
    told = DOCUMENTS["feed.atom"].make(view, snapshot, occasion)
    GRAMMAR.assertValid(etree.fromstring(told))
    return told


def read(snapshot: Snapshot, view: View = EVERYTHING, occasion: Occasion = OCCASION) -> Any:
    """The feed as a feed reader has it."""
    found = feedparser.parse(made(snapshot, view, occasion), resolve_relative_uris=False)
    assert not found.bozo, found.bozo_exception
    return found


def entry(found: Any, record: str, kind: str = "statement") -> Any:
    return next(each for each in found.entries if each.id.startswith(f"{NAME}{kind}/{record}"))


def ids(found: Any) -> list[str]:
    return [each.id.removeprefix(NAME) for each in found.entries]


def test_every_statement_and_every_claim_is_an_entry_newest_first(snapshot: Snapshot) -> None:
    found = read(snapshot)
    assert len(found.entries) == 13
    assert ids(found)[:5] == [
        "statement/demo/russia/2025-08-24/neutrality",
        "statement/demo/russia/2025-08-24/freeze-line",
        "claim/demo/russia/2025-08-24/about-usa/army-cap",
        "statement/demo/ukraine/2025-08-20/neutrality",
        "statement/demo/ukraine/2025-08-20/army-cap",
    ]
    updated = [each.updated for each in found.entries]
    assert updated == sorted(updated, reverse=True)


def test_the_feed_is_named_for_its_view_and_says_what_it_holds(snapshot: Snapshot) -> None:
    head = read(snapshot, EVERYTHING.but(actor=("russia",), from_=date(2025, 7, 1))).feed
    assert head.title == "Talks in Istanbul: Russia on every issue, from 1 Jul 2025"
    assert head.subtitle == (
        "What was entered, newest first; 2 statements and 2 claims. A claim is never the words of the one it is about. "
        f"Data version {snapshot.version}."
    )
    assert head.id == f"{NAME}feed/negotiation=demo&actor=russia&from=2025-07-01"
    assert head.updated == "2025-08-25T00:00:00Z"
    assert {link.rel: link.href for link in head.links} == {
        "self": "https://desk.example.org/api/feed.atom?negotiation=demo&actor=russia&from=2025-07-01",
        "alternate": "https://desk.example.org/statements?negotiation=demo&actor=russia&from=2025-07-01",
    }


def test_a_statement_says_who_said_what_when_and_where(snapshot: Snapshot) -> None:
    found = entry(read(snapshot), "demo/russia/2025-06-02/neutrality")
    assert found.title == "Russia on Permanent neutrality: supports, red line"
    words = found.content[0].value
    for told in (
        "<p>Neutrality comes before everything.</p>",
        "<p>“must be neutral”</p>",
        "<p>Sergei Lavrov, Foreign minister, 2 Jun 2025. How we know: own words.</p>",
        '<p>Source: <a href="https://example.org/memo">TASS, “Memorandum”</a>. Record demo/russia/2025-06-02/neutrality.</p>',
    ):
        assert told in words
    assert {link.rel: link.href for link in found.links} == {
        "alternate": "https://desk.example.org/statements?negotiation=demo&statement=demo%2Frussia%2F2025-06-02%2Fneutrality",
        "via": "https://example.org/memo",
    }


def test_a_shift_says_from_what_to_what(snapshot: Snapshot) -> None:
    found = read(snapshot)
    softened, reversed_ = entry(found, "demo/russia/2025-08-24/neutrality"), entry(found, "demo/ukraine/2025-08-20/neutrality")
    assert softened.title == "Russia on Permanent neutrality: from supports, red line to supports, demand (softened)"
    assert reversed_.title == "Ukraine on Permanent neutrality: from leans support to opposes, red line (reversed)"
    assert "<p>Before: leans support, Apr 2022.</p>" in reversed_.content[0].value
    assert "reversed" in [tag.term for tag in reversed_.tags]


def test_a_claim_is_told_as_a_claim_by_one_about_another_beside_the_others_own_words(snapshot: Snapshot) -> None:
    found = entry(read(snapshot), "demo/usa/2025-08-15/about-russia/freeze-line", "claim")
    assert found.title == "Claim by United States about Russia on Freezing the line: supports"
    assert "<p>A claim by United States about Russia, not the words of Russia.</p>" in found.content[0].value
    assert "Beside the own words of Russia: no own words." in found.content[0].value
    assert [tag.term for tag in found.tags] == ["claim", "usa", "russia", "freeze-line"]


def test_what_is_only_reported_is_told_as_reported(snapshot: Snapshot) -> None:
    found = entry(read(snapshot), "demo/russia/2025-08-24/freeze-line")
    assert found.title == "Russia on Freezing the line: leans support, as reported"
    assert "How we know: reported, not on the record." in found.content[0].value


def test_nobody_but_the_collection_is_the_author(snapshot: Snapshot) -> None:
    found = read(snapshot)
    assert found.feed.author == "Parley: Talks in Istanbul"
    assert all("author" not in each or each.author == found.feed.author for each in found.entries)


def test_a_correction_is_an_entry_of_its_own_and_the_record_is_updated(tmp_path: Path) -> None:
    found = read(store.read(write(talks(tmp_path), {"demo/russia/2025-08-24.yaml": CORRECTED})))
    assert ids(found)[0].startswith("statement/demo/russia/2025-08-24/neutrality")
    assert ids(found)[1].startswith("correction/demo/russia/2025-08-24/neutrality/2025-09-01/")
    record, correction = found.entries[:2]
    assert (record.published, record.updated) == ("2025-08-25T00:00:00Z", "2025-09-01T00:00:00Z")
    assert correction.title == "Correction: Russia on Permanent neutrality, 24 Aug 2025"
    for told in ("Corrected on 1 Sep 2025: The transcript was published.", "Was: a red line", "Now: a demand"):
        assert f"<p>{told}</p>" in correction.content[0].value


def test_a_correction_made_after_known_is_not_in_it_yet(tmp_path: Path) -> None:
    snapshot = store.read(write(talks(tmp_path), {"demo/russia/2025-08-24.yaml": CORRECTED}))
    found = read(snapshot, EVERYTHING.but(known=date(2025, 8, 31)))
    assert not [each for each in ids(found) if each.startswith("correction/")]
    assert found.feed.updated == "2025-08-25T00:00:00Z"


def test_the_same_correction_twice_is_one_entry(tmp_path: Path) -> None:
    twice = CORRECTED.replace("corrections: [{", "corrections: [{date: 2025-09-01, was: a red line, now: a demand, why: x}, {").replace(
        "why: x}", "why: The transcript was published.}"
    )
    found = ids(read(store.read(write(talks(tmp_path), {"demo/russia/2025-08-24.yaml": twice}))))
    assert len(found) == len(set(found)) == 14


def test_names_and_days_of_entries_stay_when_other_records_come(tmp_path: Path) -> None:
    before = read(store.read(talks(tmp_path)))
    after = read(store.read(write(tmp_path, MORE_TALKS)))
    assert len(after.entries) == 17
    assert set(ids(before)) < set(ids(after))
    days = {each.id: (each.published, each.updated) for each in after.entries}
    assert [each.id for each in before.entries if days[each.id] != (each.published, each.updated)] == []


def test_names_of_entries_do_not_hang_on_the_host_or_the_day(snapshot: Snapshot) -> None:
    assert ids(read(snapshot)) == ids(read(snapshot, occasion=Occasion("http://localhost:8501", date(2027, 3, 4))))


def test_the_bytes_hang_on_view_data_and_host_only(snapshot: Snapshot) -> None:
    assert made(snapshot) == made(snapshot, occasion=Occasion(OCCASION.base, date(2027, 3, 4)))


def test_what_has_no_day_of_entry_counts_from_the_first_day_it_can_have_been_said(tmp_path: Path) -> None:
    unrecorded = TALKS["demo/ukraine/2022-04.yaml"].replace("recorded: 2025-06-03\n        ", "")
    found = read(store.read(write(talks(tmp_path), {"demo/ukraine/2022-04.yaml": unrecorded})))
    assert entry(found, "demo/ukraine/2022-04/neutrality").updated == "2022-04-01T00:00:00Z"


@pytest.mark.parametrize(
    ("narrow", "held"),
    [
        ({"actor": ("turkey",)}, ["statement/demo/turkey/2025-08-10/johnson-blocked", "statement/demo/turkey/2025-08-10/freeze-line"]),
        ({"issue": ("frozen-assets",)}, []),
        ({"q": "evening ADDRESS cap"}, []),
        ({"q": "neutrality", "voice": ("spokesperson",)}, ["statement/demo/usa/2025-08-15/neutrality"]),
        ({"to": date(2022, 12, 31)}, ["statement/demo/ukraine/2022-04/neutrality"]),
        ({"known": date(2025, 6, 3), "topic": ("security",), "actor": ("ukraine",)}, ["statement/demo/ukraine/2022-04/neutrality"]),
        ({"by": ("usa",)}, ["claim/demo/usa/2025-08-15/about-russia/freeze-line"]),
        ({"about": ("usa",), "verdict": ("no own words",)}, ["claim/demo/russia/2025-08-24/about-usa/army-cap"]),
    ],
)
def test_a_filter_narrows_it(narrow: dict[str, Any], held: list[str], snapshot: Snapshot) -> None:
    assert ids(read(snapshot, EVERYTHING.but(**narrow))) == held


@pytest.mark.parametrize(
    "same",
    [
        {"statement": "demo/turkey/2025-08-10/freeze-line", "cell": "russia|neutrality", "page": 2},
        {"sort": "oldest", "group": "bloc", "rows": "issue", "lane": "issue", "what": "days"},
        {"asof": date(2025, 6, 1), "since": date(2025, 1, 1), "state": ("stale",), "proposal": ("istanbul",)},
    ],
)
def test_what_only_changes_the_page_changes_nothing(same: dict[str, Any], snapshot: Snapshot) -> None:
    assert made(snapshot, EVERYTHING.but(**same)) == made(snapshot)


def test_the_day_tells_who_is_in_a_bloc(snapshot: Snapshot) -> None:
    eu = EVERYTHING.but(bloc=("eu",))
    assert ids(read(snapshot, eu)) == []
    assert ids(read(snapshot, eu.but(asof=date(2019, 1, 1)))) == ["statement/demo/uk/2024-11-29/johnson-blocked"]


def test_a_long_feed_holds_the_newest_and_says_so(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "LONGEST", 3)
    found = read(snapshot)
    assert ids(found) == [
        "statement/demo/russia/2025-08-24/neutrality",
        "statement/demo/russia/2025-08-24/freeze-line",
        "claim/demo/russia/2025-08-24/about-usa/army-cap",
    ]
    assert "newest first; the newest 3 of 13 entries: 11 statements and 2 claims." in found.feed.subtitle


def test_text_from_files_and_links_is_never_markup(tmp_path: Path) -> None:
    evil = '<script>alert(1)</script> & "x" ]]>'
    files = {
        "demo/actors.yaml": TALKS["demo/actors.yaml"].replace("name: Russia", f"name: '{evil}'"),
        "demo/russia/2025-06-02.yaml": TALKS["demo/russia/2025-06-02.yaml"].replace("must be neutral", f"'{evil}'"),
    }
    snapshot = store.read(write(talks(tmp_path), files))
    assert snapshot.problems == ()
    told = made(snapshot, EVERYTHING.but(q="neutral"))
    assert b"<script" not in told
    whole = etree.fromstring(told)
    assert f"“{evil}”" in [each.text for each in whole.iter("{http://www.w3.org/1999/xhtml}p")]
    assert f"{evil} on Permanent neutrality: supports, red line" in [each.text for each in whole.iter("{*}title")]


def test_a_search_for_what_no_xml_can_hold_is_a_feed_all_the_same(snapshot: Snapshot) -> None:
    assert read(snapshot, EVERYTHING.but(q="\0\x0b￾")).entries == []


def test_an_empty_folder_has_an_empty_feed(tmp_path: Path) -> None:
    found = read(store.read(tmp_path), View())
    assert (found.entries, found.feed.updated) == ([], "2026-01-02T00:00:00Z")
    assert "nothing yet" in found.feed.subtitle


def test_every_record_of_the_shipped_data_makes_a_valid_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "LONGEST", 10_000)
    snapshot = store.read(store.SHIPPED)
    found = read(snapshot, View(negotiation="ukraine-peace"))
    assert len(found.entries) == len(snapshot.tables.statements) + len(snapshot.tables.claims) + len(snapshot.tables.corrections)
    assert len(set(ids(found))) == len(found.entries)
    assert list(_alternates(found)) == []


def _alternates(found: Any) -> Iterator[str]:
    """Entries with another number of pages of their own than one, which the grammar cannot tell."""
    for each in found.entries:
        if [link.rel for link in each.links].count("alternate") != 1:
            yield each.id
