"""A folder of positions is read whole; a wrong file is named and costs nobody else's data."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.load import Tree, load, statement_id
from parley.reading import read_file

SOUND = Path(__file__).parent / "broken" / "sound"
POSITION = "demo/russia/2025-08-24.yaml"
STATEMENT = "statements:\n  - issue: neutrality\n    stance: supports\n    summary: Neutral.\n"
SOURCED = "sources:\n  - id: page\n    title: A page\n" + STATEMENT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small sound tree."""
    shutil.copytree(SOUND, tmp_path / "positions")
    return tmp_path / "positions"


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def rules(tree: Tree) -> list[str]:
    """As `file rule`, in the order reported."""
    return [f"{problem.file} {problem.rule}" for problem in tree.problems]


def paths(tree: Tree) -> list[str]:
    return [file.path for file in tree.files]


def test_a_sound_tree_is_read_in_the_order_of_its_paths() -> None:
    tree = load(SOUND)
    assert tree.problems == ()
    assert paths(tree) == [
        "demo/actors.yaml",
        "demo/events.yaml",
        "demo/issues.yaml",
        "demo/negotiation.yaml",
        "demo/proposals.yaml",
        "demo/russia/2025-08-24.yaml",
        "demo/ukraine/2025-08.yaml",
        "demo/usa/2025-08-20.yaml",
    ]


def test_a_position_file_knows_its_negotiation_actor_and_day() -> None:
    file = next(file for file in load(SOUND).files if file.actor == "ukraine")
    assert (file.kind, file.negotiation, file.date) == ("position", "demo", "2025-08")
    assert file.lines == {"sources": [2], "statements": [5, 13]}


def test_numbers_and_texts_come_as_the_codebook_says() -> None:
    values = {file.path: file.value for file in load(SOUND).files}
    assert values["demo/ukraine/2025-08.yaml"]["statements"][0]["value"] == 900000.0
    assert values["demo/negotiation.yaml"]["stale_after_days"] == 180
    assert values["demo/proposals.yaml"]["proposals"][1]["articles"][0]["id"] == "1"
    assert values[POSITION]["statements"][0]["quote"] == "must be neutral"


def test_a_folder_that_does_not_exist_is_the_only_thing_that_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "nowhere")
    assert load(tmp_path).files == ()


def test_hidden_files_and_files_that_are_not_yaml_are_passed_over(folder: Path) -> None:
    for path in ("README.md", "demo/.draft.yaml", "demo/.git/actors.yaml", "demo/russia/2025-08-24.yaml~", "notes/ideas.txt"):
        write(folder, path, "not: [for us")
    assert load(folder) == load(SOUND)


def test_other_endings_of_yaml_are_to_be_renamed(folder: Path) -> None:
    write(folder, "demo/russia/2025-08-25.yml", SOURCED)
    write(folder, "demo/russia/2025-08-26.YAML", SOURCED)
    tree = load(folder)
    assert rules(tree) == ["demo/russia/2025-08-25.yml wrong-name", "demo/russia/2025-08-26.YAML wrong-name"]
    assert tree.problems[0].message == "rename it to `2025-08-25.yaml`"


def test_what_refers_to_a_file_with_a_wrong_ending_is_no_second_mistake(folder: Path) -> None:
    for name in ("actors", "negotiation", "usa/2025-08-20"):
        (folder / f"demo/{name}.yaml").rename(folder / f"demo/{name}.yml")
    assert rules(load(folder)) == ["demo/actors.yml wrong-name", "demo/negotiation.yml wrong-name", "demo/usa/2025-08-20.yml wrong-name"]


def test_a_problem_stays_one_short_line_whatever_the_file_holds(folder: Path) -> None:
    write(folder, "demo/usa/2025-09.yaml", SOURCED.replace("supports", '"very\n\n' + "long " * 100 + '"'))
    (problem,) = load(folder).problems
    assert "\n" not in problem.message and len(problem.message) < 300
    assert problem.message.endswith("unclear, declines")


def test_a_negotiation_without_its_file_still_loads_and_is_reported_once(folder: Path) -> None:
    (folder / "demo/negotiation.yaml").unlink()
    tree = load(folder)
    assert rules(tree) == ["demo/negotiation.yaml missing-negotiation"]
    assert len(tree.files) == 7


def test_a_register_that_is_missing_is_one_problem_however_many_refer_to_it(folder: Path) -> None:
    (folder / "demo/issues.yaml").unlink()
    tree = load(folder)
    assert rules(tree) == ["demo/issues.yaml missing-register"]
    assert len(tree.files) == 7


def test_a_register_that_nothing_refers_to_may_be_missing(folder: Path) -> None:
    (folder / "demo/events.yaml").unlink()
    (folder / "demo/proposals.yaml").unlink()
    (folder / "demo/usa/2025-08-20.yaml").write_text(SOURCED.replace("neutrality", "nato-membership"), encoding="utf-8")
    assert rules(load(folder)) == []


@pytest.mark.parametrize("register", ["actors.yaml", "issues.yaml", "proposals.yaml"])
def test_an_unsound_register_is_reported_alone(folder: Path, register: str) -> None:
    write(folder, f"demo/{register}", "nothing: here\n")
    assert {problem.file for problem in load(folder).problems} == {f"demo/{register}"}


def test_an_answer_to_a_statement_of_an_unsound_file_is_not_called_unknown(folder: Path) -> None:
    write(folder, "demo/usa/2025-08-20.yaml", SOURCED.replace("supports", "suports"))
    assert rules(load(folder)) == ["demo/usa/2025-08-20.yaml unknown-stance"]


def test_an_answer_to_a_claim_finds_it_by_its_id(folder: Path) -> None:
    answer = "    answers:\n      - to: demo/russia/2025-08-24/about-usa/nato-membership\n        how: denies\n"
    write(folder, "demo/usa/2025-08-25.yaml", SOURCED + answer)
    assert rules(load(folder)) == []


def test_an_answer_to_a_statement_with_a_key_needs_the_key(folder: Path) -> None:
    for issue, wrong in (("troop-limit/later", []), ("troop-limit/sooner", ["demo/usa/2025-08-25.yaml unknown-answer"])):
        answer = f"    answers:\n      - to: demo/ukraine/2025-08/{issue}\n        how: denies\n"
        write(folder, "demo/usa/2025-08-25.yaml", SOURCED + answer)
        assert rules(load(folder)) == wrong


def test_references_into_another_negotiation_are_held_against_its_own_registers(folder: Path) -> None:
    write(folder, "other/negotiation.yaml", "title: Other talks\n")
    write(folder, "other/actors.yaml", "actors:\n  - id: russia\n    name: Russia\n")
    write(folder, "other/issues.yaml", "issues:\n  - id: gas-transit\n    title: Gas transit\n")
    write(folder, "other/russia/2025.yaml", SOURCED)
    assert rules(load(folder)) == ["other/russia/2025.yaml unknown-issue"]


def test_a_file_may_only_record_that_nothing_was_found(folder: Path) -> None:
    write(folder, "demo/usa/2025-09.yaml", "not_found:\n  - issue: neutrality\n    on: 2025-10-01\n    where: [state.gov]\n")
    assert rules(load(folder)) == []


def test_what_was_said_in_a_month_may_be_recorded_within_it(folder: Path) -> None:
    write(folder, "demo/usa/2025-09.yaml", "recorded: 2025-09-01\n" + SOURCED)
    assert rules(load(folder)) == []
    write(folder, "demo/usa/2025-09.yaml", "recorded: 2025-08-31\n" + SOURCED)
    assert rules(load(folder)) == ["demo/usa/2025-09.yaml recorded-before-said"]


def test_a_source_that_nothing_names_is_no_mistake(folder: Path) -> None:
    write(folder, "demo/usa/2025-09.yaml", SOURCED.replace("statements", "  - id: spare\n    title: B\nstatements") + "    source: page\n")
    assert rules(load(folder)) == []


def test_a_statement_and_a_claim_on_one_issue_do_not_collide(folder: Path) -> None:
    claims = "claims:\n" + "".join(
        f"  - about: {about}\n    issue: neutrality\n    stance: supports\n    summary: They too.\n" for about in ("russia", "ukraine")
    )
    write(folder, "demo/usa/2025-09.yaml", SOURCED + claims)
    assert rules(load(folder)) == []


def test_ids_say_what_a_statement_is() -> None:
    assert statement_id("demo", "russia", "2025-08-24", "neutrality") == "demo/russia/2025-08-24/neutrality"
    assert statement_id("demo", "russia", "2025-08", "neutrality", key="later") == "demo/russia/2025-08/neutrality/later"
    assert statement_id("demo", "russia", "2025", "neutrality", about="usa") == "demo/russia/2025/about-usa/neutrality"
    assert statement_id("demo", "russia", "2025", "neutrality", "later", "usa") == "demo/russia/2025/about-usa/neutrality/later"


def test_links_are_followed_within_the_folder_and_nowhere_else(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, "outside/2025-09-01.yaml", SOURCED)
    (folder / "demo/russia/2025-09-01.yaml").symlink_to(tmp_path / "outside/2025-09-01.yaml")
    (folder / "demo/russia/2025-09-02.yaml").symlink_to(folder / "gone.yaml")
    (folder / "demo/russia/2025-08-22.yaml").symlink_to(folder / POSITION)
    (folder / "demo/outside").symlink_to(tmp_path / "outside")
    (folder / "demo/russia/round").symlink_to(folder / "demo")
    tree = load(folder)
    assert rules(tree) == [
        "demo/outside linked-folder",
        "demo/russia/2025-09-01.yaml link-outside",
        "demo/russia/2025-09-02.yaml dangling-link",
        "demo/russia/round linked-folder",
    ]
    assert "demo/russia/2025-08-22.yaml" in paths(tree)


def test_a_positions_folder_may_itself_be_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert load(tmp_path / "link") == load(folder)


def test_what_is_no_file_is_a_problem_and_nothing_else_is_lost(folder: Path) -> None:
    (folder / "demo/russia/2025-09-01.yaml").mkdir()
    os.mkfifo(folder / "demo/russia/2025-09-02.yaml")
    tree = load(folder)
    assert rules(tree) == ["demo/russia/2025-09-01.yaml not-a-file", "demo/russia/2025-09-02.yaml not-a-file"]
    assert tree.files == load(SOUND).files


def test_a_file_that_cannot_be_read_is_a_problem_and_nothing_else_is_lost(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse_one(path: str, flags: int, *rest: Any) -> int:
        if str(path).endswith("usa/2025-08-20.yaml"):
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *rest)

    monkeypatch.setattr(os, "open", refuse_one)
    tree = load(folder)
    assert rules(tree) == ["demo/usa/2025-08-20.yaml unreadable"]
    assert len(tree.files) == 7


def test_a_file_that_is_too_large_is_a_problem_and_nothing_else_is_lost(folder: Path) -> None:
    write(folder, "demo/usa/2025-09.yaml", "# " + "x" * (4 * 1024 * 1024))
    tree = load(folder)
    assert rules(tree) == ["demo/usa/2025-09.yaml too-large"]
    assert tree.files == load(SOUND).files


def test_a_name_that_is_no_text_is_shown_all_the_same(folder: Path) -> None:
    os.close(os.open(os.fsencode(folder) + b"/demo/russia/\xff\n.yaml", os.O_CREAT))
    assert "demo/russia/\ufffd\ufffd.yaml wrong-name" in rules(load(folder))


def test_a_bad_file_is_left_out_whole_and_costs_nobody_elses_data(folder: Path) -> None:
    before = {file.path: file.value for file in load(folder).files}
    write(folder, POSITION, "[" * 50_000)
    tree = load(folder)
    assert rules(tree) == [f"{POSITION} too-deep"]
    before.pop(POSITION)
    assert {file.path: file.value for file in tree.files} == before


def test_all_mistakes_of_all_files_are_in_order_of_file_line_and_column(folder: Path) -> None:
    write(folder, "demo/usa/2025-09.yaml", SOURCED.replace("supports", "suports").replace("neutrality", "neutralty"))
    write(folder, "demo/russia/2025-09.yaml", SOURCED.replace("neutrality", "neutralty") + "    firmness: hard\n")
    assert [(problem.file, problem.line, problem.rule) for problem in load(folder).problems] == [
        ("demo/russia/2025-09.yaml", 5, "unknown-issue"),
        ("demo/russia/2025-09.yaml", 8, "unknown-firmness"),
        ("demo/usa/2025-09.yaml", 5, "unknown-issue"),
        ("demo/usa/2025-09.yaml", 6, "unknown-stance"),
    ]


def test_the_version_follows_every_byte_and_every_name_and_nothing_else(folder: Path) -> None:
    version = load(folder).version
    assert len(version) == 12 and set(version) <= set("0123456789abcdef")
    write(folder, "README.md", "no data\n")
    os.utime(folder / POSITION, (0, 0))
    assert load(folder).version == version

    (folder / POSITION).rename(folder / "demo/russia/2025-08-23.yaml")
    renamed = load(folder).version
    write(folder, "demo/russia/2025-08-23.yaml", "unsound: [")
    unsound = load(folder).version
    write(folder, "demo/russia/2025-08-23.yaml", "unsound: {")
    assert len({version, renamed, unsound, load(folder).version}) == 4


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.randoms(use_true_random=False))
def test_the_order_in_which_the_disk_lists_files_changes_nothing(seed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    in_order, listed = load(SOUND), os.scandir

    class Shuffled:
        def __init__(self, folder: str) -> None:
            with listed(folder) as entries:
                self.entries = list(entries)
            seed.shuffle(self.entries)

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(self.entries)

        def __exit__(self, *_: object) -> None: ...

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", Shuffled)
        assert load(SOUND) == in_order


@pytest.mark.parametrize(
    "text",
    [
        "&all statements: []\n",
        "&all\nstatements: []\n",
        "weather: [*fine, {a: *x}]\nstatements: {issue: *x}\n",
        "statements: *all\nclaims:\n  - *all\n  - {<<: *all, about: &x}\n",
        '"a\\0b": c\n? &x\n: d\n',
    ],
)
def test_what_stands_in_for_something_else_never_raises(text: str) -> None:
    assert read_file(POSITION, text.encode()).problems


@given(content=st.binary(max_size=300))
def test_no_bytes_in_any_file_raise(content: bytes) -> None:
    for path in (POSITION, "demo/actors.yaml", "demo/proposals.yaml"):
        read_file(path, content)


SOUND_FILES = {path.relative_to(SOUND).as_posix(): path.read_bytes() for path in sorted(SOUND.rglob("*.yaml"))}


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_never_raises_and_never_harms_another_one(data: st.DataObject, folder: Path) -> None:
    path = data.draw(st.sampled_from([path for path in SOUND_FILES if path.count("/") == 2]))
    content = SOUND_FILES[path]
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 40))
    inserted = data.draw(
        st.sampled_from([b"", b"\0", b"\xff", b"&a ", b"*a", b"- ", b": ", b" #x", b"[", b"{", b"\n", b"\t", b"~", b"'", b'"', b"---\n"])
    )
    (folder / path).write_bytes(content[:start] + inserted + content[start + length :])
    tree = load(folder)
    (folder / path).write_bytes(content)
    blamed = {problem.file for problem in tree.problems}
    assert blamed <= {path, "demo/ukraine/2025-08.yaml"}  # whose `answers` may have lost what it answers
    assert set(SOUND_FILES) - blamed == set(paths(tree))


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_a_damaged_register_never_raises(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(SOUND_FILES)))
    lines = SOUND_FILES[path].splitlines(keepends=True)
    first, second = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines) - 1))
    lines[first], lines[second] = lines[second][data.draw(st.integers(0, 6)) :], lines[first]
    reading = read_file(path, b"".join(lines))
    assert reading.problems or reading.file.value is not None
