"""`python -m parley`: check position files, start new ones, take tables out of them, and serve the pages."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic

from parley import problems, progress, serving, store
from parley.desk import commands as desk
from parley.desk import importcommand, secondcoding
from parley.desk.files import RefusedError
from parley.export import forms, named
from parley.export.documents import DOCUMENTS, Occasion
from parley.problems import Problem
from parley.store import Snapshot
from parley.view import PARAMETERS, View, decode

SOUND, PROBLEMS, USAGE = 0, 1, 2
PATIENCE_SECONDS = 1.0
"""What takes longer says how far it is."""
FORMS = {"text": problems.as_text, "github": problems.as_github, "json": problems.as_json}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. returns : 0 sound, 1 problems were found, 2 it was asked wrongly."""
    asked = _parser().parse_args(arguments)
    if asked.positions:
        os.environ[store.VARIABLE] = asked.positions
    try:
        done: int = asked.run(asked)
    except RefusedError as refused:
        return _usage(str(refused))
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
    _init_command(commands.add_parser("init", parents=[folder], help="start a new negotiation that shows at once"))
    _new_command(commands.add_parser("new", parents=[folder], help="start a file for one actor and one day"))
    _schema_command(commands.add_parser("schema", parents=[folder], help="write the schemas that an editor checks and completes from"))
    _publish_command(commands.add_parser("publish", parents=[folder], help="write a static site of a view, for any web server"))
    _import_command(commands.add_parser("import", parents=[folder], help="bring in a spreadsheet or a DNA database"))
    _agreement_command(commands.add_parser("agreement", parents=[folder], help="hold a second coding against the first"))
    _serve_command(commands.add_parser("serve", parents=[folder], help="serve the pages on this machine"))
    return parser


def _validate_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="positions folders, or files and folders inside one; the positions folder when left out"
    )
    parser.add_argument("--format", choices=FORMS, default="text")
    parser.add_argument("--fix", action="store_true", help="mend what is mechanical, print what changed, and then what is left")
    parser.add_argument("--dry-run", action="store_true", help="with --fix: print what would change, and write nothing")
    parser.set_defaults(run=_validate)


def _init_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="id of the negotiation, such as river-treaty")
    parser.add_argument("--title", default="", help="as shown on screen; made of the name when left out")
    parser.add_argument(
        "--actor", action="append", default=[], metavar="IDS", help="ids of its actors, joined with ~; two made up when left out"
    )
    parser.add_argument(
        "--issue", action="append", default=[], metavar="IDS", help="ids of its issues, joined with ~; three made up when left out"
    )
    parser.set_defaults(run=_init)


def _new_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("negotiation", metavar="NEGOTIATION")
    parser.add_argument("actor", metavar="ACTOR", help="id of the actor whose words they are")
    parser.add_argument("day", metavar="DAY", help="when it was said: 2025-08-24, or 2025-08 or 2025 when no more is known")
    parser.add_argument("--issue", action="append", default=[], metavar="IDS", help="ids of the issues it is about, joined with ~")
    parser.set_defaults(run=_new)


def _schema_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "asked", nargs="*", metavar="NEGOTIATION KIND", help="a negotiation, whose ids are then known; a kind of file; or both"
    )
    parser.add_argument("--out", metavar="DIR", type=Path, help="write each schema to a file of this folder instead of the terminal")
    parser.add_argument(
        "--vscode", action="store_true", help="write them beside the positions, and the settings that lead the editor there"
    )
    parser.set_defaults(run=_schema)


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


def _publish_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", type=Path, help="the folder to write; an earlier publication there is brought up to date")
    _view_flags(parser)
    parser.add_argument("--base", metavar="URL", default="", help="where it will be served; canonical links, sitemap and feed need it")
    parser.set_defaults(run=_publish)


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
    if wrong := _wrong_flags(asked):
        return _usage(wrong)
    paths = [Path(each) for each in asked.paths] or [store.folder()]
    for path in paths:
        if not path.exists():
            return _usage(f"there is no file or folder {path}")
    for path in paths if asked.fix else ():
        if code := _desk(partial(desk.mend, *_inside(path), dry=asked.dry_run)):
            return code
    found = [problem for path in paths for problem in _problems_under(path)]
    _print(FORMS[asked.format](found).encode("utf-8", "replace"))
    if asked.format == "text":
        print(problems.summary(found), end="", file=sys.stderr)
    return PROBLEMS if found else SOUND


def _wrong_flags(asked: argparse.Namespace) -> str:
    if asked.dry_run and not asked.fix:
        return "--dry-run goes with --fix"
    return (
        "--fix prints what it changes, which goes with no other format; leave --format out" if asked.fix and asked.format != "text" else ""
    )


def _problems_under(path: Path) -> list[Problem]:
    """Problems of the path's files, told by paths that can be opened from here. The whole folder is read, for references."""
    folder, inside = _inside(path)
    every = store.read(folder, progress.on_terminal()).problems
    found = [each for each in every if inside == "." or f"{each.file}/".startswith(f"{inside}/")]
    return [replace(each, file=_from_here(folder / each.file)) for each in found]


def _inside(path: Path) -> tuple[Path, str]:
    """The positions folder that holds `path`, and the path below it; `.` for the folder itself."""
    folder = _positions_folder(path)
    return folder, Path(os.path.relpath(path, folder)).as_posix()


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
    snapshot = _read()
    view, faults = decode({name: getattr(asked, name) for name in PARAMETERS}, snapshot)
    return _usage("; ".join(faults)) if faults else _write(make(view, snapshot), asked.out)


def _read() -> Snapshot:
    """The positions folder as it is now; what is wrong in it is counted on the way."""
    snapshot = store.read(store.folder(), progress.on_terminal())
    if snapshot.problems:
        print(f"{len(snapshot.problems)} problems; the files that have them are left out; see: python -m parley validate", file=sys.stderr)
    return snapshot


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


def _init(asked: argparse.Namespace) -> int:
    actors, issues = _ids(asked.actor), _ids(asked.issue)
    return _desk(partial(desk.init, store.folder(), asked.name, date.today(), title=asked.title, actors=actors, issues=issues))


def _new(asked: argparse.Namespace) -> int:
    return _desk(partial(desk.new, store.folder(), asked.negotiation, asked.actor, asked.day, date.today(), _ids(asked.issue)))


def _schema(asked: argparse.Namespace) -> int:
    if asked.vscode and asked.out:
        return _usage("--vscode has a place for the schemas; leave --out out")
    if len(asked.asked) > 2:
        return _usage("a schema is asked for by a negotiation, a kind of file, or both")
    return _desk(
        partial(desk.vscode, store.folder(), asked.asked) if asked.vscode else partial(desk.schema, store.folder(), asked.asked, asked.out)
    )


def _ids(told: Sequence[str]) -> list[str]:
    return [each for listed in told for each in listed.split("~") if each]


def _desk(write: Callable[[], str]) -> int:
    """Let the desk write, and print what it says. A FileNotFoundError is for `main`."""
    try:
        told = write()
    except FileNotFoundError:
        raise
    except OSError as error:
        return _usage(f"{error.filename or store.folder()} cannot be written ({error.strerror})")
    _print(told.encode("utf-8", "replace"))
    return SOUND


def _publish(asked: argparse.Namespace) -> int:
    from parley.publication import order  # the templates are read only by those who publish

    snapshot = _read()
    views, faults = order.views({name: getattr(asked, name) for name in PARAMETERS}, snapshot)
    base, wrong = order.base(asked.base)
    if faults or wrong:
        return _usage("; ".join([*faults, *wrong]))
    try:
        print(order.publish(asked.out, views, snapshot, Occasion(base, date.today()), _progress()))
    except order.RefusedError as refused:
        return _usage(str(refused))
    return SOUND


def _progress() -> Callable[[int, int], None]:
    """Says how far it is to somebody who waits longer than a moment at a terminal, and nothing to a log."""
    started = told = monotonic()
    shown = sys.stderr.isatty()

    def tell(done: int, coming: int) -> None:
        nonlocal told
        now = monotonic()
        if shown and now - started > PATIENCE_SECONDS and now - told > PATIENCE_SECONDS / 5:
            print(f"\r{done:,} of {coming:,} pages and files", end="" if done < coming else "\n", file=sys.stderr, flush=True)
            told = now

    return tell


def _import(asked: argparse.Namespace) -> int:
    sound, told = importcommand.run(asked, store.folder(), date.today())
    _print(told.encode("utf-8", "replace"))
    return SOUND if sound else PROBLEMS


def _agreement(asked: argparse.Namespace) -> int:
    told, complaint = secondcoding.run(asked, store.folder())
    print(complaint, end="", file=sys.stderr)
    _print(told)
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
