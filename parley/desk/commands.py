"""The commands that write: `init`, `new` and `schema`; and the part of `validate` that mends. The command line asks, this does.

Each says what it wrote and what to type next. It never writes over anything; what cannot be done is a RefusedError.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from parley.desk import blank, editors, fix, nameable, schemas, start
from parley.desk.files import RefusedError
from parley.problems import did_you_mean, one_line


def init(folder: Path, name: str, today: date, *, title: str, actors: Sequence[str], issues: Sequence[str]) -> str:
    """A new negotiation, its schemas, and the settings of the editor. returns : what to print. raises: RefusedError, OSError."""
    written = start.begin(folder, name, today, title=title, actors=actors, issues=issues)
    lines = [_from_here(path) for path in written]
    lines.append(f"{_from_here(folder / editors.FOLDER / name)}/ (for the editor)")
    try:
        settings, changed = editors.settle(folder)
        lines += [f"{_from_here(settings)} (for the editor)"] if changed else []
    except RefusedError as refused:
        lines.append(str(refused))
    return _told(lines, "serve", "--positions", _from_here(folder))


def new(folder: Path, negotiation: str, actor: str, day: str, today: date, issues: Sequence[str]) -> str:
    """A file for one actor and one day. returns : what to print. raises: RefusedError, FileNotFoundError, OSError."""
    path = _from_here(blank.begin(folder, negotiation, actor, day, today, issues))
    return _told([path], "validate", path)


def schema(folder: Path, asked: Sequence[str], out: Path | None) -> str:
    """The schemas of any negotiation or of one, of all kinds of file or of one.

    asked : a negotiation, a kind, or both in this order.
    returns : what to print: the schema of one kind, or all by their kind; with `out`, the files that changed there.
    raises : RefusedError when something is not known; FileNotFoundError, OSError.
    """
    negotiation, kind = _told_apart(folder, asked)
    made = editors.of_negotiation(nameable.of(folder, negotiation)) if negotiation else editors.of_any()
    if out is not None:
        names = [name for name in made if not kind or name.removesuffix(".json").partition("-")[0] == kind]
        return "".join(f"{_from_here(path)}\n" for path in editors.write_schemas(out, {name: made[name] for name in names}))
    if kind:
        return editors.as_text(made[f"{kind}.json"])
    return editors.as_text({name.removesuffix(".json"): each for name, each in made.items()})


def vscode(folder: Path, asked: Sequence[str]) -> str:
    """Write the schemas of every negotiation, or of one, beside the positions, and map them in the editor's settings.

    returns : the files that changed. raises: RefusedError, also for settings that cannot be added to; FileNotFoundError, OSError.
    """
    negotiation, kind = _told_apart(folder, asked)
    if kind:
        raise RefusedError("--vscode writes the schemas of every kind; leave the kind out")
    changed = [path for each in ([negotiation] if negotiation else nameable.negotiations(folder)) for path in editors.refresh(folder, each)]
    settings, anew = editors.settle(folder)
    return "".join(f"{_from_here(path)}\n" for path in [*changed, *([settings] if anew else [])])


def _told_apart(folder: Path, asked: Sequence[str]) -> tuple[str, str]:
    """A negotiation and a kind; empty what was not asked for. A negotiation named like a kind goes first."""
    if not asked:
        return "", ""
    known = nameable.negotiations(folder)
    first, *more = asked
    if first not in known and not more and first in schemas.KINDS:
        return "", first
    if first not in known:
        near = did_you_mean(first, [*known, *schemas.KINDS]) or f"; there are {', '.join([*known, *schemas.KINDS])}"
        raise RefusedError(one_line(f"`{first}` is neither a negotiation nor a kind of file{near}"))
    if more and more[0] not in schemas.KINDS:
        way_out = did_you_mean(more[0], schemas.KINDS) or f"; there are {', '.join(schemas.KINDS)}"
        raise RefusedError(one_line(f"`{more[0]}` is no kind of file{way_out}"))
    return first, more[0] if more else ""


def mend(folder: Path, inside: str, *, dry: bool) -> str:
    """Mend what is mechanical in the files of a positions folder at or below a path in it; `dry` writes nothing.

    returns : the diff. raises: RefusedError, FileNotFoundError, OSError.
    """
    found = fix.fixes(folder, inside)
    for each in found if not dry else ():
        fix.write(folder, each)
    return "".join(fix.diff(each, _from_here(folder / each.path)) for each in found)


def _told(lines: Sequence[str], *command: str) -> str:
    return "".join(f"{line}\n" for line in lines) + f"Next: {shlex.join(['python', '-m', 'parley', *command])}\n"


def _from_here(path: Path) -> str:
    """A path as it can be typed here: the whole of it, when it leads elsewhere."""
    near = Path(os.path.relpath(path))
    return (path.absolute() if near.parts[:1] == ("..",) else near).as_posix()
