"""A share of what `make soak` does for hours: every kept input again, and some thousands that nobody thought of."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.conftest import ROOT
from tests.fuzz import run
from tests.fuzz.targets import TARGETS

EXECUTIONS = {"loader": 3000, "view": 3000, "days": 5000, "names": 1000}


def test_every_target_has_its_inputs() -> None:
    assert set(TARGETS) == set(EXECUTIONS) == {each.name for each in run.SEEDS.iterdir()}


@pytest.mark.parametrize(("target", "name"), [(target, name) for target in TARGETS for name in run.seeds(target)])
def test_a_kept_input_breaks_no_promise(target: str, name: str) -> None:
    TARGETS[target](run.seeds(target)[name])


@pytest.mark.parametrize("target", TARGETS)
def test_inputs_that_nobody_thought_of_break_no_promise(target: str) -> None:
    """Led by coverage where atheris is installed; else by chance, and the line that is printed says so."""
    command = [sys.executable, "-m", "tests.fuzz.run", "--target", target, "--executions", str(EXECUTIONS[target]), "--seed", "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert (told["broken"], told["target"]) == (0, target)
    assert told["executions"] >= EXECUTIONS[target]
    assert told["led_by"] == ("coverage" if find_spec("atheris") else "chance")
    print(done.stdout)


def test_inputs_of_chance_are_the_same_for_the_same_seed() -> None:
    known = [b"one", b"another"]
    first, second = (list(run._by_chance(known, random.Random(3), 50)) for _ in range(2))
    assert first == second
    assert len(set(first)) > 30
