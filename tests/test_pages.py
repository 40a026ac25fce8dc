"""Every page, whatever the files hold: nothing breaks, and what is left out is named on each of them."""

from __future__ import annotations

import json
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from parley import store
from parley.ui import address
from parley.ui.sitemap import TITLES
from parley.ui.text import literal
from tests.headed import titles
from tests.making import TALKS, talks, write

HOUSE = Path(__file__).resolve().parents[1]
PAGES = list(TITLES)
WITHOUT_ROWS = ("about", "draft")
"""Pages that show no rows of the view, and so no sentence about them."""
USA = "demo/usa/2025-08-15.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty positions folder that the app reads."""
    monkeypatch.setenv(store.VARIABLE, str(tmp_path))
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    return tmp_path


def opened(page: str, /, **query: str) -> AppTest:
    """The page as a browser with this query in its address gets it."""
    app = AppTest.from_file(HOUSE / "parley" / "ui" / "frame.py", default_timeout=20).run()
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(str(HOUSE / "pages" / f"{page}.py")).run()


def told(app: AppTest) -> str:
    """Everything the page says in text, Markdown, HTML and notices."""
    kinds = (app.markdown, app.info, app.warning, app.error, app.text, app.caption)
    words = [str(element.value) for kind in kinds for element in kind]
    words += [unescape(element.proto.body) for element in app.get("html")]
    return "\n".join([*words, *(box.label for box in app.expander)])


def masthead(app: AppTest) -> dict[str, Any]:
    """What the browser is told for the top of the page: `titles` of the pages, which one is `here`, and the `query` of every link."""
    top = next(each.proto for each in app.get("bidi_component") if each.proto.component_name == "parley.masthead")
    said: dict[str, Any] = json.loads(top.bytes)
    return said


def sound(app: AppTest) -> AppTest:
    assert [str(each.value) for each in app.exception] == []
    assert len(titles(app)) == 1
    return app


@pytest.mark.parametrize("page", PAGES)
def test_the_shipped_negotiation_is_shown_on_every_page(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(store.VARIABLE, raising=False)
    app = sound(opened(page, asof="2025-08-24", actor="russia~ukraine~usa"))
    assert not app.warning
    assert not app.info
    assert not [box.label for box in app.expander if "left out: " in box.label]


@pytest.mark.parametrize("page", [page for page in PAGES if page not in WITHOUT_ROWS])
def test_the_title_sentence_stands_on_every_page_that_shows_rows(page: str, folder: Path) -> None:
    talks(folder)
    assert "Russia" in told(opened(page, actor="russia"))
    assert "on the record" in told(opened(page, voice="own~spokesperson~document"))


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_folder_is_no_accident(page: str, folder: Path) -> None:
    assert folder.is_dir()
    sound(opened(page))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("query", [{}, {"bloc": "nato", "q": "line", "cell": "russia|neutrality", "group": "bloc"}])
def test_a_negotiation_in_which_nobody_has_spoken_is_shown(page: str, query: dict[str, str], folder: Path) -> None:
    write(folder, {path: text for path, text in TALKS.items() if path.count("/") == 1})
    app = sound(opened(page, **query))
    assert not app.warning
    assert page in WITHOUT_ROWS or app.info


@pytest.mark.parametrize("page", PAGES)
def test_a_broken_file_is_named_on_every_page_and_costs_nobody_elses_data(page: str, folder: Path) -> None:
    write(folder, TALKS | {USA: TALKS[USA].replace("stance: neutral", "stance: neutal")})
    app = sound(opened(page))
    assert f"1 file is left out: {literal(USA)}" in [box.label for box in app.expander]
    assert f"{USA}:5:13: unknown-stance: " in told(app)
    assert page in WITHOUT_ROWS or not app.info


@pytest.mark.parametrize("page", PAGES)
def test_broken_registers_are_named_and_ids_stand_for_names(page: str, folder: Path) -> None:
    broken = {f"demo/{name}.yaml": f"{name}: nothing" for name in ("negotiation", "actors", "issues", "events", "proposals")}
    write(folder, TALKS | broken)
    app = sound(opened(page, actor="russia", issue="neutrality", cell="russia|neutrality", group="bloc"))
    assert "5 files are left out: " in told(app)
    assert not app.warning
    assert page in WITHOUT_ROWS or "russia on neutrality" in told(app)


@pytest.mark.parametrize("page", PAGES)
def test_what_a_link_cannot_be_followed_in_is_said_and_the_rest_is_shown(page: str, folder: Path) -> None:
    talks(folder)
    app = sound(opened(page, actor="rusia~usa", asof="2025-02-30"))
    [warning] = app.warning
    assert literal("`actor`: `rusia` is not known here; did you mean `russia`?") in warning.value
    assert literal("`asof`: `2025-02-30` is not in the calendar") in warning.value
    assert page in WITHOUT_ROWS or "United States" in told(app)


LINKS: list[dict[str, str]] = [
    {"cell": "russia|neutrality"},
    {"cell": "russia|frozen-assets", "asof": "2025-08-25"},
    {"cell": "ukraine|frozen-assets"},
    {"cell": "usa|army-cap"},
    {"statement": "demo/turkey/2025-08-10/freeze-line"},
    {"statement": "demo/usa/2025-08-15/about-russia/freeze-line"},
    {"q": "there is nothing like that"},
    {"actor": "russia", "voice": "reported", "confidence": "low", "q": "line"},
    {"since": "2025-08-14", "group": "bloc", "sort": "most", "rows": "actor"},
    {"asof": "1999-01-01"},
    {"from": "2025-08-24", "to": "2025-08-24", "lane": "issue"},
    {"bloc": "eu"},
    {"known": "2025-06-02"},
    {"page": "7"},
]


@pytest.mark.parametrize("page", PAGES)
def test_no_link_breaks_a_page(page: str, folder: Path) -> None:
    talks(folder)
    app = opened(page)
    for link in LINKS:
        app.query_params.clear()
        app.query_params.update(link)
        assert not sound(app.run()).warning, link


def test_days_chosen_the_wrong_way_round_are_told_and_leave_no_address_that_cannot_be_followed(folder: Path) -> None:
    talks(folder)
    app = opened("statements", to="2025-06-02")
    app.session_state["from"] = date(2025, 8, 24)  # the widget itself is drawn only while the filters are open
    app.run()
    assert literal("`from` 2025-08-24 is after `to` 2025-06-02") in app.warning[0].value
    assert list(app.query_params) == ["negotiation"]
    app.session_state["from"] = date(2025, 8, 20)
    app.run()
    assert not app.warning
    assert list(app.query_params) == ["negotiation", "from"]


def test_changes_since_a_day_to_come_are_told_and_not_followed(folder: Path) -> None:
    talks(folder)
    app = opened("matrix")
    app.session_state["since"] = date(2025, 8, 25)
    app.run()
    assert literal("`since` 2025-08-25 is after `asof` 2025-08-24") in app.warning[0].value
    assert "since" not in app.query_params


@pytest.mark.parametrize(("later_seconds", "day"), [(0.3, "2025-08-20"), (5.0, "2025-08-15")])
def test_what_a_browser_sends_before_it_has_heard_of_a_new_address_is_no_choice(
    later_seconds: float, day: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back, and at that moment the page asks for something itself: with it the browser sends the day that Back has just undone."""
    talks(folder)
    clock = [100.0]
    monkeypatch.setattr(address, "monotonic", lambda: clock[0])
    app = opened("matrix", asof="2025-08-15")
    app.query_params["asof"] = "2025-08-20"
    app.run()
    clock[0] += later_seconds
    app.date_input(key="asof").set_value(date(2025, 8, 15)).run()
    assert app.query_params["asof"] == day
    assert app.date_input(key="asof").value == date.fromisoformat(day)


@pytest.mark.parametrize("page", PAGES)
def test_a_missing_positions_folder_is_one_clear_sentence(page: str, folder: Path) -> None:
    folder.rmdir()
    app = opened(page)
    assert not app.exception
    assert [each.value for each in app.error] == [literal(f"there is no folder {folder}; point {store.VARIABLE} at your positions.")]
    assert not titles(app)


def test_a_link_chosen_on_one_page_is_carried_to_the_next(folder: Path) -> None:
    talks(folder)
    app = opened("matrix", actor="russia", asof="2025-08-24")
    assert dict(parse_qsl(masthead(app)["query"])) == {"negotiation": "demo", "actor": "russia", "asof": "2025-08-24"}
    assert list(masthead(app)["titles"]) == list(PAGES)
