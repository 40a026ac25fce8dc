"""Writing files so that nothing is lost: a new one never over an old one, a changed one whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class RefusedError(Exception):
    """What was asked cannot be done. Its text is one sentence with the way out."""


def create(path: Path, content: bytes) -> None:
    """Write a new file, with the folders it needs. raises: RefusedError when there is one, OSError when it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise RefusedError(f"{path} is already there, and is left as it is") from None


def create_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder of files by their paths in it: all of them, or nothing. raises: RefusedError when it is there, OSError."""
    if os.path.lexists(folder):
        raise RefusedError(f"{folder} is already there, and is left as it is; choose another name")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".parley-", dir=folder.parent) as made:
        whole = Path(made, folder.name)
        for path, content in files.items():
            create(whole / path, content)
        whole.rename(folder)


def replace(path: Path, content: bytes) -> None:
    """Put new content in a file's place: readers see the old one or the new one, and its rights stay. raises: OSError."""
    descriptor, beside = tempfile.mkstemp(prefix=".parley-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(path.stat().st_mode & 0o7777)
        Path(beside).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def write(path: Path, content: bytes) -> bool:
    """Write what Parley itself makes anew each time, such as a schema. returns : whether anything changed. raises: OSError."""
    if path.is_file():
        if path.read_bytes() == content:
            return False
        replace(path, content)
        return True
    create(path, content)
    return True
