"""The hook and the action that check positions in other repositories, as far as they can be tried without a network."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from parley.desk import commands as desk
from tests.making import TALKS, talks, write

ROOT = Path(__file__).resolve().parents[1]
BROKEN = "demo/usa/2025-08-15.yaml"
LINE = 5


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Somebody else's repository: positions with one mistake, and a folder that happens to be called like ours."""
    write(talks(tmp_path / "positions"), {BROKEN: TALKS[BROKEN].replace("stance: neutral", "stance: neutal")})
    (tmp_path / "parley").mkdir()
    (tmp_path / "parley" / "__init__.py").write_text("raise SystemExit('this is not Parley')", encoding="utf-8")
    return tmp_path


def test_the_hook_runs_where_positions_changed_and_finds_their_mistakes(elsewhere: Path) -> None:
    [hook] = read(".pre-commit-hooks.yaml")
    assert hook["id"] == "parley-validate"
    assert re.search(hook["files"], f"positions/{BROKEN}") and not re.search(hook["files"], "positions/README.md")
    command = [sys.executable if word == "python" else word for word in shlex.split(hook["entry"])] + hook["args"]
    done = subprocess.run(command, cwd=elsewhere, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"positions/{BROKEN}:{LINE}:")


def test_the_action_marks_a_mistake_on_its_line(elsewhere: Path) -> None:
    action = read("action.yml")
    assert action["runs"]["using"] == "composite"
    check = action["runs"]["steps"][-1]
    done = run_step(check, elsewhere, {"positions": "positions"})
    assert done.returncode == 1
    assert re.match(rf"::error file=positions/{BROKEN},line={LINE},col=\d+,title=unknown-stance::`neutal` is not one of ", done.stdout)
    assert run_step(check, elsewhere, {"positions": "positions/demo/russia"}).returncode == 0


def test_what_is_put_into_the_action_is_never_run(elsewhere: Path) -> None:
    done = run_step(read("action.yml")["runs"]["steps"][-1], elsewhere, {"positions": '"; touch run; echo "'})
    assert done.returncode == 2
    assert not (elsewhere / "run").exists()


def test_the_action_installs_what_was_tested() -> None:
    action = read("action.yml")
    [install] = [step["run"] for step in action["runs"]["steps"] if "pip install" in step.get("run", "")]
    assert '--require-hashes -r "$PARLEY/requirements.lock"' in install
    assert [step["run"] for step in action["runs"]["steps"] if "${{" in step.get("run", "")] == []


def run_step(step: dict[str, Any], here: Path, inputs: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """One `run:` of an action, with a stand-in for the Python that it installed."""
    python = here.parent / "runner" / "parley" / "bin" / "python"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    known = {"github.action_path": str(ROOT), "runner.temp": str(here.parent / "runner")}
    known |= {f"inputs.{name}": value for name, value in inputs.items()}
    given = {name: re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda found: known[found[1]], value) for name, value in step["env"].items()}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]], cwd=here, env=os.environ | given, capture_output=True, text=True, check=False
    )


def test_parley_can_be_installed_as_the_hook_does(tmp_path: Path) -> None:
    """The wheel that pip would build holds the package and nothing beside it."""
    build = f"import os, setuptools.build_meta as b; os.chdir({str(tmp_path / 'copy')!r}); b.build_wheel({str(tmp_path)!r})"
    kept = ("pyproject.toml", "requirements.txt", "LICENSE", "README.md", "parley", "pages", "tests")
    (tmp_path / "copy").mkdir()
    for name in kept:
        (tmp_path / "copy" / name).symlink_to(ROOT / name)
    done = subprocess.run([sys.executable, "-c", build], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("*.whl")
    listed = subprocess.run([sys.executable, "-m", "zipfile", "-l", str(wheel)], capture_output=True, text=True, check=True).stdout
    names = {line.split()[0].split("/")[0] for line in listed.splitlines()[1:]}
    assert names == {"parley", f"{wheel.name.removesuffix('-py3-none-any.whl')}.dist-info"}
    assert f"{Path(desk.__file__).relative_to(ROOT).as_posix()} " in listed
