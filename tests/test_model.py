"""Whatever befalls the files: what is shown is always one whole reading, never half of one, and a plain reading says the same.

The model is the plain way, `tables.build(load.load(folder))`; what is held to it is the way of the app: `store.current()`, with
its looks, its changed files read alone, its compiled tables, and its restarts.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from parley import compiled, store
from parley.load import load
from parley.tables import build
from tests import edits
from tests.edits import TEXTS, Step
from tests.making import MORE_TALKS, talks, write
from tests.test_gather import assert_same


class Folder(RuleBasedStateMachine):
    """One folder, to which anything may happen, and a desk that shows it."""

    worth = 10**9
    """From so many files on tables are compiled."""

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.folder = write(talks(self.home / "positions"), MORE_TALKS)
        self.patch = pytest.MonkeyPatch()
        self.patch.setenv(store.VARIABLE, str(self.folder))
        self.patch.setenv(compiled.VARIABLE, str(self.home / "cache"))
        self.patch.setattr(compiled, "WORTH", self.worth)
        self.patch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
        self.restart()

    @rule(steps=st.lists(edits.steps, min_size=1, max_size=3))
    def something_happens(self, steps: list[Step]) -> None:
        for step in steps:
            edits.apply(self.folder, step)

    @rule()
    def restart(self) -> None:
        """The process ends, and another one starts."""
        self.patch.setattr(store, "_HOLDER", store._Holder())

    @invariant()
    def what_is_shown_is_what_a_plain_reading_says(self) -> None:
        shown, tree = store.current(), load(self.folder)
        assert shown.version == tree.version
        assert shown.problems == tree.problems
        assert_same(shown.tables, build(tree))

    def teardown(self) -> None:
        self.patch.undo()
        edits.open_again(self.home)
        shutil.rmtree(self.home, ignore_errors=True)


class CompiledFolder(Folder):
    """The same with tables compiled at every whole reading, so that each restart begins with what the last process left."""

    worth = 0


BOUNDED = settings(
    max_examples=int(os.environ.get("PARLEY_EXAMPLES", 8)),
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
"""PARLEY_EXAMPLES asks for more. What fails is told as it came: to find a smaller case takes minutes."""


@pytest.mark.parametrize("folder", [Folder, CompiledFolder])
def test_whatever_happens_to_the_files_what_is_shown_is_one_whole_reading(folder: type[Folder]) -> None:
    run_state_machine_as_test(folder, settings=BOUNDED)


# While somebody reads

USA = "demo/usa/2025-08-15.yaml"
READERS, WRITES = 4, 60


def whole(folder: Path, usa: bytes | None) -> tuple[str, int, int]:
    """Version, statements and problems when this is what the file of the United States holds."""
    (folder / USA).unlink(missing_ok=True)
    if usa is not None:
        (folder / USA).write_bytes(usa)
    tree = load(folder)
    return tree.version, len(build(tree).statements), len(tree.problems)


def put(folder: Path, usa: bytes | None) -> None:
    """In one step, as an editor does that writes well."""
    if usa is None:
        (folder / USA).unlink(missing_ok=True)
        return
    beside = folder / USA.replace("2025", ".2025")
    beside.write_bytes(usa)
    beside.replace(folder / USA)


def test_readers_never_see_half_a_reading_while_a_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(talks(tmp_path / "positions"), MORE_TALKS)
    states = [TEXTS["supports"], None, TEXTS["misspelt"], TEXTS["claim"], TEXTS["not utf-8"]]
    allowed = {whole(folder, state) for state in states}
    monkeypatch.setenv(store.VARIABLE, str(folder))
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    monkeypatch.setattr(store, "_HOLDER", store._Holder())
    seen: list[tuple[str, int, int]] = []
    failed: list[BaseException] = []
    over = threading.Event()

    def read() -> None:
        try:
            while not over.is_set():
                held = store.current()
                seen.append((held.version, len(held.tables.statements), len(held.problems)))
                assert held.tables.statements["id"].is_unique
        except BaseException as error:
            failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for each in readers:
        each.start()
    for number in range(WRITES):
        put(folder, states[number % len(states)])
        before = len(seen)
        for _ in range(500):
            if len(seen) > before + READERS or failed:
                break
            over.wait(0.01)
    over.set()
    for each in readers:
        each.join(60)
    assert failed == []
    assert set(seen) <= allowed
    assert len(set(seen)) > 1
