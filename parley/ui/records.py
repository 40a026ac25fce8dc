"""A list of records: who said what, when, how firmly, and where it can be read, one record a row.

    records(rows, key, …)    draws it and tells which record a reader opened
    payload(rows, …)         what the browser receives: every text ready, columns rather than rows

A Streamlit component of our own, because theirs draw a table on a canvas or read texts as Markdown. Here every record is
a link that can be copied, opened in another tab, reached with Tab and heard. records.js draws what it is told and knows no
vocabulary; the marks are charts/marks.py. Texts from the files reach the page as text only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd
import streamlit as st

from parley import days
from parley.charts import marks, palette
from parley.charts.marks import VOICE_WORDS, Look
from parley.frames import rows_of
from parley.store import Snapshot
from parley.ui import packed
from parley.ui.beside import beside
from parley.view import View
from parley.wording import amount, look


@dataclass(frozen=True, kw_only=True)
class Record:
    """One row as it is drawn. Whatever is empty is not drawn.

    href : the record's permalink; day : the date as written, date : in words.
    look : number of its mark in `looks`; how : what stands below the stance; unseen : the same for the ear alone.
    claim : `says about Russia`, in a list of claims; verdict : how the claim compares with its subject's own words.
    language : of the quote; url : of the source, of the web or empty.
    """

    id: str
    href: str
    day: str
    date: str
    look: int
    stance: str
    summary: str
    who: str = ""
    claim: str = ""
    verdict: str = ""
    how: str = ""
    unseen: str = ""
    speaker: str = ""
    issue: str = ""
    quote: str = ""
    language: str = ""
    translation: str = ""
    value: str = ""
    conditions: str = ""
    note: str = ""
    corrected: str = ""
    source: str = ""
    source_title: str = ""
    url: str = ""
    origin: str = ""


def records(
    rows: pd.DataFrame,
    key: str,
    *,
    address: Callable[[str], str],
    selected: str = "",
    compact: bool = False,
    label: str,
    on_open: Callable[[str], None] | None = None,
    of: tuple[View, Snapshot] | None = None,
) -> None:
    """Draw the list.

    rows : statements or claims (with `about_name`, and `verdict` and `reason` if known), filtered, in order, at most a page of them.
    address : id -> address of the record's permalink. selected : id of the open record, or empty.
    compact : only date, stance and summary, for a narrow panel. label : names the list to those who hear it.
    on_open : called with the id before the next run when a reader opens a record; without it the permalink is followed.
    of : all that decides about rows and addresses: for the same view of the same reading the list is made once.
    """

    def made() -> tuple[list[str], bytes]:
        content = payload(rows, address=address, compact=compact, label=label, opens=on_open is not None)
        return rows["id"].tolist(), packed.spelled(content)

    if of:
        view, snapshot = of
        shown, drawn = snapshot.remembered.answer((records, key, view, compact, label, on_open is not None), made)
    else:
        shown, drawn = made()
    _component(
        key=key,
        data=packed.packed(place(selected, shown), drawn),
        on_opened_change=lambda: _tell(st.session_state[key].opened, shown, on_open),
    )


def place(record: str, shown: Sequence[str]) -> int:
    """Its number among these, from 0; -1 when it is not there."""
    return shown.index(record) if record in shown else -1


def payload(rows: pd.DataFrame, *, address: Callable[[str], str], label: str, compact: bool = False, opens: bool = False) -> dict[str, Any]:
    """The list as plain values for JSON.

    `records` holds one list for each part of `Record` that any row has. `opens` : a plain click opens the record here instead of
    following its link. Which row is open is told beside it: it changes with every click, and the list does not.
    """
    looks: dict[_Drawn, int] = {}
    told = [
        (_compact if compact else _whole)(row, href=address(row.id), look=looks.setdefault(_drawn(look(row)), len(looks)))
        for row in rows_of(rows)
    ]
    return {
        "label": label,
        "headings": _headings(claims="about_name" in rows, compact=compact),
        "compact": compact,
        "opens": opens,
        "count": len(told),
        "records": _columns(told),
        "looks": [{"classes": classes, "glyph": glyph, "signs": signs} for classes, glyph, signs in looks],
        "words": _WORDS,
    }


_Drawn = tuple[str, str, tuple[tuple[str, str], ...]]

_WORDS = {"more": "more", "less": "less", "new_tab": " (opens in a new tab)"}


def _tell(opened: object, shown: list[str], on_open: Callable[[str], None] | None) -> None:
    """Only ids of the list count: a browser can send anything."""
    if on_open and isinstance(opened, str) and opened in shown:
        on_open(opened)


def _headings(*, claims: bool, compact: bool) -> list[str]:
    stance = "Stance claimed" if claims else "Stance"
    return ["Date", stance, "What was said"] if compact else ["Date", "Who", "Issue", stance, "What was said", "Source"]


def _columns(told: list[Record]) -> dict[str, list[Any]]:
    rows = [asdict(record) for record in told]
    return {part: [row[part] for row in rows] for part in Record.__dataclass_fields__ if any(row[part] != "" for row in rows)}


def _whole(row: Any, href: str, look: int) -> Record:
    web = row.source_url if row.source_url.lower().startswith(("https://", "http://")) else ""
    return Record(
        **_core(row, href, look),
        how=", ".join(_how(row)),
        speaker=", ".join(filter(None, (row.speaker, row.role))),
        issue=row.issue_title,
        quote=_quoted(row.quote),
        language=row.language if row.quote else "",
        translation=f"In English: {_quoted(row.translation)}" if row.translation else "",
        value=amount(row),
        conditions=f"if: {row.conditions}" if row.conditions else "",
        note=f"Note: {row.note}" if row.note else "",
        source=row.publisher or row.source_title or web,
        source_title=row.source_title if row.publisher else "",
        url=web,
        origin=f"carrying {row.origin}" if row.origin else "",
    )


def _compact(row: Any, href: str, look: int) -> Record:
    """What a narrow line leaves out for the eye it still tells the ear, and a report is never without its word."""
    *others, voice = _how(row)
    if row.conditions:
        others.append(palette.SIGNS["conditions"].word)
    if row.on_record:
        return Record(**_core(row, href, look), unseen=", ".join([*others, voice]))
    return Record(**_core(row, href, look), how=VOICE_WORDS[row.voice], unseen=", ".join(others))


def _core(row: Any, href: str, look: int) -> dict[str, Any]:
    about = getattr(row, "about_name", "")
    return {
        "id": row.id,
        "href": href,
        "day": row.date,
        "date": days.in_words(row.date),
        "look": look,
        "stance": palette.STANCES[row.stance].word,
        "summary": row.summary,
        "who": row.actor_name,
        "claim": f"says about {about}" if about else "",
        "corrected": "corrected" if row.corrections else "",
        "verdict": _verdict(getattr(row, "verdict", ""), about, getattr(row, "reason", "")),
    }


def _how(row: Any) -> list[str]:
    """Below the stance: that it is only claimed, how firm it is, and last how we know."""
    claimed = "as claimed" if getattr(row, "about_name", "") else ""
    firmness = palette.EDGES[row.firmness].word if row.firmness else ""
    voice = VOICE_WORDS[row.voice] + ("" if row.on_record else ", not on the record")
    return [*filter(None, (claimed, firmness)), voice]


def _verdict(verdict: str, about: str, reason: str) -> str:
    if reason:
        return f"{verdict.capitalize()}: {reason}"
    sentences = {
        "confirmed": f"Confirmed by the own words of {about}",
        "contradicted": f"Contradicted by the own words of {about}",
        "denied": f"Denied by {about}",
        "no own words": f"No own words of {about} to compare with",
    }
    return sentences.get(verdict, verdict)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else ""


def _drawn(look: Look) -> _Drawn:
    """Classes, glyph, and class and glyph of each corner sign."""
    return look.classes(), look.glyph(), tuple((marks.sign_class(sign), palette.SIGNS[sign].glyph) for sign in look.signs())


_component = st.components.v2.component(
    "parley.records", css=f"{marks.stylesheet()}\n{beside('records.css')}", js=packed.SCRIPT + beside("records.js")
)
