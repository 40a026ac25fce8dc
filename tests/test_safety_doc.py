"""docs/safety.md names commands that are there, and counts that are true."""

from __future__ import annotations

import re
from pathlib import Path

from parley import headers
from parley.headers import page_policy
from tests.payloads import PAYLOADS, WRITABLE
from tests.poisoned import texts

ROOT = Path(__file__).resolve().parents[1]
SAFETY = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")


def test_every_test_that_proves_a_promise_is_there() -> None:
    named = re.findall(r"tests/[\w/]+\.py", SAFETY)
    assert len(named) > 8
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_the_counts_of_the_corpus_are_true() -> None:
    assert f"{len(PAYLOADS)} payloads" in SAFETY
    assert f"each of the {len(WRITABLE)} that a file may hold stands in each of the {len(texts())} fields" in " ".join(SAFETY.split())


def test_every_hole_in_the_policy_has_its_reason() -> None:
    parts = {part.split()[0]: part.split()[1:] for part in page_policy(["'sha256-x'"]).split("; ")}
    holes = {
        f"{name} {source}" for name, sources in parts.items() for source in sources if source not in ("'self'", "'none'", "'sha256-x'")
    }
    told = SAFETY.replace("`img-src data: blob:`", "`img-src data:` `img-src blob:`")
    assert {hole for hole in holes if f"`{hole}`" not in told} == set()


def test_every_setting_is_told() -> None:
    assert all(f"`{name}" in SAFETY for name in (headers.FRAME_ANCESTORS, headers.HOSTS, headers.BASE, headers.DESK))
