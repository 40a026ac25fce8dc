"""Drafting in the browser: three statements, a reload, two editors on one file, and a hand's own edits in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import sleep
from urllib.request import urlopen

import pytest
from playwright.sync_api import Locator, expect

from parley import cli
from tests.browser.reader import Reader, Readers
from tests.conftest import serve
from tests.making import talks

pytestmark = pytest.mark.browser

LOOKS_AGAIN_MS = 1100
DAY = "2025-09-01"
FILE = f"demo/russia/{DAY}.yaml"
THREE = [
    ("Permanent neutrality", "opposes", "Neutrality is: not enough."),
    ("Freezing the line", "neutral", "The line is \"for later\"."),
    ("Frozen assets", "supports", "Die Vermögen müssen #zurück."),
]  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A desk that saves, and its folder."""
    folder = talks(tmp_path_factory.mktemp("positions"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLEY_DESK", "1")
        with serve(folder) as address:
            yield folder, address


@pytest.fixture
def folder(house: tuple[Path, str]) -> Iterator[Path]:
    """As the next test is to find it."""
    folder, address = house
    before = _version(address)
    yield folder
    (folder / FILE).unlink(missing_ok=True)
    for _ in range(100):
        if _version(address) == before:
            return
        sleep(0.1)
    raise AssertionError("the desk does not see that the file is gone")


def _version(address: str) -> bytes:
    with urlopen(f"{address}/version") as answer:
        version: bytes = answer.read()
        return version


@pytest.fixture
def desk(house: tuple[Path, str], folder: Path) -> str:
    """Its address."""
    assert (folder, folder.is_dir()) == (house[0], True)
    return house[1]


@pytest.fixture
def reading_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The same without PARLEY_DESK."""
    monkeypatch.delenv("PARLEY_DESK", raising=False)
    with serve(folder) as address:
        yield address


class Editor:
    """Somebody who drafts: everything by the names on the screen."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.page = reader, reader.page

    def begin(self, actor: str = "Russia", day: str = DAY) -> Editor:
        self.reader.open("/draft")
        self.choose("Whose words", actor)
        return self.type("Said on", day)

    def source(self) -> Editor:
        self.fill("Address of the page", "https://example.org/briefing")
        self.fill("Title", "Briefing: morning")
        return self.type("Publisher", "Foreign ministry")

    def statement(self, issue: str, stance: str, summary: str) -> Editor:
        self.choose("Issue", issue)
        self.page.get_by_role("radiogroup", name="Stance").get_by_text(stance, exact=True).click()
        return self.type("What was said, in one neutral sentence of yours", summary)

    def fill(self, label: str, text: str) -> Editor:
        """Type, and go on to the next field at once."""
        field = self.page.get_by_role("textbox", name=label, exact=True)
        field.fill(text)
        field.press("Tab")
        return self

    def type(self, label: str, text: str) -> Editor:
        self.fill(label, text).reader.settle()
        return self

    def choose(self, label: str, word: str) -> Editor:
        self.page.get_by_role("combobox", name=label).fill(word)
        self.page.get_by_role("option", name=word, exact=True).click()
        self.reader.settle()
        return self

    def press(self, name: str) -> Editor:
        self.reader.click(self.page.get_by_role("button", name=name, exact=True).first)
        return self

    @property
    def outcome(self) -> Locator:
        return self.page.locator(".st-key-draft-outcome")

    @property
    def yaml(self) -> str:
        """The file as shown, to copy."""
        return self.outcome.locator("code").last.inner_text()

    def field(self, label: str) -> str:
        return self.page.get_by_role("textbox", name=label, exact=True).input_value()

    def save(self) -> Editor:
        return self.press("Save …").press(f"Write {DAY}.yaml")


def drafted(reader: Reader, statements: list[tuple[str, str, str]] = THREE) -> Editor:
    editor = Editor(reader).begin().source()
    for number, each in enumerate(statements):
        if number:
            editor.press("Add a statement")
        editor.statement(*each)
    return editor


def test_three_statements_are_drafted_without_a_desk_that_saves_and_the_file_is_sound(
    folder: Path, reading_room: str, readers: Readers
) -> None:
    editor = drafted(readers.new(reading_room))
    expect(editor.outcome).to_contain_text("This desk only reads.")
    expect(editor.outcome).to_contain_text(
        "This would move Russia on “Permanent neutrality” from supports (24 Aug 2025) to opposes, 4 steps."
    )
    expect(editor.page.get_by_role("button", name="Save …")).to_have_count(0)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    shown = editor.yaml
    with editor.page.expect_download() as download:
        editor.press("Download")
    assert download.value.suggested_filename == f"{DAY}.yaml"
    assert Path(download.value.path()).read_text(encoding="utf-8").rstrip("\n") == shown.rstrip("\n")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before

    (folder / FILE).write_text(f"{shown}\n", encoding="utf-8")
    assert cli.main(["validate", "--positions", str(folder)]) == cli.SOUND
    assert [line.strip() for line in shown.splitlines() if "summary" in line] == [
        'summary: "Neutrality is: not enough."',
        "summary: The line is \"for later\".",
        'summary: "Die Vermögen müssen #zurück."',
    ]  # fmt: skip


def test_a_draft_outlives_a_reload_and_goes_when_it_is_cleared(desk: str, readers: Readers) -> None:
    reader = readers.new(desk)
    editor = drafted(reader, THREE[:2])
    before = editor.yaml
    reader.page.reload()
    reader.settle()
    expect(editor.outcome).to_contain_text("The line is")
    assert editor.yaml == before
    assert editor.field("What was said, in one neutral sentence of yours") == THREE[1][2]
    editor.press("Clear this draft")
    reader.page.reload()
    reader.settle()
    assert editor.field("Title") == ""
    assert "Choose whose words these are" in editor.outcome.inner_text()


def test_what_is_folded_away_stays_in_the_draft(desk: str, readers: Readers) -> None:
    editor = drafted(readers.new(desk), THREE[:1])
    fold = editor.page.locator("summary", has_text="Conditions, proposal, confidence, note")
    note = editor.page.get_by_role("textbox", name="Note for readers", exact=True)
    assert note.count() == 0
    editor.reader.click(fold)
    editor.press("Add a condition")
    editor.type("Condition", "the guns are silent")
    editor.type("Note for readers", "Said in passing.")
    assert "(2 filled)" in fold.inner_text()
    editor.reader.click(fold)
    expect(note).to_have_count(0)
    editor.type("Title", "Briefing: evening")
    assert "text: the guns are silent" in editor.yaml
    assert "note: Said in passing." in editor.yaml
    editor.reader.click(fold)
    assert editor.field("Note for readers") == "Said in passing."


def test_what_another_tab_drafts_is_offered_and_never_taken(desk: str, readers: Readers) -> None:
    reader = readers.new(desk)
    drafted(reader, THREE[:1])
    second = Reader(reader.context, desk)
    second.open("/draft").settle()
    editor = Editor(second)
    assert editor.field("Title") == ""
    expect(second.page.locator(".st-key-draft-found")).to_contain_text(f"another draft: Russia, {DAY}, 1 statement added.")
    editor.press("Go on with it")
    assert editor.field("Title") == "Briefing: morning"


def test_what_became_of_a_save_is_told_until_one_goes_on(folder: Path, desk: str, readers: Readers) -> None:
    editor = drafted(readers.new(desk), THREE[:1])
    editor.save()
    told = editor.page.get_by_test_id("stAlert")
    expect(told).to_contain_text(FILE)
    (folder / FILE).write_text((folder / FILE).read_text(encoding="utf-8") + "# looked at\n", encoding="utf-8")
    expect(editor.page.locator(".updated")).to_contain_text("updated", timeout=10_000)  # the page was drawn again by itself
    editor.page.wait_for_timeout(2 * LOOKS_AGAIN_MS)
    expect(told).to_contain_text(FILE)
    editor.press("Add the source")
    expect(told).to_have_count(0)


def test_the_second_of_two_editors_is_refused_and_loses_nothing(desk: str, folder: Path, readers: Readers) -> None:
    one, two = drafted(readers.new(desk), THREE[:1]), drafted(readers.new(desk), THREE[1:])
    one.save()
    expect(one.page.get_by_test_id("stAlert")).to_contain_text(FILE)
    saved = (folder / FILE).read_bytes()

    two.type("Publisher", "Ministry of Foreign Affairs")
    expect(two.outcome).to_contain_text("The file is not what it was when you began.")
    expect(two.outcome).to_contain_text("Neutrality is: not enough.")
    expect(two.outcome).to_contain_text("The line is")
    assert two.page.get_by_role("button", name=f"Write {DAY}.yaml").count() == 0
    assert (folder / FILE).read_bytes() == saved

    two.press("Put my entries into the new version")
    two.save()
    assert all(summary.split()[-1].strip('".') in (folder / FILE).read_text(encoding="utf-8") for _, _, summary in THREE)
    assert cli.main(["validate", "--positions", str(folder)]) == cli.SOUND


def test_a_save_that_was_shown_and_overtaken_is_refused(desk: str, folder: Path, readers: Readers) -> None:
    one, two = drafted(readers.new(desk), THREE[:1]), drafted(readers.new(desk), THREE[1:2])
    two.press("Save …")
    two.page.route("**/version", lambda route: route.abort())  # it would hear of the other file before it can be pressed
    one.save()
    saved = (folder / FILE).read_bytes()
    two.press(f"Write {DAY}.yaml")
    expect(two.outcome).to_contain_text("The file is not what it was when you began.")
    assert (folder / FILE).read_bytes() == saved
    expect(two.outcome).to_contain_text("The line is")


def test_what_a_hand_wrote_in_between_stays(desk: str, folder: Path, readers: Readers) -> None:
    editor = drafted(readers.new(desk), THREE[:2])
    editor.save()
    text = (folder / FILE).read_text(encoding="utf-8")
    by_hand = "# Seen by Ann.\n" + text.replace("stance: opposes", "stance:   'opposes'   # clearly") + "# The end\n"
    (folder / FILE).write_text(by_hand, encoding="utf-8")

    rows = f"{desk}/api/statements.csv?negotiation=demo"
    for _ in range(50):  # until the desk has looked at its files again
        if DAY in editor.page.request.get(rows).text():
            break
        editor.page.wait_for_timeout(200)
    editor.reader.open("/draft", statement=f"demo/russia/{DAY}/neutrality")
    editor.page.get_by_role("radiogroup", name="Stance").get_by_text("leans oppose", exact=True).click()
    editor.reader.settle()
    editor.type("Why it is changed; readers then see a dated correction", "He said: rather not.")
    editor.save()
    after = (folder / FILE).read_text(encoding="utf-8")
    changed = by_hand.replace("'opposes'", "leans-oppose")
    start = changed.index("  - issue: freeze-line")
    assert after.startswith(changed[:start])
    assert after.endswith(changed[start:])
    assert 'was: stance opposes\n        now: stance leans-oppose\n        why: "He said: rather not."\n' in after
    assert cli.main(["validate", "--positions", str(folder)]) == cli.SOUND


def test_a_cell_of_the_work_list_opens_a_draft_for_it(desk: str, readers: Readers) -> None:
    reader = readers.new(desk).open("/desk", actor="turkey", issue="neutrality")
    reader.click(reader.page.get_by_role("link", name="Draft it"))
    assert reader.path == "/draft"
    assert reader.page.get_by_role("combobox", name="Whose words").input_value() == "Türkiye"
    assert reader.page.get_by_role("combobox", name="Issue").input_value() == "Permanent neutrality"
    expect(reader.page.locator(".question").first).to_have_text("Should Ukraine be neutral?")


def test_a_new_statement_is_typed_into_at_once(desk: str, readers: Readers) -> None:
    editor = drafted(readers.new(desk), THREE[:1])
    editor.press("Add a statement")
    editor.page.wait_for_function("document.activeElement.getAttribute('role') === 'combobox'")
    editor.page.keyboard.type("Freez")
    editor.page.keyboard.press("Enter")
    editor.reader.settle()
    assert editor.page.get_by_role("combobox", name="Issue").input_value() == "Freezing the line"
