"""No cell of ours runs in a spreadsheet, and no word is lost on the way.

What a spreadsheet does to a CSV is modelled here: it splits at commas, or also at semicolons and tabs, honours quotes at the start of a
cell, may take blanks off, and runs what then begins like a formula. LibreOffice itself is asked too, where it is installed.
"""

from __future__ import annotations

import csv as reader
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from zipfile import ZipFile

import pandas as pd
import pytest
from lxml import etree

from parley.export import named, xlsx
from parley.export.csv import RUNS, csv
from parley.store import Snapshot
from parley.view import View
from tests.payloads import PAYLOADS
from tests.poisoned import NEGOTIATIONS

TEXTS = [each for each in PAYLOADS if "\x00" not in each]
HOW_TO_GET_LIBREOFFICE = "LibreOffice was not found, so it was not asked: `make office` installs it where it can, and asks it."
_FORMULA = "[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_OFFICE = {"office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0"}
_EVERY_SEPARATOR = "CSV:44/59/9,34,76,1,,0,false,true,false,false,false,0,true"
"""How LibreOffice is to read: at commas, semicolons and tabs, in UTF-8, special numbers found, formulas worked out."""


def tables(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Every named table of payloads as CSV, and one that holds each payload alone, between others and last."""
    view = View(negotiation=NEGOTIATIONS[0])
    yield "corpus", csv(pd.DataFrame({"alone": TEXTS, "between": TEXTS, "last": TEXTS}))
    for name in named.NAMES:
        yield name, csv(named.table(name, view, snapshot))


def cells(text: str, separators: str) -> Iterator[str]:
    """The cells of a CSV as a spreadsheet finds them: quotes count at the start of a cell only."""
    place, end = 0, len(text)
    while place < end:
        if text[place] == '"':
            whole = re.compile(r'"((?:[^"]|"")*)"?').match(text, place)
            assert whole
            rest = re.compile(f"[^{separators}\n]*").match(text, whole.end())
            assert rest
            yield whole[1].replace('""', '"') + rest[0]
            place = rest.end() + 1
        else:
            plain = re.compile(f"[^{separators}\n]*").match(text, place)
            assert plain
            yield plain[0]
            place = plain.end() + 1


@pytest.mark.parametrize("separators", [",", ",;\t"])
def test_no_cell_of_any_table_begins_like_a_formula(separators: str, poisoned_snapshot: Snapshot) -> None:
    for name, told in tables(poisoned_snapshot):
        found = list(cells(told.decode("utf-8-sig"), separators))
        run = [cell[:80] for cell in found if re.match(rf"\s*{_FORMULA}", cell) and not _NUMBER.fullmatch(cell)]
        assert found
        assert run == [], name


def test_the_model_of_a_spreadsheet_finds_formulas() -> None:
    """Otherwise the test above could not fail."""
    assert list(cells('a,"=1",b;=2,"x""y"\n\t=3', ",;\t")) == ["a", "=1", "b", "=2", 'x"y', "", "=3"]


def test_every_payload_comes_back_byte_for_byte() -> None:
    told = csv(pd.DataFrame({"words": TEXTS, "end": "x"})).decode("utf-8-sig")
    back = [row[0] for row in reader.reader(io.StringIO(told, newline=""))][1:]
    assert [text[1:] if re.match(f"'+{RUNS}", text) else text for text in back] == TEXTS


def test_no_cell_of_a_workbook_is_a_formula_and_every_text_is_whole(poisoned_snapshot: Snapshot) -> None:
    for name in named.NAMES:
        book = ZipFile(io.BytesIO(xlsx.xlsx(name, View(negotiation=NEGOTIATIONS[0]), poisoned_snapshot)))
        for part in book.namelist():
            root = etree.fromstring(book.read(part))
            assert not {"f", "hyperlink", "script", "oleObject"} & {etree.QName(each).localname for each in root.iter(etree.Element)}, name
    view = View(negotiation=NEGOTIATIONS[0])
    rows = pd.read_excel(io.BytesIO(xlsx.xlsx("statements", view, poisoned_snapshot)), dtype="str", keep_default_na=False)
    words = named.table("statements", view, poisoned_snapshot)["quote"].astype("str")
    assert [text.replace("_x000D_", "\r") for text in rows["quote"]] == words.tolist()


@pytest.fixture(scope="module")
def opened(poisoned_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree._Element]:
    """The same files opened by LibreOffice, as the document it made of each. Skipped, in words, where there is none."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip(HOW_TO_GET_LIBREOFFICE)
    folder, made = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("opened")
    for name, told in tables(poisoned_snapshot):
        (folder / f"{name}.csv").write_bytes(told)
        if name in named.NAMES:
            (folder / f"{name}-book.xlsx").write_bytes(xlsx.xlsx(name, View(negotiation=NEGOTIATIONS[0]), poisoned_snapshot))
    (folder / "unguarded.csv").write_bytes(csv(pd.DataFrame({"words": TEXTS}), exact=True))
    for ending, how in (("csv", [f"--infilter={_EVERY_SEPARATOR}"]), ("xlsx", [])):
        files = sorted(map(str, folder.glob(f"*.{ending}")))
        command = [office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", *how]
        subprocess.run([*command, "--convert-to", "fods", "--outdir", made, *files], check=True, capture_output=True, timeout=280)
    huge = etree.XMLParser(huge_tree=True)
    return {path.stem: etree.parse(path, huge).getroot() for path in made.glob("*.fods")}


def formulas(document: etree._Element) -> list[str]:
    """Those in a document of LibreOffice, which keeps true and false as formulas too."""
    every = (str(each) for each in document.xpath("//@table:formula", namespaces=_OFFICE))
    return [each for each in every if each not in ("of:=TRUE()", "of:=FALSE()")]


def test_libreoffice_finds_no_formula_in_any_of_our_files(opened: dict[str, etree._Element]) -> None:
    assert len(opened) == 2 * len(named.NAMES) + 2
    assert {name: formulas(document) for name, document in opened.items() if name != "unguarded" and formulas(document)} == {}


def test_libreoffice_runs_the_same_texts_where_nothing_guards_them(opened: dict[str, etree._Element]) -> None:
    """What `exact=1` is not for; and the sign that LibreOffice would find a formula if there were one."""
    assert "of:=1+1" in formulas(opened["unguarded"])
