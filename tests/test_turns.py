"""Pages wait for their turn, and none waits for ever."""

from __future__ import annotations

import threading
import time

import pytest

from parley.ui import turns


def test_no_more_than_a_few_work_at_once_and_everybody_has_a_turn() -> None:
    here, most, done, lock = 0, 0, 0, threading.Lock()

    def work() -> None:
        nonlocal here, most, done
        with turns.turn():
            with lock:
                here += 1
                most = max(most, here)
            time.sleep(0.01)
            with lock:
                here -= 1
                done += 1

    threads = [threading.Thread(target=work) for _ in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (most, done) == (turns.AT_ONCE, 20)


def test_a_page_that_fails_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 30.0)
    for _ in range(turns.AT_ONCE + 1):
        began = time.monotonic()
        with pytest.raises(RuntimeError), turns.turn():
            raise RuntimeError
        assert time.monotonic() - began < 10  # it would have waited half a minute


def test_whoever_has_waited_long_goes_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.05)
    held = [turns.turn() for _ in range(turns.AT_ONCE)]
    for each in held:
        each.__enter__()
    with turns.turn():
        pass
    for each in held:
        each.__exit__(None, None, None)
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 30.0)
    began = time.monotonic()
    with turns.turn(), turns.turn():
        pass
    assert time.monotonic() - began < 10  # and left the others' turns to them
