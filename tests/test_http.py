"""Routes beside the pages: the same view, the same rows, the same sentences."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlencode

import pytest
from jsonschema import Draft202012Validator
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from parley import http, schema, sending, store, yamlfile
from parley.answers import Addresses, Shelf
from parley.cli import main
from parley.export import named, xlsx
from parley.export.documents import Document, Occasion
from parley.export.forms import FORMS, Form
from parley.http import ROUTES, Beside
from parley.store import Snapshot
from parley.view import View, decode
from tests.making import TALKS, talks, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store.VARIABLE, str(tmp_path))
    monkeypatch.delenv(sending.BASE, raising=False)
    monkeypatch.setattr(sending, "_SHELF", Shelf())
    monkeypatch.setattr(sending, "_ADDRESSES", Addresses())
    return talks(tmp_path)


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    assert folder.is_dir()
    with TestClient(Starlette(routes=ROUTES)) as client:
        yield client


ASKED = {"actor": "russia~usa", "topic": "security", "since": "2025-06-02", "q": "neutrality"}


@pytest.mark.parametrize("name", named.NAMES)
@pytest.mark.parametrize(("form", "exact"), [*((form, False) for form in FORMS), ("csv", True)])
def test_a_route_and_the_command_line_give_the_same_bytes(
    name: str, form: str, exact: bool, client: TestClient, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer = client.get(f"/api/{name}.{form}", params=ASKED | ({"exact": "1"} if exact else {}))
    flags = [text for field, value in ASKED.items() for text in (f"--{field}", value)]
    assert main(["table", name, *flags, "--format", form, *(["--exact"] if exact else [])]) == 0
    assert (answer.status_code, answer.headers["content-type"]) == (200, FORMS[form].media)
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


@pytest.mark.parametrize("path", [*(f"/api/positions.{form}" for form in FORMS), "/print/matrix"])
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


@pytest.mark.parametrize("path", ["/healthz", "/api/positions.csv", "/print/matrix"])
def test_without_a_folder_every_route_says_so(path: str, tmp_path: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.VARIABLE, str(tmp_path / "nowhere"))
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (503, f"there is no folder {tmp_path / 'nowhere'}\n")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("exact=yes", "`exact`: `yes` is not known here; it is 1 or 0\n"),
        ("exact=0&exact=1", "`exact`: given more than once; the last one counts\n"),
        (
            "actor=rusia&exact=2",
            "`actor`: `rusia` is not known here; did you mean `russia`?\n`exact`: `2` is not known here; it is 1 or 0\n",
        ),
    ],
)
def test_exact_takes_two_words(query: str, told: str, client: TestClient) -> None:
    answer = client.get(f"/api/positions.csv?{query}")
    assert (answer.status_code, answer.text) == (400, told)


def test_exact_0_and_nothing_are_the_same_file(client: TestClient) -> None:
    tags = [client.get(f"/api/positions.csv{query}").headers["etag"] for query in ("", "?exact=", "?exact=0", "?exact=1")]
    assert tags[0] == tags[1] == tags[2] != tags[3]


def test_exact_belongs_to_tables(client: TestClient) -> None:
    answer = client.get("/print/matrix?exact=1")
    assert (answer.status_code, answer.text) == (400, "nothing here is called `exact`\n")


def test_a_query_of_more_than_8_kb_is_too_long_and_one_of_8_is_read(client: TestClient) -> None:
    most = "actor=" + "~".join(["russia"] * 1169)  # 8,188 characters
    assert client.get(f"/api/positions.csv?{most}").status_code == 200
    answer = client.get(f"/api/positions.csv?{most}~usa~uk")
    assert (answer.status_code, answer.text) == (
        414,
        "the query is longer than 8,192 characters; name fewer ids, or take a whole topic or bloc\n",
    )


def test_a_table_that_does_not_fit_its_form_is_refused_in_a_sentence(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 10)
    answer = client.get("/api/statements.xlsx?sort=name")
    assert (answer.status_code, answer.text) == (400, "a sheet holds 10 rows and these are 11; narrow the view, or take CSV or Parquet\n")


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


# Not modified


def never(*_: object) -> Iterator[bytes]:
    raise AssertionError("this is not made")


UNMADE = Form("csv", "", "text/csv; charset=utf-8", never, exact=True)


@pytest.fixture
def made_no_more(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> str:
    """The tag of the positions as CSV; from now on no CSV is made. Nothing that was made is kept."""
    tag = str(client.get("/api/positions.csv", headers={"Accept-Encoding": "identity"}).headers["etag"])
    monkeypatch.setitem(FORMS, "csv", UNMADE)
    monkeypatch.setattr(sending, "_SHELF", Shelf())
    monkeypatch.setattr(sending, "_ADDRESSES", Addresses())
    return tag


@pytest.mark.parametrize("header", ["{0}", "W/{0}", '"x", {0}', "*"])
def test_who_has_the_file_is_told_so_and_nothing_is_made(header: str, made_no_more: str, client: TestClient) -> None:
    answer = client.get("/api/positions.csv", headers={"If-None-Match": header.format(made_no_more), "Accept-Encoding": "identity"})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == made_no_more
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "content-length" not in answer.headers


def test_the_same_view_in_other_words_is_the_same_file(made_no_more: str, client: TestClient) -> None:
    query = "negotiation=demo&group=topic&page=1&actor="  # what they have when nothing is said
    assert client.get(f"/api/positions.csv?{query}", headers={"If-None-Match": made_no_more}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/api/positions.csv?actor=usa", "/api/positions.json", "/api/statements.csv", "/api/positions.csv?exact=1"]
)
def test_another_view_form_or_table_is_another_file(path: str, client: TestClient) -> None:
    tag = client.get("/api/positions.csv").headers["etag"]
    answer = client.get(path, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.headers["etag"] == tag) == (200, False)


def test_when_the_files_change_the_old_answer_is_never_given_again(
    folder: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    before = client.get("/api/statements.json")
    write(folder, {"demo/uk/2024-11-29.yaml": TALKS["demo/uk/2024-11-29.yaml"].replace("Nobody", "No one")})
    after = client.get("/api/statements.json", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert "No one ordered anybody." in after.text
    assert after.headers["x-data-version"] == after.json()["data_version"] == store.current().version != before.json()["data_version"]


def test_what_was_made_is_not_made_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get("/api/positions.csv?actor=usa")
    monkeypatch.setitem(FORMS, "csv", UNMADE)
    assert client.get("/api/positions.csv?actor=usa").content == first.content  # the same words
    assert client.get("/api/positions.csv?group=topic&actor=usa").content == first.content  # the same view
    with pytest.raises(AssertionError, match="this is not made"):
        client.get("/api/positions.csv?actor=uk")


# Compressed, or by its head alone, or in pieces


@pytest.mark.parametrize("path", ["/api/positions.csv", "/api/positions.json", "/print/matrix"])
def test_who_takes_gzip_gets_the_same_file_under_a_tag_of_its_own(path: str, client: TestClient) -> None:
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    packed = client.get(path, headers={"Accept-Encoding": "br, gzip"})
    assert (packed.headers["content-encoding"], "content-encoding" in plain.headers) == ("gzip", False)
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) == len(plain.content)
    assert packed.content == plain.content  # the client has unpacked it
    assert packed.headers["etag"] == f'{plain.headers["etag"][:-1]}-gzip"'
    assert client.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_what_is_compressed_already_is_left_as_it_is(form: str, client: TestClient) -> None:
    assert "content-encoding" not in client.get(f"/api/positions.{form}", headers={"Accept-Encoding": "gzip"}).headers


@pytest.mark.parametrize("path", ["/api/positions.csv", "/api/matrix.xlsx", "/print/matrix"])
def test_a_head_says_what_the_whole_answer_would(path: str, client: TestClient) -> None:
    head, whole = client.head(path), client.get(path)
    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("form", FORMS)
def test_a_large_table_is_sent_as_it_is_made(form: str, encoding: str, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    small = client.get(f"/api/statements.{form}", headers={"Accept-Encoding": encoding})
    monkeypatch.setattr(sending, "_SHELF", Shelf(large=100))
    large = client.get(f"/api/statements.{form}", headers={"Accept-Encoding": encoding})
    assert large.content == small.content
    assert {*small.headers} - {*large.headers} == {"content-length"}
    head = client.head(f"/api/statements.{form}", headers={"Accept-Encoding": encoding})
    assert (head.content, head.headers["etag"]) == (b"", small.headers["etag"])


# For any site, and only to read


@pytest.mark.parametrize("path", ["/api/positions.csv", "/api/positions.csv?actor=rusia", "/api/nothing", "/print/matrix", "/healthz"])
def test_any_site_may_read_even_what_went_wrong(path: str, client: TestClient) -> None:
    answer = client.get(path, headers={"Origin": "https://paper.example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "ETag" in answer.headers["access-control-expose-headers"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/api/positions.csv", "/print/matrix", "/healthz", "/api/nothing"])
def test_a_browser_that_asks_first_may_ask(path: str, client: TestClient) -> None:
    asked = {
        "Origin": "https://paper.example.org",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "If-None-Match",
    }
    answer = client.options(path, headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["access-control-allow-headers"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/api/positions.csv", "/healthz", "/api/nothing"])
def test_nobody_can_write(method: str, path: str, client: TestClient) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.text == f"{method} is not answered here: these addresses are only read\n"


# Documents take the same path


def links(_: View, __: Snapshot, occasion: Occasion) -> bytes:
    return f"<a href='{occasion.base}/matrix'>{occasion.today}</a>".encode()


def with_documents(*documents: Document) -> TestClient:
    return TestClient(
        Starlette(routes=[Route(f"/api/{each.name}", sending.Reading(partial(http.document, made=each))) for each in documents])
    )


PAGE = Document("page.html", "a page", "text/html; charset=utf-8", links)
DATED = Document("feed.atom", "a feed", "application/atom+xml", links, dated=True)
PICTURE = Document("matrix.svg", "a picture", "image/svg+xml", links)
ARCHIVE = Document("package.zip", "a package", "application/zip", links)


@pytest.mark.usefixtures("folder")
def test_a_document_is_tagged_and_kept_like_a_table() -> None:
    with with_documents(PAGE) as client:
        first = client.get("/api/page.html?actor=usa")
        again = client.get("/api/page.html?actor=usa", headers={"If-None-Match": first.headers["etag"]})
        wrong = client.get("/api/page.html?actor=rusia")
    assert (first.status_code, first.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert first.headers["content-disposition"] == f'inline; filename="demo-page-2025-08-24-data-{store.current().version}.html"'
    assert again.status_code == 304
    assert (wrong.status_code, wrong.text) == (400, "`actor`: `rusia` is not known here; did you mean `russia`?\n")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("made", "shown"), [(PAGE, "inline"), (PICTURE, "inline"), (DATED, "inline"), (ARCHIVE, "attachment")])
def test_what_a_browser_can_show_is_shown(made: Document, shown: str) -> None:
    with with_documents(made) as client:
        assert client.get(f"/api/{made.name}").headers["content-disposition"].startswith(f"{shown}; ")


@pytest.mark.usefixtures("folder")
def test_a_picture_cannot_run_anything() -> None:
    with with_documents(PICTURE) as client:
        assert client.get("/api/matrix.svg").headers["content-security-policy"].startswith("default-src 'none'; ")


@pytest.mark.usefixtures("folder")
def test_links_lead_to_the_host_that_was_asked_for_and_never_to_that_of_another() -> None:
    with with_documents(PAGE) as client:
        told = [
            client.get("/api/page.html", headers={"Host": host})
            for host in ("desk.example.org", "other.example.org:8600", "desk.example.org")
        ]
    assert [answer.text.split("'")[1] for answer in told] == [
        "http://desk.example.org/matrix",
        "http://other.example.org:8600/matrix",
        "http://desk.example.org/matrix",
    ]
    assert told[0].headers["etag"] == told[2].headers["etag"] != told[1].headers["etag"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("host", ["a'b", "<b>", "a b", "desk.example.org/x", "desk.example.org:port"])
def test_what_is_no_host_is_no_link(host: str) -> None:
    with with_documents(PAGE) as client:
        assert client.get("/api/page.html", headers={"Host": host}).text.startswith("<a href='/matrix'>")


@pytest.mark.usefixtures("folder")
def test_a_desk_behind_a_proxy_says_where_its_readers_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sending.BASE, "https://desk.example.org/")
    asked = {"Host": "10.0.0.7", "X-Forwarded-Host": "evil.example.org", "X-Forwarded-Proto": "gopher"}
    with with_documents(PAGE) as client:
        assert client.get("/api/page.html", headers=asked).text.startswith("<a href='https://desk.example.org/matrix'>")
        monkeypatch.delenv(sending.BASE)
        assert client.get("/api/page.html", headers=asked).text.startswith("<a href='http://10.0.0.7/matrix'>")


@pytest.mark.usefixtures("folder")
def test_only_a_dated_document_is_another_one_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    def tags(today: date) -> list[str]:
        for module in (http, sending):
            monkeypatch.setattr(module, "date", SimpleNamespace(today=lambda: today))
        with with_documents(PAGE, DATED) as client:
            return [client.get(f"/api/{each.name}").headers["etag"] for each in (PAGE, DATED)]

    one, other = tags(date(2025, 8, 24)), tags(date(2025, 8, 25))
    assert (one[0] == other[0], one[1] == other[1]) == (True, False)


# Beside the pages


@pytest.fixture
def beside(folder: Path) -> Iterator[TestClient]:
    """The routes before an app that answers everything and compresses what it can, as the pages do."""
    assert folder.is_dir()
    pages = Starlette(
        routes=[Route("/{rest:path}", lambda _: PlainTextResponse("a page" * 200))],
        middleware=[Middleware(Beside), Middleware(GZipMiddleware)],
    )
    with TestClient(pages) as client:
        yield client


def test_what_is_no_route_is_left_to_the_pages(beside: TestClient) -> None:
    for path in ("/", "/matrix", "/apis", "/healthz/more"):
        answer = beside.get(path)
        assert answer.text.startswith("a page")
        assert answer.headers["content-encoding"] == "gzip"


def test_the_pages_never_compress_what_a_route_sends(beside: TestClient) -> None:
    answer = beside.get("/api/matrix.xlsx", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers
    with beside.stream("GET", "/api/matrix.csv", headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    assert gzip.decompress(raw) == beside.get("/api/matrix.csv", headers={"Accept-Encoding": "identity"}).content
    assert beside.get("/api/nothing").status_code == 404
