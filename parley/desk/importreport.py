"""What an import would do, or what stands in its way, as text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from parley.desk.importing import Plan
from parley.problems import one_line

MOST_FILES = 20
MOST_WORDS = 12


def report(plan: Plan, mapping: Iterable[str], *, written: bool) -> str:
    """How it was read; then every mistake, or every file. mapping : a line a column."""
    return "".join(f"{line}\n" for line in _lines(plan, tuple(mapping), written))


def _lines(plan: Plan, mapping: tuple[str, ...], written: bool) -> Iterator[str]:
    yield from map(one_line, plan.intake.told)
    if mapping:
        yield "Columns"
        yield from (f"  {one_line(line)}" for line in mapping)
    if plan.read_as:
        told = sorted(plan.read_as.items(), key=lambda each: -each[1])
        words = [f"“{one_line(text)}” as {word} ({count:,})" for (_, text, word), count in told]
        yield f"Words read as ours: {_some(words, MOST_WORDS)}"
    for sentence in plan.intake.left_out:
        yield f"Left out: {one_line(sentence)}"
    if plan.mistakes:
        yield from _mistakes(plan)
    else:
        yield from _files(plan, written)


def _mistakes(plan: Plan) -> Iterator[str]:
    count = len(plan.mistakes)
    yield f"{count:,} {'mistake' if count == 1 else 'mistakes'}; nothing is written."
    yield from (mistake.told(plan.intake.what) for mistake in plan.mistakes)


def _files(plan: Plan, written: bool) -> Iterator[str]:
    counts = Counter({part: sum(len(each.entries.get(part, ())) for each in plan.filings) for part in ("statements", "claims")})
    if plan.held:
        yield f"{plan.held:,} of {len(plan.intake.rows):,} are there already, with the same content, and stay as they are."
    if not plan.new and not plan.grown:
        yield "There is nothing to write."
        return
    what = " and ".join(filter(None, (_count(counts[part], part.removesuffix("s"), part) for part in counts))) or "no statements"
    grown = _count(len(plan.grown), "that is there already", "that are there already")
    where = " and ".join(filter(None, (_count(len(plan.new), "new file", "new files"), grown)))
    yield f"{'Wrote' if written else 'Would write'} {what} in {where}{'' if written else ' (nothing is written without --write)'}:"
    entries = {each.path: each.count for each in plan.filings}
    lines = [f"{path}{f' ({entries[path]})' if path in entries else ''}" for path in plan.new]
    lines += [f"{each.path} (there already, {each.count} more)" for each in plan.grown]
    yield from (f"  {line}" for line in lines[:MOST_FILES])
    if len(lines) > MOST_FILES:
        yield f"  … and {len(lines) - MOST_FILES:,} more"
    if any(path.count("/") == 1 for path in plan.new):
        yield "The registers are made of what the rows name; look through them, and give each issue its question."


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}" if count else ""


def _some(words: list[str], most: int) -> str:
    return ", ".join(words[:most]) + (f" … and {len(words) - most:,} more" if len(words) > most else "")
