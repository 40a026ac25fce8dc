"""One snapshot for everybody: what changes in the files is seen at the next look, and nobody sees half of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from parley import store
from parley.store import Snapshot
from tests.making import TALKS, talks, write

USA = "demo/usa/2025-08-15.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo negotiation as the positions folder of a store that looks again every time it is asked."""
    monkeypatch.setenv(store.VARIABLE, str(tmp_path / "positions"))
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    return talks(tmp_path / "positions")


def stance_of_usa(snapshot: Snapshot) -> list[str]:
    said = snapshot.tables.statements
    return said.loc[(said["actor"] == "usa").to_numpy(), "stance"].tolist()


def test_the_shipped_positions_are_read_unless_another_folder_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(store.VARIABLE, raising=False)
    assert store.folder() == store.SHIPPED
    monkeypatch.setenv(store.VARIABLE, "")
    assert store.folder() == store.SHIPPED
    monkeypatch.setenv(store.VARIABLE, str(tmp_path))
    assert store.folder() == tmp_path


@pytest.mark.usefixtures("folder")
def test_as_long_as_nothing_changes_everybody_has_the_same_snapshot() -> None:
    assert store.current() is store.current()


def test_an_edit_is_seen_at_the_next_look(folder: Path) -> None:
    before = store.current()
    write(folder, {USA: TALKS[USA].replace("stance: neutral", "stance: opposes")})
    after = store.current()
    assert (stance_of_usa(before), stance_of_usa(after)) == (["neutral"], ["opposes"])
    assert before.version != after.version


def test_an_edit_that_keeps_size_and_time_is_seen_too(folder: Path) -> None:
    before, then = store.current(), (folder / USA).stat()
    write(folder, {USA: TALKS[USA].replace("That is for the two sides.", "That is for the two cides.")})
    os.utime(folder / USA, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert store.current().version != before.version


def test_a_new_file_is_seen(folder: Path) -> None:
    store.current()
    said = "sources: [{id: a, title: A}]\nstatements: [{issue: neutrality, stance: opposes, summary: Not for us.}]"
    write(folder, {"demo/finland/2025-08-20.yaml": said})
    assert "finland" in set(store.current().tables.statements["actor"])


def test_a_deleted_file_is_gone(folder: Path) -> None:
    store.current()
    (folder / USA).unlink()
    assert stance_of_usa(store.current()) == []


def test_a_renamed_file_has_its_new_day(folder: Path) -> None:
    store.current()
    (folder / USA).rename(folder / "demo/usa/2025-08-16.yaml")
    said = store.current().tables.statements
    assert said.loc[(said["actor"] == "usa").to_numpy(), "date"].tolist() == ["2025-08-16"]


def test_a_file_put_in_the_place_of_another_is_seen(folder: Path, tmp_path: Path) -> None:
    store.current()
    write(tmp_path, {"other.yaml": TALKS[USA].replace("stance: neutral", "stance: declines")})
    shutil.copystat(folder / USA, tmp_path / "other.yaml")
    (tmp_path / "other.yaml").replace(folder / USA)
    assert stance_of_usa(store.current()) == ["declines"]


def test_a_file_that_is_broken_and_mended_again_comes_and_goes(folder: Path) -> None:
    write(folder, {USA: "statements: nothing"})
    broken = store.current()
    assert {problem.file for problem in broken.problems} == {USA}
    write(folder, {USA: TALKS[USA]})
    assert store.current().problems == ()
    assert broken.problems  # whoever still holds the earlier reading keeps it


def test_a_snapshot_in_hand_never_changes(folder: Path) -> None:
    held = store.current()
    said, version = held.of("demo").statements.copy(deep=True), held.version
    shutil.rmtree(folder / "demo" / "russia")
    assert len(store.current().of("demo").statements) == 7
    assert held.version == version
    assert held.of("demo").statements.equals(said)


def test_between_two_looks_the_files_are_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = store.current()
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 3600.0)
    (folder / USA).unlink()
    assert store.current() is held


def test_at_hand_is_only_what_was_looked_at_a_moment_ago(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 3600.0)
    held = store.current()
    assert store.at_hand() is held
    monkeypatch.setenv(store.VARIABLE, str(folder / "elsewhere"))
    assert store.at_hand() is None
    monkeypatch.setenv(store.VARIABLE, str(folder))
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    assert store.at_hand() is None


def test_another_folder_is_read_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.current()
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 3600.0)
    other = write(folder.parent / "other", {"trade/negotiation.yaml": "title: Trade"})
    monkeypatch.setenv(store.VARIABLE, str(other))
    assert store.current().tables.negotiations["id"].tolist() == ["trade"]


def test_a_link_that_runs_in_a_circle_is_named_and_not_followed(folder: Path) -> None:
    (folder / "demo" / "again").symlink_to(folder, target_is_directory=True)
    snapshot = store.current()
    assert [problem.file for problem in snapshot.problems] == ["demo/again"]
    assert len(snapshot.tables.statements) == 11


@pytest.mark.usefixtures("folder")
def test_a_folder_that_vanishes_while_it_is_looked_at_costs_nobody_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    store.current()
    walked = os.scandir

    def vanishing(path: Path) -> object:
        if str(path).endswith("usa"):
            shutil.rmtree(path, ignore_errors=True)
        return walked(path)

    monkeypatch.setattr(os, "scandir", vanishing)
    assert stance_of_usa(store.current()) == []


@pytest.mark.parametrize("name", ["nowhere", "positions/demo/actors.yaml"])
def test_a_positions_folder_that_is_none_is_named(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = folder.parent / name
    monkeypatch.setenv(store.VARIABLE, str(missing))
    with pytest.raises(FileNotFoundError, match=f"there is no folder {missing}"):
        store.current()


def test_a_positions_folder_that_goes_away_is_named_and_read_again_once_it_is_back(folder: Path) -> None:
    store.current()
    folder.rename(folder.parent / "elsewhere")
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        store.current()
    (folder.parent / "elsewhere").rename(folder)
    assert len(store.current().tables.statements) == 11


def test_two_edits_in_one_moment_are_both_seen_also_where_a_link_leads_nowhere(folder: Path) -> None:
    (folder / "demo" / "usa" / "2026.yaml").symlink_to("nowhere.yaml")
    seen = []
    for stance in ("opposes", "supports", "declines"):
        write(folder, {USA: TALKS[USA].replace("stance: neutral", f"stance: {stance}")})
        seen += stance_of_usa(store.current())
    assert seen == ["opposes", "supports", "declines"]


@pytest.mark.parametrize("name", ["notes.txt", "notes", "2026.yaml"])
def test_a_link_to_itself_stops_nothing(name: str, folder: Path) -> None:
    (folder / "demo" / "usa" / name).symlink_to(name)
    assert len(store.current().tables.statements) == 11
    write(folder, {USA: TALKS[USA].replace("stance: neutral", "stance: opposes")})
    assert stance_of_usa(store.current()) == ["opposes"]
