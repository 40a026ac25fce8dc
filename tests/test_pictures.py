"""Pictures of a view: every position with its word, every blank with its kind, nothing cut off, and where it comes from."""

from __future__ import annotations

import io
import struct
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from parley import lanes, store
from parley.charts import palette
from parley.charts.svg.card import SQUARE, WIDE, card
from parley.cli import main
from parley.export import cards
from parley.export.documents import DOCUMENTS, Occasion
from parley.http import ROUTES
from parley.store import Snapshot
from parley.view import View
from tests.drawing import Drawing
from tests.making import MORE_TALKS, TALKS, talks, write

DEMO = View(negotiation="demo")
BASE = "https://desk.example.org"
NAMES = [name for name, each in DOCUMENTS.items() if each.media.startswith("image/")]
SVGS = [name for name in NAMES if name.endswith(".svg")]
PNGS = [name for name in NAMES if name.endswith(".png")]
LONG = "Of a very long name that nobody would have thought of " * 4
HOSTILE = {
    "demo/negotiation.yaml": f"title: '<b>{LONG}</b> & \"so\"'\nprincipals: [russia, ukraine]\nstale_after_days: 100",
    "demo/actors.yaml": f"""
        actors:
          - {{id: russia, name: "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen <script>", speakers: [{{name: Sergei Lavrov}}]}}
          - {{id: ukraine, name: "{LONG}"}}
          - {{id: usa, name: "الولايات المتحدة الأمريكية (2025)"}}
          - {{id: turkey, name: "😀 北京北京北京北京北京北京北京北京北京北京北京北京"}}
        """,
    "demo/issues.yaml": f"""
        topics:
          - {{id: security, title: "{LONG}"}}
          - {{id: territory, title: T}}
        issues:
          - {{id: neutrality, title: "<img src=x onerror=alert(1)> {LONG}", topic: security}}
          - {{id: freeze-line, title: "التجميد على خط التماس", topic: territory}}
          - {{id: army-cap, title: "Kriegsdienstverweigerungsanerkennungsverfahrensordnungsänderung", topic: security, unit: s}}
          - {{id: frozen-assets, title: "A/B-C/D-E/F-{"G" * 90}", topic: territory}}
          - {{id: johnson-blocked, title: J, topic: territory, kind: fact}}
        """,
}
HOSTILE["demo/ukraine/2025-08-20.yaml"] = f"""
    recorded: 2025-08-21
    sources: [{{id: address, title: "{LONG * 2}", publisher: "{LONG}"}}]
    statements:
      - issue: neutrality
        stance: opposes
        firmness: red-line
        summary: "{LONG * 4}"
        quote: "{LONG * 2}"
        conditions: [{{text: "{LONG * 3}"}}]
    """


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.read(talks(tmp_path_factory.mktemp("talks")))


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return store.read(write(talks(tmp_path_factory.mktemp("more")), MORE_TALKS))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    kept = {path: text for path, text in TALKS.items() if "/uk/" not in path and "finland" not in path}
    snapshot = store.read(write(tmp_path_factory.mktemp("hostile"), kept | HOSTILE))
    assert snapshot.problems == ()
    return snapshot


@pytest.fixture(scope="module")
def shipped() -> Snapshot:
    return store.read(store.SHIPPED)


def made(name: str, view: View, snapshot: Snapshot, base: str = BASE) -> bytes:
    return DOCUMENTS[name].make(view, snapshot, Occasion(base, date(2026, 1, 1)))


def drawing(name: str, view: View, snapshot: Snapshot, base: str = BASE) -> Drawing:
    return Drawing(made(name, view, snapshot, base))


def image(name: str, view: View, snapshot: Snapshot) -> Image.Image:
    return Image.open(io.BytesIO(made(name, view, snapshot)))


# The matrix


def test_every_position_and_every_blank_is_told_in_words(demo: Snapshot) -> None:
    told = drawing("matrix.svg", DEMO, demo).told
    assert len(told) == 6 * 5
    assert {each for each in told if not each.endswith((": not researched", ": not applicable"))} == {
        "Russia, Permanent neutrality: supports, demand, own words, 24 Aug 2025, the same day",
        "Russia, Limit on the army: supports, demand, own words, 2 Jun 2025, 83 days old, stale",
        "Russia, Freezing the line: leans support, reported, 24 Aug 2025, the same day, claims by others",
        "Ukraine, Permanent neutrality: opposes, red line, own words, 20 Aug 2025, 4 days old",
        "Ukraine, Limit on the army: opposes, own words, 20 Aug 2025, 4 days old",
        "United States, Permanent neutrality: neutral, spokesperson, 15 Aug 2025, 9 days old",
        "United States, Limit on the army: not researched, claims by others",
        "Türkiye, Freezing the line: supports, own words, 10 Aug 2025, 14 days old",
        "Türkiye, Johnson blocked the deal: supports, own words, 10 Aug 2025, 14 days old, not scored",
        "United Kingdom, Johnson blocked the deal: opposes, own words, 29 Nov 2024, 268 days old, stale, not scored",
    }
    assert sum(each.endswith("Frozen assets: not applicable") for each in told) == 4
    assert sum(each.endswith(": not researched") for each in told) == 30 - 10 - 4


def test_a_position_has_its_colour_and_its_glyph_and_a_blank_has_neither(demo: Snapshot) -> None:
    seen = drawing("matrix.svg", DEMO, demo)
    assert palette.STANCES["opposes"].light.fill in seen.colours("Ukraine, Permanent neutrality")
    assert "−−" in list(seen.cell("Ukraine, Permanent neutrality").itertext())
    assert palette.STANCES["neutral"].light.fill in seen.colours("United States, Permanent neutrality")
    assert seen.colours("Ukraine, Frozen assets") == seen.colours("Finland, Permanent neutrality") == {palette.BLANK["light"].line}


def test_with_few_columns_the_words_stand_beside_the_marks(demo: Snapshot) -> None:
    seen = drawing("matrix.svg", DEMO.but(actor=("russia", "ukraine")), demo)
    said = [each.says for each in seen.texts]
    for words in ("supports, demand", "24 Aug 2025, own words", "opposes, red line", "leans support", "24 Aug 2025, reported"):
        assert words in said
    assert said.count("not researched") == 1 + 4  # the legend; Russia on two issues, Ukraine on two


def test_the_legend_tells_the_five_stances_and_what_else_is_in_the_picture(demo: Snapshot) -> None:
    said = [each.says for each in drawing("matrix.svg", DEMO, demo).texts]
    for words in ("supports", "leans support", "neutral", "leans oppose", "opposes"):
        assert said.count(words) == 1
    for words in (palette.REPORTED, palette.STALE, palette.NOT_SCORED, "red line", "demand", "claims by others", "not applicable"):
        assert words in said
    for words in ("concession", "preference", "with conditions", "declines", palette.CHANGED, "not found"):
        assert words not in said


def test_what_changed_since_a_day_has_a_ring_and_the_legend_says_so(demo: Snapshot) -> None:
    said = [each.says for each in drawing("matrix.svg", DEMO.but(since=date(2025, 8, 15)), demo).texts]
    assert palette.CHANGED in said


def test_the_sentence_of_the_view_is_the_title_and_the_rows_are_its_alt_text(demo: Snapshot) -> None:
    seen = drawing("matrix.svg", DEMO.but(actor=("ukraine",)), demo)
    assert seen.title == "Ukraine on every issue, as of 24 Aug 2025"
    assert seen.alt == (
        "Ukraine on every issue, as of 24 Aug 2025. 2 positions of 1 actor on 2 issues, said 20 Aug 2025: 2 of 2 on the record, "
        "0 of 2 stale. By stance: 2 opposes. 3 of 5 cells hold no position. That is not neutral. "
        "Ukraine, Permanent neutrality: opposes, red line, own words, 20 Aug 2025, 4 days old; "
        "Ukraine, Limit on the army: opposes, own words, 20 Aug 2025, 4 days old."
    )
    assert [each.says for each in seen.texts][:2] == ["Talks in Istanbul", "Ukraine on every issue, as of 24 Aug 2025"]


def test_the_foot_says_where_it_comes_from_and_leads_back(demo: Snapshot) -> None:
    seen = drawing("matrix.svg", DEMO.but(actor=("ukraine",)), demo)
    said = " ".join(each.says for each in seen.texts)
    assert f"Source: Parley, “Talks in Istanbul”, data version {demo.version}; 2 statements from 1 source." in said
    way_back = f"{BASE}/matrix?negotiation=demo&actor=ukraine&asof=2025-08-24&known=2025-08-25&data={demo.version}"
    assert seen.links[-1] == way_back
    assert way_back in "".join(each.says for each in seen.texts)


def test_every_position_leads_to_its_words(demo: Snapshot) -> None:
    links = drawing("matrix.svg", DEMO, demo).links
    assert len(links) == 9 + 1
    assert f"{BASE}/matrix?negotiation=demo&asof=2025-08-24&known=2025-08-25&cell=ukraine|army-cap&data={demo.version}" in links


def test_where_nobody_knows_the_host_nothing_is_a_link(demo: Snapshot) -> None:
    seen = drawing("matrix.svg", DEMO, demo, base="")
    assert seen.links == []
    assert "/matrix?negotiation=demo&asof=2025-08-24&known=2025-08-25" in "".join(each.says for each in seen.texts)


def test_the_licence_of_the_data_is_named(shipped: Snapshot) -> None:
    said = " ".join(each.says for each in drawing("matrix.svg", View(negotiation="ukraine-peace"), shipped).texts)
    assert "Licence: CC-BY-4.0." in said


def test_a_view_without_a_row_says_so(demo: Snapshot) -> None:
    seen = drawing("matrix.svg", DEMO.but(q="nobody said this"), demo)
    assert "Nobody, or nothing to stand for, fits these filters." in [each.says for each in seen.texts]
    assert seen.alt.endswith("No position stands in any of 0 cells. That is not neutral.")


# The timeline


def test_the_timeline_draws_the_subject_that_the_page_draws(demo: Snapshot) -> None:
    seen = drawing("timeline.svg", DEMO, demo)
    shown = lanes.of_one(DEMO, lanes.subjects(DEMO, demo))
    assert shown.issue == ("neutrality",)
    assert seen.title == "Everyone on Permanent neutrality, all days"
    of = lanes.of(shown, demo)
    assert of is not None
    assert seen.alt == f"{seen.title}. {of.words}"
    assert of.silent in " ".join(each.says for each in seen.texts)


def test_every_statement_is_a_mark_with_its_words_and_leads_to_them(demo: Snapshot) -> None:
    seen = drawing("timeline.svg", DEMO, demo)
    issue, interview = "Permanent neutrality", "Source: Interview, NBC News."
    marks = [each for each in seen.told if issue in each]
    russia, memo = "Sergei Lavrov, Foreign minister", "Source: Memorandum, TASS."
    assert marks == [
        f"Russia, {issue}: supports, red line. 2 Jun 2025, own words, {russia}. Neutrality comes before everything. {memo}",
        f"Russia, {issue}: supports, demand (softened). 24 Aug 2025, own words, {russia}. Guarantees depend on neutrality. {interview}",
        f"Ukraine, {issue}: leans support. Apr 2022, document. Neutrality in exchange for guarantees. Source: Draft of Istanbul.",
        f"Ukraine, {issue}: opposes, red line (reversed). 20 Aug 2025, own words. No vetoes over our alliances. Source: Evening address.",
        f"United States, {issue}: neutral. 15 Aug 2025, spokesperson. That is for the two sides. Source: Briefing.",
    ]
    assert len([each for each in seen.links if "&statement=demo%2F" in each or "&statement=demo/" in each]) == 5


def test_a_bar_carries_a_stance_from_one_statement_to_the_next(demo: Snapshot) -> None:
    seen = drawing("timeline.svg", DEMO, demo)
    assert [each for each in seen.told if each.startswith("Ukraine: ")] == [
        "Ukraine: leans support since Apr 2022",
        "Ukraine: leans support since Apr 2022, stale",
        "Ukraine: opposes since 20 Aug 2025",
    ]


def test_a_report_runs_hollow_below_the_record(demo: Snapshot) -> None:
    seen = drawing("timeline.svg", DEMO.but(issue=("freeze-line",)), demo)
    assert palette.PAGE["light"] in seen.colours("Russia, Freezing the line: leans support")
    assert palette.STANCES["leans-support"].light.fill not in seen.colours("Russia, Freezing the line: leans support")
    assert palette.REPORTED in [each.says for each in seen.texts]


def test_the_lanes_can_be_issues(demo: Snapshot) -> None:
    seen = drawing("timeline.svg", DEMO.but(lane="issue", actor=("ukraine",)), demo)
    assert seen.title == "Ukraine on every issue, all days"
    assert {"Permanent neutrality", "Limit on the army"} <= {each.says for each in seen.texts}


def test_a_timeline_of_nothing_says_so(demo: Snapshot) -> None:
    seen = drawing("timeline.svg", DEMO.but(actor=("finland",)), demo)
    assert seen.alt.endswith("No statement fits.")
    assert "No statement fits these filters." in [each.says for each in seen.texts]


# Cards


def shown_on_a_card(view: View, snapshot: Snapshot, size: tuple[int, int] = WIDE) -> Drawing:
    return Drawing(card(cards.card(view, snapshot, BASE, size), size).encode())


def said_on_a_card(view: View, snapshot: Snapshot, size: tuple[int, int] = WIDE) -> list[str]:
    return [each.says for each in shown_on_a_card(view, snapshot, size).texts]


@pytest.mark.parametrize("size", [WIDE, SQUARE])
def test_a_card_of_a_matrix_shows_the_principals_where_it_sticks_first(size: tuple[int, int], demo: Snapshot) -> None:
    said = said_on_a_card(DEMO, demo, size)
    assert "Everyone on every issue, as of 24 Aug 2025" in said
    assert [each for each in said if each in ("Permanent neutrality", "Limit on the army", "Freezing the line", "Frozen assets")] == [
        "Permanent neutrality",  # supports against opposes
        "Limit on the army",
        "Freezing the line",  # Russia alone
    ]
    assert "3 of 5 issues, where it sticks first; 2 of 6 actors" in said
    assert "United States" not in said
    assert f"Data version {demo.version}" in said
    assert "desk.example.org" in said


def test_a_card_of_one_issue_shows_who_stands_where_on_it(demo: Snapshot) -> None:
    seen = shown_on_a_card(DEMO.but(issue=("neutrality",)), demo)
    said = [each.says for each in seen.texts]
    assert [each for each in said if each in ("Russia", "Ukraine", "United States", "Türkiye")] == ["Russia", "Ukraine", "United States"]
    assert "3 of 6 actors have a position here. The others are blank, not neutral." in said
    assert seen.alt == (
        "Everyone on Permanent neutrality, as of 24 Aug 2025. Russia: supports, demand, own words, 24 Aug 2025, the same day; "
        "Ukraine: opposes, red line, own words, 20 Aug 2025, 4 days old; United States: neutral, spokesperson, 15 Aug 2025, 9 days old. "
        "3 of 6 actors have a position here. The others are blank, not neutral."
    )


def test_a_card_of_an_opened_cell_shows_the_words_the_speaker_the_day_and_the_source(demo: Snapshot) -> None:
    said = said_on_a_card(DEMO.but(cell="russia|neutrality"), demo)
    for words in (
        "Russia on Permanent neutrality, as of 24 Aug 2025",
        "supports, demand",
        "Guarantees depend on neutrality.",
        "Sergei Lavrov, Foreign minister, 24 Aug 2025, own words",
        "Source: NBC News: Interview",
    ):
        assert words in said


def test_a_card_of_an_opened_statement_shows_that_one_and_its_quote(demo: Snapshot) -> None:
    said = said_on_a_card(DEMO.but(cell="russia|neutrality", statement="demo/russia/2025-06-02/neutrality"), demo)
    assert "Russia on Permanent neutrality" in said
    assert "supports, red line" in said
    assert "“must be neutral”" in said
    assert "Guarantees depend on neutrality." not in said


def test_a_card_of_a_claim_has_no_mark_of_a_stance(more: Snapshot) -> None:
    seen = shown_on_a_card(DEMO.but(statement="demo/usa/2025-08-19/about-turkey/freeze-line"), more)
    said = [each.says for each in seen.texts]
    assert "Türkiye on Freezing the line, according to United States" in " ".join(said)
    assert "A claim: opposes" in said
    assert "A claim never moves the position of the one it is about. Beside the own words of Türkiye: denied." in said
    fills = {each.attrib.get("fill") for each in seen.root.iter()}
    assert not fills & {mark.light.fill for mark in palette.STANCES.values()}


def test_a_card_of_a_blank_says_that_it_is_not_neutral(demo: Snapshot) -> None:
    seen = shown_on_a_card(DEMO.but(cell="usa|army-cap"), demo)
    assert "not researched" in [each.says for each in seen.texts]
    assert "Nothing is known here of a position by that day. That is not a neutral position." in seen.alt
    assert "Others make claims about it; a claim is not a position." in seen.alt


def test_a_condition_stands_on_the_card(more: Snapshot) -> None:
    said = said_on_a_card(DEMO.but(statement="demo/russia/2022-03/neutrality"), more)
    assert any(each.startswith("On condition: with a limit on the army") for each in said)


# Room


@pytest.mark.parametrize("name", SVGS)
@pytest.mark.parametrize(
    "view",
    [
        DEMO,
        DEMO.but(actor=("ukraine",)),
        DEMO.but(rows="actor", group="bloc"),
        DEMO.but(issue=("neutrality",), group="none"),
        DEMO.but(lane="issue", actor=("russia",)),
        DEMO.but(since=date(2025, 6, 1), rows="actor"),
    ],
    ids=str,
)
def test_no_text_leaves_the_page_or_runs_into_another(name: str, view: View, demo: Snapshot, hostile: Snapshot) -> None:
    for snapshot in (demo, hostile):
        seen = drawing(name, view, snapshot)
        assert seen.outside() == []
        assert seen.overlapping() == []


@pytest.mark.parametrize("size", [WIDE, SQUARE])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"actor": ("russia",)},
        {"actor": ("russia", "ukraine", "usa", "turkey")},
        {"issue": ("neutrality",)},
        {"cell": "russia|neutrality"},
        {"cell": "ukraine|neutrality"},
        {"cell": "ukraine|johnson-blocked"},
        {"statement": "demo/russia/2025-08-24/about-usa/army-cap"},
    ],
    ids=str,
)
def test_no_text_leaves_a_card_or_runs_into_another(
    size: tuple[int, int], more: dict[str, object], demo: Snapshot, hostile: Snapshot
) -> None:
    for snapshot in (demo, hostile):
        seen = shown_on_a_card(DEMO.but(**more), snapshot, size)
        assert seen.outside() == []
        assert seen.overlapping() == []
        assert (seen.width, seen.height) == size


@pytest.mark.parametrize("name", SVGS)
def test_no_word_of_a_file_is_markup(name: str, hostile: Snapshot) -> None:
    drawn = {each.tag.partition("}")[2] for each in drawing(name, DEMO, hostile).root.iter()}
    assert drawn <= {"svg", "title", "desc", "text", "rect", "path", "line", "circle", "polygon", "g", "a"}


def test_a_name_that_was_shortened_is_told_in_full(hostile: Snapshot) -> None:
    seen = drawing("matrix.svg", DEMO, hostile)
    whole = {each.text for each in seen.root.iter("{http://www.w3.org/2000/svg}title")}
    assert " ".join(LONG.split()) in {" ".join((each or "").split()) for each in whole}


@pytest.mark.parametrize("view", [{}, {"actor": ("russia",)}, {"rows": "actor"}, {"lane": "issue"}, {"group": "bloc"}], ids=str)
@pytest.mark.parametrize("name", ["matrix.svg", "timeline.svg"])
def test_what_ships_is_drawn_without_a_collision_and_in_our_own_font(name: str, view: dict[str, object], shipped: Snapshot) -> None:
    seen = drawing(name, View(negotiation="ukraine-peace").but(**view), shipped)
    assert seen.outside() == []
    assert seen.overlapping() == []


# Files


@pytest.mark.parametrize("name", NAMES)
def test_the_same_view_and_data_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    first = made(name, DEMO, store.read(talks(tmp_path / "one")))
    assert made(name, DEMO, store.read(talks(tmp_path / "other"))) == first


@pytest.mark.parametrize("name", ["matrix", "timeline"])
def test_a_png_has_two_pixels_for_each_of_its_svg(name: str, demo: Snapshot) -> None:
    seen = drawing(f"{name}.svg", DEMO, demo)
    assert image(f"{name}.png", DEMO, demo).size == (2 * seen.width, 2 * seen.height)


def test_cards_have_the_sizes_that_networks_show(demo: Snapshot) -> None:
    assert image("card.png", DEMO, demo).size == (1200, 630)
    assert image("card-square.png", DEMO, demo).size == (1080, 1080)


@pytest.mark.parametrize(("name", "theme"), [("matrix.png", "light"), ("matrix-dark.png", "dark")])
def test_a_png_shows_what_the_svg_says(name: str, theme: palette.Theme, demo: Snapshot) -> None:
    (body,) = [
        each
        for each in drawing(name.replace("png", "svg"), DEMO, demo).cell("Russia, Permanent neutrality").iter()
        if each.attrib.get("fill") == palette.STANCES["supports"].paint(theme).fill
    ]
    shown = image(name, DEMO, demo).convert("RGB")
    inside = (2 * float(body.attrib["x"]) + 6, 2 * float(body.attrib["y"]) + 6)
    assert shown.getpixel((int(inside[0]), int(inside[1]))) == rgb(palette.STANCES["supports"].paint(theme).fill)
    assert shown.getpixel((1, 1)) == shown.getpixel((shown.width - 1, shown.height - 1)) == rgb(palette.PAGE[theme])


def rgb(colour: str) -> tuple[int, int, int]:
    return struct.unpack("BBB", bytes.fromhex(colour[1:]))


def test_a_png_keeps_its_title_its_words_and_its_source(demo: Snapshot) -> None:
    told = image("matrix.png", DEMO.but(actor=("ukraine",)), demo)
    told.load()
    assert told.info["Title"] == "Ukraine on every issue, as of 24 Aug 2025"
    assert told.info["Description"] == drawing("matrix.svg", DEMO.but(actor=("ukraine",)), demo).alt
    assert f"{BASE}/matrix?negotiation=demo&actor=ukraine" in told.info["Source"]


@pytest.mark.parametrize("name", PNGS)
def test_letters_of_other_scripts_do_not_stop_a_png(name: str, hostile: Snapshot) -> None:
    assert image(name, DEMO, hostile).getbbox() is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_route_and_the_command_line_give_the_same_picture(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.VARIABLE, str(talks(tmp_path / "positions")))
    with TestClient(Starlette(routes=ROUTES)) as client:
        answer = client.get(f"/api/{name}", params={"actor": "russia"})
    out = tmp_path / name
    assert main(["export", name, "--actor", "russia", "--base", "http://testserver", "--out", str(out)]) == 0
    assert answer.headers["content-type"] == ("image/png" if name.endswith(".png") else "image/svg+xml")
    assert out.read_bytes() == answer.content
