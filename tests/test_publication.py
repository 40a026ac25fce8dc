"""A publication: every page there is and no dead link, what changed and nothing else, and no folder of somebody else's."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree as ET

import pytest

from parley import cli, store
from parley.export.documents import DOCUMENTS, Document
from parley.export.occasion import Occasion
from parley.publication import addresses, downloads, machines, order, pages
from parley.publication.folder import MARKER, RefusedError
from parley.publication.site import Published, publish
from parley.store import Snapshot
from parley.view import PARAMETERS, View
from tests.making import MORE_TALKS, talks, write
from tests.parsed import Parsed, parsed
from tests.test_standalone import HOSTILE, hostile

DEMO = View(negotiation="demo")
BASE = "https://desk.example.org/talks"
DAY = date(2025, 11, 26)
OCCASION = Occasion(BASE, DAY)


@pytest.fixture
def positions(tmp_path: Path) -> Path:
    return write(talks(tmp_path / "positions"), MORE_TALKS)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture(autouse=True)
def few_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small publications are written without what takes time to make; that of the shipped positions has everything."""
    for name in list(DOCUMENTS):
        if not name.endswith((".html", ".txt")):
            monkeypatch.delitem(DOCUMENTS, name)


def published(positions: Path, out: Path, *views: View, occasion: Occasion = OCCASION) -> Published:
    return publish(out, views or (DEMO,), store.read(positions), occasion)


def files(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def html(out: Path) -> set[str]:
    return {path for path in files(out) if path.endswith(".html") and "/data/" not in path}


def page(out: Path, path: str) -> Parsed:
    return parsed((out / path).read_bytes())


def times(out: Path) -> dict[str, tuple[int, int]]:
    """When each file was last changed, and which file it is."""
    return {path: ((out / path).stat().st_mtime_ns, (out / path).stat().st_ino) for path in files(out)}


# Which pages there are


def test_every_actor_issue_and_record_has_a_page_at_an_address_made_of_its_id(positions: Path, out: Path) -> None:
    done = published(positions, out)
    here = store.read(positions).of("demo")
    records = [f"{each}.html" for each in (*here.statements["id"], *here.claims["id"])]
    actors = [f"demo/actors/{each}.html" for each in here.actors["id"]]
    issues = [f"demo/issues/{each}.html" for each in here.issues["id"]]
    fixed = ["index.html", "about.html", "404.html", *(f"demo/{name}.html" for name in ("index", "claims", "sources", "data"))]
    assert html(out) == {*records, *actors, *issues, *fixed}
    assert len(records) == 17
    assert done.pages == len(html(out))
    assert "demo/russia/2025-08-24/about-usa/army-cap.html" in html(out)


def test_the_page_of_a_record_tells_it_whole(positions: Path, out: Path) -> None:
    published(positions, out)
    told = page(out, "demo/russia/2022-03/neutrality.html")
    assert told.title == "Russia on Permanent neutrality, Mar 2022: supports"
    assert told.metas["description"] == "Neutrality under guarantees of the five."
    assert told.metas["og:type"] == "article"
    assert "Conditions with a limit on the army (hangs on: Limit on the army, United States)" in told.text
    assert "Mar 2022 (only the month is known)" in told.text
    assert "Record demo/russia/2022-03/neutrality" in told.text
    assert [row[0] for row in told.tables[-1][1:]] == ["24 Aug 2025", "2 Jun 2025", "Mar 2022"]


def test_a_claim_has_a_page_of_its_own_that_says_it_is_one(positions: Path, out: Path) -> None:
    published(positions, out)
    told = page(out, "demo/usa/2025-08-19/about-turkey/freeze-line.html")
    assert told.title == "United States says about Türkiye on Freezing the line, 19 Aug 2025: opposes"
    assert told.metas["description"].startswith("A claim by United States about Türkiye. A claim never moves the position")
    assert [row[0] for row in told.tables[-1][1:]] == ["22 Aug 2025", "10 Aug 2025"]  # what Türkiye said itself


def test_an_actor_s_page_tells_where_it_stands_and_keeps_claims_about_it_apart(positions: Path, out: Path) -> None:
    published(positions, out)
    told = page(out, "demo/actors/russia.html")
    standing = {row[0]: row for row in told.tables[0] if len(row) == 4}
    assert standing["Permanent neutrality"][1].startswith("++ supports, demand, own words")
    assert standing["Permanent neutrality"][3].startswith("24 Aug 2025, the same day")
    assert "The Russians will stop where they stand." in told.text
    assert "The Russians will stop where they stand." not in str(told.tables[0])
    assert "Not researched: 2. That is not a neutral position." in told.text


def test_an_issue_s_page_tells_who_stands_where_and_what_a_stance_means(positions: Path, out: Path) -> None:
    published(positions, out)
    told = page(out, "demo/issues/freeze-line.html")
    assert [row[0] for row in told.tables[0] if len(row) == 4][1:] == ["Russia", "Türkiye"]
    assert "reported" in told.tables[0][1][1]


def test_the_front_page_tells_what_moved_lately_and_describes_the_data_for_machines(positions: Path, out: Path) -> None:
    published(positions, out)
    told = page(out, "index.html")
    assert "Ukraine reversed on Permanent neutrality: from leans support to opposes" in told.text
    (dataset,) = told.data("application/ld+json")["@graph"]
    assert dataset["@type"] == "Dataset"
    assert dataset["name"] == "Talks in Istanbul"
    assert dataset["version"] == store.read(positions).version
    assert dataset["temporalCoverage"] == "2022-03/2025-08-24"
    assert f"{BASE}/demo/data/statements.csv" in [each["contentUrl"] for each in dataset["distribution"]]


# Whole and readable without scripts


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


def test_the_shipped_positions_are_published_without_a_dead_link(publication: Path) -> None:
    with served(publication) as server:
        seen = _crawled(f"{server}/under/talks/")
    pages = {path.removeprefix(f"{server}/under/talks/"): page for path, page in seen.items()}
    told = html(publication / "under" / "talks")
    assert {path or "index.html" for path in pages if path.endswith((".html", "")) and "/data/" not in path} >= told - {"404.html"}
    assert len(told) > 450


def _crawled(start: str) -> dict[str, Parsed | None]:
    """Every address that can be reached from `start`, with its page; anchors and outside links checked on the way."""
    seen: dict[str, Parsed | None] = {}
    anchors: set[tuple[str, str, str]] = set()
    waiting, met = [start], {start}
    for _ in range(5_000):
        if not waiting:
            break
        address = waiting.pop()
        page = seen[address] = _got(address)
        if page is None:
            continue
        linked = [*page.links, *(each["href"] for each in page.tags["link"] if each.get("rel") != "canonical")]
        linked += [each["src"] for each in (*page.tags["script"], *page.tags["img"]) if "src" in each]
        linked += [each["srcset"] for each in page.tags["source"]]
        for link in linked:
            target, anchor = urldefrag(urljoin(address, link))
            if target.startswith(start):
                waiting += {target} - met
                met.add(target)
                anchors.add((address, target, unquote(anchor)))
            else:
                assert target.startswith(("https://", "http://", "data:")), (address, link)
    assert not waiting
    lost = [each for each in anchors if each[2] and (page := seen[each[1]]) is not None and each[2] not in page.ids]
    assert lost == []
    return seen


def _got(address: str) -> Parsed | None:
    """The page there; None for what is no page. A dead link fails the test."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            body = answer.read()
            return parsed(body) if answer.headers.get_content_type() == "text/html" else None
    except HTTPError as error:
        pytest.fail(f"{address}: {error.code}")


def test_every_page_has_title_description_canonical_link_and_reads_without_scripts(publication: Path) -> None:
    site = publication / "under" / "talks"
    titles = {}
    for path in sorted(html(site) - {"404.html"}):
        told = page(site, path)
        assert told.title, path
        assert 20 < len(told.metas["description"]) <= 280, path
        assert told.link("canonical") == told.metas["og:url"] == f"{BASE}/{path.removesuffix('index.html')}"
        assert told.metas["og:title"] == told.title
        assert told.metas["twitter:card"] in ("summary", "summary_large_image")
        assert len(told.tags["h1"]) == 1
        assert len(told.tags["main"]) == 1
        assert [attributes for attributes, _ in told.scripts if "src" not in attributes and "json" not in attributes["type"]] == []
        if path.startswith("ukraine-peace/") and path.count("/") < 3:
            assert told.tables, path
        titles[path] = told.title
    records = [path for path in titles if path.count("/") >= 3]
    assert len(records) == 396


def test_the_sitemap_lists_exactly_the_pages(publication: Path) -> None:
    site = publication / "under" / "talks"
    listed = [each.text or "" for each in ET.fromstring((site / "sitemap.xml").read_bytes()).findall(".//{*}loc")]
    assert sorted(listed) == sorted(page(site, path).link("canonical") for path in html(site) - {"404.html"})
    assert (site / "robots.txt").read_text() == f"User-agent: *\nAllow: /\nSitemap: {BASE}/sitemap.xml\n"


def test_a_sitemap_that_is_too_long_lists_further_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "MOST", 2)
    told = dict(machines.files(BASE, ["a.html", "b.html", "c/index.html"]))
    assert f"<loc>{BASE}/sitemap-2.xml</loc>" in told["sitemap.xml"].decode()
    assert f"<loc>{BASE}/c/</loc>" in told["sitemap-2.xml"].decode()


def test_the_page_for_nothing_stands_anywhere(publication: Path) -> None:
    told = page(publication / "under" / "talks", "404.html")
    assert told.links == [f"{BASE}/"]
    assert told.tags["link"] == []
    assert told.metas["robots"] == "noindex"


def test_the_tables_are_those_of_the_view(positions: Path, out: Path) -> None:
    from parley.export import csv, named

    view = DEMO.but(actor=("russia",))
    published(positions, out, view)
    snapshot = store.read(positions)
    for name in downloads.TABLES:
        assert (out / f"demo/data/{name}.csv").read_bytes() == csv.csv(named.table(name, view, snapshot))
        assert json.loads((out / f"demo/data/{name}.json").read_bytes())["data_version"] == snapshot.version
        assert f"data/{name}.csv" in page(out, "demo/data.html").links


# A selection


def test_filters_narrow_the_publication_and_every_page_says_so(positions: Path, out: Path) -> None:
    published(positions, out, DEMO.but(actor=("russia",), topic=("security",), asof=date(2025, 8, 24), from_=date(2025, 6, 1)))
    assert html(out) == {
        *("index.html", "about.html", "404.html", "demo/index.html", "demo/claims.html", "demo/sources.html", "demo/data.html"),
        *("demo/actors/russia.html", "demo/issues/neutrality.html", "demo/issues/army-cap.html"),
        *(f"demo/russia/2025-06-02/{issue}.html" for issue in ("neutrality", "army-cap")),
        *("demo/russia/2025-08-24/neutrality.html", "demo/russia/2025-08-24/about-usa/army-cap.html"),
    }
    told = "A selection: Russia on Security, as of 24 Aug 2025; statements from 1 Jun 2025."
    assert [path for path in html(out) - {"404.html"} if told not in page(out, path).text] == []


def test_a_position_that_rests_on_older_words_keeps_their_page(positions: Path, out: Path) -> None:
    published(positions, out, DEMO.but(actor=("ukraine",), issue=("neutrality",), from_=date(2025, 8, 21)))
    assert "demo/ukraine/2025-08-20/neutrality.html" in html(out)
    assert "demo/ukraine/2022-04/neutrality.html" not in html(out)


def test_the_whole_is_not_called_a_selection(positions: Path, out: Path) -> None:
    published(positions, out, DEMO.but(group="bloc", sort="name"))
    assert [path for path in html(out) if "A selection" in page(out, path).text] == []


def test_every_negotiation_gets_its_part_and_an_id_must_say_whose_it_is(tmp_path: Path, out: Path) -> None:
    positions = write(
        talks(tmp_path / "two"), {"trade/negotiation.yaml": "title: Trade", "trade/actors.yaml": "actors: [{id: kenya, name: Kenya}]"}
    )
    snapshot = store.read(positions)
    views, faults = order.views(asked(), snapshot)
    assert ([view.negotiation for view in views], faults) == (["demo", "trade"], [])
    published(positions, out, *views)
    assert {"demo/index.html", "trade/index.html", "trade/actors/kenya.html"} <= html(out)
    assert page(out, "index.html").title == "Who stands where"
    assert {"demo/index.html", "trade/index.html"} <= set(page(out, "index.html").links)
    assert order.views(asked(actor="russia"), snapshot)[1] == [
        "`actor` means something in one negotiation only, and there are 2; add --negotiation demo"
    ]
    assert [view.negotiation for view in order.views(asked(negotiation="trade", actor="kenya"), snapshot)[0]] == ["trade"]


def asked(**flags: str) -> dict[str, list[str]]:
    return {name: [flags[name]] if name in flags else [] for name in PARAMETERS}


# Text stays text


def test_text_from_files_is_never_markup_on_any_page(tmp_path: Path, out: Path) -> None:
    published(hostile(tmp_path / "hostile"), out)
    shown = 0
    for path in html(out):
        told = page(out, path)
        assert [each for each in told.tags["img"] if not each["src"].endswith(".svg")] == [], path
        assert [each for of in told.tags.values() for each in of if "onerror" in each] == [], path
        assert "49" not in told.text
        assert len([1 for attributes, _ in told.scripts if "src" not in attributes]) <= 1
        shown += HOSTILE in told.text
    assert shown == len(html(out))


# What changed, and nothing else


def test_publishing_again_touches_nothing(positions: Path, out: Path) -> None:
    published(positions, out)
    before = times(out)
    done = publish(out, (DEMO,), store.read(positions), Occasion(BASE, date(2031, 1, 1)))
    assert times(out) == before
    assert (done.written.changed, done.written.removed) == (0, 0)


def test_a_changed_statement_touches_only_the_pages_that_show_it_and_those_that_name_the_state(positions: Path, out: Path) -> None:
    published(positions, out)
    before = times(out)
    file = positions / "demo/turkey/2025-08-10.yaml"
    file.write_text(file.read_text().replace("The deal was talked down from outside.", "Somebody talked it down."))
    published(positions, out)
    after = times(out)
    assert {path for path in html(out) if before[path] != after[path]} == {
        "demo/turkey/2025-08-10/johnson-blocked.html",
        "demo/actors/turkey.html",
        "demo/issues/johnson-blocked.html",
        "demo/index.html",
        *("index.html", "about.html", "demo/data.html"),  # these name the state of the data
    }
    assert "demo/data/statements.csv" in {path for path in files(out) if before[path] != after[path]}
    assert "sitemap.xml" not in {path for path in files(out) if before[path] != after[path]}


def test_what_is_no_longer_said_loses_its_page(positions: Path, out: Path) -> None:
    published(positions, out)
    (positions / "demo/turkey/2025-08-22.yaml").unlink()
    done = published(positions, out)
    assert done.written.removed == 1
    assert not (out / "demo/turkey/2025-08-22").exists()


def test_a_document_that_says_its_day_is_kept_while_the_data_is_the_same(
    positions: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated = Document("cite.txt", "how to cite", "text/plain", lambda _, __, occasion: f"seen {occasion.today}\n".encode(), dated=True)
    monkeypatch.setitem(DOCUMENTS, "cite.txt", dated)
    published(positions, out)
    later = Occasion(BASE, date(2031, 1, 1))
    published(positions, out, occasion=later)
    assert (out / "demo/data/cite.txt").read_text() == "seen 2025-11-26\n"
    write(positions, {"demo/events.yaml": "events: [{id: summit, date: 2025-08-15, title: Summit}]"})
    published(positions, out, occasion=later)
    assert (out / "demo/data/cite.txt").read_text() == "seen 2031-01-01\n"


# Documents of others


def test_pictures_and_feeds_are_there_when_something_makes_them(positions: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def feed(_: View, __: Snapshot, occasion: Occasion) -> bytes:
        asked = "api/feed.atom?negotiation=demo", "statements?negotiation=demo&amp;statement=demo/uk/2024-11-29/johnson-blocked", "gaps?q=x"
        links = "".join(f'<link href="{occasion.base}/{each}"/>' for each in asked)
        return f"<feed>{links}</feed>".encode()

    def card(view: View, _: Snapshot, __: Occasion) -> bytes:
        return f"card of {view.actor}".encode()

    def timeline(view: View, _: Snapshot, __: Occasion) -> bytes:
        return f"<svg>{view.lane}</svg>".encode()

    made = ("feed.atom", "application/atom+xml", feed), ("card.png", "image/png", card), ("timeline.svg", "image/svg+xml", timeline)
    for name, media, make in made:
        monkeypatch.setitem(DOCUMENTS, name, Document(name, "", media, make))
    published(positions, out)
    assert [each.get("href") for each in ET.fromstring((out / "demo/feed.atom").read_bytes())] == [
        f"{BASE}/demo/feed.atom",
        f"{BASE}/demo/uk/2024-11-29/johnson-blocked.html",
        f"{BASE}/demo/",
    ]
    russia = page(out, "demo/actors/russia.html")
    assert russia.metas["og:image"] == f"{BASE}/demo/actors/russia.png"
    assert russia.metas["twitter:card"] == "summary_large_image"
    assert (out / "demo/actors/russia.png").read_bytes() == b"card of ('russia',)"
    assert [each["src"] for each in russia.tags["img"]] == ["russia.svg"]
    assert (out / "demo/issues/neutrality.svg").read_bytes() == b"<svg>actor</svg>"
    assert russia.link("alternate") == "../feed.atom"


def test_without_an_address_there_is_no_canonical_link_sitemap_or_feed_and_the_line_says_so(positions: Path, out: Path) -> None:
    told = order.publish(out, [DEMO], store.read(positions), Occasion("", DAY), lambda *_: None)
    assert told.endswith("; no --base, so no canonical links, sitemap or feed")
    assert "sitemap.xml" not in files(out)
    assert page(out, "demo/index.html").link("canonical") == ""
    assert BASE not in (out / "demo/index.html").read_text()


def test_a_large_matrix_leads_to_its_records_and_carries_none(positions: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_EMBEDDED", 3)
    published(positions, out)
    told = page(out, "demo/index.html")
    assert [attributes for attributes, _ in told.scripts] == [{"src": told.scripts[0][0]["src"]}]
    assert "russia/2025-08-24/neutrality.html" in told.links


# The command


def test_the_command_says_in_one_line_what_it_did(positions: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    version = store.read(positions).version
    command = ["publish", str(out), "--positions", str(positions), "--actor", "russia", "--base", f"{BASE}/"]
    assert cli.main(command) == cli.SOUND
    told = capsys.readouterr()
    everything = len(files(out)) - 1  # the marker is not counted
    pages = len(html(out))
    assert (
        told.out == f"{out}: {pages} pages and {everything - pages} other files of demo, data {version}; {everything} changed, 0 removed\n"
    )
    assert told.err == ""
    assert page(out, "demo/index.html").link("canonical") == f"{BASE}/demo/"


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--actor", "rusia"], "`actor`: `rusia` is not known here; did you mean `russia`?"),
        (["--base", "desk"], "--base: `desk` is no address to publish at; write one like https://desk.example.org/positions"),
    ],
)
def test_what_cannot_be_followed_is_told_and_nothing_is_written(
    flags: list[str], told: str, positions: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["publish", str(out), "--positions", str(positions), *flags]) == cli.USAGE
    assert capsys.readouterr() == ("", f"parley: {told}\n")
    assert not out.exists()


def test_the_command_leaves_a_folder_of_somebody_else_alone(positions: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(out, {"thesis.txt": "three years of work"})
    assert cli.main(["publish", str(out), "--positions", str(positions)]) == cli.USAGE
    assert capsys.readouterr().err.startswith(f"parley: {out} is not empty and no publication of ours")


# Only where it may


def test_a_folder_of_somebody_else_is_left_alone(positions: Path, out: Path) -> None:
    write(out, {"thesis.txt": "three years of work"})
    with pytest.raises(RefusedError, match="is not empty and no publication of ours; name an empty folder"):
        published(positions, out)
    assert files(out) == {"thesis.txt"}
    with pytest.raises(RefusedError, match="is a file; name a folder"):
        published(positions, out / "thesis.txt")


def test_files_of_others_in_a_publication_stay(positions: Path, out: Path) -> None:
    published(positions, out)
    write(out, {"CNAME": "talks.example.org", ".git/HEAD": "ref: refs/heads/pages", "demo/notes.txt": "mine"})
    published(positions, out, DEMO.but(actor=("russia",)))
    assert {"CNAME", ".git/HEAD", "demo/notes.txt"} <= files(out)
    assert "demo/actors/usa.html" not in files(out)


def test_a_marker_can_name_no_file_outside(positions: Path, out: Path, tmp_path: Path) -> None:
    published(positions, out)
    outside = write(tmp_path, {"precious.txt": "keep me"}) / "precious.txt"
    marker = json.loads((out / MARKER).read_text())
    marker["files"] += ["../precious.txt", str(outside)]
    (out / MARKER).write_text(json.dumps(marker))
    published(positions, out)
    assert outside.read_text() == "keep me"


def test_a_run_that_fails_leaves_the_last_publication_whole(positions: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(positions, out)
    before = times(out)
    write(positions, {"demo/uk/2025-08-25.yaml": "statements: [{issue: neutrality, stance: opposes, summary: No.}]"})

    def fails(*_: object) -> bytes:
        raise RuntimeError("no more")

    monkeypatch.setitem(DOCUMENTS, "broken.bin", Document("broken.bin", "", "application/octet-stream", fails))
    with pytest.raises(RuntimeError):
        published(positions, out)
    assert times(out) == before
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".site")] == []


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(positions: Path, tmp_path: Path) -> None:
    write(tmp_path, {"thesis.txt": "three years of work"})
    with pytest.raises(RefusedError, match=r"cannot be written \(Not a directory\)"):
        published(positions, tmp_path / "thesis.txt" / "site")


@pytest.mark.parametrize("written", ["a.org", "ftp://a.org", "https://", "https://a.org/?x=1", "https://a.org/#x", "https://a b.org"])
def test_a_base_that_is_no_address_is_told(written: str) -> None:
    assert order.base(written)[1] == [f"--base: `{written}` is no address to publish at; write one like https://desk.example.org/positions"]


def test_addresses_are_told_relative_and_whole() -> None:
    assert addresses.relative("demo/actors/russia.html", "demo/russia/2025-08-24/about-usa/army-cap.html") == "../../../actors/russia.html"
    assert addresses.relative("index.html", "about.html") == "index.html"
    assert addresses.absolute(BASE, "index.html") == f"{BASE}/"
    assert addresses.absolute(BASE, "demo/data.html") == f"{BASE}/demo/data.html"
