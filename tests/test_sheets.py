"""Bytes become rows: encodings that leave no doubt, cells to the last sign, and days that have one meaning."""

from __future__ import annotations

import csv as standard
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.desk import celldays, encodings, sheets
from parley.desk.intake import letter


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with a byte order mark"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16 without a byte order mark"),
        ("utf-16-be", "UTF-16 without a byte order mark"),
    ],
)
def test_an_encoding_that_leaves_no_doubt_is_read_and_named(encoding: str, told: str) -> None:
    text = "actor,summary\nTürkiye,“Да”, said Łódź 中\n"
    read = encodings.read(text.encode(encoding))
    assert (read.text, read.encoding) == (text, told)


def test_windows_1252_is_read_with_a_sample_of_its_words() -> None:
    read = encodings.read("actor,summary\nTürkiye,“Größe” – für café".encode("cp1252"))
    assert read.text.endswith("“Größe” – für café")
    assert read.encoding == "Windows-1252, as in “Türkiye”, “Größe”, “für” (if that is wrong, give --encoding)"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp1250", "mac_cyrillic", "iso8859_7", "cp932", "gb18030"])
def test_an_encoding_that_could_be_another_is_refused(encoding: str) -> None:
    words = {"cp1250": "Łódź, řeka, žluťoučký", "iso8859_7": "Ουκρανία", "cp932": "ウクライナ", "gb18030": "乌克兰"}
    with pytest.raises(encodings.UnsureError, match="no telling which old encoding it is; save it as UTF-8"):
        encodings.read(f"actor,summary\nrussia,{words.get(encoding, 'Путин против')}".encode(encoding))


def test_the_editor_can_say_which_encoding_it_is() -> None:
    assert encodings.read("Путин".encode("cp1251"), "cp1251").text == "Путин"
    with pytest.raises(encodings.UnsureError, match="byte 1 cannot be read"):
        encodings.read("Путин".encode("cp1251"), "utf-8")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(encodings.UnsureError, match="holds NUL bytes and is no text"):
        encodings.read(b"a\x00b\x00\x00\x01\x02\x03")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_that_which_parts_the_header(delimiter: str) -> None:
    others = "".join(each for each in sheets.DELIMITERS if each != delimiter)
    sheet = sheets.read(f"date{delimiter}actor{delimiter}said{others[0]} where\n1{delimiter}2{delimiter}3{others}\n".encode())
    assert (sheet.header, sheet.rows[0].cells) == (("date", "actor", f"said{others[0]} where"), ("1", "2", f"3{others}"))
    assert sheet.how == f"CSV in UTF-8, cells separated by {sheets.DELIMITERS[delimiter]}"


def test_the_line_that_tells_excel_the_delimiter_is_no_row() -> None:
    sheet = sheets.read(b"sep=;\ndate;actor\n2025;upland\n")
    assert (sheet.header, sheet.rows[0].number, sheet.rows[0].cells) == (("date", "actor"), 2, ("2025", "upland"))


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    sheet = sheets.read(b'\ndate,quote\n\n2025,"two\nlines"\n,\n2026,x\n')
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(4, "2025"), (6, "2026")]


def test_a_cell_of_a_whole_book_is_refused_and_nobody_else_is_held_to_that() -> None:
    with pytest.raises(sheets.UnreadableSheetError, match="row 2 has a cell of more than 100,000 characters"):
        sheets.read(b"date,quote\n2025," + b"x" * 100_001 + b"\n")
    assert len(sheets.read(b"date,quote\n2025," + b"x" * 100_000 + b"\n").rows) == 1
    assert next(standard.reader(["x" * 120_000])) == ["x" * 120_000]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_every_cell_is_kept_to_the_last_sign(rows: list[list[str]]) -> None:
    told = io.StringIO(newline="")
    standard.writer(told, quoting=standard.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    sheet = sheets.read(told.getvalue().encode())
    assert [row.cells for row in sheet.rows] == [tuple(row) for row in rows if any(map(str.strip, row))]


@pytest.mark.parametrize(("place", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(place: int, name: str) -> None:
    assert letter(place) == name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-08-24", "2025-08-24"),
        ("2022-04", "2022-04"),
        ("2022", "2022"),
        ("2025/8/4", "2025-08-04"),
        ("2025-08-24 00:00:00", "2025-08-24"),
        ("2025-08-24T12:30Z", "2025-08-24"),
        ("24.08.2025", "2025-08-24"),
        ("8/24/2025", "2025-08-24"),
        ("05.05.2025", "2025-05-05"),
        ("4/2022", "2022-04"),
        ("24 Aug 2025", "2025-08-24"),
        ("24. August 2025", "2025-08-24"),
        ("August 24th, 2025", "2025-08-24"),
        ("3. März 2025", "2025-03-03"),
        ("Apr 2022", "2022-04"),
    ],
)
def test_a_day_with_one_meaning_is_read(text: str, day: str) -> None:
    assert celldays.read(text) == (day, "", "")


@pytest.mark.parametrize("text", ["03.04.2025", "3/4/2025", "12-11-2025"])
def test_a_day_with_two_meanings_is_refused_unless_the_order_is_told(text: str) -> None:
    day, rule, wrong = celldays.read(text)
    assert (day, rule) == ("", "ambiguous-date")
    assert "or say --days day-first or month-first for all" in wrong
    first, second = (celldays.read(text, order).day for order in celldays.ORDERS)
    assert first[5:7] == second[8:]
    assert first[8:] == second[5:7]


@pytest.mark.parametrize("text", ["24.08.25", "2025-13-01", "31.02.2025", "Brumaire 2025", "5 May 6 2025", "45000", "soon", "2025-08-24x"])
def test_what_is_no_day_is_refused(text: str) -> None:
    day, rule, wrong = celldays.read(text)
    assert (day, rule) == ("", "bad-date")
    assert text in wrong


def test_an_order_that_is_told_does_not_turn_a_day_that_cannot_be() -> None:
    assert celldays.read("24.08.2025", "month-first").rule == "bad-date"
