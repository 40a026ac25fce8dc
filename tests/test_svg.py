"""The pieces that still pictures are made of: how wide a text is, what may stand in XML, which days an axis names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from parley.charts import palette
from parley.charts.marks import Look
from parley.charts.svg import markup, raster, typeface
from parley.charts.svg.axis import ticks
from parley.charts.svg.cell import Box, mark


def test_a_text_is_as_wide_as_its_letters_in_the_font() -> None:
    assert typeface.width("00", 100) == pytest.approx(2 * 49.7)  # the digits of Source Sans are 497 of 1000 wide
    assert typeface.width("A", 1000) == 544
    assert typeface.width("A", 1000, bold=True) == 558


def test_latin_greek_and_cyrillic_are_in_the_font_and_other_scripts_count_as_wide() -> None:
    assert typeface.covered("Zelenskyj – Ελλάδα – Київ, Łódź, Türkiye")
    assert not typeface.covered("北京")
    assert typeface.width("北京", 10) >= 20
    assert typeface.width("e\u0301", 10) == typeface.width("e", 10)


def test_lines_break_at_spaces_and_after_hyphens_and_never_leave_their_room() -> None:
    told = "Withdrawal from Ukrainian-held Donbas"
    lines = typeface.lines(told, 13, 150)
    assert lines == ["Withdrawal from", "Ukrainian-held Donbas"]
    assert max(typeface.width(line, 13) for line in lines) <= 150


def test_a_word_too_long_for_a_line_is_broken_and_not_lost() -> None:
    lines = typeface.lines("Donaudampfschifffahrtsgesellschaft", 13, 60)
    assert "".join(lines) == "Donaudampfschifffahrtsgesellschaft"
    assert max(typeface.width(line, 13) for line in lines) <= 60


def test_what_does_not_fit_into_the_lines_allowed_ends_in_an_ellipsis() -> None:
    assert typeface.lines("one two three four five", 13, 50, most=2) == ["one two", "three f…"]
    assert typeface.shortened("Freezing the line", 13, 60) == "Freezing…"
    assert typeface.shortened("Freezing the line", 13, 4) == ""
    assert typeface.shortened("Freezing the line", 13, 200) == "Freezing the line"


@pytest.mark.parametrize("room", [0.5, 3, 11])
def test_even_without_room_a_text_comes_to_an_end(room: float) -> None:
    assert "".join(typeface.lines("ab e\u0301f", 13, room)).replace(" ", "") == "abe\u0301f"


def test_balanced_lines_leave_no_single_word_behind() -> None:
    told = "Russia on Permanent neutrality, as of 30 Jun 2026"
    assert typeface.lines(told, 50, 980, bold=True) == ["Russia on Permanent neutrality, as of 30 Jun", "2026"]
    assert typeface.balanced(told, 50, 980, bold=True) == ["Russia on Permanent", "neutrality, as of 30 Jun 2026"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert typeface.lines("  ", 13, 50) == [""]
    assert markup.text("", 0, 0, 13, "#000000") == ""


def test_no_text_becomes_markup_and_what_xml_cannot_hold_is_replaced() -> None:
    hostile = "<script>&\"'\x00\x0b\ud800\ufffe</script>"
    svg = markup.tag(
        "svg", markup.text(hostile, 0, 10, 13, "#000000", whole=f"{hostile}!"), xmlns="http://www.w3.org/2000/svg", class_=hostile
    )
    root = ET.fromstring(svg)
    assert [each.tag.partition("}")[2] for each in root.iter()] == ["svg", "text", "title"]
    assert "".join(root[0].itertext()) == "<script>&\"'����</script>!" + "<script>&\"'����</script>"


def test_text_from_the_right_keeps_its_order_whatever_stands_around_it() -> None:
    (said,) = ET.fromstring(markup.text("שלום (2025)", 0, 10, 13, "#000000")).itertext()
    assert said == "\u2068שלום (2025)\u2069"


def test_only_addresses_of_the_web_become_links() -> None:
    inside = markup.words("x")
    assert markup.link("javascript:alert(1)", inside) == "x"
    assert markup.link("", inside) == "x"
    assert markup.link("https://desk.example.org/a?b=1&c=2", inside).startswith('<a href="https://desk.example.org/a?b=1&amp;c=2"')


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), ["Jan 2025", "Mar", "May", "Jul", "Sep", "Nov"]),
        (date(2023, 11, 5), date(2025, 6, 30), ["Jan 2024", "Mar", "May", "Jul", "Sep", "Nov", "Jan 2025", "Mar", "May"]),
        (date(1990, 8, 1), date(2025, 8, 20), ["1995", "2000", "2005", "2010", "2015", "2020", "2025"]),
        (date(2025, 8, 30), date(2025, 9, 2), ["30 Aug 2025", "31 Aug", "1 Sep", "2 Sep"]),
        (date(2025, 8, 1), date(2025, 8, 1), ["1 Aug 2025"]),
        (date(1, 1, 1), date(9999, 12, 31), [str(year) for year in range(1000, 10_000, 1000)]),
    ],
)
def test_an_axis_names_few_round_days(first: date, last: date, names: list[str]) -> None:
    found = ticks(first, last)
    assert [name for _, name in found] == names
    assert all(first <= day <= last for day, _ in found)


def drawn(look: Look) -> ET.Element:
    return ET.fromstring(f"<g>{mark(look, Box(10, 10, 40, 24), 'light')}</g>")


def filled(look: Look) -> set[str]:
    return {each.attrib["fill"] for each in drawn(look).iter("rect")} - {"none"}


def glyphs(look: Look) -> str:
    return "".join(drawn(look).itertext())


@pytest.mark.parametrize("stance", palette.STANCES)
def test_every_stance_has_its_glyph_beside_its_colour(stance: str) -> None:
    assert glyphs(Look(stance=stance)) == palette.STANCES[stance].glyph
    assert palette.STANCES[stance].light.fill in filled(Look(stance=stance))


def test_a_report_is_hollow_and_hatched() -> None:
    assert filled(Look(stance="supports", reported=True)) == set()
    assert drawn(Look(stance="supports", reported=True)).find("path") is not None


def test_no_blank_is_filled_and_no_two_blanks_look_alike() -> None:
    pictures = {kind: mark(Look(stance=kind), Box(10, 10, 40, 24), "light") for kind in palette.BLANKS}
    assert all(filled(Look(stance=kind)) == set() for kind in palette.BLANKS)
    assert len(set(pictures.values())) == len(palette.BLANKS)
    assert mark(Look(stance="neutral"), Box(10, 10, 40, 24), "light") not in pictures.values()


def test_what_is_not_scored_has_no_colour() -> None:
    assert filled(Look(stance="supports", scored=False)) == {palette.UNSCORED["light"].fill}


def test_every_firmness_has_another_edge() -> None:
    def edge(firmness: str) -> str:
        return mark(Look(stance="supports", firmness=firmness), Box(10, 10, 40, 24), "light")

    assert len({edge(firmness) for firmness in palette.EDGES}) == len(palette.EDGES)
    assert edge("open") == edge("")


def test_a_stale_mark_is_thinner_and_keeps_its_colour() -> None:
    fresh, stale = (float(drawn(Look(stance="opposes", stale=stale)).find("rect").attrib["height"]) for stale in (False, True))  # type: ignore[union-attr]
    assert stale < fresh
    assert filled(Look(stance="opposes", stale=True)) == filled(Look(stance="opposes"))


def test_every_sign_in_a_corner_is_drawn() -> None:
    plain = mark(Look(stance="supports"), Box(10, 10, 40, 24), "light")
    for sign in palette.SIGNS:
        signed: Look = replace(Look(stance="supports"), **dict[str, Any]({sign: True}))
        assert len(mark(signed, Box(10, 10, 40, 24), "light")) > len(plain), sign


def test_a_png_has_two_pixels_for_one_and_fewer_where_it_would_grow_too_large() -> None:
    def sharpness(width: int, height: int) -> float:
        return raster.sharpness(f'<svg><rect width="{width}" height="{height}" fill="#ffffff"/></svg>')

    assert sharpness(1000, 2000) == 2
    assert sharpness(6000, 4000) == 1
    assert sharpness(100, 32_000) == 0.5


def test_fonts_of_the_machine_are_used_only_for_letters_that_ours_lacks() -> None:
    assert raster.ours_is_enough(f"<svg>{markup.text('Київ & Türkiye', 0, 0, 13, '#000000')}</svg>")
    assert not raster.ours_is_enough(f"<svg>{markup.text('北京', 0, 0, 13, '#000000')}</svg>")
