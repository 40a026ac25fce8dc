"""Readers who come one after the other are strangers to each other, though they are lent the same profile."""

from __future__ import annotations

import pytest

from tests.browser.profiles import Profiles
from tests.browser.reader import Readers

pytestmark = pytest.mark.browser

STORE = """async () => {
  document.cookie = "note=1";
  localStorage.setItem("note", "1");
  sessionStorage.setItem("note", "1");
  await caches.open("note");
  await new Promise((done) => { indexedDB.open("note").onsuccess = done; });
}"""
FOUND = """async () => [
  document.cookie.includes("note"), localStorage.getItem("note"), sessionStorage.getItem("note"),
  await caches.keys(), (await indexedDB.databases()).map(({ name }) => name),
]"""
INLINE = "document.body.append(Object.assign(document.createElement('script'), {text: 'window.__inline = 1'}))"


def test_nobody_finds_what_another_has_stored(profiles: Profiles, app: str) -> None:
    lent = []
    for _ in range(2):
        readers = Readers(profiles)
        reader = readers.new(app).open("/about")
        assert reader.ask(FOUND) == [False, None, None, [], []]
        reader.ask(STORE)
        assert reader.ask(FOUND) == [True, "1", "1", ["note"], ["note"]]
        lent.append(reader.context)
        readers.leave()
    assert lent[0] is lent[1]


def test_what_a_policy_forbids_is_told_to_each(profiles: Profiles, app: str) -> None:
    for _ in range(2):
        readers = Readers(profiles)
        reader = readers.new(app).open("/about")
        assert readers.blocked == []
        reader.ask(INLINE)
        readers.leave()
        assert len(readers.blocked) == 1
