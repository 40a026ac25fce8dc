"""Every form of a table gives the words back byte for byte, says what it holds, and is the same file each time."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from parley import store
from parley.columns import AS_WRITTEN
from parley.export import columnar, csv, named, spelling, xlsx
from parley.export.forms import FORMS, TooManyRowsError
from parley.store import Snapshot
from parley.view import View
from tests.making import MORE_TALKS, said, statements, talks, write

DEMO = View("demo", sort="oldest")
NASTY = (
    "plain",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "'tis",
    "\ttab",
    "\rreturn",
    "comma, semicolon; “quotes” and \"quotes\" and 'quotes'",
    '"',
    "two\nlines",
    "two\r\nlines",
    "alone\rreturn",
    " kept space ",
    "𓀀 emoji 🕊️ and a flag 🇺🇦",
    "‏שלום‏, مرحبا",
    "e\u0301 is not é",
    "<b>&amp;</b> ]]>",
    "_x000D_",
    "_x000d_x0041_ twice",
    "\\n is no line",
    "null",
    "NA",
    "007",
    "1e5",
    "2025-08-24",
    "true",
    "\ufeffmark",
    "\u2028\u0085",
)
"""What a quote may hold, and what a reader of a file may take for something else."""


def snapshot_of(quotes: tuple[str, ...], folder: Path) -> Snapshot:
    """A reading of the demo whose statements hold these quotes, in this order."""
    demo = store.read(talks(folder))
    rows = [
        said("russia", "2025-06-02", "neutrality", "supports", key=f"k{place:03}", order=place, quote=text)
        for place, text in enumerate(quotes)
    ]
    return Snapshot(folder, "0123456789ab", (), replace(demo.tables, statements=statements(*rows)))


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(NASTY, tmp_path_factory.mktemp("positions"))


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.read(write(talks(tmp_path_factory.mktemp("positions")), MORE_TALKS))


def made(form: str, name: str, snapshot: Snapshot, view: View = DEMO, *, exact: bool = False) -> bytes:
    return FORMS[form].make(name, view, snapshot, exact)


READERS: dict[str, Callable[[Snapshot], pd.DataFrame]] = {
    "csv": lambda read: pd.read_csv(io.BytesIO(made("csv", "statements", read, exact=True)), dtype="str", keep_default_na=False),
    "json": lambda read: pd.DataFrame(json.loads(made("json", "statements", read))["rows"]),
    "xlsx": lambda read: pd.read_excel(io.BytesIO(made("xlsx", "statements", read)), keep_default_na=False, dtype="str"),
    "parquet": lambda read: pd.read_parquet(io.BytesIO(made("parquet", "statements", read))),
}


@pytest.mark.parametrize("form", READERS)
def test_pandas_gets_every_quote_byte_for_byte(form: str, nasty: Snapshot) -> None:
    assert list(READERS[form](nasty)["quote"]) == list(NASTY)


def test_there_is_a_reader_for_every_form() -> None:
    assert list(READERS) == list(FORMS)


def test_csv_for_spreadsheets_gives_them_back_when_one_apostrophe_is_taken_off(nasty: Snapshot) -> None:
    read = pd.read_csv(io.BytesIO(made("csv", "statements", nasty)), dtype="str", keep_default_na=False, encoding="utf-8-sig")
    assert [text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text for text in read["quote"]] == list(NASTY)
    assert not [text for text in read["quote"] if text[0] in "=+-@\t\r"]


def test_a_line_break_of_either_kind_stands_in_quotes(nasty: Snapshot) -> None:
    told = made("csv", "statements", nasty, exact=True).decode()
    assert '"alone\rreturn"' in told
    assert '"two\nlines"' in told
    assert ',"plain"' not in told


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", named.NAMES)
def test_one_view_gives_the_same_bytes_each_time(form: str, name: str, more: Snapshot) -> None:
    assert made(form, name, more) == made(form, name, more)


@pytest.mark.parametrize("name", named.NAMES)
@pytest.mark.parametrize(
    "view", [DEMO, View("demo", actor=("russia",), q="neutrality"), View("demo", sort="name"), View("demo", q="nothing such")]
)
def test_every_form_is_written_from_the_rows_of_the_table(name: str, view: View, more: Snapshot) -> None:
    table = named.table(name, view, more)
    columns = columnar.columns(name, view, more)
    assert list(columns) == list(table.columns) == [each.name for each in named.documented(name, view, more)]
    wanted = table.astype("object").where(table.notna(), None)
    assert {label: column.to_pylist() for label, column in columns.items()} == {label: list(wanted[label]) for label in wanted}


@pytest.mark.parametrize("name", named.NAMES)
def test_csv_is_what_pandas_itself_would_write(name: str, more: Snapshot) -> None:
    table = named.table(name, DEMO, more).astype("object")
    plain = table.map(lambda value: str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else value)
    assert made("csv", name, more, exact=True).decode() == plain.to_csv(index=False, lineterminator="\n")


def test_a_long_table_is_written_in_parts_and_none_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = snapshot_of(tuple(f"words {place}" for place in range(25)), tmp_path)
    whole = {form: made(form, "statements", many) for form in ("csv", "json", "xlsx")}
    monkeypatch.setattr(spelling, "ROWS", 10)
    assert {form: made(form, "statements", many) for form in ("csv", "json", "xlsx")} == whole
    assert len(list(FORMS["csv"].pieces("statements", DEMO, many, False))) == 4  # the header, and 10, 10 and 5 rows


# JSON


def test_json_has_one_row_on_a_line_and_numbers_without_a_needless_fraction(more: Snapshot) -> None:
    told = made("json", "statements", more, View("demo", actor=("ukraine",), issue=("army-cap",))).decode()
    assert told.splitlines()[:5] == [
        "{",
        ' "title": "Ukraine on Limit on the army, all days",',
        ' "view": "negotiation=demo&actor=ukraine&issue=army-cap&asof=2025-08-24&known=2025-08-25",',
        f' "data_version": "{more.version}",',
        ' "rows": [',
    ]
    assert told.count("\n") == 8
    assert '"score": -2, ' in told
    assert '"value": 900000, ' in told
    assert '"on_record": true, ' in told


# XLSX


def sheet_of(content: bytes, name: str = "statements") -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def cells(sheet: Any, label: str) -> list[Any]:
    place = [cell.value for cell in sheet[1]].index(label)
    return [row[place] for row in sheet.iter_rows(min_row=2)]


def test_no_cell_is_a_formula_and_one_that_looks_like_it_stays_a_text_when_it_is_edited(nasty: Snapshot) -> None:
    quotes = cells(sheet_of(made("xlsx", "statements", nasty)), "quote")
    assert {cell.data_type for cell in quotes} == {"s"}
    assert [cell.value for cell in quotes if cell.quotePrefix] == ["=1+1", "+1", "-1", "@SUM(A1)", "\ttab", "\rreturn"]


def test_known_days_are_dates_and_others_stay_as_they_were_written(more: Snapshot) -> None:
    sheet = sheet_of(made("xlsx", "statements", more, View("demo", actor=("ukraine",), issue=("neutrality",), sort="oldest")))
    first, second = cells(sheet, "date")
    assert (first.value, first.data_type) == ("2022-04", "s")
    assert (second.value, second.is_date, second.number_format) == (datetime(2025, 8, 20), True, "yyyy-mm-dd")
    assert cells(sheet, "recorded")[0].value == datetime(2025, 6, 3)


def test_a_day_that_spreadsheets_count_wrongly_stays_a_text(tmp_path: Path) -> None:
    demo = store.read(talks(tmp_path))
    days = ("1815-06-09", "1900-02-28", "1900-03-01")
    rows = [said("russia", day, "neutrality", "supports") for day in days]
    old = Snapshot(tmp_path, "0123456789ab", (), replace(demo.tables, statements=statements(*rows)))
    assert [cell.value for cell in cells(sheet_of(made("xlsx", "statements", old)), "date")] == [
        "1815-06-09",
        "1900-02-28",
        datetime(1900, 3, 1),
    ]


def test_ids_are_texts_numbers_are_numbers_flags_are_flags_and_blanks_are_empty(more: Snapshot) -> None:
    sheet = sheet_of(made("xlsx", "positions", more, View("demo", actor=("ukraine",), issue=("army-cap",))), "positions")
    [row] = [{head.value: cell for head, cell in zip(sheet[1], line, strict=True)} for line in sheet.iter_rows(min_row=2)]
    kinds = {
        label: (row[label].value, row[label].data_type) for label in ("id", "actor", "score", "value", "on_record", "firmness", "speaker")
    }
    assert kinds == {
        "id": ("demo/ukraine/2025-08-20/army-cap", "s"),
        "actor": ("ukraine", "s"),
        "score": (-2, "n"),
        "value": (900000, "n"),
        "on_record": (True, "b"),
        "firmness": (None, "n"),
        "speaker": (None, "n"),
    }


def test_the_second_sheet_says_what_the_first_one_holds(more: Snapshot) -> None:
    about = sheet_of(made("xlsx", "claims", more, View("demo", actor=("usa",))), "About")
    told = {row[0].value: row[1].value for row in about.iter_rows()}
    assert told["Title"] == "United States on every issue, all days"
    assert told["View"] == "negotiation=demo&actor=usa&asof=2025-08-24&known=2025-08-25"
    assert told["Data version"] == more.version
    assert told["about"] == "id of the actor whose position this is said to be"
    assert told["data_version"].startswith("which state of the position files")


def test_the_header_stays_in_sight_and_filters_every_row(more: Snapshot) -> None:
    sheet = sheet_of(made("xlsx", "actors", more), "actors")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions == "A1:L7"  # ten columns of actors and two that say where they come from; six actors


def test_the_matrix_has_a_column_an_issue_and_says_which(more: Snapshot) -> None:
    told = {row[0].value: row[1].value for row in sheet_of(made("xlsx", "matrix", more), "About").iter_rows()}
    assert told["army-cap"] == "stance, or kind of blank: Limit on the army"


def test_the_file_holds_no_clock(more: Snapshot) -> None:
    with ZipFile(io.BytesIO(made("xlsx", "actors", more))) as packed:
        assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = openpyxl.load_workbook(io.BytesIO(made("xlsx", "actors", more))).properties
    assert (properties.created, properties.modified) == (datetime(1980, 1, 1), datetime(1980, 1, 1))


def test_a_sign_that_xml_forbids_is_written_as_spreadsheets_write_it(tmp_path: Path) -> None:
    odd = snapshot_of(("bell \x07", "no sign \uffff", "\x00x0041_"), tmp_path)
    quotes = [cell.value for cell in cells(sheet_of(made("xlsx", "statements", odd)), "quote")]
    assert quotes == ["bell _x0007_", "no sign _xFFFF_", "_x0000_x0041_"]


def test_what_looks_like_such_a_sign_comes_in_two_runs_so_that_no_spreadsheet_takes_it_for_one(nasty: Snapshot) -> None:
    with ZipFile(io.BytesIO(made("xlsx", "statements", nasty))) as packed:
        rows = packed.read("xl/worksheets/sheet1.xml").decode()
    open_, close = '<r><t xml:space="preserve">', "</t></r>"
    assert f"<is>{open_}_x000D{close}{open_}_{close}</is>" in rows
    assert f"<is>{open_}_x000d{close}{open_}_x0041{close}{open_}_ twice{close}</is>" in rows
    assert not re.search("_x[0-9A-Fa-f]{4}_", rows)


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so(tmp_path: Path) -> None:
    fits, too_long, doves = "a" * 32_767, "b" * 32_768, "🕊" * 16_384  # a dove counts twice
    quotes = [cell.value for cell in cells(sheet_of(made("xlsx", "statements", snapshot_of((fits, too_long, doves), tmp_path))), "quote")]
    assert quotes[0] == fits
    assert quotes[1] == "b" * (32_767 - len(xlsx.CUT)) + xlsx.CUT
    assert quotes[2] == "🕊" * ((32_767 - len(xlsx.CUT)) // 2) + xlsx.CUT


def test_more_rows_than_a_sheet_holds_are_refused_with_the_way_out(nasty: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 29)
    with pytest.raises(TooManyRowsError, match="a sheet holds 29 rows and these are 30; narrow the view, or take CSV or Parquet"):
        made("xlsx", "statements", nasty)


def test_a_search_for_a_sign_that_xml_forbids_still_makes_a_workbook(more: Snapshot) -> None:
    about = sheet_of(made("xlsx", "statements", more, View("demo", q="bell\x07\ufffe")), "About")
    assert about["B1"].value == "Everyone on every issue, holding “bell”, all days"


# Parquet


def test_parquet_says_what_it_holds_and_what_every_column_means(more: Snapshot) -> None:
    schema = pq.read_schema(io.BytesIO(made("parquet", "positions", more, View("demo", actor=("usa",)))))
    told = {key.decode(): text.decode() for key, text in schema.metadata.items()}
    assert told["title"] == "United States on every issue, as of 24 Aug 2025"
    assert told["view"] == "negotiation=demo&actor=usa&asof=2025-08-24&known=2025-08-25"
    assert told["data_version"] == more.version
    assert json.loads(told["columns"])["stale"] == "older than the issue's stale_after_days on the chosen day"
    assert schema.field("stale").metadata == {b"meaning": b"older than the issue's stale_after_days on the chosen day"}
    assert "pandas" not in told


def test_parquet_has_texts_and_no_categories_no_index_and_types_for_the_rest(more: Snapshot) -> None:
    schema = pq.read_schema(io.BytesIO(made("parquet", "statements", more)))
    assert schema.names == [each.name for each in named.documented("statements", DEMO, more)]
    kinds = {name: str(schema.field(name).type) for name in ("id", "actor", "stance", "date", "score", "value", "on_record", "view")}
    assert kinds == {
        **dict.fromkeys(("id", "actor", "stance", "date", "view"), "string"),
        "score": "int32",
        "value": "double",
        "on_record": "bool",
    }


# Days


def test_every_column_that_says_it_is_a_day_as_written_is_known_to_be_one() -> None:
    documented = [each for table in named.NAMES.values() for each in table.columns or ()]
    days = {each.name for each in documented if each.kind == "text" and re.search("^when |, as written", each.meaning)}
    assert "source_date" in days
    assert days <= AS_WRITTEN


# Texts that would run


def test_guard_and_columns_agree_on_what_would_run() -> None:
    table = pd.DataFrame({"words": list(NASTY)})
    told = pd.read_csv(io.BytesIO(csv.csv(table)), dtype="str", keep_default_na=False, encoding="utf-8-sig")
    assert list(told["words"]) == [csv.guarded(text) for text in NASTY]
