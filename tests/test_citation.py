"""Citations: of a view and of a record, each read by the libraries that word processors and LaTeX users rely on."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import Entry, parse_string

from parley import store
from parley.export import citation
from parley.export.documents import DOCUMENTS, Occasion
from parley.store import Snapshot
from parley.view import View, decode
from tests.making import TALKS, talks, write

OCCASION = Occasion("https://desk.example.org", date(2026, 1, 2))
NASTY = r"A&B 50% $5 #1 a_b {x ~y^z \w} „Größe“ 和平 ☮"
STATEMENT = View(negotiation="demo", statement="demo/russia/2025-06-02/neutrality")
CLAIM = View(negotiation="demo", statement="demo/usa/2025-08-15/about-russia/freeze-line")
SECURITY = View(negotiation="demo", actor=("russia", "usa"), topic=("security",))
Cite = Callable[[str, View, Snapshot, Occasion], str]


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return store.read(talks(tmp_path))


@pytest.fixture
def nasty(tmp_path: Path) -> Snapshot:
    return store.read(write(talks(tmp_path), {"demo/negotiation.yaml": f"title: '{NASTY}'"}))


def item(told: str) -> dict[str, Any]:
    [found] = json.loads(told)
    assert isinstance(found, dict)
    return found


def entry(told: str) -> Entry:
    [found] = parse_string(told, "bibtex").entries.values()
    return found


def rendered(told: str) -> str:
    """As a word processor prints it in the Harvard style."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    items = json.loads(told)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    return "".join(map(str, bibliography.bibliography()))


def test_a_view_is_cited_by_its_sentence_and_the_state_of_the_data(snapshot: Snapshot) -> None:
    told = "Talks in Istanbul: Russia and United States on Security, as of 24 Aug 2025"
    pinned = f"asof=2025-08-24&known=2025-08-25&data={snapshot.version}"
    link = f"https://desk.example.org/matrix?negotiation=demo&actor=russia~usa&topic=security&{pinned}"
    assert citation.short("matrix", SECURITY, snapshot, OCCASION) == f"Parley, {told}, data {snapshot.version}."
    assert citation.long("matrix", SECURITY, snapshot, OCCASION) == (
        f"Parley, {told}. Data version {snapshot.version}, seen on 2 Jan 2026: {link}"
    )


def test_pages_of_records_are_cited_by_their_range_of_days(snapshot: Snapshot) -> None:
    view = View(negotiation="demo", from_=date(2025, 1, 1))
    assert "Everyone on every issue, from 1 Jan 2025, data" in citation.short("timeline", view, snapshot, OCCASION)
    assert "/timeline?negotiation=demo&from=2025-01-01&" in citation.long("timeline", view, snapshot, OCCASION)


def test_a_record_is_cited_with_who_said_it_in_which_words_and_where(snapshot: Snapshot) -> None:
    assert citation.long("matrix", STATEMENT, snapshot, OCCASION) == (
        "Parley, Talks in Istanbul: Russia on Permanent neutrality, 2 Jun 2025: supports, red line. "
        "Sergei Lavrov, Foreign minister: “must be neutral”. How we know: own words. Source: TASS, “Memorandum”, https://example.org/memo. "
        "Record demo/russia/2025-06-02/neutrality. "
        f"Data version {snapshot.version}, seen on 2 Jan 2026: https://desk.example.org/matrix?negotiation=demo&asof=2025-08-24&"
        f"known=2025-08-25&statement=demo%2Frussia%2F2025-06-02%2Fneutrality&data={snapshot.version}"
    )


@pytest.mark.parametrize("cite", [citation.short, citation.long, citation.bibtex, citation.csl])
def test_a_claim_is_cited_as_a_claim_by_one_about_another(cite: Cite, snapshot: Snapshot) -> None:
    assert "Claim by United States about Russia on Freezing the line, 15 Aug 2025: supports" in cite("claims", CLAIM, snapshot, OCCASION)


def test_a_claim_is_said_not_to_be_the_words_of_its_subject(snapshot: Snapshot) -> None:
    for cite in (citation.long, citation.bibtex, citation.csl):
        assert "A claim by United States about Russia, not the words of Russia." in cite("claims", CLAIM, snapshot, OCCASION)


def test_a_report_is_cited_as_not_on_the_record(snapshot: Snapshot) -> None:
    view = View(negotiation="demo", statement="demo/russia/2025-08-24/freeze-line")
    assert "Russia. How we know: reported, not on the record. Source: NBC News" in citation.long("matrix", view, snapshot, OCCASION)


def test_word_processors_read_a_view(snapshot: Snapshot) -> None:
    told = citation.csl("matrix", SECURITY, snapshot, OCCASION)
    assert item(told) | {"id": "", "URL": ""} == {
        "id": "",
        "type": "dataset",
        "title": "Talks in Istanbul: Russia and United States on Security, as of 24 Aug 2025",
        "container-title": "Parley",
        "publisher": "Parley",
        "version": snapshot.version,
        "issued": {"date-parts": [[2025, 8, 25]]},
        "accessed": {"date-parts": [[2026, 1, 2]]},
        "URL": "",
    }
    assert rendered(told).startswith("“Talks in Istanbul: Russia and United States on Security, as of 24 Aug 2025” (2025)")
    assert rendered(told).endswith(f"asof=2025-08-24&known=2025-08-25&data={snapshot.version} (Accessed: January 2, 2026).")


def test_word_processors_read_a_record_with_the_day_it_was_said_and_the_day_it_was_entered(snapshot: Snapshot) -> None:
    of = View(negotiation="demo", statement="demo/ukraine/2022-04/neutrality")
    told = citation.csl("statements", of, snapshot, OCCASION)
    assert (item(told)["type"], item(told)["original-date"], item(told)["issued"]) == (
        "entry",
        {"date-parts": [[2022, 4]]},
        {"date-parts": [[2025, 6, 3]]},
    )
    assert "Ukraine on Permanent neutrality, Apr 2022: leans support" in rendered(told)


def test_latex_reads_a_view(snapshot: Snapshot) -> None:
    read = entry(citation.bibtex("matrix", SECURITY, snapshot, OCCASION))
    assert read.type == "misc"
    assert {name: read.fields[name] for name in ("year", "month", "version", "urldate")} == {
        "year": "2025",
        "month": "August",
        "version": snapshot.version,
        "urldate": "2026-01-02",
    }
    assert read.fields["url"] == item(citation.csl("matrix", SECURITY, snapshot, OCCASION))["URL"]


def test_signs_that_latex_would_run_are_written_out(nasty: Snapshot) -> None:
    read = entry(citation.bibtex("matrix", View(negotiation="demo"), nasty, OCCASION))
    assert read.fields["title"] == (
        r"{A\&B 50\% \$5 \#1 a\_b \textbraceleft{}x \textasciitilde{}y\textasciicircum{}z \textbackslash{}w\textbraceright{} "
        r"„Größe“ 和平 ☮: Everyone on every issue, as of 24 Aug 2025}"
    )
    assert str(read.fields["note"]).endswith("seen on 2026-01-02.")


def test_signs_of_every_kind_reach_the_word_processor_unchanged(nasty: Snapshot) -> None:
    told = citation.csl("matrix", View(negotiation="demo"), nasty, OCCASION)
    assert item(told)["title"].startswith(f"{NASTY}: Everyone")
    assert NASTY in rendered(told)


def test_two_views_and_two_states_of_the_data_have_keys_of_their_own(snapshot: Snapshot, tmp_path: Path) -> None:
    other = store.read(write(tmp_path, {"demo/uk/2024-11-29.yaml": TALKS["demo/uk/2024-11-29.yaml"].replace("Nobody", "No one")}))
    keys = [item(citation.csl("matrix", view, of, OCCASION))["id"] for view in (SECURITY, STATEMENT, CLAIM) for of in (snapshot, other)]
    assert len(set(keys)) == 6
    assert list(parse_string(citation.bibtex("matrix", SECURITY, snapshot, OCCASION), "bibtex").entries) == [keys[0]]


def test_the_link_of_a_citation_brings_the_view_back(snapshot: Snapshot) -> None:
    asked = parse_qs(urlsplit(item(citation.csl("matrix", SECURITY, snapshot, OCCASION))["URL"]).query)
    view, faults = decode(asked, snapshot)
    assert faults == []
    assert view == SECURITY.but(asof=date(2025, 8, 24), known=date(2025, 8, 25), data=snapshot.version)


def test_where_no_host_is_known_no_address_is_made_up(snapshot: Snapshot) -> None:
    nowhere = Occasion("", OCCASION.today)
    assert "URL" not in item(citation.csl("matrix", SECURITY, snapshot, nowhere))
    assert "url" not in entry(citation.bibtex("matrix", SECURITY, snapshot, nowhere)).fields
    assert citation.long("matrix", SECURITY, snapshot, nowhere).endswith(f"&known=2025-08-25&data={snapshot.version}")


def test_what_was_entered_after_known_does_not_date_a_citation(snapshot: Snapshot) -> None:
    told = item(citation.csl("matrix", View(negotiation="demo", known=date(2025, 8, 20)), snapshot, OCCASION))
    assert told["issued"] == {"date-parts": [[2025, 8, 16]]}


@pytest.mark.parametrize("name", ["cite.txt", "cite.bib", "cite.json"])
def test_an_empty_folder_can_be_cited_too(name: str, tmp_path: Path) -> None:
    assert b"nobody has spoken yet" in DOCUMENTS[name].make(View(), store.read(tmp_path), OCCASION)


def test_the_files_hold_what_the_functions_tell(snapshot: Snapshot) -> None:
    made = {name: DOCUMENTS[name].make(CLAIM, snapshot, OCCASION).decode() for name in ("cite.txt", "cite.bib", "cite.json")}
    short, long = (cite("statements", CLAIM, snapshot, OCCASION) for cite in (citation.short, citation.long))
    assert made == {
        "cite.txt": f"{short}\n\n{long}\n",
        "cite.bib": citation.bibtex("statements", CLAIM, snapshot, OCCASION),
        "cite.json": citation.csl("statements", CLAIM, snapshot, OCCASION),
    }
