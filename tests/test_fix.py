"""`validate --fix`: one test a repair, and what must never be touched."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley import load, schema, store, yamlfile
from parley.cli import PROBLEMS, SOUND, USAGE
from parley.desk import fix, lines, slips
from parley.desk.files import RefusedError
from tests.making import talks, write
from tests.test_broken import BROKEN, FILES, expected
from tests.test_cli import Out, run

HEAD = "sources:\n  - id: nbc\n    title: A page\nstatements:\n"
SAID = "  - issue: neutrality\n    stance: supports\n    summary: S.\n"
PATH = "demo/russia/2025-08-24.yaml"
MENDED = {
    "byte-order-mark": ("\ufeff# demo", "# demo"),
    "field-misspelt": ("firmnes:", "firmness:"),
    "issue-misspelt": ("neutralty\n", "neutrality\n"),
    "no-break-space": ("issue:\u00a0neutrality", "issue: neutrality"),
    "not-found-on-an-unknown-issue": ("frozen-asset\n", "frozen-assets\n"),
    "principal-unknown": ("ukrain]", "ukraine]"),
    "stance-of-an-issue-misspelt": ("opposed:", "opposes:"),
    "tab-as-indentation": ("\tfirmness", "    firmness"),
    "unknown-how": ("how: denied", "how: denies"),
    "unknown-stance": ("suports\n", "supports\n"),
    "unknown-status": ("agred\n", "agreed\n"),
    "unknown-topic": ("secrity\n", "security\n"),
    "unknown-voice": ("voice: Spokesperson", "voice: spokesperson"),
}
"""The broken files that are mended, and the one place that changes. All others are left to people."""


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    shutil.copytree(BROKEN / "sound", tmp_path / "positions")
    return tmp_path / "positions"


def mend(folder: Path, path: str, text: str) -> str:
    """What a file says after `--fix`."""
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode())
    [*_, after] = [text, *(each.after.decode() for each in fix.fixes(folder, path))]
    return after


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_mistake_is_mended_by_the_smallest_change_or_left_to_people(file: Path, sound: Path) -> None:
    path = expected(file).split(":")[0]
    (sound / path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, sound / path)
    found = fix.fixes(sound)
    if file.stem not in MENDED:
        assert found == []
        return
    before, after = MENDED[file.stem]
    assert file.read_text(encoding="utf-8").count(before) == 1
    assert [(each.path, each.after.decode()) for each in found] == [(path, file.read_text(encoding="utf-8").replace(before, after))]
    fix.write(sound, found[0])
    assert load.load(sound).problems == ()
    assert fix.fixes(sound) == []


def test_the_shipped_files_need_nothing() -> None:
    assert fix.fixes(store.SHIPPED) == []


# Days and ids


@pytest.mark.parametrize("dash", "‐‑‒–—−")
def test_typographic_dashes_in_days_ids_and_words_become_plain_ones(dash: str, sound: Path) -> None:
    text = (
        f"recorded: 2025{dash}08{dash}25  # the – day\nsources:\n  - {{id: nbc{dash}1, title: A – page, date: '2025{dash}08'}}\n"
        f"statements:\n  - issue: nato{dash}membership\n    stance: leans{dash}oppose\n"
        f'    firmness: "red{dash}line"\n    summary: Not 2025{dash}08{dash}24.\n'
    )
    wanted = (
        "recorded: 2025-08-25  # the – day\nsources:\n  - {id: nbc-1, title: A – page, date: '2025-08'}\n"
        "statements:\n  - issue: nato-membership\n    stance: leans-oppose\n"
        f'    firmness: "red-line"\n    summary: Not 2025{dash}08{dash}24.\n'
    )
    assert mend(sound, PATH, text) == wanted
    assert f"Not 2025{dash}08{dash}24." in wanted


def test_the_id_of_an_answered_statement_gets_plain_dashes_too(sound: Path) -> None:
    answer = "    answers:\n      - to: demo/usa/2025–08–20/nato–membership\n        how: denies\n"
    text = f"{HEAD}{SAID}{answer}"
    assert mend(sound, PATH, text) == text.replace("–", "-")


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("stance", "agree"),  # no near word
        ("issue", "nato"),  # too far
        ("speaker", "Sergej Lavrov"),  # a person may be another person
        ("source", "ncb"),  # too short to be sure
        ("voice", "doc"),
    ],
)
def test_what_could_be_meant_otherwise_is_left(field: str, word: str, sound: Path) -> None:
    entry = {"issue": "neutrality", "stance": "supports", "summary": "S.", field: word}
    text = HEAD + "  - " + "    ".join(f"{name}: {value}\n" for name, value in entry.items())
    assert mend(sound, PATH, text) == text


def test_a_speaker_written_with_other_capitals_or_spaces_is_the_same_person(sound: Path) -> None:
    text = HEAD + "  - {issue: neutrality, stance: supports, summary: S., speaker: sergei  lavrov}\n"
    assert mend(sound, PATH, text) == text.replace("sergei  lavrov", "Sergei Lavrov")


def test_a_slip_that_would_make_two_statements_into_one_is_left(sound: Path) -> None:
    text = HEAD + "  - {issue: neutrality, stance: supports, summary: S.}\n  - {issue: neutralty, stance: opposes, summary: T.}\n"
    assert mend(sound, PATH, text) == text


def test_a_register_is_mended_before_the_files_that_need_it(sound: Path) -> None:
    register = sound / "demo/issues.yaml"
    register.write_bytes(register.read_bytes().replace(b"topic: security", b"topic: secrity", 1))
    text = HEAD + "  - {issue: neutralty, stance: supports, summary: S.}\n"
    (sound / PATH).write_text(text, encoding="utf-8")
    assert [each.path for each in fix.fixes(sound)] == ["demo/issues.yaml", PATH]


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("neutralty", ["neutrality", "nato"], "neutrality"),
        ("nuetrality", ["neutrality"], "neutrality"),
        ("NATO_membership", ["nato-membership"], "nato-membership"),
        ("nato membership", ["nato-membership"], "nato-membership"),
        ("iraq", ["iran"], None),
        ("us", ["usa"], None),
        ("12", ["13"], None),
        ("march-2025", ["march-2026"], None),
        ("legal", ["illegal"], None),
        ("symmetric", ["asymmetric"], None),
        ("north-korea", ["south-korea"], None),
        ("niger", ["nigeria"], None),
        ("slovakia", ["slovenia"], None),
        ("ceasefires", ["ceasefire", "ceasefire-s"], None),  # two could be meant
        ("", ["a"], None),
    ],
)
def test_a_slip_is_one_letter_and_never_another_thing(word: str, known: list[str], meant: str | None) -> None:
    assert slips.meant(word, known) == meant


# Spaces, tabs and what nobody sees


def test_a_file_indented_with_tabs_gets_the_width_that_makes_sense(sound: Path) -> None:
    text = f"{HEAD}{SAID}    conditions:\n      - text: if asked\n\t\tissue: nato-membership\n"
    assert mend(sound, PATH, text) == text.replace("\t\t", "        ")
    text = f"{HEAD}{SAID}    conditions:\n      - text: if asked\n\tnote: of the statement, for a condition has none\n"
    assert mend(sound, PATH, text) == text.replace("\t", "    ")
    deep = "sources:\n\t- id: nbc\n\t  title: A page\nstatements:\n\t- issue: neutrality\n\t  stance: supports\n\t  summary: S.\n"
    assert mend(sound, PATH, deep) == deep.replace("\t", "  ")


def test_a_tab_that_could_mean_two_things_stays(sound: Path) -> None:
    article = "    articles:\n      - id: 1\n        summary: A.\n\tnote: Of the article, or of the proposal?\n"
    text = f"proposals:\n  - id: first-draft\n    title: T\n    date: 2025\n{article}"
    assert mend(sound, "demo/proposals.yaml", text) == text


def test_trailing_spaces_go_but_never_from_a_text_of_several_lines(sound: Path) -> None:
    text = (
        "# a comment  \nsources: \t\n  - id: nbc \n    title: 'A  \n      page'  \n"
        "statements:\n  - issue: neutrality   # why  \n    stance: supports\n"
        '    summary: |  \n      One.  \n      Two.\t\n    quote: "so  \n      it is"\n    note: plain  \n      text  \n    key: a  \n'
    )
    tidy = {
        "# a comment  \n": "# a comment\n",
        "sources: \t\n": "sources:\n",
        "id: nbc \n": "id: nbc\n",
        "# why  \n": "# why\n",
        "key: a  \n": "key: a\n",
    }
    wanted = text
    for before, after in tidy.items():
        wanted = wanted.replace(before, after)
    assert mend(sound, PATH, text) == wanted.replace("summary: |  \n", "summary: |\n")


def test_line_ends_stay_as_they_are(sound: Path) -> None:
    text = (HEAD + "  - {issue: neutralty, stance: supports, summary: S.}  \n").replace("\n", "\r\n") + "# end \n"
    assert mend(sound, PATH, text) == text.replace("neutralty", "neutrality").replace("}  \r", "}\r").replace("end \n", "end\n")


def test_invisible_characters_go_from_comments_only(sound: Path) -> None:
    text = "# one\u2028two\ufeff\x1b\n" + HEAD + "  - {issue: neutrality, stance: supports, summary: S.}\n"
    assert mend(sound, PATH, text) == text.replace("\u2028", " ").replace("\ufeff\x1b", "")
    inside = text.replace("summary: S.", 'summary: "S\u2028."')
    assert mend(sound, PATH, inside) == inside


def test_a_file_that_would_then_have_as_many_mistakes_is_left_alone(sound: Path) -> None:
    text = HEAD + "  - issue: neutrality\n    stance: supports\n\tsumary: S.\n\tspeaker: Nobody\n\tsource: none\n"
    assert mend(sound, PATH, text) == text


def test_a_file_that_is_no_utf8_or_a_link_is_left_alone(sound: Path) -> None:
    (sound / PATH).write_bytes(HEAD.encode() + b"  - {issue: neutralty, stance: supports, summary: \xe9}\n")
    target = sound / "demo/usa/2025-08-20.yaml"
    target.write_text(HEAD + "  - {issue: neutralty, stance: supports, summary: S.}\n", encoding="utf-8")
    (sound / "demo/usa/2025-08-21.yaml").symlink_to(target)
    assert [each.path for each in fix.fixes(sound)] == ["demo/usa/2025-08-20.yaml"]


# On the command line


@pytest.fixture
def slip(sound: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound tree with one slip in it and one mistake for people."""
    monkeypatch.chdir(sound.parent)
    monkeypatch.setenv(store.VARIABLE, "positions")
    (sound / PATH).write_text(HEAD + "  - issue: neutralty\n    stance: agree\n    summary: S.\n", encoding="utf-8")
    (sound / PATH).chmod(0o640)
    return sound


DIFF = f"""\
--- positions/{PATH}
+++ positions/{PATH}
@@ -2,6 +2,6 @@
   - id: nbc
     title: A page
 statements:
-  - issue: neutralty
+  - issue: neutrality
     stance: agree
     summary: S.
"""
LEFT = f"positions/{PATH}:6:13: unknown-stance: `agree` is not one of {', '.join(schema.STANCES)}\n"


def test_fix_writes_prints_the_diff_and_then_what_is_left(slip: Path, capsys: Out) -> None:
    assert run(capsys, "validate", "--fix") == (PROBLEMS, DIFF + LEFT, "")
    assert "neutrality" in (slip / PATH).read_text(encoding="utf-8")
    assert (slip / PATH).stat().st_mode & 0o777 == 0o640
    assert run(capsys, "validate", "--fix") == (PROBLEMS, LEFT, "")


def test_a_dry_run_prints_the_diff_and_writes_nothing(slip: Path, capsys: Out) -> None:
    before = (slip / PATH).read_bytes()
    code, out, err = run(capsys, "validate", "--fix", "--dry-run")
    assert (code, err) == (PROBLEMS, "")
    assert out.startswith(DIFF)
    assert (slip / PATH).read_bytes() == before


def test_validate_alone_writes_nothing(slip: Path, capsys: Out) -> None:
    before = (slip / PATH).read_bytes()
    assert run(capsys, "validate")[0] == PROBLEMS
    assert (slip / PATH).read_bytes() == before


def test_only_the_files_of_the_path_are_mended(slip: Path, capsys: Out) -> None:
    assert run(capsys, "validate", "--fix", "positions/demo/usa") == (SOUND, "", "")
    assert "neutralty" in (slip / PATH).read_text(encoding="utf-8")
    assert run(capsys, "validate", "--fix", f"positions/{PATH}")[1].startswith(DIFF)


@pytest.mark.usefixtures("slip")
def test_flags_that_contradict_each_other_are_asked_wrongly(capsys: Out) -> None:
    assert run(capsys, "validate", "--dry-run") == (USAGE, "", "parley: --dry-run goes with --fix\n")
    assert run(capsys, "validate", "--fix", "--format", "json")[0] == USAGE


def test_a_file_that_changed_meanwhile_is_left(slip: Path) -> None:
    [found] = fix.fixes(slip)
    (slip / PATH).write_text("changed", encoding="utf-8")
    with pytest.raises(RefusedError, match="has changed meanwhile"):
        fix.write(slip, found)
    assert (slip / PATH).read_text(encoding="utf-8") == "changed"


def test_a_diff_shows_what_nobody_sees_and_the_missing_end_of_a_file() -> None:
    told = fix.diff(fix.Fix("a", "\ufeffa: \x1b[31m\nb: c ".encode(), b"a: \nb: c"), "a.yaml")
    assert told == (
        "--- a.yaml\n+++ a.yaml\n@@ -1,2 +1,2 @@\n-<U+FEFF>a: <U+001B>[31m\n-b: c \n\\ No newline at end of file\n"
        "+a: \n+b: c\n\\ No newline at end of file\n"
    )


# Whatever is in the file


@given(st.lists(st.sampled_from(["a: b", "  c", "- d", "'", '"', "|", "\t", " ", "\r\n", "\n", "\r", "#", "é", "\u2028"])).map("".join))
def test_the_lines_of_a_file_joined_are_the_file(text: str) -> None:
    rows = lines.split(text)
    assert "".join(rows) == text
    assert all(0 <= number < len(rows) for number in lines.of_texts(rows))


WORDS = st.text(alphabet="ab –-\u00a0'\"#:\t", max_size=12)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A position file as people write them, slips included, and the texts in it as they stand there."""
    quotes = [draw(WORDS) for _ in range(3)]
    texts = [
        "'" + quotes[0].replace("'", "''") + "  \n      " + "x'",
        '"' + quotes[1].replace('"', "'").replace("\\", "") + ' – \t\n\t  y"',
        "|\n      z" + quotes[2].replace("\n", "") + "  \n        –\t\n      end",
    ]
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    day = draw(st.sampled_from(["2025-08-25", "2025–08–25", "2025-08-25  "]))
    issue = draw(st.sampled_from(["neutrality", "neutralty", "nato–membership", "neutrality\t"]))
    stance = draw(st.sampled_from(["supports", "suports", "Supports", "leans—oppose", "agree"]))
    tail = draw(st.sampled_from(["", "    firmness: demand", "\tfirmness: demand", "    firmnes: demand  # –  "]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    rows = [f"{mark}# a – comment \t", f"recorded: {day}", "sources:", "  - id: nbc  ", "    title: A – page", "statements:"]
    rows += [
        f"  - issue: {issue}",
        f"    stance: {stance}",
        f"    summary: {texts[0]}",
        f"    quote: {texts[1]}",
        f"    note: {texts[2]}",
        tail,
    ]
    kept = [text.replace("\n", ending) for text in texts]
    return "\n".join(rows).replace("\n", ending) + draw(st.sampled_from(["", ending])), kept


@settings(max_examples=150, deadline=None)
@given(file=written())
def test_no_byte_of_a_text_changes_and_the_file_gets_better_or_stays(
    file: tuple[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text, kept = file
    folder = _sound_once(tmp_path_factory)
    before = _problems(folder, text)
    after = mend(folder, PATH, text)
    assert [each for each in kept if each not in after] == []
    assert [line.strip() for line in after.splitlines() if "#" in line][:1] == ["# a – comment"] or after == text
    if after == text:
        return
    said, says = (yamlfile.survey(each.encode()).value for each in (text, after))
    assert _problems(folder, after) < before or said == says
    if said is not None:
        assert _elsewhere(said) == _elsewhere(says)
    assert mend(folder, PATH, after) == after


def _elsewhere(said: Any) -> Any:
    """What no repair may touch: all but the recorded day, the issue, the stance and the names of fields."""
    return [said["sources"], [(each["summary"], each["quote"], each["note"], len(each)) for each in said["statements"]]]


def _sound_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.getbasetemp() / "sound-for-fix"
    if not folder.exists():
        shutil.copytree(BROKEN / "sound", folder)
    return folder


def _problems(folder: Path, text: str) -> int:
    (folder / PATH).write_bytes(text.encode())
    return sum(each.file == PATH for each in load.load(folder).problems)


def test_what_is_mended_is_what_a_person_would_see_on_the_pages(tmp_path: Path) -> None:
    folder = write(
        talks(tmp_path),
        {"demo/finland/2025-08-01.yaml": "sources: [{id: a, title: A}]\nstatements: [{issue: freeze-lines, stance: suports, summary: S.}]"},
    )
    for each in fix.fixes(folder):
        fix.write(folder, each)
    [row] = store.read(folder).of("demo").statements.query("actor == 'finland'").to_dict("records")
    assert (row["issue"], row["stance"]) == ("freeze-line", "supports")
