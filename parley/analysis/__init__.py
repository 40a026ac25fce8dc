"""One question a file; each a pure function of tables. The day is always an argument."""
