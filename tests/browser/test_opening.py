"""What a browser asks for before it shows a page."""

from __future__ import annotations

import pytest

from parley.store import SHIPPED
from tests.browser.reader import Reader, Readers
from tests.conftest import free_port, serve

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/", "/matrix"])
def test_a_page_opens_its_session_without_asking_where_the_app_is(path: str, reader: Reader) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url.removeprefix(reader.server)))
    reader.page.on("websocket", lambda socket: asked.append(f"session at {socket.url.partition('://')[2].partition('/')[2]}"))
    reader.open(path)
    about_the_app = [each for each in asked if "_stcore" in each]
    assert "session at _stcore/stream" in about_the_app
    assert not [each for each in about_the_app if each.startswith("/matrix/")]


def test_a_page_takes_its_session_up_again_when_the_server_is_back(readers: Readers) -> None:
    port = free_port()
    with serve(SHIPPED, port=port) as address:
        reader = readers.new(address).open("/matrix", issue="nato-membership")
    reader.page.wait_for_selector("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])")
    with serve(SHIPPED, port=port):
        reader.page.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]", timeout=60_000)
        reader.settle()
        assert "NATO membership for Ukraine" in reader.page.get_by_role("columnheader").all_inner_texts()[-1]
        assert "issue=nato-membership" in reader.page.url
