"""The data package: judged by Frictionless' own validator, and read as a researcher would read it."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from frictionless import Package, Report

from parley import schema, store
from parley.analysis import shifts
from parley.export import attribution, codebook, csv, named
from parley.export.documents import DOCUMENTS, Occasion
from parley.store import Snapshot
from parley.view import View
from tests.making import MORE_TALKS, TALKS, talks, write

OCCASION = Occasion("https://desk.example.org", date(2026, 1, 2))
EVERYTHING = View(negotiation="demo")
NARROW = View(negotiation="demo", actor=("russia",), topic=("security",), since=date(2025, 6, 2), q="neutrality")
QUOTE = '=1+1; "so", it\'s – не будет 🕊 \u202bשלום\u202c'


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return store.read(write(talks(tmp_path), MORE_TALKS))


def made(view: View, snapshot: Snapshot, occasion: Occasion = OCCASION) -> bytes:
    return DOCUMENTS["package.zip"].make(view, snapshot, occasion)


def unpacked(whole: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def described(view: View, snapshot: Snapshot) -> Any:
    return json.loads(unpacked(made(view, snapshot))["datapackage.json"])


def table(name: str, view: View, snapshot: Snapshot) -> Any:
    return next(each for each in described(view, snapshot)["resources"] if each["name"] == name)


def judged(files: dict[str, bytes], folder: Path) -> Report:
    """What the validator says of a package that was unpacked into `folder`."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    report: Report = Package(str(folder / "datapackage.json")).validate()
    return report


def faults(report: Report) -> list[Any]:
    return list(report.flatten(["type", "note"]))


def readme(view: View, snapshot: Snapshot) -> str:
    return unpacked(made(view, snapshot))["README.md"].decode()


@pytest.mark.parametrize(
    "view", [EVERYTHING, NARROW, View(negotiation="demo", voice=("reported",)), View(negotiation="demo", actor=("uk",))]
)
def test_the_validator_passes_it_unpacked_and_as_a_zip(view: View, snapshot: Snapshot, tmp_path: Path) -> None:
    whole = made(view, snapshot)
    report = judged(unpacked(whole), tmp_path / "unpacked")
    assert faults(report) == []
    assert len(report.tasks) == len(named.NAMES) + 8
    (tmp_path / "package.zip").write_bytes(whole)
    assert faults(Package(str(tmp_path / "package.zip")).validate()) == []


def test_the_validator_passes_the_shipped_data(tmp_path: Path) -> None:
    shipped = store.read(store.SHIPPED)
    assert faults(judged(unpacked(made(View(negotiation="ukraine-peace"), shipped)), tmp_path)) == []


def test_the_validator_passes_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "positions").mkdir()
    assert faults(judged(unpacked(made(View(), store.read(tmp_path / "positions"))), tmp_path / "unpacked")) == []


@pytest.mark.parametrize(
    ("path", "was", "now", "fault"),
    [
        ("data/statements.csv", b",supports,", b",suports,", "constraint-error"),
        ("data/statements.csv", b"demo,turkey,", b"demo,narnia,", "foreign-key"),
        ("data/statements.csv", b",2022-04,", b",April 2022,", "constraint-error"),
        ("data/gaps.csv", b"demo,", b"dem,", "hash-count"),
    ],
)
def test_the_validator_refutes_what_was_tampered_with(
    path: str, was: bytes, now: bytes, fault: str, snapshot: Snapshot, tmp_path: Path
) -> None:
    files = unpacked(made(EVERYTHING, snapshot))
    assert was in files[path]
    report = judged(files | {path: files[path].replace(was, now, 1)}, tmp_path)
    assert fault in [kind for kind, _ in faults(report)]


@pytest.mark.parametrize("view", [EVERYTHING, NARROW])
def test_every_table_is_the_exact_csv_of_the_view(view: View, snapshot: Snapshot) -> None:
    files = unpacked(made(view, snapshot))
    for name in named.NAMES:
        assert files[f"data/{name}.csv"] == csv.csv(named.table(name, view, snapshot), exact=True)


def test_one_view_one_state_of_the_data_and_one_day_make_the_same_bytes(snapshot: Snapshot) -> None:
    assert made(NARROW, snapshot) == made(NARROW, store.read(snapshot.folder))
    assert made(NARROW, snapshot) == made(NARROW.but(statement="demo/russia/2025-06-02/neutrality", page=3), snapshot)


def test_the_day_it_was_taken_changes_nothing_but_what_tells_it(snapshot: Snapshot) -> None:
    one, other = (unpacked(made(NARROW, snapshot, Occasion(OCCASION.base, day))) for day in (date(2026, 1, 2), date(2026, 1, 3)))
    assert {path for path in one if one[path] != other[path]} == {"datapackage.json", "README.md", "cite.bib", "cite.json"}


def test_it_says_whose_what_and_which_data_it_is(snapshot: Snapshot) -> None:
    told = described(NARROW, snapshot)
    assert told["title"] == (
        "Talks in Istanbul: Russia on Security, holding “neutrality”, as of 24 Aug 2025, changes since 2 Jun 2025 marked"
    )
    assert (told["name"], told["version"], told["created"]) == ("parley-demo", snapshot.version, "2026-01-02T00:00:00Z")
    assert told["homepage"].startswith("https://desk.example.org/matrix?negotiation=demo&actor=russia&topic=security&asof=2025-08-24&")
    assert told["keywords"] == ["Security", "Russia"]
    assert {"title": "TASS, Memorandum", "path": "https://example.org/memo"} in told["sources"]


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("CC-BY-4.0", [{"name": "CC-BY-4.0", "title": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]),
        ("Ask the desk first", [{"name": "Ask-the-desk-first", "title": "Ask the desk first"}]),
    ],
)
def test_the_licence_is_that_of_the_negotiation(licence: str, told: list[dict[str, str]], tmp_path: Path) -> None:
    snapshot = store.read(write(talks(tmp_path), {"demo/negotiation.yaml": f"title: Talks\nlicence: {licence}"}))
    assert described(EVERYTHING, snapshot)["licenses"] == told
    assert f"Licence of the data: {licence}" in readme(EVERYTHING, snapshot)


def test_without_a_licence_it_says_that_none_is_named(snapshot: Snapshot) -> None:
    assert "licenses" not in described(EVERYTHING, snapshot)
    assert "Licence of the data: none is named" in readme(EVERYTHING, snapshot)


def test_a_column_has_its_type_its_meaning_and_its_words(snapshot: Snapshot) -> None:
    fields = {field["name"]: field for field in table("statements", EVERYTHING, snapshot)["schema"]["fields"]}
    assert fields["stance"]["constraints"] == {"enum": list(schema.STANCES)}
    assert fields["score"] | {"description": ""} == {
        "name": "score",
        "type": "integer",
        "description": "",
        "constraints": {"minimum": -2, "maximum": 2},
    }
    assert (fields["on_record"]["type"], fields["value"]["type"], fields["recorded"]["type"]) == ("boolean", "number", "date")
    assert fields["quote"]["description"] == "a short fragment of the words themselves, byte for byte"


def test_a_column_of_the_matrix_is_named_for_its_issue(snapshot: Snapshot) -> None:
    fields = {field["name"]: field["description"] for field in table("matrix", EVERYTHING, snapshot)["schema"]["fields"]}
    assert fields["army-cap"].startswith("Limit on the army: a stance")


def test_only_keys_that_these_rows_keep_are_declared(snapshot: Snapshot) -> None:
    whole, narrow = (table("claims", view, snapshot)["schema"] for view in (EVERYTHING, View(negotiation="demo", actor=("russia",))))
    assert [key["fields"] for key in whole["foreignKeys"]] == [["actor"], ["about"], ["issue"]]
    assert [key["fields"] for key in narrow["foreignKeys"]] == [["issue"]]
    assert whole["primaryKey"] == narrow["primaryKey"] == ["id"]


def test_the_readme_tells_the_filters_the_link_the_data_and_how_to_cite(snapshot: Snapshot) -> None:
    told = readme(NARROW, snapshot)
    for line in (
        "# Talks in Istanbul",
        f"- Data version: `{snapshot.version}`",
        "- Taken on: 2 Jan 2026",
        "| `actor` | russia | only these actors |",
        "| `q` | neutrality | records that hold all these words |",
        "| `known` | 2025-08-25 | only what had been entered by this day (pinned) |",
    ):
        assert line in told.splitlines()
    link = attribution.link(OCCASION.base, "matrix", NARROW, snapshot)
    assert told.count(link) == 2
    assert "Parley, Talks in Istanbul: Russia on Security, holding “neutrality”" in told
    assert "The CSVs are exact" in told


def test_the_readme_tells_for_every_table_which_rows_it_holds(snapshot: Snapshot) -> None:
    rows = [[cell.strip() for cell in line.split("|")] for line in readme(NARROW, snapshot).splitlines() if line.startswith("| `data/")]
    told = {row[1].strip("`"): (row[2], row[4]) for row in rows}
    assert list(told) == [each["path"] for each in described(NARROW, snapshot)["resources"]]
    assert told["data/statements.csv"] == ("3", "Russia on Security, holding “neutrality”, all days")
    assert told["data/sticking.csv"] == ("0", "Russia on Security, as of 24 Aug 2025")
    assert told["data/coverage.csv"] == ("2", "Russia on Security, as of 24 Aug 2025")
    assert told["data/events.csv"] == ("1", "Everyone on every issue, all days")
    assert told["data/conditions.csv"] == ("1", "Of the records in statements.csv and claims.csv")


def test_without_a_choice_the_readme_says_that_it_is_everything(snapshot: Snapshot) -> None:
    assert "Nothing was chosen: this is the whole negotiation." in readme(EVERYTHING, snapshot)
    assert "Nothing was chosen" not in readme(NARROW, snapshot)


def test_the_readme_says_when_files_were_left_out(tmp_path: Path) -> None:
    broken = TALKS["demo/uk/2024-11-29.yaml"].replace("opposes", "oposes")
    snapshot = store.read(write(talks(tmp_path), {"demo/uk/2024-11-29.yaml": broken}))
    assert "- Left out: 1 file with mistakes; `python -m parley validate` names them" in readme(EVERYTHING, snapshot).splitlines()


def test_the_codebook_tells_every_word_every_column_and_what_a_stance_means_here(tmp_path: Path) -> None:
    issues = TALKS["demo/issues.yaml"].replace("topic: security}", "topic: security, stances: {supports: bound for good}}", 1)
    files = unpacked(made(EVERYTHING, store.read(write(talks(tmp_path), {"demo/issues.yaml": issues}))))
    told, read = files["codebook.md"].decode(), json.loads(files["codebook.json"])
    assert "| `supports` | bound for good |" in told
    assert read["issues"][0]["stances"] == {"supports": "bound for good"}
    assert read["vocabularies"]["stance"] == schema.STANCES
    for word, meaning in schema.STANCES.items():
        assert f"| `{word}` | {meaning} |" in told
    for each in named.NAMES.values():
        assert [column["name"] for column in read["tables"][each.name]][-2:] == ["view", "data_version"]
        assert f"### {each.name}\n" in told
    assert {field["name"]: field["required"] for field in read["files"]["Statement"]["fields"]}.items() >= {
        "issue": True,
        "quote": False,
    }.items()


def test_the_codebook_knows_every_kind_of_shift() -> None:
    assert tuple(codebook.SHIFTS) == shifts.KINDS


def test_words_survive_byte_for_byte(tmp_path: Path) -> None:
    files = {
        "demo/russia/2025-06-02.yaml": TALKS["demo/russia/2025-06-02.yaml"].replace(
            "must be neutral", f"'{QUOTE.replace(chr(39), chr(39) * 2)}'"
        )
    }
    snapshot = store.read(write(talks(tmp_path), files))
    assert snapshot.problems == ()
    written = unpacked(made(EVERYTHING, snapshot))["data/statements.csv"]
    read = pd.read_csv(io.BytesIO(written), keep_default_na=False, na_values={"score": "", "value": ""})
    assert list(read.loc[read["id"] == "demo/russia/2025-06-02/neutrality", "quote"]) == [QUOTE]
    assert read["score"].sum() == snapshot.tables.statements["score"].sum()


def test_text_from_files_is_never_markup_in_the_readme_and_the_codebook(tmp_path: Path) -> None:
    evil = "<script>x</script> [a](http://b) *c* | d"
    files = {
        "demo/negotiation.yaml": f"title: '{evil}'\nsummary: '{evil}'",
        "demo/issues.yaml": TALKS["demo/issues.yaml"].replace("title: Permanent neutrality", f"title: '{evil}'"),
    }
    told = unpacked(made(View(negotiation="demo", issue=("neutrality",)), store.read(write(talks(tmp_path), files))))
    whole = told["README.md"].decode().partition("## How to cite")[0] + told["codebook.md"].decode()
    assert "<script>" not in whole
    assert "[a](http" not in whole
    assert r"\<script\>x\</script\> \[a\](http://b) \*c\* \| d" in whole


def test_without_a_host_the_link_is_a_path(snapshot: Snapshot) -> None:
    files = unpacked(made(EVERYTHING, snapshot, Occasion("", OCCASION.today)))
    assert "homepage" not in json.loads(files["datapackage.json"])
    assert "- The same on screen: /matrix?negotiation=demo&" in files["README.md"].decode()
