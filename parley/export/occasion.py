"""What a document needs to know besides its view: nothing below the pages asks a clock, or where it is served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Occasion:
    """The occasion on which something leaves the house.

    base : where the links in it lead, such as `https://desk.example.org`; no slash at its end; empty when nobody knows.
    today : the day it is made, for what must say when it was taken.
    """

    base: str
    today: date
