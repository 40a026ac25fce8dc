"""A spreadsheet becomes files as a person writes them, or every mistake by row and column; nothing in between."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from parley import cli, store
from parley.export import csv, named
from parley.export.forms import FORMS
from parley.view import View
from tests.importing import HEADER, ROW, Desk, desk, sheet

__all__ = ["desk"]
SHIPPED = Path(__file__).resolve().parents[1] / "positions"


# What is written


def test_a_dry_run_shows_the_mapping_and_the_files_and_writes_nothing(desk: Desk) -> None:
    done, said = desk.bring(sheet([{}, {"actor": "Lowland", "stance": "pro"}]))
    assert done == cli.SOUND
    assert "CSV in UTF-8, cells separated by commas: 2 rows." in said
    assert "  B  actor → actor\n" in said
    assert "Words read as ours: “pro” as supports (1)" in said
    assert "Would write 2 statements in 2 new files (nothing is written without --write):" in said
    assert "  river/lowland/2025-03-12.yaml (1)" in said
    assert desk.files() == {}


def test_what_is_written_is_a_file_as_a_person_writes_it(desk: Desk) -> None:
    header = (*HEADER, "publisher", "about", "quote", "speaker", "recorded")
    rows = [
        {"recorded": "2025-03-13", "publisher": "Radio Upland", "speaker": "Mira Adair", "quote": "kein Meter: mehr"},
        {"recorded": "2025-03-13", "issue": "Payment for moved villages", "about": "lowland", "source_title": "Gazette", "source_url": ""},
    ]
    assert desk.bring(sheet(rows, header), "--write")[0] == cli.SOUND
    assert desk.files() == {
        "upland/2025-03-12.yaml": (
            "recorded: 2025-03-13\n"
            "\n"
            "sources:\n"
            "  - id: radio-upland\n"
            "    title: Interview\n"
            "    publisher: Radio Upland\n"
            "    url: https://example.org/interview\n"
            "  - id: gazette\n"
            "    title: Gazette\n"
            "\n"
            "statements:\n"
            "  - issue: dam-height\n"
            "    stance: opposes\n"
            "    summary: No dam at all.\n"
            "    speaker: Mira Adair\n"
            '    quote: "kein Meter: mehr"\n'
            "    source: radio-upland\n"
            "\n"
            "claims:\n"
            "  - about: lowland\n"
            "    issue: compensation\n"
            "    stance: opposes\n"
            "    summary: No dam at all.\n"
            "    source: gazette\n"
        )
    }
    assert desk.problems() == cli.SOUND


def test_an_import_that_is_run_again_changes_no_byte_and_doubles_nothing(desk: Desk) -> None:
    content = sheet([{}, {"issue": "compensation"}, {"actor": "NA", "date": "2022-04"}])
    desk.bring(content, "--write")
    written = desk.files()
    assert list(written) == ["NA/2022-04.yaml", "upland/2025-03-12.yaml"]
    done, said = desk.bring(content, "--write")
    assert done == cli.SOUND
    assert "3 of 3 are there already, with the same content, and stay as they are.\nThere is nothing to write." in said
    assert desk.files() == written


def test_an_id_that_looks_like_nothing_stays_what_it_is(desk: Desk) -> None:
    desk.bring(sheet([{"actor": "NA"}]), "--write")
    assert list(store.read(desk.folder).tables.statements["actor"]) == ["NA"]


def test_the_rows_of_one_day_keep_their_order(desk: Desk) -> None:
    rows = [{"issue": "compensation", "key": "b"}, {"issue": "dam-height", "key": "a"}, {"issue": "compensation", "key": "a"}]
    desk.bring(sheet(rows, (*HEADER, "key")), "--write")
    lines = [line.split(": ")[1] for line in desk.files()["upland/2025-03-12.yaml"].splitlines() if "issue:" in line or "key:" in line]
    assert lines == ["compensation", "b", "dam-height", "a", "compensation", "a"]


def test_quotes_are_kept_to_the_last_sign(desk: Desk) -> None:
    quote = ' "Да"; it\'s #1:\n no\\way \t'
    desk.bring(sheet([{"quote": quote}], (*HEADER, "quote")), "--write")
    assert list(store.read(desk.folder).tables.statements["quote"]) == [quote]


# A day that is there already

KEPT = """# by hand
sources: [{id: paper, title: Interview, url: "https://example.org/interview", note: Read twice.}]
statements:
  - issue: dam-height   # the only one
    stance: opposes
    summary: No dam at all.
    firmness: red-line
"""


def day_by_hand(desk: Desk) -> Path:
    path = desk.folder / "river" / "upland" / "2025-03-12.yaml"
    path.parent.mkdir()
    path.write_text(KEPT, encoding="utf-8")
    return path


def test_what_an_editor_has_added_since_contradicts_nothing(desk: Desk) -> None:
    path = day_by_hand(desk)
    assert desk.bring(sheet([{}]), "--write")[0] == cli.SOUND
    assert path.read_text(encoding="utf-8") == KEPT


def test_a_new_statement_goes_behind_what_is_there_and_changes_none_of_it(desk: Desk) -> None:
    path = day_by_hand(desk)
    done, said = desk.bring(sheet([{}, {"issue": "compensation", "summary": "Lowland pays."}]), "--write")
    assert (done, "Wrote 1 statement in 1 that is there already:" in said) == (cli.SOUND, True)
    added = "  - issue: compensation\n    stance: opposes\n    summary: Lowland pays.\n"
    assert path.read_text(encoding="utf-8") == KEPT + added
    assert desk.problems() == cli.SOUND


def test_a_second_source_makes_the_others_say_which_is_theirs(desk: Desk) -> None:
    path = day_by_hand(desk)
    desk.bring(sheet([{"issue": "compensation", "source_title": "Gazette", "source_url": ""}]), "--write")
    assert desk.problems() == cli.SOUND
    assert "# by hand" in path.read_text(encoding="utf-8")
    assert list(store.read(desk.folder).tables.statements.set_index("issue")["source_title"].sort_index()) == ["Gazette", "Interview"]


def test_a_row_that_says_otherwise_is_a_mistake_and_nothing_is_written(desk: Desk) -> None:
    path = day_by_hand(desk)
    [told] = desk.mistakes(sheet([{"stance": "supports"}, {"issue": "compensation"}]), "--write")
    otherwise = "`river/upland/2025-03-12.yaml` says `opposes`, and this row `supports`; correct one of the two"
    assert told == f"row 2, column D (stance): says-otherwise: {otherwise}"
    assert path.read_text(encoding="utf-8") == KEPT


def test_a_day_with_mistakes_is_to_be_mended_first(desk: Desk) -> None:
    day_by_hand(desk).write_text(KEPT.replace("opposes", "oposes"), encoding="utf-8")
    [told] = desk.mistakes(sheet([{}]))
    assert told.startswith("row 2, column A (date): unsound-day: `river/upland/2025-03-12.yaml` is there already and has mistakes")


# A negotiation that is not there yet


def test_a_new_negotiation_gets_registers_made_of_what_the_rows_name(desk: Desk) -> None:
    header = (*HEADER, "speaker", "role", "topic")
    rows = [
        {"actor": "Côte d’Or", "issue": "Should there be a dam?", "topic": "The river", "speaker": "Ann Lee", "role": "envoy"},
        {"actor": "Upland", "issue": "Should there be a dam?"},
    ]
    done, said = desk.bring(sheet(rows, header), "--write", into="new-talks")
    assert (done, "look through them" in said) == (cli.SOUND, True)
    assert desk.problems() == cli.SOUND
    here = store.read(desk.folder).of("new-talks")
    assert list(here.negotiations["title"]) == ["New talks"]
    assert here.actors[["id", "name"]].to_numpy().tolist() == [["cote-d-or", "Côte d’Or"], ["upland", "Upland"]]
    assert here.issues[["id", "title", "topic_title"]].to_numpy().tolist() == [
        ["should-there-be-a-dam", "Should there be a dam?", "The river"]
    ]
    assert here.speakers[["actor", "name", "role"]].to_numpy().tolist() == [["cote-d-or", "Ann Lee", "envoy"]]


def test_names_become_ids_in_small_letters_and_codes_stay_as_they_are(desk: Desk) -> None:
    desk.bring(sheet([{"actor": "Upland"}, {"actor": "Lowland"}]), "--write", into="named")
    desk.bring(sheet([{"actor": "NA"}, {"actor": "ZA"}]), "--write", into="coded")
    tables = store.read(desk.folder)
    assert list(tables.of("named").actors["id"]) == ["upland", "lowland"]
    assert list(tables.of("coded").actors["id"]) == ["NA", "ZA"]


@pytest.mark.parametrize("name", ["../out", "a b", "", "/tmp/x"])
def test_a_negotiation_is_never_written_outside_of_the_folder(name: str, desk: Desk) -> None:
    done, said = desk.bring(sheet([{}]), "--write", into=name)
    assert (done, "is no name of a folder" in said) == (cli.USAGE, True)


# Mistakes, by row and column


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"date": "12/03/2025"}, "A (date): ambiguous-date: `12/03/2025` can be 12 Mar 2025 or 3 Dec 2025; write 2025-03-12 or 2025-12-03"),
        ({"date": "yesterday"}, "A (date): bad-date: `yesterday` is not a date; write 2025-08-24"),
        ({"date": "30.02.2025"}, "A (date): bad-date: `30.02.2025` is not in the calendar"),
        ({"date": ""}, "A (date): missing-field: `date` is empty; fill the cell"),
        ({"actor": "Uplandia"}, "B (actor): unknown-actor: `Uplandia` is no actor of actors.yaml; did you mean `Upland`?"),
        ({"issue": "Hight of the dam"}, "C (issue): unknown-issue: `Hight of the dam` is no issue of issues.yaml; did you mean `Height of"),
        ({"stance": "oposes"}, "D (stance): unknown-stance: `oposes` is not one of supports, leans-support,"),
        ({"stance": ""}, "D (stance): missing-field: `stance` is empty; fill the cell"),
        ({"summary": "  "}, "E (summary): missing-field: `summary` is empty; fill the cell"),
        ({"summary": "bell\x07"}, "E (summary): control-character: an invisible character"),
        ({"source_title": "", "source_url": ""}, "F (source_title): no-source: nothing says where this can be read"),
        ({"source_url": "example.org"}, "G (source_url): bad-url: `example.org` is not a web address"),
        ({"firmness": "strong"}, "H (firmness): unknown-firmness: `strong` is not one of red-line"),
        ({"voice": "radio"}, "I (voice): unknown-voice: `radio` is not one of own"),
        ({"confidence": "very"}, "J (confidence): unknown-confidence: `very` is not one of high"),
        ({"speaker": "Mira Adar"}, "K (speaker): unknown-speaker: Mira Adar is no speaker of `upland`; did you mean `Mira Adair`?"),
        ({"language": "English", "quote": "yes"}, "M (language): bad-language: `English` is not a language code"),
        ({"translation": "no"}, "N (translation): translation-without-quote: a translation, but no quote"),
        ({"value": "60 m"}, "O (value): bad-number: `60 m` is not a plain number"),
        ({"value": "5", "issue": "compensation"}, "O (value): value-without-unit: a value, but `compensation` has no unit"),
        ({"about": "Lowlnd"}, "P (about): unknown-actor: `Lowlnd` is no actor of actors.yaml; did you mean `Lowland`?"),
        ({"about": "upland"}, "P (about): claim-about-self: `upland` says this about itself; empty the cell"),
        ({"proposal": "april"}, "Q (proposal): unknown-proposal: `april` is no proposal of proposals.yaml"),
        ({"article": "1"}, "R (article): article-without-proposal: an article, but of which proposal?"),
        ({"proposal": "march", "article": "9"}, "R (article): unknown-article: `9` is no article of `march`"),
        ({"key": "a b"}, "S (key): bad-id: `a b` is no id"),
        ({"recorded": "2025-03"}, "T (recorded): bad-date: `2025-03` is only a month"),
        ({"recorded": "2025-03-01"}, "T (recorded): recorded-before-said: recorded on 2025-03-01, before it was said (2025-03-12)"),
        ({"coder": "Tam", "reviewer": "tam"}, "V (reviewer): reviewer-is-coder: tam entered this record"),
        ({"corrections": "it was wrong"}, "W (corrections): bad-correction: `it was wrong` is no list of corrections"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_by_the_row_and_the_column_it_stands_in(change: dict[str, str], told: str, desk: Desk) -> None:
    more = ("firmness", "voice", "confidence", "speaker", "quote", "language", "translation", "value", "about", "proposal", "article")
    header = (*HEADER, *more, "key", "recorded", "coder", "reviewer", "corrections")
    usual = {"recorded": "2025-03-13"}
    rows = [{**usual, "actor": "lowland"}, {**usual, **change}, {**usual, "actor": "NA"}]
    [line] = desk.mistakes(sheet(rows, header), "--write")
    assert line.startswith(f"row 3, column {told}")
    assert desk.files() == {}


def test_a_second_statement_of_that_day_is_told_with_the_row_of_the_first(desk: Desk) -> None:
    rows = [{}, {"actor": "lowland"}, {"summary": "Another."}, {}]
    there = "row 2 already holds a statement of `upland` on `dam-height` that day; tell this one apart by a `key`"
    assert desk.mistakes(sheet(rows)) == [
        f"row 4, column C (issue): doubled-statement: {there}",
        "row 5, column C (issue): doubled-statement: the same as row 2; delete one of the two",
    ]


def test_every_mistake_of_a_row_is_told_at_once(desk: Desk) -> None:
    rows = [{"date": "soon", "actor": "Nobody", "issue": "x", "stance": "y", "summary": "", "source_title": "", "source_url": ""}]
    places = [line.split(")")[0] for line in desk.mistakes(sheet(rows))]
    assert [place.rpartition("(")[2] for place in places] == ["date", "actor", "issue", "stance", "summary", "source_title"]


def test_a_column_that_is_needed_and_missing_is_told_once(desk: Desk) -> None:
    done, said = desk.bring(sheet([{}] * 100, HEADER[:3]))
    assert done == cli.USAGE
    assert "no column holds `stance`; name it: --map COLUMN=stance; no column holds `summary`; name it: --map COLUMN=summary" in said


# Headers


def test_a_header_in_the_words_of_a_desk_is_understood(desk: Desk) -> None:
    names = ("Datum", "Land", "Thema", "Haltung", "Text", "Quelle", "Link")
    content = sheet([{}], HEADER).replace(",".join(HEADER).encode(), ";".join(names).encode(), 1).replace(b",", b";")
    done, said = desk.bring(content, "--write")
    assert done == cli.SOUND, said
    assert "  B  Land → actor" in said
    assert list(desk.files()) == ["upland/2025-03-12.yaml"]


def test_a_column_that_means_nothing_to_us_is_named_and_not_read(desk: Desk) -> None:
    said = desk.bring(sheet([{"mood": "grim"}], (*HEADER, "mood", "")))[1]
    assert "  H  mood: not read, no field is known by this name; say which with --map mood=FIELD" in said


def test_a_mapping_that_the_editor_gives_is_followed(desk: Desk) -> None:
    content = sheet([{"mood": "grim", "date": "2025-03-12"}], (*HEADER, "mood"))
    done, _ = desk.bring(content, "--map", "mood=note", "--map", "G=-", "--set", "coder=Tam Okoro", "--write")
    assert done == cli.SOUND
    row = store.read(desk.folder).tables.statements.iloc[0]
    assert (row["note"], row["source_url"], row["coder"]) == ("grim", "", "Tam Okoro")


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--map", "mood=note"], "--map mood=note: there is no such column"),
        (["--map", "date=dat"], "--map date=dat: there is no field `dat`; did you mean `date`?"),
        (["--set", "mood=grim"], "--set mood=grim: write FIELD=VALUE"),
        (["--days", "day-first", "--sheet", "x", "--encoding", "klingon"], "there is no encoding `klingon`"),
    ],
)
def test_a_flag_that_cannot_be_followed_says_why(flags: list[str], told: str, desk: Desk) -> None:
    done, said = desk.bring(sheet([{}]), *flags)
    assert (done, told in said) == (cli.USAGE, True), said


def test_days_of_one_order_are_read_when_the_editor_says_which(desk: Desk) -> None:
    desk.bring(sheet([{"date": "04.03.2025"}]), "--days", "day-first", "--write")
    assert list(desk.files()) == ["upland/2025-03-04.yaml"]


def test_a_web_address_in_the_place_of_a_title_is_taken_for_what_it_is(desk: Desk) -> None:
    desk.bring(sheet([{"source_title": "https://example.org/a", "source_url": ""}]), "--write")
    row = store.read(desk.folder).tables.statements.iloc[0]
    assert (row["source_title"], row["source_url"]) == ("example.org/a", "https://example.org/a")


# Our own tables come back


def empty_negotiation(folder: Path) -> Path:
    """The shipped registers, and nobody has spoken. returns : the positions folder."""
    registers = folder / "positions" / "ukraine-peace"
    registers.mkdir(parents=True)
    for path in (SHIPPED / "ukraine-peace").glob("*.yaml"):
        (registers / path.name).write_bytes(path.read_bytes())
    return registers.parent


def bring_back(content: bytes, folder: Path) -> None:
    (folder.parent / "out").write_bytes(content)
    assert cli.main(["import", str(folder.parent / "out"), "--into", "ukraine-peace", "--positions", str(folder), "--write"]) == cli.SOUND


@pytest.mark.parametrize("name", ["statements", "claims"])
@pytest.mark.parametrize(("form", "exact"), [("csv", False), ("csv", True), ("xlsx", False)])
def test_the_shipped_data_goes_out_and_comes_back_the_same(name: str, form: str, exact: bool, tmp_path: Path) -> None:
    before, view = store.read(SHIPPED), View("ukraine-peace")
    folder = empty_negotiation(tmp_path)
    bring_back(FORMS[form].make(name, view, before, exact), folder)
    after = store.read(folder)
    assert after.problems == ()
    table, again = named.table(name, view, before), named.table(name, view, after)
    changed = [
        "line",
        "view",
        "data_version",
        "verdict",
        "reason",
        *(each for each in map(str, table) if each.startswith(("before_", "after_"))),
    ]
    kept = [column for column in table if column not in changed]
    assert len(kept) > 35
    assert again[kept].equals(table[kept])


def test_statements_and_then_claims_come_back_into_the_same_days(tmp_path: Path) -> None:
    before, folder = store.read(SHIPPED), empty_negotiation(tmp_path)
    for name in ("statements", "claims", "statements", "claims"):
        bring_back(csv.csv(named.table(name, View("ukraine-peace"), before)), folder)
    after = store.read(folder)
    assert after.problems == ()
    assert list(after.tables.statements["id"]) == list(before.tables.statements["id"])
    assert list(after.tables.claims["id"]) == list(before.tables.claims["id"])


def test_what_our_tables_join_comes_apart_again(desk: Desk) -> None:
    path = day_by_hand(desk)
    path.write_text(
        KEPT
        + """    note: Said twice.
    disputed_by: Lowland
    conditions:
      - {text: "unless Lowland pays; soon", issue: compensation, actor: lowland}
      - {text: before winter}
    corrections:
      - {date: 2025-03-20, was: value 45, now: value 40, why: "The minister (Adair) said 40."}
      - {date: 2025-03-21, was: a, now: b, why: c}
""",
        encoding="utf-8",
    )
    assert desk.problems() == cli.SOUND
    before = store.read(desk.folder)
    told = csv.csv(named.table("statements", View("river"), before))
    path.unlink()
    assert desk.bring(told, "--write")[0] == cli.SOUND
    after = store.read(desk.folder)
    for table in ("conditions", "corrections"):
        assert getattr(after.tables, table).equals(getattr(before.tables, table))
    assert list(after.tables.statements["note"]) == ["Said twice. Disputed: Lowland"]
    assert "disputed_by: Lowland" in path.read_text(encoding="utf-8")


def test_guarding_apostrophes_come_off_our_own_tables_and_stay_in_others(desk: Desk) -> None:
    path = day_by_hand(desk)
    path.write_text(KEPT.replace("No dam at all.", '"=no dam"') + '    quote: "\'-what"\n', encoding="utf-8")
    own = csv.csv(named.table("statements", View("river"), store.read(desk.folder)))
    assert b"'=no dam" in own
    path.unlink()
    said = desk.bring(own, "--write")[1]
    row = store.read(desk.folder).tables.statements.iloc[0]
    assert (row["summary"], row["quote"], "2 guarding apostrophes were taken off" in said) == ("=no dam", "'-what", True)
    path.unlink()
    desk.bring(sheet([{"summary": "'=no dam"}]), "--write")
    assert store.read(desk.folder).tables.statements.iloc[0]["summary"] == "'=no dam"


# Workbooks


def workbook(rows: list[list[object]], *, formats: dict[str, str] | None = None, others: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    for cell, shown_as in (formats or {}).items():
        page[cell].number_format = shown_as
    for name in others:
        book.create_sheet(name)
    told = io.BytesIO()
    book.save(told)
    return told.getvalue()


def test_a_workbook_is_read_with_its_days_and_numbers(desk: Desk) -> None:
    rest = ["upland", "dam-height", "opposes", "No dam.", "Interview", "https://example.org"]
    rows: list[list[object]] = [
        [*HEADER, "value"],
        [datetime(2025, 3, 12), *rest, 40],
        [],
        [date(2022, 4, 1), *rest, 40.5],
        ["2025-05", *rest, None],
    ]
    done, said = desk.bring(workbook(rows, formats={"A4": "mmm-yy"}, others=("Notes",)), "--write", name="book.xlsx")
    assert done == cli.SOUND, said
    assert "XLSX, sheet `Sheet` (not read: Notes; name one with --sheet): 3 rows." in said
    assert list(desk.files()) == ["upland/2022-04.yaml", "upland/2025-03-12.yaml", "upland/2025-05.yaml"]
    assert store.read(desk.folder).tables.statements["value"].tolist()[:2] == [40.5, 40.0]


def test_a_mistake_in_a_workbook_has_the_number_of_its_row_on_screen(desk: Desk) -> None:
    rest = ["dam-height", "opposes", "No dam.", "Interview", "https://example.org"]
    rows: list[list[object]] = [list(HEADER), [], [], ["2025-03-12", "Uplnd", *rest], ["2025-03-13", "=1+1", *rest]]
    (desk.place / "book.xlsx").write_bytes(workbook(rows))
    done, said = desk.bring(workbook(rows), name="book.xlsx")
    assert done == cli.PROBLEMS
    assert said.partition("nothing is written.\n")[2].splitlines() == [
        "row 4, column B (actor): unknown-actor: `Uplnd` is no actor of actors.yaml; did you mean `Upland`?",
        "row 5, column B (actor): no-value: a formula that was never worked out; open the file in a spreadsheet program and save it",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 and no zip", "the workbook is damaged"),
        (b"\xd0\xcf\x11\xe0 old", "this is an old .xls or a protected workbook"),
        (b"", "the file holds no row"),
        (b"\n\n", "the file holds no row"),
        (b'date,actor\n"2025', "row 2 cannot be read as CSV"),
        (b"SQLite format 3\x00 and no more", "the database cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_so_in_a_sentence(content: bytes, told: str, desk: Desk) -> None:
    done, said = desk.bring(content, name="odd.bin")
    assert (done, told in said) == (cli.USAGE, True), said


def test_a_file_that_is_not_there_is_a_wrong_question(desk: Desk) -> None:
    assert cli.main(["import", str(desk.place / "nothing.csv"), "--into", "river"]) == cli.USAGE


def test_a_torn_row_is_told_where_it_sticks_out(desk: Desk) -> None:
    content = sheet([{}, {}]).replace(b"No dam at all.,Interview", b"No, dam, at all.,Interview", 1)
    assert any("row 2, column H: too-many-cells" in line for line in desk.mistakes(content))


def test_the_row_used_here_is_sound() -> None:
    assert set(ROW) == set(HEADER)
