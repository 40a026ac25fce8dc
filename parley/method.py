"""The rules by which statements become positions, in a reader's words: for the About page and for a publication alike."""

from __future__ import annotations

METHOD: dict[str, str] = {
    "A position as of a day": "is the last thing an actor said on an issue by that day, on the record. Only where it has said nothing on "
    "the record does a report fill the cell, drawn hollow. A report never overrides the record; a later one that differs is marked.",
    "A claim": "is what one actor says another’s position is. It is shown beside that actor’s own words and never moves them.",
    "A blank is not neutral.": "It says whether nobody has looked yet, somebody looked and found nothing, or the issue does not concern "
    "the actor. “Neutral” is something an actor has said.",
    "Vague dates:": "a date known only by month or year counts from its last day. Where one day holds two stances, the last one stands and "
    "is marked.",
    "No colour, no score:": "assessments and disputed facts are shown without colour and never scored.",
    "Files for spreadsheets:": "a CSV cell that a spreadsheet would run as a formula gets one leading apostrophe, and so does one that "
    "begins with apostrophes before such a sign; take one off to have the words back. JSON holds every byte as it is, and so does a CSV "
    "of the app with exact=1 in its link. The last two columns say which view and which state of the data the rows are.",
}
"""Each rule: the words it is known by, and the rest of the sentence."""
