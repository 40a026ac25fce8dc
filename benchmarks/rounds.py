"""Interleaved rounds: every variant once a round, so that a slow moment of the machine hits them all."""

from __future__ import annotations

import gc
import math
import os
import statistics
import time
from collections.abc import Callable, Mapping

FULL = bool(os.environ.get("FULL"))
"""The whole sizes, and more rounds: half an hour instead of a few minutes."""


def whole() -> float:
    """Processor seconds of this process and of all it has started and waited for: a clock for what runs in processes of its own."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def rounds(
    variants: Mapping[str, Callable[[], object]], times: int = 15, clock: Callable[[], float] = time.process_time
) -> dict[str, list[float]]:
    """Seconds by `clock` for each variant (processor seconds of this process), `times` rounds after one that is not counted."""
    took: dict[str, list[float]] = {name: [] for name in variants}
    for number in range(times + 1):
        for name, run in variants.items():
            gc.collect()
            began = clock()
            run()
            spent = clock() - began
            if number:
                took[name].append(spent)
    return took


def ratio(took: Mapping[str, list[float]], name: str, base: str) -> float:
    """The median of a variant's ratios to `base`, round by round."""
    return statistics.median(one / other for one, other in zip(took[name], took[base], strict=True))


def exponent(small: float, large: float, times: float) -> float:
    """How cost grows: 1 when `times` as much costs `times` as much, 0 when it costs the same."""
    return math.log(large / small) / math.log(times)


def report(took: Mapping[str, list[float]], base: str, goals: Mapping[str, str] | None = None) -> str:
    """A line a variant: median, minimum and maximum in ms, and the median of its ratios to `base`. goals : said beside it."""
    lines = []
    for name, seconds in took.items():
        shown = [f"{1000 * each:9.1f}" for each in (statistics.median(seconds), min(seconds), max(seconds))]
        goal = f"   goal {goals[name]}" if goals and name in goals else ""
        lines.append(f"{name:38} {' '.join(shown)}   x {ratio(took, name, base):.2f}{goal}")
    return "\n".join([f"{'':38} {'median':>9} {'min':>9} {'max':>9}   to {base}", *lines])
