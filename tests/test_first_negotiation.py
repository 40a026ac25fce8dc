"""The ten minutes of docs/first-negotiation.md, step by step, as a newcomer would do them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from parley import store
from tests.test_docs import blocks
from tests.test_pages import opened, sound

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "first-negotiation.md").read_text(encoding="utf-8")
SUMMARIES = [
    "Lowland wants the dam to be 60 metres high.",
    "Upland wants no dam above 40 metres.",
    "Upland wants Lowland to pay for villages that have to move.",
]


@dataclass(frozen=True)
class Walked:
    """What the steps of the page leave behind.

    positions : the folder. printed : what each command printed. blank : the new files before they were filled in.
    """

    positions: Path
    printed: dict[str, str]
    blank: dict[str, str]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Every step of the page but the two that install and serve."""
    home = tmp_path_factory.mktemp("home")
    positions = home / "talks" / "positions"
    printed, blank = {}, {}
    for language, step in re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        if language == "yaml":
            path, _, text = step.removeprefix("# ").partition("\n")
            blank[path] = (positions / path).read_text(encoding="utf-8")
            (positions / path).write_text(text, encoding="utf-8")
            continue
        for command in step.splitlines():
            if not command.startswith(("make ", "export ")) and not command.endswith(" serve"):
                printed[command] = _run(command, home)
    return Walked(positions, printed, blank)


def _run(command: str, home: Path) -> str:
    [variable] = re.findall(r"^export (.*)$", PAGE, re.MULTILINE)
    script = f"export {variable}\n" + command.replace(".venv/bin/python", f'"{sys.executable}"')
    done = subprocess.run(
        ["bash", "-ec", script], cwd=ROOT, env=os.environ | {"HOME": str(home)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), command
    return done.stdout


def test_every_step_works_and_the_folder_is_sound(walked: Walked) -> None:
    assert len(walked.printed) >= 6
    assert walked.printed[".venv/bin/python -m parley validate"] == ""
    assert sorted(path.relative_to(walked.positions).as_posix() for path in walked.positions.glob("river-treaty/*/*.yaml")) == [
        "river-treaty/lowland/2025-03-01.yaml",
        "river-treaty/upland/2025-03-12.yaml",
    ]


def test_each_step_names_the_next(walked: Walked) -> None:
    told = [out for command, out in walked.printed.items() if " init " in command or " new " in command]
    assert len(told) == 3
    assert [out.splitlines()[-1].split()[4] for out in told] == ["serve", "validate", "validate"]


def test_what_the_page_fills_in_stands_in_the_new_file_already(walked: Walked) -> None:
    """Empty, or as a comment: whoever follows the page types values and no names of fields."""
    for path, blank in walked.blank.items():
        offered = re.findall(r"^[ #-]*([a-z_]+):", blank, re.MULTILINE)
        filled = re.findall(r"^[ -]*([a-z_]+):", (walked.positions / path).read_text(encoding="utf-8"), re.MULTILINE)
        assert [name for name in filled if name not in offered] == []


def test_the_three_statements_are_in_the_table(walked: Walked) -> None:
    [printed] = [out for command, out in walked.printed.items() if " table statements " in command]
    assert printed.count("\n") == 4
    assert [summary in printed for summary in SUMMARIES] == [True, True, True]


def test_the_three_statements_are_on_screen(walked: Walked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.VARIABLE, str(walked.positions))
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    [_, records] = sound(opened("statements")).get("bidi_component")
    assert [summary in str(records.proto) for summary in SUMMARIES] == [True, True, True]
    [_, matrix] = sound(opened("matrix")).get("bidi_component")
    drawn = str(matrix.proto)
    assert [name in drawn for name in ("Upland", "Lowland", "Height of the dam", "Fish ladder", "leans oppose", "red line")] == [True] * 6


def test_the_page_links_to_what_is_there() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", PAGE) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


def test_the_page_has_the_two_commands_that_are_not_tried_here() -> None:
    commands = [line for block in blocks(PAGE) for line in block.splitlines()]
    assert {"make setup", ".venv/bin/python -m parley serve"} < set(commands)
