"""Links that people have kept since earlier releases (links.yaml) are followed whole, and show what they showed."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from parley import store, yamlfile
from parley.http import ROUTES
from parley.store import Snapshot
from parley.ui.sitemap import TITLES
from parley.view import PARAMETERS, decode, encode
from tests.headed import titles

HOUSE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Kept:
    """One link. shows : the parameters of its view, or None where they are not spelled out; rows : how many, or None."""

    link: str
    shows: dict[str, str] | None
    rows: int | None

    @property
    def path(self) -> str:
        return urlsplit(self.link).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.link).query)


def kept() -> list[Kept]:
    whole = yamlfile.read((Path(__file__).parent / "links.yaml").read_bytes()).value
    entries = [entry for release in whole["releases"] for entry in release["links"]]
    return [Kept(each["link"], each.get("shows"), int(each["rows"]) if "rows" in each else None) for each in entries]


KEPT = kept()
PAGES = [each for each in KEPT if not each.path.startswith(("/api/", "/print/"))]
ROUTED = [each for each in KEPT if each not in PAGES]


def link_of(each: Kept) -> str:
    return each.link


@pytest.fixture(scope="module", autouse=True)
def shipped() -> Snapshot:
    return store.read(store.SHIPPED)


@pytest.fixture(autouse=True)
def _over_what_ships(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(store.VARIABLE, raising=False)


def test_the_file_holds_links_to_every_page_with_every_parameter() -> None:
    assert {each.path.removeprefix("/") for each in PAGES} == {"", *TITLES}
    assert {name for each in KEPT for name in each.query} == {*PARAMETERS, "exact"}
    assert len({each.link for each in KEPT}) == len(KEPT)


@pytest.mark.parametrize("each", KEPT, ids=link_of)
def test_every_part_of_a_kept_link_is_followed(each: Kept, shipped: Snapshot) -> None:
    query = {name: values for name, values in each.query.items() if name != "exact"}
    view, faults = decode(query, shipped)
    assert faults == []
    assert set(query) <= set(encode(view))
    if each.shows is not None:
        assert encode(view) == each.shows


@pytest.mark.parametrize("each", PAGES, ids=link_of)
def test_the_page_of_a_kept_link_is_shown_without_a_warning(each: Kept) -> None:
    app = AppTest.from_file(HOUSE / "parley" / "ui" / "frame.py", default_timeout=60)
    for name, values in each.query.items():
        app.query_params[name] = values
    app.run()
    if each.path != "/":
        app.switch_page(str(HOUSE / "pages" / f"{each.path.removeprefix('/')}.py")).run()
    assert not app.exception
    assert not app.warning
    assert len(titles(app)) == 1


@pytest.mark.parametrize("each", ROUTED, ids=link_of)
def test_the_route_of_a_kept_link_answers_with_its_rows(each: Kept) -> None:
    with TestClient(Starlette(routes=ROUTES)) as client:
        answer = client.get(each.link)
    assert answer.status_code == 200
    if each.rows is not None:
        assert len(list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))) == each.rows > 0
