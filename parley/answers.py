"""What is done with everything that leaves by a route: a strong tag, compression once, and a shelf of what was made before.

Knows no web framework. A file is known by its tag before a byte of it is made, so "not modified" makes nothing. The tag names
the state of the data, the code, the view and the form: on the shelf an answer can never be taken for one of other data.
"""

from __future__ import annotations

import hashlib
import sys
import threading
import zlib
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode

from parley.remembered import LastAsked
from parley.store import Snapshot
from parley.view import View, encode

LARGE = 4 * 1024 * 1024
"""A file of more bytes is sent as it is made, and not kept."""
KEPT = 64 * 1024 * 1024
"""So many bytes of answers are kept, the last asked for."""
REMEMBERED = 1024
"""So many addresses are remembered with what they ask for."""
_PACKED_ALREADY = ("image/png", "image/jpeg", "application/zip", "application/vnd.openxmlformats", "application/vnd.apache.parquet")


@dataclass(frozen=True)
class Wanted:
    """A file that somebody asks for, not made yet.

    tag : strong, without its quotes; media : its media type; saved_as : its name on a disk; data_version : of the snapshot;
    pieces : makes it, piece by piece.
    """

    tag: str
    media: str
    saved_as: str
    data_version: str
    pieces: Callable[[], Iterator[bytes]]

    @property
    def shrinks(self) -> bool:
        """Is it worth compressing?"""
        return not self.media.startswith(_PACKED_ALREADY)


def tag(view: View, snapshot: Snapshot, *what: str) -> str:
    """A name for the bytes that this code makes of this view of this data.

    what : the table or document, its form, and whatever else decides about the bytes.
    """
    parts = (code(), snapshot.version, urlencode(encode(view)), *what)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


@cache
def code() -> str:
    """A name for the code that makes files, and for the libraries that decide about their bytes."""
    whole = hashlib.sha256(sys.version.encode())
    for library in ("pandas", "pyarrow", "openpyxl", "jinja2", "networkx", "resvg-py"):
        whole.update(f"{library} {version(library)}\0".encode())
    root = Path(__file__).parent
    for path in sorted(path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


class Addresses:
    """What addresses ask for, in one reading of the data: with the next one everything is forgotten, and the old one can go."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._held: tuple[Snapshot | None, LastAsked[Wanted]] = (None, LastAsked(most))

    def of(self, snapshot: Snapshot) -> LastAsked[Wanted]:
        """Those of this reading."""
        held = self._held
        if held[0] is not snapshot:
            held = self._held = (snapshot, LastAsked(self._most))
        return held[1]


class Shelf:
    """Files that were made, kept by their tags; what many ask for at once is made once."""

    def __init__(self, most: int = KEPT, large: int = LARGE) -> None:
        self._kept: LastAsked[bytes] = LastAsked(most, len)
        self._large = large
        self._making: dict[Hashable, Future[bytes | None]] = {}
        self._lock = threading.Lock()

    def kept(self, wanted: Wanted, packed: bool) -> bytes | None:
        """The file if it is here, compressed or not. Makes nothing."""
        return self._kept.get((wanted.tag, packed))

    def take(self, wanted: Wanted, packed: bool) -> bytes | Iterator[bytes]:
        """The file; piece by piece when it is large. raises : what making it raises."""
        key = (wanted.tag, packed)
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                return found
            others = self._making.get(key)
            mine: Future[bytes | None] = others or self._making.setdefault(key, Future())
        if others:
            return others.result() or self._made(wanted, packed)
        try:
            made = self._made(wanted, packed)
        except BaseException as error:
            mine.set_exception(error)
            raise
        else:
            whole = made if isinstance(made, bytes) else None
            if whole is not None:
                self._kept.keep(key, whole)
            mine.set_result(whole)
            return made
        finally:
            with self._lock:
                del self._making[key]

    def _made(self, wanted: Wanted, packed: bool) -> bytes | Iterator[bytes]:
        if packed:
            plain = self.take(wanted, False)
            return zlib.compress(plain, wbits=31) if isinstance(plain, bytes) else _packed(plain)
        pieces, held, size = wanted.pieces(), [], 0
        for piece in pieces:
            held.append(piece)
            size += len(piece)
            if size > self._large:
                return chain(held, pieces)
        return b"".join(held)


def _packed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=31)
    for piece in pieces:
        if told := packer.compress(piece):
            yield told
    yield packer.flush()
