"""How each cell of a view's matrix looks and reads: positions and blanks as marks.

The grid on screen and the printed page draw from here, so that they cannot say different things.
"""

from __future__ import annotations

from typing import Any

from parley.charts.marks import Look
from parley.frames import rows_of
from parley.matrix import Matrix, Pair


def looks(matrix: Matrix) -> dict[Pair, Look]:
    """The look of every (actor, issue) that has something to say. A pair that is missing is `not researched`."""
    claimed_blanks = dict.fromkeys(matrix.claimed, "not researched")
    found = {pair: Look(stance=kind, claimed=pair in matrix.claimed) for pair, kind in (claimed_blanks | dict(matrix.blanks)).items()}
    return found | {(row.actor, row.issue): _position(row, matrix) for row in rows_of(matrix.positions)}


def _position(row: Any, matrix: Matrix) -> Look:
    pair = (row.actor, row.issue)
    return Look(
        stance=row.stance,
        scored=row.issue in matrix.scored,
        firmness=row.firmness,
        reported=not row.on_record,
        stale=bool(row.stale),
        conditions=bool(row.conditions),
        mixed=bool(row.mixed),
        reported_otherwise=bool(row.reported_otherwise),
        claimed=pair in matrix.claimed,
        changed=pair in matrix.changed,
        date=row.date,
        age_days=int(row.age_days),
        voice=row.voice,
    )
