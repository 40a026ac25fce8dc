"""Lines for those who read a table with a program: one for each language, ready to be run.

Each asks for `exact=1`, so that every byte is as it was written, and none takes a word for something else: an actor `NA` stays text.
"""

from __future__ import annotations


def pandas(url: str) -> str:
    """Python, with pandas. url : of a CSV, as `exact`."""
    return f'import pandas\n\nrows = pandas.read_csv(\n    "{url}",\n    keep_default_na=False,\n    na_values=[""],\n)\n'


def r(url: str) -> str:
    """R, with nothing but what comes with it."""
    return f'rows <- read.csv(\n  "{url}",\n  na.strings = "", encoding = "UTF-8", check.names = FALSE\n)\n'


def curl(url: str, filename: str) -> str:
    """A shell. filename : what it is saved as."""
    return f"curl --fail --output {filename} \\\n  '{url}'\n"
