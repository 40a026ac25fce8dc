"""A save in the history: one commit of one file, in the editor's name. Whatever git says, the save stays."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

_PATIENCE_SECONDS = 30
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f<>]+")


def commit(folder: Path, path: str, message: str, author: tuple[str, str] | None) -> str:
    """Commit the file below `folder`; what else is staged stays staged.

    author : name and address; None for whoever git takes this machine for.
    returns : empty, or a sentence on why the file is saved but not committed.
    """
    named = tuple(_NOT_IN_A_NAME.sub(" ", each).strip() for each in author) if author else ()
    by = ["--author", f"{named[0]} <{named[1]}>"] if named else []
    told = " ".join(message.split()) or f"Save {path}"
    try:
        failed = (
            _git(folder, {}, "add", "--", path)
            or _git(folder, _committer(folder, named), "commit", "--quiet", "-m", told, *by, "--", path)
        )  # fmt: skip
    except FileNotFoundError:
        failed = "git is not installed here"
    except subprocess.TimeoutExpired:
        failed = f"it did not answer within {_PATIENCE_SECONDS} seconds"
    return f"the file is saved, but git did not commit it: {failed}" if failed else ""


def _committer(folder: Path, named: tuple[str, ...]) -> dict[str, str]:
    """Who commits, where git has not been told: then the editor."""
    if not named or not _git(folder, {}, "config", "user.email"):
        return {}
    return {"GIT_COMMITTER_NAME": named[0], "GIT_COMMITTER_EMAIL": named[1]}


def _git(folder: Path, environment: dict[str, str], *arguments: str) -> str:
    """Run git there, never asking anybody anything. returns : empty, or its own last words. raises: FileNotFoundError, TimeoutExpired."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env=os.environ | {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "LC_ALL": "C"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode == 0:
        return ""
    said = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return said[-1] if said else f"it ended with {done.returncode}"
