"""No serious barrier for anybody, on any page, on paper-white or dark, on a desk or a telephone."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.reader import NARROW, PAGES, Readers

pytestmark = pytest.mark.browser

EVIDENCE = {"cell": "russia|western-guarantees", "asof": "2026-02-28"}


Rules = Literal["all", "contrast", "all but contrast"]
"""Contrast takes axe as long as everything else: it is asked for where it can differ, which is the ground and not the width."""
_CHOSEN: dict[Rules, dict[str, Any]] = {
    "all": {},
    "contrast": {"runOnly": ["color-contrast"]},
    "all but contrast": {"rules": {"color-contrast": {"enabled": False}}},
}


def barriers(page: Any, rules: Rules = "all", within: str | None = None) -> list[str]:
    """What axe finds serious or critical: the rule, and the first few places. within : a part of the page, as a selector."""
    found = Axe().run(page, context=within, options={"resultTypes": ["violations"], **_CHOSEN[rules]}).response["violations"]
    return [
        f"{each['id']}: {each['help']}; {[node['target'] for node in each['nodes'][:3]]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_serious_barrier(page: str, readers: Readers, app: str) -> None:
    """With and without evidence on a wide screen; on a narrow one with it, for everything else is there as well."""
    reader = readers.new(app).open(f"/{page}")
    assert reader.evidence.count() == 0
    assert barriers(reader.page) == []
    assert reader.follow(f"/{page}", **EVIDENCE).evidence.count() == 1
    assert barriers(reader.page) == []
    assert barriers(reader.resize(NARROW).page, "all but contrast") == []


def test_everything_can_be_read_on_dark_pages_too(readers: Readers, app: str) -> None:
    reader, found = readers.new(app, theme="dark").open("/"), {}
    for page in PAGES:
        assert reader.follow(f"/{page}", **EVIDENCE).evidence.count() == 1
        assert reader.path == f"/{page}"
        found[page] = barriers(reader.page, "contrast")
    assert [each for each in found.items() if each[1]] == []


def test_the_dark_page_is_dark(readers: Readers, app: str) -> None:
    reader = readers.new(app, theme="dark").open("/matrix")
    assert reader.ask("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(14, 17, 23)"
