"""What the files say of each other: every actor, issue, proposal, speaker and statement that is named must exist.

Names are looked up in registers that are sound on their own. A register that is unsound is reported where it is wrong, and
references into it are not judged; one that is missing is reported once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from parley import moves
from parley.moves import Move, Moves
from parley.problems import MOST_MISTAKES, Mistake, Problem, Steps, did_you_mean
from parley.reading import File, Reading
from parley.rules import entries, entries_of

Known = TypeVar("Known")
Day = tuple[str, str, str]  # negotiation, actor, date


def statement_id(negotiation: str, actor: str, date: str, issue: str, key: str = "", about: str = "") -> str:
    """The id of a statement, or of a claim when `about` says whose position it is said to be."""
    subject = f"about-{about}/" if about else ""
    return f"{negotiation}/{actor}/{date}/{subject}{issue}" + (f"/{key}" if key else "")


@dataclass
class Registers:
    """What one negotiation knows by name. A register is None when it is missing or unsound.

    actors : their speakers' names. issues : whether they have a unit. proposals : the ids of their articles.
    wanted : missing registers, with the files that refer to them.
    """

    actors: dict[str, Collection[str]] | None = None
    blocs: frozenset[str] = frozenset()
    issues: dict[str, bool] | None = None
    topics: frozenset[str] = frozenset()
    proposals: dict[str, Collection[str]] | None = None
    present: set[str] = field(default_factory=set)
    wanted: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, reading: Reading) -> None:
        """Take in a register; an unsound one is only known to be there."""
        file = reading.file
        self.present.add(file.kind)
        if reading.problems:
            return
        if file.kind == "actors":
            self.actors = {each["id"]: dict.fromkeys(one["name"] for one in each.get("speakers", ())) for each in file.value["actors"]}
            self.blocs = frozenset(each["id"] for each in file.value.get("blocs", ()))
        elif file.kind == "issues":
            self.issues = {each["id"]: "unit" in each for each in file.value["issues"]}
            self.topics = frozenset(each["id"] for each in file.value.get("topics", ()))
        elif file.kind == "proposals":
            self.proposals = {each["id"]: dict.fromkeys(one["id"] for one in each["articles"]) for each in file.value["proposals"]}

    def names(self, kind: str) -> Collection[str] | None:
        """The names of a kind of `moves.NAMES`; None when its register is missing or unsound."""
        if kind in ("actors", "blocs"):
            return None if self.actors is None else self.actors if kind == "actors" else self.blocs
        if kind in ("issues", "topics"):
            return None if self.issues is None else self.issues if kind == "issues" else self.topics
        return self.proposals

    def missing(self, negotiation: str) -> Iterator[Problem]:
        """One problem for each register that is referred to and not there."""
        for kind, paths in sorted(self.wanted.items()):
            message = f"{min(paths)} refers to {kind}, but there is no {kind}.yaml; write one"
            yield Problem(f"{negotiation}/{kind}.yaml", 1, 1, "missing-register", message)


class Library:
    """Every position file by negotiation, actor and day, to find what an `answers` points to."""

    def __init__(self, days: Collection[Day], reading: Callable[[Day], Reading]) -> None:
        """days : of all position files. reading : gives the file of one of them; asked only for what is referred to."""
        self._days, self._reading = days, cache(reading)
        self._ids: dict[Day, list[str]] = {}

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Library:
        """The library of files that are all read."""
        by_day = {(each.file.negotiation, each.file.actor, each.file.date): each for each in readings if each.file.date}
        return cls(by_day, by_day.__getitem__)

    def answerable(self, target: str) -> bool:
        """Whether a statement or claim has this id, or might have: its file is unsound."""
        day = _day_of(target)
        return day in self._days and (bool(self._reading(day).problems) or target in self._of(day))

    def __contains__(self, target: object) -> bool:
        return self.answerable(str(target))

    def holds(self, target: str) -> bool:
        """Whether a statement or claim surely has this id."""
        day = _day_of(target)
        return day in self._days and target in self._of(day)

    def near(self, target: str) -> str:
        """What was probably meant: another statement of that day, or of that actor."""
        wanted = _day_of(target)
        days = [wanted] if wanted in self._days else [day for day in self._days if day[:2] == wanted[:2]]
        return did_you_mean(target, [known for day in days for known in self._of(day)])

    def _of(self, day: Day) -> list[str]:
        if day not in self._ids:
            self._ids[day] = list(ids(self._reading(day).file))
        return self._ids[day]


class Moved:
    """What moved, in all negotiations. folders : the negotiations there are."""

    def __init__(self, readings: Iterable[Reading], folders: Iterable[str]) -> None:
        """readings : at least all that are registers."""
        steps = [
            step for each in readings if each.file.kind == "moved" for step in moves.steps(each.file.negotiation, each.file.value or {})
        ]
        self.folders = set(folders)
        self.moves = Moves.of(steps)
        self._claimants: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for step in steps:
            if step.kind not in moves.NAMES:
                self._claimants[step.kind, step.old].add(step.negotiation)

    def claimants(self, move: Move) -> list[str]:
        """The negotiations that say of a folder or a statement that it moved; only one should."""
        return sorted(self._claimants[move.kind, move.old]) if move.kind not in moves.NAMES else []


def _day_of(target: str) -> Day:
    negotiation, actor, date, *_ = target.split("/")
    return negotiation, actor, date


def ids(file: File) -> Iterator[str]:
    """The ids of the statements and claims of a position file, in its order; none for other files."""
    if file.kind == "position" and file.value is not None:
        for _, entry in entries(file.value, "statements", "claims"):
            if entry.get("issue"):
                yield statement_id(
                    file.negotiation, file.actor, file.date, entry["issue"], entry.get("key") or "", entry.get("about") or ""
                )


def answered(file: File) -> list[str]:
    """The ids that a file's statements and claims say they answer."""
    if file.kind != "position" or file.value is None:
        return []
    found = (each for _, entry in entries(file.value, "statements", "claims") if "answers" in entry for each in entry["answers"] or ())
    return [answer["to"] for answer in found if isinstance(answer, dict) and answer.get("to")]


def registers_of(readings: Iterable[Reading]) -> dict[str, Registers]:
    """What each negotiation knows by name. readings : at least all that are registers."""
    negotiations: defaultdict[str, Registers] = defaultdict(Registers)
    for reading in readings:
        if reading.file.kind not in ("position", ""):
            negotiations[reading.file.negotiation].learn(reading)
    return negotiations


def mistakes_of(file: File, registers: Registers, library: Library | None, moved: Moved) -> list[Mistake]:
    """References of a file that lead nowhere: all, or one more than MOST_MISTAKES.

    library : None leaves unjudged what refers to statements and claims.
    """
    found = _Judge(file, registers, library, moved).mistakes() if file.value is not None else iter(())
    return list(islice(found, MOST_MISTAKES + 1))


def broken(readings: Sequence[Reading]) -> Iterator[tuple[Reading, list[Mistake]] | Problem]:
    """Every reference that leads nowhere: mistakes with the reading they stand in; problems of files that are not there."""
    negotiations = registers_of(readings)
    library, moved = Library.of(readings), Moved(readings, (each.file.negotiation for each in readings))
    for reading in readings:
        if mistakes := mistakes_of(reading.file, negotiations[reading.file.negotiation], library, moved):
            yield reading, mistakes
    for negotiation, registers in sorted(negotiations.items()):
        yield from registers.missing(negotiation)


@dataclass
class _Judge:
    """Holds the references of one file against the registers. None is a hole, reported before."""

    file: File
    registers: Registers
    library: Library | None
    moved: Moved

    def mistakes(self) -> Iterator[Mistake]:
        value = self.file.value
        match self.file.kind:
            case "position":
                yield from self.position(value)
            case "negotiation":
                yield from self.actors((), value, "principals")
            case "issues":
                for at, issue in entries(value, "issues"):
                    yield from self.actors(at, issue, "applies_to")
            case "proposals":
                for at, proposal in entries(value, "proposals"):
                    yield from self.actors(at, proposal, "authors")
                    for below, article in entries_of(at, proposal, "articles"):
                        yield from self.issue(below, article)
                        yield from self.unit(below, article)
            case "moved":
                for move in moves.steps(self.file.negotiation, value):
                    yield from self.left(move)
                    yield from self.arrived(move)

    def position(self, value: dict[str, Any]) -> Iterator[Mistake]:
        if self.file.actor:
            yield from self.actor((), self.file.actor, "the folder ")
        for at, entry in entries(value, "statements", "claims"):
            yield from self.issue(at, entry)
            for name, rule in _OF_STATEMENTS.items():
                if name in entry:
                    yield from rule(self, at, entry)
        for at, blank in entries(value, "not_found"):
            yield from self.issue(at, blank)

    def about(self, at: Steps, entry: dict[str, Any]) -> Iterator[Mistake]:
        yield from self.actor((*at, "about"), entry["about"])

    def actor(self, at: Steps, name: str | None, subject: str = "") -> Iterator[Mistake]:
        """Actors stand in actors.yaml; a bloc has no words of its own."""
        known = self.register("actors", self.registers.actors)
        if known is None or name is None or name in known:
            return
        if name in self.registers.blocs:
            message = f"{subject}`{name}` is a bloc, which has no words of its own; name an actor, or make it one in actors.yaml"
        else:
            message = f"{subject}`{name}` is no actor of actors.yaml{self.renamed('actors', name) or _way_out(name, known, 'add it there')}"
        yield Mistake(at, "unknown-actor", message)

    def actors(self, at: Steps, entry: dict[str, Any], field: str) -> Iterator[Mistake]:
        for number, name in enumerate(entry.get(field) or ()):
            yield from self.actor((*at, field, number), name)

    def issue(self, at: Steps, entry: dict[str, Any]) -> Iterator[Mistake]:
        """Issues stand in issues.yaml."""
        name = entry.get("issue")
        if name is None:
            return
        known = self.register("issues", self.registers.issues)
        if known is not None and name not in known:
            way_out = self.renamed("issues", name) or _way_out(name, known, "add it there")
            yield Mistake((*at, "issue"), "unknown-issue", f"`{name}` is no issue of issues.yaml{way_out}")

    def unit(self, at: Steps, entry: dict[str, Any]) -> Iterator[Mistake]:
        """A value is counted in the unit of its issue."""
        issue, known = entry.get("issue"), self.registers.issues
        if "value" not in entry:
            return
        if self.file.kind == "proposals" and "issue" not in entry:
            yield Mistake((*at, "value"), "value-without-unit", "a value, but on no issue; add a line `issue: …`", on_key=True)
        elif known is not None and known.get(issue or "") is False:
            message = f"a value, but `{issue}` has no unit; add `unit: …` to it in issues.yaml, or delete the line"
            yield Mistake((*at, "value"), "value-without-unit", message, on_key=True)

    def speaker(self, at: Steps, entry: dict[str, Any]) -> Iterator[Mistake]:
        """A speaker stands in actors.yaml under the actor whose file this is."""
        name, own = entry["speaker"], (self.registers.actors or {}).get(self.file.actor)
        if name is None or own is None or name in own:
            return
        others = [actor for actor, names in (self.registers.actors or {}).items() if name in names]
        if others:
            message = (
                f"{name} speaks for {' and '.join(f'`{each}`' for each in others)}, not for `{self.file.actor}`; move this to that folder"
            )
        else:
            message = f"{name} is no speaker of `{self.file.actor}`{_way_out(name, own, 'add the name in actors.yaml')}"
        yield Mistake((*at, "speaker"), "unknown-speaker", message)

    def proposal(self, at: Steps, entry: dict[str, Any]) -> Iterator[Mistake]:
        """Proposals stand in proposals.yaml, and articles in their proposal."""
        name, article = entry["proposal"], entry.get("article")
        known = self.register("proposals", self.registers.proposals)
        if known is None or name is None:
            return
        if name not in known:
            way_out = self.renamed("proposals", name) or _way_out(name, known, "add it there")
            message = f"`{name}` is no proposal of proposals.yaml{way_out}"
            yield Mistake((*at, "proposal"), "unknown-proposal", message)
        elif article is not None and article not in known[name]:
            message = f"`{article}` is no article of `{name}`{_way_out(article, known[name], 'add it in proposals.yaml')}"
            yield Mistake((*at, "article"), "unknown-article", message)

    def conditions(self, at: Steps, entry: dict[str, Any]) -> Iterator[Mistake]:
        for below, condition in entries_of(at, entry, "conditions"):
            yield from self.issue(below, condition)
            if "actor" in condition:
                yield from self.actor((*below, "actor"), condition["actor"])

    def answers(self, at: Steps, entry: dict[str, Any]) -> Iterator[Mistake]:
        """What is answered must exist."""
        for below, answer in entries_of(at, entry, "answers"):
            target = answer.get("to")
            if target is not None and self.library and not self.library.answerable(target):
                now = self.moved.moves.statement(target, self.library)
                near = _now(now) if now in self.library else self.library.near(target) or "; copy the id from the Statements page"
                yield Mistake((*below, "to"), "unknown-answer", f"there is no statement or claim `{target}`{near}")

    def renamed(self, kind: str, name: str) -> str:
        """The way out for whoever uses a name of before: files name things as they are called now, only links are led on."""
        now = self.moved.moves.name(self.file.negotiation, kind, name)
        return _now(now) if now != name else ""

    def left(self, move: Move) -> Iterator[Mistake]:
        """What has moved is no longer where it was."""
        if move.kind == moves.NEGOTIATION:
            still = move.old in self.moved.folders and f"there is still a folder `{move.old}`"
        elif move.kind == moves.STATEMENTS:
            still = self.library is not None and self.library.holds(move.old) and f"there is still a statement or claim `{move.old}`"
        else:
            still = move.old in (self.registers.names(move.kind) or ()) and f"`{move.old}` still stands among the {move.kind}"
        if still:
            yield Mistake(move.at_old, "moved-but-there", f"{still}; rename it there, or delete this entry")
        elif len(self.moved.claimants(move)) > 1:
            others = [each for each in self.moved.claimants(move) if each != self.file.negotiation]
            yield Mistake(move.at_old, "doubled-move", f"`{move.old}` moves in {others[0]}/moved.yaml too; delete one of the two entries")

    def arrived(self, move: Move) -> Iterator[Mistake]:
        """What has moved is where it moved to, or moved on from there."""
        if move.kind == moves.STATEMENTS:
            if self.library is None:
                return
            end = self.moved.moves.statement(move.new, self.library)
            if end not in self.library and not self.moved.moves.onward(move):
                near = self.library.near(end) or "; copy the id from the Statements page"
                yield Mistake(move.at_new, "moved-to-nothing", f"there is no statement or claim `{end}`{near}")
        elif move.kind != moves.NEGOTIATION:
            register = {"blocs": "actors", "topics": "issues"}.get(move.kind, move.kind)
            known = self.register(register, self.registers.names(move.kind))
            if known is not None and move.new not in known and not self.moved.moves.onward(move):
                message = f"`{move.new}` does not stand among the {move.kind} of {register}.yaml{_way_out(move.new, known, 'add it there')}"
                yield Mistake(move.at_new, "moved-to-nothing", message)

    def register(self, kind: str, known: Known | None) -> Known | None:
        """The register, noted as wanted when it is missing."""
        if known is None and kind not in self.registers.present:
            self.registers.wanted[kind].append(self.file.path)
        return known


_OF_STATEMENTS: dict[str, Callable[[_Judge, Steps, dict[str, Any]], Iterator[Mistake]]] = {
    "about": _Judge.about,
    "value": _Judge.unit,
    "speaker": _Judge.speaker,
    "proposal": _Judge.proposal,
    "conditions": _Judge.conditions,
    "answers": _Judge.answers,
}
"""What to hold against the registers when a statement or claim has this field."""


def _now(name: str) -> str:
    return f"; it is `{name}` now"


def _way_out(word: str, known: Iterable[str], otherwise: str) -> str:
    return did_you_mean(word, list(known)) or f"; {otherwise}"
