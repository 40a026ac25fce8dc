"""Faults of the machine: a process that is killed, a disk that is full or closed, a clock that goes backwards.

`make soak` kills more often.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from parley import cli, compiled, store
from parley.publication import folder as publishing
from parley.publication.folder import folder as publication
from tests import kills
from tests.making import MORE_TALKS, talks, write
from tests.test_compiled import assert_as_read_anew

KILLS = {"load": 6, "reload": 6, "cache": 6, "save": 6}


@pytest.mark.parametrize("part", KILLS)
def test_killed_at_a_moment_of_chance_the_next_start_is_right(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (compiled.VARIABLE, store.VARIABLE):
        monkeypatch.setenv(name, "")
    for module, name in ((compiled, "WORTH"), (store, "_LOOK_AGAIN_SECONDS"), (store, "_MANY")):
        monkeypatch.setattr(module, name, getattr(module, name))  # so that it is put back
    assert kills.kill(part, tmp_path, KILLS[part], seed=20250824)["wrong"] == 0


def test_a_publication_that_was_cut_short_is_of_no_state_and_the_next_one_makes_it_whole(tmp_path: Path) -> None:
    out, now = tmp_path / "site", {"data_version": "new"}
    with publication(out) as into:
        for name in ("a", "b"):
            into.put(name, b"old")
        into.finish({"data_version": "old"})
    with pytest.raises(KeyboardInterrupt), pytest.MonkeyPatch.context() as patch, publication(out) as into:
        for name in ("a", "b"):
            into.put(name, b"new")
        moved = os.replace

        def cut_short(source: Path, target: Path) -> None:
            if Path(target).name == "b":
                raise KeyboardInterrupt
            moved(source, target)

        patch.setattr(os, "replace", cut_short)
        into.finish(now)
    assert ((out / "a").read_bytes(), (out / "b").read_bytes()) == (b"new", b"old")
    assert publishing.state(out).get("data_version") is None
    assert publishing.state(out)["files"] == ["a", "b"]


def test_what_a_killed_publication_left_beside_it_is_cleared_away_a_day_later(tmp_path: Path) -> None:
    for name, age in ((".site-long-ago", 2 * 86_400), (".site-just-now", 60), (".sites", 2 * 86_400)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    with publication(tmp_path / "site") as into:
        into.finish({})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site-just-now", ".sites", "site"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(compiled, "WORTH", 0)
    monkeypatch.setenv(compiled.VARIABLE, str(tmp_path / "cache"))
    return write(talks(tmp_path / "positions"), MORE_TALKS)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB, of which nothing is left."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a full disk needs the right to mount a small one, which only root has (and not in every container)")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def filled(disk: Path) -> Path:
    with (disk / "filler").open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            pass
    return disk


def test_on_a_full_disk_no_table_is_kept_and_every_answer_is_right(
    folder: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(compiled.VARIABLE, str(filled(small_disk) / "cache"))
    assert_as_read_anew(store.read(folder))
    assert "No space left on device" in caplog.text
    (small_disk / "filler").unlink()
    assert_as_read_anew(store.read(folder))


def test_a_table_for_a_full_disk_is_refused_in_a_sentence(folder: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["table", "positions", "--positions", str(folder), "--out", str(filled(small_disk) / "out.csv")]
    assert cli.main(arguments) == cli.USAGE
    assert "out.csv cannot be written (No space left on device)" in capsys.readouterr().err


def test_a_publication_for_a_full_disk_is_refused_and_the_earlier_one_stays(small_disk: Path) -> None:
    out = small_disk / "site"
    with publication(out) as into:
        into.put("a", b"old")
        into.finish({})
    filled(small_disk)
    with pytest.raises(publishing.RefusedError, match="No space left on device"), publication(out) as into:
        into.put("a", b"new" * 10_000)
        into.finish({})
    assert (out / "a").read_bytes() == b"old"


def test_a_cache_that_may_not_be_written_costs_time_and_nothing_else(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """For root every folder can be written, so the refusal is the system's own for a path that no one can make."""
    monkeypatch.setenv(
        compiled.VARIABLE, "/proc/parley" if sys.platform == "linux" else str(tmp_path / "positions" / "demo" / "actors.yaml")
    )
    assert_as_read_anew(store.read(folder))
    assert "cannot be kept" in caplog.text


def test_positions_that_may_only_be_read_are_read(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert_as_read_anew(store.read(folder))
    finally:
        for path in folder.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize("seconds", [-86_400, -3, 86_400])
def test_a_clock_that_is_moved_hides_no_edit(folder: Path, seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    usa, true = folder / "demo" / "usa" / "2025-08-15.yaml", time.time_ns
    moved = 0
    monkeypatch.setattr(time, "time_ns", lambda: true() + moved * 1_000_000_000)
    for was, now in (("neutral", "opposes"), ("opposes", "declines"), ("declines", "neutral")):
        moved = seconds - moved
        usa.write_text(usa.read_text().replace(f"stance: {was}", f"stance: {now}"))
        os.utime(usa, ns=(0, 0))
        assert_as_read_anew(store.read(folder))


def test_the_cache_of_another_machine_is_no_answer_of_this_folder(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.read(folder)
    shutil.copytree(tmp_path / "cache", tmp_path / "copied")
    other = write(talks(tmp_path / "other"), {"demo/usa/2025-08-15.yaml": "statements: ["})
    (mine,) = (tmp_path / "copied").iterdir()
    mine.rename(compiled_home(other, tmp_path / "copied", monkeypatch))
    assert_as_read_anew(store.read(other))


def compiled_home(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(compiled.VARIABLE, str(cache))
    home = compiled._home(folder)
    assert home is not None
    return home
