"""From the start of the process to the first page in a browser: the matrix on the shipped data, beside an empty Streamlit app.

python -m benchmarks.firstpage          needs Chromium (PARLEY_CHROMIUM names another)
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.rounds import FULL
from benchmarks.server import ROOT, empty_app, serving

_THERE = """selector => {
  const inside = (each) => each.shadowRoot && within(each.shadowRoot);
  const within = (root) => root.querySelector(selector) || [...root.querySelectorAll("*")].some(inside);
  return Boolean(within(document));
}"""
"""Asked at every frame. To wait for a locator asks ever more seldom: it says half a second too much of a page that is nearly there."""
TIMES = 7 if FULL else 3
_ALONE = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def first(browser: Browser, folder: Path, path: str, shown: str) -> float:
    """Seconds until `shown` is on the screen, in a browser that was never here."""
    began = time.perf_counter()
    with serving(folder) as (_, url):
        context = browser.new_context()
        page = context.new_page()
        page.goto(url.replace("ws://", "http://").replace("/_stcore/stream", path), wait_until="commit")
        page.wait_for_function(_THERE, arg=shown, polling="raf", timeout=60_000)
        took = time.perf_counter() - began
        context.close()
    return took


def main() -> None:
    """Print the medians."""
    program = os.environ.get("PARLEY_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=_ALONE)
        folder = empty_app(Path(name), 'import streamlit as st\nst.html("<b class=there>there</b>")\n')
        took: dict[str, list[float]] = {"empty app": [], "matrix": []}
        for _ in range(TIMES):
            took["empty app"].append(first(browser, folder, "/", ".there"))
            took["matrix"].append(first(browser, ROOT, "/matrix", "[role=gridcell]"))
        browser.close()
    ratio = statistics.median(one / other for one, other in zip(took["matrix"], took["empty app"], strict=True))
    for name, seconds in took.items():
        print(f"{name:38} {statistics.median(seconds):6.2f} s from the start of the process")
    print(f"x {ratio:.2f}   goal 1.50")


if __name__ == "__main__":
    main()
