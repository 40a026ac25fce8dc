"""How long the server works for one rerun of each page on the shipped data, beside an empty Streamlit script.

    python -m benchmarks.reruns

A rerun is one run of the whole script in a session that has its page already, as after a click. The runner is Streamlit's
own test harness, in this process, the same for all.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.rounds import report, rounds

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("matrix", "timeline", "statements", "about")


def page(name: str, **query: str) -> AppTest:
    """A session with a page open, drawn once."""
    session = AppTest.from_file(str(ROOT / "parley" / "ui" / "frame.py"), default_timeout=60)
    for parameter, value in query.items():
        session.query_params[parameter] = value
    session.switch_page(str(ROOT / "pages" / f"{name}.py")).run()
    assert not session.exception, session.exception
    return session


def empty(folder: Path) -> AppTest:
    """A session with a script that does nothing."""
    script = folder / "empty.py"
    script.write_text("import streamlit as st\n", encoding="utf-8")
    return AppTest.from_file(str(script)).run()


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        sessions = {"empty script": empty(Path(folder)), **{name: page(name) for name in PAGES}}
        sessions["matrix, a cell open"] = page("matrix", asof="2025-08-24", cell="russia|western-guarantees")
        print(report(rounds({name: session.run for name, session in sessions.items()}), "empty script"))


if __name__ == "__main__":
    main()
