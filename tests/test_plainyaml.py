"""What is read a line at a time is what a parser of all of YAML reads; whatever else there is, is left to the parser."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley import plainyaml, yamlfile
from parley.plainyaml import NotPlainError
from parley.store import SHIPPED

DEEPEST = yamlfile.DEEPEST


def read(text: str) -> object:
    return plainyaml.read(text, DEEPEST)[0]


def test_fields_lists_and_entries_are_read() -> None:
    text = (
        "# about\n\nrecorded: 2026-01-02\nsources:\n- id: nbc\n  title: 'It''s: a \"talk\"'\n  url: https://example.org/#top\n"
        'statements:\n    - issue: nato\n      quote: "no: never"\n      note:\n      where:\n        - Paper\n        - ~\n'
        "      inner:\n        more:\n          a: null\n    - issue: ceasefire\n"
    )
    assert plainyaml.read(text, DEEPEST) == (
        {
            "recorded": "2026-01-02",
            "sources": [{"id": "nbc", "title": 'It\'s: a "talk"', "url": "https://example.org/#top"}],
            "statements": [
                {"issue": "nato", "quote": "no: never", "note": None, "where": ["Paper", None], "inner": {"more": {"a": None}}},
                {"issue": "ceasefire"},
            ],
        },
        {"sources": [5], "statements": [9, 18]},
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "a\n",
        "- a\n",
        "a: b: c\n",
        "a: b:\n",
        "a: b \n",
        "a: b ",
        "a:  b\n",
        "a:\tb\n",
        "a: b\r\nc: d\n",
        "a: b #c\n",
        "a: b  # c\n",
        "a: [b]\n",
        "a: {b: c}\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        "a: |\n  b\n",
        "a: >-\n  b\n",
        "a: b\n  c\n",
        "a: 'b\n  c'\n",
        'a: "b\\nc"\n',
        "a: 'b' c\n",
        "a: b\na: c\n",
        "a: b\n c: d\n",
        "a:\n  b: c\n d: e\n",
        "a:\n  b: c\n  - d\n",
        "a:\n  - b\n  c: d\n",
        "a:\n  - b\nc: d\n  - e\n",
        "a:\n  - b\n - c\n",
        "a: b\n- c\n",
        "a:\n  - - b\n",
        "a:\n  -\n    b: c\n",
        "? a\n: b\n",
        "'a': b\n",
        "a b: c\n",
        f"{'a' * 65}: b\n",
        "---\na: b\n",
        "a: b\n...\n",
        "%YAML 1.1\n",
        "a: b\nc\n",
        "a: @b\n",
    ],
)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    with pytest.raises(NotPlainError):
        read(text)


def test_what_is_nested_too_deep_is_left_to_the_parser() -> None:
    deep = "".join(f"{'  ' * level}a:\n" for level in range(DEEPEST)) + "  " * DEEPEST + "a: b\n"
    shallower = deep.partition("\n")[2].replace("\n  ", "\n")[2:]
    assert str(read(shallower)).count("{") == DEEPEST
    with pytest.raises(NotPlainError):
        read(deep)


def test_what_ships_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that whoever reads our files as examples writes files that are quick to read."""
    monkeypatch.setattr(yamlfile, "_parsed", lambda text: pytest.fail(f"a parser was asked: {text[:200]!r}"))
    files = sorted(SHIPPED.rglob("*.yaml"))
    assert files
    for each in files:
        assert yamlfile.read(each.read_bytes()).value


_WORDS = (
    *("x", "a b", "a:b", "a: b", "a:", "a :b", "a #b", "a#b", "#a", "-", "- a", "-a", "?", "? a", ":", "~", "null", "Null", "nulls"),
    *("'a'", "'a''b'", "'''a'''", "'a' b", "'a: b'", '"a"', '"a" b', '"a\\nb"', '"null"', "''", '""', "'", '"', "it's", 'b"c"', "\\"),
    *("[a]", "{a: b}", "a, b", "&a", "*a", "!a", "|", ">-", "%a", "@a", "`a`", "---", "...", "<<", "=", "é", "日本", "\U0001f600"),
    *("\u00a0a", "a\u00a0", " a", "a ", "a\tb", "http://a.b/c?d#e", "# a", "a" * 70),
)
_KEYS = ("a", "b", "c-d", "_e", "statements", "9", "a b", "'a'")


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """Lines that are mostly plain, at depths that mostly follow from one another."""
    lines, depth = [], 0
    for _ in range(draw(st.integers(1, 9))):
        dash = draw(st.sampled_from(("", "", "- ")))
        key = draw(st.one_of(st.just(""), st.sampled_from(_KEYS[:5]), st.sampled_from(_KEYS)))
        word = draw(st.one_of(st.just(""), st.just("x"), st.sampled_from(_WORDS)))
        lines.append(f"{' ' * depth}{dash}{key}{':' if key else ''}{' ' if key and word else ''}{word}")
        depth = max(0, depth + draw(st.sampled_from((0, 0, 2, -2, -4, len(dash), 1))))
    return "\n".join(lines) + draw(st.sampled_from(("", "\n", "\n\n")))


@given(_texts())
@settings(max_examples=1500)
def test_whatever_is_read_is_what_the_parser_reads(text: str) -> None:
    try:
        value, lines = plainyaml.read(text, DEEPEST)
    except NotPlainError:
        return
    surveyed = yamlfile.survey(text.encode())
    assert surveyed.problems == ()
    assert (value, lines) == (surveyed.value, surveyed.lines)


def test_a_file_and_its_mistakes_are_the_same_whichever_way_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [each.read_bytes() for each in sorted((Path(__file__).parent / "broken").rglob("*.yaml"))]

    def told(text: bytes) -> object:
        try:
            return yamlfile.read(text)
        except yamlfile.UnreadableError as error:
            return error.problems

    either = [told(each) for each in files]

    def never(*_: object) -> object:
        raise NotPlainError

    monkeypatch.setattr(plainyaml, "read", never)
    assert [told(each) for each in files] == either
