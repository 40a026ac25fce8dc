"""`python -m parley`: check position files, take tables out of them, and serve the pages."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from parley import problems, serving, store
from parley.desk import importcommand, secondcoding
from parley.export import csv, forms, named
from parley.export.documents import DOCUMENTS, Occasion
from parley.problems import Problem
from parley.store import Snapshot
from parley.view import PARAMETERS, Known, View, decode

SOUND, PROBLEMS, USAGE = 0, 1, 2
FORMS = {"text": problems.as_text, "github": problems.as_github, "json": problems.as_json}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. returns : 0 sound, 1 problems were found, 2 it was asked wrongly."""
    asked = _parser().parse_args(arguments)
    if asked.positions:
        os.environ[store.VARIABLE] = asked.positions
    try:
        done: int = asked.run(asked)
    except FileNotFoundError as missing:
        return _usage(f"there is no folder {missing.filename or store.folder()}; point --positions or {store.VARIABLE} at your positions")
    return done


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m parley", description="Who stands where, on what, since when, and says who.")
    folder = argparse.ArgumentParser(add_help=False)
    folder.add_argument("--positions", metavar="DIR", help=f"the positions folder; also {store.VARIABLE}; the shipped one when left out")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _validate_command(commands.add_parser("validate", parents=[folder], help="check position files; silent when all is sound"))
    _table_command(commands.add_parser("table", parents=[folder], help="print a table of a view"))
    _export_command(commands.add_parser("export", parents=[folder], help="write a package, feed, picture or page of a view"))
    _import_command(commands.add_parser("import", parents=[folder], help="bring in a spreadsheet or a DNA database"))
    _agreement_command(commands.add_parser("agreement", parents=[folder], help="hold a second coding against the first"))
    _serve_command(commands.add_parser("serve", parents=[folder], help="serve the pages on this machine"))
    return parser


def _validate_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="positions folders, or files and folders inside one; the positions folder when left out"
    )
    parser.add_argument("--format", choices=FORMS, default="text")
    parser.set_defaults(run=_validate)


def _table_command(parser: argparse.ArgumentParser) -> None:
    names = "; ".join(f"{each.name}: {each.meaning}" for each in named.NAMES.values())
    parser.add_argument("name", choices=named.NAMES, metavar="NAME", help=names)
    _view_flags(parser)
    told = "; ".join(f"{each.name}: {each.meaning}" for each in forms.FORMS.values())
    parser.add_argument("--format", choices=forms.FORMS, default="csv", help=told)
    parser.add_argument("--exact", action="store_true", help="leave every byte of a CSV as it is: for programs, not for spreadsheets")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write to this file instead of the terminal")
    parser.set_defaults(run=_table)


def _export_command(parser: argparse.ArgumentParser) -> None:
    names = "; ".join(f"{each.name}: {each.meaning}" for each in DOCUMENTS.values())
    parser.add_argument("name", choices=DOCUMENTS, metavar="NAME", help=names)
    _view_flags(parser)
    parser.add_argument("--base", metavar="URL", default="", help="where links in it lead, such as https://desk.example.org")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write to this file instead of the terminal")
    parser.set_defaults(run=_export)


def _view_flags(parser: argparse.ArgumentParser) -> None:
    for parameter in PARAMETERS.values():
        parser.add_argument(f"--{parameter.name}", action="append", default=[], metavar=parameter.form.upper(), help=parameter.meaning)


def _serve_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8501)
    parser.set_defaults(run=_serve)


def _import_command(parser: argparse.ArgumentParser) -> None:
    importcommand.flags(parser)
    parser.set_defaults(run=_import)


def _agreement_command(parser: argparse.ArgumentParser) -> None:
    secondcoding.flags(parser)
    parser.set_defaults(run=_agreement)


def _validate(asked: argparse.Namespace) -> int:
    found: list[Problem] = []
    for path in [Path(each) for each in asked.paths] or [store.folder()]:
        if not path.exists():
            return _usage(f"there is no file or folder {path}")
        found += _problems_under(path)
    _print(FORMS[asked.format](found).encode("utf-8", "replace"))
    return PROBLEMS if found else SOUND


def _problems_under(path: Path) -> list[Problem]:
    """Problems of the path's files, told by paths that can be opened from here. The whole folder is read, for references."""
    folder = _positions_folder(path)
    inside = Path(os.path.relpath(path, folder)).as_posix()
    found = [each for each in store.read(folder).problems if inside == "." or f"{each.file}/".startswith(f"{inside}/")]
    return [replace(each, file=_from_here(folder / each.file)) for each in found]


def _positions_folder(path: Path) -> Path:
    """The positions folder that holds `path`: above the nearest folder with a negotiation.yaml, else the path itself."""
    here = Path(os.path.abspath(path))  # noqa: PTH100 - "." and ".." have no parents of their own; links stay links
    for folder in (here, *here.parents):
        if (folder / "negotiation.yaml").is_file():
            return folder.parent
    return path if path.is_dir() else path.parent


def _from_here(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()


def _table(asked: argparse.Namespace) -> int:
    form = forms.FORMS[asked.format]
    if form.binary and asked.out is None and sys.stdout.isatty():
        return _usage(f"{form.name} is nothing for a terminal; say where to with --out FILE")
    try:
        return _of_view(asked, lambda view, snapshot: form.make(asked.name, view, snapshot, asked.exact))
    except forms.TooManyRowsError as why:
        return _usage(str(why))


def _export(asked: argparse.Namespace) -> int:
    occasion = Occasion(asked.base.rstrip("/"), date.today())
    return _of_view(asked, lambda view, snapshot: DOCUMENTS[asked.name].make(view, snapshot, occasion))


def _of_view(asked: argparse.Namespace, make: Callable[[View, Snapshot], bytes]) -> int:
    """Write what `make` makes of the view that the flags ask for."""
    snapshot = store.read(store.folder())
    if snapshot.problems:
        print(f"{len(snapshot.problems)} problems; the files that have them are left out; see: python -m parley validate", file=sys.stderr)
    view, faults = decode({name: getattr(asked, name) for name in PARAMETERS}, snapshot)
    return _usage("; ".join(faults)) if faults else _write(make(view, snapshot), asked.out)


def _write(told: bytes, out: Path | None) -> int:
    if out is None:
        _print(told)
        return SOUND
    try:
        out.write_bytes(told)
    except OSError as error:
        return _usage(f"{out} cannot be written ({error.strerror})")
    return SOUND


def _print(told: bytes) -> None:
    """To the terminal, or to a reader who may have seen enough before the end."""
    try:
        sys.stdout.buffer.write(told)
        sys.stdout.flush()
    except BrokenPipeError:  # else Python complains once more when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _import(asked: argparse.Namespace) -> int:
    try:
        sound, told = importcommand.run(asked, store.folder(), date.today())
    except importcommand.AskedWronglyError as wrong:
        return _usage(str(wrong))
    except FileExistsError as there:
        return _usage(f"{there.filename} has come up meanwhile; nothing was written over it; run the import again")
    _print(told.encode("utf-8", "replace"))
    return SOUND if sound else PROBLEMS


def _agreement(asked: argparse.Namespace) -> int:
    if not Path(asked.other).is_dir():
        return _usage(f"there is no folder {asked.other}")
    first, second = store.read(store.folder()), store.read(Path(asked.other))
    for snapshot in (first, second):
        if told := [each for each in snapshot.problems if each.rule not in ("missing-register", "missing-negotiation")]:
            print(f"{len(told)} problems in {snapshot.folder}; the files that have them are left out", file=sys.stderr)
    try:
        negotiation = asked.negotiation or Known.of(first, "").negotiation
        if asked.format == "csv":
            _print(csv.csv(secondcoding.paired(first, second, negotiation).pairs))
        else:
            _print(secondcoding.report(first, second, negotiation).encode("utf-8", "replace"))
    except secondcoding.NothingToCompareError as nothing:
        return _usage(str(nothing))
    return SOUND


def _serve(asked: argparse.Namespace) -> int:
    if not store.folder().is_dir():
        raise FileNotFoundError(errno.ENOENT, "no such folder", str(store.folder()))
    if wrong := serving.why_not(asked.port):
        return _usage(wrong)
    serving.serve(asked.port)
    return SOUND


def _usage(message: str) -> int:
    print(f"parley: {message}", file=sys.stderr)
    return USAGE
