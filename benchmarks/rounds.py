"""Interleaved rounds: every variant once a round, so that a slow moment of the machine hits them all."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping


def rounds(variants: Mapping[str, Callable[[], object]], times: int = 15) -> dict[str, list[float]]:
    """Processor seconds of this process for each variant, `times` rounds after one that is not counted."""
    took: dict[str, list[float]] = {name: [] for name in variants}
    for number in range(times + 1):
        for name, run in variants.items():
            gc.collect()
            began = time.process_time()
            run()
            spent = time.process_time() - began
            if number:
                took[name].append(spent)
    return took


def report(took: Mapping[str, list[float]], base: str) -> str:
    """A line a variant: median, minimum and maximum in ms, and the median of its ratios to `base`, round by round."""
    lines = []
    for name, seconds in took.items():
        ratio = statistics.median(one / other for one, other in zip(seconds, took[base], strict=True))
        shown = [f"{1000 * each:8.1f}" for each in (statistics.median(seconds), min(seconds), max(seconds))]
        lines.append(f"{name:32} {' '.join(shown)}   x {ratio:.2f}")
    return "\n".join([f"{'':32} {'median':>8} {'min':>8} {'max':>8}   to {base}", *lines])
