"""What the register files say, ready to be looked up by those who make tables of statements, and as tables of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from parley import days, moves
from parley.columns import EVER, NEVER
from parley.load import File
from parley.schema import SCORES


class Issue(NamedTuple):
    """What a statement needs to know of its issue."""

    title: str
    topic: str = ""
    unit: str = ""
    scored: bool = True

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Issue:
        return cls(entry["title"], entry.get("topic", ""), entry.get("unit", ""), entry.get("kind", "policy") == "policy")


class Registers:
    """What the register files of all negotiations say, ready to be looked up. A missing register answers with the id itself."""

    def __init__(self, files: Iterable[File], negotiations: Iterable[str]) -> None:
        """files : the registers. negotiations : those that have any sound file, perhaps many times over."""
        self._values: dict[tuple[str, str], File] = {(f.negotiation, f.kind): f for f in files}
        self.negotiations = sorted(set(negotiations))
        self.actors = {(n, a["id"]): a for n in self.negotiations for a in self._list(n, "actors", "actors")}
        self._issues_by_id = {(n, i["id"]): Issue.of(i) for n in self.negotiations for i in self._list(n, "issues", "issues")}
        self.topics = {(n, t["id"]): t["title"] for n in self.negotiations for t in self._list(n, "issues", "topics")}
        self.blocs = {(n, b["id"]): b["name"] for n in self.negotiations for b in self._list(n, "actors", "blocs")}
        self.roles = {(*of, s["name"]): s.get("role", "") for of, a in self.actors.items() for s in a.get("speakers", ())}

    def issue(self, negotiation: str, issue: str) -> Issue:
        return self._issues_by_id.get((negotiation, issue)) or Issue(issue)

    def name(self, negotiation: str, actor: str) -> str:
        known = self.actors.get((negotiation, actor))
        return str(known["name"] if known else self.blocs.get((negotiation, actor), actor))

    def stale_after(self, negotiation: str, issue: Mapping[str, Any]) -> int | None:
        days_until_stale: int | None = issue.get("stale_after_days", self._value(negotiation, "negotiation").get("stale_after_days"))
        return days_until_stale

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Rows of every table that comes from registers."""
        return {
            "negotiations": [self._negotiation(n) for n in self.negotiations],
            "actors": [row for n in self.negotiations for row in self._actors(n)],
            "speakers": [row for of, actor in self.actors.items() for row in self._speakers(*of, actor)],
            "memberships": [row for of, actor in self.actors.items() for row in self._memberships(*of, actor)],
            "issues": [row for n in self.negotiations for row in self._issues(n)],
            "events": [row for n in self.negotiations for row in self._events(n)],
            "proposals": [row for n in self.negotiations for row in self._proposals(n)],
            "moves": [move._asdict() for n in self.negotiations for move in moves.steps(n, self._value(n, "moved"))],
        }

    def _value(self, negotiation: str, kind: str) -> Mapping[str, Any]:
        file = self._values.get((negotiation, kind))
        return file.value if file else {}

    def _list(self, negotiation: str, kind: str, name: str) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self._value(negotiation, kind).get(name, ())
        return found

    def _placed(self, negotiation: str, kind: str) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
        file = self._values.get((negotiation, kind))
        for place, entry in enumerate(self._list(negotiation, kind, kind)):
            assert file is not None
            yield entry, {"negotiation": negotiation, "position": place, "file": file.path, "line": file.lines[kind][place]}

    def _negotiation(self, negotiation: str) -> dict[str, Any]:
        value = self._value(negotiation, "negotiation")
        return {
            "id": negotiation,
            "title": value.get("title", negotiation),
            "principals": "~".join(value.get("principals", ())),
            **texts(value, "summary", "licence", "note"),
        }

    def _actors(self, negotiation: str) -> Iterator[dict[str, Any]]:
        for actor, place in self._placed(negotiation, "actors"):
            yield {
                **place,
                "id": actor["id"],
                "name": actor["name"],
                "aliases": "; ".join(actor.get("aliases", ())),
                **texts(actor, "kind", "role", "note"),
            }

    def _speakers(self, negotiation: str, actor: str, entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for speaker in entry.get("speakers", ()):
            yield {"negotiation": negotiation, "actor": actor, **texts(speaker, "name", "role", "rank", "start", "end", "note")}

    def _memberships(self, negotiation: str, actor: str, entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for membership in entry.get("memberships", ()):
            start, end = membership.get("start", ""), membership.get("end", "")
            yield {
                "negotiation": negotiation,
                "actor": actor,
                "bloc": membership["bloc"],
                "bloc_name": self.name(negotiation, membership["bloc"]),
                "start": start,
                "end": end,
                "start_day": days.number(days.first_day(start)) if start else EVER,
                "end_day": days.number(days.last_day(end)) if end else NEVER,
            }

    def _issues(self, negotiation: str) -> Iterator[dict[str, Any]]:
        for issue, place in self._placed(negotiation, "issues"):
            topic = issue.get("topic", "")
            yield {
                **place,
                "kind": issue.get("kind", "policy"),
                "topic": topic,
                "topic_title": self.topics.get((negotiation, topic), topic),
                "stale_after_days": self.stale_after(negotiation, issue),
                "applies_to": "~".join(issue.get("applies_to", ())),
                "status": "; ".join(f"{s['date']}: {s['status']}{in_brackets(s.get('note', ''))}" for s in issue.get("status", ())),
                **texts(issue, "id", "title", "question", "unit", "note"),
                **texts(issue.get("stances", {}), *SCORES),
            }

    def _events(self, negotiation: str) -> Iterator[dict[str, Any]]:
        listed = by_id(self._list(negotiation, "events", "sources"))
        for event in self._list(negotiation, "events", "events"):
            end = event.get("end", event["date"])
            yield {
                "negotiation": negotiation,
                "participants": "; ".join(event.get("participants", ())),
                "day": last_number(event["date"]),
                "end_day": last_number(end),
                **texts(event, "id", "date", "end", "title", "place", "note"),
                **source_line(source_of(event, listed)),
            }

    def _proposals(self, negotiation: str) -> Iterator[dict[str, Any]]:
        listed = by_id(self._list(negotiation, "proposals", "sources"))
        for proposal in self._list(negotiation, "proposals", "proposals"):
            for article in proposal["articles"]:
                yield {
                    "negotiation": negotiation,
                    "proposal": proposal["id"],
                    "authors": "~".join(proposal.get("authors", ())),
                    "article": article["id"],
                    "value": article.get("value"),
                    **texts(proposal, "title", "date", "status", "supersedes"),
                    **texts(article, "summary", "issue", "stance", "note"),
                    **source_line(source_of(article, listed) or source_of(proposal, listed)),
                }


def texts(entry: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: entry.get(name, "") for name in names}


def by_id(entries: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {entry["id"]: entry for entry in entries}


def source_of(entry: Mapping[str, Any], listed: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    if "source" in entry:
        return listed.get(entry["source"], {})
    return next(iter(listed.values())) if len(listed) == 1 else {}


def source_line(source: Mapping[str, Any]) -> dict[str, str]:
    return {"source_title": source.get("title", ""), "publisher": source.get("publisher", ""), "source_url": source.get("url", "")}


def in_brackets(text: str, brackets: str = "()") -> str:
    return f" {brackets[0]}{text}{brackets[1]}" if text else ""


def last_number(day: str) -> int:
    return days.number(days.last_day(day))
