"""What somebody who asks has already, and takes: as the headers of a request say it. Knows no web framework."""

from __future__ import annotations

import re

PACKED = "-gzip"
"""What the tag of a compressed file ends with: its bytes are others."""


def known_already(if_none_match: str, tag: str) -> bool:
    """Does the asker have this file? if_none_match : the header; `*`, or a list of tags, weak ones too, of either encoding."""
    if if_none_match.strip() == "*":
        return True
    return any(each.removesuffix(PACKED) == tag for each in re.findall(r'(?:W/)?"([^"]*)"', if_none_match))


def takes_gzip(accept_encoding: str) -> bool:
    """Does the asker take gzip? accept_encoding : the header; `gzip;q=0` says no, and `*` means it too unless it is named."""
    weights = {}
    for each in accept_encoding.lower().split(","):
        name, _, weight = each.partition(";")
        quality = re.fullmatch(r"\s*q\s*=\s*([01](?:\.[0-9]*)?)\s*", weight)
        weights[name.strip()] = float(quality[1]) if quality else 1.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0
