"""New entries as YAML, in the indentation of the file they go into. Nothing here reads a file.

statements:
  - issue: neutrality          Layout(nest=2, gap=2): the dash two places in, the fields two behind it
    stance: supports
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parley.desk.scalars import scalar


@dataclass(frozen=True)
class Layout:
    """How a file indents. nest : from a list's name to its dashes. gap : from a dash to the fields behind it."""

    nest: int = 2
    gap: int = 2


def fields(entry: Mapping[str, Any], indent: int, layout: Layout) -> Iterator[str]:
    """The lines of an entry's fields, each indented by so many spaces. raises: CannotWriteError."""
    for name, value in entry.items():
        yield from field(name, value, indent, layout)


def field(name: str, value: Any, indent: int, layout: Layout) -> Iterator[str]:
    """The lines of one field: `name: text`, `name: [short, list]`, or a list of entries below its name."""
    pad = " " * indent
    if isinstance(value, str):
        yield f"{pad}{name}: {scalar(value, name)}"
    elif isinstance(value, Mapping) or all(isinstance(each, str) for each in value):
        yield f"{pad}{name}: {flow(value, name)}"
    else:
        yield f"{pad}{name}:"
        for each in value:
            yield from item(each, indent + layout.nest, layout)


def item(value: Any, dash: int, layout: Layout) -> Iterator[str]:
    """The lines of one entry of a list. dash : the column of its dash, from 0."""
    lead = f"{' ' * dash}-{' ' * (layout.gap - 1)}"
    if isinstance(value, Mapping):
        first, *others = fields(value, dash + layout.gap, layout)
        yield lead + first.lstrip(" ")
        yield from others
    else:
        yield lead + (scalar(value) if isinstance(value, str) else flow(value))


def flow(value: Any, name: str = "") -> str:
    """Inside brackets, on one line: `{issue: neutrality, stance: supports}`, `[mid.ru, kremlin.ru]`."""
    if isinstance(value, str):
        return scalar(value, name, flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{each}: {flow(below, each)}" for each, below in value.items()) + "}"
    return "[" + ", ".join(flow(each) for each in value) + "]"
