"""A link from before: what has changed in the files since it was made, and the names in it that are others today."""

from __future__ import annotations

import streamlit as st

from parley import descriptions, questions
from parley.columns import NEVER
from parley.sentence import in_words
from parley.store import Snapshot
from parley.ui import address, sheet
from parley.ui.sheet import Markup
from parley.view import View, as_it_is_now, usual_day


def show(page: str, view: View, snapshot: Snapshot) -> None:
    """Draw it; nothing when the link is of this state of the data and of these names. page : its path."""
    told = [*_since_then(page, view, snapshot), *_renamed()]
    if told:
        st.html(f'<div class="older" role="note">{"".join(f"<p>{each}</p>" for each in told)}</div>')


def _since_then(page: str, view: View, snapshot: Snapshot) -> list[Markup]:
    if view.data in ("", snapshot.version):
        return []
    ways = [sheet.inside(page, as_it_is_now(view), "Show it as it is now")]
    if view.asof and view.asof != usual_day(view, snapshot):
        same_day = as_it_is_now(view).but(asof=view.asof)
        ways.append(sheet.inside(page, same_day, f"Still as of {in_words(view.asof)}, with all that is entered now"))
    return [sheet.joined(_counted(view, snapshot), *ways)]


def _counted(view: View, snapshot: Snapshot) -> str:
    if view.known:
        return descriptions.since_then(view.known, *questions.entered_later(view, snapshot))
    here = snapshot.of(view.negotiation)
    undated = any((records["recorded_day"] == NEVER).any() for records in (here.statements, here.claims))
    return descriptions.since_then_unknown(undated)


def _renamed() -> list[Markup]:
    names = [f"{old} is {new} now" for old, new in address.renamed().items()]
    return [sheet.joined(f"This link uses names of before, and was followed: {'; '.join(names)}.")] if names else []
