"""What git says of the positions folder: who committed which file when, and with which words. Reads only, and never for long.

Without git, without a repository, or when git takes too long there is no history, and that is no mistake. Nothing in it is to be
trusted: names and messages are whatever somebody typed.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parley import scan

MOST_COMMITS = 500
LONGEST_MESSAGE = 300  # characters
_SECONDS = 5.0
_COMMIT = re.compile(r"[0-9a-f]{4,64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Variables of a hook that would lead git elsewhere."""

CHANGES = {"A": "file added", "M": "file changed", "D": "file removed", "T": "file changed"}
"""What git calls it, and what we do."""


@dataclass(frozen=True)
class Edit:
    """One file in one commit.

    path : below the positions folder. what : of CHANGES. day : of the commit, ISO. who : the author's name.
    why : the first line of its message.
    """

    commit: str
    day: str
    who: str
    why: str
    what: str
    path: str


def head(folder: Path) -> str:
    """The commit that is checked out; empty when there is none. For those who remember what `edits` said.

    Git is asked only after one of the files in which it keeps that has changed.
    """
    home = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
    try:
        return _head(folder, _marks(home / ".git")) if home else ""
    except _SilentError:
        return ""


@lru_cache(maxsize=8)
def _head(folder: Path, _: tuple[object, ...]) -> str:
    return _git(folder, "rev-parse", "--verify", "--quiet", "HEAD").strip()


def _marks(git: Path) -> tuple[object, ...]:
    """What is another whenever another commit is checked out. git : the folder of a repository, or the file that leads there."""
    try:
        if git.is_file():
            git = git.parent / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
        said = (git / "HEAD").read_text(encoding="utf-8").strip()
        shared = git / "commondir"
        common = git / shared.read_text(encoding="utf-8").strip() if shared.exists() else git
        kept = (git / "logs" / "HEAD", common / said.removeprefix("ref: "), common / "packed-refs", common / "reftable" / "tables.list")
        return (str(git), said, *map(scan.gate, kept))
    except (OSError, ValueError):
        return ("unreadable",)


def edits(folder: Path, head: str) -> tuple[Edit, ...]:
    """The newest commits that touched YAML files of the folder, newest first, a file each. head : as of `head`; nothing without one."""
    try:
        return _told(folder, head) if head else ()
    except _SilentError:
        return ()


@lru_cache(maxsize=8)
def _told(folder: Path, head: str) -> tuple[Edit, ...]:
    told = _git(
        folder,
        *("log", head, f"--max-count={MOST_COMMITS}", "--no-merges", "--no-renames", "--relative", "--name-status", "-z"),
        *("--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-color", "--format=%x02%h%x1f%cs%x1f%an%x1f%s%x1f"),
        *("--", ".", ":(exclude,glob)**/.*"),
    )
    return tuple(_edits(told))


def _edits(told: str) -> Iterator[Edit]:
    for commit in told.split("\x02")[1:]:
        parts = commit.split("\x1f", 4)
        if len(parts) < 5:
            continue
        name, day, who, why, files = parts
        if not _COMMIT.fullmatch(name) or not _DAY.fullmatch(day):
            continue
        steps = files.strip("\0\n").split("\0")
        for status, path in zip(steps[::2], steps[1::2], strict=False):
            what = CHANGES.get(status.strip()[:1])
            if what and path.endswith(".yaml"):
                yield Edit(name, day, who, why[:LONGEST_MESSAGE], what, path)


class _SilentError(Exception):
    """Git has not answered, this time: nothing to be remembered."""


def _git(folder: Path, *arguments: str) -> str:
    """What git answers. No hook, pager, helper, prompt or lock of anybody's configuration takes part."""
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat", "LC_ALL": "C.UTF-8"}
    mild = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false", "-c", "core.quotePath=false")
    try:
        done = subprocess.run(
            ["git", "--no-pager", *mild, *arguments],
            cwd=folder,
            env={name: value for name, value in os.environ.items() if name not in _MISLEADING} | quiet,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, ValueError) as why:
        raise _SilentError from why
    if done.returncode:
        raise _SilentError
    return done.stdout.decode("utf-8", "replace")
