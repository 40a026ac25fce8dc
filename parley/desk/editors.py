"""What an editor needs beside the files: schemas in a folder of dots, and which file is held against which.

    positions/.parley/<negotiation>/<kind>.json              one for each register
    positions/.parley/<negotiation>/position.json            any actor's files
    positions/.parley/<negotiation>/position-<actor>.json    … with the speakers of this actor
    .vscode/settings.json                                    `yaml.schemas`: schema -> the files it is for

All of it is made from the registers and can be made anew at any time; the reader of positions passes over it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parley.desk import completion, files, nameable, schemas
from parley.desk.files import RefusedError
from parley.desk.nameable import Registers
from parley.desk.schemas import Schema

FOLDER = ".parley"
SETTINGS = Path(".vscode", "settings.json")
KEY = "yaml.schemas"

Mapped = dict[str, str]  # schema -> the files it is for, both below the folder that the editor has open


def of_negotiation(registers: Registers) -> dict[str, Schema]:
    """Every schema of a negotiation by the name of its file."""
    made = {f"{kind}.json": completion.enumerated(kind, registers) for kind in schemas.KINDS}
    return made | {f"position-{each['id']}.json": completion.of_actor(each, "position.json") for each in registers.actors}


def of_any() -> dict[str, Schema]:
    """The schemas of any negotiation by the name of their file."""
    return {f"{kind}.json": schemas.plain(kind) for kind in schemas.KINDS}


def as_text(made: Any) -> str:
    """JSON as it is written to files: an entry a line, so that a change can be read."""
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def write_schemas(folder: Path, made: Mapping[str, Schema]) -> list[Path]:
    """Write schemas into a folder. returns : the files that changed. raises: OSError."""
    return [folder / name for name, each in made.items() if files.write(folder / name, as_text(each).encode())]


def refresh(folder: Path, negotiation: str) -> list[Path]:
    """Make the schemas of one negotiation anew, and take away those of actors that are gone. returns : the files that changed."""
    there = folder / FOLDER / negotiation
    made = of_negotiation(nameable.of(folder, negotiation))
    gone = [each for each in there.glob("position-*.json") if each.name not in made]
    for each in gone:
        each.unlink()
    return write_schemas(there, made) + gone


def modeline(path: str) -> str:
    """The first line of a position file or register that leads an editor to its schema. path : below the positions folder."""
    negotiation, *below = path.split("/")
    name = f"position-{below[0]}" if len(below) > 1 else below[0].removesuffix(".yaml")
    return f"# yaml-language-server: $schema={'../' * len(below)}{FOLDER}/{negotiation}/{name}.json\n"


def mapped(folder: Path, negotiation: str, base: str) -> Mapped:
    """Which schema of a negotiation is for which files. base : the positions folder below the one that the editor has open."""
    known = nameable.of(folder, negotiation)
    names = {kind: f"{kind}.yaml" for kind in schemas.KINDS if kind != "position"}
    names |= {f"position-{each['id']}": f"{each['id']}/*.yaml" for each in known.actors}
    return {f"{base}{FOLDER}/{negotiation}/{name}.json": f"{base}{negotiation}/{path}" for name, path in names.items()}


def root_of(folder: Path) -> Path:
    """The folder that an editor most likely has open: the nearest one with settings or a repository, else the positions folder itself."""
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay links
    for each in (whole, *whole.parents):
        if (each / SETTINGS).is_file() or (each / ".git").exists():
            return each
    return whole


def settle(folder: Path) -> tuple[Path, bool]:
    """Map the files of every negotiation in the editor's settings, and leave everything else there as it is.

    returns : the settings' file, and whether it changed.
    raises : RefusedError when there are settings that are not plain JSON, with the lines to add; OSError.
    """
    root = root_of(folder)
    below = Path(os.path.relpath(folder, root)).as_posix()
    base = "" if below == "." else f"{below}/"
    path = root / SETTINGS
    wanted: Mapped = {}
    for negotiation in nameable.negotiations(folder):
        wanted |= mapped(folder, negotiation, base)
    before = path.read_bytes() if path.is_file() else b""
    return path, files.write(path, merged(before, wanted, f"{base}{FOLDER}/", path))


def merged(before: bytes, wanted: Mapped, ours: str, path: Path) -> bytes:
    """Settings with our lines in them. Files that somebody mapped to one of our schemas stay mapped.

    ours : how our schemas begin; one that is no longer wanted goes. raises: RefusedError, see `settle`.
    """
    settings = _read(before, wanted, path)
    told = settings.get(KEY, {})
    kept = {schema: files for schema, files in told.items() if not schema.startswith(ours) or schema in wanted}
    made = kept | {schema: _with(kept.get(schema), pattern) for schema, pattern in wanted.items()}
    if made == told:
        return before
    indent = found[1] if (found := re.search(rb"^([ \t]+)\"", before, re.MULTILINE)) else b"  "
    return (json.dumps({**settings, KEY: made}, ensure_ascii=False, indent=indent.decode()) + "\n").encode()


def _with(before: Any, pattern: str) -> Any:
    if before in (None, pattern):
        return pattern
    listed = before if isinstance(before, list) else [before]
    return listed if pattern in listed else [*listed, pattern]


def _read(before: bytes, wanted: Mapped, path: Path) -> dict[str, Any]:
    if not before.strip():
        return {}
    try:
        settings = json.loads(before.decode("utf-8-sig"), object_pairs_hook=_no_doubles)
        json.dumps(settings, ensure_ascii=False).encode()  # half a character cannot be written again
    except ValueError:
        settings = None
    if not isinstance(settings, dict) or not isinstance(settings.get(KEY, {}), dict):
        lines = json.dumps({KEY: wanted}, ensure_ascii=False, indent=2)[2:-2]
        raise RefusedError(
            f"{path} is not plain JSON that could be added to without losing something (comments?), and is left as it is; "
            f"add these lines to it:\n{lines}"
        )
    return settings


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a doubled key")
    return dict(pairs)
