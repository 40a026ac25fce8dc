"""Where an editor finds its schemas: a folder of dots, and settings in which nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import load, store
from parley.desk import editors, nameable
from parley.desk.files import RefusedError
from tests.making import talks

ROOT = store.SHIPPED.parent
WANTED = {"p/.parley/demo/actors.json": "p/demo/actors.yaml", "p/.parley/demo/position-usa.json": "p/demo/usa/*.yaml"}


def merged(before: str, wanted: dict[str, str] = WANTED) -> Any:
    return json.loads(editors.merged(before.encode(), wanted, "p/.parley/", Path("settings.json")))


def test_the_schemas_of_the_shipped_positions_are_those_of_their_registers() -> None:
    """If this fails: `python -m parley schema --vscode` makes them anew."""
    there = store.SHIPPED / editors.FOLDER / "ukraine-peace"
    made = editors.of_negotiation(nameable.of(store.SHIPPED, "ukraine-peace"))
    assert {path.name: path.read_text(encoding="utf-8") for path in there.iterdir()} == {
        name: editors.as_text(each) for name, each in made.items()
    }


def test_the_settings_of_this_repository_lead_every_shipped_file_to_its_schema() -> None:
    told = json.loads((ROOT / editors.SETTINGS).read_text(encoding="utf-8"))[editors.KEY]
    assert told == editors.mapped(store.SHIPPED, "ukraine-peace", "positions/")
    led = {path.relative_to(ROOT).as_posix() for pattern in told.values() for path in ROOT.glob(pattern)}
    assert led == {path.relative_to(ROOT).as_posix() for path in store.SHIPPED.rglob("*.yaml")}
    assert [schema for schema in told if not (ROOT / schema).is_file()] == []


def test_schemas_beside_the_positions_change_nothing_in_them(tmp_path: Path) -> None:
    before = load.load(talks(tmp_path))
    editors.refresh(tmp_path, "demo")
    editors.settle(tmp_path)
    assert load.load(tmp_path) == before


def test_a_modeline_leads_from_a_file_to_its_schema(tmp_path: Path) -> None:
    editors.refresh(talks(tmp_path), "demo")
    for path in ("demo/negotiation.yaml", "demo/issues.yaml", "demo/usa/2025-08-15.yaml"):
        target = editors.modeline(path).partition("$schema=")[2].strip()
        assert (tmp_path / path).parent.joinpath(target).resolve().is_file()


def test_the_schema_of_an_actor_who_is_gone_goes_too(tmp_path: Path) -> None:
    editors.refresh(talks(tmp_path), "demo")
    register = tmp_path / "demo" / "actors.yaml"
    register.write_text(register.read_text(encoding="utf-8").partition("  - id: uk\n")[0], encoding="utf-8")
    changed = {path.name for path in editors.refresh(tmp_path, "demo")}
    assert "position-uk.json" in changed
    assert not (tmp_path / ".parley" / "demo" / "position-uk.json").exists()
    assert editors.refresh(tmp_path, "demo") == []


def test_settings_are_made_where_there_are_none() -> None:
    assert merged("") == {editors.KEY: WANTED}


def test_settings_keep_their_order_their_indentation_and_what_others_mapped() -> None:
    before = '{\n    "editor.tabSize": 2,\n    "yaml.schemas": {"other.json": "*.yml", "p/.parley/demo/gone.json": "x"},\n    "z": "é"\n}\n'
    after = editors.merged(before.encode(), WANTED, "p/.parley/", Path("settings.json")).decode()
    assert list(json.loads(after)) == ["editor.tabSize", "yaml.schemas", "z"]
    assert json.loads(after)[editors.KEY] == {"other.json": "*.yml", **WANTED}
    assert after.startswith('{\n    "editor.tabSize": 2,\n')
    assert "é" in after


def test_files_that_somebody_mapped_to_one_of_our_schemas_stay_mapped() -> None:
    told = merged(json.dumps({editors.KEY: {"p/.parley/demo/actors.json": ["mine.yaml"]}}))[editors.KEY]
    assert told["p/.parley/demo/actors.json"] == ["mine.yaml", "p/demo/actors.yaml"]
    assert merged(json.dumps({editors.KEY: told}))[editors.KEY] == told


def test_settings_that_need_nothing_keep_every_byte() -> None:
    before = json.dumps({"a": [1.50, 1e5], editors.KEY: WANTED}).encode()
    assert editors.merged(before, WANTED, "p/.parley/", Path("settings.json")) == before


@pytest.mark.parametrize(
    "before",
    ['{\n  // mine\n  "a": 1\n}', '{"a": 1,}', '{"a": 1, "a": 2}', "[1]", '{"yaml.schemas": ["a"]}', '{"a": "\\ud800"}', "{"],
)
def test_settings_that_could_lose_something_are_left_and_the_lines_are_told(before: str) -> None:
    with pytest.raises(RefusedError) as refused:
        merged(before)
    assert "is left as it is" in str(refused.value)
    lines = str(refused.value).partition("\n")[2]
    assert json.loads("{" + lines + "}") == {editors.KEY: WANTED}


@given(
    st.dictionaries(
        st.text(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(), lambda below: st.lists(below) | st.dictionaries(st.text(), below)
        ),
    )
)
def test_no_setting_is_ever_lost(settings: dict[str, Any]) -> None:
    settings.pop(editors.KEY, None)
    try:
        told = merged(json.dumps(settings))
    except RefusedError:  # half a character
        return
    assert told.pop(editors.KEY) == WANTED
    assert told == settings


def test_settings_lie_in_the_repository_else_beside_the_positions(tmp_path: Path) -> None:
    folder = talks(tmp_path / "desk" / "positions")
    assert editors.root_of(folder) == folder
    (tmp_path / "desk" / ".git").mkdir()
    assert editors.root_of(folder) == tmp_path / "desk"
    path, changed = editors.settle(folder)
    assert (path, changed) == (tmp_path / "desk" / ".vscode" / "settings.json", True)
    assert (
        json.loads(path.read_text(encoding="utf-8"))[editors.KEY]["positions/.parley/demo/position-usa.json"] == "positions/demo/usa/*.yaml"
    )
    assert editors.settle(folder) == (path, False)
