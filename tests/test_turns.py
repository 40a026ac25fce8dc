"""Pages wait for their turn, in the order in which they came, and none waits for ever."""

from __future__ import annotations

import threading
import time

import pytest

from parley.ui import turns
from parley.ui.turns import Turns


def waiting(asks: Turns, others: int) -> None:
    """Until so many wait."""
    for _ in range(1000):
        if len(asks._waiting) == others:
            return
        time.sleep(0.01)
    raise AssertionError(f"{len(asks._waiting)} wait")


def most_at_once(readers: int, seconds: float) -> tuple[int, int]:
    """So many readers, each of whom works so long. returns : how many worked at the same time at most, and how many came to an end."""
    asks, here, most, done, lock = Turns(), 0, 0, 0, threading.Lock()

    def work() -> None:
        nonlocal here, most, done
        with asks.turn():
            with lock:
                here += 1
                most = max(most, here)
            time.sleep(seconds)
            with lock:
                here -= 1
                done += 1

    threads = [threading.Thread(target=work) for _ in range(readers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return most, done


def test_no_more_than_a_few_work_at_once_and_everybody_has_a_turn() -> None:
    assert most_at_once(20, 0.01) == (turns.AT_ONCE, 20)


def test_who_comes_first_is_served_first() -> None:
    asks, served, go_on = Turns(), list[int](), threading.Event()

    def hold() -> None:
        with asks.turn():
            go_on.wait(60)

    def work(number: int) -> None:
        with asks.turn():
            served.append(number)
            time.sleep(0.02)

    holders = [threading.Thread(target=hold) for _ in range(turns.AT_ONCE)]
    for each in holders:
        each.start()
    threads = []
    for number in range(6):
        threads.append(threading.Thread(target=work, args=(number,)))
        threads[-1].start()
        waiting(asks, number + 1)
    go_on.set()
    for each in [*holders, *threads]:
        each.join()
    assert all(number in served[: place + turns.AT_ONCE] for place, number in enumerate(range(6)))


def test_a_page_that_fails_gives_its_turn_back() -> None:
    asks = Turns()
    for _ in range(turns.AT_ONCE + 1):
        began = time.monotonic()
        with pytest.raises(RuntimeError), asks.turn():
            raise RuntimeError
        assert time.monotonic() - began < turns.PATIENCE_SECONDS


def test_when_nobody_comes_to_an_end_one_more_goes_ahead_and_leaves_their_turns_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.1)
    asks, served, go_on = Turns(), list[str](), threading.Event()

    def hold() -> None:
        with asks.turn():
            go_on.wait(60)

    def work() -> None:
        with asks.turn():
            served.append("one")

    stuck = [threading.Thread(target=hold) for _ in range(turns.AT_ONCE)]
    threads = [*stuck, *(threading.Thread(target=work) for _ in range(3))]
    for each in threads:
        each.start()
    for each in threads[turns.AT_ONCE :]:
        each.join(30)
    assert served == ["one"] * 3
    go_on.set()
    for each in stuck:
        each.join(30)
    assert asks._free == turns.AT_ONCE


def test_as_long_as_others_come_to_an_end_patience_does_not_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.2)
    most, _ = most_at_once(30, 0.05)  # the last waits for three quarters of a second
    assert most == turns.AT_ONCE
