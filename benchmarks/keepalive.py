"""A client that costs little beside the server it asks: one connection, kept alive, HTTP/1.1 read by hand."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

LONGEST_WAIT = 60


@dataclass(frozen=True)
class Told:
    """What came back: status, headers in small letters, body, and after how many milliseconds the whole of it was there."""

    status: int
    headers: dict[str, str]
    body: bytes
    ms: float


class Connection:
    """One connection to a port of this machine."""

    async def open(self, port: int) -> Connection:
        self._in, self._out = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
        self._host = f"127.0.0.1:{port}"
        return self

    async def close(self) -> None:
        self._out.close()
        await self._out.wait_closed()

    async def ask(self, path: str, method: str = "GET", **headers: str) -> Told:
        """Ask and read the whole answer. raises : TimeoutError."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        began = time.perf_counter()
        self._out.write("\r\n".join([*lines, "", ""]).encode())
        status, told, body = await asyncio.wait_for(self._read(method), LONGEST_WAIT)
        return Told(status, told, body, 1000 * (time.perf_counter() - began))

    async def _read(self, method: str) -> tuple[int, dict[str, str], bytes]:
        head = (await self._in.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        told = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        status = int(head[0].split()[1])
        if method == "HEAD" or status in (204, 304):
            return status, told, b""
        if "content-length" in told:
            return status, told, await self._in.readexactly(int(told["content-length"]))
        return status, told, b"".join([piece async for piece in self._chunks()])

    async def _chunks(self) -> AsyncIterator[bytes]:
        while size := int((await self._in.readuntil(b"\r\n")).split(b";")[0], 16):
            yield await self._in.readexactly(size)
            await self._in.readexactly(2)
        await self._in.readuntil(b"\r\n")


@dataclass(frozen=True)
class Question:
    """What is asked again and again. paths : the next path, each time; a client stops when there is none."""

    port: int
    paths: Iterator[str]
    method: str = "GET"
    if_none_match: str = ""


async def batch(question: Question, at_once: int, times: int) -> tuple[float, list[float]]:
    """So many questions over so many connections. returns : questions a second, and the milliseconds of each.

    raises : RuntimeError when an answer is neither 200 nor 304."""
    connections = [await Connection().open(question.port) for _ in range(at_once)]
    paths = [next(question.paths) for _ in range(times)]
    headers = {"If_None_Match": question.if_none_match} if question.if_none_match else {}
    took: list[float] = []

    async def work(connection: Connection) -> None:
        while paths:
            path = paths.pop()
            told = await connection.ask(path, question.method, **headers)
            if told.status not in (200, 304):
                raise RuntimeError(f"{path} was answered {told.status}: {told.body[:200]!r}")
            took.append(told.ms)

    began = time.perf_counter()
    await asyncio.gather(*map(work, connections))
    spent = time.perf_counter() - began
    for connection in connections:
        await connection.close()
    return times / spent, took
