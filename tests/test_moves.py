"""Names that were changed: links made before arrive, by any number of steps, wherever a name stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from parley import store
from parley.cli import main
from parley.http import ROUTES
from parley.load import load
from parley.moves import Move, Moves
from parley.store import Snapshot
from parley.view import View, decode, encode, older_names
from tests.making import MORE_TALKS, talks, write
from tests.test_pages import masthead

HOUSE = Path(__file__).resolve().parents[1]
MOVED = {
    "demo/moved.yaml": """
        negotiation: [istanbul-talks, bosphorus]
        actors:
          - {from: muscovy, to: russian-federation}
          - {from: russian-federation, to: russia}
          - {from: america, to: usa}
        blocs: [{from: big-five, to: p5}]
        topics: [{from: safety, to: security}]
        issues: [{from: neutral-status, to: neutrality}, {from: troop-cap, to: army-cap}]
        proposals: [{from: first-draft, to: istanbul}]
        statements:
          - {from: demo/muscovy/2025-08-23/neutral-status, to: demo/russian-federation/2025-08-24/neutrality}
          - {from: demo/usa/2025-08-14/about-russia/freeze-line, to: demo/usa/2025-08-15/about-russia/freeze-line}
        """
}
OLDER = {
    "negotiation=bosphorus": View("demo"),
    "actor=muscovy~usa": View("demo", actor=("russia", "usa")),
    "actor=russian-federation&actor=muscovy": View("demo", actor=("russia",)),
    "by=america&about=muscovy": View("demo", by=("usa",), about=("russia",)),
    "bloc=big-five~nato": View("demo", bloc=("p5", "nato")),
    "topic=safety&issue=troop-cap~freeze-line": View("demo", topic=("security",), issue=("army-cap", "freeze-line")),
    "proposal=first-draft": View("demo", proposal=("istanbul",)),
    "cell=muscovy|neutral-status": View("demo", cell="russia|neutrality"),
    "cell=ukraine|troop-cap": View("demo", cell="ukraine|army-cap"),
    "negotiation=istanbul-talks&statement=istanbul-talks/russian-federation/2025-06-02/troop-cap": View(
        "demo", statement="demo/russia/2025-06-02/army-cap"
    ),
    "statement=demo/muscovy/2025-08-23/neutral-status": View("demo", statement="demo/russia/2025-08-24/neutrality"),
    "statement=bosphorus/muscovy/2025-08-23/neutral-status": View("demo", statement="demo/russia/2025-08-24/neutrality"),
    "statement=demo/usa/2025-08-14/about-russia/freeze-line": View("demo", statement="demo/usa/2025-08-15/about-russia/freeze-line"),
    "statement=demo/america/2025-08-14/about-muscovy/freeze-line": View("demo", statement="demo/usa/2025-08-15/about-russia/freeze-line"),
}
"""Links of before, and the view each of them is of today."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store.VARIABLE, str(tmp_path))
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    return write(talks(tmp_path), MOVED | {"demo/proposals.yaml": MORE_TALKS["demo/proposals.yaml"]})


@pytest.fixture
def moved(folder: Path) -> Snapshot:
    return store.read(folder)


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    assert folder.is_dir()
    with TestClient(Starlette(routes=ROUTES)) as client:
        yield client


def test_the_register_of_these_tests_is_sound(moved: Snapshot) -> None:
    assert moved.problems == ()


@pytest.mark.parametrize("link", OLDER)
def test_a_link_with_names_of_before_is_followed_to_the_names_of_today(link: str, moved: Snapshot) -> None:
    assert decode(parse_qs(link), moved) == (OLDER[link], [])


@pytest.mark.parametrize("link", OLDER)
def test_the_link_that_is_written_back_holds_no_name_of_before(link: str, moved: Snapshot) -> None:
    view, _ = decode(parse_qs(link), moved)
    assert older_names(parse_qs(link), moved)
    assert older_names({name: [text] for name, text in encode(view).items()}, moved) == {}


def test_which_names_were_changed_is_told_once_each_and_nothing_of_those_that_were_not(moved: Snapshot) -> None:
    link = parse_qs("negotiation=bosphorus&actor=muscovy~usa&about=muscovy&cell=muscovy|army-cap&q=muscovy")
    assert older_names(link, moved) == {"bosphorus": "demo", "muscovy": "russia"}
    assert older_names(parse_qs("actor=russia~usa"), moved) == {}


def test_a_name_that_never_was_is_told_as_it_was_typed(moved: Snapshot) -> None:
    assert decode({"actor": ["muscovi"]}, moved)[1] == ["`actor`: `muscovi` is not known here"]
    assert decode({"statement": ["demo/muscovy/2020-01-01/troop-cap"]}, moved)[1] == [
        "`statement`: there is no record `demo/muscovy/2020-01-01/troop-cap`"
    ]
    assert decode({"cell": ["muscovy"]}, moved)[1] == ["`cell`: `muscovy` is no actor|issue of this negotiation"]


def test_a_name_means_nothing_in_another_negotiation(folder: Path) -> None:
    write(folder, {"trade/negotiation.yaml": "title: Trade", "trade/actors.yaml": "actors: [{id: kenya, name: Kenya}]"})
    faults = decode(parse_qs("negotiation=trade&actor=muscovy"), store.read(folder))[1]
    assert faults == ["`actor`: `muscovy` is not known here"]


def test_routes_follow_a_link_of_before_and_hold_the_names_of_today(client: TestClient) -> None:
    answer = client.get("/api/positions.csv?negotiation=bosphorus&actor=muscovy&issue=neutral-status&asof=2025-08-24")
    assert answer.status_code == 200
    assert answer.content == client.get("/api/positions.csv?actor=russia&issue=neutrality&asof=2025-08-24").content
    assert b"muscovy" not in answer.content


def test_the_command_line_follows_them_too(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert folder.is_dir()
    assert main(["table", "positions", "--actor", "muscovy", "--issue", "neutral-status"]) == 0
    said = capsysbinary.readouterr()
    assert main(["table", "positions", "--actor", "russia", "--issue", "neutrality"]) == 0
    assert (said.out, said.err) == (capsysbinary.readouterr().out, b"")


def opened(page: str, /, **query: str) -> AppTest:
    app = AppTest.from_file(HOUSE / "parley" / "ui" / "frame.py", default_timeout=20).run()
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(str(HOUSE / "pages" / f"{page}.py")).run()


def notes(app: AppTest) -> str:
    return "".join(each.proto.body for each in app.get("html") if 'role="note"' in each.proto.body)


def test_the_page_says_which_names_have_changed_and_its_links_hold_those_of_today(folder: Path) -> None:
    assert folder.is_dir()
    app = opened("matrix", actor="muscovy~usa", cell="america|army-cap")
    assert not app.warning
    assert "muscovy is russia now; america is usa now" in notes(app)
    links = [masthead(app)["query"], *(link.proto.query_string for link in app.get("page_link"))]
    assert len(links) > 1
    assert all("muscovy" not in link and "america" not in link for link in links)
    assert dict(parse_qsl(links[0]))["actor"] == "russia~usa"


def test_the_note_is_gone_after_the_next_choice(folder: Path) -> None:
    assert folder.is_dir()
    app = opened("matrix", actor="muscovy")
    app.toggle(key="on-record-only").set_value(True).run()
    assert notes(app) == ""
    assert app.query_params["actor"] == "russia"


# What is wrong in the register, beyond what one file can show (see tests/broken)


def problems(folder: Path) -> list[str]:
    return [f"{each.file}: {each.rule}: {each.message}" for each in load(folder).problems]


def test_of_a_chain_only_its_end_must_be_there(folder: Path) -> None:
    write(folder, {"demo/moved.yaml": "actors: [{from: a, to: b}, {from: b, to: c}, {from: c, to: rusia}]"})
    assert problems(folder) == [
        "demo/moved.yaml: moved-to-nothing: `rusia` does not stand among the actors of actors.yaml; did you mean `russia`?"
    ]


def test_two_negotiations_cannot_have_had_one_name(folder: Path) -> None:
    write(
        folder,
        {"demo/moved.yaml": "negotiation: [old]", "trade/negotiation.yaml": "title: Trade", "trade/moved.yaml": "negotiation: [old]"},
    )
    assert problems(folder) == [
        "demo/moved.yaml: doubled-move: `old` moves in trade/moved.yaml too; delete one of the two entries",
        "trade/moved.yaml: doubled-move: `old` moves in demo/moved.yaml too; delete one of the two entries",
    ]


def test_a_name_may_be_that_of_another_negotiations_folder_s_actor(folder: Path) -> None:
    write(folder, {"trade/negotiation.yaml": "title: Trade", "trade/actors.yaml": "actors: [{id: muscovy, name: Muscovy}]"})
    assert problems(folder) == []


def test_where_a_register_is_unsound_moves_into_it_are_not_judged(folder: Path) -> None:
    write(folder, {"demo/actors.yaml": "actors: nobody"})
    assert [each for each in problems(folder) if each.startswith("demo/moved.yaml")] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("statements: [{issue: troop-cap, stance: opposes, summary: No.}]", "`troop-cap` is no issue of issues.yaml; it is `army-cap` now"),
        (
            "claims: [{about: muscovy, issue: army-cap, stance: opposes, summary: No.}]",
            "`muscovy` is no actor of actors.yaml; it is `russia` now",
        ),
        (
            "statements: [{issue: army-cap, stance: opposes, summary: No., proposal: first-draft}]",
            "`first-draft` is no proposal of proposals.yaml; it is `istanbul` now",
        ),
        (
            "statements: [{issue: army-cap, stance: neutral, summary: X, answers: [{how: denies, to: demo/muscovy/2025-06-02/troop-cap}]}]",
            "there is no statement or claim `demo/muscovy/2025-06-02/troop-cap`; it is `demo/russia/2025-06-02/army-cap` now",
        ),
    ],
)
def test_files_name_things_as_they_are_called_now(words: str, told: str, folder: Path) -> None:
    write(folder, {"demo/uk/2025-01-01.yaml": f"sources: [{{id: a, title: A}}]\n{words}"})
    [problem] = problems(folder)
    assert problem.endswith(told)


def test_a_circle_never_holds_a_link_fast() -> None:
    circle = Moves.of(Move("demo", "actors", place, old, new, "") for place, (old, new) in enumerate([("a", "b"), ("b", "a"), ("c", "c")]))
    assert {circle.name("demo", "actors", name) for name in "abc"} <= {"a", "b", "c"}
    assert circle.statement("demo/a/2025-01-01/x", ()).startswith("demo/")


def test_an_id_that_is_there_is_never_led_away_from() -> None:
    step = Moves.of([Move("demo", "statements", 0, "demo/a/2025/x", "demo/b/2025/x", "")])
    assert step.statement("demo/a/2025/x", {"demo/a/2025/x"}) == "demo/a/2025/x"
    assert step.statement("demo/a/2025/x", {"demo/b/2025/x"}) == "demo/b/2025/x"
