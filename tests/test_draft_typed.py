"""What is typed into the form of a draft shows beside it at once, and wherever else in the form it has to."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from parley import store
from parley.ui.draft_form import Form
from tests.making import talks

HOUSE = Path(__file__).resolve().parents[1]
INVISIBLE = "\x07"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A new draft. `e1` is its source, `e2` its first statement."""
    monkeypatch.setenv(store.VARIABLE, str(talks(tmp_path)))
    app = AppTest.from_file(HOUSE / "parley" / "ui" / "frame.py", default_timeout=20).run()
    return app.switch_page(str(HOUSE / "pages" / "draft.py")).run()


@pytest.fixture
def forms(monkeypatch: pytest.MonkeyPatch) -> list[Form]:
    """Every time that the form is drawn from now on."""
    drawn: list[Form] = []
    show = Form.show

    def noted(form: Form) -> None:
        drawn.append(form)
        show(form)

    monkeypatch.setattr(Form, "show", noted)
    return drawn


def write(page: AppTest, **texts: str) -> AppTest:
    """Type into fields, all at once: `e2_summary="No."`."""
    whole(page)
    for name, text in texts.items():
        page.text_input(key=f"draft-{name.replace('_', '-')}").set_value(text)
    return page.run()


def choose(page: AppTest, name: str, word: str) -> AppTest:
    return whole(page).selectbox(key=f"draft-{name}").set_value(word).run()


def whole(page: AppTest) -> AppTest:
    """The whole page: this harness holds only what the last run drew."""
    return page if "draft-e2-summary" in [each.key for each in page.text_input] else page.run()


def begun(page: AppTest) -> AppTest:
    write(choose(page, "actor", "russia"), day="2025-09-01", e1_title="Briefing", e2_summary="Not enough.")
    page.radio(key="draft-e2-stance").set_value("opposes")
    return choose(page, "e2-issue", "neutrality")


def read(page: AppTest) -> str:
    """All that the page says, but for what its fields hold."""
    assert not page.exception
    said = "\n".join(str(each.value) for each in [*page.get("html"), *page.caption, *page.code, *page.subheader])
    return said.replace("\\", "").replace("\u2060", "")


def labels(page: AppTest) -> list[str]:
    return [each.label for each in [*page.text_input, *page.text_area, *page.selectbox, *page.button]]


def test_words_go_into_the_file_and_the_form_is_not_drawn_again(page: AppTest, forms: list[Form]) -> None:
    begun(page)
    changes = {
        "summary: Neutrality alone is not enough.": page.text_input(key="draft-e2-summary").set_value("Neutrality alone is not enough."),
        "url: https://example.org/briefing": page.text_input(key="draft-e1-url").set_value("https://example.org/briefing"),
        "publisher: Foreign ministry": page.text_input(key="draft-e1-publisher").set_value("Foreign ministry"),
        "stance: neutral": page.radio(key="draft-e2-stance").set_value("neutral"),
        "firmness: demand": page.selectbox(key="draft-e2-firmness").set_value("demand"),
        "voice: reported": page.radio(key="draft-e2-voice").set_value("reported"),
    }
    forms.clear()
    page.run()
    assert all(line in read(page) for line in changes)
    assert not forms
    page.run()
    assert page.text_input(key="draft-e2-summary").value == "Neutrality alone is not enough."
    assert page.radio(key="draft-e2-stance").value == "neutral"


def test_an_issue_brings_its_question(page: AppTest) -> None:
    write(page, e2_summary="Not enough.")
    assert "Should Ukraine be neutral" not in read(page)
    assert "Should Ukraine be neutral" in read(choose(page, "e2-issue", "neutrality"))


def test_a_quote_brings_the_fields_for_its_language(page: AppTest) -> None:
    begun(page)
    assert "In English" not in labels(page)
    page.text_area(key="draft-e2-quote").set_value("nikogda").run()
    assert {"Language", "In English"} <= set(labels(page))


def test_what_is_wrong_is_told_at_its_field(page: AppTest) -> None:
    begun(page)
    write(page, e2_summary=f"Not{INVISIBLE} enough.")
    assert "Delete invisible characters" in labels(page)
    write(page, e2_summary="Not enough.")
    assert "Delete invisible characters" not in labels(page)


def test_a_statement_offers_its_sources_by_the_names_that_were_typed(page: AppTest) -> None:
    begun(page)
    page.button(key="draft-add-source").click().run()

    def offered() -> list[str]:
        return next(each.options for each in page.selectbox if each.label == "Source")

    assert offered() == ["Briefing", "the new source"]
    [each for each in page.text_input if each.label == "Title"][-1].set_value("Evening news").run()
    assert offered() == ["Briefing", "Evening news"]


def test_a_day_and_words_typed_at_once_both_arrive(page: AppTest) -> None:
    begun(page)
    write(page, day="2025-09-02", e2_summary="Still not enough.")
    assert "positions/demo/russia/2025-09-02.yaml" in read(page)
    assert "A new file: demo/russia/2025-09-02.yaml" in read(page)
    assert "summary: Still not enough." in read(page)


def test_what_is_pressed_beside_the_form_changes_the_form(page: AppTest) -> None:
    begun(page)
    page.button(key="draft-clear").click().run()
    assert "e2" not in " ".join(str(each.key) for each in page.text_input)
    assert "appear here as you type" in read(page)


def test_what_was_typed_is_there_when_an_editor_comes_back_from_another_page(page: AppTest) -> None:
    write(begun(page), e2_summary="Neutrality alone is not enough.")
    page.switch_page(str(HOUSE / "pages" / "about.py")).run()
    page.switch_page(str(HOUSE / "pages" / "draft.py")).run()
    assert page.text_input(key="draft-e2-summary").value == "Neutrality alone is not enough."


def test_each_negotiation_has_a_draft_of_its_own(page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_LOOK_AGAIN_SECONDS", 0.0)
    words = "Neutrality alone is not enough."
    write(begun(page), e2_summary=words)
    talks(tmp_path / "again")
    (tmp_path / "again" / "demo").rename(tmp_path / "other")
    (tmp_path / "again").rmdir()
    for negotiation, said in (("other", ""), ("demo", words)):
        page.query_params["negotiation"] = negotiation
        page.run()
        assert page.query_params["negotiation"] == negotiation
        assert [each.value for each in page.text_input if each.label.startswith("What was said")] == [said]
