"""A data package of a view, by the rules of Frictionless Data: every table, what its columns mean, where it comes from, how to cite it.

The same view, state of the data and day give the same bytes. Its CSVs are the exact ones: every byte as in the files, so they are for
programs; the README says so.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from parley import sentence
from parley.export import attribution, citation, codebook, named, package_readme
from parley.export.csv import csv
from parley.export.occasion import Occasion
from parley.export.package_tables import Resource, resources
from parley.export.table_schema import table_schema
from parley.store import Snapshot
from parley.view import View, encode, pinned

_OPEN_LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}


def package(view: View, snapshot: Snapshot, occasion: Occasion) -> bytes:
    """The package as a zip."""
    view = view.closed
    return _zipped(files(view, snapshot, occasion), occasion.today)


def files(view: View, snapshot: Snapshot, occasion: Occasion) -> dict[str, bytes]:
    """Every file of the package by its path, datapackage.json first."""
    held = resources(view, snapshot)
    tables = {each.path: csv(each.rows, exact=True) for each in held}
    issues = named.table("issues", view, snapshot).to_dict("records")
    meant = {each.name: each.columns for each in held}
    described = json.dumps(_described(view, snapshot, occasion, held, tables), ensure_ascii=False, indent=1) + "\n"
    return {
        "datapackage.json": described.encode(),
        "README.md": package_readme.readme(
            view, snapshot, occasion, [(each.path, each.meaning, each.title, len(each.rows)) for each in held]
        ),
        "codebook.md": codebook.as_markdown(meant, issues),
        "codebook.json": codebook.as_json(meant, issues),
        "cite.bib": citation.bibtex_file(view, snapshot, occasion),
        "cite.json": citation.csl_file(view, snapshot, occasion),
        **tables,
    }


def _described(
    view: View, snapshot: Snapshot, occasion: Occasion, held: Sequence[Resource], written: Mapping[str, bytes]
) -> dict[str, Any]:
    """What datapackage.json says."""
    negotiation = attribution.negotiation(view, snapshot)
    summary = "".join(snapshot.of(view.negotiation).negotiations["summary"])
    tables = {each.name: each.rows for each in held}
    told = {
        "profile": "tabular-data-package",
        "name": "-".join(filter(None, ("parley", _slug(view.negotiation).lower()))),
        "title": f"{negotiation}: {sentence.positions(view, snapshot)}",
        "description": " ".join(filter(None, (summary, package_readme.WHAT))),
        "version": snapshot.version,
        "created": f"{occasion.today}T00:00:00Z",
        "homepage": attribution.link(occasion.base, "matrix", view, snapshot) if occasion.base else "",
        "licenses": _licences(attribution.licence(view, snapshot)),
        "sources": _sources(tables["sources"]),
        "keywords": list(dict.fromkeys(filter(None, (*tables["issues"]["topic_title"], *tables["actors"]["name"])))),
        "parley": {"view": encode(pinned(view, snapshot)), "records": sentence.records(view, snapshot)},
    }
    return {name: each for name, each in told.items() if each} | {
        "resources": [_resource(each, tables, written[each.path]) for each in held]
    }


def _resource(held: Resource, tables: Mapping[str, pd.DataFrame], written: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": held.name,
        "path": held.path,
        "title": held.title,
        "description": held.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(written),
        "hash": f"sha256:{hashlib.sha256(written).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True},
        "schema": table_schema(held.name, held.columns, tables),
    }


def _licences(licence: str) -> list[dict[str, str]]:
    """A licence that has no short name is told by its text."""
    if not licence:
        return []
    told = {"name": _slug(licence), "title": licence}
    return [told | ({"path": _OPEN_LICENCES[licence]} if licence in _OPEN_LICENCES else {})]


def _sources(sources: pd.DataFrame) -> list[dict[str, str]]:
    """Every page once, in the order of the files."""
    pages = dict.fromkeys(zip(sources["title"], sources["publisher"], sources["url"], strict=True))
    return [{"title": ", ".join(filter(None, (publisher, title)))} | ({"path": url} if url else {}) for title, publisher, url in pages]


def _slug(text: str) -> str:
    """Text as a name may be: letters, digits, `-`, `_` and `.`."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-")


def _zipped(files: Mapping[str, bytes], day: date) -> bytes:
    """The files in their order, all of one day, so that equal files make equal bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for path, content in files.items():
            told = zipfile.ZipInfo(path, date_time=(max(day.year, 1980), day.month, day.day, 0, 0, 0))
            told.compress_type, told.external_attr, told.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(told, content)
    return whole.getvalue()
