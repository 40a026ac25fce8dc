"""Starting: a negotiation and a file that a person only has to fill in."""

from __future__ import annotations

import json
import shlex
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import load, schema, store, yamlfile
from parley.cli import PROBLEMS, SOUND, USAGE, main
from parley.desk import blank, files, spelling, start
from parley.desk.files import RefusedError
from tests.making import MORE_TALKS, talks, write
from tests.test_cli import Out, run

TODAY = date(2025, 9, 1)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in; `positions` below it is where positions go, and is not there yet."""
    monkeypatch.setenv(store.VARIABLE, "positions")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(folder: Path) -> list[str]:
    return [f"{each.file}:{each.rule}" for each in load.load(folder).problems]


# init


def test_a_new_negotiation_is_sound_and_shows_at_once(desk: Path, capsys: Out) -> None:
    code, out, err = run(capsys, "init", "river-treaty")
    assert (code, err) == (SOUND, "")
    *paths, the_next = out.splitlines()
    day = date.today().isoformat()
    assert paths == [
        *(f"positions/river-treaty/{name}.yaml" for name in ("negotiation", "actors", "issues", f"upland/{day}")),
        "positions/.parley/river-treaty/ (for the editor)",
        "positions/.vscode/settings.json (for the editor)",
    ]
    assert the_next == "Next: python -m parley serve --positions positions"
    assert run(capsys, "validate") == (SOUND, "", "")
    snapshot = store.read(desk / "positions")
    here = snapshot.of("river-treaty")
    assert (len(here.actors), len(here.issues), len(here.statements)) == (2, 3, 1)
    assert list(here.negotiations["title"]) == ["River treaty"]


def test_a_new_negotiation_may_have_a_title_actors_and_issues_of_its_own(desk: Path, capsys: Out) -> None:
    asked = ("--title", "Sudan: the talks", "--actor", "army~rsf", "--actor", "civilians", "--issue", "ceasefire~null")
    assert run(capsys, "init", "sudan", *asked)[0] == SOUND
    assert problems(desk / "positions") == []
    here = store.read(desk / "positions").of("sudan")
    assert list(here.negotiations["title"]) == ["Sudan: the talks"]
    assert [list(here.actors["id"]), list(here.issues["id"])] == [["army", "rsf", "civilians"], ["ceasefire", "null"]]


def test_every_file_of_a_new_negotiation_explains_itself_and_leads_the_editor_to_its_schema(tmp_path: Path) -> None:
    for path in start.begin(tmp_path, "river-treaty", TODAY):
        modeline, said, *_ = path.read_text(encoding="utf-8").splitlines()
        assert (path.parent / modeline.partition("$schema=")[2]).resolve().is_file()
        assert said.startswith("# ")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["River Treaty"], "parley: `River Treaty` cannot be the name of a negotiation: an id is made of letters, digits, `-` and `_`"),
        (["Hill and Vale"], "; did you mean `hill-and-vale`?\n"),
        (["Šumava/Böhmerwald"], "did you mean `sumava-bohmerwald`?"),
        (["河"], "starting with a letter or digit\n"),
        (["talks", "--actor", "usa~south sudan"], "parley: `south sudan` cannot be an actor: "),
        (["talks", "--actor", "usa~USA"], "parley: an actor is named twice; name each once\n"),
        (["talks", "--issue", "about-dams"], "parley: `about-dams` cannot be an issue: an issue id must not start with `about-`"),
        (["talks", "--title", "two\nlines"], "parley: a title is one line of text"),
    ],
)  # fmt: skip
def test_a_name_that_is_no_id_is_told_with_the_one_that_was_meant(arguments: list[str], sentence: str, desk: Path, capsys: Out) -> None:
    code, out, err = run(capsys, "init", *arguments)
    assert (code, out, err.count("\n")) == (USAGE, "", 1)
    assert sentence in err
    assert list(desk.rglob("*")) == []


@pytest.mark.parametrize("name", ["demo", "Demo"])
def test_a_negotiation_that_is_there_is_never_written_over(name: str, desk: Path, capsys: Out) -> None:
    before = {path: path.read_bytes() for path in talks(desk / "positions").rglob("*.yaml")}
    code, out, err = run(capsys, "init", name)
    assert (code, out, err) == (USAGE, "", "parley: positions/demo is already there, and is left as it is; choose another name\n")
    assert {path: path.read_bytes() for path in (desk / "positions").rglob("*") if path.is_file()} == before


def test_settings_with_comments_do_not_stop_the_start(desk: Path, capsys: Out) -> None:
    settings = desk / ".vscode" / "settings.json"
    files.create(settings, b'{\n  // mine\n  "a": 1\n}\n')
    code, out, _ = run(capsys, "init", "river-treaty")
    assert code == SOUND
    assert '"positions/.parley/river-treaty/position-upland.json": "positions/river-treaty/upland/*.yaml"' in out
    assert settings.read_bytes() == b'{\n  // mine\n  "a": 1\n}\n'


def test_a_start_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        files.create_folder(tmp_path / "talks", {"a.yaml": b"a", "a.yaml/": b"b"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(desk: Path, capsys: Out) -> None:
    (desk / "positions").write_text("a file", encoding="utf-8")
    code, out, err = run(capsys, "init", "river-treaty")
    assert (code, out, err.count("\n")) == (USAGE, "", 1)
    assert "positions" in err


@given(st.text())
def test_a_title_is_read_as_it_was_typed(title: str) -> None:
    try:
        written = spelling.scalar(title)
    except RefusedError:
        return
    assert yamlfile.read(f"title: {written}\n".encode()).value == {"title": title}


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=1))
def test_what_is_proposed_for_a_name_is_an_id(name: str) -> None:
    proposed = spelling.as_id(name)
    assert proposed == "" or spelling.must_be_id(proposed, "an actor") == proposed


# new

UNFILLED = ["title", "issue", "stance", "summary"]


@pytest.fixture
def demo(desk: Path) -> Path:
    return write(talks(desk / "positions"), MORE_TALKS)


def test_a_new_file_asks_for_each_thing_to_fill_in_once(demo: Path, capsys: Out) -> None:
    code, out, err = run(capsys, "new", "demo", "usa", "2025-08-29")
    assert (code, err) == (SOUND, "")
    path, the_next = out.splitlines()
    assert path == "positions/demo/usa/2025-08-29.yaml"
    code, out, _ = run(capsys, *shlex.split(the_next.removeprefix("Next: python -m parley ")))
    assert code == PROBLEMS
    assert [line.partition(": empty-value: ")[2] for line in out.splitlines()] == [
        f"`{name}` is empty; write a value or delete the line" for name in UNFILLED
    ]
    assert {each.partition(":")[0] for each in problems(demo)} == {"demo/usa/2025-08-29.yaml"}


def test_a_new_file_once_filled_in_is_sound(tmp_path: Path) -> None:
    folder = write(talks(tmp_path), MORE_TALKS)
    path = blank.begin(folder, "demo", "russia", "2025-08-29", TODAY)
    text = path.read_text(encoding="utf-8")
    filling = {"title": "Interview", "issue": "army-cap", "stance": "supports", "summary": "A limit is wanted."}
    for name, value in filling.items():
        text = text.replace(f" {name}:\n", f" {name}: {value}\n", 1)
    text = text.replace("    # speaker:  ", "    speaker: Sergei Lavrov  ").replace("    # value:  ", "    value: 80000  ")
    text = text.replace("    # firmness:  ", "    firmness: demand  ").replace("    # url: https://\n", "    url: https://example.org/\n")
    path.write_text(text, encoding="utf-8")
    assert problems(folder) == []
    [row] = store.read(folder).of("demo").statements.query("date == '2025-08-29'").to_dict("records")
    assert (row["speaker"], row["value"], row["firmness"], row["recorded"]) == ("Sergei Lavrov", 80000, "demand", "2025-09-01")


def test_a_new_file_says_what_can_be_named(tmp_path: Path) -> None:
    text = blank.begin(write(talks(tmp_path), MORE_TALKS), "demo", "russia", "2025-08-29", TODAY).read_text(encoding="utf-8")
    said = [line.removeprefix("#").split(None, 1) for line in text.splitlines() if line.startswith("#   ")]
    told = {each[0]: each[1] if len(each) > 1 else "" for each in said}
    assert told["neutrality"] == "Permanent neutrality: Should Ukraine be neutral?"
    assert told["ukraine"] == "Ukraine"
    assert "russia" not in told
    assert told["istanbul"] == "Istanbul draft"
    assert "Sergei Lavrov  Foreign minister" in text
    assert "articles 1, 2, 3" in text
    assert (
        text.splitlines()[1]
        == "# What Russia said on 29 Aug 2025. Fill in what is empty; take the `# ` off what you need, and delete the rest."
    )
    assert "recorded: 2025-09-01 " in text


def test_issues_that_are_named_have_their_words_beside_them(desk: Path, capsys: Out) -> None:
    run(capsys, "init", "river-treaty")
    assert run(capsys, "new", "river-treaty", "lowland", "2025-03", "--issue", "dam-height~fish-ladder")[0] == SOUND
    path = desk / "positions/river-treaty/lowland/2025-03.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.splitlines()[1].startswith("# What Lowland said in Mar 2025.")
    assert [line for line in text.splitlines() if line.startswith("  - issue:")] == ["  - issue: dam-height", "  - issue: fish-ladder"]
    assert "    #   supports: 60 metres or more\n" in text
    assert "a plain number, in metres" in text
    assert "compensation" not in text
    assert [each.message.split()[0] for each in load.load(desk / "positions").problems] == [
        "`title`",
        "`stance`",
        "`summary`",
        "`stance`",
        "`summary`",
    ]


def test_a_file_that_is_there_is_never_written_over(demo: Path, capsys: Out) -> None:
    path = demo / "demo/usa/2025-08-15.yaml"
    before = path.read_bytes()
    code, out, err = run(capsys, "new", "demo", "usa", "2025-08-15")
    assert (code, out) == (USAGE, "")
    assert err == "parley: positions/demo/usa/2025-08-15.yaml is already there, and is left as it is\n"
    assert path.read_bytes() == before


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("dema", "usa", "2025"), "there is no negotiation `dema` in positions; did you mean `demo`?"),
        (("sudan", "usa", "2025"), "there is no negotiation `sudan` in positions; there are demo"),
        (("demo", "rusia", "2025"), "`rusia` is no actor of demo; did you mean `russia`?"),
        (("demo", "United States", "2025"), "`United States` is no actor of demo; did you mean `usa`?"),
        (("demo", "zz", "2025"), "`zz` is no actor of demo; there are russia, ukraine, usa, turkey, finland, uk"),
        (("demo", "nato", "2025"), "`nato` is a bloc, which has no words of its own; name an actor, or make it one in demo/actors.yaml"),
        (("demo", "usa", "24.8.2025"), "`24.8.2025` is not a date; did you mean `2025-08-24`?"),
        (("demo", "usa", "20250824"), "`20250824` is not a date; did you mean `2025-08-24`?"),
        (("demo", "usa", "2025–08–24"), "`2025–08–24` is not a date; did you mean `2025-08-24`?"),
        (("demo", "usa", "08/09/2025"), "`08/09/2025` is not a date; write 2025-08-24, or 2025-08 or 2025 when the day is unknown"),
        (("demo", "usa", "2025-02-30"), "`2025-02-30` is not in the calendar"),
        (("demo", "usa", "9999"), "9999 lies ahead of today"),
        (("demo", "usa", "2025", "--issue", "neutralty"), "`neutralty` is no issue of demo; did you mean `neutrality`?"),
        (("demo", "../usa", "2025"), "`../usa` is no actor of demo; there are "),
    ],
)  # fmt: skip
def test_what_is_not_known_is_told_in_one_sentence(asked: tuple[str, ...], sentence: str, capsys: Out) -> None:
    code, out, err = run(capsys, "new", *asked)
    assert (code, out, err.count("\n")) == (USAGE, "", 1)
    assert err.startswith(f"parley: {sentence}")


def test_a_register_with_a_mistake_is_named_where_it_is_needed(demo: Path, capsys: Out) -> None:
    (demo / "demo/issues.yaml").write_text("issues: [{id: a}]", encoding="utf-8")
    assert run(capsys, "new", "demo", "usa", "2025-08-29")[0] == SOUND
    assert "# issues.yaml has a mistake, so its ids are missing here" in (demo / "demo/usa/2025-08-29.yaml").read_text(encoding="utf-8")
    (demo / "demo/actors.yaml").write_text("actors: []", encoding="utf-8")
    code, _, err = run(capsys, "new", "demo", "usa", "2025-08-30")
    assert (code, err) == (
        USAGE,
        "parley: demo/actors.yaml has a mistake, so nobody can be looked up in it; see: python -m parley validate\n",
    )


def test_without_a_positions_folder_it_is_named(desk: Path, capsys: Out) -> None:
    assert desk
    code, out, err = run(capsys, "new", "demo", "usa", "2025")
    assert (code, out, err.count("\n")) == (USAGE, "", 1)
    assert "there is no folder positions" in err


# schema


@pytest.mark.usefixtures("demo")
def test_the_schema_of_one_kind_and_those_of_all_are_printed(capsys: Out) -> None:
    assert "definitions" not in json.loads(run(capsys, "schema", "issues")[1])
    assert "usa" in json.loads(run(capsys, "schema", "demo", "proposals")[1])["definitions"]["actor"]["enum"]
    kinds = list(schema.MODELS)
    assert list(json.loads(run(capsys, "schema")[1])) == kinds
    assert list(json.loads(run(capsys, "schema", "demo")[1]))[: len(kinds) + 1] == [*kinds, "position-russia"]


def test_schemas_are_written_to_a_folder(demo: Path, capsys: Out) -> None:
    code, out, _ = run(capsys, "schema", "demo", "position", "--out", "made/here")
    assert code == SOUND
    assert out.splitlines()[:2] == ["made/here/position.json", "made/here/position-russia.json"]
    assert run(capsys, "schema", "demo", "position", "--out", "made/here")[1] == ""
    assert (demo.parent / "made/here/position-usa.json").is_file()


def test_the_editor_is_led_to_the_schemas_of_every_negotiation(demo: Path, capsys: Out) -> None:
    code, out, _ = run(capsys, "schema", "--vscode")
    assert code == SOUND
    assert out.splitlines()[-1] == "positions/.vscode/settings.json"
    assert (demo / ".parley/demo/position-usa.json").is_file()
    assert run(capsys, "schema", "--vscode") == (SOUND, "", "")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["demi"], "`demi` is neither a negotiation nor a kind of file; did you mean `demo`?"),
        (["demo", "issue"], "`issue` is no kind of file; did you mean `issues`?"),
        (["demo", "issues", "events"], "a schema is asked for by a negotiation, a kind of file, or both"),
        (["issues", "--vscode"], "--vscode writes the schemas of every kind; leave the kind out"),
        (["--vscode", "--out", "a"], "--vscode has a place for the schemas; leave --out out"),
    ],
)
def test_a_schema_that_is_not_known_is_told(asked: list[str], sentence: str, capsys: Out) -> None:
    assert run(capsys, "schema", *asked) == (USAGE, "", f"parley: {sentence}\n")


def test_the_commands_explain_themselves(capsys: Out) -> None:
    for command in ("init", "new", "schema"):
        with pytest.raises(SystemExit) as left:
            main([command, "--help"])
        assert left.value.code == SOUND
        assert "--positions DIR" in capsys.readouterr().out
