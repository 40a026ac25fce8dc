"""The rules that one file must keep beyond its shape. The docstring of a rule is the rule.

Each rule yields mistakes and knows nothing of the others. Values may have holes (None) where something is already reported;
a rule never says a word about a hole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from parley import days, moves
from parley.problems import Mistake, Steps, did_you_mean

Entry = tuple[Steps, dict[str, Any]]
MOST_LISTED = 20
"""So many ids are listed in one message; the rest are counted."""


@dataclass(frozen=True)
class Contents:
    """What one file says. actor, date : from its path; empty for registers, and where the path is wrong."""

    value: dict[str, Any]
    actor: str = ""
    date: str = ""

    @cached_property
    def sources(self) -> Counter[str | None]:
        """How often each id is that of a source; None stands for those that cannot be read."""
        return Counter(_ids(self.value, "sources"))

    @cached_property
    def said(self) -> list[Entry]:
        """Its statements and claims, as `entries` tells them; once for the many rules about them."""
        return entries(self.value, "statements", "claims")


Rule = Callable[[Contents], Iterator[Mistake]]


def broken(kind: str, contents: Contents) -> Iterator[Mistake]:
    """Every mistake against the rules of this kind of file."""
    for rule in RULES[kind]:
        yield from rule(contents)


def entries(value: dict[str, Any], *names: str) -> list[Entry]:
    """The readable entries of top-level lists, each with the way to it."""
    return [entry for name in names for entry in entries_of((), value, name)]


def entries_of(steps: Steps, entry: dict[str, Any], name: str) -> list[Entry]:
    """The readable entries of one list of an entry."""
    return [((*steps, name, number), each) for number, each in enumerate(entry.get(name) or ()) if isinstance(each, dict)]


def _ids(value: dict[str, Any], *names: str) -> list[str | None]:
    """The ids listed there; None stands for each that cannot be read."""
    ids: list[str | None] = []
    for name in names:
        listed = value.get(name, [])
        ids += [None] if listed is None else [each.get("id") if isinstance(each, dict) else None for each in listed]
    return ids


def something_said(file: Contents) -> Iterator[Mistake]:
    """A position file holds statements, claims or `not_found`."""
    if not file.value.keys() & {"statements", "claims", "not_found"}:
        yield Mistake((), "nothing-said", "this file holds neither statements nor claims nor not_found; add one, or delete the file")


def recorded_after_said(file: Contents) -> Iterator[Mistake]:
    """Nothing is recorded before it was said: `recorded` is not before the (first) day of the file's name."""
    recorded = file.value.get("recorded")
    if recorded and file.date and days.last_day(recorded) < days.first_day(file.date):
        message = f"recorded on {recorded}, before it was said ({file.date}); correct one of the two"
        yield Mistake(("recorded",), "recorded-before-said", message)


def sourced(file: Contents) -> Iterator[Mistake]:
    """Whatever was said or claimed has a source: a position file with statements or claims lists at least one."""
    said = next((name for name in ("statements", "claims") if name in file.value), None)
    if said and "sources" not in file.value:
        yield Mistake((said,), "no-source", f"these {said} have no source; add a list `sources:` with `id` and `title`", on_key=True)


def sources_differ(file: Contents) -> Iterator[Mistake]:
    """Each source in a file has an id of its own."""
    yield from _all_differ(((at, source) for at, source in entries(file.value, "sources")), "source", rule="doubled-source")


def sources_of_statements(file: Contents) -> Iterator[Mistake]:
    """A statement or claim names a source of its file; where there are several it must say which."""
    yield from _name_a_source(file, file.said)


def sources_of_events(file: Contents) -> Iterator[Mistake]:
    """An event names a source of its file; where there are several it must say which."""
    yield from _name_a_source(file, entries(file.value, "events"))


def sources_of_proposals(file: Contents) -> Iterator[Mistake]:
    """A proposal names a source of its file; where there are several it must say which, unless each of its articles does."""
    for at, proposal in entries(file.value, "proposals"):
        articles = entries_of(at, proposal, "articles")
        all_say = bool(articles) and all("source" in article for _, article in articles)
        yield from _name_a_source(file, articles, must_say=False)
        yield from _name_a_source(file, [(at, proposal)], must_say=not all_say)


def _name_a_source(file: Contents, holders: Iterable[Entry], *, must_say: bool = True) -> Iterator[Mistake]:
    known = file.sources
    several = known.total() > 1
    for at, holder in holders:
        source = holder.get("source")
        if several and must_say and "source" not in holder:
            yield Mistake(at, "which-source", f"this file has {known.total()} sources; add `source:` with the id of one")
        elif source and source not in known and None not in known:
            yield Mistake((*at, "source"), "unknown-source", f"`{source}` is no source of this file{_sources_there(source, known)}")


def _sources_there(source: str, known: Iterable[str | None]) -> str:
    ids = [each for each in known if each]
    more = f" and {len(ids) - MOST_LISTED} more" if len(ids) > MOST_LISTED else ""
    there = f"it has {', '.join(ids[:MOST_LISTED])}{more}" if ids else "add a list `sources:` with `id` and `title`"
    return did_you_mean(source, ids) or f"; {there}"


def statements_differ(file: Contents) -> Iterator[Mistake]:
    """A second statement on one issue that day needs a `key`, and keys differ; so do claims about one actor on one issue."""
    seen: set[tuple[str | None, ...]] = set()
    for at, entry in file.said:
        about = entry.get("about") if at[0] == "claims" else ""
        said = (about, entry.get("issue"), entry.get("key", ""))
        if said in seen and None not in said:
            yield Mistake((*at, "key") if entry.get("key") else (*at, "issue"), "doubled-statement", _doubled(entry))
        seen.add(said)


def _doubled(entry: dict[str, Any]) -> str:
    what = f"claim about `{entry['about']}` on" if "about" in entry else "statement on"
    if entry.get("key"):
        return f"a second {what} `{entry['issue']}` with the key `{entry['key']}`; choose another key"
    return f"a second {what} `{entry['issue']}` in this file; tell it apart by a line `key: …`"


def claims_are_about_others(file: Contents) -> Iterator[Mistake]:
    """What an actor says of its own position is a statement, not a claim."""
    for at, claim in entries(file.value, "claims"):
        if file.actor and claim.get("about") == file.actor:
            message = f"`{file.actor}` says this about itself; move it to `statements` and delete `about`"
            yield Mistake((*at, "about"), "claim-about-self", message)


def quotes_before_translations(file: Contents) -> Iterator[Mistake]:
    """`translation` and `language` belong to a quote."""
    for at, entry in file.said:
        for name in ("translation", "language"):
            if name in entry and "quote" not in entry:
                message = f"a {name}, but no quote; add the words as spoken under `quote`, or delete the line"
                yield Mistake((*at, name), f"{name}-without-quote", message, on_key=True)


def reviewers_are_second_readers(file: Contents) -> Iterator[Mistake]:
    """A reviewer is somebody else than the coder."""
    for at, entry in file.said:
        coder, reviewer = entry.get("coder"), entry.get("reviewer")
        if coder and reviewer and coder.strip().casefold() == reviewer.strip().casefold():
            message = f"{reviewer} entered this record and cannot be its second reader too; name another person, or delete the line"
            yield Mistake((*at, "reviewer"), "reviewer-is-coder", message)


def articles_have_proposals(file: Contents) -> Iterator[Mistake]:
    """`article` belongs to a proposal."""
    for at, entry in file.said:
        if "article" in entry and "proposal" not in entry:
            message = "an article, but of which proposal? Add a line `proposal: …`"
            yield Mistake((*at, "article"), "article-without-proposal", message, on_key=True)


def actors_and_blocs_differ(file: Contents) -> Iterator[Mistake]:
    """Actors and blocs share one set of ids."""
    yield from _all_differ(entries(file.value, "actors", "blocs"), "actor or bloc")


def speakers_differ(file: Contents) -> Iterator[Mistake]:
    """An actor lists each speaker once."""
    for at, actor in entries(file.value, "actors"):
        yield from _all_differ(entries_of(at, actor, "speakers"), "speaker of this actor", field="name", rule="doubled-speaker")


def blocs_are_known(file: Contents) -> Iterator[Mistake]:
    """A membership names a bloc, or an actor that is one, of the same file."""
    known = set(_ids(file.value, "actors", "blocs"))
    for at, actor in entries(file.value, "actors"):
        for below, membership in entries_of(at, actor, "memberships"):
            yield from _known_here(below, membership, "bloc", known, "; add it under `blocs`")


def dates_in_order(file: Contents) -> Iterator[Mistake]:
    """Nothing ends before it starts: memberships, speakers, events."""
    for at, actor in entries(file.value, "actors"):
        for name in ("memberships", "speakers"):
            for below, entry in entries_of(at, actor, name):
                yield from _ends_after("start", below, entry)
    for at, event in entries(file.value, "events"):
        yield from _ends_after("date", at, event)


def _ends_after(start: str, at: Steps, entry: dict[str, Any]) -> Iterator[Mistake]:
    begins, ends = entry.get(start), entry.get("end")
    if begins and ends and days.last_day(ends) < days.first_day(begins):
        yield Mistake((*at, "end"), "end-before-start", f"`end` is {ends}, before `{start}` ({begins}); correct one of the two")


def issues_differ(file: Contents) -> Iterator[Mistake]:
    """Issues have different ids, and so have topics."""
    yield from _all_differ(entries(file.value, "issues"), "issue")
    yield from _all_differ(entries(file.value, "topics"), "topic")


def issue_ids_are_not_claim_ids(file: Contents) -> Iterator[Mistake]:
    """No issue id starts with `about-`: that is how the ids of claims are told apart."""
    for at, issue in entries(file.value, "issues"):
        if (issue.get("id") or "").startswith("about-"):
            yield Mistake((*at, "id"), "bad-id", "an issue id must not start with `about-`, as the ids of claims do; choose another")


def topics_are_known(file: Contents) -> Iterator[Mistake]:
    """An issue names a topic of the same file."""
    known = set(_ids(file.value, "topics"))
    for at, issue in entries(file.value, "issues"):
        yield from _known_here(at, issue, "topic", known, "; add it under `topics`")


def events_differ(file: Contents) -> Iterator[Mistake]:
    """Events have different ids."""
    yield from _all_differ(entries(file.value, "events"), "event")


def proposals_differ(file: Contents) -> Iterator[Mistake]:
    """Proposals have different ids, and so have the articles of each."""
    yield from _all_differ(entries(file.value, "proposals"), "proposal")
    for at, proposal in entries(file.value, "proposals"):
        yield from _all_differ(entries_of(at, proposal, "articles"), "article of this proposal")


def superseded_proposals_are_known(file: Contents) -> Iterator[Mistake]:
    """A proposal supersedes another one of the same file."""
    known = set(_ids(file.value, "proposals"))
    for at, proposal in entries(file.value, "proposals"):
        itself = proposal.get("supersedes") == proposal.get("id")
        others = known - {proposal.get("id")} if itself else known
        yield from _known_here(at, proposal, "supersedes", others, "; name another proposal of this file", thing="proposal")


def moves_differ(file: Contents) -> Iterator[Mistake]:
    """A name or id moves once: what moved twice is two steps, each from where the last one led."""
    seen: set[tuple[str, str]] = set()
    for move in moves.steps("", file.value):
        if (move.kind, move.old) in seen:
            yield Mistake(move.at_old, "doubled-move", f"`{move.old}` has moved already, further up; delete one of the two entries")
        seen.add((move.kind, move.old))


def moves_arrive(file: Contents) -> Iterator[Mistake]:
    """No move leads back to where it came from. The step that closes the circle is told."""
    reached: dict[tuple[str, str], str] = {}
    for move in moves.steps("", file.value):
        if move.kind == moves.NEGOTIATION or (move.kind, move.old) in reached:
            continue
        end = move.new
        while end != move.old and (move.kind, end) in reached:
            end = reached[move.kind, end]
        if end == move.old:
            message = f"`{move.old}` leads back to itself; `to` names what it is called today, so delete the entry that is older"
            yield Mistake(move.at_new, "moved-in-a-circle", message)
        else:
            reached[move.kind, move.old] = move.new


def _known_here(
    at: Steps, entry: dict[str, Any], field: str, known: Collection[str | None], way_out: str, *, thing: str = ""
) -> Iterator[Mistake]:
    word, thing = entry.get(field), thing or field
    if word and word not in known and None not in known:
        near = did_you_mean(word, sorted(filter(None, known))) or way_out
        yield Mistake((*at, field), f"unknown-{thing}", f"`{word}` is no {thing} of this file{near}")


def _all_differ(found: Iterable[Entry], what: str, *, field: str = "id", rule: str = "doubled-id") -> Iterator[Mistake]:
    """Also when case is ignored: some disks cannot tell `Russia` from `russia`."""
    seen: dict[str, str] = {}
    for at, entry in found:
        word = entry.get(field)
        if not word:
            continue
        first = seen.get(word.casefold())
        if first is None:
            seen[word.casefold()] = word
        elif first == word:
            yield Mistake(
                (*at, field), rule, f"`{word}` is already the {field} of another {what}; choose another, or delete one of the two"
            )
        elif field == "id":
            yield Mistake(
                (*at, field), "case-collision", f"`{word}` and `{first}` differ only in upper and lower case; choose another {field}"
            )


RULES: dict[str, tuple[Rule, ...]] = {
    "negotiation": (),
    "actors": (actors_and_blocs_differ, speakers_differ, blocs_are_known, dates_in_order),
    "issues": (issues_differ, issue_ids_are_not_claim_ids, topics_are_known),
    "events": (events_differ, dates_in_order, sources_differ, sources_of_events),
    "proposals": (proposals_differ, superseded_proposals_are_known, sources_differ, sources_of_proposals),
    "moved": (moves_differ, moves_arrive),
    "position": (
        something_said,
        recorded_after_said,
        sourced,
        sources_differ,
        sources_of_statements,
        statements_differ,
        claims_are_about_others,
        quotes_before_translations,
        articles_have_proposals,
        reviewers_are_second_readers,
    ),
}
