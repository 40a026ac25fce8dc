"""Look for inputs that break a promise of `targets`, led by the code they reach.

    python -m tests.fuzz.run --target loader --executions 100000 --seed 1

An input may take a second of the processor, and no more memory than 200 MB beside what the program itself needs. One that takes
more, or breaks a promise, ends the run, is kept below `build/fuzz/`, and the program ends with 1. What was done is told in one line
of JSON. Where atheris is not installed (it is made for Linux), inputs are led by chance alone, and the line says so.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = Path(__file__).parent / "corpus"
BROKEN = ROOT / "tests" / "broken"
WORK = ROOT / "build" / "fuzz"
MOST_SECONDS, MOST_MEGABYTES, LONGEST = 1.0, 200, 4096
ON_DISK = ("names",)
"""Targets that ask the disk: what they wait for is not theirs."""


def main() -> int:
    """Run one target. returns : 0 when all promises were kept, 1 when not."""
    asked = _asked()
    if asked.inside:
        _inside(asked.target, asked.engine)
        return 0
    led, done = ("coverage", _led_by_coverage(asked)) if find_spec("atheris") else ("chance", _led_by_chance(asked))
    print(json.dumps({"part": "fuzz", "target": asked.target, "led_by": led, "seed": asked.seed, **done}), flush=True)
    return 0 if done["broken"] == 0 and done["executions"] >= asked.executions else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", required=True, choices=[each.name for each in sorted(SEEDS.iterdir())])
    parser.add_argument("--executions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("engine", nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args()


def _led_by_coverage(asked: argparse.Namespace) -> dict[str, float]:
    """In a process of its own, for the engine ends the process it runs in."""
    found, first = WORK / asked.target, WORK / f"{asked.target}-seeds"
    found.mkdir(parents=True, exist_ok=True)
    first.mkdir(exist_ok=True)
    for name, content in seeds(asked.target).items():
        (first / name).write_bytes(content)
    words = _dictionary(found.parent / f"{asked.target}.dict")
    engine = [f"-runs={asked.executions}", f"-seed={asked.seed}", f"-max_len={LONGEST}", f"-artifact_prefix={WORK}/broken-{asked.target}-"]
    engine += ["-timeout=30", f"-dict={words}", str(found), str(first)]
    command = [sys.executable, "-m", "tests.fuzz.run", "--inside", "--target", asked.target, "--", *engine]
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    told = done.stderr
    if done.returncode:
        sys.stderr.write(told[-6000:])
    counts = [int(each) for each in re.findall(r"^#(\d+)", told, re.MULTILINE)]
    features = [int(each) for each in re.findall(r" ft: (\d+)", told)]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return {
        "executions": max(counts, default=0),
        "broken": int(done.returncode != 0),
        "seconds": round(time.monotonic() - began),
        "inputs_kept": len(list(found.iterdir())),
        "features": max(features, default=0),
        "peak_mb": peak,
    }


def _inside(target: str, engine: list[str]) -> None:
    """The process that the engine runs in. It does not return."""
    import atheris  # here, for it is made for Linux alone

    with atheris.instrument_imports(include=["parley"]):
        judge = _judge(target)
    engine = [f"-rss_limit_mb={_megabytes() + MOST_MEGABYTES}", *engine]
    atheris.Setup([target, *engine], _timed(judge, target))
    atheris.Fuzz()


def _judge(target: str) -> Callable[[bytes], None]:
    """The target, which has seen every seed: all that is made once is made."""
    from tests.fuzz.targets import TARGETS

    for seed in seeds(target).values():
        TARGETS[target](seed)
    return TARGETS[target]


def _timed(judge: Callable[[bytes], None], target: str) -> Callable[[bytes], None]:
    def judged(content: bytes) -> None:
        began = time.thread_time()
        judge(content)
        took = time.thread_time() - began
        assert took <= MOST_SECONDS or target in ON_DISK, f"an input took {took:.1f} seconds"

    return judged


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def seeds(target: str) -> dict[str, bytes]:
    """The inputs that a run begins with, by name: those kept for it, and for the loader the files of the other tests too."""
    kept = {path.name: path.read_bytes() for path in sorted((SEEDS / target).iterdir())}
    return kept | _files_of_other_tests() if target == "loader" else kept


def _files_of_other_tests() -> dict[str, bytes]:
    """The broken files of the tests, each with the path it stands for, and the sound ones beside them."""
    broken = {path.stem: path.read_bytes() for path in sorted(BROKEN.glob("*.yaml"))}
    places = {
        stem: content.partition(b"\n")[0].decode("utf-8-sig").removeprefix("# ").partition(":")[0] for stem, content in broken.items()
    }
    sound = {path.relative_to(BROKEN / "sound").as_posix(): path.read_bytes() for path in sorted((BROKEN / "sound").rglob("*.yaml"))}
    placed = {stem: f"{places[stem]}\n".encode() + content for stem, content in broken.items()}
    return placed | {f"sound-{path.replace('/', '-')}": f"{path}\n".encode() + content for path, content in sound.items()}


def _dictionary(path: Path) -> Path:
    """The words of the format and of addresses, as the engine reads them."""
    from parley import schema
    from parley.view import PARAMETERS

    fields = {name for part in schema.PARTS for name in part.__annotations__}
    words = fields | PARAMETERS.keys() | schema.STANCES.keys() | schema.FIRMNESSES.keys() | schema.VOICES.keys() | schema.CONFIDENCES.keys()
    words |= {
        "demo",
        "russia",
        "neutrality",
        "2025-08-24",
        "\\x0a  - ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "~",
        "|",
        "%",
        "&",
        "=",
        "\\xe2\\x80\\xa8",
    }
    path.write_text("".join(f'"{word}"\n' for word in sorted(words)), encoding="ascii")
    return path


def _led_by_chance(asked: argparse.Namespace) -> dict[str, float]:
    judge, began = _timed(_judge(asked.target), asked.target), time.monotonic()
    done = 0
    for content in _by_chance([*seeds(asked.target).values()], random.Random(asked.seed), asked.executions):
        done += 1
        try:
            judge(content)
        except Exception:
            WORK.mkdir(parents=True, exist_ok=True)
            (WORK / f"broken-{asked.target}-{asked.seed}-{done}").write_bytes(content)
            raise
    return {"executions": done, "broken": 0, "seconds": round(time.monotonic() - began), "peak_mb": _megabytes()}


def _by_chance(known: list[bytes], chance: random.Random, many: int) -> Iterator[bytes]:
    """Known inputs in which a few stretches were cut, doubled, mixed or overwritten."""
    for _ in range(many):
        content = bytearray(chance.choice(known))
        for _ in range(chance.randint(1, 4)):
            at = chance.randint(0, len(content))
            upto = min(len(content), at + chance.randint(0, 8))
            other = chance.choice(known)
            from_ = chance.randint(0, len(other))
            content[at:upto] = chance.choice((b"", content[at:upto] * 2, other[from_ : from_ + 20], chance.randbytes(upto - at)))
        yield bytes(content[:LONGEST])


if __name__ == "__main__":
    sys.exit(main())
