"""Who may write at a desk with a sign-in: the editors that are listed, and nobody else, whatever they send. Secrets are told to nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Error, Response, WebSocket, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.browser.reader import Reader, Readers
from tests.browser.test_draft import FILE, THREE, Editor, drafted
from tests.conftest import free_port, serve
from tests.making import talks
from tests.provider import CLIENT, SECRET, Provider, provider

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not find_spec("authlib"), reason="Authlib is not installed, so nobody can sign in: who may write was not tried"),
]

COOKIES = "the-secret-of-the-cookies-0123456789"
EDITOR, STRANGER = "ann@desk.example", "eve@elsewhere.example"


@dataclass(frozen=True)
class Desk:
    """A desk with a sign-in. log : where it writes what it has to say."""

    address: str
    folder: Path
    provider: Provider
    log: Path

    @property
    def written(self) -> bool:
        return (self.folder / FILE).exists()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home, port = tmp_path_factory.mktemp("home"), free_port()
    folder, log = talks(tmp_path_factory.mktemp("positions")), home / "log"
    with provider() as at, pytest.MonkeyPatch.context() as patch:
        settings = {
            "redirect_uri": f"http://127.0.0.1:{port}/oauth2callback",
            "cookie_secret": COOKIES,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "server_metadata_url": f"{at.address}/.well-known/openid-configuration",
        }
        (home / ".streamlit").mkdir()
        told = "\n".join(f"{name} = {json.dumps(value)}" for name, value in settings.items())
        (home / ".streamlit" / "secrets.toml").write_text(f"[auth]\n{told}\n", encoding="utf-8")
        for name, value in (("HOME", str(home)), ("PARLEY_DESK", "1"), ("PARLEY_EDITORS", EDITOR)):
            patch.setenv(name, value)
        with serve(folder, port=port, log=log) as address:
            yield Desk(address, folder, at, log)


class Heard:
    """Everything that a server sends to one reader."""

    def __init__(self, reader: Reader) -> None:
        self.sent: list[bytes] = []
        reader.context.on("response", self._answer)
        reader.page.on("websocket", self._session)

    def _answer(self, answer: Response) -> None:
        self.sent.append(json.dumps(answer.headers).encode())
        if answer.status == 200 and "/static/" not in answer.url:
            with suppress(Error):  # the page has been left, and its browser has thrown the words away
                self.sent.append(answer.body())

    def _session(self, session: WebSocket) -> None:
        session.on("framereceived", lambda frame: self.sent.append(frame if isinstance(frame, bytes) else frame.encode()))


def signed_in(reader: Reader, desk: Desk, email: str) -> Editor:
    """Draft, sign in, and come back to the draft: the browser has kept it."""
    desk.provider.email = email
    drafted(reader, THREE[:1])
    expect(reader.page.locator(".st-key-draft-outcome")).to_contain_text("only editors may save; sign in first")
    reader.page.get_by_role("button", name="Sign in", exact=True).first.click()
    reader.page.wait_for_url(lambda url: url.startswith(desk.address) and "/draft" not in url and "oauth2" not in url)
    reader.settle().open("/draft")
    editor = Editor(reader)
    expect(editor.outcome).to_contain_text(FILE)
    return editor


def test_who_has_not_signed_in_writes_nothing(desk: Desk, readers: Readers) -> None:
    editor = drafted(readers.new(desk.address), THREE[:1])
    expect(editor.outcome).to_contain_text("only editors may save; sign in first")
    expect(editor.page.get_by_role("button", name="Save …")).to_have_count(0)
    assert not desk.written


def test_who_signs_in_under_another_address_writes_nothing(desk: Desk, readers: Readers) -> None:
    editor = signed_in(readers.new(desk.address), desk, STRANGER)
    expect(editor.outcome).to_contain_text("is not on the list of editors; ask whoever runs this desk")
    expect(editor.page.get_by_role("button", name="Save …")).to_have_count(0)
    assert desk.provider.told
    assert not desk.written


@pytest.mark.parametrize("secret", ["another secret", ""])
def test_a_forged_cookie_is_nobody(secret: str, desk: Desk, readers: Readers) -> None:
    reader = readers.new(desk.address)
    who = json.dumps({"email": EDITOR, "email_verified": True, "is_logged_in": True, "origin": desk.address, "provider": "default"})
    forged = create_signed_value(secret, "_streamlit_user", who).decode() if secret else who
    reader.context.add_cookies([{"name": "_streamlit_user", "value": forged.replace('"', "%22"), "url": desk.address}])
    editor = drafted(reader, THREE[:1])
    expect(editor.outcome).to_contain_text("only editors may save; sign in first")
    expect(editor.page.get_by_role("button", name="Save …")).to_have_count(0)
    assert not desk.written


def test_an_address_that_the_provider_does_not_vouch_for_is_nobodys(desk: Desk, readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.provider, "verified", False)
    editor = signed_in(readers.new(desk.address), desk, EDITOR)
    expect(editor.outcome).to_contain_text("does not vouch for the address")
    assert not desk.written


def test_a_listed_editor_writes_and_secrets_are_told_to_nobody(desk: Desk, readers: Readers) -> None:
    reader = readers.new(desk.address)
    heard = Heard(reader)
    editor = signed_in(reader, desk, EDITOR)
    editor.save()
    expect(editor.page.get_by_test_id("stAlert").first).to_contain_text(FILE)
    assert desk.written
    assert len(heard.sent) > 20
    told = b"\n".join(heard.sent) + desk.log.read_bytes()
    assert b"Permanent neutrality" in told
    for secret in (SECRET, COOKIES):
        assert secret.encode() not in told
        assert secret not in "".join(path.read_text(encoding="utf-8") for path in desk.folder.rglob("*.yaml"))
