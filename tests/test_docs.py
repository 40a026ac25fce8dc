"""The documents say what the code does: every command, parameter, table, word, field, rule and room, and no other."""

from __future__ import annotations

import ast
import re
import shlex
import typing
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from streamlit.testing.v1 import AppTest

from parley import cli, http, load, schema, yamlfile
from parley.columns import CLAIMS, POSITIONS, VERDICT, Column
from parley.export import named
from parley.export.documents import DOCUMENTS as DOCUMENTS_MADE
from parley.ui.sitemap import TITLES
from parley.ui.text import html
from parley.view import PARAMETERS, Parameter
from tests.test_house import ROOMS

ROOT = Path(__file__).resolve().parents[1]
README, CONTRIBUTING, HACKING, CHANGELOG = (
    (ROOT / f"{name}.md").read_text(encoding="utf-8") for name in ("README", "CONTRIBUTING", "HACKING", "CHANGELOG")
)
PUBLISHING = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
DOCUMENTS = {
    "README.md": README,
    "docs/publishing.md": PUBLISHING,
    "CONTRIBUTING.md": CONTRIBUTING,
    "HACKING.md": HACKING,
    "CHANGELOG.md": CHANGELOG,
}
SAMPLE = "river-treaty/upland/2025-03-12.yaml"


def section(document: str, heading: str) -> str:
    """What stands below a `## heading`."""
    return document.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def rows(document: str) -> list[list[str]]:
    """The cells of every row of every table, heads and rules left out."""
    found = re.findall(r"^\|(.+)\|$", document, re.MULTILINE)
    cells = [[cell.strip() for cell in row.split("|")] for row in found]
    heads = {place - 1 for place, row in enumerate(cells) if set(row[0]) <= set("-:")}
    return [row for place, row in enumerate(cells) if place not in heads and place - 1 not in heads]


def words(text: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", text)


def blocks(document: str, language: str = "") -> list[str]:
    """The fenced blocks of a language."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)
    return [text for written_in, text in fenced if written_in == language]


# What can be run


def commands() -> list[str]:
    lines = [line for document in DOCUMENTS.values() for block in blocks(document) for line in block.splitlines()]
    return [line.split(" -m parley ")[1] for line in lines if " -m parley " in line]


@pytest.mark.parametrize("command", [command for command in commands() if "/path/to" not in command])
def test_every_command_in_the_documents_works(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")  # what they read; what they write goes elsewhere
    monkeypatch.chdir(tmp_path)
    assert cli.main(shlex.split(command)) == cli.SOUND
    assert capsysbinary.readouterr().err == b""


def test_every_command_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    offered = re.findall(r"^    (\w+)(?: |$)", capsys.readouterr().out, re.MULTILINE)
    assert set(offered) == {shlex.split(command)[0] for command in commands()}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_command_is_in_the_makefile(document: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    runnable = "\n".join(blocks(DOCUMENTS[document]) + words(DOCUMENTS[document]))
    told = re.findall(r"^make ([a-z]+)", runnable, re.MULTILINE)
    assert [target for target in told if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


def test_every_target_of_the_makefile_is_told() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    told = README + HACKING
    assert [target for target in re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE) if f"make {target}" not in told] == ["help"]


# What can be opened


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_and_section_a_document_links_to_is_there(document: str) -> None:
    text = DOCUMENTS[document]
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    missing = [link for link in links if not (link[1:] in headings if link.startswith("#") else (ROOT / link).exists())]
    assert missing == []


def test_every_path_in_hacking_is_there() -> None:
    paths = [word for word in words(HACKING) if re.fullmatch(r"[\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|toml|txt|lock))", word)]
    homes = (ROOT, ROOT / "parley")
    assert paths
    assert [path for path in paths if not any((home / path).exists() for home in homes)] == []


def test_every_room_is_in_hacking_in_the_order_of_imports() -> None:
    told = re.findall(r"^- `parley/(\w+)(?:\.py|/)`:", section(HACKING, "The rooms"), re.MULTILINE)
    assert told == [room for room in ROOMS if room != "__main__"]


def test_every_page_is_in_the_readme() -> None:
    assert [row[0] for row in rows(section(README, "Pages"))] == list(TITLES.values())


def test_every_named_table_is_in_the_readme() -> None:
    line = next(line for line in README.splitlines() if line.startswith("Tables: "))
    assert words(line) == list(named.NAMES)


def test_every_document_is_in_the_readme() -> None:
    told = [word for row in rows(section(README, "Command line")) for word in words(row[0])]
    assert sorted(told) == sorted(DOCUMENTS_MADE)


def test_every_parameter_of_a_view_is_in_hacking() -> None:
    table = section(HACKING, "A view's parameters").partition("| route |")[0]
    told = [word for row in rows(table) for word in words(row[1])]
    assert sorted(told) == sorted(PARAMETERS)


def test_every_route_is_in_hacking() -> None:
    told = {words(row[0])[0] for row in rows(section(HACKING, "A view's parameters")) if row[0].startswith("`/")}
    documents = dict.fromkeys((f"/api/{name}" for name in DOCUMENTS_MADE), "/api/{document}")
    assert told == {documents.get(route.path, route.path) for route in http.ROUTES if ":path" not in route.path}


def test_every_direct_dependency_has_its_reason_and_its_lock() -> None:
    listed = [(ROOT / name).read_text(encoding="utf-8").lower() for name in ("requirements.txt", "requirements-dev.txt")]
    names = re.findall(r"^([a-z][a-z0-9_-]*)", "\n".join(listed), re.MULTILINE)
    assert sorted(words(row[0])[0] for row in rows(section(HACKING, "Direct dependencies"))) == sorted(names)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert [name for name in names if not re.search(rf"^{name.replace('_', '-')}==", lock, re.MULTILINE)] == []


# What a file can say


def samples() -> dict[str, str]:
    """The files that CONTRIBUTING shows, by their path below the positions folder."""
    found = [block.partition("\n") for block in blocks(CONTRIBUTING, "yaml")]
    return {first.removeprefix("# positions/"): text for first, _, text in found}


def write(files: dict[str, str], folder: Path) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(f"# positions/{path}\n{text}", encoding="utf-8")
    return folder


def test_the_samples_are_sound(tmp_path: Path) -> None:
    tree = load.load(write(samples(), tmp_path))
    assert tree.problems == ()
    assert {file.path for file in tree.files} == set(samples())


def test_the_mistake_shown_is_told_as_shown(tmp_path: Path) -> None:
    files = samples()
    files[SAMPLE] = files[SAMPLE].replace("stance: leans-oppose", "stance: suports")
    assert [f"positions/{problem}" for problem in load.load(write(files, tmp_path)).problems] == [
        line for line in CONTRIBUTING.splitlines() if line.startswith(f"positions/{SAMPLE}:")
    ]


@pytest.mark.parametrize("kind", schema.MODELS)
def test_the_samples_show_every_field(kind: str) -> None:
    of_sources = names_in(sample("position")["sources"])
    assert fields_of(schema.json_schema(kind)) - names_in(sample(kind)) - (of_sources if kind != "position" else set()) == set()


def sample(kind: str) -> dict[str, Any]:
    path = SAMPLE if kind == "position" else f"river-treaty/{kind}.yaml"
    return yamlfile.read(samples()[path].encode()).value


def fields_of(part: Any) -> set[str]:
    """Every name of a field in a JSON Schema, at any depth."""
    below = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    here = set(part["properties"]) if isinstance(part, dict) and "properties" in part else set()
    return here.union(*map(fields_of, below))


def names_in(value: Any) -> set[str]:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set(value if isinstance(value, dict) else ()).union(*map(names_in, below))


@pytest.mark.parametrize(
    ("head", "vocabulary"),
    [
        ("stance", schema.STANCES),
        ("firmness", schema.FIRMNESSES),
        ("voice", schema.VOICES),
        ("confidence", schema.CONFIDENCES),
        ("kind", schema.KINDS),
        ("blank", schema.BLANKS),
    ],
)
def test_every_word_is_told_with_the_meaning_of_the_codebook(head: str, vocabulary: dict[str, str]) -> None:
    table = CONTRIBUTING.split(f"\n| {head} | meaning |\n")[1].split("\n\n")[0]
    told = {words(word)[0]: meaning for word, meaning in rows(f"| {head} | meaning |\n{table}")}
    assert list(told.items()) == list(vocabulary.items())


@pytest.mark.parametrize(
    "vocabulary", [schema.ActorKind, schema.IssueStatus, schema.ProposalStatus, schema.AnswerHow, schema.IssueKind], ids=str
)
def test_the_words_without_a_table_are_told_too(vocabulary: Any) -> None:
    assert [word for word in get_args(vocabulary) if not re.search(rf"\b{word}\b", CONTRIBUTING)] == []


# Which rules there are

RULE_IS = {"Mistake": 1, "Problem": 3, "YamlProblem": 2, "PydanticCustomError": 0, "_problem": 1, "report": 1}
"""Which argument of these calls names the rule."""


def test_every_rule_is_in_contributing_and_no_other() -> None:
    told = [word for row in rows(section(CONTRIBUTING, "Every rule")) for word in words(row[0])]
    named = set(rules_in_code())
    fixed, made = {rule for rule in named if "*" not in rule}, {rule.replace("*", ".+") for rule in named if "*" in rule}
    assert len(told) == len(set(told))
    assert fixed | rules_of_vocabularies() | rules_of_broken_files() == set(told)
    assert [rule for rule in told if rule not in fixed and not any(re.fullmatch(pattern, rule) for pattern in made)] == []


def rules_in_code() -> Iterator[str]:
    """Rules as the source names them; `*` stands for what is put in at run time."""
    for path in sorted((ROOT / "parley").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=arguments) if called in RULE_IS:
                    yield from _texts(arguments[RULE_IS[called] :][:1])
                case ast.Tuple(elts=[ast.Constant(value=str(rule)), message]) if " " in "".join(_texts([message])):
                    yield from re.findall(r"^[a-z0-9-]+$", rule)
                case ast.keyword(arg="rule", value=rule):
                    yield from _texts([rule])
                case ast.FunctionDef(args=ast.arguments(kwonlyargs=taken, kw_defaults=usual)):
                    yield from _texts([each for one, each in zip(taken, usual, strict=True) if one.arg == "rule" and each])


def _texts(nodes: Sequence[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)


def rules_of_vocabularies() -> set[str]:
    """A field that takes only certain words has a rule of its own: `unknown-stance`."""
    hints = {name: hint for part in schema.PARTS for name, hint in typing.get_type_hints(part).items()}
    return {f"unknown-{name}" for name, hint in hints.items() if get_origin(hint) is Literal}


def rules_of_broken_files() -> set[str]:
    """What the broken files of the tests are told."""
    lines = (path.read_bytes().split(b"\n")[0].decode("utf-8-sig") for path in (ROOT / "tests" / "broken").glob("*.yaml"))
    return {found[1] for line in lines if (found := re.match(r"# [^:]+:\d+:\d+: ([a-z0-9-]+): ", line))}


# What the About page says


@pytest.fixture(scope="module")
def about() -> str:
    """The tables of the About page, as HTML."""
    page = AppTest.from_file(str(ROOT / "parley" / "ui" / "frame.py"), default_timeout=60)
    page.switch_page(str(ROOT / "pages" / "about.py")).run()
    assert not page.exception
    return "\n".join(each.proto.body for each in page.get("html"))


@pytest.mark.parametrize("column", {each.name: each for each in (*POSITIONS, *CLAIMS, VERDICT)}.values(), ids=lambda column: column.name)
def test_the_about_page_says_what_every_column_means(column: Column, about: str) -> None:
    assert f">{column.name}</th><td>{html(column.meaning)}<" in about


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=lambda parameter: parameter.name)
def test_the_about_page_says_what_every_parameter_means(parameter: Parameter, about: str) -> None:
    assert f">{parameter.name}</th><td>{parameter.form}</td><td>{html(parameter.meaning)}<" in about


def test_the_about_page_says_which_fields_a_statement_must_have(about: str) -> None:
    fields = about.split("<summary>Statement: ")[1].split("</details>")[0]
    assert re.findall(r">(\w+)</th><td>required<", fields) == ["issue", "stance", "summary"]
