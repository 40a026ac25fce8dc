"""Small databases of the Discourse Network Analyzer, in the tables of its versions 2 and 3 as far as statements need them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_BOTH = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
CREATE TABLE CODERS(ID INTEGER NOT NULL PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER, Password TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER NOT NULL PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT, Section TEXT,
  Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER,
  Start INTEGER, Stop INTEGER, Coder INTEGER);
"""
_TWO = """
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value INTEGER);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value TEXT);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value TEXT);
CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER, Blue INTEGER,
  Type TEXT, Alias TEXT, Notes TEXT, ChildOf TEXT);
"""
_THREE = """
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER, Value TEXT,
  Red INTEGER, Green INTEGER, Blue INTEGER, ChildOf INTEGER);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Value TEXT);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY NOT NULL, EntityId INTEGER, AttributeVariableId INTEGER, AttributeValue TEXT);
"""
TEXT = "Wir sagen: 🌊 kein Meter mehr!\r\nAnd the river: “all of it”.\r\nThe end."
"""What a text pane shows has plain line ends, and counts the wave as two."""

DAY = 1_741_737_600  # 2025-03-12, in seconds since 1970, UTC


@dataclass(frozen=True)
class Coding:
    """One coded statement. words : the selected text. agreement : None is none."""

    id: int
    words: str
    organisation: str = "Upland"
    concept: str = "There should be a dam."
    agreement: int | None = 1
    person: str = "Mira Adair"


def database(path: Path, version: int, codings: Iterable[Coding], *, integer: bool = False, seconds: int = DAY, text: str = TEXT) -> bytes:
    """Write a database with one document. returns : its bytes."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as file, file:
        file.executescript(_BOTH + (_TWO if version == 2 else _THREE))
        file.execute("INSERT INTO CODERS VALUES (1, 'Admin', 0, 0, 0, ''), (2, 'Tam Okoro', 0, 0, 0, '')")
        file.execute("INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 0, 0, 0), (2, 'Annotation', 0, 0, 0)")
        kinds = ("short text", "short text", "short text", "integer" if integer else "boolean")
        for number, (name, kind) in enumerate(zip(("person", "organization", "concept", "agreement"), kinds, strict=True), start=1):
            file.execute("INSERT INTO VARIABLES VALUES (?, ?, ?, 1)", (number, name, kind))
        file.execute("INSERT INTO VARIABLES VALUES (5, 'note', 'long text', 2)")
        when = seconds * 1000 if version == 2 else seconds
        document = (1, "Interview", text, 2, "A. Writer", "Radio Upland", "News", "see https://example.org/a", "", when)
        file.execute(f"INSERT INTO DOCUMENTS VALUES ({', '.join('?' * 10)})", document)
        for coding in codings:
            _code(file, version, coding, text, "DATAINTEGER" if integer else "DATABOOLEAN")
        file.execute("INSERT INTO STATEMENTS VALUES (99, 2, 1, 0, 3, 1)")
        _describe(file, version)
    return path.read_bytes()


def _code(file: sqlite3.Connection, version: int, coding: Coding, text: str, table: str) -> None:
    shown = text.replace("\r\n", "\n")
    start = len(shown[: shown.index(coding.words)].encode("utf-16-le")) // 2
    stop = start + len(coding.words.encode("utf-16-le")) // 2
    file.execute("INSERT INTO STATEMENTS VALUES (?, 1, 1, ?, ?, 2)", (coding.id, start, stop))
    for variable, value in enumerate((coding.person, coding.organisation, coding.concept), start=1):
        if version == 2:
            file.execute("INSERT INTO DATASHORTTEXT VALUES (NULL, ?, ?, 1, ?)", (coding.id, variable, value))
            continue
        entity = file.execute("SELECT ID FROM ENTITIES WHERE VariableId = ? AND Value = ?", (variable, value)).fetchone()
        if entity is None:
            entity = (file.execute("INSERT INTO ENTITIES VALUES (NULL, ?, ?, 0, 0, 0, NULL)", (variable, value)).lastrowid,)
        file.execute("INSERT INTO DATASHORTTEXT VALUES (NULL, ?, ?, ?)", (coding.id, variable, entity[0]))
    if coding.agreement is not None:
        columns = "NULL, ?, 4, 1, ?" if version == 2 else "NULL, ?, 4, ?"
        file.execute(f"INSERT INTO {table} VALUES ({columns})", (coding.id, coding.agreement))


def _describe(file: sqlite3.Connection, version: int) -> None:
    """What is noted of Upland."""
    if version == 2:
        file.execute("INSERT INTO ATTRIBUTES VALUES (NULL, 2, 'Upland', 0, 0, 0, 'Government', 'Republic of Upland', '', '')")
        return
    file.execute("INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 2, 'Type'), (2, 2, 'Alias')")
    for entity in file.execute("SELECT ID FROM ENTITIES WHERE VariableId = 2 AND Value = 'Upland'").fetchall():
        told = ((entity[0], 1, "Government"), (entity[0], 2, "Republic of Upland"))
        file.executemany("INSERT INTO ATTRIBUTEVALUES VALUES (NULL, ?, ?, ?)", told)
