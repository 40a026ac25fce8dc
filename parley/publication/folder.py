"""A publication on disk: written beside, moved in file by file, and nothing touched that did not change.

A file whose bytes are those of the last publication keeps its time of change, so that `rsync` and CDNs carry only what is new. A file
that the last publication wrote and this one does not is deleted; files of others in the folder stay. A marker says that the folder
is a publication, of which state, and which files are ours. Until everything is written, the folder stays as it was.
"""

from __future__ import annotations

import glob
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

_LEFT_SECONDS = 86_400
MARKER = ".parley-publication.json"


class RefusedError(Exception):
    """Why nothing was written, in one sentence with the way out."""


@dataclass(frozen=True)
class Written:
    """files : of the publication, in all; changed : new or other than before; removed : no longer part of it."""

    files: int
    changed: int
    removed: int


class Folder:
    """A publication that is being written. `put` its files, then `finish`."""

    def __init__(self, out: Path, staging: Path, before: Mapping[str, Any]) -> None:
        self._out, self._staging = out, staging
        self._ours = _ours(before)
        self._files: dict[str, bool] = {}

    def put(self, path: str, content: bytes) -> None:
        """One file by its path below the folder."""
        if path in self._files:
            raise RefusedError(f"two pages would have the address {path}; give one of them another id")
        there = self._out / path
        self._files[path] = not (there.is_file() and there.stat().st_size == len(content) and there.read_bytes() == content)
        if self._files[path]:
            (self._staging / path).parent.mkdir(parents=True, exist_ok=True)
            (self._staging / path).write_bytes(content)

    def keep(self, path: str) -> bool:
        """Take a file of the last publication over as it is. returns : False when there is none."""
        if path not in self._ours or not (self._out / path).is_file():
            return False
        self._files[path] = False
        return True

    def finish(self, state: Mapping[str, Any]) -> Written:
        """Move in what changed, take out what is gone, and leave the marker."""
        gone = [path for path in self._ours if path not in self._files]
        if gone or any(self._files.values()):  # a run that is cut short from here on knows its files, and is of no state
            self._mark({"files": sorted({*self._files, *gone})})
        for path, changed in self._files.items():
            if changed:
                self._move(path)
        for path in gone:
            (self._out / path).unlink(missing_ok=True)
            _prune((self._out / path).parent, self._out)
        self._mark({**state, "files": sorted(self._files)})
        return Written(len(self._files), sum(self._files.values()), len(gone))

    def _move(self, path: str) -> None:
        target = self._out / path
        if target.is_dir():
            raise RefusedError(f"{target} is a folder, and a page must stand there; move it away")
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self._staging / path, target)  # noqa: PTH105 - in one step, whatever is there

    def _mark(self, state: Mapping[str, Any]) -> None:
        told = (json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
        marker = self._out / MARKER
        if not marker.is_file() or marker.read_bytes() != told:
            (self._staging / MARKER).write_bytes(told)
            os.replace(self._staging / MARKER, marker)  # noqa: PTH105


@contextmanager
def folder(out: Path) -> Iterator[Folder]:
    """A publication to be written to `out`, which is made when it is not there.

    raises : RefusedError when something that is no publication stands there, or when it cannot be written to.
    """
    out = out.resolve()
    before = state(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise RefusedError(f"{out} cannot be written ({error.strerror})") from error
    _clear_away(out, staging)
    try:
        yield Folder(out, staging, before)
    except OSError as error:
        raise RefusedError(f"{error.filename or out} cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _clear_away(out: Path, staging: Path) -> None:
    """Delete what runs left beside the publication that were killed a day ago or earlier."""
    now = staging.stat().st_mtime
    for each in out.parent.glob(f".{glob.escape(out.name)}-*"):
        if each.is_dir() and not each.is_symlink() and now - each.stat().st_mtime > _LEFT_SECONDS:
            shutil.rmtree(each, ignore_errors=True)


def state(out: Path) -> Mapping[str, Any]:
    """What the marker in `out` says of the last publication; empty when there was none. raises : RefusedError as `folder`."""
    if not out.exists():
        return {}
    if not out.is_dir():
        raise RefusedError(f"{out} is a file; name a folder")
    marker = out / MARKER
    if marker.is_file():
        try:
            told = json.loads(marker.read_bytes())
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise RefusedError(f"{marker} cannot be read; delete the folder, or name another")
        return told
    if any(out.iterdir()):
        raise RefusedError(f"{out} is not empty and no publication of ours; name an empty folder, or one that does not exist yet")
    return {}


def _ours(before: Mapping[str, Any]) -> list[str]:
    """The files of the last publication; only paths that lie below the folder, whatever the marker says."""
    listed = before.get("files")
    paths = [path for path in listed if isinstance(path, str) and path] if isinstance(listed, list) else []
    return [path for path in paths if not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts]


def _prune(folder: Path, top: Path) -> None:
    """Take out a folder that has become empty, and those above it."""
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
