"""The schemas that editors check from agree with `validate`, as far as a schema can see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parley import schema, store, yamlfile
from parley.desk import completion, schemas
from parley.desk.nameable import Registers, of
from parley.fieldtypes import ID
from tests.editing import complaints, schema_for, schemas_of, seen
from tests.test_broken import BROKEN, FILES, expected
from tests.test_docs import samples, write

UNSEEN = {
    "anchor": "its extension reads the shorthand and shows the value",
    "byte-order-mark": "a character that is no value",
    "case-collision": "two entries, held against each other",
    "doubled-id": "two entries, held against each other",
    "doubled-key": "the extension says so itself; other readers take the last",
    "doubled-move": "two entries, held against each other",
    "doubled-source": "two entries, held against each other",
    "doubled-speaker": "two entries, held against each other",
    "doubled-statement": "two entries, held against each other",
    "end-before-start": "two days, held against each other",
    "missing-dash": "a doubled key to a reader of YAML",
    "moved-but-there": "a name of today, which a register of names of before does not complete",
    "moved-in-a-circle": "two entries, held against each other",
    "moved-to-nothing": "a name of today, which may have moved on from there",
    "open-direction": "a sign that nobody sees",
    "recorded-before-said": "a day, held against the name of the file",
    "reviewer-is-coder": "two names, held against each other",
    "unknown-answer": "an id of another file's statement",
    "unknown-bloc": "an id of the same file, which changes while it is written",
    "unknown-source": "an id of the same file, which changes while it is written",
    "unknown-topic": "an id of the same file, which changes while it is written",
    "wrong-name": "the name of the file",
}
"""The rules that a schema cannot see, and why."""

UNSEEN_HERE = {
    "actor-folder-unknown": "the name of a folder",
    "bloc-as-an-actor-folder": "the name of a folder",
    "control-character-as-escape": "a character that a reader of YAML takes for what it stands for",
    "proposal-that-supersedes-itself": "an id of the same file",
    "text-cut-at-hash": "a comment, to a reader of YAML",
}
"""Broken files whose rule a schema sees elsewhere."""


@pytest.fixture(scope="module")
def sound() -> dict[str, Any]:
    """The schemas of the small sound tree."""
    return schemas_of(BROKEN / "sound", "demo")


@pytest.mark.parametrize("kind", schemas.KINDS)
def test_every_schema_is_one(kind: str, sound: dict[str, Any]) -> None:
    for each in (schemas.plain(kind), sound[f"{kind}.json"]):
        jsonschema.Draft7Validator.check_schema(each)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_mistake_is_seen_in_the_editor_or_is_known_to_be_unseen(file: Path, sound: dict[str, Any]) -> None:
    path, _, _, rule, *_ = expected(file).split(":")
    unseen = rule.strip() in UNSEEN or file.stem in UNSEEN_HERE
    try:
        value = seen(file.read_bytes())
    except yaml.YAMLError:
        assert not unseen or rule.strip() == "anchor"
        return
    name = schema_for(sound, path)
    assert unseen == (name not in sound or complaints(sound, name, value) == [])


def test_every_rule_that_is_listed_as_unseen_is_one_that_a_broken_file_breaks() -> None:
    assert {expected(file).split(":")[3].strip() for file in FILES} >= UNSEEN.keys()
    assert {file.stem for file in FILES} >= UNSEEN_HERE.keys()


def test_the_shipped_files_pass() -> None:
    made = schemas_of(store.SHIPPED, "ukraine-peace")
    paths = sorted((store.SHIPPED / "ukraine-peace").rglob("*.yaml"))
    told = {
        path.name: complaints(made, schema_for(made, path.relative_to(store.SHIPPED).as_posix()), seen(path.read_bytes())) for path in paths
    }
    assert len(paths) > 100
    assert {name: each for name, each in told.items() if each} == {}


def test_the_samples_of_the_manual_pass_with_and_without_the_ids_of_their_registers(tmp_path: Path) -> None:
    made = schemas_of(write(samples(), tmp_path), "river-treaty")
    plain = {f"{kind}.json": schemas.plain(kind) for kind in schemas.KINDS}
    for path, text in samples().items():
        assert complaints(made, schema_for(made, path), seen(text)) == []
        assert complaints(plain, schema_for(plain, path), seen(text)) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("negotiation", "title: 2026"),
        ("negotiation", "title: true"),
        ("negotiation", "{title: no, stale_after_days: 180, principals: [1, e3]}"),
        ("negotiation", 'title: Talks\nstale_after_days: "180"'),
        ("actors", "actors: [{id: 7, name: Seven, memberships: [{bloc: eu, start: 2001, end: 2020-01}]}]"),
        ("issues", "issues: [{id: cap, title: 1.5, status: [{date: 2025-08-24, status: open}]}]"),
        ("events", "events: [{id: a, date: 2024, end: 2024-02-29, title: 3}]"),
        ("proposals", "proposals: [{id: p, title: P, date: 2025-01, articles: [{id: 1, summary: 2, issue: cap, value: 40}]}]"),
        ("proposals", 'proposals: [{id: p, title: P, date: 2025, articles: [{id: "1", summary: s, issue: cap, value: "-1.5"}]}]'),
        ("position", "not_found: [{issue: cap, on: 2025-08-24, where: [1, true]}]"),
    ],
)
def test_a_value_may_be_a_number_or_a_truth_to_yaml_where_ours_is_text(kind: str, text: str) -> None:
    schema.MODELS[kind].validate_python(yamlfile.read(text.encode()).value)  # sound, as far as its shape goes
    assert complaints({f"{kind}.json": schemas.plain(kind)}, f"{kind}.json", seen(text)) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("negotiation", "title: null"),
        ("negotiation", "title: [a]"),
        ("negotiation", "{title: Talks, stale_after_days: 1.5}"),
        ("negotiation", "{title: Talks, stale_after_days: -1}"),
        ("negotiation", "{title: Talks, principals: [-1]}"),
        ("events", "events: [{id: a, date: 25, title: T}]"),
        ("events", "events: [{id: a, date: 2025-02-30, title: T}]"),
        ("events", "events: [{id: a, date: 2025-13, title: T}]"),
        ("position", "not_found: [{issue: cap, on: 2025, where: [a]}]"),
    ],
)
def test_what_no_reader_takes_is_marked(kind: str, text: str) -> None:
    assert complaints({f"{kind}.json": schemas.plain(kind)}, f"{kind}.json", seen(text))


@given(st.from_regex(ID, fullmatch=True))
def test_an_id_is_completed_as_what_a_reader_of_yaml_takes_it_for(word: str) -> None:
    read = seen(f"id: {word}")["id"]
    assert read is None or read in schemas.as_editors_see(word)
    assert word in schemas.as_editors_see(word)


@pytest.mark.parametrize("kind", schemas.KINDS)
def test_every_field_says_what_it_means_and_every_word_too(kind: str) -> None:
    def without(part: Any, name: str = "") -> list[str]:
        if not isinstance(part, dict):
            return []
        here = [] if "description" in part or name in ("", "items") else [name]
        here += [name] if "enum" in part and len(part["enum"]) != len(part.get("enumDescriptions", ())) else []
        below = [*part.get("properties", {}).items(), *([("items", part["items"])] if "items" in part else [])]
        return here + [each for field, inner in below for each in without(inner, field)]

    assert without(schemas.plain(kind)) == []


# With the ids of a negotiation


def statement(part: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = part["properties"]["statements"]["items"]
    return entry


def test_issues_actors_and_proposals_are_those_of_the_registers_with_their_titles(sound: dict[str, Any]) -> None:
    defined = sound["position.json"]["definitions"]
    issues = dict(zip(defined["issue"]["enum"], defined["issue"]["enumDescriptions"], strict=True))
    assert issues["neutrality"] == "Neutrality of Ukraine: Should Ukraine be neutral?"
    assert list(issues) == [each["id"] for each in of(BROKEN / "sound", "demo").issues]
    assert "usa" in defined["actor"]["enum"]
    assert "first-draft" in defined["proposal"]["enum"]
    assert statement(sound["position.json"])["properties"]["issue"] == {"$ref": "#/definitions/issue"}


def test_a_stance_says_what_it_means_on_the_issue_beside_it(sound: dict[str, Any]) -> None:
    cases = {
        each["if"]["properties"]["issue"]["enum"][0]: each["then"]["properties"]
        for each in sound["position.json"]["definitions"]["of-the-issue"]["allOf"]
    }
    words = dict(zip(cases["neutrality"]["stance"]["enum"], cases["neutrality"]["stance"]["enumDescriptions"], strict=True))
    assert (words["supports"], words["declines"]) == ("neutral, outside every bloc", "was asked and would not say")
    assert cases["neutrality"]["value"] is False


def test_only_an_actors_own_speakers_can_be_named_in_its_files(sound: dict[str, Any]) -> None:
    def named(actor: str, speaker: str) -> list[str]:
        value = seen(
            f"sources: [{{id: a, title: A}}]\nstatements: [{{issue: neutrality, stance: supports, summary: S, speaker: {speaker}}}]"
        )
        return complaints(sound, f"position-{actor}.json", value)

    assert named("russia", "Sergei Lavrov") == []
    assert named("usa", "Sergei Lavrov") != []


def test_a_register_that_is_missing_leaves_its_ids_free() -> None:
    made = {"position.json": completion.enumerated("position", Registers("empty", "Empty"))}
    assert complaints(made, "position.json", seen("not_found: [{issue: anything, on: 2025-08-24, where: [a]}]")) == []
    assert "definitions" not in made["position.json"]


def test_ids_that_are_numbers_to_yaml_are_known_with_and_without_quotes(tmp_path: Path) -> None:
    files = {
        "t/actors.yaml": "actors: [{id: 1, name: One}, {id: true, name: Two}]",
        "t/issues.yaml": "issues: [{id: 1e3, title: A}, {id: 0x1F, title: B}, {id: 007, title: C}]",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    made = schemas_of(tmp_path, "t")
    for issue in ("1e3", '"1e3"', "0x1F", "'0x1F'", "007", '"007"'):
        text = f"sources: [{{id: a, title: A}}]\nclaims: [{{about: true, issue: {issue}, stance: supports, summary: S}}]"
        assert complaints(made, "position-1.json", seen(text)) == []
    assert complaints(made, "position-1.json", seen("not_found: [{issue: 1e4, on: 2025-08-24, where: [a]}]")) != []
