"""A mistake in a file: where it is, which rule it breaks, and the way out.

Rules yield problems; one function prints them. A problem never stops the reading of anything else.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

Steps = tuple[str | int, ...]  # the way to a value from the top of its file: ("statements", 0, "stance")

_BREAKS_THE_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
"""What ends a line, turns it around, or gives a terminal orders."""
_QUOTED = re.compile(r"`([^`]*)`")
_LONGEST_QUOTED = 150  # characters; an id of a statement is mostly shorter
_LONGEST_SLIP, _MOST_KNOWN = 100, 500  # a longer word, or among more words, is no slip worth the search
MOST_MISTAKES = 100
"""So many mistakes of one kind of judging are told of one file: nobody mends more before looking again."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake.

    file : path below the positions folder, with `/`.
    line, column : 1-based; where the editor should look.
    rule : short name of the rule, as in CONTRIBUTING.md, e.g. `unknown-stance`.
    message : one sentence that ends with the way out.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{legible(self.file)}:{self.line}:{self.column}: {self.rule}: {self.message}"


@dataclass(frozen=True)
class Mistake:
    """A problem whose place is still a way into the values of its file.

    at : () is the file as a whole.
    on_key : the mistake is the name before the colon, not what follows it.
    """

    at: Steps
    rule: str
    message: str
    on_key: bool = False


def many(at: Steps = ()) -> Mistake:
    """Said in the place of all mistakes beyond the first MOST_MISTAKES."""
    message = f"there are more than {MOST_MISTAKES} mistakes in this file; mend those that are told and check again"
    return Mistake(at, "many-mistakes", message)


def as_text(problems: Iterable[Problem]) -> str:
    """One line a problem, in the form editors and terminals make clickable."""
    return "".join(f"{problem}\n" for problem in problems)


def as_github(problems: Iterable[Problem]) -> str:
    """GitHub workflow commands: each problem lands on its line of the change."""
    return "".join(
        f"::error file={_property(p.file)},line={p.line},col={p.column},title={_property(p.rule)}::{_data(p.message)}\n" for p in problems
    )


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with file, line, column, rule, message."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n"


MANY = 20
"""More problems than anybody reads one by one: their kinds are told first."""


@dataclass(frozen=True)
class Kind:
    """All problems that break one rule. files : how many have any; first : in order of (file, line, column)."""

    rule: str
    many: int
    files: int
    first: Problem

    def __str__(self) -> str:
        return f"{self.many:,} × {self.rule}, {_counted(self.files, 'file')}; the first: {self.first}"


def _counted(many: int, what: str) -> str:
    return f"{many:,} {what}{'' if many == 1 else 's'}"


def kinds(problems: Iterable[Problem]) -> list[Kind]:
    """The problems by the rule they break, the most frequent first; none when there are none."""
    by_rule: dict[str, list[Problem]] = {}
    for each in problems:
        by_rule.setdefault(each.rule, []).append(each)
    found = [Kind(rule, len(each), len({one.file for one in each}), min(each)) for rule, each in by_rule.items()]
    return sorted(found, key=lambda kind: (-kind.many, kind.rule))


def summary(problems: Sequence[Problem]) -> str:
    """How many there are of which kind, with the first of each, a line a kind; empty when there are few enough to read."""
    if len(problems) <= MANY:
        return ""
    told = kinds(problems)
    files = _counted(len({each.file for each in problems}), "file")
    return f"{len(problems):,} problems in {files}, of {_counted(len(told), 'kind')}:\n" + "".join(f"  {kind}\n" for kind in told)


def one_line(message: str) -> str:
    """A message that stays one readable line whatever the file quoted in it holds: no line breaks, no word without end."""
    return _QUOTED.sub(_shortened, _BREAKS_THE_LINE.sub(" ", message))


def legible(path: str) -> str:
    """A path as it can be shown: whoever names a file may put anything in its name but `/`."""
    return _BREAKS_THE_LINE.sub("?", path)


def _shortened(quoted: re.Match[str]) -> str:
    return quoted[0] if len(quoted[1]) <= _LONGEST_QUOTED else f"`{quoted[1][:_LONGEST_QUOTED]}…`"


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """`; did you mean `supports`?` when something known is near, else an empty text."""
    near = nearest(word, known)
    return f"; did you mean `{near}`?" if near else ""


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word nearest to `word`, blind to case, or None when nothing is near or there is too much to search."""
    if len(word) > _LONGEST_SLIP or len(known) > _MOST_KNOWN:
        return None
    folded = {each.casefold(): each for each in known}
    found = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.7)
    return folded[found[0]] if found else None


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
