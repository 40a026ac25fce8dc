"""Saving a position file: only at a desk, only by its editors, only inside the folder, only what the rules allow, and all or nothing.

    PARLEY_DESK=1        this is a desk; without it nothing is ever written, whoever asks
    PARLEY_EDITORS       who may save: e-mail addresses, or a file that holds one a line; then only those who signed in as one of them
    PARLEY_DESK_GIT=1    commit each save in the editor's name

The guard stands here and not on the page: whatever a browser sends ends in `save`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from parley.desk import commit
from parley.desk.judging import left_hanging, problems_of
from parley.problems import Problem
from parley.rawtext import LARGEST
from parley.reading import by_path

try:
    import fcntl
except ImportError:  # Windows: one process, then
    fcntl = None  # type: ignore[assignment]

DESK, EDITORS, GIT = "PARLEY_DESK", "PARLEY_EDITORS", "PARLEY_DESK_GIT"
_BEING_SAVED = ".saving"
_PATIENCE_SECONDS = 10.0
_ONE_AT_A_TIME = threading.Lock()

Environment = Mapping[str, str]


@dataclass(frozen=True)
class Identity:
    """Who asks, as the sign-in tells it. verified : does the provider say that the address is theirs? None when it says nothing."""

    email: str
    name: str = ""
    verified: bool | None = None


@dataclass(frozen=True)
class Saved:
    """The file is there. digest : SHA-256 of its bytes. note : what did not go as wished all the same; mostly empty."""

    path: str
    digest: str
    note: str = ""


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed the file meanwhile; nothing was written. theirs : what stands there now, None when it is gone."""

    path: str
    theirs: bytes | None


@dataclass(frozen=True)
class Refused:
    """Nothing was written. why : one sentence. problems : of the file that was to be written, when they are why."""

    why: str
    problems: tuple[Problem, ...] = ()


def is_desk(environment: Environment) -> bool:
    """Can anything be saved here at all?"""
    return environment.get(DESK) == "1"


def why_not(who: Identity | None, environment: Environment) -> str:
    """Why this person may not save, in a sentence; empty when they may. who : None when nobody has signed in."""
    if not is_desk(environment):
        return f"this desk only reads; it saves when it is started with {DESK}=1"
    if not environment.get(EDITORS):
        return ""
    editors = _editors(environment[EDITORS])
    if editors is None:
        return f"the list of editors {environment[EDITORS]} cannot be read, so nobody may save; mend {EDITORS}"
    if who is None or not who.email:
        return "only editors may save; sign in first"
    if who.verified is False:
        return f"your sign-in does not vouch for the address {who.email}; have it confirmed there, or sign in otherwise"
    return "" if who.email.strip().casefold() in editors else f"{who.email} is not on the list of editors; ask whoever runs this desk"


def digest(content: bytes) -> str:
    """What a draft remembers of the file it began with."""
    return hashlib.sha256(content).hexdigest()


def current(folder: Path, path: str) -> bytes | None:
    """What stands at the path now; None when nothing does. raises: ValueError, with a sentence, where no position file belongs."""
    place = _place(folder, path)
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}); check its rights") from error


def save(
    folder: Path,
    path: str,
    content: bytes,
    was: str | None,
    who: Identity | None,
    message: str,
    environment: Environment,
) -> Saved | Conflict | Refused:
    """Write one position file, whole or not at all.

    folder : the positions folder. path : below it, `<negotiation>/<actor>/<day>.yaml`.
    was : digest of what stood there when the editor began; None when there was no such file.
    message : what was done, for the history.
    """
    if why := why_not(who, environment):
        return Refused(why)
    if len(content) > LARGEST:
        return Refused("the file would be larger than any file may be; split it by day")
    try:
        with _locked(folder):
            done = _checked_and_written(folder, path, content, was)
    except (OSError, ValueError) as error:
        return Refused(_told(error, path))
    if isinstance(done, Saved) and environment.get(GIT) == "1":
        author = (who.name or who.email, who.email) if who and who.email else None
        return Saved(done.path, done.digest, commit.commit(folder, path, message, author))
    return done


def _checked_and_written(folder: Path, path: str, content: bytes, was: str | None) -> Saved | Conflict | Refused:
    place, there = _place(folder, path), current(folder, path)
    if (None if there is None else digest(there)) != was:
        return Conflict(path, there)
    problems = problems_of(folder, path, content)
    if problems:
        return Refused(f"the file would not be sound: {problems[0].message}", problems)
    if there is not None and (why := left_hanging(folder, path, there, content)):
        return Refused(why)
    if there != content:
        _write(place, content)
    return Saved(path, digest(content))


def _place(folder: Path, path: str) -> Path:
    """The file of a path. raises: ValueError where no position file belongs, and where a link leads elsewhere."""
    belongs = by_path(path)
    if belongs.kind != "position" or belongs.wrong:
        raise ValueError(belongs.wrong or "only position files are saved here; change registers in an editor")
    root = Path(os.path.realpath(folder))
    place = root / path
    for each in (place.parent.parent, place.parent, place):
        if each.is_symlink():
            raise ValueError(f"{each.relative_to(root)} is a link; change what it leads to in an editor")
    if not place.parent.parent.is_dir():
        raise ValueError(f"there is no negotiation `{belongs.negotiation}` in this folder; start one on the command line")
    return place


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Only one save at a time, whichever process it comes from. The folder itself is locked, so that no file is left over."""
    until = time.monotonic() + _PATIENCE_SECONDS
    if not _ONE_AT_A_TIME.acquire(timeout=_PATIENCE_SECONDS):
        raise ValueError(_BUSY)
    try:
        if fcntl is None:
            yield
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            while not _got(descriptor):
                if time.monotonic() > until:
                    raise ValueError(_BUSY)
                time.sleep(0.02)
            yield
        finally:
            os.close(descriptor)  # which also lets go of the lock
    finally:
        _ONE_AT_A_TIME.release()


def _got(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


_BUSY = "somebody else is saving just now; try again in a moment"


def _write(place: Path, content: bytes) -> None:
    """Put the bytes there in one step. Whoever is killed in between leaves the old file, and at most a file that no reading looks at.

    Only called under the lock, so what other saves have left lying about can be cleared away.
    """
    made = not place.parent.exists()
    place.parent.mkdir(exist_ok=True)
    for left in place.parent.glob(f".*{_BEING_SAVED}"):
        left.unlink(missing_ok=True)
    beside = place.with_name(f".{place.name}{_BEING_SAVED}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(descriptor, "wb") as file:
            if place.exists():
                beside.chmod(stat.S_IMODE(place.stat().st_mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    except OSError:
        beside.unlink(missing_ok=True)
        if made:
            with contextlib.suppress(OSError):
                place.parent.rmdir()
        raise
    _settle(place.parent)
    if made:
        _settle(place.parent.parent)


def _settle(folder: Path) -> None:
    """Have the disk keep what was renamed or made in the folder. Where folders cannot be opened there is nothing to do."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _editors(told: str) -> frozenset[str] | None:
    """The addresses, in small letters. None when a file is named that cannot be read."""
    if "@" not in told or Path(told).is_file():
        try:
            told = Path(told).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
    lines = (line.partition("#")[0].replace(",", " ") for line in told.splitlines())
    return frozenset(word.casefold() for line in lines for word in line.split() if "@" in word)


def _told(error: OSError | ValueError, path: str) -> str:
    if isinstance(error, OSError):
        return f"{path} could not be written ({error.strerror}); nothing was changed"
    return str(error)
