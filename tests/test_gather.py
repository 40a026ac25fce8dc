"""The quick way to the tables says exactly what the plain way says, of sound and of broken folders, in one process or several."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from parley import sharing
from parley.batch import Batch, Lent, read
from parley.gather import Gathered, gather
from parley.load import load
from parley.scan import Found, scan
from parley.store import SHIPPED
from parley.tables import Tables, build
from tests import big
from tests.making import MORE_TALKS, talks, write

BROKEN = Path(__file__).parent / "broken"


def assert_same(one: Tables, other: Tables) -> None:
    for table in fields(Tables):
        pd.testing.assert_frame_equal(getattr(one, table.name), getattr(other, table.name), obj=table.name)


def assert_says_what_the_plain_way_says(gathered: Gathered, folder: Path) -> None:
    tree = load(folder)
    assert gathered.problems == tree.problems
    assert gathered.version == tree.version
    assert_same(gathered.tables, build(tree))


@pytest.fixture(autouse=True)
def in_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where others are at work in this process, whoever helps with reading is started anew."""
    monkeypatch.setattr(sharing, "_nothing_else_runs", lambda: False)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A negotiation in which every broken file of the tests is a position file of one day, beside sound ones."""
    folder = write(talks(tmp_path / "positions"), MORE_TALKS)
    for number, path in enumerate(sorted(BROKEN.glob("*.yaml"))):
        shutil.copy(path, folder / "demo" / "usa" / f"{1900 + number}.yaml")
    return folder


def test_the_shipped_positions(tmp_path: Path) -> None:
    assert tmp_path
    assert_says_what_the_plain_way_says(gather(SHIPPED), SHIPPED)


def test_a_folder_of_many_scripts(tmp_path: Path) -> None:
    folder = big.write(tmp_path).folder
    assert_says_what_the_plain_way_says(gather(folder), folder)


def test_a_folder_in_which_much_is_broken(broken: Path) -> None:
    gathered = gather(broken)
    assert len(gathered.problems) > 100
    assert_says_what_the_plain_way_says(gathered, broken)


def test_several_processes_say_the_same(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "PART", 40)
    assert_says_what_the_plain_way_says(gather(broken, processes=2), broken)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the others are always started anew")
def test_in_a_command_the_others_are_there_at_once(broken: Path) -> None:
    """Where nothing else runs they are forked, and say the same."""
    command = f"""
from pathlib import Path
from parley import sharing
from parley.gather import gather
from tests.test_gather import assert_says_what_the_plain_way_says

def never(*_):
    raise AssertionError("started anew")

sharing.PART, sharing._started, read, folder = 40, never, [], Path({str(broken)!r})
assert_says_what_the_plain_way_says(gather(folder, processes=3, progress=lambda *far: read.append(far)), folder)
assert len(read) > 3
"""
    done = subprocess.run([sys.executable, "-c", command], cwd=SHIPPED.parent, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_this_process_reads_too_while_the_others_start(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "PART", 20)
    here = list[int]()

    def counted(part: Sequence[Found], lent: Lent) -> Batch:
        here.append(len(part))
        return read(part, lent)

    monkeypatch.setattr(sharing, "read", counted)
    files = sum(each.path.count("/") == 2 for each in scan(broken).found)
    assert_says_what_the_plain_way_says(gather(broken, processes=2), broken)
    assert 0 < sum(here) <= files - sharing.AHEAD * 20  # the other has at least what was handed to it ahead


def test_a_process_that_helps_need_not_wait_for_pandas(tmp_path: Path) -> None:
    """It reads and makes rows without it, and without numpy."""
    reads = f"""
from pathlib import Path
from parley import spared

def read(folder, between):
    from parley import sharing
    from parley.batch import lend
    from parley.gather import apart
    from parley.scan import scan

    registers, positions = apart(scan(folder).found)
    sharing._borrow(lend(registers, [each.path.partition("/")[0] for each in registers])[0], between)
    batch, place = sharing._packed(positions)
    assert len(batch.sound) > 100 and Path(place).stat().st_size > 100_000
    assert not {{"numpy", "pandas", "pyarrow.compute"}} & sys.modules.keys(), "imported all the same"

if __name__ == "__main__":
    import sys
    spared.begin(spared.later(read, Path({str(SHIPPED)!r}), {str(tmp_path)!r}))
"""
    done = subprocess.run([sys.executable, "-c", reads], cwd=SHIPPED.parent, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the others are always started anew")
def test_a_forked_process_need_not_wait_for_pandas_either() -> None:
    """Each writes down what it has read when it has imported neither pandas nor what Arrow computes with; this one needs both."""
    command = f"""
import os, sys
from pathlib import Path
from parley import sharing
from parley.batch import read
from parley.gather import gather

def told(part, lent):
    batch = read(part, lent)
    if os.getpid() != here and not {{"pandas", "pyarrow.compute"}} & sys.modules.keys():
        print(len(part), flush=True)
    return batch

here, sharing.read, sharing.PART = os.getpid(), told, 20
gathered = gather(Path({str(SHIPPED)!r}), processes=2)
assert len(gathered.tables.statements) > 100
"""
    done = subprocess.run([sys.executable, "-c", command], cwd=SHIPPED.parent, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.split()) >= sharing.AHEAD


@pytest.mark.parametrize("after", [0, 1])
def test_without_other_processes_one_reads_all(
    after: int, broken: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Dying(ProcessPoolExecutor):
        asked = 0

        def submit(self, *args: Any, **named: Any) -> Any:
            Dying.asked += 1
            if Dying.asked > after:
                raise BrokenProcessPool("killed")
            return super().submit(*args, **named)

    monkeypatch.setattr(sharing, "PART", 20)
    monkeypatch.setattr(sharing, "ProcessPoolExecutor", Dying)
    assert_says_what_the_plain_way_says(gather(broken, processes=2), broken)
    assert "one process reads all the files" in caplog.text


def test_what_goes_from_one_process_to_another_leaves_nothing_behind(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (between := tmp_path / "between").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(between))
    monkeypatch.setattr(sharing, "PART", 20)
    assert_says_what_the_plain_way_says(gather(broken, processes=2), broken)
    assert (caplog.text, list(between.iterdir())) == ("", [])


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_where_nothing_can_be_put_between_processes_one_reads_all(
    when: str, broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_room(**_: object) -> nullcontext[str]:
        if when == "before":
            raise OSError("no space left on device")
        return nullcontext(str(tmp_path / "not there"))

    monkeypatch.setattr(sharing, "PART", 20)
    monkeypatch.setattr(sharing, "TemporaryDirectory", no_room)
    assert_says_what_the_plain_way_says(gather(broken, processes=2), broken)
    assert "one process reads all the files" in caplog.text


def test_several_processes_say_the_same_while_a_page_is_the_main_module(
    broken: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page = ModuleType("__main__")
    page.__file__ = str(broken / "page.py")
    (broken / "page.py").write_text("raise SystemExit('a page is not to be run here')", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "__main__", page)
    monkeypatch.setattr(sharing, "PART", 40)
    assert_says_what_the_plain_way_says(gather(broken, processes=2), broken)
    assert caplog.text == ""
    assert sys.modules["__main__"] is page


def test_registers_that_are_missing_or_unsound(broken: Path) -> None:
    (broken / "demo" / "issues.yaml").unlink()
    (broken / "demo" / "actors.yaml").write_text("actors: [", encoding="utf-8")
    (broken / "demo" / "negotiation.yaml").unlink()
    assert_says_what_the_plain_way_says(gather(broken), broken)


def test_an_empty_folder(tmp_path: Path) -> None:
    assert_says_what_the_plain_way_says(gather(tmp_path), tmp_path)


def test_how_far_it_has_come_is_told(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "PART", 40)
    told: list[tuple[int, int]] = []
    gather(broken, progress=lambda done, of: told.append((done, of)))
    files = sum(path.relative_to(broken).as_posix().count("/") == 2 for path in broken.rglob("*.yaml"))
    assert [of for _, of in told] == [files] * len(told)
    assert told[-1][0] == files
    assert len(told) > 3


def test_names_that_are_no_text(tmp_path: Path) -> None:
    folder = write(talks(tmp_path), MORE_TALKS)
    said = "sources: [{id: a, title: A}]\nstatements:\n  - {issue: nothing-known, stance: supports, summary: So they say.}\n"
    (folder / "demo" / "usa" / os.fsdecode(b"\xff.yaml")).write_text(said)
    assert_says_what_the_plain_way_says(gather(folder), folder)
