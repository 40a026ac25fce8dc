"""Whatever is asked of a running server, it answers: a sentence where it cannot follow, never a failure, and never another's file."""

from __future__ import annotations

import http.client
import resource
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from parley.ui.sitemap import TITLES
from tests import hostile
from tests.conftest import ROOT

SEED, QUERIES_A_ROUTE = 20250824, 3
IDLE, SLOW = 1000, 50
MOST_SECONDS = 30.0
"""An answer that takes longer counts as none. Far above what any takes; it is there so that a test ends."""


class Asker:
    """Asks as no browser would: what is given goes over the wire as it is."""

    def __init__(self, address: str) -> None:
        self.host, self.port = urlsplit(address).hostname or "", urlsplit(address).port or 0
        self.open()

    def open(self) -> None:
        self.line = http.client.HTTPConnection(self.host, self.port, timeout=MOST_SECONDS)

    def ask(self, target: str) -> tuple[int, bytes]:
        """Status and body."""
        try:
            self.line.putrequest("GET", target, skip_host=False, skip_accept_encoding=True)
            self.line.endheaders()
            answer = self.line.getresponse()
            return answer.status, answer.read()
        except (ConnectionError, http.client.HTTPException):
            self.line.close()
            self.open()
            return 0, b""


@pytest.fixture
def asker(app: str) -> Iterator[Asker]:
    asking = Asker(app)
    yield asking
    asking.line.close()


def is_an_answer(status: int, body: bytes) -> bool:
    """Data, or a refusal in words; no trace of what went on inside."""
    if status not in (200, 304, 400, 404, 414):
        return False
    return b"Traceback" not in body and (status == 200 or len(body.strip()) > 10)


def test_every_parameter_with_every_hostile_value_gets_rows_or_a_sentence(asker: Asker) -> None:
    told = {query: asker.ask(f"/api/positions.csv?{query}") for query in hostile.each_parameter()}
    assert {query: answer for query, answer in told.items() if not is_an_answer(*answer)} == {}
    counted = Counter(status for status, _ in told.values())
    assert counted[400] > counted[200]


@pytest.mark.parametrize("place", range(4))
def test_every_route_answers_hostile_queries_with_a_sentence(place: int, asker: Asker) -> None:
    routes = hostile.routes()[place::4]
    wrong = {}
    for number, route in enumerate(routes):
        for query in hostile.queries(SEED + 4 * number + place, QUERIES_A_ROUTE):
            status, body = asker.ask(f"{route}?{query}")
            if not is_an_answer(status, body):
                wrong[f"{route}?{query}"] = (status, body[:200])
    assert wrong == {}


@pytest.mark.parametrize("path", hostile.PATHS)
def test_no_path_leads_to_a_file_of_the_machine_or_of_the_positions(path: str, asker: Asker) -> None:
    status, body = asker.ask(path)
    assert status < 500
    assert b"root:" not in body
    assert b"Traceback" not in body
    assert b"aliases:" not in body


@pytest.mark.parametrize(("length", "status"), [(8000, 400), (8193, 414), (60_000, 414)])
def test_a_query_that_is_too_long_is_refused_in_words(length: int, status: int, asker: Asker) -> None:
    told, body = asker.ask(f"/api/positions.csv?q={'a' * (length - 2)}")
    assert told == status
    assert b"longer than" in body


def test_a_thousand_idle_sockets_and_fifty_slow_clients_keep_nobody_waiting(app: str) -> None:
    """Each takes a file handle here and one at the server: both need 1,100 (`ulimit -n`)."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    soft = min(most, 4096) if most != resource.RLIM_INFINITY else 4096
    if soft < IDLE + SLOW + 100:
        pytest.fail(f"this machine allows {most} open files, and the test needs {IDLE + SLOW + 100}: raise `ulimit -n`", pytrace=False)
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, before[0]), most))
    where = (urlsplit(app).hostname, urlsplit(app).port)
    try:
        with ExitStack() as held:
            for _ in range(IDLE):
                held.enter_context(socket.create_connection(where, timeout=MOST_SECONDS))
            slow = [held.enter_context(socket.create_connection(where, timeout=MOST_SECONDS)) for _ in range(SLOW)]
            for each in slow:
                each.sendall(b"GET /api/positions.csv HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            statuses = []
            for _ in range(20):
                for each in slow:
                    each.sendall(b"a")
                asking = Asker(app)
                statuses.append(asking.ask("/api/proposals.csv")[0])
                asking.line.close()
                time.sleep(0.02)
            assert statuses == [200] * 20
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize("page", TITLES)
def test_a_page_opened_by_a_hostile_link_shows_and_says_what_it_could_not_follow(page: str) -> None:
    frame = AppTest.from_file(str(ROOT / "parley" / "ui" / "frame.py"), default_timeout=120)
    frame.switch_page(str(ROOT / "pages" / f"{page}.py"))
    for name, value in (("actor", "rusia~\u202e<b>"), ("asof", "2025-02-30"), ("page", "-1"), ("cell", "|"), ("nothing", "\x00")):
        frame.query_params[name] = value
    frame.run()
    assert not frame.exception
    told = "\n".join(each.value for each in frame.warning)
    for name in ("actor", "asof", "page", "cell", "nothing"):
        assert f"`{name}`" in told or name in told
