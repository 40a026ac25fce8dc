"""Reading strictly: what is typed is what is read, every mistake has its place, and nothing brings the reader down."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from parley import yamlfile
from parley.yamlfile import Place, UnreadableError, places, read, survey

SOUND = sorted((Path(__file__).parent / "broken" / "sound").rglob("*.yaml"))


def problems(text: bytes) -> list[str]:
    """As `line:column rule`, in the order reported."""
    with pytest.raises(UnreadableError) as raised:
        read(text)
    return [f"{each.line}:{each.column} {each.rule}" for each in raised.value.problems]


@pytest.mark.parametrize("word", ["no", "yes", "true", "010", "1e3", "12:30:45", "2025-02-30", "-1.0", ".inf", "0x1F", "Null?"])
def test_every_value_stays_the_text_that_was_typed(word: str) -> None:
    assert read(f"typed: {word}\n".encode()).value == {"typed": word}


@pytest.mark.parametrize("text", ["\u202beveryone\u202c else", "a \u2067b \u202ec\u2069 d", "\u200fשלום\u200e", "\u202c\u2069"])
def test_signs_of_direction_that_are_turned_back_are_text(text: str) -> None:
    assert read(f"typed: {text}\n".encode()).value == {"typed": text}


def test_a_private_sign_is_text_also_where_something_else_is_wrong() -> None:
    assert survey("typed: \ue000 x\ntyped: y\n".encode()).value == {"typed": "\ue000 x"}


@pytest.mark.parametrize("nothing", ["", " ~", " null", " Null", " NULL"])
def test_nothing_typed_is_none(nothing: str) -> None:
    assert read(f"typed:{nothing}\n".encode()).value == {"typed": None}


@pytest.mark.parametrize("quoted", ['"null"', "'~'", '""'])
def test_quoted_words_are_text_even_when_they_look_like_nothing(quoted: str) -> None:
    assert read(f"typed: {quoted}\n".encode()).value == {"typed": quoted[1:-1]}


def test_lines_are_those_of_the_items_of_top_level_lists() -> None:
    text = b"# about\nsources:\n  - id: nbc\n\nstatements:\n  - issue: a\n    conditions:\n      - text: b\n  - issue: c\n"
    assert read(text).lines == {"sources": [3], "statements": [6, 9]}


def test_windows_line_ends_change_nothing() -> None:
    text = b"statements:\n  - issue: a\n    note: |\n      two\n      lines\n  - issue: b\n"
    assert read(text.replace(b"\n", b"\r\n")) == read(text)


def test_one_leading_document_mark_is_fine() -> None:
    assert read(b"---\nissue: a\n").value == {"issue": "a"}


@pytest.mark.parametrize(
    "line",
    [
        "quote: must be neutral      # spoken words only",
        "quote: must be neutral # spoken words only",
        "quote: must be neutral  #spoken words only",
        'quote: "must be neutral" #spoken words only',
    ],
)
def test_a_comment_after_a_value_stays_possible(line: str) -> None:
    assert read(line.encode()).value == {"quote": "must be neutral"}


def test_a_hash_inside_a_word_is_text() -> None:
    assert read(b"url: https://example.org/#top\nnote: no#space\n").value == {"url": "https://example.org/#top", "note": "no#space"}


def test_several_mistakes_are_reported_together() -> None:
    text = b"a: 1\na: 2\nb: &x 3\nc: *x\nd: !!str 4\ne: must #include\nf: {g: 5, g: 6}\n"
    assert problems(text) == ["2:1 doubled-key", "3:4 anchor", "4:4 alias", "5:4 tag", "6:9 text-cut", "7:11 doubled-key"]


def test_a_text_that_is_cut_is_not_also_reported_as_bad_yaml() -> None:
    assert problems(b"a: must #include\n  everything\nb: c\n") == ["1:9 text-cut"]


def test_columns_count_characters_not_bytes() -> None:
    assert problems("é: 'ü' x\n".encode()) == ["1:8 text-after-quote"]
    assert problems("a: éé\u2028b\nc: \xe9\n".encode()) == ["1:6 invisible-break"]


def test_utf16_is_named_once() -> None:
    assert problems("issue: a\n".encode("utf-16"))[0] == "1:1 not-utf8"


def test_a_second_mark_ends_the_file_but_what_stood_before_is_still_judged() -> None:
    surveyed = survey(b"a: 1\na: 2\n---\nb: 3\n")
    assert [each.rule for each in surveyed.problems] == ["doubled-key", "second-document"]
    assert surveyed.value == {"a": "1"}


def test_what_cannot_be_read_is_unsure_and_its_neighbours_are_not() -> None:
    surveyed = survey(b"a: *x\nb: sound\nc: caf\xe9\n")
    assert surveyed.unsure == {("a",), ("c",)}


def test_countless_brackets_are_refused_at_once() -> None:
    before = time.perf_counter()
    assert problems(b"[" * 50_000) == ["1:9 too-deep"]
    assert problems(b"a: " + b"{b: " * 24_000) == ["1:32 too-deep"]
    assert time.perf_counter() - before < 1


def test_eight_levels_are_not_too_deep() -> None:
    assert read(b"a: [[[[[[[b]]]]]]]\n").value == {"a": [[[[[[["b"]]]]]]]}
    assert problems(b"a: [[[[[[[[b]]]]]]]]\n") == ["1:11 too-deep"]


def test_a_file_may_have_four_mebibytes_and_no_more() -> None:
    filled = b"a: " + b"x" * (4 * 1024 * 1024 - 3)
    assert len(read(filled).value["a"]) == 4 * 1024 * 1024 - 3
    assert problems(filled + b"x") == ["1:1 too-large"]


def test_places_are_those_of_values_and_of_their_keys() -> None:
    found = places(b"statements:\n  - issue: a\n    where: [b, c]\n")
    assert found["statements", 0] == Place(line=2, column=5, key_line=2, key_column=5)
    assert found["statements", 0, "issue"] == Place(line=2, column=12, key_line=2, key_column=5)
    assert found["statements", 0, "where", 1] == Place(line=3, column=16, key_line=3, key_column=16)


def test_a_doubled_key_keeps_the_place_of_the_first() -> None:
    assert places(b"a: {b: 1}\na: {b: 2}\n")["a", "b"].line == 1


def test_a_missing_dash_is_one_mistake_however_many_fields_follow() -> None:
    text = b"statements:\n  - issue: a\n    stance: b\n    issue: c\n    stance: d\n"
    assert problems(text) == ["4:5 missing-dash"]


@pytest.mark.parametrize("file", SOUND, ids=lambda file: file.stem)
def test_both_passes_read_the_same(file: Path) -> None:
    text = file.read_bytes()
    surveyed = survey(text)
    assert surveyed.problems == ()
    assert (surveyed.value, surveyed.lines) == (read(text).value, read(text).lines)


def test_without_libyaml_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = [read(file.read_bytes()) for file in SOUND]
    monkeypatch.setattr(yamlfile, "_Parser", yaml.SafeLoader)
    assert [read(file.read_bytes()) for file in SOUND] == fast
    assert problems(b"a: must #include\nb: 1\nb: 2\n") == ["1:9 text-cut", "3:1 doubled-key"]
    assert problems(b"a: b: c\n") == ["1:5 colon-in-text"]
    assert problems(b"a: \x00\n") == ["1:4 control-character"]


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b'"\\ud800": "\\x00"')
@example(b"? [")
@example(b"{{{{{{{{{{{{")
@example(b"a: &b [*b]")
@example(b"#\n...\n#")
def test_no_bytes_bring_the_reader_down(text: bytes) -> None:
    try:
        assert isinstance(read(text).value, dict)
    except UnreadableError as error:
        assert error.problems


@given(st.text(alphabet="ab:-#[]{}&*!|>'\"%@`,?~ \n\t\\\u2028é", max_size=60))
def test_no_mixture_of_yaml_signs_brings_the_reader_down(text: str) -> None:
    lines = text.encode().count(b"\n") + 1
    try:
        assert isinstance(read(text.encode()).value, dict)
    except UnreadableError as error:
        assert error.problems
        assert all(1 <= each.line <= lines + 1 and each.column >= 1 for each in error.problems)
