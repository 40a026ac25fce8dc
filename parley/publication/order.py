"""What somebody who publishes asks for, checked, and the line that says what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from parley import sentence
from parley.export.occasion import Occasion
from parley.publication import site
from parley.publication.folder import RefusedError
from parley.store import Snapshot
from parley.view import ID_LISTS, View, decode

__all__ = ["RefusedError", "base", "publish", "views"]


def views(asked: Mapping[str, Sequence[str]], snapshot: Snapshot) -> tuple[list[View], list[str]]:
    """A view for each negotiation that is published, and one sentence for each part that cannot be followed.

    asked : parameters as for view.decode. With `negotiation`, that one; else all there are, and then no filter may name what only one
    of them knows.
    """
    view, faults = decode(asked, snapshot)
    names = snapshot.tables.negotiations["id"].astype("str").tolist()
    if any(asked.get("negotiation", ())) or len(names) < 2:
        return [view.closed] if names else [], faults
    narrowed = [name for name in ID_LISTS if getattr(view, name)]
    if narrowed and not faults:
        faults = [f"`{narrowed[0]}` means something in one negotiation only, and there are {len(names)}; add --negotiation {names[0]}"]
    return [view.closed.but(negotiation=name) for name in names], faults


def base(written: str) -> tuple[str, list[str]]:
    """The address without a slash at its end, and why it is none, if so."""
    if not written:
        return "", []
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or set(written) & set(" <>\"'"):
        return "", [f"--base: `{written[:60]}` is no address to publish at; write one like https://desk.example.org/positions"]
    return written.rstrip("/"), []


def publish(out: Path, views: Sequence[View], snapshot: Snapshot, occasion: Occasion, tell: site.Tell) -> str:
    """Write it. returns : what was done, in a line. raises : RefusedError."""
    done = site.publish(out, views, snapshot, occasion, tell)
    written = done.written
    what = sentence.listed([view.negotiation for view in views]) or "no negotiation"
    told = f"{out}: {done.pages:,} pages and {written.files - done.pages:,} other files of {what}, data {snapshot.version}"
    told += f"; {written.changed:,} changed, {written.removed:,} removed"
    return told if occasion.base else f"{told}; no --base, so no canonical links, sitemap or feed"
