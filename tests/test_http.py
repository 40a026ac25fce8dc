"""Routes beside the pages: the same view, the same rows, the same sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from jsonschema import Draft202012Validator
from starlette.applications import Starlette
from starlette.testclient import TestClient

from parley import schema, store, yamlfile
from parley.cli import main
from parley.export import named
from parley.http import ROUTES
from parley.view import decode
from tests.making import TALKS, talks, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store.VARIABLE, str(tmp_path))
    return talks(tmp_path)


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    assert folder.is_dir()
    with TestClient(Starlette(routes=ROUTES)) as client:
        yield client


ASKED = {"actor": "russia~usa", "topic": "security", "since": "2025-06-02", "q": "neutrality"}


@pytest.mark.parametrize("name", named.NAMES)
@pytest.mark.parametrize("exact", [False, True])
def test_a_route_and_the_command_line_give_the_same_bytes(
    name: str, exact: bool, client: TestClient, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer = client.get(f"/api/{name}.csv", params=ASKED | ({"exact": "1"} if exact else {}))
    flags = [text for field, value in ASKED.items() for text in (f"--{field}", value)]
    assert main(["table", name, *flags, *(["--exact"] if exact else [])]) == 0
    assert answer.status_code == 200
    assert answer.content == capsysbinary.readouterr().out


def test_json_of_a_route_is_that_of_the_command_line(client: TestClient, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    answer = client.get("/api/claims.json", params={"actor": "usa"})
    assert main(["table", "claims", "--actor", "usa", "--format", "json"]) == 0
    assert answer.content == capsysbinary.readouterr().out
    assert answer.headers["content-type"] == "application/json"
    assert list(answer.json()) == ["title", "view", "data_version", "rows"]


def test_repeated_parameters_are_read_too(client: TestClient) -> None:
    assert client.get("/api/matrix.csv?actor=russia&actor=usa").content == client.get("/api/matrix.csv?actor=russia~usa").content


def test_a_download_is_named_for_what_it_holds(client: TestClient) -> None:
    answer = client.get("/api/positions.csv?asof=2025-06-02")
    saved = f'attachment; filename="demo-positions-2025-06-02-data-{store.current().version}.csv"'
    assert answer.headers["content-disposition"] == saved
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("path", ["/api/positions.csv", "/api/positions.json", "/print/matrix"])
@pytest.mark.parametrize("query", ["actor=rusia", "asof=2025-02-30&actors=usa", "from=2025-08-02&to=2025-08-01"])
def test_what_cannot_be_followed_is_answered_with_the_sentences_of_the_page(path: str, query: str, client: TestClient) -> None:
    answer = client.get(f"{path}?{query}")
    _, faults = decode(parse_qs(query), store.current())
    assert faults
    assert (answer.status_code, answer.text.splitlines()) == (400, faults)


@pytest.mark.parametrize(
    "path",
    [
        "/api/statments.csv",
        "/api/statements.xml",
        "/api/statements",
        "/api/",
        "/api/a/b.csv",
        "/print/matrx",
        "/print/",
        "/schema/",
        "/schema/position",
    ],
)
def test_a_mistyped_path_is_not_found(path: str, client: TestClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_mistyped_table_is_told_which_there_are(client: TestClient) -> None:
    assert ", ".join(named.NAMES) in client.get("/api/statments.csv").text


def test_health_says_which_data_is_there(folder: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    counts = {"negotiations": 1, "statements": 11, "claims": 2, "problems": 0}
    assert client.get("/healthz").json() == {"data_version": store.current().version, **counts}
    write(folder, {"demo/uk/2024-11-29.yaml": TALKS["demo/uk/2024-11-29.yaml"].replace("opposes", "oposes")})
    assert client.get("/healthz").json() == {"data_version": store.current().version, **counts, "statements": 10, "problems": 1}


def test_the_printed_matrix_is_a_page_of_words(client: TestClient) -> None:
    answer = client.get("/print/matrix?actor=russia&issue=neutrality")
    assert answer.status_code == 200
    assert "Russia on Permanent neutrality, as of 24 Aug 2025" in answer.text
    assert "supports, demand, own words, 24 Aug 2025, the same day" in answer.text
    assert "<script" not in answer.text


def test_text_from_files_is_never_html_on_paper(folder: Path, client: TestClient) -> None:
    write(folder, {"demo/actors.yaml": TALKS["demo/actors.yaml"].replace("name: Russia", "name: <b>Russia</b>")})
    text = client.get("/print/matrix").text
    assert "&lt;b&gt;Russia&lt;/b&gt;" in text
    assert "<b>Russia" not in text


def test_the_link_on_paper_brings_the_same_matrix_back(client: TestClient) -> None:
    text = client.get("/print/matrix?actor=usa").text
    link = urlencode({"negotiation": "demo", "actor": "usa", "asof": "2025-08-24", "known": "2025-08-25"}).replace("&", "&amp;")
    assert f"/matrix?{link}" in text


@pytest.mark.parametrize("kind", schema.MODELS)
def test_every_kind_of_file_has_its_schema(kind: str, client: TestClient) -> None:
    answer = client.get(f"/schema/{kind}.json")
    assert answer.headers["content-type"] == "application/schema+json"
    assert answer.json() == schema.json_schema(kind)
    Draft202012Validator.check_schema(answer.json())


def test_a_mistyped_kind_of_file_is_told_which_there_are(client: TestClient) -> None:
    answer = client.get("/schema/positions.json")
    assert (answer.status_code, ", ".join(schema.MODELS) in answer.text) == (404, True)


def test_the_sample_of_a_position_file_keeps_its_schema(client: TestClient) -> None:
    told = yamlfile.read((store.folder() / "demo/russia/2025-08-24.yaml").read_bytes()).value
    validator = Draft202012Validator(client.get("/schema/position.json").json())
    assert list(validator.iter_errors(told)) == []
    told["statements"][0]["stance"] = "suports"
    assert len(list(validator.iter_errors(told))) == 1
