"""Texts that mean something to somebody, in everything that leaves the house: whole, literal, and in a file that is well-formed."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree, html
from starlette.applications import Starlette
from starlette.testclient import TestClient

from parley import store
from parley.export import templating
from parley.export.documents import DOCUMENTS, Document
from parley.export.forms import FORMS
from parley.export.named import NAMES
from parley.export.occasion import Occasion
from parley.http import ROUTES
from parley.store import Snapshot
from parley.view import PARAMETERS, View, decode, encode
from tests.payloads import PAYLOADS, seen
from tests.poisoned import NEGOTIATIONS, SHARED, poison

OCCASION = Occasion("https://desk.example.org", date(2026, 1, 2))
NO_MARKUP = {
    "iframe",
    "object",
    "embed",
    "foreignobject",
    "base",
    "form",
    "video",
    "audio",
    "marquee",
    "math",
    "animate",
    "set",
    "use",
}
ADDRESS = {"href", "src", "data", "action", "poster", "{http://www.w3.org/1999/xlink}href"}
SAFE = ("http://", "https://", "data:image/png;base64,", "data:image/svg+xml;base64,", "data:font/", "#", "/", "./", "../", "?")


def view_of(document: Document, snapshot: Snapshot) -> View:
    """A view that this document can be made of: pictures through time and tables of one subject want one; a record, one."""
    view = View(negotiation=NEGOTIATIONS[0], issue=(SHARED,) if "timeline" in document.name else ())
    first = snapshot.of(NEGOTIATIONS[0]).statements["id"].iloc[0]
    return view.but(statement=str(first)) if document.name.startswith("record") else view


def parts(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The file; of an archive each file in it."""
    if content[:4] == b"PK\x03\x04":
        with ZipFile(io.BytesIO(content)) as archive:
            for each in archive.namelist():
                yield from parts(each, archive.read(each))
    else:
        yield name, content


def harmless(root: etree._Element) -> None:
    """No element and no attribute that a text could have brought along; links lead to the web or stay in the file."""
    found = [str(each.tag).rpartition("}")[2].lower() for each in root.iter(etree.Element)]
    assert not NO_MARKUP & set(found)
    assert all(_ours(each) for each in root.iter(etree.Element) if str(each.tag).endswith("script"))
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            assert not str(name).lower().startswith("on"), (element.tag, name)
            if name in ADDRESS:
                assert value.lower().startswith(SAFE) or ":" not in value.partition("/")[0], (element.tag, value[:80])
                assert "pwned" not in value.partition("?")[0] or value.startswith("http"), value[:80]


def _ours(script: etree._Element) -> bool:
    """The one script of our pages, or data that no browser runs."""
    told = script.text or ""
    if str(script.get("type")).endswith("json"):
        return bool(json.loads(told))
    return told.strip() == templating.script().strip()


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.endswith("-dark.png")])
def test_every_document_is_well_formed_and_nothing_in_it_runs(name: str, poisoned_snapshot: Snapshot) -> None:
    document = DOCUMENTS[name]
    content = document.make(view_of(document, poisoned_snapshot), poisoned_snapshot, OCCASION)
    assert content
    for part, held in parts(name, content):
        ending = part.rpartition(".")[2]
        if ending in ("svg", "atom", "xml", "graphml", "rels"):
            harmless(etree.fromstring(held, etree.XMLParser(resolve_entities=False, huge_tree=True)))
        elif ending == "html":
            page = html.document_fromstring(held)
            harmless(page)
            for link in page.xpath("//a[starts-with(@href, 'http') and not(starts-with(@href, 'https://desk.example.org'))]"):
                assert {"noopener", "noreferrer"} <= set(link.get("rel", "").split()), link.get("href")
        elif ending == "json":
            json.loads(held)
        elif ending == "png":
            assert held.startswith(b"\x89PNG")
        else:
            held.decode("utf-8")


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.rpartition(".")[2] in ("html", "atom", "svg", "graphml")])
def test_names_and_titles_stand_in_every_document_as_they_were_written(name: str, poisoned_snapshot: Snapshot) -> None:
    """Pictures cut what is long; they hold the whole of it in their description."""
    document = DOCUMENTS[name]
    content = document.make(view_of(document, poisoned_snapshot), poisoned_snapshot, OCCASION)
    root = html.document_fromstring(content) if name.endswith("html") else etree.fromstring(content, etree.XMLParser(huge_tree=True))
    told = seen("".join(root.itertext()) + "".join(str(value) for each in root.iter(etree.Element) for value in each.attrib.values()))
    names = [each for each in poison(NEGOTIATIONS[0]).payloads if 3 < len(each) <= 24]
    shown = [each for each in names if seen(each) in told]
    assert len(shown) > len(names) / 2


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", ["statements", "claims", "issues", "matrix"])
def test_every_form_of_a_table_is_made(table: str, form: str, poisoned_snapshot: Snapshot) -> None:
    assert b"".join(FORMS[form].pieces(table, View(negotiation=NEGOTIATIONS[1]), poisoned_snapshot, False))


def test_every_parameter_with_every_payload_is_followed_or_named(poisoned_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.VARIABLE, os.fspath(poisoned_folder))
    asked = 0
    with TestClient(Starlette(routes=ROUTES), raise_server_exceptions=True) as client:
        for parameter in ("q", "actor", "cell", "statement", "asof", "exact", "nothing"):
            for payload in (each for each in PAYLOADS if len(each) <= 2_000):
                answer = client.get("/api/issues.csv", params={parameter: payload})
                kind = answer.headers["content-type"]
                assert (answer.status_code, kind) in ((200, "text/csv; charset=utf-8"), (400, "text/plain; charset=utf-8")), (
                    parameter,
                    payload,
                )
                asked += 1
    assert asked > 2_000


def test_every_parameter_takes_every_payload_or_says_why_not(poisoned_snapshot: Snapshot) -> None:
    for parameter in PARAMETERS:
        for payload in PAYLOADS:
            view, faults = decode({parameter: [payload]}, poisoned_snapshot)
            kept = getattr(view, PARAMETERS[parameter].field)
            assert faults or kept, (parameter, payload)
            assert decode({name: [value] for name, value in encode(view).items()}, poisoned_snapshot) == (view, [])


def test_an_address_too_long_is_refused(poisoned_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.VARIABLE, os.fspath(poisoned_folder))
    with TestClient(Starlette(routes=ROUTES)) as client:
        assert client.get("/api/issues.csv", params={"q": "x" * 10_000}).status_code == 414


def test_paper_shows_every_name_as_it_was_written(poisoned_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.VARIABLE, os.fspath(poisoned_folder))
    with TestClient(Starlette(routes=ROUTES)) as client:
        content = client.get("/print/matrix", params={"negotiation": NEGOTIATIONS[0]}).text
    page = html.document_fromstring(content)
    harmless(page)
    told = seen("".join(page.itertext()))
    assert [each for each in poison(NEGOTIATIONS[0]).payloads if seen(each) not in told] == []


@pytest.mark.parametrize("name", [name for name in NAMES if NAMES[name].columns])
def test_no_table_loses_a_row_to_a_text(name: str, poisoned_snapshot: Snapshot) -> None:
    view = View(negotiation=NEGOTIATIONS[2])
    rows = json.loads(b"".join(FORMS["json"].pieces(name, view, poisoned_snapshot, False)))["rows"]
    told = b"".join(FORMS["csv"].pieces(name, view, poisoned_snapshot, False)).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(told, newline="")))) == len(rows) + 1
