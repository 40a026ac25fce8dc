"""From every mark one step to the words: cells, marks on the timeline, records, and what others only claim."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader, Readers

pytestmark = pytest.mark.browser


def claims(reader: Reader) -> list[str]:
    """The claims of others in the open evidence, one text each."""
    return reader.widget("evidence-claims").locator("tbody tr").all_inner_texts()


def stance(reader: Reader) -> str:
    """The stance in the open evidence, in the issue's own words."""
    return reader.evidence.locator(".record .stance span b").inner_text()


def test_what_vance_says_russia_conceded_stands_beside_russias_cell_and_not_in_it(reader: Reader) -> None:
    reader.open("/matrix", asof="2025-08-24")
    cell = reader.cell("Russia", "Western security guarantees")
    assert cell.get_attribute("aria-label") == "Russia, Western security guarantees: not researched, claims by others"
    reader.click(cell)
    assert "No position by this day: nothing was said yet. The first statement on it here is of 5 Sep 2025." in reader.evidence.inner_text()
    told = [claim for claim in claims(reader) if "Vance claims Russia has conceded" in claim]
    assert len(told) == 1
    assert "United States says about Russia" in told[0]


@pytest.mark.parametrize(
    ("issue", "position", "americans", "lavrov"),
    [
        ("Ceding territory (general)", "leans support", "Trump tells Politico", "According to Lavrov, Washington gave an undertaking"),
        ("NATO membership for Ukraine", "opposes", "Trump calls both NATO entry", "Lavrov says the Americans have told Moscow plainly"),
    ],
)
def test_the_american_cells_of_16_december_2025_rest_on_american_words(
    issue: str, position: str, americans: str, lavrov: str, reader: Reader
) -> None:
    reader.open("/matrix", asof="2025-12-16")
    cell = reader.cell("United States", issue)
    assert str(cell.get_attribute("aria-label")).startswith(f"United States, {issue}: {position}, ")
    reader.click(cell)
    record = reader.evidence.locator(".record").inner_text()
    assert americans in record
    assert "Donald Trump" in record
    assert stance(reader).replace("-", " ") == position
    told = [claim for claim in claims(reader) if lavrov in claim]
    assert len(told) == 1
    assert "Russia says about United States" in told[0]


def test_a_claim_does_not_move_the_position_from_one_day_to_the_next(reader: Reader) -> None:
    days = []
    for day in ("2025-12-14", "2025-12-16"):
        reader.open("/matrix", asof=day, cell="usa|territory-cession")
        days.append((stance(reader), reader.evidence.locator(".record .summary").inner_text()))
    assert days[0] == days[1]


def test_a_claim_opened_by_itself_says_whose_claim_it_is_and_that_it_moves_nothing(reader: Reader) -> None:
    reader.open("/matrix", asof="2025-12-16", cell="usa|territory-cession")
    reader.click(reader.widget("evidence-claims").get_by_role("link", name="According to Lavrov"))
    assert reader.link["statement"] == "ukraine-peace/russia/2025-12-16/about-usa/territory-cession"
    assert "A claim by Russia about United States. A claim never moves the position of the one it is about." in reader.evidence.inner_text()
    reader.click(reader.evidence.get_by_role("button", name="Back to the position"))
    assert stance(reader) == "leans support"


def test_a_mark_on_the_timeline_opens_its_record(reader: Reader) -> None:
    reader.open("/timeline", issue="territory-cession")
    places = reader.page.locator(".js-plotly-plot path.point").evaluate_all(
        "points => points.filter(point => point.__data__.data).map(point => [point.__data__.data[0], point.getBoundingClientRect()])"
        ".map(([id, box]) => [id, box.x + box.width / 2, box.y + box.height / 2])"
    )
    record, x, y = next(place for place in places if place[0] == "ukraine-peace/usa/2025-12-09/territory-cession")
    reader.page.mouse.click(x, y)
    expect(reader.evidence).to_contain_text("Trump tells Politico")
    assert reader.settle().link["statement"] == record
    assert record in str(reader.evidence.text_content())


def test_the_link_of_a_record_shows_the_same_record_to_somebody_else(reader: Reader, readers: Readers) -> None:
    reader.open("/statements", actor="holy-see", sort="oldest")
    first = reader.widget("records").locator("a.open").first
    permalink, summary = str(first.get_attribute("href")), first.inner_text()
    reader.click(first)
    assert summary in reader.evidence.inner_text()
    other = readers.new(reader.server).open(permalink)
    assert other.evidence.inner_text() == reader.evidence.inner_text()


def test_a_record_in_the_history_of_a_cell_has_a_link_of_its_own(reader: Reader, readers: Readers) -> None:
    reader.open("/matrix", asof="2025-12-16", cell="usa|territory-cession")
    link = reader.widget("evidence-history").get_by_role("link", name="Trump tells Politico")
    other = readers.new(reader.server).open(str(link.get_attribute("href")))
    assert other.path == "/statements"
    assert "Trump tells Politico" in other.evidence.locator(".record").inner_text()


def test_nobody_is_called_neutral_for_having_said_nothing(reader: Reader) -> None:
    reader.open("/matrix", cell="brazil|neutrality", asof="2025-08-24")
    assert reader.cell("Brazil", "Permanent neutrality").get_attribute("aria-label") == "Brazil, Permanent neutrality: not researched"
    assert "not researched. That is not a neutral position." in reader.evidence.inner_text()
