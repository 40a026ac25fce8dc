"""Without PARLEY_DESK nothing is written, whatever is sent: not by session state, not by a client that speaks the protocol itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from parley import http, store
from parley.desk.composing import written
from parley.desk.draft import SOURCES, STATEMENTS, Draft, Entry
from parley.desk.save import DESK, EDITORS, digest
from parley.ui import keeper
from tests.conftest import serve
from tests.making import talks

HOUSE = Path(__file__).resolve().parents[1]
FILE = "demo/russia/2025-09-01.yaml"
TODAY = date.today().isoformat()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (DESK, EDITORS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(store.VARIABLE, str(tmp_path))
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    return talks(tmp_path)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def complete() -> Draft:
    entries = (
        Entry("e1", SOURCES, {"title": "Briefing"}),
        Entry("e2", STATEMENTS, {"issue": "neutrality", "stance": "opposes", "summary": "No."}),
    )
    return Draft("demo", "russia", "2025-09-01", entries)


def drafting() -> AppTest:
    """The page with a complete draft that is about to be written, as a session could be made to hold it."""
    app = AppTest.from_file(HOUSE / "parley" / "ui" / "frame.py", default_timeout=20).run()
    app.session_state[keeper.HELD] = keeper.Held({"demo": complete()}, shown=digest(written(complete(), TODAY)))
    return app.switch_page(str(HOUSE / "pages" / "draft.py"))


def test_a_session_made_to_write_writes_nothing_without_a_desk(folder: Path) -> None:
    before = everything(folder)
    app = drafting()
    app.run()
    app.session_state["draft-write"] = True
    app.run()
    assert "draft-write" not in [button.key for button in app.button]
    assert "This desk only reads." in " ".join(each.value for each in app.caption)
    assert everything(folder) == before


def test_the_same_session_writes_at_a_desk_and_not_for_those_who_are_no_editors(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(folder)
    monkeypatch.setenv(DESK, "1")
    monkeypatch.setenv(EDITORS, "ann@desk.example")
    app = drafting()
    app.run()
    assert "draft-write" not in [button.key for button in app.button]
    assert "sign in first" in " ".join(each.value for each in app.caption)
    assert everything(folder) == before
    monkeypatch.delenv(EDITORS)
    app = drafting()
    app.run()
    app.button(key="draft-write").click().run()
    assert everything(folder) == before | {FILE: written(complete(), TODAY)}


class SignedIn:
    """Stands for what Streamlit tells of who has signed in."""

    def __init__(self, **told: Any) -> None:
        self.told = told

    def to_dict(self) -> dict[str, Any]:
        return self.told


@pytest.mark.parametrize(
    ("told", "may"),
    [
        ({"is_logged_in": True, "email": "ann@desk.example", "email_verified": True}, True),
        ({"is_logged_in": True, "email": "ann@desk.example", "email_verified": False}, False),
        ({"is_logged_in": True, "email": "eve@desk.example", "email_verified": True}, False),
        ({"is_logged_in": True}, False),
        ({"is_logged_in": False, "email": "ann@desk.example"}, False),
    ],
)
def test_who_has_signed_in_decides(told: dict[str, Any], may: bool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(folder)
    monkeypatch.setenv(DESK, "1")
    monkeypatch.setenv(EDITORS, "ann@desk.example")
    monkeypatch.setattr(st, "user", SignedIn(**told))
    app = drafting().run()
    assert ("draft-write" in [button.key for button in app.button]) == may
    assert ("draft-sign-in" in [button.key for button in app.button]) == (not told["is_logged_in"])
    if may:
        app.button(key="draft-write").click().run()
    assert (everything(folder) != before) == may


def test_no_route_takes_anything_but_a_question() -> None:
    assert {method for route in http.ROUTES for method in route.methods or ()} <= {"GET", "HEAD"}


# A client that speaks the protocol


class Client:
    """One session of the page. ids : the widgets that were drawn, by the end of their id, which is their key. said : all that was drawn."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.ids: dict[str, str] = {}
        self.sent: dict[str, WidgetState] = {}
        self.said = ""

    def ask(self, *changes: WidgetState) -> Client:
        """Ask for a rerun with what the widgets hold now, and wait until it has finished."""
        asked = BackMsg()
        asked.rerun_script.query_string = "cell=russia%7Cneutrality"
        asked.rerun_script.page_name = "draft"
        states = self.sent | {each.id: each for each in changes}
        asked.rerun_script.widget_states.widgets.extend(states.values())
        self.sent = {name: state for name, state in states.items() if not state.HasField("trigger_value")}
        self.socket.send(asked.SerializeToString())
        for _ in range(5000):
            told = ForwardMsg()
            told.ParseFromString(self.socket.recv(timeout=60, decode=False))
            self._learn(told)
            if told.WhichOneof("type") == "script_finished" and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return self
        raise AssertionError("the script does not finish")

    def _learn(self, told: ForwardMsg) -> None:
        self.said += str(told.delta)
        if told.WhichOneof("type") == "delta" and told.delta.WhichOneof("type") == "new_element":
            element: Any = told.delta.new_element
            drawn = getattr(element, element.WhichOneof("type"))
            if getattr(drawn, "id", ""):
                self.ids[drawn.id.rpartition("-draft-")[2]] = drawn.id


@contextmanager
def visiting(address: str) -> Iterator[Client]:
    url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(url, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        yield Client(socket).ask()


def typed(ids: dict[str, str]) -> Iterator[WidgetState]:
    for key, text in {"day": "2025-09-01", "e1-title": "Briefing", "e2-summary": "No."}.items():
        yield WidgetState(id=ids[key], string_value=text)
    yield WidgetState(id=ids["e2-stance"], string_value="**opposes** against it, as the issue is worded")


def pressed(ids: dict[str, str], key: str) -> WidgetState:
    return WidgetState(id=ids[key], trigger_value=True)


def test_a_crafted_client_writes_nothing_unless_this_is_a_desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(folder)
    monkeypatch.setenv(DESK, "1")
    with serve(folder) as desk, visiting(desk) as client:
        client.ask(*typed(client.ids))
        client.ask(pressed(client.ids, "save"))
        known = dict(client.ids)
        assert everything(folder) == before
        monkeypatch.delenv(DESK)
        with serve(folder) as reading_room, visiting(reading_room) as stranger:
            stranger.ask(*typed(stranger.ids))
            assert "write" not in stranger.ids
            for key in ("save", "write", "save", "write"):
                stranger.ask(pressed(known, key))
            assert everything(folder) == before
        client.ask(pressed(known, "write"))  # the very same message does write at the desk
        assert set(everything(folder)) - set(before) == {FILE}


def test_what_a_browser_still_sends_of_a_saved_draft_begins_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page asks for something itself, for the file has changed, before the browser has heard that its fields are empty now."""
    monkeypatch.setenv(DESK, "1")
    with serve(folder) as desk, visiting(desk) as client:
        client.ask(*typed(client.ids))
        client.ask(pressed(client.ids, "save"))
        client.ask(pressed(client.ids, "write"))
        assert (folder / FILE).exists()
        assert 'body: "Saved' in client.said
        client.said = ""
        client.ask()
        assert "That day has a file already" not in client.said
        assert 'body: "Saved' in client.said
