"""Reading files: a validated parse, and a whole load, beside PyYAML's quickest loader on the same bytes.

    python -m benchmarks.loading            FULL=1 reads 5,000 files instead of 1,500, more often, and 50,000 in two processes

CSafeLoader builds plain values and judges nothing. Ours says what is wrong, where, and makes tables of what is sound.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from benchmarks import made
from benchmarks.rounds import FULL, report, rounds, whole
from parley.load import collector_off
from parley.reading import read_file

FILES, TIMES = (5000, 5) if FULL else (1500, 3)
MANY = 50_000
_ENVIRONMENT = {"PYTHONPATH": str(Path(__file__).resolve().parents[1]), "PATH": ""}
_PLAIN = """
import gc, sys, yaml
from pathlib import Path
gc.disable()
share = slice(int(sys.argv[2]), None, int(sys.argv[3]))
held = [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(Path(sys.argv[1]).rglob("*.yaml"))[share]]
"""
_ALONE, _HALF_EACH = "CSafeLoader alone", "CSafeLoader, half each"
_OURS = """
import sys
from pathlib import Path
from parley.gather import gather
if __name__ == "__main__":
    gathered = gather(Path(sys.argv[1]), processes=int(sys.argv[2]))
    assert not gathered.problems
"""


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = made.write(Path(name) / "positions", FILES)
        parts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}
        print(f"Parsing {FILES:,} files, {sum(map(len, parts.values())) / 1e6:.0f} MB, cpu ms")
        print(report(rounds(_parses(parts), TIMES), "CSafeLoader", {"parsed and validated": "0.60"}))
        print(f"\nA whole process that reads {FILES:,} files, cpu ms of all its processes")
        processes = _processes(Path(name), folder)
        print(report(rounds(processes, TIMES, whole), "CSafeLoader", {"Parley, tables and all": "0.80"}))
        _two(Path(name), folder, FILES)
        if FULL:
            _two(Path(name), made.write(Path(name) / "many", MANY), MANY)


def _two(home: Path, folder: Path, files: int) -> None:
    """One process beside two, and what two of these processors can do at best: CSafeLoader, each process half of the files on its own.

    home : where `_processes` has been.
    """
    print(f"\nOne process and two that read {files:,} files, wall ms: only an idle machine with two cores can show it")
    asked = {said: _run(home / "ours.py", folder, number) for said, number in (("one process", 1), ("two processes", 2))}
    asked |= {said: _at_once(home / "plain.py", folder, number) for said, number in ((_ALONE, 1), (_HALF_EACH, 2))}
    took = rounds(asked, TIMES, time.perf_counter)
    print(report({each: took[each] for each in ("one process", "two processes")}, "one process", {"two processes": "0.70"}))
    print(report({each: took[each] for each in (_ALONE, _HALF_EACH)}, _ALONE))


def _parses(parts: dict[str, bytes]) -> dict[str, Callable[[], object]]:
    def plain() -> None:
        with collector_off():
            for content in parts.values():
                yaml.load(content, yaml.CSafeLoader)

    def ours() -> None:
        with collector_off():
            for path, content in parts.items():
                assert not read_file(path, content).problems

    return {"CSafeLoader": plain, "parsed and validated": ours}


def _processes(home: Path, folder: Path) -> dict[str, Callable[[], object]]:
    (home / "plain.py").write_text(_PLAIN, encoding="utf-8")
    (home / "ours.py").write_text(_OURS, encoding="utf-8")
    return {"CSafeLoader": _run(home / "plain.py", folder, 0, 1), "Parley, tables and all": _run(home / "ours.py", folder, "1")}


def _at_once(script: Path, folder: Path, processes: int) -> Callable[[], object]:
    """So many processes, each with its share of the files."""

    def run() -> None:
        started = [subprocess.Popen(_command(script, folder, number, processes), env=_ENVIRONMENT) for number in range(processes)]
        assert all(each.wait() == 0 for each in started)

    return run


def _run(script: Path, *arguments: object) -> Callable[[], object]:
    return lambda: subprocess.run(_command(script, *arguments), check=True, env=_ENVIRONMENT)


def _command(script: Path, *arguments: object) -> list[str]:
    return [sys.executable, str(script), *map(str, arguments)]


if __name__ == "__main__":
    main()
