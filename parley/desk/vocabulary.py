"""The words of the codebook, as desks write them: `Leans support` and `pro` are read, and it is said how."""

from __future__ import annotations

from collections.abc import Mapping

from parley.schema import CONFIDENCES, FIRMNESSES, STANCES, VOICES

_ALSO: Mapping[str, Mapping[str, str]] = {
    "stance": {
        **dict.fromkeys(
            ("support", "supportive", "for", "in-favour", "in-favor", "pro", "yes", "agree", "agrees", "ja", "dafür"), "supports"
        ),
        **dict.fromkeys(("oppose", "opposed", "against", "contra", "con", "no", "disagree", "disagrees", "nein", "dagegen"), "opposes"),
        **dict.fromkeys(("leaning-support", "lean-support", "leans-for", "rather-for", "eher-dafür"), "leans-support"),
        **dict.fromkeys(("leaning-oppose", "lean-oppose", "leans-against", "rather-against", "eher-dagegen"), "leans-oppose"),
        **dict.fromkeys(("undecided", "unklar", "ambiguous"), "unclear"),
        **dict.fromkeys(("declined", "no-comment", "no-answer"), "declines"),
    },
    "firmness": {"redline": "red-line", "rote-linie": "red-line"},
    "voice": {"official-document": "document", "report": "reported", "on-background": "reported"},
    "confidence": {"hoch": "high", "mittel": "medium", "niedrig": "low", "sure": "high", "unsure": "low"},
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "stance": tuple(STANCES),
    "firmness": tuple(FIRMNESSES),
    "voice": tuple(VOICES),
    "confidence": tuple(CONFIDENCES),
}
FIELDS = tuple(_WORDS)


def read(field: str, text: str) -> str:
    """The codebook's word for a text; the text itself when there is none, to be judged as what it is."""
    plain = "-".join(text.casefold().replace("_", " ").replace("-", " ").split())
    return plain if plain in _WORDS[field] else _ALSO[field].get(plain, text)
