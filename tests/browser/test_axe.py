"""No serious barrier for anybody, on any page, on paper-white or dark, on a desk or a telephone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.reader import NARROW, PAGES, Readers

pytestmark = pytest.mark.browser

EVIDENCE = {"cell": "russia|western-guarantees", "asof": "2026-02-28"}


def barriers(page: Any) -> list[str]:
    """What axe finds serious or critical: the rule, and the first few places."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['help']}; {[node['target'] for node in each['nodes'][:3]]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("evidence", [{}, EVIDENCE], ids=["bare", "with evidence"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_serious_barrier(page: str, theme: str, evidence: dict[str, str], readers: Readers, app: str) -> None:
    reader = readers.new(app, theme=theme).open(f"/{page}", **evidence)
    assert reader.evidence.count() == bool(evidence)
    wide = barriers(reader.page)
    narrow = barriers(reader.resize(NARROW).page)
    assert (wide, narrow) == ([], [])


def test_the_dark_page_is_dark(readers: Readers, app: str) -> None:
    reader = readers.new(app, theme="dark").open("/matrix")
    assert reader.ask("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(14, 17, 23)"
