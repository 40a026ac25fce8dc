"""`parley new`: a file for one actor and one day, rightly named, with what can be named in it as comments.

What must be filled in stands there empty, so that `validate` names each of it once; everything else is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from parley import days, schema
from parley.desk import editors, files, nameable, spelling
from parley.desk.files import RefusedError
from parley.desk.nameable import Registers
from parley.problems import did_you_mean, nearest, one_line

_WIDTH = 34  # where comments begin


def begin(folder: Path, negotiation: str, actor: str, day: str, today: date, issues: Sequence[str] = ()) -> Path:
    """Write the file of one actor and one day, entered today.

    issues : what the statements are about; one statement on an issue still to be named, when empty.
    returns : the file written.
    raises : RefusedError when something is not known or the file is there; FileNotFoundError without the folder; OSError.
    """
    known = nameable.read(folder, negotiation)
    who = _actor(known, actor)
    _must_have_been(day, today)
    about = [_issue(known, each) for each in issues]
    path = f"{negotiation}/{who['id']}/{day}.yaml"
    files.create(folder / path, text(known, who, day, today, about).encode())
    editors.refresh(folder, negotiation)
    return folder / path


def _actor(known: Registers, name: str) -> Mapping[str, Any]:
    if found := known.actor(name):
        return found
    register = f"{known.negotiation}/actors.yaml"
    if "actors.yaml" in known.unsound:
        raise RefusedError(f"{register} has a mistake, so nobody can be looked up in it; see: python -m parley validate")
    if name in [each["id"] for each in known.blocs]:
        raise RefusedError(f"`{name}` is a bloc, which has no words of its own; name an actor, or make it one in {register}")
    called = {each: actor["id"] for actor in known.actors for each in (actor["id"], actor["name"], *actor.get("aliases", ()))}
    near = nearest(name, list(called))
    ids = [each["id"] for each in known.actors]
    way_out = f"; did you mean `{called[near]}`?" if near else _listed(ids) or f"; add it to {register}"
    raise RefusedError(one_line(f"`{name}` is no actor of {known.negotiation}{way_out}"))


def _issue(known: Registers, name: str) -> Mapping[str, Any]:
    if found := next((each for each in known.issues if each["id"] == name), None):
        return found
    ids = [each["id"] for each in known.issues]
    raise RefusedError(one_line(f"`{name}` is no issue of {known.negotiation}{did_you_mean(name, ids) or _listed(ids)}"))


def _listed(ids: Sequence[str]) -> str:
    return f"; there are {', '.join(ids)}" if ids else ""


def _must_have_been(day: str, today: date) -> None:
    """raises: RefusedError when it is no day, or lies ahead."""
    if wrong := days.problem_with(day):
        meant = _meant(day)
        raise RefusedError(one_line(f"`{day}` is not a date; did you mean `{meant}`?" if meant else wrong))
    if days.first_day(day) > today:
        raise RefusedError(f"{day} lies ahead of today ({today.isoformat()}); a file holds what was said, so correct the day")


_DAY_FIRST = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", re.ASCII)
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def _meant(day: str) -> str:
    """The day in our spelling, where another spelling has one meaning only; else empty."""
    plain = spelling.with_plain_dashes(day.strip())
    if found := _DAY_FIRST.fullmatch(plain):
        plain = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    elif found := _TOGETHER.fullmatch(plain):
        plain = "-".join(found.groups())
    elif found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", plain, re.ASCII):
        plain = f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}"
    return "" if days.problem_with(plain) else plain


def text(known: Registers, actor: Mapping[str, Any], day: str, today: date, issues: Sequence[Mapping[str, Any]] = ()) -> str:
    """The whole file."""
    path = f"{known.negotiation}/{actor['id']}/{day}.yaml"
    preposition = "on" if days.precision(day) == "day" else "in"
    name = _one_line(actor["name"])
    said = f"# What {name} said {preposition} {days.in_words(day)}."
    lines = chain(
        [f"{said} Fill in what is empty; take the `# ` off what you need, and delete the rest."],
        [_noted(f"recorded: {today.isoformat()}", "the day this file was first entered; it stays"), ""],
        _sources(day),
        [_noted("statements:", f"what {name} says about its own position")],
        *([_statement(known, actor, issue) for issue in issues] or [_statement(known, actor, None)]),
        _rest(known, actor, today),
        _hints(known, actor, issues),
    )
    return editors.modeline(path) + "".join(f"{line.rstrip()}\n" for line in lines)


def _sources(day: str) -> Iterator[str]:
    yield _noted("sources:", "where the words can be read")
    yield _noted("  - id: source", "a short name for use in this file")
    yield "    title:"
    yield "    # publisher:"
    yield f"    # date: {day}"
    yield "    # url: https://"
    yield "    # archive: https://"
    yield _noted("    # origin:", "whose report it carries, when it is not the publisher's own")
    yield ""


def _statement(known: Registers, actor: Mapping[str, Any], issue: Mapping[str, Any] | None) -> Iterator[str]:
    """What must be filled in has its comment above it: beside it, editors complete nothing."""
    yield f"  # {_asked(issue)}" if issue else "  # the issue: one of those below"
    yield f"  - issue: {spelling.scalar(issue['id'])}" if issue else "  - issue:"
    meanings = (issue or {}).get("stances", {})
    yield f"    # {_words(schema.STANCES)}" + ("; on this issue" if meanings else "")
    for word, meaning in meanings.items():
        yield f"    #   {word}: {_one_line(meaning)}"
    yield "    stance:"
    yield "    # what was said, as one neutral sentence of yours"
    yield "    summary:"
    yield _noted("    # firmness:", _words(schema.FIRMNESSES))
    yield _noted("    # voice: own", _words(schema.VOICES))
    yield _noted("    # speaker:", "one of those below" if actor.get("speakers") else "a name from actors.yaml")
    yield _noted("    # quote:", "spoken words only, a short fragment, byte for byte")
    yield _noted("    # language:", "of the quote: en, ru, uk")
    yield "    # translation:"
    yield _noted("    # conditions:", "what the stance is tied to")
    yield "    #   - text:"
    if issue is None or "unit" in issue:
        yield _noted("    # value:", f"a plain number, in {_one_line(issue['unit'])}" if issue else "a plain number, on issues with a unit")
    yield _noted("    # confidence:", _words(schema.CONFIDENCES))
    if known.proposals:
        yield _noted("    # proposal:", "one of those below")
        yield "    # article:"
    yield "    # note:"


def _rest(known: Registers, actor: Mapping[str, Any], today: date) -> Iterator[str]:
    others = [f"{each['id']}" for each in known.actors if each["id"] != actor["id"]]
    yield ""
    yield _noted("# claims:", f"what {_one_line(actor['name'])} says about somebody else's position")
    yield _noted("#   - about:", ", ".join(others) if others else "an actor of actors.yaml")
    yield "#     issue:"
    yield "#     stance:"
    yield "#     summary:"
    yield ""
    yield _noted("# not_found:", "looked for, and nothing there")
    yield "#   - issue:"
    yield f"#     on: {today.isoformat()}"
    yield _noted("#     where: []", "sites or archives, by name")


def _hints(known: Registers, actor: Mapping[str, Any], issues: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What can be named. Issues that the statements name already have their words beside them."""
    if not issues:
        yield from _listing("Issues", ((each["id"], _asked(each), _stances(each)) for each in known.issues))
    people = ((each["name"], _one_line(each.get("role", "")), "") for each in actor.get("speakers", ()))
    yield from _listing(f"Speakers of {_one_line(actor['name'])}", people)
    yield from _listing("Other actors", ((each["id"], _one_line(each["name"]), "") for each in known.actors if each["id"] != actor["id"]))
    yield from _listing("Proposals", ((each["id"], _one_line(each["title"]), _articles(each)) for each in known.proposals))
    for name in known.unsound:
        yield from ("", f"# {name} has a mistake, so its ids are missing here; see: python -m parley validate")


def _listing(head: str, entries: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    listed = list(entries)
    if not listed:
        return
    width = min(28, max(len(name) for name, _, _ in listed))
    yield from ("", f"# {head}")
    for name, meaning, more in listed:
        yield f"#   {name:<{width}}  {meaning}"
        if more:
            yield f"#   {'':<{width}}  {more}"


def _asked(issue: Mapping[str, Any]) -> str:
    return _one_line(issue["title"] + (f": {issue['question']}" if "question" in issue else ""))


def _stances(issue: Mapping[str, Any]) -> str:
    return "; ".join(f"{word}: {_one_line(meaning)}" for word, meaning in issue.get("stances", {}).items())


def _articles(proposal: Mapping[str, Any]) -> str:
    return f"articles {', '.join(each['id'] for each in proposal['articles'])}"


def _words(vocabulary: Mapping[str, str]) -> str:
    return ", ".join(vocabulary)


def _noted(written: str, comment: str) -> str:
    return f"{written:<{_WIDTH - 2}}  # {comment}"


def _one_line(said: str) -> str:
    return " ".join(said.split())
