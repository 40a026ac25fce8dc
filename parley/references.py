"""What the files say of each other: every actor, issue, proposal, speaker and statement that is named must exist.

Names are looked up in registers that are sound on their own. A register that is unsound is reported where it is wrong, and
references into it are not judged; one that is missing is reported once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice
from typing import Any, TypeVar

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
        elif file.kind == "proposals":
            self.proposals = {each["id"]: dict.fromkeys(one["id"] for one in each["articles"]) for each in file.value["proposals"]}

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

    def near(self, target: str) -> str:
        """What was probably meant: another statement of that day, or of that actor."""
        wanted = _day_of(target)
        days = [wanted] if wanted in self._days else [day for day in self._days if day[:2] == wanted[:2]]
        return did_you_mean(target, [known for day in days for known in self._of(day)])

    def _of(self, day: Day) -> list[str]:
        if day not in self._ids:
            self._ids[day] = list(ids(self._reading(day).file))
        return self._ids[day]


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


def mistakes_of(file: File, registers: Registers, library: Library | None) -> list[Mistake]:
    """References of a file that lead nowhere: all, or one more than MOST_MISTAKES. library : None leaves what it answers unjudged."""
    found = _Judge(file, registers, library).mistakes() if file.value is not None else iter(())
    return list(islice(found, MOST_MISTAKES + 1))


def broken(readings: Sequence[Reading]) -> Iterator[tuple[Reading, list[Mistake]] | Problem]:
    """Every reference that leads nowhere: mistakes with the reading they stand in; problems of files that are not there."""
    negotiations = registers_of(readings)
    library = Library.of(readings)
    for reading in readings:
        if mistakes := mistakes_of(reading.file, negotiations[reading.file.negotiation], library):
            yield reading, mistakes
    for negotiation, registers in sorted(negotiations.items()):
        yield from registers.missing(negotiation)


@dataclass
class _Judge:
    """Holds the references of one file against the registers. None is a hole, reported before."""

    file: File
    registers: Registers
    library: Library | None

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

    def position(self, value: dict[str, Any]) -> Iterator[Mistake]:
        if self.file.actor:
            yield from self.actor((), self.file.actor, "the folder ")
        for at, entry in entries(value, "statements", "claims"):
            yield from self.issue(at, entry)
            for name, rule in self.of_statements.items():
                if name in entry:
                    yield from rule(at, entry)
        for at, blank in entries(value, "not_found"):
            yield from self.issue(at, blank)

    @cached_property
    def of_statements(self) -> dict[str, Callable[[Steps, dict[str, Any]], Iterator[Mistake]]]:
        """What to hold against the registers when a statement or claim has this field."""
        return {
            "about": lambda at, entry: self.actor((*at, "about"), entry["about"]),
            "value": self.unit,
            "speaker": self.speaker,
            "proposal": self.proposal,
            "conditions": self.conditions,
            "answers": self.answers,
        }

    def actor(self, at: Steps, name: str | None, subject: str = "") -> Iterator[Mistake]:
        """Actors stand in actors.yaml; a bloc has no words of its own."""
        known = self.register("actors", self.registers.actors)
        if known is None or name is None or name in known:
            return
        if name in self.registers.blocs:
            message = f"{subject}`{name}` is a bloc, which has no words of its own; name an actor, or make it one in actors.yaml"
        else:
            message = f"{subject}`{name}` is no actor of actors.yaml{_way_out(name, known, 'add it there')}"
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
            yield Mistake((*at, "issue"), "unknown-issue", f"`{name}` is no issue of issues.yaml{_way_out(name, known, 'add it there')}")

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
            message = f"`{name}` is no proposal of proposals.yaml{_way_out(name, known, 'add it there')}"
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
                near = self.library.near(target) or "; copy the id from the Statements page"
                yield Mistake((*below, "to"), "unknown-answer", f"there is no statement or claim `{target}`{near}")

    def register(self, kind: str, known: Known | None) -> Known | None:
        """The register, noted as wanted when it is missing."""
        if known is None and kind not in self.registers.present:
            self.registers.wanted[kind].append(self.file.path)
        return known


def _way_out(word: str, known: Iterable[str], otherwise: str) -> str:
    return did_you_mean(word, list(known)) or f"; {otherwise}"
