"""Whatever can befall a positions folder, as steps that any test can take: edits, renames, links, rights, halves of files, rubbish.

@given(st.lists(steps))   any number of them
apply(folder, step)       does one; what the system refuses does not happen
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

SOURCE = "recorded: 2026-12-31\nsources:\n  - {id: a, title: Ä page}\n"
ANSWER = "    answers:\n      - {to: demo/uk/2026/neutrality, how: denies}\n"


def said(stance: str, extra: str = "") -> str:
    """A position file with one statement."""
    return f"{SOURCE}statements:\n  - issue: neutrality\n    stance: {stance}\n    summary: So they say.\n{extra}"


TEXTS = {
    "supports": said("supports").encode(),
    "opposes": said("opposes").encode(),
    "misspelt": said("oposes").encode(),
    "answering": said("opposes", ANSWER).encode(),
    "claim": (SOURCE + "claims:\n  - {about: uk, issue: neutrality, stance: opposes, summary: They are against it.}\n").encode(),
    "empty": b"",
    "half": said("supports")[:70].encode(),
    "not utf-8": said("supports").encode() + b"    note: \xff\xfe\n",
    "huge": b"statements: [" + b"a, " * 60_000 + b"]",
    "large": said("supports", f"    note: {'word ' * 20_000}\n").encode(),
}
REGISTERS = {
    "demo/negotiation.yaml retitled": b"title: Other talks\n",
    "demo/negotiation.yaml misspelt": b"titel: Talks\n",
    "demo/negotiation.yaml empty": b"",
    "demo/actors.yaml of two": b"actors:\n  - {id: russia, name: Russia}\n  - {id: uk, name: Britain}\n",
    "demo/actors.yaml cut short": b"actors: [",
    "demo/actors.yaml not utf-8": b"\xff",
    "demo/issues.yaml of one": b"issues:\n  - {id: neutrality, title: Neutral for good}\n",
    "demo/issues.yaml wrong": b"issues: nothing\n",
    "trade/negotiation.yaml": b"title: Trade\n",
}
"""Contents of registers; each begins with its path."""
CONTENTS = TEXTS | REGISTERS
DAYS = ("2025-08-15.yaml", "2025-08-24.yaml", "2026.yaml", "2026-01.yaml", "2026-02.yml", "2026-02-30.yaml", "2026-01.YAML", ".2026.yaml")
ODD_NAMES = ("\udcff.yaml", "a\nb.yaml", "\x1b[31m.yaml", "é.yaml", "2026-03 .yaml", "notes.txt")
ACTORS = ("demo/russia", "demo/uk", "demo/usa", "demo/Russia", "demo/newcomer", "trade/eu", "demo", "")
WHATS = (
    "write",
    "write",
    "write",
    "half",
    "delete",
    "rename",
    "folder",
    "no folder",
    "close",
    "open",
    "loop",
    "link out",
    "link in",
    "dangling",
)


class Step(NamedTuple):
    """One thing that happens. place, other : below the folder; content : of CONTENTS, what is written where something is."""

    what: str
    place: str
    other: str
    content: str = "empty"


def _path(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


_places = st.builds(_path, st.sampled_from(ACTORS), st.sampled_from((*DAYS, *DAYS, *ODD_NAMES)))
_edits = st.builds(Step, st.sampled_from(WHATS), _places, _places, st.sampled_from(list(TEXTS)))
_register_edits = st.sampled_from([Step("write", name.partition(" ")[0], "", name) for name in REGISTERS])
_register_losses = st.sampled_from(
    [Step(what, name.partition(" ")[0], "") for name in REGISTERS for what in ("delete", "folder", "no folder", "close")]
)
steps = st.one_of(_edits, _edits, _edits, _register_edits, _register_losses)
"""Any step; three of four are about position files."""


def apply(folder: Path, step: Step) -> None:
    """Let it happen. What the system refuses does not."""
    place, other = folder / step.place, folder / step.other
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        _HAPPENS[step.what](place, other, CONTENTS[step.content])


def open_again(folder: Path) -> None:
    """Give back every right, so that the folder can be deleted."""
    for root, folders, files in os.walk(folder):
        for each in (*folders, *files):
            with suppress(OSError):
                os.chmod(os.path.join(root, each), 0o700, follow_symlinks=True)  # noqa: PTH101, PTH118 - names that are no text


def _write(place: Path, _: Path, content: bytes) -> None:
    place.write_bytes(content)


def _half(place: Path, _: Path, content: bytes) -> None:
    """As an editor that is still writing leaves it."""
    with place.open("wb") as file:
        file.write(content[: len(content) // 2])
        file.flush()


def _delete(place: Path, _: Path, __: bytes) -> None:
    place.unlink()


def _rename(place: Path, other: Path, _: bytes) -> None:
    place.rename(other)


def _folder(place: Path, _: Path, __: bytes) -> None:
    """A file is replaced by a folder of its name, with a file in it."""
    place.unlink(missing_ok=True)
    place.mkdir()
    (place / "2025.yaml").write_bytes(TEXTS["supports"])


def _no_folder(place: Path, _: Path, content: bytes) -> None:
    """… and back."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
        place.write_bytes(content)


def _close(place: Path, _: Path, __: bytes) -> None:
    place.chmod(0)


def _open(place: Path, _: Path, __: bytes) -> None:
    place.chmod(0o644)


def _loop(place: Path, _: Path, __: bytes) -> None:
    """A link to itself, and one to the folder it lies in."""
    place.unlink(missing_ok=True)
    place.symlink_to(place.name)
    place.with_suffix(".d").symlink_to(place.parent, target_is_directory=True)


def _link_out(place: Path, _: Path, __: bytes) -> None:
    place.unlink(missing_ok=True)
    place.symlink_to(__file__)


def _link_in(place: Path, other: Path, _: bytes) -> None:
    place.unlink(missing_ok=True)
    place.symlink_to(other)


def _dangling(place: Path, _: Path, __: bytes) -> None:
    place.unlink(missing_ok=True)
    place.symlink_to("nowhere.yaml")


_HAPPENS = {
    "write": _write,
    "half": _half,
    "delete": _delete,
    "rename": _rename,
    "folder": _folder,
    "no folder": _no_folder,
    "close": _close,
    "open": _open,
    "loop": _loop,
    "link out": _link_out,
    "link in": _link_in,
    "dangling": _dangling,
}
