"""The command line: check files, take out tables; exit codes that a script can trust."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from parley import store
from parley.cli import PROBLEMS, SOUND, USAGE, main
from parley.export import named, xlsx
from parley.export.csv import BYTE_ORDER_MARK
from parley.export.forms import FORMS
from tests.making import TALKS, talks, write

BROKEN = "demo/usa/2025-08-15.yaml"
MESSAGE = "`neutal` is not one of"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo negotiation, in `positions` below the working directory."""
    monkeypatch.delenv(store.VARIABLE, raising=False)
    monkeypatch.setenv(store.VARIABLE, str(tmp_path / "positions"))  # so that what --positions sets is undone after the test
    monkeypatch.chdir(tmp_path)
    return talks(tmp_path / "positions")


@pytest.fixture
def broken(folder: Path) -> Path:
    return write(folder, {BROKEN: TALKS[BROKEN].replace("stance: neutral", "stance: neutal")})


Out = pytest.CaptureFixture[str]


def run(capsys: Out, *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and complaints."""
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


# validate


@pytest.mark.usefixtures("folder")
def test_a_sound_folder_is_silent(capsys: Out) -> None:
    assert run(capsys, "validate") == (SOUND, "", "")


def test_the_exit_codes_are_those_a_script_expects() -> None:
    assert (SOUND, PROBLEMS, USAGE) == (0, 1, 2)


@pytest.mark.usefixtures("broken")
def test_a_mistake_is_one_line_with_file_line_column_and_the_way_out(capsys: Out) -> None:
    code, out, err = run(capsys, "validate")
    assert (code, err) == (PROBLEMS, "")
    assert out.startswith(f"positions/{BROKEN}:5:13: unknown-stance: ")
    assert out.count("\n") == 1
    assert "did you mean `neutral`?" in out


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    "path", ["positions", "positions/demo", "positions/demo/usa", f"positions/{BROKEN}", f"./positions/../positions/{BROKEN}"]
)
def test_a_path_may_be_a_folder_a_negotiation_an_actor_or_a_file(path: str, capsys: Out) -> None:
    code, out, _ = run(capsys, "validate", path)
    assert code == PROBLEMS
    assert out.startswith(f"positions/{BROKEN}:5:13: ")


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("path", ["positions/demo/russia", "positions/demo/actors.yaml"])
def test_problems_elsewhere_are_not_those_of_the_path(path: str, capsys: Out) -> None:
    assert run(capsys, "validate", path) == (SOUND, "", "")


@pytest.mark.parametrize(
    ("here", "path"), [("demo", "."), ("demo/usa", ".."), ("demo/usa", "."), ("demo/usa", "2025-08-15.yaml"), (".", ".")]
)
def test_paths_are_those_of_the_folder_one_stands_in(
    here: str, path: str, broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.chdir(broken / here)
    code, out, _ = run(capsys, "validate", path)
    assert code == PROBLEMS
    assert out.startswith(f"{Path(os.path.relpath(broken / BROKEN)).as_posix()}:5:13: ")


def test_a_link_to_a_file_outside_is_a_problem_and_not_a_crash(folder: Path, capsys: Out) -> None:
    link = folder / "demo" / "usa" / "2025-08-16.yaml"
    link.symlink_to(write(folder.parent, {"elsewhere.yaml": TALKS[BROKEN]}) / "elsewhere.yaml")
    code, out, _ = run(capsys, "validate", str(link))
    assert code == PROBLEMS
    assert "link-outside" in out


@pytest.mark.usefixtures("folder")
def test_a_path_that_is_not_there_is_asked_wrongly(capsys: Out) -> None:
    assert run(capsys, "validate", "positions", "elsewhere") == (USAGE, "", "parley: there is no file or folder elsewhere\n")


@pytest.mark.usefixtures("broken")
def test_github_is_told_where_in_the_change_the_mistake_is(capsys: Out) -> None:
    code, out, _ = run(capsys, "validate", "--format", "github")
    assert code == PROBLEMS
    assert out.startswith(f"::error file=positions/{BROKEN},line=5,col=13,title=unknown-stance::")


@pytest.mark.usefixtures("broken")
def test_json_gives_the_parts_of_each_problem(capsys: Out) -> None:
    code, out, _ = run(capsys, "validate", "--format", "json")
    [problem] = json.loads(out)
    assert code == PROBLEMS
    assert (problem["file"], problem["line"], problem["column"], problem["rule"]) == (f"positions/{BROKEN}", 5, 13, "unknown-stance")


@pytest.mark.usefixtures("folder")
def test_json_of_a_sound_folder_is_an_empty_list(capsys: Out) -> None:
    code, out, _ = run(capsys, "validate", "--format", "json")
    assert (code, json.loads(out)) == (SOUND, [])


# table


@pytest.mark.usefixtures("folder")
def test_a_table_is_printed_as_csv_for_spreadsheets(capsys: Out) -> None:
    code, out, err = run(
        capsys, "table", "positions", "--actor", "russia~usa", "--actor", "uk", "--issue", "johnson-blocked", "--issue", "neutrality"
    )
    assert (code, err) == (SOUND, "")
    head, *rows = out.splitlines()
    assert head.startswith(f"{BYTE_ORDER_MARK}id,negotiation,actor,")
    assert [row.split(",")[0] for row in rows] == [
        "demo/russia/2025-08-24/neutrality",
        "demo/uk/2024-11-29/johnson-blocked",
        "demo/usa/2025-08-15/neutrality",
    ]


@pytest.mark.usefixtures("folder")
def test_days_and_json_are_asked_for_by_flags(capsys: Out) -> None:
    code, out, _ = run(capsys, "table", "statements", "--from", "2025-08-15", "--to", "2025-08-15", "--format", "json")
    whole = json.loads(out)
    assert (code, whole["title"]) == (SOUND, "Everyone on every issue, from 15 Aug 2025 to 15 Aug 2025")
    assert [row["id"] for row in whole["rows"]] == ["demo/usa/2025-08-15/neutrality"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", named.NAMES)
def test_every_table_is_printed_with_its_documented_columns_under_any_flags(name: str, capsys: Out) -> None:
    flags = ("--actor", "russia~ukraine", "--topic", "security", "--since", "2025-06-02", "--voice", "own", "--exact")
    code, out, err = run(capsys, "table", name, *flags)
    assert (code, err) == (SOUND, "")
    documented = named.NAMES[name].columns
    told = [column.name for column in documented] if documented else ["actor", "actor_name", "neutrality", "army-cap"]
    assert out.splitlines()[0] == ",".join([*told, "view", "data_version"])


@pytest.mark.usefixtures("folder")
def test_the_questions_of_a_view_are_asked_by_its_flags(capsys: Out) -> None:
    code, out, _ = run(capsys, "table", "diff", "--since", "2025-08-19", "--actor", "ukraine", "--issue", "neutrality", "--format", "json")
    [row] = json.loads(out)["rows"]
    assert code == SOUND
    assert (row["kind"], row["steps"], row["before_date"], row["date"]) == ("reversed", -3, "2022-04", "2025-08-20")
    out = run(capsys, "table", "claims", "--about", "usa", "--verdict", "no own words", "--format", "json")[1]
    assert [row["id"] for row in json.loads(out)["rows"]] == ["demo/russia/2025-08-24/about-usa/army-cap"]
    out = run(capsys, "table", "coverage", "--actor", "russia", "--state", "stale~reported only", "--format", "json")[1]
    assert [(row["issue"], row["state"]) for row in json.loads(out)["rows"]] == [
        ("freeze-line", "reported only"),
        ("army-cap", "on the record"),
    ]


@pytest.mark.usefixtures("folder")
def test_exact_has_no_mark_for_spreadsheets(capsys: Out) -> None:
    assert run(capsys, "table", "actors", "--exact")[1].startswith("negotiation,id,name,")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", FORMS)
def test_out_writes_the_same_bytes_to_a_file(form: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["table", "matrix", "--format", form]) == SOUND
    printed = capsysbinary.readouterr().out
    assert main(["table", "matrix", "--format", form, "--out", str(tmp_path / "matrix")]) == SOUND
    assert capsysbinary.readouterr().out == b""
    assert (tmp_path / "matrix").read_bytes() == printed


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_what_is_nothing_for_a_terminal_wants_a_file(form: str, capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, out, err = run(capsys, "table", "matrix", "--format", form)
    assert (code, out, err) == (USAGE, "", f"parley: {form} is nothing for a terminal; say where to with --out FILE\n")


@pytest.mark.usefixtures("folder")
def test_more_rows_than_a_form_holds_are_told_and_nothing_is_written(tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 10)
    code, _, err = run(capsys, "table", "statements", "--format", "xlsx", "--out", str(tmp_path / "s.xlsx"))
    assert (code, err) == (USAGE, "parley: a sheet holds 10 rows and these are 11; narrow the view, or take CSV or Parquet\n")
    assert not (tmp_path / "s.xlsx").exists()


@pytest.mark.usefixtures("folder")
def test_a_search_that_is_not_utf8_is_told_so(capsys: Out) -> None:
    assert run(capsys, "table", "statements", "--q", "caf\udce9") == (USAGE, "", "parley: `q`: the text is not UTF-8\n")


@pytest.mark.usefixtures("folder")
def test_a_file_that_cannot_be_written_is_named(capsys: Out) -> None:
    code, out, err = run(capsys, "table", "matrix", "--out", "nowhere/matrix.csv")
    assert (code, out, err) == (USAGE, "", "parley: nowhere/matrix.csv cannot be written (No such file or directory)\n")


@pytest.mark.usefixtures("folder")
def test_what_a_view_cannot_follow_is_told_and_nothing_is_printed(capsys: Out) -> None:
    code, out, err = run(capsys, "table", "positions", "--actor", "rusia", "--asof", "24.8.2025")
    assert (code, out) == (USAGE, "")
    assert err.startswith("parley: `actor`: `rusia` is not known here; did you mean `russia`?; `asof`: `24.8.2025` is not a date")


@pytest.mark.usefixtures("broken")
def test_a_table_of_a_folder_with_problems_says_what_is_missing(capsys: Out) -> None:
    code, out, err = run(capsys, "table", "statements")
    assert code == SOUND
    assert "demo/usa/" not in out
    assert err == "1 problems; the files that have them are left out; see: python -m parley validate\n"


@pytest.mark.parametrize("arguments", [[], ["table", "distances"], ["validate", "--format", "xml"], ["table", "matrix", "--colour", "red"]])
def test_a_command_that_does_not_exist_is_asked_wrongly(arguments: list[str], capsys: Out) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == USAGE
    assert "usage: python -m parley" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["validate", "table"])
def test_every_command_explains_itself(command: str, capsys: Out) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == SOUND
    assert "--positions DIR" in capsys.readouterr().out


# Which folder


def test_the_folder_is_the_flag_else_the_variable(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    other = write(
        folder.parent / "other", {"trade/negotiation.yaml": "title: Trade", "trade/actors.yaml": "actors: [{id: kenya, name: Kenya}]"}
    )
    assert '"kenya"' not in run(capsys, "table", "actors", "--format", "json")[1]
    assert '"kenya"' in run(capsys, "table", "actors", "--format", "json", "--positions", str(other))[1]
    monkeypatch.setenv(store.VARIABLE, str(other))
    assert '"kenya"' in run(capsys, "table", "actors", "--format", "json")[1]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["table", "validate"])
def test_a_folder_that_is_not_there_is_named(name: str, capsys: Out) -> None:
    command = ["table", "matrix"] if name == "table" else ["validate"]
    code, out, err = run(capsys, *command, "--positions", "nowhere")
    assert (code, out) == (USAGE, "")
    assert "nowhere" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(("command", "code"), [(["table", "statements"], SOUND), (["validate"], PROBLEMS)])
def test_a_reader_who_has_seen_enough_changes_nothing_but_the_length(command: list[str], code: int, broken: Path) -> None:
    whole = [sys.executable, "-m", "parley", *command, "--positions", str(broken)]
    with subprocess.Popen(whole, cwd=store.SHIPPED.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr
        running.stdout.close()
        complaints = running.stderr.read()
    assert (running.returncode, b"pipe" in complaints.lower()) == (code, False)
