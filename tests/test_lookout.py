"""Looking at the files from another process sees what a look from here sees."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from parley import lookout, scan, store
from parley.lookout import Lookout
from tests.making import TALKS, talks, write

ROOT = Path(__file__).resolve().parents[1]
USA = "demo/usa/2025-08-15.yaml"


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lookout]:
    """One whose looks are all too long to be done here, from the second on."""
    monkeypatch.setattr(lookout, "LONG_SECONDS", -1.0)
    made = Lookout()
    yield made
    made.close()


def child_of(looks: Lookout) -> subprocess.Popen[bytes]:
    assert looks._process
    return looks._process


def test_it_tells_what_a_look_from_here_tells_whatever_happens_to_the_files(elsewhere: Lookout, tmp_path: Path) -> None:
    folder = talks(tmp_path / "positions")
    assert elsewhere.glance(folder) == scan.glance(folder)
    one = child_of(elsewhere)

    def both() -> bool:
        return elsewhere.glance(folder) == scan.glance(folder) and child_of(elsewhere) is one

    assert both() and both()
    (folder / USA).write_text("x", encoding="utf-8")
    assert both()
    (folder / USA).rename(folder / "demo" / "usa" / "2025-08-16.yaml")
    assert both()
    (folder / "demo" / "linked").symlink_to(folder / "demo" / "usa")
    (folder / "demo" / "usa" / "2025-08-17.yaml").symlink_to(folder / "nowhere")
    assert both()
    Path(os.fsdecode(os.fsencode(folder / "demo" / "usa") + b"/\xff\xfe.yaml")).write_text("x", encoding="utf-8")
    assert both()
    shutil.rmtree(folder / "demo" / "usa")
    assert both()


def test_when_the_other_process_is_lost_one_looks_oneself(elsewhere: Lookout, tmp_path: Path) -> None:
    folder = talks(tmp_path / "positions")
    elsewhere.glance(folder)
    lost = child_of(elsewhere)
    lost.kill()
    lost.wait()
    (folder / USA).write_text("x", encoding="utf-8")
    assert elsewhere.glance(folder) == scan.glance(folder)
    assert child_of(elsewhere) is not lost


def test_a_folder_that_is_gone_is_told_and_seen_again_when_it_is_back(elsewhere: Lookout, tmp_path: Path) -> None:
    folder = talks(tmp_path / "positions")
    assert elsewhere.glance(folder) == elsewhere.glance(folder)  # the second from there
    folder.rename(tmp_path / "away")
    with pytest.raises(FileNotFoundError, match="positions"):
        elsewhere.glance(folder)
    (tmp_path / "away" / USA).unlink()
    (tmp_path / "away").rename(folder)
    assert elsewhere.glance(folder) == scan.glance(folder)


def test_another_folder_is_looked_at_where_it_is(elsewhere: Lookout, tmp_path: Path) -> None:
    one, other = talks(tmp_path / "one"), talks(tmp_path / "other")
    assert [elsewhere.glance(each) for each in (one, one, other, other)] == [scan.glance(each) for each in (one, one, other, other)]


def test_the_other_process_ends_with_the_one_that_asks(tmp_path: Path) -> None:
    folder = talks(tmp_path / "positions")
    asks = (
        "import os, pathlib; from parley import lookout; lookout.LONG_SECONDS = -1; looks = lookout.Lookout();"
        f"looks.glance(pathlib.Path({str(folder)!r})); print(looks._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    told = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=False)
    child = int(told.stdout)
    for _ in range(100):
        try:
            os.kill(child, 0)
            if Path(f"/proc/{child}/stat").is_file() and " Z " in Path(f"/proc/{child}/stat").read_text(encoding="ascii"):
                return
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("it is still there")


def test_the_app_sees_an_edit_through_it(elsewhere: Lookout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.VARIABLE, str(talks(tmp_path / "positions")))
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    monkeypatch.setattr(store, "_LOOKS_OFF", 0)
    monkeypatch.setattr(store._HOLDER, "_lookout", elsewhere)
    before = store.current()
    assert store.current() is before and store.current() is before
    assert child_of(elsewhere)
    write(tmp_path / "positions", {USA: TALKS[USA].replace("stance: neutral", "stance: opposes")})
    assert store.current().version != before.version
