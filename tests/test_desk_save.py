"""Saving: only at a desk, only by its editors, only what is sound, only inside the folder, and the old file or the new one, never less."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from parley import load
from parley.desk import save
from parley.desk.save import Conflict, Identity, Refused, Saved, digest, why_not
from tests.making import MORE_TALKS, talks, write

DESK = {"PARLEY_DESK": "1"}
PATH = "demo/russia/2025-09-01.yaml"
FILE = b"sources:\n  - id: a\n    title: A\nstatements:\n  - issue: neutrality\n    stance: opposes\n    summary: No.\n"
ANN = Identity("ann@desk.example", "Ann")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(talks(tmp_path / "positions"), MORE_TALKS)


def saved(
    folder: Path,
    content: bytes = FILE,
    *,
    path: str = PATH,
    was: str | None = None,
    who: Identity | None = None,
    environment: Mapping[str, str] = DESK,
    message: str = "Russia",
) -> Any:
    return save.save(folder, path, content, was, who, message, environment)


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(outcome: Any) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.why


# Who may


@pytest.mark.parametrize("environment", [{}, {"PARLEY_DESK": ""}, {"PARLEY_DESK": "0"}, {"PARLEY_DESK": "true"}, {"PARLEY_DESK_GIT": "1"}])
def test_without_a_desk_nothing_is_written(environment: dict[str, str], folder: Path) -> None:
    before = everything(folder)
    assert refused(saved(folder, environment=environment)) == "this desk only reads; it saves when it is started with PARLEY_DESK=1"
    assert everything(folder) == before


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (None, "only editors may save; sign in first"),
        (Identity(""), "only editors may save; sign in first"),
        (Identity("eve@desk.example"), "eve@desk.example is not on the list of editors; ask whoever runs this desk"),
        (
            Identity("ann@desk.example.evil.example"),
            "ann@desk.example.evil.example is not on the list of editors; ask whoever runs this desk",
        ),
        (
            Identity("ann@desk.example", verified=False),
            "your sign-in does not vouch for the address ann@desk.example; have it confirmed there, or sign in otherwise",
        ),
        (Identity("Ann@Desk.Example", verified=True), ""),
        (ANN, ""),
    ],
)
@pytest.mark.parametrize("listed", ["a setting", "a file"])
def test_with_a_list_of_editors_only_they_may_save(who: Identity | None, why: str, listed: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "editors.txt").write_text("# The desk\nann@desk.example  # since May\n\nbob@desk.example\n")
    environment = DESK | {"PARLEY_EDITORS": str(tmp_path / "editors.txt") if listed == "a file" else "ann@desk.example, bob@desk.example"}
    assert why_not(who, environment) == why
    assert isinstance(saved(folder, who=who, environment=environment), Refused if why else Saved)
    assert (folder / PATH).exists() == (not why)


def test_a_list_that_cannot_be_read_or_is_empty_lets_nobody_save(tmp_path: Path) -> None:
    assert why_not(ANN, DESK | {"PARLEY_EDITORS": str(tmp_path / "nowhere.txt")}).endswith(
        "cannot be read, so nobody may save; mend PARLEY_EDITORS"
    )
    (tmp_path / "empty.txt").touch()
    assert "not on the list" in why_not(ANN, DESK | {"PARLEY_EDITORS": str(tmp_path / "empty.txt")})
    assert why_not(None, DESK) == ""


# What is written


def test_a_new_file_is_there_and_read_and_a_new_folder_is_made_for_it(folder: Path) -> None:
    assert saved(folder) == Saved(PATH, digest(FILE))
    assert (folder / PATH).read_bytes() == FILE
    path = "demo/finland/2025-09-01.yaml"
    assert saved(folder, path=path) == Saved(path, digest(FILE))
    assert load.load(folder).problems == ()
    assert {PATH, path} <= {file.path for file in load.load(folder).files}


def test_what_changed_since_it_was_read_is_never_written_over(folder: Path) -> None:
    saved(folder)
    other = FILE.replace(b"No.", b"Never.")
    assert saved(folder, other) == Conflict(PATH, FILE)
    assert saved(folder, other, was=digest(b"something else")) == Conflict(PATH, FILE)
    assert (folder / PATH).read_bytes() == FILE
    assert saved(folder, other, was=digest(FILE)) == Saved(PATH, digest(other))
    (folder / PATH).unlink()
    assert saved(folder, FILE, was=digest(other)) == Conflict(PATH, None)
    assert not (folder / PATH).exists()


def test_the_rights_of_a_file_stay_and_nothing_is_left_beside_it(folder: Path) -> None:
    saved(folder)
    (folder / PATH).chmod(0o640)
    left = (folder / PATH).parent / ".2025-01-01.yaml.saving"
    left.write_bytes(b"half a fi")
    saved(folder, FILE.replace(b"No.", b"Never."), was=digest(FILE))
    assert stat.S_IMODE((folder / PATH).stat().st_mode) == 0o640
    assert [each.name for each in (folder / PATH).parent.iterdir() if each.name.startswith(".")] == []


def test_what_would_not_be_sound_is_not_written_and_its_problems_are_told(folder: Path) -> None:
    outcome = saved(folder, FILE.replace(b"neutrality", b"neutralty"))
    assert refused(outcome).startswith("the file would not be sound: `neutralty` is no issue of issues.yaml; did you mean `neutrality`?")
    assert [(each.file, each.line, each.rule) for each in outcome.problems] == [(PATH, 5, "unknown-issue")]
    assert "would not be sound" in refused(saved(folder, b"statements: ["))
    assert not (folder / PATH).exists()


def test_mistakes_in_other_files_do_not_stop_anybody(folder: Path) -> None:
    write(folder, {"demo/usa/2025-08-15.yaml": "statements: [", "demo/proposals.yaml": "proposals: nothing"})
    assert isinstance(saved(folder), Saved)


def test_a_statement_that_another_file_answers_cannot_be_taken_away(folder: Path) -> None:
    path = "demo/usa/2025-08-19.yaml"
    before = (folder / path).read_bytes()
    after = before.replace(b"about: turkey", b"about: finland")
    gone = "`demo/usa/2025-08-19/about-turkey/freeze-line` would be gone"
    why = f"{gone}, and demo/turkey/2025-08-22.yaml answers it; keep its issue and its key"
    assert refused(saved(folder, after, path=path, was=digest(before))) == why
    assert isinstance(saved(folder, before.replace(b"about: ukraine", b"about: finland"), path=path, was=digest(before)), Saved)


# Where


@pytest.mark.parametrize(
    "path",
    [
        *("", "../outside.yaml", "demo/../../x/2025-01-01.yaml", "/etc/passwd", "demo/russia/../usa/2025-01-01.yaml", "demo/actors.yaml"),
        *("demo/russia/2025-09-01.yml", "demo/russia/.2025-09-01.yaml", "demo/russia/2025-13-01.yaml", "demo/russia/note.yaml"),
        *("demo/ru ssia/2025-09-01.yaml", "demo/russia\\..\\x/2025-09-01.yaml", "nowhere/russia/2025-09-01.yaml"),
        *("demo/russia/a/2025-09-01.yaml", "demo/russia/2025-09-01.yaml\0"),
    ],
)
def test_only_position_files_inside_the_folder_are_written(path: str, folder: Path) -> None:
    before = everything(folder.parent)
    assert refused(saved(folder, path=path))
    assert everything(folder.parent) == before


@pytest.mark.parametrize("what", ["negotiation", "actor", "file"])
def test_links_are_not_followed_out_of_the_folder_nor_written_over(what: str, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "russia").mkdir(parents=True)
    (outside / "target.yaml").write_bytes(FILE)
    path = {"negotiation": "linked/russia/2025-09-01.yaml", "actor": "demo/linked/2025-09-01.yaml", "file": PATH}[what]
    link = folder / {"negotiation": "linked", "actor": "demo/linked", "file": PATH}[what]
    link.symlink_to(outside / "target.yaml" if what == "file" else outside)
    before = everything(outside)
    why = refused(saved(folder, FILE + b"# more\n", path=path, was=digest(FILE) if what == "file" else None))
    assert why.endswith("is a link; change what it leads to in an editor")
    assert everything(outside) == before
    assert link.is_symlink()


def test_the_folder_itself_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert isinstance(saved(tmp_path / "link"), Saved)
    assert (folder / PATH).read_bytes() == FILE


# Two at once, and none to the end


def _save_in_turn(folder: Path, name: str, times: int) -> None:
    """Add one remark at a time, each on top of what is there, until all are in."""
    for number in range(times):
        for _ in range(500):
            there = save.current(folder, PATH) or b""
            done = save.save(folder, PATH, there + f"# {name}{number}\n".encode(), digest(there), None, "", DESK)
            if isinstance(done, Saved):
                break
        else:
            raise SystemExit("it never got its turn")


def test_processes_that_save_at_the_same_time_lose_nothing_of_each_other(folder: Path) -> None:
    saved(folder)
    context = multiprocessing.get_context("spawn")
    editors = [context.Process(target=_save_in_turn, args=(folder, name, 15)) for name in "abc"]
    for each in editors:
        each.start()
    for each in editors:
        each.join(120)
    assert [each.exitcode for each in editors] == [0, 0, 0]
    lines = (folder / PATH).read_text().splitlines()
    assert sorted(line for line in lines if line.startswith("# ")) == sorted(f"# {name}{number}" for name in "abc" for number in range(15))


OLD, NEW = FILE + b"# old\n" * 3000, FILE + b"# new\n" * 9000
KILLS = 200


def _save_without_end(folder: Path) -> None:
    while True:
        there = save.current(folder, PATH)
        assert there in (OLD, NEW)
        assert isinstance(save.save(folder, PATH, NEW if there == OLD else OLD, digest(there), None, "", DESK), Saved)


def _left_beside(folder: Path) -> list[str]:
    return [path.name for path in (folder / PATH).parent.iterdir() if path.name.startswith(".")]


def test_killed_in_the_middle_of_a_save_two_hundred_times_the_file_is_always_the_old_or_the_new_one(folder: Path) -> None:
    chance = random.Random(20250824)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    saved(folder, OLD)
    found: list[bytes] = []
    left = 0
    for _ in range(KILLS):
        editor = context.Process(target=_save_without_end, args=(folder,))
        editor.start()
        editor.join(chance.uniform(0.01, 0.09))
        editor.kill()
        editor.join(30)
        assert editor.exitcode == -signal.SIGKILL
        found.append((folder / PATH).read_bytes())
        assert found[-1] in (OLD, NEW)
        assert len(_left_beside(folder)) <= 1
        left += len(_left_beside(folder))
    assert set(found) == {OLD, NEW}
    assert left, "no kill came in the middle of a save: nothing was tested"
    assert load.load(folder).problems == ()
    assert isinstance(saved(folder, FILE, was=digest(found[-1])), Saved)
    assert _left_beside(folder) == []


def test_a_disk_that_refuses_costs_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(folder)
    before = everything(folder)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert (
        refused(saved(folder, FILE + b"#\n", was=digest(FILE)))
        == f"{PATH} could not be written (No space left on device); nothing was changed"
    )
    assert refused(saved(folder, path="demo/finland/2025-09-01.yaml"))
    assert everything(folder) == before
    assert not (folder / "demo/finland").exists()


# History


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder in a repository, on a machine where git knows nobody."""
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL", "GIT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    git(folder, "init", "--quiet")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--allow-empty", "-m", "Begin")
    return folder


WITH_GIT = DESK | {"PARLEY_DESK_GIT": "1"}


def test_a_save_is_committed_alone_in_the_name_of_the_editor(repository: Path) -> None:
    git(repository, "add", "demo/actors.yaml")
    done = saved(
        repository, who=Identity("ann@desk.example", "Ann <Desk>\nEve"), environment=WITH_GIT, message="Russia, 2025-09-01:\n1 statement"
    )
    assert done == Saved(PATH, digest(FILE))
    assert (
        git(repository, "log", "-1", "--format=%an|%ae|%cn|%s").strip()
        == "Ann  Desk Eve|ann@desk.example|Ann  Desk Eve|Russia, 2025-09-01: 1 statement"
    )
    assert git(repository, "show", "--stat", "--format=", "HEAD").splitlines()[0].split("|")[0].strip() == PATH
    assert "A  demo/actors.yaml" in git(repository, "status", "--porcelain")


def test_whatever_git_says_the_save_stays(folder: Path, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = repository / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on a Sunday' >&2\nexit 1\n")
    hook.chmod(0o755)
    done = saved(repository, who=ANN, environment=WITH_GIT)
    assert done == Saved(PATH, digest(FILE), "the file is saved, but git did not commit it: not on a Sunday")
    assert (folder / PATH).read_bytes() == FILE
    elsewhere = talks(tmp_path / "elsewhere")
    assert saved(elsewhere, who=ANN, environment=WITH_GIT).note.startswith(
        "the file is saved, but git did not commit it: fatal: not a git repository"
    )
    monkeypatch.setenv("PATH", "")
    assert (
        saved(talks(tmp_path / "third"), environment=WITH_GIT).note
        == "the file is saved, but git did not commit it: git is not installed here"
    )
