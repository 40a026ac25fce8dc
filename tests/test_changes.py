"""What changed in the data: entries, corrections and commits, newest first, each with the way to its record."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from parley import history, questions, store
from parley.export import named
from parley.store import Snapshot
from parley.ui import changelist
from parley.view import View, decode, encode, pinned
from tests.making import TALKS, talks, write
from tests.test_pages import folder, opened, told

__all__ = ["folder"]
DEMO = View("demo")
RUSSIA = "demo/russia/2025-08-24.yaml"
CORRECTED = {
    RUSSIA: TALKS[RUSSIA].replace(
        "            summary: Guarantees depend on neutrality.\n",
        "            summary: Guarantees depend on neutrality.\n"
        "            coder: Tam Okoro\n"
        "            corrections: [{date: 2025-09-01, was: opposes, now: supports, why: a slip of ours}]\n",
    )
}


def git(folder: Path, *arguments: str, day: str = "2025-09-02", who: str = "Lena Vogt") -> None:
    when = f"{day}T12:00:00+00:00"
    told = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    name = ("-c", f"user.name={who}", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *arguments], cwd=folder, env=ours | told, check=True, capture_output=True)


def committed(folder: Path) -> Path:
    """Two commits: the files of the talks, and a correction in one of them."""
    talks(folder)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=First reading", day="2025-08-26")
    write(folder, CORRECTED)
    git(folder, "commit", "--quiet", "--all", "--message=Correct a stance <b>&amp;</b>\n\nMore words.", who="Tam Okoro")
    return folder


def lines(view: View, snapshot: Snapshot) -> list[tuple[str, ...]]:
    rows = questions.data_changes(view, snapshot)
    return list(zip(*(rows[name].astype("str") for name in ("day", "kind", "statement")), strict=True))


def test_a_correction_stands_before_the_entries_of_earlier_days(tmp_path: Path) -> None:
    snapshot = store.read(write(talks(tmp_path), CORRECTED))
    found = lines(DEMO.but(issue=("neutrality",)), snapshot)
    assert found == [
        ("2025-09-01", "corrected", "demo/russia/2025-08-24/neutrality"),
        ("2025-08-25", "entered", "demo/russia/2025-08-24/neutrality"),
        ("2025-08-21", "entered", "demo/ukraine/2025-08-20/neutrality"),
        ("2025-08-16", "entered", "demo/usa/2025-08-15/neutrality"),
        ("2025-06-03", "entered", "demo/russia/2025-06-02/neutrality"),
        ("2025-06-03", "entered", "demo/ukraine/2022-04/neutrality"),
    ]
    first = questions.data_changes(DEMO, snapshot).iloc[0]
    assert (first["was"], first["now"], first["why"]) == ("opposes", "supports", "a slip of ours")
    entered = questions.data_changes(DEMO, snapshot).set_index("statement").loc["demo/russia/2025-08-24/neutrality"]
    assert list(entered["who"]) == ["", "Tam Okoro"]


def test_claims_are_entered_too_and_say_whom_they_are_about(tmp_path: Path) -> None:
    rows = questions.data_changes(DEMO.but(actor=("usa",)), store.read(talks(tmp_path)))
    assert rows[["statement", "about"]].to_numpy().tolist() == [
        ["demo/russia/2025-08-24/about-usa/army-cap", "usa"],
        ["demo/usa/2025-08-15/neutrality", ""],
        ["demo/usa/2025-08-15/about-russia/freeze-line", "russia"],
    ]


def test_the_days_of_the_view_are_days_of_the_desk_here(tmp_path: Path) -> None:
    snapshot = store.read(write(talks(tmp_path), CORRECTED))
    between = DEMO.but(from_=date(2025, 8, 25), to=date(2025, 9, 1))
    assert [kind for _, kind, _ in lines(between, snapshot)] == ["corrected", "entered", "entered", "entered"]
    known = DEMO.but(known=date(2025, 8, 16))
    assert {day for day, _, _ in lines(known, snapshot)} == {"2025-08-16", "2025-08-11", "2025-06-03"}


def test_a_record_without_a_day_of_entry_is_counted_and_not_shown(tmp_path: Path) -> None:
    bare = TALKS[RUSSIA].replace("        recorded: 2025-08-25\n", "")
    snapshot = store.read(write(talks(tmp_path), {RUSSIA: bare}))
    assert "3 records without a day of entry cannot be shown here." in changelist.description(DEMO, snapshot, "")
    assert not [each for each in lines(DEMO, snapshot) if each[2].startswith("demo/russia/2025-08-24")]


def test_commits_say_who_when_why_and_which_files(tmp_path: Path) -> None:
    snapshot = store.read(committed(tmp_path))
    rows = questions.data_changes(DEMO, snapshot)
    newest = rows.iloc[0]
    assert (newest["day"], newest["kind"], newest["file"]) == ("2025-09-02", "file changed", RUSSIA)
    assert (newest["who"], newest["why"]) == ("Tam Okoro", "Correct a stance <b>&amp;</b>")
    added = rows[(rows["kind"] == "file added").to_numpy()]
    assert sorted(added["file"]) == sorted(TALKS)
    alone = added.set_index("file").loc["demo/uk/2024-11-29.yaml"]
    assert alone["statement"] == "demo/uk/2024-11-29/johnson-blocked"
    assert added.set_index("file").loc[RUSSIA]["statement"] == ""


def test_a_narrowed_view_keeps_only_the_commits_that_touched_its_records(tmp_path: Path) -> None:
    rows = questions.data_changes(DEMO.but(actor=("turkey",)), store.read(committed(tmp_path)))
    assert rows[(rows["commit"] != "").to_numpy()]["file"].tolist() == ["demo/turkey/2025-08-10.yaml"]


def test_a_pinned_link_shows_the_commits_that_its_sender_saw(tmp_path: Path) -> None:
    snapshot = store.read(committed(tmp_path))
    again, faults = decode({name: [value] for name, value in encode(pinned(DEMO, snapshot)).items()}, snapshot)
    assert (faults, again.known) == ([], date(2025, 9, 1))
    assert named.table("changes", again, snapshot).equals(named.table("changes", DEMO, snapshot))
    assert len(lines(DEMO.but(known=date(2025, 8, 30)), snapshot)) == len(lines(DEMO, snapshot)) - 2


def test_a_commit_is_seen_without_any_file_changing(tmp_path: Path) -> None:
    snapshot = store.read(write(talks(tmp_path), CORRECTED))
    assert not questions.data_changes(DEMO, snapshot)["commit"].any()
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=All of it")
    assert questions.data_changes(DEMO, snapshot)["commit"].any()


def test_without_git_or_without_a_repository_there_is_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert history.head(talks(tmp_path)) == ""
    assert history.head(tmp_path / "nowhere") == ""
    git(tmp_path, "init", "--quiet")
    assert history.edits(tmp_path, history.head(tmp_path)) == ()
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=x")
    assert len(history.edits(tmp_path, history.head(tmp_path))) == len(TALKS)
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message=y")
    with monkeypatch.context() as without:
        without.setenv("PATH", "")
        assert history.head(tmp_path) == ""
    assert len(history.edits(tmp_path, history.head(tmp_path))) == len(TALKS)


def test_whatever_moves_the_checked_out_commit_is_noticed_and_nothing_else_asks_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    committed(home)
    seen = [history.head(home)]

    def after(*steps: tuple[str, ...]) -> None:
        for step in steps:
            git(home, *step)
        seen.append(history.head(home))

    after(("commit", "--quiet", "--allow-empty", "--message=another"))
    after(("checkout", "--quiet", "HEAD~1"))
    after(("checkout", "--quiet", "-b", "other"), ("commit", "--quiet", "--amend", "--message=as it should be"))
    after(("pack-refs", "--all"), ("reset", "--quiet", "--hard", "HEAD~1"))
    told = [subprocess.run(("git", "rev-parse", "HEAD"), cwd=home, capture_output=True, text=True, check=True).stdout.strip()]
    assert seen[-1:] == told
    assert seen[2] != seen[1] and seen[3] not in seen[:3] and seen[4] not in seen[:2] + seen[3:4]
    git(home, "worktree", "add", "--quiet", "--detach", str(tmp_path / "beside"))
    beside = [history.head(tmp_path / "beside")]
    git(tmp_path / "beside", "commit", "--quiet", "--allow-empty", "--message=beside")
    beside.append(history.head(tmp_path / "beside"))
    assert beside[0] == seen[-1] and beside[1] not in ("", *seen)
    monkeypatch.setenv("PATH", "")
    assert (history.head(home), history.head(tmp_path / "beside")) == (seen[-1], beside[1])


def test_a_git_that_never_answers_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "git"
    slow.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(history, "_SECONDS", 0.2)
    assert history.head(tmp_path) == ""


def test_signs_in_a_message_that_git_uses_itself_make_no_commit_of_their_own(tmp_path: Path) -> None:
    talks(tmp_path)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=\x02not\x1fa\x1fcommit\x1fat all\x1f")
    assert {each.day for each in history.edits(tmp_path, history.head(tmp_path))} <= {"2025-09-02"}
    assert len(questions.data_changes(DEMO, store.read(tmp_path))) >= 13


def test_the_page_leads_from_every_line_to_its_record_and_takes_nothing_for_markup(folder: Path) -> None:
    committed(folder)
    app = opened("changes")
    page = "".join(each.proto.body for each in app.get("html"))
    assert "<h2>2 Sep 2025</h2>" in page
    assert "Correct a stance &lt;b&gt;&amp;amp;&lt;/b&gt;" in page
    assert "statement=demo%2Frussia%2F2025-08-24%2Fneutrality" in page
    assert "Now: supports<small>was: opposes</small>" in page
    assert "… and" in page  # the first commit has more files than are named
    assert "1 correction, 13 records entered, 2 commits" in told(app).replace("\\", "")


def test_a_page_without_a_change_says_so(folder: Path) -> None:
    talks(folder)
    assert "No change fits this selection." in told(opened("changes", **{"from": "2026-01-01"}))
