"""A text on the table beside the positions of the actors, article by article.

    agrees  the actor stands where the article stands
    partly  one step away
    apart   two steps or more
    silent  cannot be compared: no position, one of the two is off the scale, or the article settles no issue

A text is nobody's statement: its authors are compared with it like everybody else. Verdicts are counted, never averaged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from parley.columns import Column
from parley.frames import rows_of, typed
from parley.schema import SCORES

AGREES, PARTLY, APART, SILENT = "agrees", "partly", "apart", "silent"
VERDICTS = (AGREES, PARTLY, APART, SILENT)

COLUMNS = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("proposal", "text", "id of the proposal"),
    Column("title", "text", "the proposal as shown on screen"),
    Column("article", "text", "number of the article"),
    Column("summary", "text", "what the article says"),
    Column("issue", "text", "id of the issue it settles; empty when it settles none"),
    Column("issue_title", "text", "that issue as shown on screen"),
    Column("text_stance", "word", "where the text stands on that issue"),
    Column("actor", "word", "id of the actor"),
    Column("actor_name", "text", "the actor as shown on screen"),
    Column("verdict", "word", "agrees (no gap), partly (a gap of 1), apart (2 or more), or silent: not to be compared"),
    Column("gap", "whole", "distance between text and position, 0 to 4; empty when silent"),
    Column("stance", "word", "where the actor stands; empty where it has said nothing"),
    Column("date", "text", "when it said so, as written"),
    Column("id", "text", "the statement it rests on"),
    Column("on_record", "flag", "true when that statement is on the record"),
)
TALLY = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("proposal", "text", "id of the proposal"),
    Column("title", "text", "the proposal as shown on screen"),
    Column("actor", "word", "id of the actor"),
    Column("actor_name", "text", "the actor as shown on screen"),
    Column("agrees", "whole", "articles with which the actor agrees"),
    Column("partly", "whole", "articles one step from its position"),
    Column("apart", "whole", "articles two steps or more from its position"),
    Column("silent", "whole", "articles that cannot be compared with a position"),
    Column("articles", "whole", "all articles: the four counts together"),
)


def compare(
    proposals: pd.DataFrame, positions: pd.DataFrame, actors_order: Sequence[str], issues: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """Every article beside the position of every actor. All tables are of one negotiation.

    proposals : the proposals table, a row an article.
    positions : as analysis.asof gives them, as of the day and in the voices asked about.
    actors_order : ids of the actors to compare, in the order of the screen.
    issues, actors : the registers, for names; who or what they do not know is shown by its id.
    returns : COLUMNS; articles in the order of `proposals`, for each the actors in their order.
    """
    standing = {(each.actor, each.issue): each for each in rows_of(positions[_STANDING])}
    titles = dict(zip(issues["id"], issues["title"], strict=True))
    names = dict(zip(actors["id"], actors["name"], strict=True))
    rows = (
        _told(article, titles.get(article.issue, article.issue))
        | {"actor": actor, "actor_name": names.get(actor, actor)}
        | _beside(article.stance, standing.get((actor, article.issue)))
        for article in rows_of(proposals)
        for actor in actors_order
    )
    return typed(rows, COLUMNS)


def tally(compare: pd.DataFrame) -> pd.DataFrame:
    """How many articles of each proposal each actor meets with each verdict. returns : TALLY, in the order of `compare`."""
    return typed(_tallied(compare), TALLY)


_STANDING = ["actor", "issue", "stance", "score", "date", "id", "on_record"]


def _told(article: Any, issue_title: str) -> dict[str, Any]:
    return {
        "negotiation": article.negotiation,
        "proposal": article.proposal,
        "title": article.title,
        "article": article.article,
        "summary": article.summary,
        "issue": article.issue,
        "issue_title": issue_title,
        "text_stance": article.stance,
    }


def _beside(text_stance: str, position: Any) -> dict[str, Any]:
    """The verdict on one actor. A position without a score is off the scale, or on an issue that is no policy."""
    if position is None:
        return {"verdict": SILENT, "gap": pd.NA, "stance": "", "date": "", "id": "", "on_record": False}
    said = {"stance": position.stance, "date": position.date, "id": position.id, "on_record": position.on_record}
    if text_stance not in SCORES or position.score is pd.NA:
        return {"verdict": SILENT, "gap": pd.NA} | said
    gap = abs(SCORES[text_stance] - position.score)
    return {"verdict": (AGREES, PARTLY, APART)[min(gap, 2)], "gap": gap} | said


def _tallied(compare: pd.DataFrame) -> Iterator[Mapping[str, Any]]:
    who = ["negotiation", "proposal", "title", "actor", "actor_name"]
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for *of, verdict in zip(*(compare[name].tolist() for name in [*who, "verdict"]), strict=True):
        counts.setdefault(tuple(of), Counter())[verdict] += 1
    for named, count in counts.items():
        yield {**dict(zip(who, named, strict=True)), **{verdict: count[verdict] for verdict in VERDICTS}, "articles": count.total()}
