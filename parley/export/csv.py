"""CSV that opens in a spreadsheet without running, and reads back without loss.

A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, tab or return. Such a text gets one leading apostrophe, and
so does one that already begins with apostrophes before such a sign: whoever reads the file back takes one apostrophe off
every text of that form and has the words byte for byte. Numbers are numbers and stay. `exact` adds nothing at all, not even
the byte-order mark that makes spreadsheets read UTF-8.
"""

from __future__ import annotations

import io
import re

import pandas as pd

_WOULD_RUN = re.compile(r"'*[=+\-@\t\r]")
BYTE_ORDER_MARK = "\ufeff"


def csv(table: pd.DataFrame, *, exact: bool = False) -> bytes:
    """The table as UTF-8 CSV, header first, lines ending in a newline; flags as true and false, what is missing as nothing.

    exact : leave every text as it is, for programs. Never open such a file in a spreadsheet.
    """
    written = pd.DataFrame({name: _texts(table[name], exact) for name in table})
    text = io.StringIO()
    written.to_csv(text, index=False, lineterminator="\n")
    return ("" if exact else BYTE_ORDER_MARK).encode() + text.getvalue().encode()


def guarded(text: str) -> str:
    """The text as a spreadsheet may have it."""
    return f"'{text}" if _WOULD_RUN.match(text) else text


def _texts(column: pd.Series, exact: bool) -> pd.Series:
    if pd.api.types.is_bool_dtype(column):
        return column.map({True: "true", False: "false"})
    if pd.api.types.is_numeric_dtype(column):
        return column.map(_plain, na_action="ignore")
    return column.astype("str") if exact else column.astype("str").map(guarded)


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(float(number))
