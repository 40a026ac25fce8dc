"""What our components receive: which part is open, and below it what to draw, as one piece of bytes.

Streamlit spells a value out as JSON and hashes it several times a run; bytes it takes as they are. A click changes the first line only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from parley.ui.beside import beside

SCRIPT = beside("packed.js")
"""`unpacked(data)`: the two parts, the second as JSON text."""


def spelled(payload: Mapping[str, Any]) -> bytes:
    """What to draw, to be packed as often as it is sent."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def packed(selected: int, drawn: bytes) -> bytes:
    """The message. selected : the number of the part that is open, -1 for none; drawn : as of `spelled`."""
    return b"%d\n%b" % (selected, drawn)
