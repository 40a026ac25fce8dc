"""One cell of the matrix put together: what it looks like as CSS classes, and what it says in words.

The grid on screen, its legend and a static table take both from here, so that they cannot drift apart. `stylesheet()` is
what the classes need; the colours behind them are palette.py, the drawing is marks.css.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from html import escape
from pathlib import Path

from parley import days
from parley.charts import palette
from parley.charts.palette import Paint, Theme

VOICE_WORDS = {"own": "own words", "spokesperson": "spokesperson", "document": "document", "reported": "reported"}

_DRAWING = Path(__file__).with_name("marks.css")


@dataclass(frozen=True, kw_only=True)
class Look:
    """Everything a reader is told about one cell.

    stance : a stance, or a blank kind of `palette.BLANKS`; of a blank only `claimed` counts besides.
    scored : False for issues of kind assessment and fact, which are drawn without colour.
    firmness, voice, date : as written; empty when not said. reported : the position rests on reported voices only.
    changed : not what it was on the day that changes are counted from.
    age_days : from the statement's last possible day to the day of the view; None when it does not matter.
    """

    stance: str
    scored: bool = True
    firmness: str = ""
    reported: bool = False
    stale: bool = False
    conditions: bool = False
    mixed: bool = False
    reported_otherwise: bool = False
    claimed: bool = False
    changed: bool = False
    date: str = ""
    age_days: int | None = None
    voice: str = ""

    @property
    def blank(self) -> bool:
        return self.stance in palette.BLANKS

    def glyph(self) -> str:
        """The sign in the middle of the cell; empty for a position outside the search, which is an outline only."""
        return palette.BLANKS[self.stance].glyph if self.blank else palette.STANCES[self.stance].glyph

    def signs(self) -> list[str]:
        """Which of `palette.SIGNS` stand in its corners, in their order."""
        return [sign for sign in palette.SIGNS if getattr(self, sign) and (sign == "claimed" or not self.blank)]

    def classes(self) -> str:
        """The CSS classes that `stylesheet` draws."""
        if self.blank:
            return f"mark blank {_hyphened(self.stance)}"
        said = {
            "unscored": not self.scored,
            "reported": self.reported,
            "stale": self.stale,
            "changed": self.changed,
            self.firmness: bool(self.firmness),
        }
        return " ".join(["mark", self.stance, *(name for name, holds in said.items() if holds)])

    def phrases(self) -> tuple[str, str, str]:
        """What is said, when, and what to note, each a phrase or empty: (`opposes, red line, own words`, `24 Aug 2025, 121 days old`,
        `stale, with conditions`)."""
        return ", ".join(self._said()), ", ".join(self._when()), ", ".join(self._noted())

    def words(self) -> str:
        """The three phrases as one."""
        return ", ".join(filter(None, self.phrases()))

    def _said(self) -> Iterator[str]:
        if self.blank:
            yield palette.BLANKS[self.stance].word
            return
        yield palette.STANCES[self.stance].word
        if self.firmness:
            yield palette.EDGES[self.firmness].word
        if self.voice or self.reported:
            yield VOICE_WORDS[self.voice or "reported"]

    def _when(self) -> Iterator[str]:
        if self.date and not self.blank:
            yield days.in_words(self.date)
            if self.age_days is not None:
                yield _age(self.age_days)

    def _noted(self) -> Iterator[str]:
        if self.changed and not self.blank:
            yield palette.CHANGED
        if self.stale and not self.blank:
            yield "stale"
        if not (self.scored or self.blank):
            yield "not scored"
        yield from (palette.SIGNS[sign].word for sign in self.signs())


def drawn(look: Look) -> str:
    """The mark as a `<span>` for the eye only; the words must stand beside it."""
    signs = "".join(f'<span class="{sign_class(sign)}">{palette.SIGNS[sign].glyph}</span>' for sign in look.signs())
    return f'<span class="{look.classes()}" aria-hidden="true">{look.glyph()}{signs}</span>'


def html(look: Look) -> str:
    """The mark with its words, as its title and for those who hear the page."""
    words = escape(look.words())
    return f'<span title="{words}">{drawn(look)}<span class="unseen">{words}</span></span>'


def sign_class(sign: str) -> str:
    """The CSS classes of a corner sign."""
    return f"sign {_hyphened(sign)}"


@cache
def stylesheet() -> str:
    """The CSS of every class named here. It follows the `color-scheme` around it: light where a browser knows no `light-dark()`."""
    light = _rules(palette.INK["light"], {name: paints["light"] for name, paints in _paints().items()})
    either = _rules(_light_dark(**palette.INK), {name: _either(paints) for name, paints in _paints().items()})
    edges = "\n".join(f".mark.{firmness} {{ --edge: {edge.width}px {edge.style}; }}" for firmness, edge in palette.EDGES.items())
    drawing = _DRAWING.read_text(encoding="utf-8")
    return f"{light}\n@supports (color: light-dark(red, red)) {{\n{either}\n}}\n{edges}\n{drawing}"


def _paints() -> dict[str, Mapping[Theme, Paint]]:
    stances: dict[str, Mapping[Theme, Paint]] = {
        stance: {"light": mark.light, "dark": mark.dark} for stance, mark in palette.STANCES.items()
    }
    return {**stances, "unscored": palette.UNSCORED, "blank": palette.BLANK}


def _either(paints: Mapping[Theme, Paint]) -> Paint:
    light, dark = vars(paints["light"]), vars(paints["dark"])
    return Paint(*(_light_dark(light[part.name], dark[part.name]) for part in fields(Paint)))


def _light_dark(light: str, dark: str) -> str:
    return f"light-dark({light}, {dark})"


def _rules(ink: str, paints: Mapping[str, Paint]) -> str:
    return "\n".join([f".mark {{ --ink: {ink}; }}", *(_rule(name, paint) for name, paint in paints.items())])


def _rule(name: str, paint: Paint) -> str:
    values = " ".join(f"--{_hyphened(part)}: {colour};" for part, colour in vars(paint).items())
    return f".mark.{name} {{ {values} }}"


def _age(age: int) -> str:
    return {0: "the same day", 1: "1 day old"}.get(age, f"{age:,} days old")


def _hyphened(name: str) -> str:
    return name.replace(" ", "-").replace("_", "-")
