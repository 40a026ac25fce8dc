"""Ten thousand bad files are reported so that somebody can begin: how many of which kind, and the first of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from streamlit.testing.v1 import AppTest

from parley import cli, store
from parley.problems import Kind, Problem, kinds, summary
from parley.ui import worklist
from tests.making import TALKS, talks, write

ROOT = Path(__file__).resolve().parents[1]
USA = re.sub("recorded: .*\n", "", dedent(TALKS["demo/usa/2025-08-15.yaml"]).lstrip())
MISSPELT, CUT = USA.replace("stance: neutral", "stance: neutal"), "statements: ["
MANY = 10_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A sound negotiation, 9,000 files with a misspelt stance and 1,000 cut short."""
    folder = talks(tmp_path_factory.mktemp("positions"))
    home = folder / "demo" / "usa"
    for number in range(MANY):
        (home / f"{number:04}.yaml").write_text(CUT if number % 10 == 1 else MISSPELT, encoding="utf-8")
    (home / "0000.yaml").rename(home / "1999-12.yaml")  # there is no year 0
    yield folder


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> store.Snapshot:
    return store.read(folder)


def test_problems_are_counted_by_rule_with_the_first_of_each() -> None:
    found = [Problem("b.yaml", 2, 1, "tab", "a"), Problem("a.yaml", 9, 1, "yaml", "b"), Problem("a.yaml", 3, 1, "tab", "c")]
    assert kinds(found) == [Kind("tab", 2, 2, found[2]), Kind("yaml", 1, 1, found[1])]
    assert kinds([]) == []


def test_a_few_problems_need_no_summary() -> None:
    assert summary([Problem("a.yaml", line, 1, "tab", "a") for line in range(20)]) == ""
    assert summary([Problem("a.yaml", line, 1, "tab", "a") for line in range(21)]) == (
        "21 problems in 1 file, of 1 kind:\n  21 × tab, 1 file; the first: a.yaml:0:1: tab: a\n"
    )


def test_the_sound_files_among_them_are_all_there(snapshot: store.Snapshot) -> None:
    assert len(snapshot.tables.statements) == 11
    assert len({problem.file for problem in snapshot.problems}) == MANY


def test_the_command_line_lists_every_problem_and_ends_with_their_kinds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["validate", "--positions", str(folder)]) == cli.PROBLEMS
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == MANY
    lines = told.err.splitlines()
    assert lines[0] == "10,000 problems in 10,000 files, of 2 kinds:"
    assert lines[1].startswith("  9,000 × unknown-stance, 9,000 files; the first: ")
    assert "demo/usa/0002.yaml:4:13: unknown-stance: `neutal` is not one of" in lines[1]
    assert lines[2].startswith("  1,000 × ")
    assert "demo/usa/0001.yaml:2:1: odd-sign" in lines[2]


def test_the_desk_shows_the_kinds_before_the_list(snapshot: store.Snapshot) -> None:
    told = worklist.problems(snapshot)
    assert "9,000 in 9,000 files" in told
    assert "1,000 in 1,000 files" in told
    assert "… and 9,500 more" in told


def test_every_page_names_the_kinds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.VARIABLE, str(folder))
    page = AppTest.from_file(str(ROOT / "parley" / "ui" / "frame.py"), default_timeout=120).run()
    assert not page.exception
    notice = next(each for each in page.expander if "left out" in each.label)
    assert notice.label.startswith("10,000 files are left out: ")
    assert notice.text[0].value.splitlines()[0] == "10,000 problems in 10,000 files, of 2 kinds:"


def test_a_few_problems_are_named_one_by_one_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.VARIABLE, str(write(tmp_path, TALKS | {"demo/usa/2020.yaml": MISSPELT})))
    page = AppTest.from_file(str(ROOT / "parley" / "ui" / "frame.py"), default_timeout=120).run()
    notice = next(each for each in page.expander if "left out" in each.label)
    assert notice.label == r"1 file is left out: demo/usa/2020\.yaml"
    assert notice.text[0].value.startswith("demo/usa/2020.yaml:4:13: unknown-stance: ")
