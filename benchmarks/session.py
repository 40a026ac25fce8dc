"""A session without a browser: a client that speaks Streamlit's websocket protocol, and asks as a browser does."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Drawn:
    """One run of the script as the client saw it.

    seconds : from asking to the end of the script. size : bytes received. failed : the script ended with an exception.
    picture : of everything that was drawn; equal pictures are equal pages. Only a session's first is whole: later ones leave out
        what the browser has.
    """

    seconds: float
    size: int
    failed: bool
    picture: str


class Session:
    """One reader. url : `ws://127.0.0.1:…/_stcore/stream`."""

    def __init__(self, url: str, headers: Mapping[str, str] | None = None) -> None:
        self._url, self._headers = url, dict(headers or {})
        self._kept: list[str] = []
        self._fields: dict[str, tuple[str, str]] = {}

    async def open(self) -> None:
        """Connect; also again, after the connection was lost."""
        self._kept = []
        self._socket = await websockets.connect(
            self._url,
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers=self._headers,
            max_size=None,
            compression=None,
            open_timeout=PATIENCE_SECONDS,
            ping_interval=None,
        )

    async def close(self) -> None:
        await self._socket.close()

    async def ask(self, page: str, query: str = "") -> Drawn:
        """Have the page drawn for this query, and wait until it is. raises : websockets.ConnectionClosed when the server goes away."""
        return await self._drawn(_asked(page, query))

    async def type(self, page: str, label: str, text: str) -> Drawn:
        """Type into a text field of the page that is open, and wait until what follows from it is drawn. label : of the field."""
        wanted = _asked(page, "")
        typed = wanted.rerun_script.widget_states.widgets.add()
        typed.id, wanted.rerun_script.fragment_id = self._fields[label]
        typed.string_value = text
        return await self._drawn(wanted)

    async def _drawn(self, wanted: BackMsg) -> Drawn:
        wanted.rerun_script.cached_message_hashes.extend(self._kept)
        began, size, failed, picture = time.perf_counter(), 0, False, hashlib.sha256()
        await self._socket.send(wanted.SerializeToString())
        while True:
            content = await asyncio.wait_for(self._socket.recv(), PATIENCE_SECONDS)
            assert isinstance(content, bytes)
            told = ForwardMsg()
            told.ParseFromString(content)
            size += len(content)
            if told.metadata.cacheable and told.hash not in self._kept:  # as a browser does: what it has need not come again
                self._kept.append(told.hash)
            match told.WhichOneof("type"):
                case "script_finished" if told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return Drawn(time.perf_counter() - began, size, failed, picture.hexdigest())
                case "delta":
                    picture.update(told.delta.SerializeToString(deterministic=True))
                    element = told.delta.new_element
                    failed |= element.WhichOneof("type") == "exception"
                    if element.WhichOneof("type") == "text_input":
                        self._fields[element.text_input.label] = element.text_input.id, told.delta.fragment_id


def _asked(page: str, query: str) -> BackMsg:
    wanted = BackMsg()
    wanted.rerun_script.query_string, wanted.rerun_script.page_name = query, page
    return wanted
