"""Position files as hands write them, for hypothesis: any indentation, quotes of either kind, brackets, comments and blank lines anywhere.

handwritten()   draws (content, value): the bytes of a file, and what they say
texts()         draws texts that are hard to write down
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from parley.rawtext import is_unreadable, open_direction

Draw = Callable[[st.SearchStrategy[Any]], Any]

TRICKY = (
    *("no", "yes", "on", "~", "null", "12:30:45", "2025-08-24", "010", "1e3", "0x1F", ".5", "-", "- a", "? b", "<<", "=", "*star", "&and"),
    *(
        "must #include",
        "Either: or",
        "ends with:",
        "'quoted'",
        '"quoted"',
        'a "b" c',
        "it's",
        "back\\slash",
        "[a, b]",
        "{c}",
        "a, b",
        "#no",
    ),
    *("two\nlines", "tab\there", " leading", "trailing ", "%percent", "@at", "`tick`", "!tag", "|", ">", "---", "...", "“Nie.”"),
    *("🕊️ peace", "نعم، ولكن", "לא: כן", "\u200fright to left", "no\u00a0break", "e\u0301", "x" * 300, "\r", "a\r\nb", "C:\\new"),
)


def texts() -> st.SearchStrategy[str]:
    """Texts that a file can hold, the hard ones often."""
    anything = st.text(min_size=1, max_size=40).filter(
        lambda text: bool(text.strip()) and not is_unreadable(text) and not open_direction(text)
    )
    return st.one_of(st.sampled_from([each for each in TRICKY if each.strip()]), anything)


def entries() -> st.SearchStrategy[dict[str, Any]]:
    """Statements with some of their fields, in any order."""
    required = {"issue": st.sampled_from(["a", "b", "c"]), "stance": st.sampled_from(["supports", "opposes"]), "summary": texts()}
    conditions = st.lists(st.fixed_dictionaries({"text": texts()}, optional={"issue": st.just("a")}), min_size=1, max_size=2)
    optional = {"note": texts(), "quote": texts(), "speaker": texts(), "conditions": conditions}
    whole = st.fixed_dictionaries(required, optional=optional)
    return whole.flatmap(lambda entry: st.permutations(list(entry.items())).map(dict))


def values() -> st.SearchStrategy[dict[str, Any]]:
    """What a position file says."""
    sources = st.lists(st.fixed_dictionaries({"id": st.just("s"), "title": texts()}), min_size=1, max_size=2)
    looked = st.fixed_dictionaries({"issue": st.just("a"), "on": st.just("2025-01-01"), "where": st.lists(texts(), min_size=1, max_size=2)})
    said = st.lists(entries(), min_size=1, max_size=3)
    optional = {"recorded": st.just("2025-08-25"), "claims": said, "not_found": st.lists(looked, min_size=1, max_size=2)}
    return st.fixed_dictionaries({"sources": sources, "statements": said}, optional=optional)


@st.composite
def handwritten(draw: Draw) -> tuple[bytes, dict[str, Any]]:
    value = draw(values())
    hand = _Hand(draw, nest=draw(st.sampled_from([0, 1, 2, 4])), gap=draw(st.sampled_from([2, 2, 4])))
    lines = [*hand.remarks(0), *hand.fields(value, 0), *hand.remarks(0)]
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return (newline.join(lines) + draw(st.sampled_from([newline, newline, ""]))).encode(), value


class _Hand:
    def __init__(self, draw: Draw, nest: int, gap: int) -> None:
        self.draw, self.nest, self.gap = draw, nest, gap

    def chance(self) -> bool:
        return bool(self.draw(st.integers(0, 4)) == 0)

    def remarks(self, indent: int) -> list[str]:
        """Lines that say nothing."""
        return list(self.draw(st.lists(st.sampled_from(["", f"{' ' * indent}# {self.word()}", f"#{self.word()}"]), max_size=2)))

    def behind(self) -> str:
        return f"{' ' * self.draw(st.integers(2, 4))}# {self.word()}" if self.chance() else ""

    def word(self) -> str:
        return str(self.draw(st.sampled_from(["checked", "why: unknown", "“sic”", "- not an entry", "a: b", "'"])))

    def fields(self, entry: dict[str, Any], indent: int) -> list[str]:
        lines: list[str] = []
        for place, (name, value) in enumerate(entry.items()):
            if place:
                lines += self.remarks(indent)
            lines += self.field(name, value, indent)
        return lines

    def field(self, name: str, value: Any, indent: int) -> list[str]:
        head = f"{' ' * indent}{name}:"
        if isinstance(value, str):
            return self.text(head, value, indent)
        if self.chance():
            return [f"{head} {self.flow(value)}{self.behind()}"]
        lines = [head + self.behind()]
        for item in value:
            lines += self.remarks(indent + self.nest)
            lines += self.item(item, indent + self.nest)
        return lines

    def item(self, item: Any, dash: int) -> list[str]:
        lead = f"{' ' * dash}-{' ' * (self.gap - 1)}"
        if isinstance(item, str) or self.chance():
            return [f"{lead}{self.flow(item) if not isinstance(item, str) else self.quoted(item)}{self.behind()}"]
        lines = self.fields(item, dash + self.gap)
        if self.chance():
            return [f"{' ' * dash}-{self.behind()}", *lines]
        return [lead + lines[0].lstrip(" "), *lines[1:]]

    def text(self, head: str, text: str, indent: int) -> list[str]:
        block = [f"{' ' * (indent + 2)}{line}" for line in text.split("\n")]
        plain = text.isascii() and text.replace(" ", "").isalpha() and text == text.strip() and len(text) > 4
        if self.chance() and plain:
            return [f"{head} {self.draw(st.sampled_from(['|-', '>-', '|2-']))}{self.behind()}", *block]
        if plain and " " in text and self.chance():
            first, _, rest = text.partition(" ")
            return [f"{head} {first}", f"{' ' * (indent + 3)}{rest.lstrip(' ')}{self.behind()}"] if "  " not in text else [f"{head} {text}"]
        if plain and not self.chance():
            return [f"{head} {text}{self.behind()}"]
        return [f"{head}{' ' * self.draw(st.integers(1, 3))}{self.quoted(text)}{self.behind()}"]

    def quoted(self, text: str) -> str:
        if not set(text) & set("\n\t\r") and not self.chance():
            return "'" + text.replace("'", "''") + "'"
        escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
        return '"' + "".join(escapes.get(each, each) for each in text) + '"'

    def flow(self, value: Any) -> str:
        if isinstance(value, str):
            return self.quoted(value)
        comma, edge = str(self.draw(st.sampled_from([", ", " , ", ","]))), str(self.draw(st.sampled_from(["", " "])))
        if isinstance(value, dict):
            return "{" + edge + comma.join(f"{name}: {self.flow(each)}" for name, each in value.items()) + edge + "}"
        return "[" + edge + comma.join(self.flow(each) for each in value) + str(self.draw(st.sampled_from(["", ","]))) + edge + "]"
