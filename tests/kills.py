"""Kill a process without a warning, at a moment that chance chose, again and again: what it leaves must serve the next start as it is.

python -m tests.kills --times 200 --seed 1        every part; one line of JSON each

load      the folder read and its tables compiled, over and over, from nothing
reload    a file changed and what is held brought up to date, with what was compiled before
cache     tables put to rest
save      a position file saved at a desk
publish   a static site written over an earlier one
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from parley import compiled, store
from parley.desk import save
from parley.export.occasion import Occasion
from parley.gather import gather
from parley.load import load
from parley.publication.site import publish
from parley.tables import build
from parley.view import View
from tests.edits import TEXTS
from tests.making import MORE_TALKS, talks, write
from tests.test_gather import assert_same

SAVED = "demo/uk/2026.yaml"
CHANGING = "demo/usa/2025-08-15.yaml"
OLD, NEW = TEXTS["supports"] + b"# old\n" * 3000, TEXTS["opposes"] + b"# new\n" * 9000
OCCASION = Occasion("https://desk.example.org", date(2026, 12, 31))
DESK = {save.DESK: "1"}
PATIENCE_SECONDS = 60.0
EACH_TENTH = 10


@dataclass(frozen=True)
class Part:
    """live : what the process does without end. after : raises unless what was left is right. longest : seconds that one may live.

    begin, end : done once, before the first kill and after the last.
    """

    live: Callable[[Path], None]
    after: Callable[[Path], None]
    longest: float
    begin: Callable[[Path], None] = lambda _: None
    end: Callable[[Path], None] = lambda _: None


def _folder(home: Path) -> Path:
    return home / "positions"


def _compile_everything(home: Path) -> None:
    """What the processes below begin with: small folders are compiled too, into a cache of this test."""
    os.environ[compiled.VARIABLE] = str(home / "cache")
    os.environ[store.VARIABLE] = str(_folder(home))
    compiled.WORTH = 0
    store._LOOK_AGAIN_SECONDS = 0.0
    store._MANY = 0


def _load(home: Path) -> None:
    while True:
        shutil.rmtree(home / "cache", ignore_errors=True)
        store.read(_folder(home))


def _reload(home: Path) -> None:
    while True:
        for state in ("supports", "misspelt", "claim"):
            beside = _folder(home) / "demo/usa/.beside"
            beside.write_bytes(TEXTS[state])
            beside.replace(_folder(home) / CHANGING)
            store.current()
            store.read(_folder(home))


def _cache(home: Path) -> None:
    gathered = gather(_folder(home))
    while True:
        compiled.keep(gathered)


def _save(home: Path) -> None:
    while True:
        there = save.current(_folder(home), SAVED)
        assert there is not None
        other = NEW if there == OLD else OLD
        done = save.save(_folder(home), SAVED, other, sha256(there).hexdigest(), None, "", DESK)
        assert isinstance(done, save.Saved), done


def _publish(home: Path) -> None:
    states = [store.read(home / each) for each in ("positions", "later")]
    while True:
        for snapshot in states:
            publish(home / "site", [View(negotiation="demo")], snapshot, OCCASION)


def _next_start_is_right(home: Path) -> None:
    """A new process would begin like this."""
    shown, tree = store.read(_folder(home)), load(_folder(home))
    assert (shown.version, shown.problems) == (tree.version, tree.problems)
    assert_same(shown.tables, build(tree))


def _one_reading_is_kept(home: Path) -> None:
    """Whatever the killed ones left lying there is gone when somebody gets to the end."""
    compiled.keep(gather(_folder(home)))
    assert len([each for each in (home / "cache").glob("*/*") if each.is_dir()]) == 1


def _file_is_old_or_new(home: Path) -> None:
    assert (_folder(home) / SAVED).read_bytes() in (OLD, NEW)
    assert load(_folder(home)).problems == ()


def _begin_saving(home: Path) -> None:
    (_folder(home) / SAVED).write_bytes(OLD)


def _begin_publishing(home: Path) -> None:
    """Two states of the data, and the site that each makes."""
    later = write(shutil.copytree(_folder(home), home / "later"), {})
    (later / CHANGING).write_bytes(TEXTS["claim"])
    for each in ("positions", "later"):
        publish(home / f"site of {each}", [View(negotiation="demo")], store.read(home / each), OCCASION)
    shutil.copytree(home / "site of positions", home / "site")


def _every_page_is_whole(home: Path) -> None:
    """Each file is that of one of the two sites; and published once more, the whole site is that of the data.

    To publish takes seconds, so that is done after one kill in EACH_TENTH.
    """
    old, new, left = (_files(home / each) for each in ("site of positions", "site of later", "site"))
    mixed = {path for path, content in left.items() if content not in (old.get(path), new.get(path))}
    assert mixed == set()
    if len(list(home.glob(".site-*"))) % EACH_TENTH == 0:
        publish(home / "site", [View(negotiation="demo")], store.read(home / "later"), OCCASION)
        assert _files(home / "site") == new


def _files(folder: Path) -> dict[str, bytes]:
    """The files that are served: those that begin with a dot are none."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name[0] != "."}


PARTS = {
    "load": Part(_load, _next_start_is_right, 0.25, end=_one_reading_is_kept),
    "reload": Part(_reload, _next_start_is_right, 0.25, end=_one_reading_is_kept),
    "cache": Part(_cache, _next_start_is_right, 0.15, end=_one_reading_is_kept),
    "save": Part(_save, _file_is_old_or_new, 0.12, _begin_saving),
    "publish": Part(_publish, _every_page_is_whole, 1.5, _begin_publishing),
}


def _live(name: str, home: Path) -> None:
    _compile_everything(home)
    PARTS[name].live(home)


def kill(name: str, home: Path, times: int, seed: int) -> dict[str, Any]:
    """Begin and kill so many processes. returns : what was done. raises : AssertionError when one left something wrong."""
    chance, context = random.Random(seed), multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    write(talks(_folder(home)), MORE_TALKS)
    _compile_everything(home)
    part = PARTS[name]
    part.begin(home)
    began = time.monotonic()
    for number in range(times):
        living = context.Process(target=_live, args=(name, home))
        living.start()
        living.join(chance.uniform(0.005, part.longest))
        ended_alone = living.exitcode
        living.kill()
        living.join(PATIENCE_SECONDS)
        assert ended_alone is None and living.exitcode == -signal.SIGKILL, f"{name} ended by itself at kill {number}, seed {seed}"
        part.after(home)
    part.end(home)
    return {"part": f"kills: {name}", "kills": times, "seed": seed, "wrong": 0, "seconds": round(time.monotonic() - began)}
