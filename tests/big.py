"""A large, awkward negotiation, the same for the same seed: 200 actors, 7 issues, 4,000 statements.

    write(folder)   puts it below `folder` and says what is special in it

Names are long and written in many scripts, also from right to left and with marks upon marks. Some quotes are longer than
a page, some days are only years, some days hold two statements on one issue. There are claims, and one file is broken.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parley.schema import FIRMNESSES, STANCES, VOICES

NEGOTIATION = "talks"
ACTORS, ISSUES, STATEMENTS = 200, 7, 4000
PER_ACTOR = STATEMENTS // ACTORS
LONG_QUOTE = 8000

SCRIPTS = (
    "Народный союз за прочный мир и справедливость",
    "الوفد المفاوض عن المناطق الشمالية والساحلية",
    "המשלחת המאוחדת של ערי החוף והגליל העליון",
    "東部沿岸諸国平和協議代表団連絡会議事務局",
    "पूर्वोत्तर सीमांत शांति वार्ता प्रतिनिधिमंडल",
    "Ầ̃n̂ d̃ȧn̈g t̃r̈ïe̊n̂ Q̂ũốc̃ g̈ïa̋",
    "Bundesverfassungsgerichtsbarkeitsangelegenheitenkommission",
    "Federation of Free Ports & <Inland> Harbours, *provisional*",
)


@dataclass(frozen=True)
class Big:
    """folder : for PARLEY_POSITIONS. broken : path of the broken file in it. quoted : id of a statement with a very long quote."""

    folder: Path
    broken: str
    quoted: str


def actor_name(number: int) -> str:
    return f"{SCRIPTS[number % len(SCRIPTS)]} {number:03}"


def write(folder: Path, seed: int = 20250824) -> Big:
    """Write the whole negotiation."""
    chance = random.Random(seed)
    home = folder / NEGOTIATION
    home.mkdir(parents=True)
    _put(home / "negotiation.yaml", {"title": "Talks of two hundred", "stale_after_days": "365"})
    _put(home / "issues.yaml", {"issues": [_issue(number) for number in range(ISSUES)]})
    _put(home / "actors.yaml", {"actors": [{"id": _actor(number), "name": actor_name(number)} for number in range(ACTORS)]})
    for number in range(ACTORS):
        for day, said in _days_of(number, chance):
            _put(home / _actor(number) / f"{day}.yaml", said)
    broken = home / _actor(7) / "2031-01-01.yaml"
    broken.write_text("statements:\n  - issue: issue-1\n    stance: [\n", encoding="utf-8")
    return Big(folder, broken.relative_to(folder).as_posix(), f"{NEGOTIATION}/{_actor(0)}/2020/issue-0")


def _actor(number: int) -> str:
    return f"actor-{number:03}"


def _issue(number: int) -> dict[str, str]:
    title = SCRIPTS[-1 - number]
    return {"id": f"issue-{number}", "title": f"{title}?", "question": f"{title}: should it be so?"}


def _days_of(number: int, chance: random.Random) -> Iterator[tuple[str, dict[str, object]]]:
    """One actor's files: a year of which no more is known, then days of two to four statements, two of them on one issue."""
    yield "2020", _file(["issue-0"], number, chance, quote="I say it again. " * (LONG_QUOTE // 16))
    left = PER_ACTOR - 1
    for year in range(2021, 2031):
        many = min(left, chance.choice((1, 2, 3, 4))) if year < 2030 else left
        if many:
            issues = [f"issue-{chance.randrange(ISSUES)}" for _ in range(many)]
            yield f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}", _file(issues, number, chance)
        left -= many


def _file(issues: Sequence[str], number: int, chance: random.Random, quote: str = "") -> dict[str, object]:
    statements = []
    for place, issue in enumerate(issues):
        again = {"key": f"again-{place}"} if issue in issues[:place] else {}
        spoken = {"quote": quote.strip()} if quote else {}
        statements.append(_said(issue, number, chance) | again | spoken)
    about = _actor((number + chance.randrange(1, ACTORS)) % ACTORS)
    claim = {"about": about, "issue": "issue-2", "stance": "supports", "summary": f"They want it, says {actor_name(number)}."}
    sources = [{"id": "paper", "title": f"Minutes kept by {actor_name(number)}", "url": "https://example.org/minutes"}]
    return {"sources": sources, "statements": statements, **({"claims": [claim]} if chance.random() < 0.2 else {})}


def _said(issue: str, number: int, chance: random.Random) -> dict[str, str]:
    return {
        "issue": issue,
        "stance": chance.choice(list(STANCES)),
        "firmness": chance.choice(list(FIRMNESSES)),
        "voice": chance.choice(list(VOICES)),
        "summary": f"{actor_name(number)} speaks of {issue}.",
    }


def _put(path: Path, content: object) -> None:
    """JSON is YAML too."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
