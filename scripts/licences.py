"""Write `docs/licences.md`: every package that the app needs to run, with its licence as its own metadata tells it.

python scripts/licences.py            print it
python scripts/licences.py --write    write it
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
OF_THEIR_FILES = {"resvg-py": "MIT"}
"""What the licence file of a package says whose metadata say nothing."""
PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences

What the app needs to run, with what that needs in turn, on the machine this was written on. `python scripts/licences.py --write` writes
this page from what is installed; a test holds it complete. Tools for tests and checks are not part of what runs, and not listed.

| package | licence |
|---|---|
"""


def needed() -> list[str]:
    """Every package of requirements.txt and what it needs, by name, in order."""
    listed = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    waiting = [Requirement(line) for line in listed if line and not line.startswith("#")]
    found: dict[str, set[str]] = {}
    while waiting:
        asked = waiting.pop()
        name = normal(asked.name)
        if asked.extras <= found.get(name, {"?"}) and name in found:
            continue
        found.setdefault(name, set()).update(asked.extras)
        waiting += _asked_by(name, asked.extras)
    return sorted(found)


def _asked_by(name: str, extras: set[str]) -> Iterator[Requirement]:
    for line in distribution(name).requires or ():
        asked = Requirement(line)
        if asked.marker is None or any(asked.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield asked


def normal(name: str) -> str:
    """`Typing_Extensions` as `typing-extensions`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(package: Distribution) -> str:
    """As the metadata says it: an SPDX expression, else the classifiers, else the first line of the old field."""
    told = package.metadata
    if expression := _first(package, "License-Expression"):
        return expression
    classified = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License :: OSI Approved :: ")]
    old = _first(package, "License").strip().partition("\n")[0]
    return (
        " and ".join(classified) or (old if len(old) < 60 else "") or OF_THEIR_FILES.get(normal(package.name), "not told; see the package")
    )


def _first(package: Distribution, name: str) -> str:
    return next(iter(package.metadata.get_all(name) or ()), "")


def page() -> str:
    """The whole page."""
    return HEAD + "".join(f"| `{name}` | {licence(distribution(name)).replace('|', '/')} |\n" for name in needed())


def main() -> int:
    try:
        told = page()
    except PackageNotFoundError as missing:
        print(f"{missing.name} is not installed; run `make setup` first", file=sys.stderr)
        return 1
    if "--write" in sys.argv[1:]:
        PAGE.write_text(told, encoding="utf-8")
    else:
        print(told, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
