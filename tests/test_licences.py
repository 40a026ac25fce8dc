"""docs/licences.md names every package that runs, and says what the installed ones say."""

from __future__ import annotations

import re

from packaging.requirements import Requirement

from scripts import licences


def told() -> dict[str, str]:
    return dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", licences.PAGE.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_package_of_the_requirements_and_all_they_need_is_listed() -> None:
    direct = [line for line in (licences.ROOT / "requirements.txt").read_text().splitlines() if line and not line.startswith("#")]
    assert {licences.normal(Requirement(line).name) for line in direct} <= set(told())
    assert set(licences.needed()) <= set(told())


def test_every_package_has_a_licence_and_it_is_the_one_it_names() -> None:
    page = licences.page()
    written = licences.PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in page.splitlines() if line not in written] == [], "run `python scripts/licences.py --write`"
    assert "not told" not in page


def test_every_listed_package_is_in_the_lock() -> None:
    lock = (licences.ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert [name for name in told() if not re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE)] == []
