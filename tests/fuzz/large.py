"""Files as large as a file may be, made to take as long as can be: one awkward thing, again and again.

python -m tests.fuzz.large      reads each in a process of its own; one line of JSON. Ends with 1 when one took more than a second of
                                the processor, or more than 200 MB
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable

from parley.rawtext import _MARKS, LARGEST, MOST_MARKS
from parley.reading import read_file
from tests.fuzz.run import MOST_MEGABYTES, MOST_SECONDS

SAID, SOURCE = b"statements:\n", b"sources: [{id: a, title: b}]\n"


def filled(head: bytes, unit: bytes, tail: bytes = b"") -> bytes:
    """As many units as make a file that is just not too large."""
    marks = sum(map(unit.count, _MARKS))
    most = (LARGEST - len(head) - len(tail)) // len(unit)
    if marks:
        most = min(most, (MOST_MARKS - sum(map((head + tail).count, _MARKS))) // marks)
    return head + unit * most + tail


def numbered(head: bytes, unit: Callable[[int], bytes], many: int) -> bytes:
    return head + b"".join(map(unit, range(many)))


FILES = {
    "items": filled(SAID, b"- a\n"),
    "items in brackets": filled(b"statements: [", b"a,", b"]"),
    "items far apart on one line": filled(b"statements: [", b"a" + b" " * 82 + b",", b"]"),
    "empty entries": filled(b"statements: [", b"{},", b"]"),
    "items and a bracket left open": filled(SAID, b"- a\n", b"- ["),
    "names": numbered(b"", lambda number: b"k%d: v\n" % number, 24_000),
    "one name": filled(b"", b"a: b\n"),
    "cut texts": filled(b"", b"a: b #c\n"),
    "aliases": filled(b"statements: [", b"*a,", b"]"),
    "anchors": filled(b"statements: [", b"&a a,", b"]"),
    "tags": filled(b"statements: [", b"!a a,", b"]"),
    "misspelt stances": filled(SAID, b"- {issue: a, stance: suports}\n"),
    "one statement": filled(SOURCE + SAID, b"- {issue: a, stance: supports, summary: x}\n"),
    "sources that are not there": numbered(
        SAID, lambda number: b"- {issue: a%d, stance: supports, summary: x, source: b%d}\n" % (number, number), 2000
    )
    + numbered(b"sources:\n", lambda number: b"- {id: a%d, title: b}\n" % number, 4500),
    "brackets in brackets": filled(b"", b"["),
    "dashes": filled(b"", b"- - - - - - - a\n"),
    "colons": filled(b"", b"a:"),
    "empty lines": filled(b"", b"\n"),
    "control signs": b"\x01" * LARGEST,
    "no utf-8": b"\xff" * LARGEST,
    "spaces": b" " * LARGEST,
    "tabs": b"\t" * LARGEST,
    "a quote left open": filled(b'a: "', b"x"),
    "escapes": filled(b'a: "', b"\\x41", b'"'),
    "backslashes": filled(b"a: 'b", b"\\x", b"'"),
    "hashes": filled(b"a: b", b"x #x"),
    "a long word": filled(b"statements:\n- stance: ", b"s"),
    "a long name": filled(b"", b"k", b": a"),
    "a long address": filled(b"sources:\n- {id: a, title: b, url: 'http://", b"a.", b"'}\n"),
    "a long id": filled(b"sources:\n- {id: ", b"a-", b"!, title: b}\n"),
    "a long number": filled(b"statements:\n- {issue: a, stance: supports, summary: x, value: ", b"9", b"}\n"),
    "a long day": filled(b"recorded: ", b"2"),
}


def measured(name: str) -> tuple[float, int]:
    """Seconds of the processor and megabytes that reading takes, in a process that has read nothing so large before."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    read_file("demo/russia/2025-08-24.yaml", FILES[name])
    return time.process_time() - began, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


def main() -> int:
    """Read them all."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        took = dict(zip(FILES, pool.map(measured, FILES, chunksize=1), strict=True))
    longest, largest = max(took, key=lambda name: took[name][0]), max(took, key=lambda name: took[name][1])
    told = {"longest": [longest, round(took[longest][0], 2)], "largest_mb": [largest, took[largest][1]]}
    print(json.dumps({"part": "large files", "files": len(FILES), **told}), flush=True)
    return int(took[longest][0] > MOST_SECONDS or took[largest][1] > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
