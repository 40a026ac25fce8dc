"""Templates become pages: what a file says arrives as text, and nothing is left out in silence.

`render` is the only way to a page. Jinja escapes every value, and a value that nobody gave is an error, not a gap. Marks are
the one markup we make ourselves; they come from charts.marks and hold no words of the files but escaped ones.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from parley import days, wording
from parley.charts import legend, marks, palette
from parley.charts.marks import Look
from parley.schema import SCORES

_HOME = Path(__file__).with_name("templates")


def render(template: str, **values: Any) -> bytes:
    """The template filled in, as UTF-8."""
    return _environment().get_template(template).render(**values).encode()


@cache
def style() -> str:
    """The CSS of every page made from these templates."""
    return "\n".join((marks.stylesheet(), legend.stylesheet(), _beside("house.css")))


@cache
def script() -> str:
    """The JavaScript of every page made from these templates; a page is whole without it."""
    return _beside("reading.js")


@cache
def style_version() -> str:
    """Tells one state of the CSS from another, so that a cache never mixes them."""
    return hashlib.sha256(style().encode()).hexdigest()[:8]


@cache
def script_version() -> str:
    """The same for the script."""
    return hashlib.sha256(script().encode()).hexdigest()[:8]


@cache
def standalone_policy() -> str:
    """What a standalone file may do: show itself. Only our own script runs, and nothing is asked of any network."""
    own = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{own}'; img-src data:; base-uri 'none'; form-action 'none'"


def embedded(value: Any) -> Markup:
    """The value as JSON for a `<script>` that is data: nothing in it can end the element or begin another."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        told = told.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(told)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HOME), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    made.filters |= {
        "mark": _mark,
        "drawn": _drawn,
        "look": wording.claim_look,
        "opening": lambda text: text[:1].upper() + text[1:],
        "stance": lambda stance: palette.STANCES[stance].word,
        "how": _how,
        "place": lambda stance: SCORES.get(stance, -3),
        "in_words": days.in_words,
        "last_day": lambda written: days.last_day(written).isoformat(),
        "thousands": lambda number: f"{number:,}",
        "web": wording.web,
        "embedded": embedded,
    }
    made.globals |= {"wording": wording, "legend": _legend, "style": _style, "script": _script, "paper": _paper}
    return made


def _mark(look: Look) -> Markup:
    """The mark, and its words for those who hear the page."""
    return Markup(marks.html(look))


def _drawn(look: Look) -> Markup:
    """The mark for the eye alone; its words stand beside it."""
    return Markup(marks.drawn(look))


def _legend(*, changes: bool = False, whole: bool = False) -> Markup:
    return Markup(legend.legend(changes=changes, whole=whole))


def _style() -> Markup:
    return Markup(style())


def _script() -> Markup:
    return Markup(script())


def _paper() -> Markup:
    return Markup("\n".join((marks.stylesheet(), legend.stylesheet(), _beside("printed.css"))))


def _how(row: Any) -> str:
    """Below a stance: that it is only claimed, how firm it is, and how we know."""
    claimed = "as claimed" if getattr(row, "about", "") else ""
    firmness = palette.EDGES[row.firmness].word if row.firmness else ""
    return ", ".join(filter(None, (claimed, firmness, wording.voice(row))))


def _beside(name: str) -> str:
    return (_HOME / name).read_text(encoding="utf-8")
