"""What it costs to write a large table in each form, beside pandas' own writers: `python -m benchmarks.forms [files]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import made
from benchmarks.rounds import report, rounds
from parley import store
from parley.export import named
from parley.export.forms import FORMS
from parley.view import decode


def main(files: int) -> None:
    """Every statement of a made negotiation, in every form."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot = store.read(made.write(Path(folder), files))
    view, _ = decode({}, snapshot)
    table = named.table("statements", view, snapshot)
    own = {
        "pandas to_csv": lambda: table.to_csv(index=False),
        "pandas to_json": lambda: table.to_json(orient="records", force_ascii=False),
    }
    ours = {name: (lambda form=form: form.make("statements", view, snapshot)) for name, form in FORMS.items()}
    exact = {"csv, exact": lambda: FORMS["csv"].make("statements", view, snapshot, exact=True)}
    print(f"{len(table):,} rows, {len(ours['csv']()):,} bytes of CSV")
    print(report(rounds({**own, **ours, **exact}, times=5), "pandas to_csv"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
