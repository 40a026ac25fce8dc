"""Share, on every page: the link, files, lines for programs, citations and the embed all say what is on the screen."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from parley import store
from parley.export import programs
from parley.export.documents import Document
from parley.export.forms import FORMS
from parley.http import ROUTES
from parley.ui import embed, share
from parley.ui.sitemap import TITLES
from parley.view import View, decode, pinned
from tests.making import TALKS, talks, write

HOUSE = Path(__file__).resolve().parents[1]
FILTERED = {"actor": "russia~ukraine", "topic": "security", "asof": "2025-08-24"}
LINK, PANDAS, R, CURL, SHORT, LONG, BIBTEX, CSL, EMBED = range(9)
"""What can be copied, in its order."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store.VARIABLE, str(tmp_path))
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    return talks(tmp_path)


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    assert folder.is_dir()
    with TestClient(Starlette(routes=ROUTES)) as client:
        yield client


def opened(page: str, /, **query: str) -> AppTest:
    """The page with Share open."""
    app = AppTest.from_file(HOUSE / "parley" / "ui" / "frame.py", default_timeout=20).run()
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(str(HOUSE / "pages" / f"{page}.py")).run()
    app.session_state["share"] = True
    app.run()
    assert not app.exception
    return app


def copied(app: AppTest) -> list[str]:
    return [str(each.value) for each in app.code]


def ways(app: AppTest) -> dict[str, list[str]]:
    """The links below each heading."""
    bodies = [each.proto.body for each in app.get("html") if 'class="ways"' in each.proto.body]
    return {body.split("<h3>")[1].split("</h3>")[0]: [unescape(each) for each in re.findall(r'href="([^"]+)"', body)] for body in bodies}


def asked(link: str) -> View:
    """The view of a link, every part of which must be followed."""
    query = parse_qs(urlsplit(link).query)
    for beside in ("exact", "embed"):
        query.pop(beside, None)
    view, faults = decode(query, store.current())
    assert faults == []
    return view


SHARED = [page for page in TITLES if page != "draft"]
"""The pages that show something to others: a draft is its editor's own."""


def address(text: str) -> str:
    """The web address in a text that can be copied; in tests no host is known."""
    found = re.search(r"(?:/api)?/[a-z_]+(?:\.csv)?\?[^\s\"'}<]+", text)
    assert found
    return found[0]


@pytest.mark.parametrize("page", SHARED)
def test_whatever_share_gives_on_a_page_is_of_what_is_on_its_screen(page: str, folder: Path) -> None:
    assert folder.is_dir()
    version = store.current().version
    texts = copied(opened(page, **FILTERED))
    assert urlsplit(texts[LINK]).path == f"/{page}"
    assert len(texts) == 9
    for text in (texts[LINK], address(texts[PANDAS]), address(texts[R]), address(texts[CURL]), address(unescape(texts[EMBED]))):
        view = asked(text)
        assert (view.asof, view.known, view.data) == (date(2025, 8, 24), date(2025, 8, 25), version)
        assert set(view.actor) <= {"russia", "ukraine"}
    assert version in texts[SHORT]


@pytest.mark.parametrize("page", SHARED)
def test_every_file_that_share_offers_is_there(page: str, client: TestClient) -> None:
    found = ways(opened(page, **FILTERED))
    rows = found["The rows on this screen"]
    assert [urlsplit(each).path.rpartition(".")[2] for each in rows] == list(FORMS)
    assert len({urlsplit(each).query for each in rows}) == 1
    for each in (link for links in found.values() for link in links):
        assert client.get(each).status_code == 200, each


def test_the_copied_lines_ask_for_the_rows_of_the_csv_byte_for_byte(client: TestClient) -> None:
    app = opened("statements", actor="russia")
    plain = client.get(ways(app)["The rows on this screen"][0])
    for text in (copied(app)[PANDAS], copied(app)[R], copied(app)[CURL]):
        exact = client.get(address(text))
        assert exact.status_code == 200
        assert exact.content == plain.content.removeprefix("\ufeff".encode())  # nothing in these rows would run in a spreadsheet


def test_a_feed_moves_on_and_keeps_the_filters(folder: Path) -> None:
    assert folder.is_dir()
    [feed] = ways(opened("matrix", **FILTERED, cell="russia|neutrality", known="2025-08-24"))["What is new, for feed readers"]
    assert parse_qs(urlsplit(feed).query) == {"negotiation": ["demo"], "actor": ["russia~ukraine"], "topic": ["security"]}


def test_a_citation_says_which_day_it_was_looked_at(folder: Path) -> None:
    assert folder.is_dir()
    texts = copied(opened("matrix", **FILTERED))
    assert "Russia and Ukraine on Security, as of 24 Aug 2025" in texts[SHORT]
    assert f"urldate = {{{date.today().isoformat()}}}" in texts[BIBTEX]
    assert '"accessed"' in texts[CSL]


def test_an_opened_record_is_what_is_cited(folder: Path) -> None:
    assert folder.is_dir()
    texts = copied(opened("statements", statement="demo/russia/2025-06-02/neutrality"))
    assert "must be neutral" in texts[LONG]
    assert asked(texts[LINK]).statement == "demo/russia/2025-06-02/neutrality"
    assert asked(address(unescape(texts[EMBED]))).statement == ""


def test_where_files_do_not_say_when_they_were_entered_share_says_that_the_link_moves_on(folder: Path) -> None:
    write(folder, {"demo/uk/2024-11-29.yaml": TALKS["demo/uk/2024-11-29.yaml"].replace("recorded: 2025-06-03", "")})
    app = opened("matrix")
    assert any("Statements entered later will show in it" in each.value for each in app.markdown)
    assert asked(copied(app)[LINK]).known is None


def test_share_is_not_built_before_it_is_opened(folder: Path) -> None:
    assert folder.is_dir()
    app = AppTest.from_file(HOUSE / "parley" / "ui" / "frame.py", default_timeout=20).run()
    assert not app.code


def test_a_picture_is_offered_on_the_page_that_it_shows_and_a_package_on_all(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [Document(name, "", "", lambda *_: b"") for name in ("matrix.svg", "matrix-dark.png", "timeline.png", "package.zip", "cite.bib")]
    monkeypatch.setattr(share, "DOCUMENTS", {each.name: each for each in made})
    names = {page: [[each.name for each in part] for part in share._documents(page)] for page in ("matrix", "timeline", "gaps")}
    assert names == {
        "matrix": [["matrix.svg", "matrix-dark.png"], ["package.zip"]],
        "timeline": [["timeline.png"], ["package.zip"]],
        "gaps": [[], ["package.zip"]],
    }


# What is written for others


def test_the_line_for_a_shell_is_one_command_with_whole_arguments() -> None:
    url = "https://desk.example.org/api/statements.csv?q=a+%27b%27&actor=russia~usa&exact=1"
    assert shlex.split(programs.curl(url, "demo-statements.csv").replace("\\\n", "")) == [
        "curl", "--fail", "--output", "demo-statements.csv", url,
    ]  # fmt: skip


def test_the_lines_for_python_can_be_read_by_python() -> None:
    compile(programs.pandas("https://desk.example.org/api/statements.csv?q=%22&exact=1"), "copied", "exec")


def test_the_code_of_an_embed_is_one_element_whatever_the_title_holds() -> None:
    code = embed.code("https://desk.example.org/matrix?actor=a&q=%22", 'holding “"><script>”', 500)
    assert code.count("<") == 2
    assert 'src="https://desk.example.org/matrix?actor=a&amp;q=%22&amp;embed=true"' in code
    assert 'height="500"' in code


def test_a_picture_is_embedded_as_high_as_its_lines_need_within_bounds(folder: Path) -> None:
    snapshot = store.read(folder)
    of = View("demo")
    few, all_issues = of.but(actor=("usa",), issue=("neutrality",)), of.but(actor=("usa",))
    assert embed.height("matrix", few, snapshot) == 380
    assert embed.height("matrix", all_issues, snapshot) == 340 + 5 * 40
    assert embed.height("matrix", all_issues.but(rows="actor"), snapshot) == 380
    assert embed.height("timeline", of.but(issue=("neutrality",)), snapshot) == 400 + 6 * 44
    assert embed.height("statements", few, snapshot) == 760
    many = store.read(store.SHIPPED)
    assert embed.height("matrix", View("ukraine-peace"), many) == 900


def test_the_data_version_of_a_link_is_not_part_of_the_view_a_file_names(client: TestClient) -> None:
    view = pinned(View("demo", actor=("usa",)), store.current())
    bare = client.get("/api/statements.csv?actor=usa&asof=2025-08-24&known=2025-08-25")
    assert client.get(f"/api/statements.csv?actor=usa&asof=2025-08-24&known=2025-08-25&data={view.data}").content == bare.content
    assert client.get("/api/statements.csv?actor=usa&asof=2025-08-24&known=2025-08-25&data=0123456789ab").content == bare.content
    assert b"data%3D" not in bare.content
    assert b"&data=" not in bare.content
