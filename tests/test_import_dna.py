"""A database of the Discourse Network Analyzer, in both of its forms, becomes files; what has no place is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley import cli, store
from parley.desk.dna import Scale
from tests.dnas import DAY, Coding, database
from tests.importing import Desk, desk

__all__ = ["desk"]
CODINGS = [
    Coding(3, "🌊 kein Meter mehr!"),
    Coding(7, "“all of it”", organisation="Lowland: the country", person="", agreement=0),
    Coding(9, "The end.", agreement=0),
]
VERSIONS = pytest.mark.parametrize("version", [2, 3])


def bring(desk: Desk, content: bytes, *flags: str) -> tuple[int, str]:
    return desk.bring(content, *flags, name="coded.dna", into="coded")


@VERSIONS
def test_organisations_persons_concepts_and_agreement_become_a_negotiation(version: int, desk: Desk) -> None:
    done, said = bring(desk, database(desk.place / "made.dna", version, CODINGS), "--write")
    assert done == cli.SOUND, said
    assert f"Database of DNA {version} with 1 document; 3 of 4 statements can be brought in" in said
    assert "Left out: 1 statement of the type `Annotation`, which has no concept and agreement" in said
    assert desk.problems() == cli.SOUND
    here = store.read(desk.folder).of("coded")
    assert here.actors[["id", "name", "role", "aliases"]].to_numpy().tolist() == [
        ["upland", "Upland", "Government", "Republic of Upland"],
        ["lowland-the-country", "Lowland: the country", "", ""],
    ]
    assert here.speakers[["actor", "name"]].to_numpy().tolist() == [["upland", "Mira Adair"]]
    assert list(here.issues["title"]) == ["There should be a dam."]


@VERSIONS
def test_the_quote_is_the_selected_text_and_the_document_its_source(version: int, desk: Desk) -> None:
    bring(desk, database(desk.place / "made.dna", version, CODINGS), "--write")
    said = store.read(desk.folder).of("coded").statements.set_index("id")
    first = said.loc["coded/upland/2025-03-12/there-should-be-a-dam"]
    assert (first["quote"], first["stance"], first["speaker"], first["coder"]) == (
        "🌊 kein Meter mehr!",
        "supports",
        "Mira Adair",
        "Tam Okoro",
    )
    assert first["summary"] == "Agreement with “There should be a dam.”"
    assert (first["source_title"], first["publisher"], first["source_url"], first["source_date"]) == (
        "Interview",
        "Radio Upland",
        "https://example.org/a",
        "2025-03-12",
    )
    other = said.loc["coded/lowland-the-country/2025-03-12/there-should-be-a-dam"]
    assert (other["quote"], other["stance"], other["summary"]) == (
        "“all of it”",
        "opposes",
        "Disagreement with “There should be a dam.”",
    )
    again = said.loc["coded/upland/2025-03-12/there-should-be-a-dam/dna-9"]
    assert (again["quote"], again["stance"]) == ("The end.", "opposes")


@VERSIONS
def test_a_database_that_has_grown_adds_what_is_new_and_keeps_every_id(version: int, desk: Desk) -> None:
    bring(desk, database(desk.place / "made.dna", version, CODINGS[:2]), "--write")
    before = store.read(desk.folder).of("coded").statements
    bring(desk, database(desk.place / "made.dna", version, CODINGS), "--write")
    after = store.read(desk.folder).of("coded").statements
    assert desk.problems() == cli.SOUND
    assert set(after["id"]) - set(before["id"]) == {"coded/upland/2025-03-12/there-should-be-a-dam/dna-9"}
    assert set(before["id"]) <= set(after["id"])
    done, said = bring(desk, database(desk.place / "made.dna", version, CODINGS), "--write")
    assert (done, "There is nothing to write." in said) == (cli.SOUND, True)


def test_the_file_itself_is_only_read(desk: Desk) -> None:
    content = database(desk.place / "made.dna", 3, CODINGS)
    (desk.place / "coded.dna").write_bytes(content)
    (desk.place / "coded.dna").chmod(0o444)
    assert cli.main(["import", str(desk.place / "coded.dna"), "--into", "coded", "--positions", str(desk.folder)]) == cli.SOUND
    assert (desk.place / "coded.dna").read_bytes() == content
    assert [path.name for path in desk.place.glob("coded.dna*")] == ["coded.dna"]


def test_what_cannot_be_mapped_is_counted_and_named(desk: Desk) -> None:
    codings = [
        Coding(1, "Wir"),
        Coding(2, "Wir", concept=""),
        Coding(3, "Wir", organisation="", person=""),
        Coding(4, "Wir", agreement=None),
    ]
    done, said = bring(desk, database(desk.place / "made.dna", 3, codings))
    assert done == cli.SOUND
    for told in (
        "1 statement without a concept",
        "1 statement without an organisation or a person",
        "1 statement without agreement or disagreement",
        "1 of 5 statements can be brought in",
    ):
        assert told in said


def test_a_person_without_an_organisation_speaks_for_nobody_else(desk: Desk) -> None:
    bring(desk, database(desk.place / "made.dna", 3, [Coding(1, "Wir", organisation="")]), "--write")
    here = store.read(desk.folder).of("coded")
    assert (list(here.statements["actor_name"]), list(here.statements["speaker"])) == (["Mira Adair"], [""])


def test_names_that_a_negotiation_does_not_know_are_told_with_what_was_meant(desk: Desk) -> None:
    codings = [
        Coding(1, "Wir", organisation="Uplnd", concept="Height of the dam"),
        Coding(2, "Wir", concept="height of the DAM", person="M. Adair"),
    ]
    done, said = desk.bring(database(desk.place / "made.dna", 3, codings), name="coded.dna")
    assert done == cli.PROBLEMS
    assert said.partition("nothing is written.\n")[2].splitlines() == [
        "statement 1, actor: unknown-actor: `Uplnd` is no actor of actors.yaml; did you mean `Upland`?",
        "statement 2, speaker: unknown-speaker: M. Adair is no speaker of `upland`; did you mean `Mira Adair`?",
    ]


# Agreement in numbers


def test_a_scale_around_nought_is_read_and_told(desk: Desk) -> None:
    codings = [Coding(number, "Wir", concept=f"Concept {number}", agreement=value) for number, value in enumerate((-2, -1, 0, 1, 2), 1)]
    done, said = bring(desk, database(desk.place / "made.dna", 3, codings, integer=True), "--write")
    assert done == cli.SOUND
    assert "Agreement is a number, read on a scale from -2 (opposes) to 2 (supports)" in said
    stances = store.read(desk.folder).of("coded").statements.set_index("issue")["stance"].astype("str").to_dict()
    assert list(stances.values()) == ["opposes", "leans-oppose", "neutral", "leans-support", "supports"]


def test_a_scale_whose_ends_nobody_knows_has_to_be_told(desk: Desk) -> None:
    content = database(desk.place / "made.dna", 2, [Coding(1, "Wir", agreement=2), Coding(2, "sagen", agreement=5)], integer=True)
    done, said = bring(desk, content)
    assert (done, "say it, the number of opposition first: --scale 2..5" in said) == (cli.USAGE, True)
    done, said = bring(desk, content, "--scale", "1..5", "--write")
    assert done == cli.SOUND
    assert sorted(store.read(desk.folder).of("coded").statements["stance"].astype("str")) == ["leans-oppose", "supports"]
    done, said = bring(desk, content, "--scale", "1..4")
    assert "1 statement whose agreement, 5, is off the scale" in said


@pytest.mark.parametrize(
    ("value", "stance"), [(1, "opposes"), (3, "leans-oppose"), (4, "neutral"), (5, "leans-support"), (7, "supports"), (8, None)]
)
def test_between_the_ends_of_a_scale_a_stance_leans(value: int, stance: str | None) -> None:
    assert Scale(1, 7).stance(value) == stance


# Days


@pytest.mark.parametrize("hours", [-2, 0, 3])
def test_the_midnight_of_a_coder_elsewhere_is_that_day(hours: int, desk: Desk) -> None:
    _, said = bring(desk, database(desk.place / "made.dna", 2, CODINGS, seconds=DAY + hours * 3600), "--write")
    assert set(store.read(desk.folder).of("coded").statements["date"]) == {"2025-03-12"}
    assert ("A time of day in the dates of 1 document" in said) == (hours != 0)


def test_a_date_that_is_no_day_is_left_out(desk: Desk) -> None:
    done, said = bring(desk, database(desk.place / "made.dna", 3, CODINGS, seconds=DAY * 1000), "--write")
    assert "Left out: 3 statements in the document `Interview`, whose date is no day" in said
    assert done == cli.SOUND


def test_a_database_of_another_program_is_told_to_be_one(desk: Desk, tmp_path: Path) -> None:
    import sqlite3

    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as file:
        file.execute("CREATE TABLE T(x)")
    file.close()
    done, said = bring(desk, other.read_bytes())
    assert (done, "is no database of DNA 2 or 3: it has no table DATABOOLEAN" in said) == (cli.USAGE, True)
