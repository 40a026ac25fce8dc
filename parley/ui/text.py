"""Text from files and links stays text: nothing in it is Markdown, HTML, a colour or an icon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import escape

_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")
_TURNS = re.compile(r"(?i)(:|www(?=\.)|(?=@)|[-<>~](?=[-=>]))")  # into a link, an icon, an emoji or an arrow, even when escaped
_WORD_JOINER = "\u2060"


def literal(text: str) -> str:
    """The text for a place that reads Markdown, so that it shows exactly as it is; what would turn is held by a sign nobody sees."""
    return _MEANS_SOMETHING.sub(r"\\\1", _TURNS.sub(rf"\1{_WORD_JOINER}", text)).replace("\n", " ")


def html(text: str) -> str:
    """The text for a place that reads HTML."""
    return escape(text, quote=True)


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Names by id, to choose from; where two read the same, the id stands behind each.

    A browser sends back the words that were chosen and not the id: of two that are the same it would choose the first.
    """
    doubled = {name for name, count in Counter(names.values()).items() if count > 1}
    return {each: f"{name} ({each})" if name in doubled else name for each, name in names.items()}


def web_link(url: str, words: str) -> str:
    """An HTML link that leaves the app, or the bare words when the address is not of the web."""
    if not url.lower().startswith(("https://", "http://")):
        return html(words)
    return f'<a href="{html(url)}" target="_blank" rel="noopener noreferrer">{html(words)}</a>'
