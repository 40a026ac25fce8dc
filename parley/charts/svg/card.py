"""The picture that stands beside a shared link: one sentence, a few marks or one statement, and whose work it is.

It is read at the size of a thumbnail, so it shows little and says how much it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from parley.charts import palette
from parley.charts.marks import Look
from parley.charts.palette import FAINT, INK, STANCES, Theme
from parley.charts.svg import typeface
from parley.charts.svg.cell import Box, mark, sign
from parley.charts.svg.markup import Svg, hover, tag, text
from parley.charts.svg.sheet import Block, document, grey, rule

Size = tuple[int, int]
"""Width and height in pixels."""
WIDE: Size = (1200, 630)
SQUARE: Size = (1080, 1080)
"""What networks and messengers show."""
MOST_COLS = 6

_MARGIN, _FOOT = 60.0, 92.0
_ONE_LINE, _MORE_LINES = (56.0, 52.0, 48.0, 44.0), (54.0, 48.0, 42.0, 36.0)
_ROW, _TALLEST_ROW, _NAME, _SMALL = 56.0, 92.0, 26.0, 22.0
_WORDED = 3
"""With so many columns or fewer each mark has its word beside it; with more the words stand below all of them."""
_LEGEND = 44.0


@dataclass(frozen=True)
class Excerpt:
    """Some rows of a matrix. looks : row by row. note : what is left out, and how these were chosen."""

    rows: Sequence[str]
    cols: Sequence[str]
    looks: Sequence[Sequence[Look]]
    note: str


@dataclass(frozen=True)
class Record:
    """One position, blank or claim.

    look : how it is drawn; None for a claim, which is nobody's position. told : the stance in words. words : what was said, in
        our words; quote : in theirs. lines : who, when, source, remarks, each a line of its own.
    """

    look: Look | None
    told: str
    words: str
    quote: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Card:
    """kicker : above the title; foot : which state of the data this is; host : where it leads, as it is printed."""

    kicker: str
    title: str
    alt: str
    foot: str
    host: str
    body: Excerpt | Record


def card(told: Card, size: Size, theme: Theme = "light") -> str:
    """The SVG document of a card of this size."""
    form = _Form(told.title, size)
    kicker = typeface.shortened(told.kicker, 24, form.room)
    head = [text(kicker, _MARGIN, _MARGIN + 22, 24, FAINT[theme], whole=told.kicker)]
    for place, line in enumerate(form.title):
        y = _MARGIN + 36 + form.title_line * (place + 0.82)
        head.append(text(line, _MARGIN, y, form.title_size, INK[theme], bold=True, whole=told.title))
    body = _excerpt(told.body, form, theme) if isinstance(told.body, Excerpt) else _record(told.body, form, theme)
    return document(*size, theme, told.title, told.alt, [*head, *body, *_foot(told, form, theme)])


def rows_that_fit(title: str, size: Size, cols: int) -> int:
    """How many rows of a matrix a card with this title has room for."""
    form = _Form(title, size)
    return max(1, int((form.height - form.over(cols) - form.under(cols)) / _ROW)) * form.lists(cols)


@dataclass(frozen=True)
class _Form:
    """What the title leaves of the card, in pixels."""

    told: str
    size: Size

    @property
    def wide(self) -> bool:
        return self.size[0] > self.size[1]

    @property
    def room(self) -> float:
        return self.size[0] - 2 * _MARGIN

    @cached_property
    def _titled(self) -> tuple[float, list[str]]:
        """The largest size for one line, else for a few; in the smallest it is shortened."""
        for size in _ONE_LINE:
            if typeface.width(self.told, size, bold=True) <= self.room:
                return size, [self.told]
        most = 2 if self.wide else 4
        for size in _MORE_LINES:
            lines = typeface.balanced(self.told, size, self.room, bold=True)
            if len(lines) <= most:
                return size, lines
        return _MORE_LINES[-1], typeface.lines(self.told, _MORE_LINES[-1], self.room, most=most + 1, bold=True)

    @property
    def title(self) -> list[str]:
        return self._titled[1]

    @property
    def title_size(self) -> float:
        return self._titled[0]

    @property
    def title_line(self) -> float:
        return self.title_size * 1.16

    @property
    def top(self) -> float:
        """Where the body begins."""
        return _MARGIN + 36 + self.title_line * len(self.title) + 22

    @property
    def height(self) -> float:
        """Pixels of the body."""
        return self.size[1] - _FOOT - self.top

    def over(self, cols: int) -> float:
        """Pixels for the names of the columns; a single one stands in the title."""
        return 0.0 if cols == 1 else 40.0 if cols <= _WORDED else 66.0

    def under(self, cols: int) -> float:
        """Pixels for the note, and for the legend where marks have no words."""
        return 40.0 if cols <= _WORDED else 40.0 + _LEGEND

    def lists(self, cols: int) -> int:
        """A single column leaves room for a second list beside it on a wide card."""
        return 2 if cols == 1 and self.wide else 1


def _excerpt(told: Excerpt, form: _Form, theme: Theme) -> Iterator[Svg]:
    cols = len(told.cols)
    lists = form.lists(cols) if len(told.rows) > 3 else 1
    each = max(1, -(-len(told.rows) // lists))
    high = min(_TALLEST_ROW, (form.height - form.over(cols) - form.under(cols)) / each)
    wide = (form.room - 48 * (lists - 1)) / lists
    for at in range(lists):
        part = Excerpt(told.rows[at * each : (at + 1) * each], told.cols, told.looks[at * each : (at + 1) * each], "")
        yield from _list(part, told, Box(_MARGIN + at * (wide + 48), form.top + form.over(cols), wide, high), theme)
    low = form.top + form.over(cols) + high * each
    if cols > _WORDED:
        yield from _legend(told, low + 12, form.room, theme)
        low += _LEGEND
    yield text(typeface.shortened(told.note, _SMALL, form.room), _MARGIN, low + 32, _SMALL, FAINT[theme], whole=told.note)


def _list(part: Excerpt, told: Excerpt, first: Box, theme: Theme) -> Iterator[Svg]:
    """Some of the rows of `told`, which is asked for sizes that hold for all of them. first : where the first row stands."""
    names = first.width * (0.5 if len(told.cols) == 1 else 0.36)
    pitch = (first.width - names) / len(told.cols)
    if len(told.cols) > 1:
        yield from _col_names(told.cols, first.x + names, pitch, first.y, theme)
    size = _NAME if all(typeface.width(row, _NAME) <= names - 20 for row in told.rows) else _SMALL
    words = _word_size(told, pitch)
    for down, (row, looks) in enumerate(zip(part.rows, part.looks, strict=True)):
        top = first.y + first.height * down
        yield rule(first.x, top, first.width, grey(theme, 0.15))
        yield from _name(row, first.x, top + first.height / 2, names - 20, size, theme)
        for at, look in enumerate(looks):
            heard = f"{row}, {told.cols[at]}: {look.words()}"
            yield _cell(heard, look, Box(first.x + names + pitch * at, top, pitch, first.height), words, theme)


def _col_names(cols: Sequence[str], left: float, pitch: float, foot: float, theme: Theme) -> Iterator[Svg]:
    room, most = pitch - _BEFORE, 1 if len(cols) <= _WORDED else 2
    size = next((size for size in (22.0, 20.0, 18.0) if all(typeface.fits(col, size, room, most) for col in cols)), 16.0)
    for at, col in enumerate(cols):
        for place, line in enumerate(reversed(typeface.lines(col, size, room, most=most, bold=True))):
            yield text(line, left + pitch * at + _BEFORE, foot - 14 - 25 * place, size, INK[theme], bold=True, whole=col)


def _name(told: str, x: float, middle: float, room: float, size: float, theme: Theme) -> Iterator[Svg]:
    lines = typeface.lines(told, size, room, most=2)
    first = middle - size * 1.08 * (len(lines) - 1) / 2 + size * 0.34
    for place, line in enumerate(lines):
        yield text(line, x, first + size * 1.08 * place, size, INK[theme], whole=told)


_BEFORE, _MARK, _AFTER = 16.0, 56.0, 11.0
"""Pixels left of a mark for its edge, of the mark, and between it and its word."""


def _word(look: Look) -> str:
    return palette.BLANKS[look.stance].word if look.blank else STANCES[look.stance].word


def _word_size(told: Excerpt, pitch: float) -> float:
    """The largest size in which every word fits beside its mark; 0 where the words stand in the legend."""
    if len(told.cols) > _WORDED:
        return 0.0
    words = {_word(look) for looks in told.looks for look in looks}
    room = pitch - _BEFORE - _MARK - _AFTER - 4
    fits = (size for size in (23.0, 21.0, 19.0, 17.0) if all(typeface.width(word, size) <= room for word in words))
    return next(fits, 15.0)


def _cell(heard: str, look: Look, room: Box, size: float, theme: Theme) -> Svg:
    box = Box(room.x + _BEFORE, room.middle[1] - 19, _MARK, 38)
    x = box.x + _MARK + _AFTER
    word = typeface.shortened(_word(look), size, room.x + room.width - x) if size else ""
    drawn = text(word, x, room.middle[1] + size * 0.34, size, FAINT[theme] if look.blank else INK[theme])
    return tag("g", hover(heard), mark(look, box, theme, 21), drawn)


def _legend(told: Excerpt, top: float, room: float, theme: Theme) -> Iterator[Svg]:
    """What is drawn, in words: stances first, then blanks."""
    drawn = {look.stance for looks in told.looks for look in looks}
    shown = [Look(stance=each) for each in (*STANCES, *palette.BLANKS) if each in drawn]
    sizes = (size for size in (20.0, 18.0, 16.0, 14.0) if sum(_entry_width(look, size) for look in shown) <= room + 26)
    size, x = next(sizes, 12.0), _MARGIN
    for look in shown:
        yield mark(look, Box(x, top, 36, 28), theme, 17)
        yield text(_word(look), x + 45, top + 14 + size * 0.34, size, INK[theme])
        x += _entry_width(look, size)


def _entry_width(look: Look, size: float) -> float:
    return 45 + typeface.width(_word(look), size) + 26


def _record(told: Record, form: _Form, theme: Theme) -> Iterator[Svg]:
    """Whose stance, then what was said in letters as large as there is room for, then who said it, when, and where."""
    yield from _stance(told, form, theme)
    size, most = (_SMALL, 1) if form.wide else (27.0, 2)
    facts = [(typeface.lines(each, size, form.room, most=most), each) for each in told.lines if each]
    line = size * 1.36
    top = form.top + (74 if form.wide else 100)
    room = form.top + form.height - top - 16 - line * sum(len(lines) for lines, _ in facts)
    for block in _said(told, form, room, theme):
        yield from block.draw(top)
        top += block.height
    top += 12
    for lines, whole in facts:
        for each in lines:
            yield text(each, _MARGIN, top + size, size, FAINT[theme], whole=whole)
            top += line


def _stance(told: Record, form: _Form, theme: Theme) -> Iterator[Svg]:
    """Never the mark of a stance for a claim: what others say is not a position."""
    box = Box(_MARGIN + (0 if told.look is None or told.look.blank else 14), form.top + 4, 84, 48)
    if told.look is None:
        yield sign("claimed", box.x + 16, box.middle[1], 46, INK[theme])
    else:
        yield mark(told.look, box, theme, 42 if told.look.blank else 26)
    x = box.x + (48 if told.look is None else 84 + 22)
    stance = typeface.shortened(told.told, 32, _MARGIN + form.room - x, bold=True)
    yield text(stance, x, box.middle[1] + 11, 32, INK[theme], bold=True, whole=told.told)


def _said(told: Record, form: _Form, room: float, theme: Theme) -> list[Block]:
    """Our words and theirs, in the largest size in which both fit; where neither does, ours shortened."""
    quote = f"“{told.quote}”" if told.quote else ""
    for size in (56.0, 50.0, 44.0, 40.0, 36.0, 32.0, 28.0, 25.0)[3 if form.wide else 0 :]:
        blocks = [_lines(told.words, size, form.room, theme), *([_lines(quote, size * 0.8, form.room, theme)] if quote else [])]
        if sum(block.height for block in blocks) <= room:
            return blocks
    return [_lines(told.words, 25, form.room, theme, max(1, int(room / 32)))]


def _lines(told: str, size: float, width: float, theme: Theme, most: int | None = None) -> Block:
    lines, line = typeface.lines(told, size, width, most=most), size * 1.26

    def draw(top: float) -> Iterator[Svg]:
        for place, each in enumerate(lines):
            yield text(each, _MARGIN, top + line * (place + 0.78), size, INK[theme], whole=told)

    return Block(line * len(lines), draw)


def _foot(told: Card, form: _Form, theme: Theme) -> Iterator[Svg]:
    width, height = form.size
    low = height - 42.0
    yield rule(_MARGIN, height - _FOOT + 8, form.room, grey(theme, 0.3))
    yield text("Parley", _MARGIN, low, 30, INK[theme], bold=True)
    after = _MARGIN + typeface.width("Parley", 30, bold=True) + 18
    room = width - _MARGIN - after
    foot = typeface.shortened(told.foot, 20, room)
    yield text(foot, width - _MARGIN, low, 20, FAINT[theme], anchor="end", whole=told.foot)
    host = typeface.shortened(told.host, 20, room - typeface.width(foot, 20) - 30)
    yield text(host, after, low, 20, FAINT[theme], whole=told.host)
