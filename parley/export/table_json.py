"""JSON that says what it holds: the rows, and above them where they come from."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from parley.export.named import FROM


def table_json(table: pd.DataFrame, title: str) -> bytes:
    """An object with `title`, `view`, `data_version` and `rows`; what is missing is null, an empty text stays a text.

    table : as export.named.table makes it.
    """
    told = [column.name for column in FROM]
    of_all: dict[str, Any] = {"title": title, **{name: (table[name].iloc[0] if len(table) else "") for name in told}}
    rows = json.loads(table.drop(columns=told).to_json(orient="records", force_ascii=False))
    return (json.dumps({**of_all, "rows": rows}, ensure_ascii=False, indent=1) + "\n").encode()
