"""A reader of the app: a browser window of its own, and what can be seen and done in it.

Everything is found as a reader finds it: by role, by words, by the name a screen reader hears. Widgets of the app are
found by their parameter (`.st-key-<parameter>`), since that is their name in the link too.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request

from parley.ui.sitemap import TITLES
from parley.view import PARAMETERS
from tests.browser.profiles import Kind, Profiles

WIDE, NARROW = (1440, 900), (400, 800)
PAGES = tuple(TITLES)
_PATHS = {title: path for path, title in TITLES.items()}

_IDLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return Boolean(app)
    && app.getAttribute("data-test-script-state") === "notRunning"
    && app.getAttribute("data-test-connection-state") === "CONNECTED"
    && !document.querySelector('[data-testid="stSkeleton"]');
}"""
_FORWARD = """address => {
  history.pushState(null, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
}"""
_SETTLED_MS, _PATIENCE_MS = 200, 15_000
_FOCUSED = """() => {
  let on = document.activeElement;
  while (on.shadowRoot?.activeElement) on = on.shadowRoot.activeElement;
  return (on.ariaLabel ?? on.innerText ?? "").trim().split("\\n")[0];
}"""


class Reader:
    """One browser context on one server.

    dialogs : messages of every dialog that came up. strangers : addresses asked for that are not of this server.
    blocked : what the page's own policy would not let it do, as the browser tells it.
    """

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.context, self.server = context, server
        context.set_default_timeout(_PATIENCE_MS)
        self.page: Page = context.new_page()
        self.dialogs: list[str] = []
        self.strangers: list[str] = []
        self.blocked: list[str] = []
        context.on("console", self._hear)
        self.page.on("dialog", self._dismiss)
        context.on("request", self._note)

    def leave(self) -> None:
        """Hear no more of what happens in this context."""
        self.context.remove_listener("console", self._hear)
        self.context.remove_listener("request", self._note)

    def open(self, path: str, **parameters: str) -> Reader:
        """Follow a link and wait until the page has settled."""
        self.page.goto(self.server + path + (f"?{urlencode(parameters)}" if parameters else ""))
        return self.settle()

    def follow(self, path: str, **parameters: str) -> Reader:
        """Go to another address as Forward does, without loading again what draws a page, and wait until the page has settled."""
        self.page.evaluate(_FORWARD, path + (f"?{urlencode(parameters)}" if parameters else ""))
        return self.settle()

    def settle(self) -> Reader:
        """Wait until the app has nothing left to do: idle, and still idle a moment later."""
        for _ in range(_PATIENCE_MS // _SETTLED_MS):
            self.page.wait_for_function(_IDLE)
            self.page.wait_for_timeout(_SETTLED_MS)
            if self.page.evaluate(_IDLE):
                return self
        raise AssertionError("the page does not come to rest")

    def press(self, *keys: str) -> Reader:
        """Press keys one after the other, and wait until the page has settled."""
        for key in keys:
            self.page.keyboard.press(key)
        return self.settle()

    def click(self, what: Locator) -> Reader:
        """Click and wait until the page has settled."""
        what.click()
        return self.settle()

    def resize(self, size: tuple[int, int]) -> Reader:
        """Make the window another size, in pixels."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        return self.settle()

    def back(self) -> Reader:
        self.page.go_back(wait_until="commit")
        return self.settle()

    def forward(self) -> Reader:
        self.page.go_forward(wait_until="commit")
        return self.settle()

    def go(self, title: str) -> Reader:
        """Go to another page by the masthead."""
        self.page.locator(".st-key-pages").get_by_role("link", name=title).click()
        self.page.wait_for_url(lambda url: urlsplit(url).path == f"/{_PATHS[title]}", wait_until="commit")
        return self.settle()

    # What is seen

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def link(self) -> dict[str, str]:
        """The parameters in the address."""
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    @property
    def entries(self) -> int:
        """Entries in this window's history."""
        return int(self.page.evaluate("history.length"))

    @property
    def sentence(self) -> str:
        """The sentence below the page's title."""
        return self.page.locator("h1").locator("xpath=following::p[1]").inner_text()

    @property
    def heard(self) -> str:
        """Everything on the page as a screen reader would go through it, links and values of widgets included."""
        return self.page.locator(".stMain").aria_snapshot().replace(self.server, "")

    @property
    def evidence(self) -> Locator:
        return self.page.locator(".st-key-evidence")

    @property
    def warning(self) -> Locator:
        return self.page.get_by_test_id("stAlert")

    def widget(self, parameter: str) -> Locator:
        return self.page.locator(f".st-key-{parameter}")

    @property
    def filters(self) -> Locator:
        """The button that shows and hides the filters."""
        return self.page.get_by_role("button", name="Filters")

    def choices(self) -> dict[str, str]:
        """What every widget shows, by its parameter, the filters included: labels and days, as a reader sees them."""
        self.click(self.filters)
        shown = {name: self._value(name) for name in PARAMETERS if self.widget(name).count()}
        self.press("Escape")
        return shown

    def cell(self, actor: str, issue: str) -> Locator:
        """A cell of the matrix, by the names on its row and column."""
        return self.page.locator(f'[role=gridcell][aria-label^="{actor}, {issue}: "]')

    def cells(self) -> list[str]:
        """Every cell of the matrix, as it is heard."""
        return [str(each) for each in self.page.locator(".cell").evaluate_all("cells => cells.map(cell => cell.ariaLabel)")]

    def rows(self) -> list[str]:
        """Ids of the records in the list of statements, in its order."""
        links = self.widget("records").locator("a.open").evaluate_all("links => links.map(link => link.href)")
        return [parse_qs(urlsplit(each).query)["statement"][0] for each in links]

    def focused(self) -> str:
        """What the keyboard is on: the name or the words of the focused element."""
        return str(self.ask(_FOCUSED))

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.ask("document.querySelector('.stMain').scrollWidth - document.documentElement.clientWidth"))

    def ask(self, script: str) -> Any:
        return self.page.evaluate(script)

    def _value(self, parameter: str) -> str:
        tags = self.widget(parameter).locator("[data-tag]").evaluate_all("tags => tags.map(tag => tag.ariaLabel)")
        return ", ".join(tags) or self.widget(parameter).locator("input").first.input_value()

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _hear(self, told: ConsoleMessage) -> None:
        if "Content Security Policy" in told.text:
            self.blocked.append(told.text)

    def _note(self, request: Request) -> None:
        url = request.url
        if not url.startswith((self.server, self.server.replace("http", "ws", 1), "data:", "blob:")):
            self.strangers.append(url)


class Readers:
    """Everybody who reads during one test."""

    def __init__(self, profiles: Profiles) -> None:
        self._profiles = profiles
        self._readers: list[tuple[Kind, Reader]] = []

    def new(self, server: str, size: tuple[int, int] = WIDE, theme: str = "light", *, scripts: bool = True) -> Reader:
        """Somebody with a window of this size, in pixels, and a preference for a light or dark page. scripts : do they run?"""
        kind = Kind(server, size, theme, scripts)
        reader = Reader(self._profiles.lend(kind), server)
        self._readers.append((kind, reader))
        return reader

    @property
    def blocked(self) -> list[str]:
        """What pages were not let do by their own policy, whoever read them."""
        return [each for _, reader in self._readers for each in reader.blocked]

    def leave(self) -> None:
        for kind, reader in self._readers:
            self._profiles.take_back(kind, reader.context, been_elsewhere=bool(reader.strangers))
            reader.leave()
