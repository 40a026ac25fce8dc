"""What stands at the top of a page as Streamlit's test harness has it."""

from __future__ import annotations

import re
from html import unescape

from streamlit.testing.v1 import AppTest

_HEAD = re.compile(r"<h1>(.*?)</h1>(?:<p>(.*?)</p>)?")


def headings(app: AppTest) -> list[tuple[str, str]]:
    """Every title of the first rank, each with the sentences below it."""
    found = [head for each in app.get("html") for head in _HEAD.findall(each.proto.body)]
    return [(unescape(title), unescape(told)) for title, told in found]


def titles(app: AppTest) -> list[str]:
    """Every title of the first rank."""
    return [title for title, _ in headings(app)]
