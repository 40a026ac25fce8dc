"""A database of the Discourse Network Analyzer, read as it is: its documents, and its coded statements with their variables.

DNA 2 and DNA 3 keep the same things in nearly the same SQLite tables. In DNA 2 a short text stands with its statement and dates
are milliseconds; in DNA 3 short texts are entities and dates are seconds, both since 1970 in UTC. Positions in a document count
UTF-16 units, as Java does, in the text with plain line ends, as its text pane shows it. The file is opened read-only and nothing
in it is run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

_NEEDED = {"DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES", "DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_STATEMENTS = 200_000


class NoDnaError(Exception):
    """The file is no database of DNA that can be read; says why."""


@dataclass(frozen=True)
class Document:
    """day : when it is dated, empty when the number in the file is no day. moved : its time of day was not midnight (DNA 2)."""

    title: str
    author: str
    source: str
    section: str
    type: str
    notes: str
    day: str
    moved: bool
    text: str


@dataclass(frozen=True)
class Coded:
    """One statement. type : the name of its statement type. values : text, flag or number by variable. quote : the selected text."""

    id: int
    type: str
    document: int
    start: int
    coder: str
    quote: str
    values: dict[str, str | int]


@dataclass(frozen=True)
class Database:
    """version : 2 or 3. documents : by id. statements : in order of their ids. kinds : of variables: "short text", "boolean", …

    about : what is noted of an entity, by variable and value: {("organization", "Greenpeace"): {"Type": "NGO"}}.
    """

    version: int
    documents: dict[int, Document]
    statements: tuple[Coded, ...]
    kinds: dict[tuple[str, str], str]
    about: dict[tuple[str, str], dict[str, str]]


def read(path: Path) -> Database:
    """Everything in the database. raises : NoDnaError."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            return _database(connection)
    except sqlite3.Error as error:
        raise NoDnaError(f"the database cannot be read ({error}); is the file whole?") from None


def _database(connection: sqlite3.Connection) -> Database:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if missing := _NEEDED - {name.upper() for name in tables}:
        raise NoDnaError(f"this SQLite file is no database of DNA 2 or 3: it has no table {', '.join(sorted(missing))}")
    version = 3 if "ENTITIES" in tables else 2
    documents = {row[0]: _document(row[1:], version) for row in connection.execute(_DOCUMENTS)}
    types = dict(connection.execute("SELECT ID, Label FROM STATEMENTTYPES"))
    variables = {row[0]: row[1:] for row in connection.execute("SELECT ID, Variable, DataType, StatementTypeId FROM VARIABLES")}
    kinds = {(types.get(kind, ""), name): data for name, data, kind in variables.values()}
    names = {number: name for number, (name, _, _) in variables.items()}
    values = _values(connection, names, version)
    return Database(version, documents, tuple(_statements(connection, documents, types, values)), kinds, _about(connection, names, version))


_DOCUMENTS = "SELECT ID, Title, Author, Source, Section, Type, Notes, Date, Text FROM DOCUMENTS ORDER BY ID"


def _document(row: tuple[Any, ...], version: int) -> Document:
    *texts, when, text = row
    day, moved = _day(when, version)
    title, author, source, section, kind, notes = (str(each or "").strip() for each in texts)
    return Document(title, author, source, section, kind, notes, day, moved, str(text or ""))


def _day(when: Any, version: int) -> tuple[str, bool]:
    """DNA 2 kept the coder's own midnight: it is found by going to the nearest, as DNA 3 itself does when it takes such dates over."""
    try:
        at = _EPOCH + (timedelta(milliseconds=when) if version == 2 else timedelta(seconds=when))
    except (TypeError, OverflowError):
        return "", False
    moved = version == 2 and at.time() != _EPOCH.time()
    day = (at + timedelta(hours=12)).date() if moved else at.date()
    return (day.isoformat(), moved) if date(1500, 1, 1) <= day <= date(2200, 12, 31) else ("", moved)


def _values(connection: sqlite3.Connection, names: dict[int, str], version: int) -> dict[int, dict[str, str | int]]:
    short = "SELECT StatementId, VariableId, Value FROM DATASHORTTEXT"
    if version == 3:
        short = "SELECT S.StatementId, S.VariableId, E.Value FROM DATASHORTTEXT S JOIN ENTITIES E ON E.ID = S.Entity"
    found: dict[int, dict[str, str | int]] = {}
    for query in (
        short,
        *(f"SELECT StatementId, VariableId, Value FROM {table}" for table in ("DATALONGTEXT", "DATABOOLEAN", "DATAINTEGER")),
    ):
        for statement, variable, value in connection.execute(query):
            if variable in names and value is not None:
                found.setdefault(statement, {})[names[variable]] = value.strip() if isinstance(value, str) else value
    return found


def _statements(
    connection: sqlite3.Connection, documents: dict[int, Document], types: dict[int, str], values: dict[int, dict[str, str | int]]
) -> Iterator[Coded]:
    coders = dict(connection.execute("SELECT ID, Name FROM CODERS")) if _has(connection, "CODERS") else {}
    units = {number: _units(document.text) for number, document in documents.items()}
    query = f"SELECT ID, StatementTypeId, DocumentId, Start, Stop, Coder FROM STATEMENTS ORDER BY ID LIMIT {MOST_STATEMENTS}"
    for number, kind, document, start, stop, coder in connection.execute(query):
        quoted = units.get(document, b"")[2 * start : 2 * stop].decode("utf-16-le", "replace")
        yield Coded(number, types.get(kind, ""), document, start, str(coders.get(coder, "") or ""), quoted, values.get(number, {}))


def _units(text: str) -> bytes:
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-16-le", "surrogatepass")


def _has(connection: sqlite3.Connection, table: str) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone() is not None


def _about(connection: sqlite3.Connection, names: dict[int, str], version: int) -> dict[tuple[str, str], dict[str, str]]:
    """What is noted of persons, organisations and concepts."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    if version == 3 and _has(connection, "ATTRIBUTEVALUES"):
        for variable, value, attribute, told in connection.execute(_ATTRIBUTES):
            if told and variable in names:
                found.setdefault((names[variable], value.strip()), {})[attribute] = told.strip()
    elif version == 2 and _has(connection, "ATTRIBUTES"):
        for variable, value, *told in connection.execute("SELECT VariableId, Value, Type, Alias, Notes FROM ATTRIBUTES"):
            noted = {name: str(each).strip() for name, each in zip(("Type", "Alias", "Notes"), told, strict=True) if each}
            if noted and variable in names:
                found[names[variable], value.strip()] = noted
    return found


_ATTRIBUTES = (
    "SELECT E.VariableId, E.Value, A.AttributeVariable, V.AttributeValue FROM ATTRIBUTEVALUES V "
    "JOIN ENTITIES E ON E.ID = V.EntityId JOIN ATTRIBUTEVARIABLES A ON A.ID = V.AttributeVariableId"
)
