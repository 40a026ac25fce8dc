"""`parley init`: a new negotiation that is sound and shows at once, for a person to make their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from parley.desk import editors, files, spelling
from parley.desk.files import RefusedError


@dataclass(frozen=True)
class Actor:
    """speaker : a name and a role, when there is one."""

    id: str
    name: str
    speaker: tuple[str, str] | None = None


@dataclass(frozen=True)
class Issue:
    """question : empty when it is still to be asked. stances : in words, from `supports` to `opposes`; empty too."""

    id: str
    title: str
    question: str = ""
    stances: tuple[str, ...] = ()
    unit: str = ""


ACTORS = (
    Actor("upland", "Upland", ("Mira Adair", "minister for water")),
    Actor("lowland", "Lowland", ("Jonas Reed", "head of the delegation")),
)
ISSUES = (
    Issue(
        "dam-height", "Height of the dam", "Should the dam be 60 metres high?",
        ("60 metres or more", "50 to 60 metres", "leaves it to the engineers", "30 to 50 metres", "no dam, or below 30 metres"), "metres",
    ),
    Issue(
        "compensation", "Payment for moved villages", "Should Lowland pay for villages that have to move?",
        ("Lowland pays for all of it", "Lowland pays a part", "leaves it to a court", "a loan, no payment", "no payment"),
    ),
    Issue(
        "fish-ladder", "Fish ladder", "Should the dam have a fish ladder?",
        ("it must have one", "better with one", "has no view of its own", "better without", "it must not have one"),
    ),
)  # fmt: skip
"""The made-up talks of CONTRIBUTING.md, for who names no actors and issues."""

Line = str | tuple[str, str]  # with its comment

_STANCES = ("supports", "leans-support", "neutral", "leans-oppose", "opposes")


def begin(folder: Path, name: str, today: date, *, title: str = "", actors: Sequence[str] = (), issues: Sequence[str] = ()) -> list[Path]:
    """Write a new negotiation: its registers, and one position file said and entered today.

    name, actors, issues : ids. title : made of the name when empty.
    returns : the files written, in the order to read them.
    raises : RefusedError when a name is no id or is taken; OSError when something cannot be written.
    """
    spelling.must_be_id(name, "the name of a negotiation")
    for each in folder.iterdir() if folder.is_dir() else ():
        if each.name.casefold() == name.casefold():
            raise RefusedError(f"{each} is already there, and is left as it is; choose another name")
    who = [Actor(spelling.must_be_id(each, "an actor"), spelling.as_title(each)) for each in _all_differ(actors, "actor")] or ACTORS
    what = [Issue(_issue_id(each), spelling.as_title(each)) for each in _all_differ(issues, "issue")] or ISSUES
    texts = template(name, title or spelling.as_title(name), who, what, today)
    files.create_folder(folder / name, {path: text.encode() for path, text in texts.items()})
    editors.refresh(folder, name)
    return [folder / name / path for path in texts]


def _all_differ(ids: Sequence[str], what: str) -> Sequence[str]:
    if len({each.casefold() for each in ids}) < len(ids):
        raise RefusedError(f"an {what} is named twice; name each once")
    return ids


def _issue_id(name: str) -> str:
    if name.startswith("about-"):
        raise RefusedError(f"`{name}` cannot be an issue: an issue id must not start with `about-`, as the ids of claims do")
    return spelling.must_be_id(name, "an issue")


def template(name: str, title: str, actors: Sequence[Actor], issues: Sequence[Issue], today: date) -> dict[str, str]:
    """The files of a new negotiation by their path in it. raises: RefusedError when the title is not one line."""
    position = f"{actors[0].id}/{today.isoformat()}.yaml"
    texts = {
        "negotiation.yaml": _negotiation(title, actors),
        "actors.yaml": _actors(actors),
        "issues.yaml": _issues(issues),
        position: _position(actors[0], issues[0], today.isoformat()),
    }
    return {path: editors.modeline(f"{name}/{path}") + text for path, text in texts.items()}


def _negotiation(title: str, actors: Sequence[Actor]) -> str:
    return _lines(
        "# What is negotiated. Two more registers can be added beside this one: events.yaml and proposals.yaml.",
        f"title: {spelling.scalar(title)}",
        "# summary: What it is about, in a sentence or two.",
        ("stale_after_days: 180", "an older position is marked stale; never, when left out"),
        (f"principals: [{', '.join(spelling.scalar(each.id) for each in actors[:2])}]", "first in every list"),
    )


def _actors(actors: Sequence[Actor]) -> str:
    return "# Who holds a position. The order is the order on screen.\nactors:\n" + "".join(map(_actor, actors))


def _actor(actor: Actor) -> str:
    speakers: list[Line]
    if actor.speaker:
        speakers = [("    speakers:", "who speaks for it"), f"      - name: {actor.speaker[0]}", f"        role: {actor.speaker[1]}"]
    else:
        speakers = [("    # speakers:", "who speaks for it"), "    #   - name: as statements name them", "    #     role: office, in words"]
    return _lines(
        (f"  - id: {spelling.scalar(actor.id)}", "also the name of its folder; an id never changes once others use it"),
        (f"    name: {spelling.scalar(actor.name)}", "as shown on screen"),
        ("    kind: state", "state, bloc, organisation, party or faction"),
        *speakers,
    )


def _issues(issues: Sequence[Issue]) -> str:
    head = "# What is asked: one question an issue, worded so that `supports` has one meaning. The order is the order on screen.\n"
    topics = "topics:\n  - id: main\n    title: Main questions\n"
    return f"{head}{topics}issues:\n" + "".join(map(_issue, issues))


def _issue(issue: Issue) -> str:
    if issue.stances:
        question: Line = f"    question: {spelling.scalar(issue.question)}"
        stances = [f"      {word}: {spelling.scalar(said)}" for word, said in zip(_STANCES, issue.stances, strict=True)]
        stances_head = "    stances:"
    else:
        question = ("    # question: Should …?", "what `supports` says yes to")
        stances = [f"    #   {word}: …" for word in _STANCES]
        stances_head = "    # stances:"
    return _lines(
        f"  - id: {spelling.scalar(issue.id)}",
        f"    title: {spelling.scalar(issue.title)}",
        question,
        "    topic: main",
        (stances_head, "what each stance means on this very issue"),
        *stances,
        *([(f"    unit: {issue.unit}", "of `value` in its statements")] if issue.unit else []),
    )


def _position(actor: Actor, issue: Issue, day: str) -> str:
    return _lines(
        f"# What {actor.name} said on one day. This one is made up: write your own and delete it.",
        (f"recorded: {day}", "the day this file was first entered; it stays"),
        ("sources:", "where the words can be read"),
        ("  - id: example", "a short name for use in this file"),
        "    title: An example, to be replaced",
        "    url: https://example.org/",
        ("statements:", f"what {actor.name} says about its own position"),
        (f"  - issue: {spelling.scalar(issue.id)}", "from issues.yaml"),
        ("    stance: leans-oppose", "supports, leans-support, neutral, leans-oppose, opposes; unclear, declines"),
        "    summary: An example, to be replaced by what was said, as one neutral sentence.",
        f"    speaker: {actor.speaker[0]}" if actor.speaker else ("    # speaker:", "a name from actors.yaml"),
        ("    # firmness: demand", "red-line, demand, preference, open, concession"),
        ("    # quote: words as spoken", "a short fragment, byte for byte"),
    )


def _lines(*lines: Line) -> str:
    """The lines of a file, their comments under each other."""
    return "".join(f"{each}\n" if isinstance(each, str) else f"{each[0]:<32}  # {each[1]}\n" for each in lines)
