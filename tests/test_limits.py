"""However much is in one file, and however much is wrong with it: it is judged in a moment, and what is told can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from parley.problems import MOST_MISTAKES, Problem, nearest
from parley.rawtext import MOST_MARKS
from parley.reading import placed, read_file
from parley.references import Moved, Registers, mistakes_of

PATH = "demo/russia/2025-08-24.yaml"
SOURCES = "sources: [{id: a, title: A page}]\n"


def statements(many: int, line: str = "- {{issue: issue-{0}, stance: supports, summary: So they say.}}\n") -> bytes:
    return (f"{SOURCES}statements:\n" + "".join(line.format(number) for number in range(many))).encode()


def problems(content: bytes, path: str = PATH) -> tuple[Problem, ...]:
    return read_file(path, content).problems


def test_a_thousand_statements_in_one_file_are_no_mistake() -> None:
    assert problems(statements(1000)) == ()


@pytest.mark.parametrize("unit", [b"- a\n", b"a, ", b"{},", b"a: b\n", b"[", b"\r", b"- - "])
def test_a_file_of_countless_values_is_refused_unread(unit: bytes) -> None:
    (problem,) = problems(b"statements: [" + unit * (MOST_MARKS + 1))
    assert (problem.line, problem.rule) == (1, "too-large")
    assert "colons, commas, dashes, brackets and ends of lines, and 50,000 is the limit; split it by day" in problem.message


def test_of_countless_mistakes_a_hundred_are_told_and_that_there_are_more() -> None:
    found = problems(statements(1000, "- {{issue: issue-{0}, stance: suports, summary: So they say.}}\n"))
    assert [problem.rule for problem in found].count("unknown-stance") == MOST_MISTAKES
    assert [str(problem) for problem in found if problem.rule != "unknown-stance"] == [
        f"{PATH}:1:1: many-mistakes: there are more than 100 mistakes in this file; mend those that are told and check again"
    ]


def test_exactly_a_hundred_mistakes_are_all_told() -> None:
    found = problems(statements(100, "- {{issue: issue-{0}, stance: suports, summary: So they say.}}\n"))
    assert {problem.rule for problem in found} == {"unknown-stance"}
    assert len(found) == 100


def test_countless_mistakes_in_the_writing_are_cut_short_too() -> None:
    found = problems(SOURCES.encode() + b"statements: [" + b"&a a," * 1000 + b"]")
    assert [problem.rule for problem in found].count("anchor") == MOST_MISTAKES
    assert [problem.rule for problem in found].count("many-mistakes") == 1


def test_countless_references_that_lead_nowhere_are_cut_short_too() -> None:
    content = statements(1000)
    found = mistakes_of(
        read_file(PATH, content).file, Registers(issues={"neutrality": False}, present={"issues", "actors"}), None, Moved([], ["demo"])
    )
    told = [problem.rule for problem in placed(PATH, content, found)]
    assert (told.count("unknown-issue"), told.count("many-mistakes")) == (MOST_MISTAKES, 1)


def test_a_message_lists_no_more_ids_than_can_be_read() -> None:
    sources = "".join(f"  - {{id: {letter}{number}, title: A page}}\n" for number, letter in letters(60))
    said = "statements:\n  - {issue: neutrality, stance: supports, summary: So they say., source: the-minutes}\n"
    (problem,) = problems(f"sources:\n{sources}{said}".encode())
    assert problem.message.endswith("x0, y0, x1, y1, x2, y2, x3, y3, x4, y4, x5, y5, x6, y6, x7, y7, x8, y8, x9, y9 and 40 more")


def letters(many: int) -> Iterator[tuple[int, str]]:
    return ((place // 2, "xy"[place % 2]) for place in range(many))


def test_a_near_miss_is_looked_for_among_words_and_not_among_books() -> None:
    assert nearest("suports", ["supports"]) == "supports"
    assert nearest("s" * 1_000_000, ["s" * 1_000_001]) is None
    assert nearest("suports", ["supports", *map(str, range(100_000))]) is None
