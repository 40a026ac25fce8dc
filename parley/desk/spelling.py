"""Names that a person typed: whether they are ids, what was probably meant, and how a text is put into a file."""

from __future__ import annotations

import re
import unicodedata

from parley import yamlfile
from parley.desk.files import RefusedError
from parley.fieldtypes import ID
from parley.problems import one_line

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
"""Signs that look like the hyphen of an id or a day and are none."""

_PLAIN_DASHES = str.maketrans(dict.fromkeys(DASHES, "-"))


def with_plain_dashes(word: str) -> str:
    """Every typographic dash as the plain one: `2025–08–24` -> `2025-08-24`."""
    return word.translate(_PLAIN_DASHES)


def as_id(name: str) -> str:
    """An id made of a name, as people write them: `River Treaty` -> `river-treaty`. Empty when nothing is left of it."""
    letters = unicodedata.normalize("NFKD", with_plain_dashes(name)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", letters).strip("-_")[:64].rstrip("-_")


def must_be_id(name: str, what: str) -> str:
    """The name itself. raises: RefusedError when it is no id, with the one that was probably meant."""
    if ID.fullmatch(name):
        return name
    near = as_id(name)
    way_out = f"; did you mean `{near}`?" if near else ""
    raise RefusedError(
        one_line(f"`{name}` cannot be {what}: an id is made of letters, digits, `-` and `_`, starting with a letter or digit{way_out}")
    )


def as_title(name: str) -> str:
    """A name made of an id, for a person to better: `river-treaty` -> `River treaty`."""
    words = re.sub(r"[-_]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def scalar(text: str) -> str:
    """A text as it stands in a file after `name: `, in quotes only where it needs them. raises: RefusedError when it is not one line."""
    for written in (text, "'" + text.replace("'", "''") + "'"):
        try:
            if yamlfile.read(f"name: {written}\n".encode()).value == {"name": text} and text.strip():
                return written
        except (yamlfile.UnreadableError, UnicodeEncodeError):
            continue
    raise RefusedError("a title is one line of text, without characters that nobody can see")
