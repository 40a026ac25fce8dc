"""The address of every page, made of what the page is about, so that it outlives every edit.

    index.html  about.html  404.html
    <negotiation>/index.html                 the matrix
    <negotiation>/claims.html  sources.html  data.html
    <negotiation>/actors/<actor>.html        <negotiation>/issues/<issue>.html
    <id of a record>.html                    ukraine-peace/russia/2025-08-24/neutrality.html

An id holds no dot, so no folder of one is ever the file of another. Inside, pages link to each other by relative addresses: a
publication lives under any path. Whole addresses stand only where they must: canonical links, the sitemap, feeds.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Container, Mapping
from urllib.parse import parse_qs, quote

INDEX, ABOUT, MISSING = "index.html", "about.html", "404.html"
STYLE, SCRIPT, SITEMAP, ROBOTS = "parley.css", "parley.js", "sitemap.xml", "robots.txt"


def matrix(negotiation: str) -> str:
    return f"{negotiation}/index.html"


def claims(negotiation: str) -> str:
    return f"{negotiation}/claims.html"


def sources(negotiation: str) -> str:
    return f"{negotiation}/sources.html"


def data(negotiation: str) -> str:
    return f"{negotiation}/data.html"


def actor(negotiation: str, actor: str) -> str:
    return f"{negotiation}/actors/{actor}.html"


def issue(negotiation: str, issue: str) -> str:
    return f"{negotiation}/issues/{issue}.html"


def record(record: str) -> str:
    """The page of a statement or claim: its id is its address."""
    return f"{record}.html"


def download(negotiation: str, name: str) -> str:
    return f"{negotiation}/data/{name}"


def feed(negotiation: str) -> str:
    return f"{negotiation}/feed.atom"


def picture(page: str, kind: str) -> str:
    """The picture that belongs to a page, beside it."""
    return page.removesuffix(".html") + f".{kind}"


def relative(path: str, page: str) -> str:
    """`path` as a link on `page`."""
    return posixpath.relpath(path, posixpath.dirname(page) or ".")


def absolute(base: str, path: str) -> str:
    """The whole address; that of a folder's index ends in a slash."""
    return f"{base}/{path.removesuffix('index.html') if posixpath.basename(path) == 'index.html' else path}"


def rehoused(text: bytes, base: str, negotiation: str, published: Container[str]) -> bytes:
    """A document whose links lead to pages of the app, with links to the pages here instead.

    The app answers a query, `BASE/statements?statement=…`; a publication has a page. published : paths that are here.
    """
    asked = re.compile(re.escape(base.encode()) + rb"/((?:api/)?[a-z_]+(?:\.[a-z]+)?)\?([^\s\"'<>]*)")
    text = _FITTED.sub(rb"\1", text) if text.startswith(b"<svg") else text
    return asked.sub(lambda found: _here(found[1].decode(), found[2].decode(), base, negotiation, published).encode(), text)


def _here(page: str, query: str, base: str, negotiation: str, published: Container[str]) -> str:
    wanted = {name: values[-1] for name, values in parse_qs(query.replace("&amp;", "&")).items()}
    if "cell" in wanted:
        return f"{absolute(base, matrix(negotiation))}#{quote(wanted['cell'])}"
    path = _path(page, wanted, negotiation)
    return absolute(base, path if path in published else matrix(negotiation))


def _path(page: str, wanted: Mapping[str, str], negotiation: str) -> str:
    """The page or file here that answers what was asked of a page of the app; it need not be published."""
    if "statement" in wanted:
        return record(wanted["statement"])
    if page.startswith("api/"):
        name = page.removeprefix("api/")
        return feed(negotiation) if name == "feed.atom" else download(negotiation, name)
    if page in _OF_PAGE:
        return _OF_PAGE[page](negotiation)
    for of, about in ((actor, "actor"), (issue, "issue")):
        if about in wanted and "~" not in wanted[about]:
            return of(negotiation, wanted[about])
    return matrix(negotiation)


_FITTED = re.compile(rb' textLength="[^"]*" lengthAdjust="[^"]*"(>https?://)')
"""A drawn address that was fitted to its width: another one has another width."""
_OF_PAGE: dict[str, Callable[[str], str]] = {"claims": claims, "sources": sources, "statements": data}
"""Which page here answers a page of the app, whatever it narrows."""
