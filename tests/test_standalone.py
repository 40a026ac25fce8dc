"""A view as one file: the rows of its page, nothing from elsewhere, and text that stays text. Expectations from TALKS, by hand."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from parley import store, wording
from parley.export import named, standalone
from parley.export.documents import DOCUMENTS
from parley.export.occasion import Occasion
from parley.store import Snapshot
from parley.view import View
from tests.making import MORE_TALKS, talks, write
from tests.parsed import Parsed, parsed

DEMO = View(negotiation="demo")
OCCASION = Occasion("https://desk.example.org", date(2025, 11, 26))
PAGES = tuple(f"{name}.html" for name in standalone.PAGES)
HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7 * 7 }}<!--&lt;"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.read(write(talks(tmp_path_factory.mktemp("positions")), MORE_TALKS))


def made(name: str, view: View, snapshot: Snapshot, occasion: Occasion = OCCASION) -> Parsed:
    return parsed(DOCUMENTS[name].make(view, snapshot, occasion))


# What it holds


def test_the_matrix_holds_the_cells_of_the_named_table(snapshot: Snapshot) -> None:
    view = DEMO.but(rows="actor", group="none")
    page = made("matrix.html", view, snapshot)
    table = named.table("matrix", view, snapshot)
    crossing = page.tables[0]
    assert [row[0] for row in crossing[1:]] == table["actor_name"].tolist()
    told = [cell for row in crossing[1:] for cell in row[1:]]
    expected = table.drop(columns=["actor", "actor_name", "view", "data_version"]).to_numpy().ravel().tolist()
    assert len(told) == len(expected) == 30
    words = {"not researched": "not researched", "not found": "not found", "not applicable": "not applicable", "neutral": "neutral"}
    for cell, stance in zip(told, expected, strict=True):
        wanted = words.get(stance, stance.removeprefix("reported: ").replace("-", " "))
        assert re.search(rf"\b{wanted}\b", cell), (cell, stance)
        assert ("reported" in cell) == stance.startswith("reported: ")


def test_a_cell_leads_to_the_words_behind_it_without_scripts(snapshot: Snapshot) -> None:
    page = made("matrix.html", DEMO, snapshot)
    words = {row[0] + " on " + row[1]: row for row in page.tables[1]}
    assert "#russia%7Cneutrality" in page.links
    assert "russia|neutrality" in page.ids
    who, issue, stance, said, when, source = words["Russia on Permanent neutrality"]
    assert (who, issue) == ("Russia", "Permanent neutrality")
    assert "supports" in stance
    assert "demand, own words" in stance
    assert said == "Guarantees depend on neutrality."
    assert when == "24 Aug 2025 Sergei Lavrov, Foreign minister"
    assert source == "Interview NBC News"
    assert "Claim by United States: supports , 15 Aug 2025." in words["Russia on Freezing the line"][3]


def test_what_others_claim_of_a_blank_stands_beside_no_position(snapshot: Snapshot) -> None:
    rows = [row for row in made("matrix.html", DEMO, snapshot).tables[1] if row[:2] == ["United States", "Limit on the army"]]
    assert [(row[2], "Claim by Russia: supports" in row[3]) for row in rows] == [("no position", True)]


def test_the_evidence_holds_history_claims_and_why_a_cell_is_blank(snapshot: Snapshot) -> None:
    told = made("matrix.html", DEMO, snapshot).data("application/json")
    neutral = told["cells"]["russia|neutrality"]
    assert neutral["now"] == "demo/russia/2025-08-24/neutrality"
    assert neutral["by"] == [f"demo/russia/{day}/neutrality" for day in ("2025-08-24", "2025-06-02", "2022-03")]
    assert told["cells"]["usa|army-cap"]["claims"] == ["demo/russia/2025-08-24/about-usa/army-cap"]
    claim = told["records"]["demo/usa/2025-08-15/about-russia/freeze-line"]
    assert claim["how"] == "as claimed"
    assert "A claim never moves the position of the one it is about." in claim["claim"]


def test_a_blank_says_which_kind_it_is(snapshot: Snapshot) -> None:
    cells = made("matrix.html", DEMO.but(asof=date(2025, 8, 25)), snapshot).data("application/json")["cells"]
    assert cells["russia|frozen-assets"]["blank"] == (
        "No position by this day: not found. Looked for on 25 Aug 2025 in mid.ru. That is not a neutral position."
    )
    assert cells["ukraine|frozen-assets"]["blank"] == "No position by this day: not applicable. That is not a neutral position."
    assert "usa|frozen-assets" not in cells  # the page itself says: not researched


def test_what_was_said_after_the_day_stands_apart(snapshot: Snapshot) -> None:
    told = made("matrix.html", DEMO.but(asof=date(2025, 6, 30)), snapshot).data("application/json")
    neutral = told["cells"]["russia|neutrality"]
    assert neutral["now"] == "demo/russia/2025-06-02/neutrality"
    assert neutral["later"] == ["demo/russia/2025-08-24/neutrality"]
    assert told["cells"]["turkey|freeze-line"]["blank"].startswith(
        "No position by this day: nothing was said yet. The first statement on it here is of 10 Aug 2025."
    )


def test_a_file_on_the_record_holds_no_report(snapshot: Snapshot) -> None:
    html = DOCUMENTS["matrix.html"].make(DEMO.but(voice=("own", "spokesperson", "document")), snapshot, OCCASION).decode()
    assert "Moscow is said to be ready to stop where it stands." not in html
    assert "on the record" in parsed(html).title


@pytest.mark.parametrize("view", [DEMO, DEMO.but(actor=("russia",), q="neutrality", sort="oldest")])
def test_statements_are_the_rows_of_the_named_table_in_their_order(view: View, snapshot: Snapshot) -> None:
    page = made("statements.html", view, snapshot)
    assert [row[4] for row in page.tables[0][1:]] and [each["id"] for each in page.tags["tr"] if "id" in each] == named.table(
        "statements", view, snapshot
    )["id"].tolist()


def test_claims_stand_beside_their_subjects_own_words(snapshot: Snapshot) -> None:
    page = made("claims.html", DEMO, snapshot)
    assert [each["id"] for each in page.tags["tr"] if "id" in each] == named.table("claims", DEMO, snapshot)["id"].tolist()
    denied = next(row for row in page.tables[0] if "Ankara wants the old border back." in row[4])
    assert denied[:4] == ["19 Aug 2025", "United States", "Türkiye", "Freezing the line"]
    assert denied[5].startswith("Supports, 10 Aug 2025")
    assert denied[7].startswith("Denied")


def test_the_timeline_has_a_lane_an_actor_oldest_first_and_says_what_changed(snapshot: Snapshot) -> None:
    view = DEMO.but(issue=("neutrality",))
    page = made("timeline.html", view, snapshot)
    russia = page.tables[0][1:]
    assert [row[0] for row in russia] == ["Mar 2022", "2 Jun 2025", "24 Aug 2025"]
    assert [row[3] for row in russia] == [
        "first on it",
        "hardened from demand; before: Mar 2022",
        "softened from red line; before: 2 Jun 2025",
    ]
    shown = [each["id"] for each in page.tags["tr"] if "id" in each]
    assert sorted(shown) == sorted(named.table("statements", view, snapshot)["id"])


def test_the_picture_of_the_timeline_travels_inside_the_file(snapshot: Snapshot) -> None:
    drawn = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    page = parsed(standalone.timeline_page(DEMO, snapshot, OCCASION, (lambda *_: drawn, None)))
    (picture,) = page.tags["img"]
    assert base64.b64decode(picture["src"].removeprefix("data:image/svg+xml;base64,")) == drawn
    assert picture["alt"].startswith("Everyone on every issue, all days.")


# What it says of itself


@pytest.mark.parametrize("name", PAGES)
def test_a_file_says_what_it_is(name: str, snapshot: Snapshot) -> None:
    view = DEMO.but(actor=("russia",), asof=date(2025, 8, 24), from_=date(2022, 1, 1))
    page = made(name, view, snapshot)
    assert page.title.startswith("Russia on every issue")
    assert page.metas["description"].startswith(page.title)
    assert f"Data version {snapshot.version}" in page.text
    assert f"Cite as Parley, Talks in Istanbul: {page.title}, data {snapshot.version}." in page.text
    assert "Records entered up to 25 Aug 2025." in page.text
    query = f"negotiation=demo&actor=russia&from=2022-01-01&asof=2025-08-24&known=2025-08-25&data={snapshot.version}"
    link = f"https://desk.example.org/{name.removesuffix('.html')}?{query}"
    assert link in page.links


def test_without_a_known_host_the_link_back_is_a_path(snapshot: Snapshot) -> None:
    page = made("matrix.html", DEMO, snapshot, Occasion("", date(2025, 11, 26)))
    assert "/matrix?negotiation=demo&asof=2025-08-24&known=2025-08-25" in page.text
    assert [link for link in page.links if link.startswith(("http", "/"))] == [
        link for link in page.links if link.startswith("https://example.org/")
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_file_asks_nobody_for_anything(name: str, snapshot: Snapshot) -> None:
    html = DOCUMENTS[name].make(DEMO, snapshot, OCCASION).decode()
    page = parsed(html)
    assert page.tags["link"] == []
    asked = [each.get("src") or each["srcset"] for of in page.tags.values() for each in of if "src" in each or "srcset" in each]
    assert [address for address in asked if not address.startswith("data:image/svg+xml;base64,")] == []
    assert "@import" not in html
    assert "url(" not in html
    policy = next(each["content"] for each in page.tags["meta"] if each.get("http-equiv") == "Content-Security-Policy")
    own = [text for attributes, text in page.scripts if "type" not in attributes]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in own]
    assert policy.startswith(f"default-src 'none'; style-src 'unsafe-inline'; script-src {hashes[0]}; img-src data:")
    assert len(own) == 1


@pytest.mark.parametrize("name", PAGES)
def test_one_view_of_one_state_is_always_the_same_file(name: str, snapshot: Snapshot) -> None:
    one = DOCUMENTS[name].make(DEMO, snapshot, OCCASION)
    assert one == DOCUMENTS[name].make(DEMO, store.read(snapshot.folder), Occasion(OCCASION.base, date(2031, 1, 1)))


@pytest.mark.parametrize("name", PAGES)
def test_before_anybody_has_spoken_a_file_says_so(name: str, tmp_path: Path) -> None:
    silent = store.read(write(tmp_path, {"demo/negotiation.yaml": "title: Talks", "demo/actors.yaml": "actors: [{id: a, name: A}]"}))
    page = made(name, DEMO, silent)
    assert re.search("Nobody in this selection had said anything|Nothing here|Nothing was said", page.text)


# What is in it stays text


@pytest.mark.parametrize("name", PAGES)
def test_text_from_files_is_never_markup_nor_a_template(name: str, tmp_path: Path) -> None:
    page = made(name, View(negotiation="demo"), store.read(hostile(tmp_path)))
    assert [each for each in page.tags["img"] if not each["src"].startswith("data:image/svg+xml;base64,")] == []
    assert [each for of in page.tags.values() for each in of if "onerror" in each] == []
    assert "49" not in page.text
    assert len([attributes for attributes, _ in page.scripts]) == (2 if name == "matrix.html" else 1)
    assert HOSTILE in page.text
    if name == "matrix.html":
        told = page.data("application/json")
        assert told["records"]["demo/russia/2025-08-24/neutrality"]["summary"] == HOSTILE


def test_only_addresses_of_the_web_become_links(snapshot: Snapshot) -> None:
    tables = snapshot.tables
    bad = replace(tables, statements=tables.statements.assign(source_url="javascript:alert(1)"))
    evil = Snapshot(snapshot.folder, snapshot.version, (), bad)
    for name in PAGES:
        page = made(name, DEMO, evil)
        assert [link for link in page.links if link.lower().startswith("javascript")] == []
    told = made("matrix.html", DEMO, evil).data("application/json")
    assert {url for record in told["records"].values() for _, lines in record["facts"] for _, url in lines} <= {"", *_web(snapshot)}
    assert wording.web("JavaScript:alert(1)") == ""


def _web(snapshot: Snapshot) -> set[str]:
    return set(snapshot.tables.claims["source_url"])


def hostile(folder: Path) -> Path:
    """A small negotiation in which every text a person writes is hostile."""
    text = f"'{HOSTILE}'"
    return write(
        folder,
        {
            "demo/negotiation.yaml": f"title: {text}\nsummary: {text}\nnote: {text}\nlicence: {text}\n",
            "demo/actors.yaml": f"""
                actors:
                  - {{id: russia, name: {text}, role: {text}, note: {text}, memberships: [{{bloc: p5}}],
                     speakers: [{{name: {text}, role: {text}}}]}}
                  - {{id: usa, name: {text}}}
                blocs: [{{id: p5, name: {text}}}]
                """,
            "demo/issues.yaml": f"""
                topics: [{{id: security, title: {text}}}]
                issues:
                  - {{id: neutrality, title: {text}, question: {text}, topic: security, stances: {{supports: {text}}},
                     unit: {text}, note: {text}}}
                """,
            "demo/events.yaml": f"events: [{{id: summit, date: 2025-08-15, title: {text}, place: {text}, note: {text}}}]\n",
            "demo/russia/2025-08-24.yaml": f"""
                recorded: 2025-08-25
                sources: [{{id: nbc, title: {text}, publisher: {text}, origin: {text}, url: "https://example.org/a'b"}}]
                statements:
                  - {{issue: neutrality, stance: supports, summary: {text}, quote: {text}, language: ru, translation: {text},
                     speaker: {text}, conditions: [{{text: {text}, issue: neutrality, actor: usa}}], value: 5, note: {text},
                     disputed_by: {text}, corrections: [{{date: 2025-08-26, was: {text}, now: {text}, why: {text}}}]}}
                claims:
                  - {{about: usa, issue: neutrality, stance: opposes, summary: {text}, note: {text}}}
                """,
        },
    )
