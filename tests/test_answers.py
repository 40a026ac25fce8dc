"""Tags, compression, and what was made lately: nothing is made twice, and nothing of other data is ever given."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from parley import answers, store
from parley.answers import Addresses, Shelf, Wanted, tag
from parley.asking import known_already, takes_gzip
from parley.remembered import LastAsked
from parley.view import View
from tests.making import TALKS, talks, write

A_WHILE = 10


class Maker:
    """Makes the same pieces each time, and counts how often it was asked."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces, self.times = pieces, 0

    def __call__(self) -> Iterator[bytes]:
        self.times += 1
        return iter(self.pieces)

    def wanted(self, tag: str = "a") -> Wanted:
        return Wanted(tag, "text/csv", "a.csv", "0123456789ab", self)


# Tags


def test_a_tag_names_data_view_and_form(tmp_path: Path) -> None:
    before = store.read(talks(tmp_path))
    same = store.read(tmp_path)
    after = store.read(write(tmp_path, {"demo/uk/2024-11-29.yaml": TALKS["demo/uk/2024-11-29.yaml"].replace("Nobody", "No one")}))
    view = View("demo")
    first = tag(view, before, "positions", "csv")
    assert tag(view, same, "positions", "csv") == first
    others = {
        tag(view, after, "positions", "csv"),
        tag(view.but(actor=("usa",)), before, "positions", "csv"),
        tag(view, before, "positions", "json"),
        tag(view, before, "statements", "csv"),
        tag(view, before, "positionscsv"),
    }
    assert len(others | {first}) == 6


def test_a_tag_is_another_when_the_code_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = store.read(talks(tmp_path))
    before = tag(View("demo"), snapshot, "positions", "csv")
    monkeypatch.setattr(answers, "code", lambda: "another release")
    assert tag(View("demo"), snapshot, "positions", "csv") != before


@pytest.mark.parametrize("header", ['"a"', 'W/"a"', '"b", "a"', '"b",W/"a" , "c"', "*", " * ", '"a-gzip"', '"x,y", "a"'])
def test_who_has_a_file_is_known_by_any_of_its_tags(header: str) -> None:
    assert known_already(header, "a")


@pytest.mark.parametrize("header", ["", '"b"', "a", '"A"', '"ab"', 'W/"b", "c-gzip"', '"*"', '"a'])
def test_who_has_another_file_or_none_is_known_too(header: str) -> None:
    assert not known_already(header, "a")


@pytest.mark.parametrize("header", ["gzip", "GZIP", "br, gzip", "gzip;q=0.5", "gzip ; q=1.0", "*", "br;q=1, *;q=0.1", "gzip, deflate, br"])
def test_who_takes_gzip(header: str) -> None:
    assert takes_gzip(header)


@pytest.mark.parametrize("header", ["", "identity", "br", "gzip;q=0", "gzip; q=0.0", "*;q=0", "*, gzip;q=0", "x-gzip2"])
def test_who_does_not_take_gzip(header: str) -> None:
    assert not takes_gzip(header)


# What was asked for last


def test_the_last_asked_for_are_kept_and_the_others_go() -> None:
    kept: LastAsked[bytes] = LastAsked(10, len)
    kept.keep("a", b"aaaa")
    kept.keep("b", b"bbbb")
    assert kept.get("a") == b"aaaa"  # asked for after b, so b goes first
    kept.keep("c", b"cccc")
    assert [kept.get(key) for key in "abc"] == [b"aaaa", None, b"cccc"]


def test_what_is_kept_anew_weighs_once() -> None:
    kept: LastAsked[bytes] = LastAsked(10, len)
    for _ in range(5):
        kept.keep("a", b"aaaa")
    kept.keep("b", b"bbbb")
    assert [kept.get(key) for key in "ab"] == [b"aaaa", b"bbbb"]


def test_what_weighs_more_than_all_is_not_kept() -> None:
    kept: LastAsked[bytes] = LastAsked(3, len)
    kept.keep("a", b"aaaa")
    assert kept.get("a") is None


def test_addresses_of_another_reading_are_forgotten(tmp_path: Path) -> None:
    before, after = store.read(talks(tmp_path)), store.read(tmp_path)
    addresses, wanted = Addresses(), Maker(b"").wanted()
    addresses.of(before).keep("x", wanted)
    assert addresses.of(before).get("x") is wanted
    assert addresses.of(after).get("x") is None
    assert addresses.of(before).get("x") is None


# The shelf


def test_a_file_is_made_once_and_compressed_once() -> None:
    shelf, maker = Shelf(), Maker(b"one ", b"two")
    plain, packed = shelf.take(maker.wanted(), False), shelf.take(maker.wanted(), True)
    assert isinstance(packed, bytes)
    assert (plain, gzip.decompress(packed)) == (b"one two", b"one two")
    assert shelf.take(maker.wanted(), True) is packed
    assert shelf.kept(maker.wanted(), True) is packed
    assert maker.times == 1


def test_two_tags_are_two_files() -> None:
    shelf = Shelf()
    assert [shelf.take(maker.wanted(name), False) for name, maker in (("a", Maker(b"1")), ("b", Maker(b"2")))] == [b"1", b"2"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_large_file_comes_in_pieces_and_is_not_kept(packed: bool) -> None:
    shelf, maker = Shelf(large=5), Maker(b"abc", b"def", b"ghi")
    for times in (1, 2):
        told = shelf.take(maker.wanted(), packed)
        assert not isinstance(told, bytes)
        body = b"".join(told)
        assert (gzip.decompress(body) if packed else body) == b"abcdefghi"
        assert (maker.times, shelf.kept(maker.wanted(), packed)) == (times, None)


def test_a_large_file_is_made_no_faster_than_it_is_read() -> None:
    made: list[int] = []

    def pieces() -> Iterator[bytes]:
        for each in range(1000):
            made.append(each)
            yield b"12345"

    told = Shelf(large=10).take(Wanted("a", "text/csv", "a.csv", "v", pieces), False)
    assert not isinstance(told, bytes)
    assert next(told) == b"12345"
    assert len(made) == 3


def test_what_many_ask_for_at_once_is_made_once() -> None:
    shelf, asked, go = Shelf(), threading.Barrier(9), threading.Event()
    times = []

    def pieces() -> Iterator[bytes]:
        times.append(1)
        assert go.wait(A_WHILE)
        yield b"whole"

    def ask() -> object:
        asked.wait(A_WHILE)
        return shelf.take(Wanted("a", "text/csv", "a.csv", "v", pieces), False)

    with ThreadPoolExecutor(8) as threads:
        told = [threads.submit(ask) for _ in range(8)]
        asked.wait(A_WHILE)
        go.set()
        assert [each.result(A_WHILE) for each in told] == [b"whole"] * 8
    assert times == [1]


def test_what_could_not_be_made_is_told_and_tried_again() -> None:
    shelf, fails = Shelf(), [True]

    def pieces() -> Iterator[bytes]:
        if fails.pop() if fails else False:
            raise ValueError("no")
        yield b"yes"

    wanted = Wanted("a", "text/csv", "a.csv", "v", pieces)
    with pytest.raises(ValueError, match="no"):
        shelf.take(wanted, False)
    assert shelf.take(wanted, False) == b"yes"


@pytest.mark.parametrize(
    ("media", "shrinks"),
    [
        ("text/csv; charset=utf-8", True),
        ("application/json", True),
        ("image/svg+xml", True),
        ("application/vnd.citationstyles.csl+json", True),
        ("image/png", False),
        ("application/zip", False),
        ("application/vnd.apache.parquet", False),
    ],
)
def test_what_is_compressed_already_is_not_compressed_again(media: str, shrinks: bool) -> None:
    assert Wanted("a", media, "a", "v", Maker(b"")).shrinks is shrinks
