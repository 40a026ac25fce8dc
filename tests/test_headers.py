"""What every answer says besides its content, held on the app as it is served."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256

import pytest
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.testclient import TestClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from parley import headers, http
from parley.headers import Guarded, SettingError, settings
from parley.ui.sitemap import TITLES

PAGES = ("/", *(f"/{page}" for page in TITLES), "/nothing-like-this")
DOCUMENTS = ("/healthz", "/api/positions.csv", "/api/claims.json", "/feed.atom", "/print/matrix", "/schema/position.json", "/api/mistyped")
STREAMLITS = ("/_stcore/health", "/_stcore/host-config", "/static/js/nothing.js")


def answer(address: str, **sent: str) -> tuple[int, Headers]:
    """Status and headers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=sent), timeout=20) as told:
            return told.status, _headers(told.headers.items())
    except urllib.error.HTTPError as refused:
        return refused.code, _headers(refused.headers.items())


def body(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as told:
        return str(told.read().decode())


def _headers(told: Iterable[tuple[str, str]]) -> Headers:
    return Headers(raw=[(name.lower().encode(), value.encode("latin-1")) for name, value in told])


def policy(told: Headers) -> dict[str, list[str]]:
    """The Content-Security-Policy, each part with what it allows; of several the narrower ones are added."""
    every = told.getlist("content-security-policy")
    return {part.split()[0]: part.split()[1:] for each in every for part in each.split(";") if part.strip()}


@pytest.mark.parametrize("path", [*PAGES, *DOCUMENTS, *STREAMLITS])
def test_every_answer_is_what_it_says_and_tells_other_sites_nothing(path: str, app: str) -> None:
    _, told = answer(app + path)
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "same-origin"
    assert "camera=()" in told["Permissions-Policy"]
    assert policy(told)["default-src"] == ["'none'"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_the_apps_own_scripts_and_asks_nobody_else(path: str, app: str) -> None:
    may = policy(answer(app + path)[1])
    inline = re.findall(r"<script>(.*?)</script>", body(app + path), re.DOTALL)
    hashed = [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in inline]
    assert may["script-src"][0] == "'self'" and may["script-src"][-1] == "blob:"
    assert inline and set(may["script-src"][1:-1]) == set(hashed)
    assert may["connect-src"] == may["base-uri"] == may["form-action"] == ["'self'"]
    assert not {"'unsafe-eval'", "*", "http:", "https:"} & {
        source for part in may.values() for source in part if part is not may["frame-ancestors"]
    }
    assert "object-src" not in may  # falls back to nothing at all


@pytest.mark.parametrize("path", ["/print/matrix", "/api/matrix.html"])
def test_a_page_of_our_own_runs_no_script_but_the_one_that_is_in_it(path: str, app: str) -> None:
    status, told = answer(app + path)
    assert status == 200
    may = policy(told)
    assert all(each.startswith("'sha256-") for each in may["script-src"])
    assert may["base-uri"] == may["form-action"] == ["'none'"]
    assert "connect-src" not in may


def test_a_picture_is_put_in_a_box_of_its_own(app: str) -> None:
    assert "sandbox" in policy(answer(f"{app}/api/matrix.svg")[1])


@pytest.mark.parametrize(
    ("path", "ancestors", "older"),
    [
        ("/matrix", "'self'", "SAMEORIGIN"),
        ("/matrix?embed=true", "*", None),
        ("/matrix?embed=false", "'self'", "SAMEORIGIN"),
        ("/api/matrix.html", "*", None),
        ("/api/matrix.svg", "*", None),
        ("/desk", "'none'", "DENY"),
        ("/desk?embed=true", "'none'", "DENY"),
        ("/draft?embed=true", "'none'", "DENY"),
        ("/deep/desk/?embed=true", "'none'", "DENY"),
    ],
)
def test_embeds_and_exports_may_stand_anywhere_pages_only_here_and_desks_nowhere(
    path: str, ancestors: str, older: str | None, app: str
) -> None:
    _, told = answer(app + path)
    assert policy(told)["frame-ancestors"] == [ancestors]
    assert told.get("X-Frame-Options") == older


def test_how_the_process_is_doing_is_told_to_nobody(app: str) -> None:
    assert answer(f"{app}/_stcore/metrics")[0] == 404


def test_no_other_site_may_read_the_pages_or_give_them_orders(app: str) -> None:
    _, told = answer(f"{app}/_stcore/host-config", Origin="https://elsewhere.example")
    assert "Access-Control-Allow-Origin" not in told
    with urllib.request.urlopen(f"{app}/_stcore/host-config", timeout=20) as config:
        assert b'"allowedOrigins":[]' in config.read().replace(b" ", b"")


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://localhost:1", "null", "https://127.0.0.1.elsewhere.example", ""])
def test_a_page_of_another_site_opens_no_session(origin: str, app: str) -> None:
    address = f"{app.replace('http', 'ws', 1)}/_stcore/stream"
    if not origin:
        with connect(address, origin=Origin(app)):
            return
    with pytest.raises(InvalidStatus, match="403"), connect(address, origin=Origin(origin)):
        pass


def served(environment: Mapping[str, str], path: str = "/matrix", **sent: str) -> tuple[int, Headers]:
    """The answer of an app that runs with these settings."""

    async def page(scope: headers.Scope, receive: headers.Receive, send: headers.Send) -> None:
        await HTMLResponse("<p>a page</p>")(scope, receive, send)

    guarded = Guarded(http.Beside(page), "<script>x</script>", settings(dict(environment)))
    told = TestClient(guarded, base_url="http://desk.example.org").get(path, headers=sent)
    return told.status_code, _headers(told.headers.multi_items())


def test_whose_pages_may_hold_embeds_can_be_said() -> None:
    sites = "https://paper.example https://*.example.org"
    assert policy(served({headers.FRAME_ANCESTORS: sites}, "/matrix?embed=true")[1])["frame-ancestors"] == sites.split()
    assert policy(served({headers.FRAME_ANCESTORS: "none"}, "/matrix?embed=true")[1])["frame-ancestors"] == ["'none'"]
    assert policy(served({headers.FRAME_ANCESTORS: sites}, "/matrix")[1])["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize(
    "wrong", ["https://paper.example; script-src *", "paper.example,other.example", "https://paper.example/path", "'unsafe'"]
)
def test_a_setting_that_cannot_be_followed_stops_the_start(wrong: str) -> None:
    with pytest.raises(SettingError, match="is no site; write"):
        settings({headers.FRAME_ANCESTORS: wrong})


def test_a_desk_is_shown_inside_of_nothing_and_answers_to_its_own_names_only() -> None:
    desk = {headers.DESK: "1", headers.BASE: "https://desk.example.org"}
    status, told = served(desk, "/matrix?embed=true")
    assert (status, policy(told)["frame-ancestors"], told["X-Frame-Options"]) == (200, ["'none'"], "DENY")
    assert served(desk, Host="localhost:8501")[0] == 200
    assert served(desk, Host="rebound.example")[0] == 421
    assert served({headers.DESK: "1"})[0] == 421
    assert served({headers.DESK: "1", headers.HOSTS: "desk.example.org, other.example.org"})[0] == 200


def test_without_settings_any_name_is_fine() -> None:
    assert served({}, Host="whatever.example")[0] == 200


def test_a_page_without_the_script_that_is_known_lets_none_run() -> None:
    assert headers.inline_scripts("<script src=x></script>") == []
    assert "sha256" not in headers.page_policy()


def test_the_hash_of_a_script_is_that_of_its_text() -> None:
    assert headers.inline_scripts("<script>alert(1)</script>") == ["'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"]
