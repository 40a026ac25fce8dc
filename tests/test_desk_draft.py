"""A draft: the file it stands for, what is wrong with it, what it would change, and what a browser may send back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import load, store, yamlfile
from parley.desk import draft as drafts
from parley.desk import keeping
from parley.desk.composing import rebased, written
from parley.desk.draft import CLAIMS, NOT_FOUND, SOURCES, STATEMENTS, Draft, Entry, described, from_file
from parley.desk.edit import CannotEditError
from parley.desk.effect import Effect, effects
from parley.desk.faults import Fault, faults_of
from tests.making import MORE_TALKS, talks, write

TODAY = "2025-09-02"
SOURCE = Entry("e1", SOURCES, {"title": "Briefing", "publisher": "Foreign Ministry", "url": "https://example.org/briefing"})
DAY = "demo/russia/2025-08-24.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(talks(tmp_path), MORE_TALKS)


@pytest.fixture
def snapshot(folder: Path) -> store.Snapshot:
    return store.read(folder)


def statement(uid: str = "e2", issue: str = "neutrality", stance: str = "opposes", summary: str = "No.", **more: Any) -> Entry:
    return Entry(uid, STATEMENTS, {"issue": issue, "stance": stance, "summary": summary} | more)


def draft(*entries: Entry, actor: str = "russia", day: str = "2025-09-01", base: str | None = None) -> Draft:
    return Draft("demo", actor, day, entries or (SOURCE, statement()), base)


def existing(folder: Path, *entries: Entry, path: str = DAY) -> Draft:
    """A draft on a file that is there."""
    _, actor, day = path.removesuffix(".yaml").split("/")
    return draft(*entries, actor=actor, day=day, base=(folder / path).read_text(encoding="utf-8"))


def change(folder: Path, number: int, path: str = DAY, **fields: Any) -> Entry:
    """A change of a statement that is there."""
    entry = from_file(STATEMENTS, yamlfile.read((folder / path).read_bytes()).value[STATEMENTS][number], "e9")
    return replace(entry, fields=dict(entry.fields) | fields)


def said(content: bytes) -> dict[str, Any]:
    return yamlfile.read(content).value


# The file


def test_a_new_file_holds_what_was_typed_and_nothing_empty() -> None:
    looked = Entry("e4", NOT_FOUND, {"issue": "army-cap", "on": TODAY, "where": ["mid.ru", " "]})
    claim = Entry("e3", CLAIMS, {"about": "usa", "issue": "army-cap", "stance": "supports", "summary": " They want it. ", "note": "  "})
    mine = statement(
        voice="own", speaker="Sergei Lavrov", quote=" must be ", conditions=[{"text": "if", "issue": "", "actor": ""}, {"text": ""}]
    )
    assert said(written(draft(SOURCE, mine, claim, looked, Entry("e5", STATEMENTS)), TODAY)) == {
        "recorded": TODAY,
        "sources": [{"id": "foreign-ministry", "title": "Briefing", "publisher": "Foreign Ministry", "url": "https://example.org/briefing"}],
        "statements": [
            {"issue": "neutrality", "stance": "opposes", "speaker": "Sergei Lavrov", "summary": "No.", "quote": " must be "}
            | {"conditions": [{"text": "if"}]}
        ],
        "claims": [{"about": "usa", "issue": "army-cap", "stance": "supports", "summary": "They want it."}],
        "not_found": [{"issue": "army-cap", "on": TODAY, "where": ["mid.ru"]}],
    }  # fmt: skip


def test_a_second_source_in_a_file_is_named_by_what_rests_on_it_and_the_first_by_what_rested_on_that(folder: Path) -> None:
    file = said(written(existing(folder, SOURCE, statement(issue="frozen-assets")), TODAY))
    assert [each["id"] for each in file["sources"]] == ["nbc", "foreign-ministry"]
    assert [each["source"] for each in file["statements"]] == ["nbc", "nbc", "foreign-ministry"]
    assert [each["source"] for each in file["claims"]] == ["nbc"]
    assert file["recorded"] == "2025-08-25"


def test_the_same_page_is_not_listed_twice(folder: Path) -> None:
    again = replace(SOURCE, fields={"title": "Interview", "url": "https://example.org/interview"})
    made = written(existing(folder, again, statement(issue="frozen-assets")), TODAY)
    assert [each["id"] for each in said(made)["sources"]] == ["nbc"]
    assert made.startswith((folder / DAY).read_bytes().partition(b"claims:")[0])


def test_a_change_touches_its_fields_and_is_told_as_a_correction_when_a_reason_is_given(folder: Path) -> None:
    before = (folder / DAY).read_text(encoding="utf-8")
    changed = change(folder, 0, firmness="")
    assert written(existing(folder, changed), TODAY).decode() == before.replace("    firmness: demand\n", "")
    told = written(existing(folder, replace(changed, why="Not in the words.")), TODAY)
    assert said(told)["statements"][0]["corrections"] == [
        {"date": TODAY, "was": "firmness demand", "now": "no firmness", "why": "Not in the words."}
    ]
    assert written(existing(folder, replace(change(folder, 0, voice="own"), why="nothing")), TODAY).decode() == before


def test_two_editors_of_one_record_keep_what_each_changed(folder: Path) -> None:
    mine = existing(folder, change(folder, 0, stance="leans-support"))
    theirs = (folder / DAY).read_text(encoding="utf-8").replace("firmness: demand", "firmness: red-line   # Ann")
    record = said(written(rebased(mine, theirs), TODAY))["statements"][0]
    assert (record["stance"], record["firmness"]) == ("leans-support", "red-line")
    with pytest.raises(CannotEditError, match="no longer in the file"):
        written(rebased(mine, theirs.replace("issue: neutrality", "issue: army-cap")), TODAY)


def test_what_it_does_is_told_in_a_few_words(folder: Path) -> None:
    assert described(draft()) == "1 statement added"
    assert described(existing(folder, statement(), statement("e3"), Entry("e4", CLAIMS, {"about": "usa"}), change(folder, 0))) == (
        "2 statements and 1 claim added, 1 record changed"
    )


# What is wrong


def faults(of: Draft, folder: Path) -> list[tuple[str, str, str]]:
    return [(each.uid, each.field, each.message) for each in faults_of(of, folder, TODAY)]


def test_a_whole_draft_has_no_faults_and_validates_where_it_would_stand(folder: Path) -> None:
    whole = draft(SOURCE, statement(speaker="Sergei Lavrov", quote="нет", language="ru", proposal="istanbul", article="1"))
    assert faults(whole, folder) == []
    write(folder, {"demo/russia/2025-09-01.yaml": written(whole, TODAY).decode()})
    assert load.load(folder).problems == ()


def test_what_is_still_to_be_typed_is_told_field_by_field_and_as_missing(folder: Path) -> None:
    assert faults(Draft("demo"), folder) == [
        ("", "actor", "Choose whose words these are."),
        ("", "day", "Give the day on which it was said."),
        ("", "", "Add a statement, a claim, or where you looked in vain."),
    ]
    begun = draft(Entry("e1", SOURCES, {"url": "https://example.org"}), Entry("e2", STATEMENTS, {"issue": "neutrality"}))
    found = faults_of(begun, folder, TODAY)
    assert [(each.uid, each.field, each.message) for each in found] == [
        ("e1", "title", "Give the title of the page or document."),
        ("e2", "stance", "Choose the stance."),
        ("e2", "summary", "Say in one sentence what was said."),
    ]
    assert all(each.missing for each in found)
    assert faults(draft(statement()), folder) == [("", "source", "Give the source: at least its title.")]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (statement(speaker="Lavrov"), ("e2", "speaker", "Lavrov is no speaker of `russia`")),
        (statement(issue="neutralty"), ("e2", "issue", "`neutralty` is no issue of issues.yaml; did you mean `neutrality`?")),
        (statement(issue="army-cap", value="800 000"), ("e2", "value", "`800 000` is not a plain number")),
        (statement(value="5"), ("e2", "value", "a value, but `neutrality` has no unit")),
        (statement(translation="no"), ("e2", "translation", "a translation, but no quote")),
        (statement(article="1"), ("e2", "article", "an article, but of which proposal?")),
        (statement(quote="so\u2028it is"), ("e2", "quote", "the text holds an invisible character (U+2028, LINE SEPARATOR); delete it")),
        (
            statement(conditions=[{"text": "if", "actor": "rusia"}]),
            ("e2", "conditions", "`rusia` is no actor of actors.yaml; did you mean"),
        ),
        (
            statement(answers=[{"to": "demo/usa/2025-08-15/neutralit", "how": "denies"}]),
            ("e2", "answers", "there is no statement or claim"),
        ),
        (
            Entry("e2", CLAIMS, {"about": "russia", "issue": "army-cap", "stance": "neutral", "summary": "x"}),
            ("e2", "about", "`russia` says this"),
        ),
    ],
)
def test_the_rules_speak_at_the_field_they_are_about(entry: Entry, fault: tuple[str, str, str], folder: Path) -> None:
    [(uid, field, message)] = faults(draft(SOURCE, entry), folder)
    assert (uid, field) == fault[:2]
    assert message.startswith(fault[2])


def test_in_a_file_that_is_there_faults_are_those_of_the_draft_and_told_at_its_entries(folder: Path) -> None:
    second = statement("e7", summary="Once more.")
    assert faults(existing(folder, second), folder) == [
        ("e7", "key", "This is the second one on this issue that day; give it a short key, such as `later-report`.")
    ]
    assert faults(existing(folder, replace(second, fields=dict(second.fields) | {"key": "again"})), folder) == []
    assert faults(existing(folder, change(folder, 1, value="many")), folder)[0][:2] == ("e9", "value")
    assert faults(draft(day="2025-8-1"), folder)[0][:2] == ("", "day")


def test_a_day_whose_file_is_broken_is_not_added_to(folder: Path) -> None:
    broken = draft(SOURCE, statement(), base="statements:\n  - issue: [")
    [fault] = faults_of(broken, folder, TODAY)
    assert fault == Fault("", "", "cannot-edit", fault.message)
    assert fault.message.startswith("the file cannot be read (line ")


def test_an_answer_to_a_statement_of_the_same_file_is_known(folder: Path) -> None:
    answering = statement(issue="army-cap", answers=[{"to": "demo/russia/2025-09-01/neutrality", "how": "clarifies"}])
    assert faults(draft(SOURCE, statement("e3"), answering), folder) == []


# What it would change


def effect(of: Draft, snapshot: store.Snapshot, uid: str = "e2") -> Effect:
    return effects(of, snapshot, date(2025, 9, 2))[uid]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (statement(), ["This would move Russia on “Permanent neutrality” from supports (24 Aug 2025) to opposes, 4 steps."]),
        (
            statement(stance="leans-support"),
            ["This would move Russia on “Permanent neutrality” from supports (24 Aug 2025) to leans support, 1 step."],
        ),
        (statement(stance="unclear"), ["This would move Russia on “Permanent neutrality” from supports (24 Aug 2025) to unclear."]),
        (
            statement(stance="supports", firmness="red-line"),
            ["This would harden Russia on “Permanent neutrality”, from demand to red line; the stance stays supports (24 Aug 2025)."],
        ),
        (
            statement(stance="supports"),
            ["This would reaffirm what is on the record of Russia on “Permanent neutrality”: supports (24 Aug 2025)."],
        ),
        (statement(issue="frozen-assets"), ["This would be the first word on the record by Russia on “Frozen assets”."]),
        (
            statement(voice="reported"),
            [
                "This would be the first report on Russia on “Permanent neutrality”.",
                "A reported position never overrides the record, which stands: supports, 24 Aug 2025.",
                "The cell would be marked: a later report says otherwise.",
            ],
        ),
    ],
)
def test_the_shift_it_would_cause_is_told(entry: Entry, told: list[str], snapshot: store.Snapshot) -> None:
    assert list(effect(draft(SOURCE, entry), snapshot).told) == told


def test_an_earlier_day_does_not_change_the_position_of_today(snapshot: store.Snapshot) -> None:
    told = effect(draft(SOURCE, statement(), day="2025-07-01"), snapshot).told
    assert told == (
        "This would move Russia on “Permanent neutrality” from supports (2 Jun 2025) to opposes, 4 steps.",
        "It does not change the position of today: a later statement stands (supports, 24 Aug 2025).",
    )


def test_what_to_look_at_twice(folder: Path, snapshot: store.Snapshot) -> None:
    again = existing(folder, statement(key="later", source="nbc"))
    assert effect(again, snapshot).mind == (
        "That day holds another statement on this issue already: supports, “Guarantees depend on neutrality.”",
    )
    unkeyed = existing(folder, statement(source="nbc"))
    assert effect(unkeyed, snapshot).mind == effect(again, snapshot).mind
    assert "Two stances that day: the last one in the file stands, and the cell is marked." in effect(again, snapshot).told
    near = effect(draft(SOURCE, statement(), day="2025-08-20"), snapshot).mind
    assert near == ("On 24 Aug 2025, 4 days later, it said otherwise: supports.",)
    same_page = replace(SOURCE, fields={"title": "x", "url": "https://example.org/memo"})
    assert effect(draft(same_page, statement(issue="army-cap", stance="supports")), snapshot).mind == (
        "The same page is already the source of demo/russia/2025-06-02/army-cap.",
    )
    looked = Entry("e2", NOT_FOUND, {"issue": "neutrality", "on": TODAY, "where": ["mid.ru"]})
    assert effect(draft(looked), snapshot).mind == ("There is a statement on it: supports, 24 Aug 2025.",)


def test_a_claim_moves_nobody_and_is_told_beside_the_words_of_its_subject(snapshot: store.Snapshot) -> None:
    claim = Entry("e2", CLAIMS, {"about": "ukraine", "issue": "neutrality", "stance": "supports", "summary": "They want it."})
    assert effect(draft(SOURCE, claim), snapshot).told == (
        "A claim never moves the position of Ukraine.",
        "Ukraine by that day: opposes (20 Aug 2025).",
    )
    silent = replace(claim, fields=dict(claim.fields) | {"about": "finland"})
    assert effect(draft(SOURCE, silent), snapshot).told[1] == "Finland had said nothing on it itself by that day."


def test_a_change_of_a_record_is_told_against_what_came_before_it(folder: Path, snapshot: store.Snapshot) -> None:
    told = effect(existing(folder, change(folder, 0, stance="opposes", firmness="")), snapshot, "e9").told
    assert told[0] == "This would move Russia on “Permanent neutrality” from supports (2 Jun 2025) to opposes, 4 steps."


def test_before_actor_day_issue_and_stance_are_known_nothing_is_told(snapshot: store.Snapshot) -> None:
    assert effects(draft(day=""), snapshot, date(2025, 9, 2)) == {}
    assert effect(draft(Entry("e2", STATEMENTS, {"issue": "neutrality"})), snapshot) == Effect()
    assert effect(draft(statement(issue="nowhere")), snapshot) == Effect()


# What a browser keeps


def test_a_draft_comes_back_from_the_browser_as_it_was(folder: Path) -> None:
    whole = existing(
        folder, SOURCE, statement(conditions=[{"text": "if", "issue": "army-cap", "actor": ""}]), replace(change(folder, 0), why="w")
    )
    assert keeping.from_text(keeping.to_text(whole), "demo") == whole
    assert keeping.from_text(keeping.to_text(whole), "elsewhere") is None


BAD_ENTRIES = [1, {}, {"part": "events"}, {"part": "claims", "uid": "../x"}]
BAD_FIELDS = {"part": "statements", "uid": "e1", "fields": {"summary": ["x"], "conditions": "y"}}
SENT = {
    "nothing": None,
    "a number": 7,
    "no JSON": "",
    "a list": "[]",
    "no entries": '{"negotiation": "demo"}',
    "odd entries": '{"negotiation": "demo", "entries": {}}',
    "too much": "x" * 300_000,
    "too deep": "[" * 5000,
    "bad entries": json.dumps({"negotiation": "demo", "entries": BAD_ENTRIES, "actor": [1], "base": 7}),
    "bad fields": json.dumps({"negotiation": "demo", "entries": [BAD_FIELDS]}),
}


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_whatever_is_sent_a_draft_comes_of_it_or_none(sent: Any, folder: Path) -> None:
    got = keeping.from_text(sent, "demo")
    assert got is None or (got.empty and faults_of(got, folder, TODAY))


_NAMES = ["uid", "part", "fields", "of", "issue", "stance", "conditions", "text", "where", "answers", "summary"]
_PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=8)


@given(st.recursive(_PLAIN, lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), below, max_size=5)))
def test_no_sent_entry_breaks_anything(entry: Any) -> None:
    entries = [entry, {"uid": "e1", "part": "statements"} | (entry if isinstance(entry, dict) else {})]
    got = keeping.from_text(json.dumps({"negotiation": "demo", "actor": "russia", "day": "2025-09-01", "entries": entries}), "demo")
    assert got is not None
    assert faults_of(got, Path("/nowhere"), TODAY)
    assert drafts.described(got)


def test_a_base_that_is_no_sound_file_counts_as_nothing() -> None:
    for base in ("statements: foo", "statements: [1]", "statements:\n  - issue: a\n    conditions: x", "a: [", ""):
        assert drafts.base_value(draft(base=base)) == {}
