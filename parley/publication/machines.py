"""What programs ask a web site for first: robots.txt, and the sitemap where the whole address is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from parley.publication import addresses

MOST = 45_000
"""So many addresses a sitemap holds, of the 50,000 allowed; with more, sitemap.xml lists further files."""


def files(base: str, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Their paths and bytes. paths : of every page that search engines should know."""
    known = f"Sitemap: {base}/{addresses.SITEMAP}\n" if base else ""
    yield addresses.ROBOTS, f"User-agent: *\nAllow: /\n{known}".encode()
    if base:
        yield from _sitemaps(base, sorted(addresses.absolute(base, path) for path in paths))


def _sitemaps(base: str, whole: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    parts = [whole[at : at + MOST] for at in range(0, len(whole), MOST)]
    if len(parts) == 1:
        yield addresses.SITEMAP, _listed("urlset", "url", whole)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield addresses.SITEMAP, _listed("sitemapindex", "sitemap", [f"{base}/{name}" for name in names])
    for name, part in zip(names, parts, strict=True):
        yield name, _listed("urlset", "url", part)


def _listed(root: str, each: str, addresses: Sequence[str]) -> bytes:
    lines = "".join(f"<{each}><loc>{escape(address)}</loc></{each}>\n" for address in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}">\n{lines}</{root}>\n'.encode()
