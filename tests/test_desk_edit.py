"""Edits of a file that a person wrote: what was asked for is there, and nothing else moved."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from parley import schema, yamlfile
from parley.desk import edit
from parley.desk.edit import CannotEditError, CannotWriteError
from parley.desk.scalars import BARE, invisible, scalar, visible
from tests.written_by_hand import entries, handwritten, texts

EXAMPLES = settings(max_examples=80, deadline=None)
CORRECTION = {"date": "2025-09-01", "was": "stance opposes", "now": "stance supports", "why": "Misheard: he said yes."}

FILE = """\
# Entered by Ann.
recorded: 2025-08-25   # the day after

sources:
- id: nbc   # Sunday
  title: 'Interview: Meet the Press'
statements:
- issue: neutrality
  stance: supports     # clearly
  summary: >-
    Guarantees depend
    on neutrality.
  # asked twice
- {issue: army-cap, stance: opposes, summary: No limit.}

# Nothing below this line yet.
"""


def edited(text: str, how: str, *arguments: Any) -> str:
    changed: bytes = getattr(edit, how)(text.encode(), *arguments)
    return changed.decode()


def said(content: bytes) -> dict[str, Any]:
    return yamlfile.read(content).value


def outside(before: bytes, after: bytes) -> tuple[bytes, bytes]:
    """What differs, once the longest common beginning and the longest common end are taken away: (gone, come)."""
    start = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), min(len(before), len(after)))
    rest = min(len(before), len(after)) - start
    end = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return before[start : len(before) - end], after[start : len(after) - end]


# By hand


def test_a_further_statement_stands_at_the_end_of_its_list_in_the_indentation_of_the_file() -> None:
    new = {"issue": "p5", "stance": "neutral", "summary": "Either way: fine.", "conditions": [{"text": "if all agree", "issue": "x"}]}
    lines = (
        "- issue: p5\n  stance: neutral\n"
        '  summary: "Either way: fine."\n  conditions:\n  - text: if all agree\n    issue: x\n'
    )  # fmt: skip
    assert edited(FILE, "append", ("statements",), new) == FILE.replace("summary: No limit.}\n", f"summary: No limit.}}\n{lines}")


def test_a_list_that_is_not_there_is_made_at_the_end() -> None:
    claim = {"about": "usa", "issue": "p5", "stance": "neutral", "summary": "no"}
    made = 'claims:\n- about: usa\n  issue: p5\n  stance: neutral\n  summary: "no"\n'
    assert edited(FILE, "append", ("claims",), claim) == FILE + made


def test_sources_are_made_above_what_rests_on_them() -> None:
    text = "# head\nnot_found:\n  - issue: a\n    on: 2025-01-01\n    where: [b.org]\n"
    made = edited(text, "append", ("sources",), {"id": "s", "title": "T: U"})
    assert made == text.replace("# head\n", '# head\nsources:\n  - id: s\n    title: "T: U"\n')


def test_a_correction_is_added_and_a_second_one_below_it() -> None:
    once = edited(FILE, "correct", ("statements", 0), CORRECTION)
    told = '{date: 2025-09-01, was: stance opposes, now: stance supports, why: "Misheard: he said yes."}'
    block = (
        "  corrections:\n  - date: 2025-09-01\n    was: stance opposes\n    now: stance supports\n"
        '    why: "Misheard: he said yes."\n'
    )  # fmt: skip
    assert once == FILE.replace("  # asked twice\n", f"  # asked twice\n{block}")
    twice = edited(once, "correct", ("statements", 0), CORRECTION)
    assert twice == once.replace(block, block + block.partition("\n")[2])
    in_brackets = edited(FILE, "correct", ("statements", 1), CORRECTION)
    assert in_brackets == FILE.replace("summary: No limit.}", f"summary: No limit., corrections: [{told}]}}")


def test_a_field_is_replaced_where_it_stands_and_its_remark_stays() -> None:
    assert edited(FILE, "put", ("statements", 0, "stance"), "neutral") == FILE.replace("supports     # clearly", "neutral     # clearly")
    folded = FILE.replace(">-\n    Guarantees depend\n    on neutrality.", "Guarantees first.")
    assert edited(FILE, "put", ("statements", 0, "summary"), "Guarantees first.") == folded
    assert edited(FILE, "put", ("statements", 1, "summary"), "No, none") == FILE.replace("No limit.", '"No, none"')


def test_a_dropped_field_takes_its_line_and_no_other() -> None:
    assert edited(FILE, "drop", ("statements", 0, "stance")) == FILE.replace("  stance: supports     # clearly\n", "")
    assert edited(FILE, "drop", ("sources", 0, "id")) == FILE.replace("- id: nbc   # Sunday\n  title", "- title")
    assert edited(FILE, "drop", ("statements", 1, "issue")) == FILE.replace("{issue: army-cap, ", "{")
    assert edited(FILE, "drop", ("statements", 1, "stance")) == FILE.replace(", stance: opposes", "")


def test_only_the_fields_that_differ_are_touched() -> None:
    wanted = said(FILE.encode())["statements"][0] | {"firmness": "demand", "stance": "leans-support"}
    assert edited(FILE, "change", ("statements", 0), wanted) == FILE.replace("supports     #", "leans-support     #").replace(
        "  # asked twice\n", "  # asked twice\n  firmness: demand\n"
    )


def test_windows_line_breaks_and_a_missing_last_one_stay_as_they_are() -> None:
    windows = FILE.rstrip("\n").replace("\n", "\r\n")
    made = edited(windows, "append", ("not_found",), {"issue": "p5", "on": "2025-08-25", "where": ["mid.ru", "no, not there"]})
    told = 'not_found:\r\n- issue: p5\r\n  on: 2025-08-25\r\n  where: [mid.ru, "no, not there"]'
    assert made == f"{windows}\r\n{told}"


def test_a_new_file_is_laid_out_like_those_of_people() -> None:
    made = edit.new_file(
        {
            "recorded": "2025-08-25",
            "sources": [{"id": "nbc", "title": "Interview", "date": "2025-08", "url": "https://example.org/?a=1#b"}],
            "statements": [{"issue": "army-cap", "stance": "opposes", "summary": "No.", "value": "800000", "article": "2"}],
        }
    )
    assert made.decode() == dedent(
        """\
        recorded: 2025-08-25

        sources:
          - id: nbc
            title: Interview
            date: 2025-08
            url: https://example.org/?a=1#b

        statements:
          - issue: army-cap
            stance: opposes
            summary: No.
            value: 800000
            article: "2"
        """
    )


@pytest.mark.parametrize(
    ("text", "how", "arguments", "why"),
    [
        ("a: [", "append", (("statements",), {}), "the file cannot be read (line 2: "),
        ("a: *b\n", "put", (("a",), "c"), "the file cannot be read (line 1: `*b` repeats another place"),
        ("statements: []\n", "append", (("statements",), {"issue": "a"}), "`statements` is an empty list"),
        (FILE, "put", (("statements", 7, "note"), "x"), "there is no `statements.8` in this file any more; read it again"),
        ("a:\n  - b: c\n", "drop", (("a", 0, "b"),), "`b` is all that this entry says"),
        (
            "a: |\n  b",
            "append",
            (("statements",), {"issue": "a"}),
            "the change would alter something else in the file; make it in an editor",
        ),
    ],
)
def test_what_cannot_be_done_safely_is_refused_in_a_sentence(text: str, how: str, arguments: tuple[Any, ...], why: str) -> None:
    with pytest.raises(CannotEditError) as refused:
        edited(text, how, *arguments)
    assert why in str(refused.value)


@pytest.mark.parametrize("odd", ["\0", "\x85", "a\u2028b", "\u2029", "\ufeffa", "\ud800", "a\x1b"])
def test_a_text_that_no_file_can_hold_is_refused_and_can_be_cleaned(odd: str) -> None:
    with pytest.raises(CannotWriteError, match="invisible character"):
        edited(FILE, "put", ("statements", 0, "quote"), f"so {odd} it is")
    assert invisible(visible(f"so {odd} it is")) == ""
    with pytest.raises(CannotWriteError, match="the text is empty"):
        edited(FILE, "put", ("statements", 0, "quote"), " \n")


# Any file


@EXAMPLES
@given(handwritten())
def test_the_files_of_these_tests_say_what_they_mean(file: tuple[bytes, dict[str, Any]]) -> None:
    content, value = file
    assert said(content) == value


@EXAMPLES
@given(handwritten(), entries(), st.sampled_from(["statements", "claims", "not_found", "sources"]))
def test_whatever_the_file_an_entry_is_added_and_all_else_stays(
    file: tuple[bytes, dict[str, Any]], entry: dict[str, Any], part: str
) -> None:
    content, value = file
    made = edit.append(content, (part,), entry)
    assert said(made) == value | {part: [*value.get(part, []), entry]}
    gone, come = outside(content, made)
    assert gone == b""
    assert len(made) == len(content) + len(come)
    assert made.endswith(b"\n") == content.endswith(b"\n")
    assert (b"\r\n" in content) == (b"\r\n" in made)
    assert b"\n" not in made.replace(b"\r\n", b"") or b"\r\n" not in made


@EXAMPLES
@given(handwritten(), texts(), st.data())
def test_whatever_the_file_a_field_is_put_and_all_else_stays(file: tuple[bytes, dict[str, Any]], text: str, data: st.DataObject) -> None:
    content, value = file
    number = data.draw(st.integers(0, len(value["statements"]) - 1))
    name = data.draw(st.sampled_from(["summary", "note", "quote", "speaker"]))
    old = value["statements"][number].get(name, "")
    made = edit.put(content, ("statements", number, name), text)
    value["statements"][number][name] = text
    assert said(made) == value
    assert remarks(made) == remarks(content)
    gone, _ = outside(content, made)
    assert len(gone) <= 8 * len(old.encode()) + 40  # the old text, however it was written, and nothing more
    assert edit.put(made, ("statements", number, name), text) == made


@EXAMPLES
@given(handwritten(), entries(), st.data())
def test_whatever_the_file_an_entry_is_changed_and_all_else_stays(
    file: tuple[bytes, dict[str, Any]], wanted: dict[str, Any], data: st.DataObject
) -> None:
    content, value = file
    number = data.draw(st.integers(0, len(value["statements"]) - 1))
    before = value["statements"][number]
    wanted |= {name: before[name] for name in data.draw(st.sets(st.sampled_from(sorted(before))))}
    wanted["issue"] = before["issue"]
    made = edit.change(content, ("statements", number), wanted)
    value["statements"][number] = wanted
    assert said(made) == value
    others = [each for part in ("sources", "claims", "not_found") for each in value.get(part, [])]
    assert all(each in [*said(made)["sources"], *said(made).get("claims", []), *said(made).get("not_found", [])] for each in others)


@EXAMPLES
@given(handwritten(), texts(), st.data())
def test_whatever_the_file_a_correction_is_added(file: tuple[bytes, dict[str, Any]], why: str, data: st.DataObject) -> None:
    content, value = file
    number = data.draw(st.integers(0, len(value["statements"]) - 1))
    twice = edit.correct(edit.correct(content, ("statements", number), CORRECTION), ("statements", number), CORRECTION | {"why": why})
    assert said(twice)["statements"][number]["corrections"] == [CORRECTION, CORRECTION | {"why": why}]
    assert outside(content, twice)[0] == b""


def remarks(content: bytes) -> list[bytes]:
    """Comments, roughly: what follows a `#` behind a blank or at the start of a line, outside of the changed text."""
    return list(re.findall(rb"(?m)(?:^|[ ])# (checked|why: unknown|a: b)", content))


# Texts


@settings(max_examples=400, deadline=None)
@given(texts())
def test_any_text_is_read_back_exactly_by_us_and_by_other_yaml_tools(text: str) -> None:
    for written in (f"a: {scalar(text)}\n", f"a: {{b: {scalar(text, flow=True)}, c: d}}\n", f"a: [{scalar(text, flow=True)}, d]\n"):
        assert "\n" not in written[:-1]
        for read in (said(written.encode()), yaml.safe_load(written)):
            value = read["a"]
            assert (value if isinstance(value, str) else value["b"] if isinstance(value, dict) else value[0]) == text


@pytest.mark.parametrize(
    "plain", ["NATO membership", "2nd of May", "“Nie.”", "a #1", "it's", "https://example.org/a?b=c#d", "Ja, aber", "нет"]
)
def test_what_needs_no_quotes_has_none(plain: str) -> None:
    assert (scalar(plain) == plain) == (" #" not in plain)


def test_the_fields_written_bare_are_those_that_hold_a_day_or_a_number() -> None:
    def names(part: Any) -> set[str]:
        found = {each for each, kind in part.get("properties", {}).items() if _is_bare(kind)}
        return found.union(*(names(below) for below in part.get("$defs", {}).values()))

    def _is_bare(kind: dict[str, Any]) -> bool:
        return kind.get("type") == "number" or "[0-9]{4}" in kind.get("pattern", "")

    assert {name for kind in ("position", "actors", "events", "proposals", "issues") for name in names(schema.json_schema(kind))} == set(
        BARE
    )
