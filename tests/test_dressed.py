"""Every page begins with the style of the house in it; what is no page is left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from parley.dressed import AT_HOME, preloads
from parley.headers import inline_scripts
from parley.ui.beside import house

STYLE = house()


@pytest.fixture(scope="module")
def reader(app: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=app) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/matrix", "/matrix?negotiation=ukraine-peace&embed=true", "/no/such/page"])
def test_a_page_comes_with_the_style_after_everything_else(path: str, reader: httpx.Client) -> None:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f"<style>{STYLE}</style></body>" in answer.text
    assert answer.text.index('<div id="root">') < answer.text.index(STYLE)
    assert "script-src" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-cache"


def test_a_page_says_where_the_app_is_before_any_script_asks(reader: httpx.Client) -> None:
    answer = reader.get("/matrix")
    assert answer.text.partition("<script")[2].startswith(AT_HOME.removeprefix("<script"))
    assert inline_scripts(AT_HOME)[0] in answer.headers["content-security-policy"]


def test_a_page_is_packed_for_who_takes_that_and_not_for_others(reader: httpx.Client) -> None:
    packed, plain = (reader.get("/matrix", headers={"Accept-Encoding": how}) for how in ("gzip", "identity"))
    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2


def test_who_has_the_page_is_told_so(reader: httpx.Client) -> None:
    first = reader.get("/matrix")
    again = reader.get("/claims", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert reader.get("/claims", headers={"If-None-Match": '"another"'}).text == first.text


def test_only_its_head_is_told_to_who_asks_for_that(reader: httpx.Client) -> None:
    answer = reader.head("/matrix")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/api/positions.csv", "/print/matrix", "/healthz", "/version", "/_stcore/health", "/api/nothing"])
def test_what_is_no_page_is_left_alone(path: str, reader: httpx.Client) -> None:
    assert STYLE not in reader.get(path).text


def test_what_a_page_needs_comes_as_it_is(reader: httpx.Client) -> None:
    script = reader.get("/matrix").text.partition('src="./')[2].partition('"')[0]
    answer = reader.get(f"/{script}")
    assert answer.status_code == 200
    assert "javascript" in answer.headers["content-type"]
    assert "immutable" in answer.headers["cache-control"]


def test_what_pages_are_drawn_by_is_fetched_at_once(reader: httpx.Client) -> None:
    links = re.findall(r'<link rel="modulepreload" crossorigin href="\./([^"]+)">', reader.get("/matrix").text)
    assert len(links) == len(set(links))
    assert {
        name for name in ("BidiComponent", "Checkbox", "DateInput", "Html", "LinkButton") if any(f"/{name}." in each for each in links)
    } == {
        "BidiComponent",
        "Checkbox",
        "DateInput",
        "Html",
        "LinkButton",
    }
    assert not any("Plotly" in each for each in links)
    assert {reader.head(f"/{each}").status_code for each in links} == {200}


def test_a_script_that_is_not_there_any_more_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "Html.1.js").write_text("import{a}from'./first.2.js';import\"./second.3.js\";const later=()=>import('./Plotly.4.js')")
    for name in ("first.2", "second.3", "Plotly.4", "Other.5"):
        (tmp_path / f"{name}.js").write_text("import './gone.6.js'")
    links = preloads('<script src="./static/js/first.2.js">', tmp_path, ("Html", "NoSuch"))
    assert re.findall(r"js/(\w+)", links) == ["Html", "second"]
