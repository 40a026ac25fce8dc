"""The matrix: what its marks look like, what it says in words, and how it behaves under keyboard and rerun in a browser."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from streamlit.testing.v1 import AppTest

from parley import schema
from parley.charts import marks, palette
from parley.charts.marks import Look
from parley.charts.palette import Theme
from parley.matrix import Line
from parley.ui import grid, packed
from parley.ui.grid import Cell, Grid

THEMES: tuple[Theme, ...] = get_args(Theme)

NATO = Line("nato", "NATO membership for Ukraine", title="Should Ukraine join NATO?")
TROOPS = Line("troops", "Western troops", group="Security")
RUSSIA, BRAZIL, FRANCE = Line("russia", "Russia"), Line("brazil", "Brazil"), Line("france", "France")
REFUSAL = Look(stance="opposes", firmness="red-line", voice="own", date="2025-08-24", age_days=121, stale=True, conditions=True)


def cell(row: int, col: int, look: Look) -> Cell:
    return Cell(row=row, col=col, **vars(look))


def actors_down(*cells: Cell, selected: str = "") -> Grid:
    return Grid("Who stands where", [RUSSIA, BRAZIL, FRANCE], [NATO, TROOPS], list(cells), corner="Actor", selected=selected)


# Colours and signs


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("stance", schema.STANCES)
def test_every_glyph_is_readable_on_its_fill_fresh_or_stale(stance: str, theme: Theme) -> None:
    paint = palette.STANCES[stance].paint(theme)
    assert palette.contrast(paint.text, paint.fill) >= 4.5
    assert palette.contrast(paint.stale_text, paint.stale_fill) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("stance", schema.STANCES)
def test_every_outline_can_be_seen_on_the_page(stance: str, theme: Theme) -> None:
    assert palette.contrast(palette.STANCES[stance].paint(theme).line, palette.PAGE[theme]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_five_stances_of_the_scale_are_five_greys(theme: Theme) -> None:
    fills = [palette.STANCES[stance].paint(theme).fill for stance in schema.SCORES]
    assert min(palette.contrast(one, other) for one, other in itertools.combinations(fills, 2)) >= 1.2


@pytest.mark.parametrize("theme", THEMES)
def test_signs_of_blanks_are_faint_but_readable(theme: Theme) -> None:
    assert palette.contrast(palette.FAINT[theme], palette.PAGE[theme]) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_every_word_of_the_codebook_has_a_sign() -> None:
    assert list(palette.STANCES) == list(schema.STANCES)
    assert list(palette.EDGES) == list(schema.FIRMNESSES)
    assert list(marks.VOICE_WORDS) == list(schema.VOICES)
    assert set(schema.BLANKS) < set(palette.BLANKS)


def test_no_two_stances_or_blanks_share_a_glyph() -> None:
    glyphs = [mark.glyph for mark in palette.STANCES.values()] + [blank.glyph for blank in palette.BLANKS.values()]
    assert len(set(glyphs)) == len(glyphs)


# Words


def test_a_position_is_told_from_stance_to_remarks() -> None:
    assert REFUSAL.words() == "opposes, red line, own words, 24 Aug 2025, 121 days old, stale, with conditions"


def test_a_reported_position_says_so_even_when_no_voice_is_given() -> None:
    assert Look(stance="leans-support", reported=True, date="2022-04").words() == "leans support, reported, Apr 2022"


def test_ages_are_told_as_people_say_them() -> None:
    ages = [Look(stance="neutral", date="2025", age_days=age).words() for age in (0, 1, 1200)]
    assert ages == ["neutral, 2025, the same day", "neutral, 2025, 1 day old", "neutral, 2025, 1,200 days old"]


def test_an_issue_of_fact_is_told_to_be_unscored_and_drawn_without_colour() -> None:
    look = Look(stance="opposes", scored=False)
    assert look.words() == "opposes, not scored"
    assert look.classes() == "mark opposes unscored"


def test_a_blank_keeps_what_others_claim_and_nothing_else() -> None:
    look = Look(stance="not researched", claimed=True, stale=True, conditions=True, firmness="demand", scored=False)
    assert look.words() == "not researched, claims by others"
    assert look.classes() == "mark blank not-researched"
    assert look.signs() == ["claimed"]


def test_a_mark_in_html_hides_its_signs_from_those_who_hear_the_page_and_tells_its_words() -> None:
    assert marks.html(Look(stance="opposes", firmness="red-line", conditions=True)) == (
        '<span title="opposes, red line, with conditions">'
        '<span class="mark opposes red-line" aria-hidden="true">−−<span class="sign conditions">†</span></span>'
        '<span class="unseen">opposes, red line, with conditions</span></span>'
    )


def test_the_stylesheet_draws_every_class_a_mark_can_have() -> None:
    css = marks.stylesheet()
    for word in [*palette.STANCES, *palette.EDGES, "unscored", "reported", "stale", "blank", "filtered"]:
        assert f".mark.{word} " in css
    for sign in palette.SIGNS:
        assert f".{marks.sign_class(sign).replace(' ', '.')} " in css


# What is sent


def test_the_payload_numbers_cells_row_by_row_and_shares_looks_and_phrases() -> None:
    sent = grid.payload(actors_down(cell(0, 1, REFUSAL), cell(2, 0, REFUSAL)))
    assert sent["cells"]["at"] == [1, 4]
    assert sent["cells"]["look"] == [1, 1]
    assert sent["cells"]["phrases"] == [[1, 2, 3], [1, 2, 3]]
    assert sent["phrases"] == ["not researched", "opposes, red line, own words", "24 Aug 2025, 121 days old", "stale, with conditions"]
    assert sent["looks"] == [
        {"classes": "mark blank not-researched", "glyph": "·", "signs": ()},
        {"classes": "mark opposes stale red-line", "glyph": "−−", "signs": (("sign conditions", "†"),)},
    ]


def selected(model: Grid) -> int:
    """The number of the open cell, as the browser is told."""
    return int(grid.message(model).partition(b"\n")[0])


def test_the_open_cell_is_found_whichever_way_the_matrix_lies() -> None:
    down = actors_down(selected="france|troops")
    across = Grid("Who stands where", down.cols, down.rows, [], selected="france|troops", actors_down=False)
    assert selected(down) == 5
    assert selected(across) == 5


@pytest.mark.parametrize("cell", ["", "france", "france|peace", "troops|france"])
def test_a_cell_that_is_not_in_the_matrix_leaves_none_open(cell: str) -> None:
    assert selected(actors_down(selected=cell)) == -1


def test_two_hundred_positions_on_46_issues_travel_in_less_than_20_kilobytes() -> None:
    rows = [
        Line(f"issue-{i}", f"An issue of ordinary length, number {i}", "Topic", "A question of ordinary length?" * 2) for i in range(46)
    ]
    cols = [Line(f"actor-{i}", f"Actor {i}") for i in range(22)]
    said = [Cell(row=i % 46, col=i % 22, stance="opposes", date=f"2025-{i % 12 + 1:02}-{i % 28 + 1:02}", age_days=i) for i in range(200)]
    assert len(json.dumps(grid.payload(Grid("Who stands where", rows, cols, said, actors_down=False)))) < 20_000


# On a page


def a_page() -> None:
    import streamlit as st

    from parley.matrix import Line
    from parley.ui import grid

    grid.legend()
    model = grid.Grid("Who stands where", [Line("russia", "Russia")], [Line("nato", "NATO")], [])
    grid.grid(model, key="matrix", on_open=lambda cell: st.session_state.update(opened=cell))
    st.text(f"opened: {st.session_state.get('opened')}")


def test_a_page_shows_every_mark_beside_its_word_and_opens_nothing_by_itself() -> None:
    page = AppTest.from_function(a_page).run()
    assert not page.exception
    assert page.text[0].value == "opened: None"
    legend = page.get("html")[0].proto.body
    words = [*(mark.word for mark in palette.STANCES.values()), *(sign.word for sign in palette.SIGNS.values())]
    words += [blank.word for blank in palette.BLANKS.values()]
    assert [word for word in words if f"<span>{word}</span></dd>" not in legend] == []


# In a browser, without a server: the script draws into an element and tells what was opened


DRAW = """async ([script, data]) => {
  window.draw ??= (await import("data:text/javascript;charset=utf-8," + encodeURIComponent(script))).default;
  window.opened ??= [];
  const setTriggerValue = (name, value) => opened.push([name, value]);
  draw({ data: new Uint8Array(data), parentElement: document.querySelector("main"), setTriggerValue });
}"""


class Screen:
    """A blank page that grid.js draws on."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.set_content('<!doctype html><html lang="en"><title>Matrix</title><main><h1>Matrix</h1></main>')
        page.add_style_tag(content=f"{marks.stylesheet()}\n{Path(grid.__file__).with_name('grid.css').read_text()}")

    def draw(self, model: Grid) -> None:
        script = packed.SCRIPT + Path(grid.__file__).with_name("grid.js").read_text()
        self.page.evaluate(DRAW, [script, [*grid.message(model)]])

    def press(self, *keys: str) -> str:
        """Press keys on the cell that the tab key would reach. returns : the name of the cell that has the focus then."""
        self.page.focus(".cell[tabindex='0']")
        for key in keys:
            self.page.keyboard.press(key)
        return str(self.page.evaluate("document.activeElement.getAttribute('aria-label')"))

    def open_cells(self) -> list[str]:
        return list(self.page.eval_on_selector_all("[aria-selected=true]", "found => found.map(each => each.ariaLabel)"))

    def opened(self) -> list[list[str]]:
        return list(self.page.evaluate("opened"))


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Screen]:
    page = chromium.new_page(viewport={"width": 900, "height": 600})
    yield Screen(page)
    page.close()


@pytest.mark.browser
def test_cells_are_named_actor_first_whichever_way_the_matrix_lies(screen: Screen) -> None:
    screen.draw(Grid("Who stands where", [NATO, TROOPS], [RUSSIA, BRAZIL], [cell(0, 0, REFUSAL)], actors_down=False))
    names = screen.page.eval_on_selector_all(".cell", "cells => cells.map(cell => cell.ariaLabel)")
    assert names == [
        "Russia, NATO membership for Ukraine: opposes, red line, own words, 24 Aug 2025, 121 days old, stale, with conditions",
        "Brazil, NATO membership for Ukraine: not researched",
        "Russia, Western troops: not researched",
        "Brazil, Western troops: not researched",
    ]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("keys", "reached"),
    [
        (["ArrowRight"], "Russia, Western troops"),
        (["ArrowDown", "ArrowDown", "ArrowDown"], "France, NATO membership for Ukraine"),
        (["End", "ArrowRight"], "Russia, Western troops"),
        (["Control+End"], "France, Western troops"),
        (["Control+End", "Home"], "France, NATO membership for Ukraine"),
        (["PageDown"], "France, NATO membership for Ukraine"),
        (["Control+End", "Control+Home"], "Russia, NATO membership for Ukraine"),
    ],
)
def test_keys_walk_the_matrix_and_stop_at_its_ends(screen: Screen, keys: list[str], reached: str) -> None:
    screen.draw(actors_down())
    assert screen.press(*keys) == f"{reached}: not researched"
    assert screen.page.locator(".cell[tabindex='0']").count() == 1


@pytest.mark.browser
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_enter_or_space_opens_the_cell(screen: Screen, key: str) -> None:
    screen.draw(actors_down())
    screen.press("ArrowDown", "ArrowRight", key)
    assert screen.opened() == [["opened", "brazil|troops"]]
    assert screen.open_cells() == ["Brazil, Western troops: not researched"]


@pytest.mark.browser
def test_going_back_closes_the_cell_and_a_rerun_with_the_same_view_does_not(screen: Screen) -> None:
    screen.draw(actors_down(selected="france|nato"))
    screen.draw(actors_down(selected="france|nato"))
    assert screen.open_cells() == ["France, NATO membership for Ukraine: not researched"]
    screen.draw(actors_down())
    assert screen.open_cells() == []


@pytest.mark.browser
def test_a_new_day_keeps_the_place_and_the_keyboard_where_the_reader_was(screen: Screen) -> None:
    rows = [Line(f"issue-{i}", f"Issue {i}") for i in range(60)]
    screen.draw(Grid("On Monday", rows, [RUSSIA, BRAZIL], [], actors_down=False))
    screen.press(*["ArrowDown"] * 40)
    before = screen.page.eval_on_selector(".box", "box => box.scrollTop")
    screen.draw(Grid("On Tuesday", rows, [RUSSIA, BRAZIL], [cell(40, 0, Look(stance="neutral"))], actors_down=False))
    assert before > 0
    assert screen.page.eval_on_selector(".box", "box => box.scrollTop") == before
    assert screen.page.evaluate("document.activeElement.ariaLabel") == "Russia, Issue 40: neutral"


@pytest.mark.browser
def test_a_link_to_a_far_cell_shows_it_without_moving_the_page(screen: Screen) -> None:
    rows = [Line(f"actor-{i}", f"Actor {i}") for i in range(200)]
    screen.draw(Grid("Who stands where", rows, [NATO, TROOPS], [], selected="actor-150|troops"))
    screen.page.wait_for_function("document.querySelector('.box').scrollTop > 0")
    box, shown = (screen.page.locator(which).bounding_box() for which in (".box", "[aria-selected=true]"))
    assert box["y"] < shown["y"] < box["y"] + box["height"]
    assert screen.page.evaluate("scrollY") == 0


@pytest.mark.browser
def test_on_a_telephone_names_take_two_fifths_at_most_and_the_page_never_scrolls_sideways(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 400, "height": 800})
    actors = [Line(f"actor-{i}", f"Actor {i}") for i in range(22)]
    screen.draw(Grid("Who stands where", [NATO, TROOPS], actors, [], actors_down=False))
    assert screen.page.locator("tbody th.first").first.bounding_box()["width"] <= 160
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 400


@pytest.mark.browser
def test_names_are_text_never_markup(screen: Screen) -> None:
    screen.draw(Grid("<b>All</b>", [Line("a", "<img src=x>")], [Line("b", "<i>B</i>", "<u>G</u>", "<s>T</s>")], [], corner="<em>C</em>"))
    assert screen.page.locator(".box :is(b, i, u, s, em, img)").count() == 0
    assert screen.page.locator("tbody th").inner_text() == "<img src=x>"


@pytest.mark.browser
def test_axe_finds_nothing_wrong_with_a_grouped_matrix(screen: Screen) -> None:
    everything = [cell(0, i, Look(stance=kind, claimed=True)) for i, kind in enumerate((*palette.STANCES, *palette.BLANKS))]
    cols = [Line(f"issue-{i}", f"Issue {i}", "Security" if i < 3 else "") for i in range(len(everything))]
    rows = [Line("russia", "Russia", "Principals"), Line("brazil", "Brazil", "Others")]
    screen.draw(Grid("Who stands where", rows, cols, everything, corner="Actor", selected="russia|issue-1"))
    assert [wrong["id"] for wrong in Axe().run(screen.page).response["violations"]] == []
