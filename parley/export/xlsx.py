"""XLSX: the rows on one sheet, what they are on a second. No cell is ever a formula.

- Texts are texts, ids too, byte for byte. One that begins like a formula is marked as a text, so that it does not turn into a
  formula when somebody edits the cell.
- A day that is known is a date (`2025-08-24`). One that is not (`2025-08`), or that lies before 1 March 1900, where spreadsheets
  count wrongly, stays the text that was written.
- Numbers are numbers, flags are true and false. What is missing is an empty cell, and so is an empty text.
- What no XLSX can hold: a sign that XML forbids is written as spreadsheets write it, U+0007 as `_x0007_`; a text of more than
  MOST_SIGNS signs is cut, and says so at its end; more than MOST_ROWS rows are refused.

One view gives the same bytes each time. openpyxl makes the workbook; the rows, which may be many, are spelled into it by whole columns.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
import pyarrow.compute as pc

from parley.columns import AS_WRITTEN
from parley.export import named
from parley.export.columnar import columns
from parley.export.spelling import TEXT, Columns, Spelling, Texts, either, held, joined, parts, replaced, spelled, with_any, with_any_first
from parley.export.workbook import FORBIDDEN, SHEET, Workbook, letters, workbook
from parley.store import Snapshot
from parley.view import View

MOST_ROWS, MOST_SIGNS = 1_048_575, 32_767
"""Rows below the header, and UTF-16 signs in a cell: so much every spreadsheet takes."""
CUT = " … [cut here: a cell holds no more; CSV, JSON and Parquet have the whole text]"


class TooManyRowsError(ValueError):
    """More rows than a sheet holds. Its text is a sentence, with the way out."""


def xlsx(name: str, view: View, snapshot: Snapshot) -> bytes:
    """A table of a view as a workbook. raises : TooManyRowsError."""
    rows = columns(name, view, snapshot)
    length = len(next(iter(rows.values())))
    if length > MOST_ROWS:
        raise TooManyRowsError(f"a sheet holds {MOST_ROWS:,} rows and these are {length:,}; narrow the view, or take CSV or Parquet")
    about = {
        "Title": named.title(name, view, snapshot),
        "Table": f"{name}: {named.NAMES[name].meaning}",
        "View": named.origin(view, snapshot)["view"],
        "Data version": snapshot.version,
        "Licence": "; ".join(filter(None, snapshot.of(view.negotiation).negotiations["licence"])),
        "Days": "A day that is known is a date; 2025-08 or 2025 stays the text that was written.",
    }
    book = workbook(name, named.documented(name, view, snapshot), _widths(rows), length, about)
    return _filled(book, rows, length)


def _widths(rows: Columns) -> list[int]:
    """In signs: room for the heading, and for nine in ten of the first texts, up to a limit."""
    plain = Spelling(lambda texts: texts)
    signs = [pc.quantile(pc.utf8_length(spelled(column[:200], plain)), 0.9)[0].as_py() or 0 for column in rows.values()]
    return [min(60, max(len(name) + 4, int(most) + 2)) for name, most in zip(rows, signs, strict=True)]


def _filled(book: Workbook, rows: Columns, length: int) -> bytes:
    """The workbook with the rows in it."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(book.content)) as empty, ZipFile(packed, "w") as whole:
        for name in empty.namelist():
            member = ZipInfo(name)  # of 1980, as all of them: a file that is made again is the same
            member.compress_type = ZIP_DEFLATED
            with whole.open(member, "w", force_zip64=name == SHEET and length > _FEW) as out:
                for piece in _sheet(empty.read(name), book, rows, length) if name == SHEET else (empty.read(name),):
                    out.write(piece)
    return packed.getvalue()


_FEW = 100_000
"""So many rows never are 2 GiB of XML, from where on a zip needs another header."""


def _sheet(empty: bytes, book: Workbook, rows: Columns, length: int) -> Iterator[bytes]:
    """The sheet, piece by piece."""
    before, end, after = empty.partition(b"</sheetData>")
    assert end, "openpyxl closes its rows"
    last = f"{letters(len(rows))}{length + 1}"
    yield re.sub(rb'(<dimension ref="A1:)[A-Z]+1"', rb"\g<1>" + last.encode() + b'"', before)
    row = 2
    for part in parts(rows):
        size = len(next(iter(part.values())))
        yield held(_rows(part, pa.array(range(row, row + size)).cast(TEXT), book))
        row += size
    yield end + after


def _rows(part: Columns, numbers: Texts, book: Workbook) -> Texts:
    """Rows of a sheet. numbers : theirs."""
    text = Spelling(lambda texts: _texts(texts, book), number=_numbers, flags=('" t="b"><v>0</v></c>', '" t="b"><v>1</v></c>'))
    day = Spelling(lambda texts: _days(texts, book), number=_numbers)
    cells = []
    for place, (name, column) in enumerate(part.items(), 1):
        told = spelled(column, day if name in AS_WRITTEN else text)
        cells.append(either(pc.equal(told, ""), "", joined([f'<c r="{letters(place)}', numbers, told])))
    return joined(['<row r="', numbers, '">', *cells, "</row>"])


def _numbers(texts: Texts) -> Texts:
    return joined(['"><v>', texts, "</v></c>"])


def _days(texts: Texts, book: Workbook) -> Texts:
    """Known days as numbers, counted from the end of 1899; all others as texts."""
    known = pc.and_(pc.match_substring_regex(texts, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), pc.greater_equal(texts, "1900-03-01"))
    days = pc.strptime(pc.if_else(known, texts, None), format="%Y-%m-%d", unit="s", error_is_null=True).cast(pa.date32()).cast(pa.int32())
    dates = joined([f'" s="{book.day}"><v>', pc.add(days, 25569).cast(TEXT), "</v></c>"])
    return pc.coalesce(dates, _texts(texts, book))


def _texts(texts: Texts, book: Workbook) -> Texts:
    """Texts as cells that hold their text themselves; an empty one as nothing."""
    kind: Texts | str = '" t="inlineStr">'
    if with_any_first(texts, b"=+-@\t\r"):
        kind = either(pc.match_substring_regex(texts, "^[=+\\-@\t\r]"), f'" s="{book.marked}" t="inlineStr">', kind)
    cells = joined([kind, "<is>", _inside(texts), "</is></c>"])
    return either(pc.equal(texts, ""), "", cells)


def _inside(texts: Texts) -> Texts:
    """As elements of XML. Texts that need more than their own escapes are taken one by one."""
    plain = texts
    for sign, entity in _ENTITIES.items():
        if with_any(texts, sign.encode()):
            plain = pc.replace_substring(plain, sign, entity)
    odd = pc.greater(pc.binary_length(texts), MOST_SIGNS)
    if with_any(texts, _ODD_BYTES):
        odd = pc.or_(odd, pc.match_substring_regex(texts, f"_x[0-9A-Fa-f]{{4}}_|{FORBIDDEN}"))
    return replaced(joined([_OPEN, plain, _CLOSE]), odd, texts, _odd)


def _odd(text: str) -> str:
    """A text that holds what XML forbids, that is too long, or that a spreadsheet would read as an escape: then it comes in two runs."""
    runs = re.split("(?<=_x[0-9A-Fa-f]{4})(?=_)", _cut(text))
    if len(runs) == 1:
        return f"{_OPEN}{_escaped(runs[0])}{_CLOSE}"
    return "".join(f"<r>{_OPEN}{_escaped(run)}{_CLOSE}</r>" for run in runs)


def _cut(text: str) -> str:
    """At most MOST_SIGNS signs, counted as spreadsheets do: a sign beyond U+FFFF counts twice."""
    if _signs(text) <= MOST_SIGNS:
        return text
    room = MOST_SIGNS - len(CUT)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + CUT


def _signs(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _escaped(text: str) -> str:
    for sign, entity in _ENTITIES.items():
        text = text.replace(sign, entity)
    return re.sub(FORBIDDEN, lambda found: f"_x{ord(found[0]):04X}_", text)


_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_OPEN, _CLOSE = '<t xml:space="preserve">', "</t>"
_ODD_BYTES = b"_\xef" + bytes(set(range(32)) - set(b"\t\n\r"))
"""Bytes of which a text that XML forbids, or that looks like an escape, has at least one."""
