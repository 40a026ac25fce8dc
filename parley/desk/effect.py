"""What a draft would change: the cell as it would stand, the shift it would cause, and what an editor should look at twice.

All of it comes from the questions that every page asks, put to the files of this actor with the draft among them. Nothing here
keeps a draft from being saved; that is for the rules (`faults`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from parley import days, schema
from parley.analysis import asof, shifts
from parley.charts.marks import Look
from parley.charts.palette import EDGES, STANCES
from parley.desk.draft import CLAIMS, NOT_FOUND, STATEMENTS, Draft, Entry, Fields, base_value, place_of
from parley.frames import rows_of
from parley.load import File, Tree, statement_id
from parley.reading import REGISTERS, read_file
from parley.remembered import once
from parley.sentence import listed
from parley.store import Snapshot
from parley.tables import build

NEAR_DAYS = 30
"""Another stance said within so many days is worth a second look."""


@dataclass(frozen=True)
class Effect:
    """Of one entry.

    look : how its own mark looks; None while issue or stance are not chosen.
    told : what it would do, a sentence each. mind : what to look at twice, a sentence each.
    """

    look: Look | None = None
    told: tuple[str, ...] = ()
    mind: tuple[str, ...] = ()


def effects(draft: Draft, snapshot: Snapshot, today: date) -> dict[str, Effect]:
    """The effect of every entry of the draft that can be told, by its uid.

    today : positions are looked at as of this day, or as of the day of the draft when that is later.
    """
    if not draft.path:
        return {}
    around = _Around(draft, snapshot, max(today, days.last_day(draft.day)))
    return {each.uid: around.effect(each) for each in draft.of(STATEMENTS, CLAIMS, NOT_FOUND)}


class _Around:
    """One draft among the files of its actor."""

    def __init__(self, draft: Draft, snapshot: Snapshot, day: date) -> None:
        self.draft, self.day = draft, day
        self.here = snapshot.of(draft.negotiation)
        self.titles = dict(zip(self.here.issues["id"], self.here.issues["title"], strict=True))
        self.scored = {issue.id for issue in rows_of(self.here.issues) if issue.kind == "policy"}
        self.names = dict(zip(self.here.actors["id"], self.here.actors["name"], strict=True))
        found = _standing(snapshot, draft.negotiation, draft.actor, draft.day, draft.path, json.dumps(_previews(draft)), self.day)
        self.said, self.shifts, self.standing = found
        self.statements = {row.id: row for row in self.said}  # of two with one id, which no file may hold, the later

    def effect(self, entry: Entry) -> Effect:
        said = _previewed(entry.said())
        if entry.part == NOT_FOUND:
            return Effect(mind=tuple(self._found(entry.said())))
        if said is None or said["issue"] not in self.titles:
            return Effect()
        look = Look(
            stance=said["stance"],
            scored=said["issue"] in self.scored,
            firmness=said.get("firmness", ""),
            reported=said.get("voice") == "reported",
            conditions="conditions" in said,
            date=self.draft.day,
            voice=said.get("voice", "own"),
        )
        if entry.part == CLAIMS:
            return Effect(look, tuple(self._beside(entry.said())), tuple(self._same_page(entry)))
        name = statement_id(self.draft.negotiation, self.draft.actor, self.draft.day, said["issue"], key=said.get("key", ""))
        if name not in self.statements:
            return Effect(look)
        return Effect(look, tuple(self._moves(name)), (*self._near(name), *self._same_page(entry)))

    def _moves(self, name: str) -> Iterator[str]:
        row, shift = self.statements[name], self.shifts[name]
        who, what = self._who(self.draft.actor), f"“{self._what(row.issue)}”"
        how = "on the record" if row.on_record else "reported"
        before = f"{_stance(shift.before_stance)} ({_on(shift.before_date)})" if shift.before_date else ""
        match shift.kind:
            case "new":
                yield f"This would be the first {'word on the record by' if row.on_record else 'report on'} {who} on {what}."
            case "moved" | "reversed":
                steps = "" if pd.isna(shift.steps) else f", {_steps(abs(int(shift.steps)))}"
                yield f"This would move {who} on {what} from {before} to {_stance(row.stance)}{steps}."
            case "hardened" | "softened":
                verb = "harden" if shift.kind == "hardened" else "soften"
                firmness = f"from {EDGES[shift.before_firmness].word} to {EDGES[row.firmness].word}"
                yield f"This would {verb} {who} on {what}, {firmness}; the stance stays {before}."
            case _:
                yield f"This would reaffirm what is {how} of {who} on {what}: {before}."
        yield from self._stands(row)

    def _stands(self, row: Any) -> Iterator[str]:
        stands = self.standing.get(row.issue)
        if stands is None:
            return
        if stands.id != row.id:
            there = f"{_stance(stands.stance)}, {_on(stands.date)}"
            if not row.on_record and stands.on_record:
                yield f"A reported position never overrides the record, which stands: {there}."
                if stands.reported_otherwise:
                    yield "The cell would be marked: a later report says otherwise."
            else:
                yield f"It does not change the position of today: a later statement stands ({there})."
        if stands.mixed and stands.date == self.draft.day:
            yield "Two stances that day: the last one in the file stands, and the cell is marked."

    def _near(self, name: str) -> Iterator[str]:
        """Other statements of this actor on this issue: the same day, and on the record within NEAR_DAYS with another stance."""
        mine = self.statements[name]
        for row in self.said:
            if row.issue != mine.issue or row is mine:
                continue
            apart = mine.day - row.day
            if row.date == mine.date:
                summary = f", “{row.summary}”" if row.summary else "."
                yield f"That day holds another statement on this issue already: {_stance(row.stance)}{summary}"
            elif row.on_record and mine.on_record and abs(apart) <= NEAR_DAYS and row.stance != mine.stance:
                when = f"On {_on(row.date)}, {_days(abs(apart))} {'before' if apart > 0 else 'later'}"
                yield f"{when}, it said otherwise: {_stance(row.stance)}."

    def _same_page(self, entry: Entry) -> Iterator[str]:
        """The page of a new entry is already the source of other records on this issue."""
        url, issue = "" if entry.of else _url(self.draft, entry), entry.said()["issue"]
        tables = (self.here.statements, self.here.claims) if url else ()
        rows = [row for table in tables for row in rows_of(table[((table["source_url"] == url) & (table["issue"] == issue)).to_numpy()])]
        others = [row.id for row in rows if row.file != self.draft.path]
        if others:
            yield f"The same page is already the source of {listed(others)}."

    def _beside(self, said: Fields) -> Iterator[str]:
        about = said.get("about", "")
        if about not in self.names:
            return
        yield f"A claim never moves the position of {self._who(about)}."
        own = self.here.statements
        own = own[((own["actor"] == about) & (own["issue"] == said["issue"])).to_numpy()]
        for row in rows_of(asof.as_of(own, days.last_day(self.draft.day))):
            voice = "" if row.on_record else ", reported"
            yield f"{self._who(about)} by that day: {_stance(row.stance)} ({_on(row.date)}{voice})."
            return
        yield f"{self._who(about)} had said nothing on it itself by that day."

    def _found(self, said: Fields) -> Iterator[str]:
        stands = self.standing.get(said.get("issue", ""))
        if stands is not None:
            yield f"There is a statement on it: {_stance(stands.stance)}, {_on(stands.date)}."

    def _who(self, actor: str) -> str:
        return str(self.names.get(actor, actor))

    def _what(self, issue: str) -> str:
        return str(self.titles.get(issue, issue))


def _previews(draft: Draft) -> list[dict[str, Any]]:
    """The statements of that day that have an issue and a stance: those in the file, with the changes, and the new ones."""
    statements = [_previewed(each) or {} for each in base_value(draft).get(STATEMENTS) or ()]
    for entry in draft.of(STATEMENTS):
        said, place = _previewed(entry.said() | {"summary": ""}), place_of(draft, entry)
        if said and place:
            statements[place[1]] = said
        elif said:
            statements.append(said)
    return [each for each in statements if each]


@once
def _standing(
    snapshot: Snapshot, negotiation: str, actor: str, written: str, path: str, previews: str, day: date
) -> tuple[list[Any], Mapping[str, Any], Mapping[str, Any]]:
    """Of this actor with the statements of the draft: every statement; its shift by its id; by issue what stands on `day`.

    Worked out again only when something changed that it depends on, which most of what is typed is not.
    """
    others = [file for file in _files(snapshot, negotiation, actor) if file.path != path]
    value = {STATEMENTS: json.loads(previews)}
    mine = File(path, "position", negotiation, actor, written, value, {STATEMENTS: list(range(1, len(value[STATEMENTS]) + 1))}, "")
    said = build(Tree((*others, mine), (), "")).statements
    standing = asof.positions(said, snapshot.of(negotiation).issues, day)
    told = {row.id: row for row in rows_of(shifts.shifts(said))}
    return list(rows_of(said)), told, {row.issue: row for row in rows_of(standing)}


@once
def _files(snapshot: Snapshot, negotiation: str, actor: str) -> tuple[File, ...]:
    """The sound registers of the negotiation and the sound files of the actor, in order of their paths."""
    folder = snapshot.folder
    paths = [f"{negotiation}/{name}" for name in REGISTERS]
    paths += [f"{negotiation}/{actor}/{each.name}" for each in sorted((folder / negotiation / actor).glob("[0-9]*.yaml"))]
    unsound = {problem.file for problem in snapshot.problems}
    readings = [_read(folder, path) for path in paths if path not in unsound]
    return tuple(each for each in readings if each is not None)


def _read(folder: Path, path: str) -> File | None:
    try:
        reading = read_file(path, (folder / path).read_bytes())
    except OSError:
        return None
    return None if reading.problems else reading.file


def _previewed(said: Mapping[str, Any]) -> dict[str, Any] | None:
    """What of an entry decides its mark and its shift; None while issue or stance are missing."""
    if not said.get("issue") or said.get("stance") not in schema.STANCES:
        return None
    words = {"firmness": schema.FIRMNESSES, "voice": schema.VOICES}
    kept = {name: said[name] for name, known in words.items() if said.get(name) in known}
    conditions = [{"text": each["text"]} for each in said.get("conditions") or () if each and each.get("text")]
    kept |= {"conditions": conditions} if conditions else {}
    kept |= {"key": said["key"]} if said.get("key") else {}
    return {"issue": said["issue"], "stance": said["stance"], "summary": said.get("summary") or "", **kept}


def _url(draft: Draft, entry: Entry) -> str:
    """The address of the page that an entry rests on; empty when it is not known."""
    chosen = entry.said().get("source", "")
    listed = {each["id"]: each for each in base_value(draft).get("sources") or ()} | {each.uid: each.said() for each in draft.of("sources")}
    source = listed.get(chosen) or (next(iter(listed.values())) if len(listed) == 1 else {})
    return str(source.get("url", ""))


def _stance(word: str) -> str:
    return STANCES[word].word


def _on(day: str) -> str:
    return days.in_words(day)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"
