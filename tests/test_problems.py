"""A problem is one line for people, one annotation for a pull request, one object for machines."""

from __future__ import annotations

import json

from parley.problems import Problem, as_github, as_json, as_text, did_you_mean, nearest, one_line

UNKNOWN = Problem("demo/russia/2025-08-24.yaml", 7, 13, "unknown-stance", "`suports` is no stance; did you mean `supports`?")


def test_as_text_a_problem_is_a_line_that_editors_make_clickable() -> None:
    assert (
        as_text([UNKNOWN, UNKNOWN]).splitlines()
        == ["demo/russia/2025-08-24.yaml:7:13: unknown-stance: `suports` is no stance; did you mean `supports`?"] * 2
    )


def test_no_problems_are_no_text_and_an_empty_list() -> None:
    assert (as_text([]), as_github([]), json.loads(as_json([]))) == ("", "", [])


def test_on_github_a_problem_lands_on_its_line() -> None:
    assert as_github([UNKNOWN]) == (
        "::error file=demo/russia/2025-08-24.yaml,line=7,col=13,title=unknown-stance::`suports` is no stance; did you mean `supports`?\n"
    )


def test_on_github_no_path_or_message_can_end_the_command() -> None:
    hostile = Problem("a,b:c%.yaml", 1, 1, "wrong-name", "100 %\n::error::more")
    assert as_github([hostile]) == "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=wrong-name::100 %25%0A::error::more\n"


def test_as_json_every_part_has_a_name() -> None:
    assert json.loads(as_json([UNKNOWN])) == [
        {
            "file": "demo/russia/2025-08-24.yaml",
            "line": 7,
            "column": 13,
            "rule": "unknown-stance",
            "message": "`suports` is no stance; did you mean `supports`?",
        }
    ]


def test_problems_sort_by_file_line_and_column() -> None:
    first, second, third = Problem("a", 2, 9, "z", ""), Problem("a", 10, 1, "a", ""), Problem("b", 1, 1, "a", "")
    assert sorted([third, second, first]) == [first, second, third]


def test_a_near_miss_is_offered_blind_to_case() -> None:
    assert did_you_mean("Suports", ["opposes", "supports"]) == "; did you mean `supports`?"
    assert nearest("RUSSIA", ["usa", "russia"]) == "russia"


def test_nothing_is_offered_when_nothing_is_near() -> None:
    assert did_you_mean("maybe", ["supports", "opposes"]) == ""
    assert nearest("maybe", []) is None


def test_a_message_stays_one_readable_line_whatever_it_quotes() -> None:
    assert one_line("`two\r\nlines\u2028` is no word") == "`two lines ` is no word"
    assert one_line(f"`{'x' * 151}` is no word; did you mean `supports`?") == f"`{'x' * 150}…` is no word; did you mean `supports`?"
    assert one_line(f"`{'x' * 150}` is no word") == f"`{'x' * 150}` is no word"
