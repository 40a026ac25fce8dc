"""CSV that opens in a spreadsheet without running, and reads back without loss.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, also as wide as East Asian letters and behind blanks, which some
take off; and it may stumble over a tab or a line break at the beginning. Such a text gets one leading apostrophe, and so does one
that already begins with apostrophes before such a sign: whoever reads the file back takes one apostrophe off every text of
that form and has the words byte for byte. Numbers are numbers and stay. `exact` adds nothing at all, not even the byte-order
mark that makes spreadsheets read UTF-8.

A text stands in quotes when it holds a comma, a semicolon, a tab, a quote or a line break of either kind, and only then: a spreadsheet
that also splits at semicolons and tabs would else begin a cell, and run it, in the middle of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from parley.export.spelling import TEXT, Columns, Spelling, Texts, arrays, either, held, joined, parts, spelled, with_any, with_any_first

RUNS = "(?:[ \u00a0\u3000\t\r\n]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])"
"""How a text begins that a spreadsheet would run."""
WOULD_RUN = f"'*{RUNS}"
"""… or that would look as if it had been disarmed."""
BYTE_ORDER_MARK = "\ufeff"
_FIRST, _QUOTED = b"'=+-@ \t\r\n\xc2\xe3\xef", b'",;\t\r\n'


def csv(table: pd.DataFrame, *, exact: bool = False) -> bytes:
    """The table as UTF-8 CSV, header first, lines ending in a newline; flags as true and false, what is missing as nothing.

    exact : leave every text as it is, for programs. Never open such a file in a spreadsheet.
    """
    return b"".join(pieces(arrays(table), exact=exact))


def pieces(columns: Columns, *, exact: bool = False) -> Iterator[bytes]:
    """The same of columns, piece by piece: a large table never stands whole in memory as text."""
    spelling = Spelling(partial(_texts, exact=exact))
    head = _texts(pa.array(columns, TEXT), exact=exact).to_pylist()
    yield f"{'' if exact else BYTE_ORDER_MARK}{','.join(head)}\n".encode()
    for part in parts(columns):
        yield held(_rows([spelled(column, spelling) for column in part.values()]))


def guarded(text: str) -> str:
    """The text as a spreadsheet may have it."""
    return f"'{text}" if re.match(WOULD_RUN, text) else text


def _texts(texts: Texts, *, exact: bool) -> Texts:
    if not exact and with_any_first(texts, _FIRST):
        texts = either(pc.match_substring_regex(texts, f"^{WOULD_RUN}"), joined(["'", texts]), texts)
    if not with_any(texts, _QUOTED):
        return texts
    quoted = joined(['"', pc.replace_substring(texts, '"', '""'), '"'])
    return either(pc.match_substring_regex(texts, f"[{_QUOTED.decode()}]"), quoted, texts)


def _rows(columns: list[Texts]) -> Texts:
    """A lone empty field would be an empty line, which readers pass over: it is written as `""`."""
    if len(columns) == 1:
        columns = [either(pc.equal(columns[0], ""), '""', columns[0])]
    return joined([joined(columns, ","), "\n"])
