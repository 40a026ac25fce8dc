"""How far apart the actors are, as tables to read: where it sticks, every two of them, and one pair issue by issue.

Gaps are counted and never averaged; under three compared issues a pair has no summary.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from parley import days, descriptions, questions, selection, sentence
from parley.charts import marks, palette
from parley.charts.marks import Look
from parley.frames import rows_of
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import downloads
from parley.ui.sheet import Cell, Markup, below, inside, joined, section, sheet
from parley.ui.text import html
from parley.view import View

MOST = 12
"""So many actors a table of pairs can hold."""
FIRST = 12
"""So many lines of a table stand open; the others are folded away."""
LAST = 60
"""So many lines are on the page at all; the rest are counted, and in the CSV."""

_NAMED = 6
_HOW_TO_READ = "Apart: three or four steps. Near: none or one. Each pair stands once, above the diagonal."
_WHICH = ": the principals and those who stand on the scale on the most policy issues"


def parties(view: View, snapshot: Snapshot) -> View:
    """The view of those a comparison puts side by side: the chosen actors, else the principals."""
    return _only(view, questions.principals(view, snapshot))


def pair(view: View, snapshot: Snapshot) -> View:
    """The view of the pair that is followed through time."""
    return _only(view, questions.pair(view, snapshot))


@once
def several(view: View, snapshot: Snapshot) -> View:
    """The view of at most MOST actors: of more, the principals and those who stand on the scale on the most policy issues."""
    every = selection.actors(view, snapshot)
    if len(every) > MOST:
        standing = questions.everybody(view, snapshot)
        counts = standing.loc[standing["score"].notna().to_numpy(), "actor"].astype("str").value_counts(sort=False)
        first = [each for each in questions.principals(view, snapshot) if each in every]
        most = sorted(every, key=lambda each: (each not in first, -int(counts.get(each, 0))))
        every = [each for each in every if each in most[:MOST]]
    return _only(view, tuple(every))


def _only(view: View, actors: tuple[str, ...]) -> View:
    """The view of these actors. Of none it stays as it is: a bloc without members is nobody, and must not become everybody."""
    return view.but(actor=actors, bloc=()) if actors else view


def names(view: View, snapshot: Snapshot) -> list[str]:
    """The names of the view's actors, as chosen."""
    known = _names(view.negotiation, snapshot)
    return [known.get(each, each) for each in view.actor]


@once
def _names(negotiation: str, snapshot: Snapshot) -> dict[str, str]:
    register = snapshot.of(negotiation).actors
    return dict(zip(register["id"], register["name"], strict=True))


@once
def described(view: View, snapshot: Snapshot) -> str:
    """The page in one paragraph, with its parties by name; many are counted."""
    chosen = parties(view, snapshot)
    whose = sentence.listed(names(chosen, snapshot)) if len(chosen.actor) <= _NAMED else f"{len(chosen.actor)} actors"
    apart, issues = questions.gapped(chosen, snapshot), questions.policy_issues(view, snapshot)
    return descriptions.gaps(title(view, snapshot), whose, apart, issues)


def title(view: View, snapshot: Snapshot) -> str:
    """The sentence of the view. Neither a search nor a day to count changes from has a part in a gap."""
    return sentence.positions(view.but(q="", since=None), snapshot)


@once
def tables(view: View, snapshot: Snapshot) -> Markup:
    """The three tables, each under its heading."""
    found = not questions.sticking(view, snapshot).empty
    none = Markup("<p>Of these actors no two are two steps or more apart on any issue that can be compared.</p>")
    parts = [section("Where it sticks", sticking(view, snapshot) if found else none)]
    chosen, every = several(view, snapshot), selection.actors(view, snapshot)
    parts.append(
        section(
            "Every two of them",
            pairs(view, snapshot),
            out=downloads.further("pairs", chosen, snapshot, "CSV of the pairs"),
            how=f"{len(chosen.actor)} of {len(every)} actors{_WHICH if len(chosen.actor) < len(every) else ''}. {_HOW_TO_READ}",
        )
    )
    two = pair(view, snapshot)
    if len(two.actor) == 2 and len(questions.gapped(two, snapshot)):
        parts.append(
            section(
                f"{sentence.listed(names(two, snapshot))}, issue by issue",
                of_pair(view, snapshot),
                out=downloads.further("gaps", two, snapshot, "CSV of this pair"),
                how="The first two actors chosen in the filters; when none are chosen, the first two principals.",
            )
        )
    return joined(*parts)


def sticking(view: View, snapshot: Snapshot) -> Markup:
    """Where it sticks among the parties, the hardest first."""
    caption = f"Where it sticks: {title(parties(view, snapshot), snapshot)}"
    return _folded(questions.sticking(view, snapshot), ("One side", "The other"), caption, view)


def of_pair(view: View, snapshot: Snapshot) -> Markup:
    """The gap of the pair on every issue that can be compared; there must be one."""
    two = pair(view, snapshot)
    found = questions.gapped(two, snapshot)
    first = next(rows_of(found))
    return _folded(found, (first.actor_name, first.other_name), f"Issue by issue: {title(two, snapshot)}", view)


def _folded(gaps: pd.DataFrame, sides: tuple[str, str], caption: str, view: View) -> Markup:
    """The first lines open, the others folded away."""
    head = ("Issue", *sides, "Gap", "To note")
    shown, more = (sheet(head, _lines(part, view), caption) for part in (gaps.iloc[:FIRST], gaps.iloc[FIRST:LAST]))
    if len(gaps) <= FIRST:
        return shown
    count = f"The other {len(gaps) - FIRST}" if len(gaps) <= LAST else f"{LAST - FIRST} more"
    rest = f"<p>Another {len(gaps) - LAST:,} are in the CSV.</p>" if len(gaps) > LAST else ""
    return Markup(f"{shown}<details><summary>{count} of {len(gaps):,}</summary>{more}{rest}</details>")


def pairs(view: View, snapshot: Snapshot) -> Markup:
    """Actors by actors: on how many issues every two of `several` are apart and near, of how many."""
    chosen = several(view, snapshot)
    found = {(row.actor, row.other): row for row in rows_of(questions.paired(chosen, snapshot))}
    ids, told = selection.actors(chosen, snapshot), dict(zip(chosen.actor, names(chosen, snapshot), strict=True))
    rows = [[told[one], *(_met(found, one, other, ids, chosen) for other in ids[1:])] for one in ids[:-1]]
    return sheet(["Actor", *(told[other] for other in ids[1:])], rows, f"Every two of {len(ids)}: {title(chosen, snapshot)}")


def _met(found: dict[tuple[str, str], Any], one: str, other: str, ids: list[str], view: View) -> Cell:
    """A cell of the half of the table above its diagonal; the other half says the same and stays empty."""
    if ids.index(one) >= ids.index(other):
        return ""
    row = found.get((one, other))
    if row is None:
        return "no issue can be compared"
    span = _span(row.first_date, row.last_date)
    words = f"apart on {row.apart}, near on {row.near}" if row.enough else f"only {row.compared} of {row.of} issues can be compared"
    link = inside("compare", view.but(actor=(one, other), what="actors"), words, heard=f"{row.actor_name} and {row.other_name}:")
    return below(link, f"of {row.compared} compared, of {row.of} issues", span) if row.enough else below(link, span)


def _lines(gaps: pd.DataFrame, view: View) -> Iterable[tuple[Cell, ...]]:
    return (_line(row, view) for row in rows_of(gaps))


def _line(row: Any, view: View) -> tuple[Cell, ...]:
    notes = [words for words, holds in (("red line on both sides", row.both_red_lines), ("rests on a stale position", row.stale)) if holds]
    return (
        inside("compare", view.but(actor=(row.actor, row.other), issue=(row.issue,), topic=(), bloc=(), what="actors"), row.issue_title),
        _side(row, "", view),
        _side(row, "other_", view),
        joined(_steps(row.gap), f"{row.gap} of 4 steps"),
        ", ".join(notes),
    )


def _side(row: Any, which: str, view: View) -> Cell:
    """Where one of the two stands, how firmly and since when; opens the evidence beside this page."""
    actor, name = (row.other, row.other_name) if which else (row.actor, row.actor_name)
    stance, firmness, date, on_record = (getattr(row, f"{which}{part}") for part in ("stance", "firmness", "date", "on_record"))
    drawn = Markup(f'<span class="marked">{marks.drawn(Look(stance=stance, firmness=firmness, reported=not on_record))}</span>')
    words = [palette.STANCES[stance].word, palette.EDGES[firmness].word if firmness else "", "" if on_record else "reported only"]
    link = inside("gaps", view.but(cell=f"{actor}|{row.issue}"), name, heard=f"{row.issue_title},")
    return below(joined(drawn, link, Markup(f": {html(', '.join(filter(None, words)))}"), by=""), days.in_words(date))


def _steps(gap: int) -> Markup:
    """The gap as filled steps, for the eye; the number stands beside it."""
    return Markup(f'<i class="steps of{gap}" aria-hidden="true"></i>')


def _span(first: str, last: str) -> str:
    return days.in_words(first) if first == last else f"{days.in_words(first)} to {days.in_words(last)}"
