"""The directions of the house: what may import what, where each library lives, and how large a file may grow.

HACKING.md says why; here the source itself is read, so that a wrong import is found without running it.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = (
    *("days", "problems", "rawtext", "yamlwords", "plainyaml", "yamlfile", "fieldtypes", "movedfile", "schema", "shape", "moves", "rules"),
    *("reading", "references", "scan", "lookout", "load", "columns", "arrow", "frames"),
    *("registers", "rows", "tables", "batch", "spared", "sharing", "gather", "renewal", "compiled", "remembered", "store"),
    *("progress", "history", "view", "selection", "sentence"),
    *("analysis", "matrix", "questions", "descriptions", "charts", "looks", "headlines", "lanes", "method", "wording", "export"),
    *(
        "desk",
        "asking",
        "answers",
        "publication",
        "headers",
        "assets",
        "opening",
        "dressed",
        "ui",
        "sending",
        "http",
        "serving",
        "cli",
        "__main__",
    ),
)
"""From top to bottom: a room imports only from rooms above it, and from itself."""

HOMES = {
    "streamlit": ("app.py", "pages/", "parley/ui/"),
    "yaml": ("parley/yamlfile.py",),
    "plotly": ("parley/charts/",),
    "jinja2": ("parley/export/templating.py",),
    "markupsafe": ("parley/export/templating.py",),
    "starlette": ("app.py", "parley/dressed.py", "parley/http.py", "parley/sending.py"),
    "pydantic": ("parley/fieldtypes.py", "parley/movedfile.py", "parley/schema.py", "parley/shape.py"),
    "pydantic_core": ("parley/fieldtypes.py", "parley/schema.py", "parley/shape.py"),
}
STRANGERS = (("ui", "http"), ("http", "ui"), ("sending", "ui"), ("cli", "ui"), ("cli", "http"), ("cli", "sending"))
READS_THE_CLOCK = {"today", "now", "utcnow", "time", "localtime", "gmtime"}
CLOCKS = {"date", "datetime", "Timestamp", "time", "dt", "pd"}
LONGEST_FILE = 400
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


PARLEY = sources("parley")
APP = [ROOT / "app.py", *sources("pages"), *PARLEY]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room(dotted: str) -> str:
    """`parley.ui.grid` -> `ui`; empty for the package itself."""
    return dotted.split(".")[1] if "." in dotted else ""


def imported(path: Path) -> Iterator[str]:
    """Dotted names of everything a file imports, at its top or inside a function."""
    known = {module(each) for each in PARLEY}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, f"{name(path)}:{node.lineno}: write imports from the root: `from parley import …`"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in known else node.module


def rooms_imported(path: Path) -> set[str]:
    return {room(each) for each in imported(path) if each.startswith("parley.")}


def test_every_module_has_its_room() -> None:
    assert {room(module(path)) for path in PARLEY} - {""} == set(ROOMS)


@pytest.mark.parametrize("path", PARLEY, ids=name)
def test_imports_run_downward(path: Path) -> None:
    here = room(module(path))
    reachable = ROOMS[: ROOMS.index(here) + 1] if here else ()
    assert rooms_imported(path) <= set(reachable)


def test_no_module_imports_itself_by_a_detour() -> None:
    TopologicalSorter({module(path): set(imported(path)) for path in PARLEY}).prepare()  # raises CycleError, with the cycle in it


@pytest.mark.parametrize(("here", "there"), STRANGERS)
def test_the_pages_the_routes_and_the_command_line_do_not_know_each_other(here: str, there: str) -> None:
    assert [name(path) for path in PARLEY if room(module(path)) == here and there in rooms_imported(path)] == []


@pytest.mark.parametrize("pure", ["analysis", "charts"])
def test_questions_and_pictures_know_tables_only_and_never_a_view(pure: str) -> None:
    knows = {name(path): rooms_imported(path) & {"store", "view", "selection"} for path in PARLEY if room(module(path)) == pure}
    assert {path: rooms for path, rooms in knows.items() if rooms} == {}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    importers = [name(path) for path in APP if library in {each.split(".")[0] for each in imported(path)}]
    assert importers, f"nothing imports {library} any more: take it out of this test and of the requirements"
    assert [path for path in importers if not path.startswith(HOMES[library])] == []


def test_nothing_below_the_pages_asks_what_day_it_is() -> None:
    below = set(ROOMS[: ROOMS.index("ui")])
    asked = [place for path in PARLEY if room(module(path)) in below for place in clocks_read(path)]
    assert asked == []


def clocks_read(path: Path) -> Iterator[str]:
    """Places that call `date.today()`, `datetime.now()`, `time.time()` and the like; a stopwatch (`monotonic`) is none."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=asked)):
                if owner in CLOCKS and asked in READS_THE_CLOCK:
                    yield f"{name(path)}:{node.lineno}: {owner}.{asked}()"


def test_the_command_line_starts_without_streamlit_and_plotly() -> None:
    told = "import sys, parley.cli; sys.exit(', '.join({'streamlit', 'plotly', 'starlette'} & sys.modules.keys()) or None)"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_no_file_grows_too_long() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in APP}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_module_is_named_for_nothing_in_particular() -> None:
    named = [path for path in [*APP, *sources("tests", "benchmarks", "scripts")] if EMPTY_NAMES & set(path.stem.split("_"))]
    assert [name(path) for path in named] == []
