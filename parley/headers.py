"""What every answer says besides its content: what its page may do, who may show it inside of theirs, and who may ask at all.

    PARLEY_FRAME_ANCESTORS   sites that may show embeds and exports inside of their pages, as a Content-Security-Policy names them
                             (`https://paper.example https://*.example.org`); `none` for nobody; any site when it is not set
    PARLEY_HOSTS             the names under which this app may be asked, with commas between; a desk (PARLEY_DESK=1) that is not
                             told answers this machine and the host of PARLEY_BASE only; otherwise any name is fine

A plain ASGI layer around everything else, for pages and routes alike. It knows no framework and holds no state.
docs/safety.md says why each part of the policy of the pages is as wide as it is.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

FRAME_ANCESTORS, HOSTS, BASE, DESK = "PARLEY_FRAME_ANCESTORS", "PARLEY_HOSTS", "PARLEY_BASE", "PARLEY_DESK"
NEVER_INSIDE = ("desk", "draft")
"""Pages that write, or say what is to be written: nobody may show them inside of theirs and catch the clicks."""
CLOSED = "/_stcore/metrics"
"""What tells how the process is doing is nobody's business but the keeper's."""
DATA = "default-src 'none'"
"""The policy of an answer that has none of its own and is no page."""

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Fields = list[tuple[bytes, bytes]]

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SITE = re.compile(r"(?:https?://)?(?:\*\.)?[A-Za-z0-9.-]+(?::(?:[0-9]{1,5}|\*))?|https?:|\*|'self'")
_THIS_MACHINE = frozenset(("localhost", "127.0.0.1", "::1"))
_NOT_NEEDED = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"),
    *("magnetometer", "microphone", "midi", "payment", "usb"),
)
_FOR_ALL = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{each}=()" for each in _NOT_NEEDED),
}


class SettingError(ValueError):
    """A setting that cannot be followed. Its text is a sentence: the app does not start with a weaker one instead."""


@dataclass(frozen=True)
class Settings:
    """What the environment says. inside : who may show embeds and exports inside of theirs; hosts : names to answer to, empty for any."""

    inside: str = "*"
    hosts: frozenset[str] = frozenset()
    base: str = ""
    desk: bool = False


def settings(environment: MutableMapping[str, str] | os._Environ[str] = os.environ) -> Settings:
    """Read them. raises : SettingError."""
    base, desk = environment.get(BASE, "").rstrip("/"), environment.get(DESK, "") == "1"
    named = frozenset(each.strip().lower() for each in environment.get(HOSTS, "").split(",") if each.strip())
    own = {urlsplit(base).hostname or ""} - {""}
    hosts = named | own | _THIS_MACHINE if named or desk else named
    return Settings(_inside(environment.get(FRAME_ANCESTORS, "")), hosts, base, desk)


def inline_scripts(page: str) -> list[str]:
    """The hashes of the scripts that stand in a page itself, as a policy names them."""
    return [f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in _SCRIPT.findall(page)]


def page_policy(scripts: Iterable[str] = ()) -> str:
    """What the pages of the app may do. scripts : hashes of those that stand in the page itself; without them they just do not run."""
    return "; ".join((
        "default-src 'none'",
        " ".join(("script-src 'self'", *scripts, "blob:")),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'self'",
    ))  # fmt: skip


@dataclass
class Guarded:
    """The app with these headers on every answer.

    pages : the app itself. index : the HTML in which every page of it is served; a script in it is let run by its hash.
    """

    pages: App
    index: str = ""
    settings: Settings = field(default_factory=settings)

    def __post_init__(self) -> None:
        scripts = inline_scripts(self.index)
        if not scripts:
            logging.getLogger(__name__).warning("The page that Streamlit serves holds no script of its own any more: none is let run.")
        self._policy = page_policy(scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.pages(scope, receive, send)
        elif why := self._refused(scope):
            await _refuse(scope, send, *why)
        elif scope["type"] == "websocket":
            await self.pages(scope, receive, send)
        else:
            await self.pages(scope, receive, self._with_headers(scope, send))

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        """Why this is not answered at all: the status, and a sentence."""
        host = _value(scope["headers"], b"host")
        if self.settings.hosts and _name(f"//{host}") not in self.settings.hosts:
            return 421, f"nothing here is called {_printable(host)}; {HOSTS} says under which names this app may be asked"
        origin = _value(scope["headers"], b"origin")
        if scope["type"] == "websocket" and origin and not self._own(origin, host):
            return 403, "a page of another site asks; only this app's own pages may"
        if scope["type"] == "http" and scope["path"].rstrip("/") == CLOSED:
            return 404, "there is nothing here"
        return None

    def _own(self, origin: str, host: str) -> bool:
        """Does a page of this app ask? By the host it was asked under, or by where readers find it (PARLEY_BASE)."""
        asking = urlsplit(origin)
        return asking.netloc == host or bool(self.settings.base and _site(origin) == _site(self.settings.base))

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._missing(scope, list(message["headers"]))]
            await send(message)

        return sent

    def _missing(self, scope: Scope, held: Fields) -> Fields:
        """What an answer does not say yet."""
        names = {name.lower() for name, _ in held}
        own, kind = _value(held, b"content-security-policy"), _value(held, b"content-type")
        is_page = kind.startswith("text/html") and not own
        inside = self._ancestors(scope, is_page=is_page)
        told = {**_FOR_ALL, "Content-Security-Policy": f"{self._policy if is_page else DATA}; frame-ancestors {inside}"}
        if own:  # both hold: a second policy can only narrow the first
            told["Content-Security-Policy"] = f"frame-ancestors {inside}"
            names.discard(b"content-security-policy")
        if old := {"'none'": "DENY", "'self'": "SAMEORIGIN"}.get(inside):
            told["X-Frame-Options"] = old
        if is_page:
            told["Cross-Origin-Opener-Policy"] = "same-origin"
        return [(name.encode(), value.encode()) for name, value in told.items() if name.lower().encode() not in names]

    def _ancestors(self, scope: Scope, *, is_page: bool) -> str:
        """Who may show this inside of theirs: embeds and exports whoever is allowed to; any other page only pages of this app."""
        if not is_page:
            return self.settings.inside
        page = scope["path"].strip("/").rpartition("/")[2]
        if self.settings.desk or page in NEVER_INSIDE:
            return "'none'"
        embedded = "true" in parse_qs(scope["query_string"].decode("latin-1")).get("embed", ())
        return self.settings.inside if embedded else "'self'"


async def _refuse(scope: Scope, send: Send, status: int, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": why[:120]})
        return
    body = f"{why}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    headers += [(name.encode(), value.encode()) for name, value in {**_FOR_ALL, "Content-Security-Policy": DATA}.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _inside(told: str) -> str:
    """The sites of PARLEY_FRAME_ANCESTORS as a policy says it. raises : SettingError when one of them is none."""
    sites = told.split()
    if not sites:
        return "*"
    if sites in (["none"], ["'none'"]):
        return "'none'"
    if wrong := [each for each in sites if not _SITE.fullmatch(each)]:
        raise SettingError(
            f"{FRAME_ANCESTORS}: `{_printable(wrong[0])}` is no site; write https://paper.example, several with blanks between, or none"
        )
    return " ".join(sites)


def _value(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in headers if key.lower() == name), "")


def _name(address: str) -> str:
    """The host of an address without its port; empty when it is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _site(address: str) -> tuple[str, str]:
    return urlsplit(address).scheme, urlsplit(address).netloc


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text)[:100]
