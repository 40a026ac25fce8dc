"""Small edits of a file that a person wrote: every comment and every byte outside of the change stays as it is.

    append(content, ("statements",), entry)              a further statement; the list is made when there is none
    change(content, ("statements", 2), entry)            fields of one entry that differ; nothing else is touched
    correct(content, ("statements", 2), correction)      a dated correction of it
    new_file({"recorded": …, "sources": […], …})         a file that is not there yet

No YAML library writes anything. After each edit the file is read again, and must say what it should and nothing else; if it
does not, the edit was not made: CannotEditError says why. A text that no file can hold is a CannotWriteError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from parley import yamlfile
from parley.desk.located import CannotEditError, Located
from parley.desk.scalars import CannotWriteError, scalar
from parley.desk.written import Layout, field, flow, item
from parley.problems import Steps

__all__ = ["CannotEditError", "CannotWriteError", "append", "change", "correct", "drop", "new_file", "put"]


def new_file(value: Mapping[str, Any]) -> bytes:
    """A whole file in the usual layout, a blank line before each list. raises: CannotWriteError."""
    parts = ["\n".join(field(name, below, 0, Layout())) for name, below in value.items()]
    content = ("\n\n".join(parts) + "\n").encode()
    return _checked(content, dict(value))


def append(content: bytes, steps: Steps, entry: Any) -> bytes:
    """One more entry at the end of a list, which is made when it is not there.

    steps : the way to the list: ("statements",), or ("statements", 0, "conditions").
    """
    located = Located(content)
    *above, name = steps
    assert isinstance(name, str)
    if name not in located.at(tuple(above)):
        return put(content, steps, [entry])
    expected = deepcopy(located.value)
    _at(expected, steps).append(entry)
    return _checked(_appended(located, steps, entry).encode(), expected)


def put(content: bytes, steps: Steps, value: Any) -> bytes:
    """A field with another value, in its place; behind the others when it is new. steps : the way to the field."""
    located = Located(content)
    *above, name = steps
    there = located.at(tuple(above))
    expected = deepcopy(located.value)
    _at(expected, tuple(above))[name] = value
    known = name in there if isinstance(there, dict) else True
    text = _replaced(located, steps, value) if known else _added(located, tuple(above), str(name), value)
    return _checked(text.encode(), expected)


def drop(content: bytes, steps: Steps) -> bytes:
    """The entry without this field, the comment on the field's line included."""
    located = Located(content)
    *above, name = steps
    entry = located.at(tuple(above))
    located.at(steps)
    if len(entry) == 1:
        raise CannotEditError(f"`{name}` is all that this entry says; delete the entry in an editor instead")
    expected = deepcopy(located.value)
    del _at(expected, tuple(above))[name]
    return _checked(_dropped(located, tuple(above), str(name)).encode(), expected)


def change(content: bytes, steps: Steps, entry: Mapping[str, Any]) -> bytes:
    """The entry there says what `entry` says: fields that differ are put, those it lacks are dropped, lists entry by entry."""
    before: Mapping[str, Any] = Located(content).at(steps)
    for name, value in entry.items():
        if name not in before or before[name] != value:
            content = _field_changed(content, (*steps, name), before.get(name), value)
    for name in before:
        if name not in entry:
            content = drop(content, (*steps, name))
    return content


def correct(content: bytes, steps: Steps, correction: Mapping[str, str]) -> bytes:
    """One more dated correction (date, was, now, why) of the statement or claim there."""
    return append(content, (*steps, "corrections"), correction)


def _field_changed(content: bytes, steps: Steps, before: Any, value: Any) -> bytes:
    if not _entries(before) or not _entries(value) or len(value) < len(before):
        return put(content, steps, value)
    for number, (old, new) in enumerate(zip(before, value, strict=False)):
        if old != new:
            content = change(content, (*steps, number), new)
    for new in value[len(before) :]:
        content = append(content, steps, new)
    return content


def _entries(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def _appended(located: Located, steps: Steps, entry: Any) -> str:
    items: Sequence[Any] = located.at(steps)
    if not items:
        raise CannotEditError(f"`{steps[-1]}` is an empty list; delete its line in an editor, then add to it")
    last = (*steps, len(items) - 1)
    if located.is_flow(steps):
        return _inserted(located.text, located.end(last), f", {flow(entry)}")
    dash, usual = located.dash(last), located.layout()
    place = located.places[last]
    behind = place.column - 1 - dash
    layout = Layout(usual.nest, behind if behind > 1 and not _dash_alone(located, last) else 2)
    return _line_inserted(located, located.after_remarks(located.after(last), dash + 1), item(entry, dash, layout))


def _dash_alone(located: Located, last: Steps) -> bool:
    """Does the item begin on the line below its dash?"""
    start = located.start(last)
    return not located.text[located.text.rfind("\n", 0, start) + 1 : start].strip()


def _added(located: Located, above: Steps, name: str, value: Any) -> str:
    last = (*above, next(reversed(located.at(above))))
    if located.is_flow(above) or located.in_flow(above):
        return _inserted(located.text, located.end(last), f", {name}: {flow(value, name)}")
    lines = field(name, value, located.indent(above), located.layout())
    if above:
        return _line_inserted(located, located.after_remarks(located.after(last), located.indent(above)), lines)
    if name in _FIRST:  # what the others rest on stands above them
        return _line_inserted(located, _above(located, next(iter(located.value))), lines)
    return _line_inserted(located, _end_of_file(located, last), lines)


_FIRST = ("recorded", "sources")


def _above(located: Located, name: str) -> int:
    """Where the line of a top-level field begins."""
    key = located.key((name,))
    return key - located.indent(())


def _end_of_file(located: Located, last: Steps) -> int:
    """The very end, but before a line `...`, which ends the document."""
    here = located.after(last)
    while here < len(located.text):
        if located.text.startswith("...", here):
            return here
        here = located.next_line(here)
    return here


def _replaced(located: Located, steps: Steps, value: Any) -> str:
    name, text = str(steps[-1]), located.text
    inside = located.in_flow(steps)
    if located.is_block_text(steps) and isinstance(value, str):
        opening = located.start(steps)
        header = text[opening : located.line_end(opening)]
        remark = header[header.index(" #") :] if " #" in header else ""
        below, after = located.next_line(opening), located.after(steps)
        tail = "" if after == len(text) and not text.endswith(("\n", "\r")) else located.newline
        return text[:opening] + scalar(value, name) + remark.rstrip(" ") + tail + text[max(below, after) :]
    old = located.at(steps)
    if isinstance(old, str) and not located.is_block_text(steps):
        if isinstance(value, str):
            return text[: located.start(steps)] + scalar(value, name, flow=inside) + text[located.end(steps) :]
    elif not isinstance(old, str) and located.is_flow(steps):
        return text[: located.start(steps)] + flow(value, name) + text[located.end(steps) :]
    if isinstance(steps[-1], int):
        raise CannotEditError(f"this entry of `{steps[-2]}` can only be changed in an editor; change it there")
    lines = list(field(name, value, located.indent(steps[:-1]), located.layout()))
    start, after = located.key(steps), located.after(steps)
    tail = "" if after == len(text) and not text.endswith(("\n", "\r")) else located.newline
    return text[:start] + located.newline.join(lines).lstrip(" ") + tail + text[after:]


def _dropped(located: Located, above: Steps, name: str) -> str:
    names = list(located.at(above))
    place, text, steps = names.index(name), located.text, (*above, name)
    if located.is_flow(above):
        if place:
            return text[: located.end((*above, names[place - 1]))] + text[located.end(steps) :]
        return text[: located.key(steps)] + text[located.key((*above, names[1])) :]
    start, after = located.key(steps), located.after(steps)
    line = text.rfind(located.newline[-1], 0, start) + 1
    if not text[line:start].strip():  # its line holds nothing else
        if after == len(text) and not text.endswith(("\n", "\r")):
            return text[: max(line - len(located.newline), 0)]
        return text[:line] + text[after:]
    following = located.key((*above, names[1]))
    if not text[after:following].strip():
        return text[:start] + text[following:]
    return text[:start].rstrip(" ") + text[after - len(located.newline) :]


def _inserted(text: str, offset: int, what: str) -> str:
    return text[:offset] + what + text[offset:]


def _line_inserted(located: Located, offset: int, lines: Any) -> str:
    """Whole lines before that of `offset`; at the end of a file without a final line break, behind it and again without one."""
    text, told = located.text, located.newline.join(lines)
    if offset == len(text) and not text.endswith(("\n", "\r")):
        return text + located.newline + told
    return text[:offset] + told + located.newline + text[offset:]


def _at(value: Any, steps: Steps) -> Any:
    for step in steps:
        value = value[step]
    return value


def _checked(content: bytes, expected: Mapping[str, Any]) -> bytes:
    """The new file, when it says exactly what it should. raises: CannotEditError."""
    try:
        said = yamlfile.read(content).value
    except yamlfile.UnreadableError as error:
        raise CannotEditError(
            f"the change would leave a file that cannot be read ({error.problems[0].message}); {_IN_AN_EDITOR}"
        ) from error
    if said != expected:
        raise CannotEditError(f"the change would alter something else in the file; {_IN_AN_EDITOR}")
    return content


_IN_AN_EDITOR = "make it in an editor"
