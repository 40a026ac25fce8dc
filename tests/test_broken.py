"""One small broken file per mistake, named for it. Its first line says, after `# `, all that `validate` must print.

The path in that line says where the file goes in a copy of the small sound tree beside it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from parley.load import Tree, load
from parley.problems import as_text

BROKEN = Path(__file__).parent / "broken"
FILES = sorted(path for path in BROKEN.glob("*.yaml") if path.stem != "absurd")


def expected(file: Path) -> str:
    first_line = file.read_bytes().split(b"\n")[0].decode("utf-8-sig")
    return first_line.removeprefix("# ")


def load_with(file: Path, path: str, folder: Path) -> Tree:
    """The sound tree with one file of the corpus put into it, or over one of its own."""
    shutil.copytree(BROKEN / "sound", folder, dirs_exist_ok=True)
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, place)
    return load(folder)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_mistake_gets_exactly_its_line(file: Path, tmp_path: Path) -> None:
    line = expected(file)
    assert as_text(load_with(file, line.split(":")[0], tmp_path).problems) == f"{line}\n"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_mistake_costs_nobody_elses_data(file: Path, tmp_path: Path) -> None:
    path = expected(file).split(":")[0]
    sound = {each.path: each.value for each in load(BROKEN / "sound").files}
    sound.pop(path, None)
    assert {each.path: each.value for each in load_with(file, path, tmp_path).files} == sound


def test_every_mistake_at_once_gets_its_whole_list(tmp_path: Path) -> None:
    tree = load_with(BROKEN / "absurd.yaml", "demo/russia/2025-08-24.yaml", tmp_path)
    assert as_text(tree.problems) == (BROKEN / "absurd.txt").read_text(encoding="utf-8")


def test_the_sound_tree_is_sound() -> None:
    assert load(BROKEN / "sound").problems == ()
