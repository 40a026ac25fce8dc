"""Who stands where, on what, since when, and says who.

Rooms, top to bottom as imports run: days, problems, yamlfile, schema, load, store, tables, view, analysis, charts,
export, ui, http, cli. HACKING.md says what belongs in which.
"""

__version__ = "0.1.0"
