"""The README of a data package: whose and which rows, by which filters, from which state of the data, under which licence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parley import sentence
from parley.export import attribution, citation, markdown
from parley.export.markdown import plain
from parley.export.occasion import Occasion
from parley.store import Snapshot
from parley.view import PARAMETERS, View, encode, pinned

WHAT = "Dated and sourced positions of the parties: who stands where, on what, since when, and who says so."
_BESIDES = """`codebook.md` says what every word, column and field means, and what each stance means on each issue;
`codebook.json` says the same to programs, and `datapackage.json` describes every table for Frictionless tools.
"""
_WRITTEN = """
- UTF-8 with commas, a header and line feeds. An empty cell says that nothing was given. pandas takes an id such as `NA` for nothing, too,
  unless told otherwise: `pandas.read_csv(file, keep_default_na=False, na_values={"score": "", "value": ""})`.
- **The CSVs are exact.** Nothing is added that would keep a spreadsheet from running a cell that begins with `=`, `+`, `-` or `@`: read
  them with a program, or import them as text. `/api/NAME.csv` gives any of these tables safe for spreadsheets.
- Days are written as they are known: `2022-04-12`, `2022-04` or `2022`. A month or a year counts from its last day.
- The last two columns of every table say which view and which state of the data its rows are.
- `statements.csv` is what actors say about their own position. `claims.csv` is what one actor says about another's; never read it as
  the other's words.
- Keys are declared where these rows keep them. A view that leaves an actor out leaves out its row in `actors.csv` too.
"""


def readme(view: View, snapshot: Snapshot, occasion: Occasion, held: Sequence[tuple[str, str, str, int]]) -> bytes:
    """The README, in Markdown. held : path, meaning, title and number of rows of every table."""
    return "\n".join(_lines(view, snapshot, occasion, held)).encode()


def _lines(view: View, snapshot: Snapshot, occasion: Occasion, held: Sequence[tuple[str, str, str, int]]) -> Iterable[str]:
    licence = attribution.licence(view, snapshot)
    yield f"# {plain(attribution.negotiation(view, snapshot))}\n"
    yield f"{plain(' '.join(snapshot.of(view.negotiation).negotiations['summary']))}\n"
    yield f"{WHAT}\n"
    yield f"- Positions: {plain(sentence.positions(view, snapshot))}"
    yield f"- Records: {plain(sentence.records(view, snapshot))}"
    yield f"- Data version: `{snapshot.version}`"
    if wrong := {each.file for each in snapshot.problems}:
        yield f"- Left out: {len(wrong)} {'file' if len(wrong) == 1 else 'files'} with mistakes; `python -m parley validate` names them"
    yield f"- Taken on: {sentence.in_words(occasion.today)}"
    yield f"- The same on screen: {attribution.link(occasion.base, 'matrix', view, snapshot)}"
    yield f"- Licence of the data: {plain(licence) if licence else 'none is named; ask before you publish it'}\n"
    yield f"## Filters\n\n{_filters(view, snapshot)}"
    yield "## Tables\n"
    yield "The last column says which rows a table holds: a filter that is not in it does not touch the table.\n"
    yield markdown.table(
        ("file", "rows", "what", "which"), ((f"`{path}`", f"{rows:,}", meaning, plain(title)) for path, meaning, title, rows in held)
    )
    yield f"{_BESIDES}\n## How it is written\n{_WRITTEN}"
    yield f"## How to cite\n\n    {' '.join(citation.long('matrix', view, snapshot, occasion).split())}\n"
    yield "`cite.bib` has it for LaTeX, `cite.json` for Zotero and word processors.\n"


def _filters(view: View, snapshot: Snapshot) -> str:
    """What was chosen, and the days that would otherwise move on."""
    chosen, told = encode(view), encode(pinned(view, snapshot))
    told.pop("negotiation", None)
    rows = [(f"`{name}`", plain(value), PARAMETERS[name].meaning + ("" if name in chosen else " (pinned)")) for name, value in told.items()]
    nothing = "" if set(chosen) - {"negotiation"} else "Nothing was chosen: this is the whole negotiation.\n\n"
    return f"{nothing}{markdown.table(('filter', 'value', 'meaning'), rows)}"
