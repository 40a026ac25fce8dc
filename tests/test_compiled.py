"""Compiled tables are a cache, never a truth: fetched or made anew, the answer is the same, whatever befell the cache."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from parley import batch, compiled, frames, gather, reading, store
from parley.columns import COLUMNS, Column
from parley.gather import Gathered
from parley.scan import UNSURE, glance
from tests.making import MORE_TALKS, talks, write
from tests.test_gather import assert_same

USA = "demo/usa/2025-08-15.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small folder that is compiled all the same, into a cache of its own."""
    monkeypatch.setattr(compiled, "WORTH", 0)
    monkeypatch.setenv(compiled.VARIABLE, str(tmp_path / "cache"))
    return write(talks(tmp_path / "positions"), MORE_TALKS)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are parsed from now on."""
    paths: list[str] = []
    plain = reading.read_file

    def noted(path: str, content: bytes) -> object:
        paths.append(path)
        return plain(path, content)

    monkeypatch.setattr(batch, "read_file", noted)
    return paths


def cache_files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder.parent / "cache").rglob("*") if path.is_file())


def assert_as_read_anew(snapshot: store.Snapshot) -> None:
    whole = gather.gather(snapshot.folder)
    assert snapshot.version == whole.version
    assert snapshot.problems == whole.problems
    assert_same(snapshot.tables, whole.tables)


def test_a_second_start_parses_nothing_and_says_the_same(folder: Path, parsed: list[str]) -> None:
    store.read(folder)
    parsed.clear()
    again = store.read(folder)
    assert parsed == []
    assert_as_read_anew(again)


def test_a_second_start_makes_only_the_tables_that_are_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = store.read(folder).tables
    made: list[int] = []
    plain = frames.frame

    def noted(table: pa.Table, columns: Sequence[Column]) -> pd.DataFrame:
        made.append(len(columns))
        return plain(table, columns)

    monkeypatch.setattr(frames, "frame", noted)
    again = store.read(folder).tables
    assert first.nbytes / 2 < again.nbytes < first.nbytes * 2  # known all the same: what may be kept beside them depends on it
    here = again.of("demo")
    assert made == []
    assert list(here.statements["id"]) == list(again.statements["id"]) == list(first.statements["id"])
    assert here.statements is here.statements
    assert made == [len(COLUMNS["statements"])]
    with pytest.raises(AttributeError):
        _ = here.nothing  # type: ignore[attr-defined]


def test_after_a_clone_all_times_are_new_and_nothing_is_parsed(folder: Path, parsed: list[str]) -> None:
    store.read(folder)
    shutil.copytree(folder, folder.parent / "clone")
    shutil.rmtree(folder)
    (folder.parent / "clone").rename(folder)
    parsed.clear()
    again = store.read(folder)
    assert parsed == []
    assert_as_read_anew(again)


def test_one_changed_file_is_the_only_position_file_parsed(folder: Path, parsed: list[str]) -> None:
    store.read(folder)
    write(folder, {USA: (folder / USA).read_text().replace("neutral", "opposes")})
    parsed.clear()
    again = store.read(folder)
    assert [path for path in parsed if path.count("/") > 1] == [USA]
    assert_as_read_anew(again)


def test_problems_are_kept_too(folder: Path) -> None:
    write(folder, {USA: "statements: ["})
    first, again = store.read(folder), store.read(folder)
    assert first.problems
    assert again.problems == first.problems
    assert_as_read_anew(again)


def test_an_edit_that_keeps_size_and_time_is_seen(folder: Path) -> None:
    then = (folder / USA).stat()
    os.utime(folder / USA, ns=(0, 0))
    store.read(folder)
    text = (folder / USA).read_text()
    write(folder, {USA: text.replace("neutral", "opposes")})
    assert then.st_size == (folder / USA).stat().st_size
    os.utime(folder / USA, ns=(0, 0))
    assert_as_read_anew(store.read(folder))


@pytest.mark.parametrize("name", ["now", "about.json", "glance.arrow", "statements.arrow", "issues.arrow", "answers.arrow"])
@pytest.mark.parametrize("place", [0.0, 0.5, 0.99])
def test_a_flipped_byte_costs_time_and_nothing_else(folder: Path, name: str, place: float, parsed: list[str]) -> None:
    store.read(folder)
    (path,) = (each for each in cache_files(folder) if each.name == name)
    whole = path.read_bytes()
    at = int(len(whole) * place)
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
    parsed.clear()
    assert_as_read_anew(store.read(folder))
    assert parsed, f"{path.name} was believed"


@pytest.mark.parametrize("length", [None, 0, 100])
@pytest.mark.parametrize("name", ["now", "about.json", "glance.arrow", "statements.arrow"])
def test_a_file_of_the_cache_that_is_gone_or_cut_short_costs_nothing_else(folder: Path, name: str, length: int | None) -> None:
    store.read(folder)
    (path,) = (each for each in cache_files(folder) if each.name == name)
    if length is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:length])
    assert_as_read_anew(store.read(folder))


def test_what_another_version_made_counts_for_nothing(folder: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    store.read(folder)
    parsed.clear()
    monkeypatch.setattr(compiled, "_maker", lambda: "another")
    assert_as_read_anew(store.read(folder))
    assert parsed


def test_the_cache_may_be_deleted_at_any_time(folder: Path) -> None:
    held = store.read(folder)
    shutil.rmtree(folder.parent / "cache")
    assert held.tables.statements["summary"].tolist() == gather.gather(folder).tables.statements["summary"].tolist()
    assert_as_read_anew(store.read(folder))


def test_where_nothing_can_be_kept_everything_works(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (folder.parent / "a file").write_text("in the way")
    monkeypatch.setenv(compiled.VARIABLE, str(folder.parent / "a file" / "cache"))
    assert_as_read_anew(store.read(folder))
    assert "cannot be kept" in caplog.text
    monkeypatch.setenv(compiled.VARIABLE, "")
    assert_as_read_anew(store.read(folder))


def test_a_write_that_breaks_off_leaves_what_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch, parsed: list[str]) -> None:
    store.read(folder)
    before = cache_files(folder)

    def full(path: Path, content: bytes) -> None:
        path.write_bytes(content[:1])
        raise OSError(28, "No space left on device")

    whole = gather.gather(folder)
    monkeypatch.setattr(compiled, "_put_bytes", full)
    compiled.keep(whole)
    assert cache_files(folder) == before
    parsed.clear()
    assert_as_read_anew(store.read(folder))


def test_two_folders_have_their_own(folder: Path, tmp_path: Path) -> None:
    other = talks(tmp_path / "other")
    write(other, {USA: (other / USA).read_text().replace("neutral", "opposes")})
    for _ in range(2):
        for each in (folder, other):
            assert_as_read_anew(store.read(each))


def test_only_so_many_folders_are_remembered(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder
    monkeypatch.setattr(compiled, "MOST_FOLDERS", 2)
    for name in ("a", "b", "c"):
        store.read(talks(tmp_path / name))
    assert len(list((tmp_path / "cache").iterdir())) == 2
    assert isinstance(compiled.fetch(tmp_path / "c"), Gathered)
    assert compiled.fetch(tmp_path / "a") is None


def test_a_folder_that_is_listed_in_another_order_has_not_changed(folder: Path) -> None:
    store.read(folder)
    kept = compiled.fetch(folder)
    assert kept is not None
    told = glance(folder)
    unsure = {place for place, gate in kept.glance.items() if gate == UNSURE}
    told |= dict.fromkeys(unsure, UNSURE)  # of files written a moment ago nothing is taken for granted
    assert kept.glance == told
    assert kept.glance == dict(reversed(told.items()))
    place, (size, *rest) = next(iter(told.items()))
    assert kept.glance != told | {place: (size + 1, *rest)}
    assert kept.glance != {each: gate for each, gate in told.items() if each != place}


def test_names_of_files_that_are_no_text_are_kept_too(folder: Path, parsed: list[str]) -> None:
    (folder / "demo" / "usa" / os.fsdecode(b"\xff.yaml")).write_text("statements: [")
    first = store.read(folder)
    assert [problem.file for problem in first.problems] == ["demo/usa/\N{REPLACEMENT CHARACTER}.yaml"] * len(first.problems)
    parsed.clear()
    assert_as_read_anew(store.read(folder))
    assert store.read(folder).problems == first.problems
