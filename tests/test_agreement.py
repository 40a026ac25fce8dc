"""Agreement of two coders: Krippendorff's alpha as published, and nothing where it would mean nothing."""

from __future__ import annotations

from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pytest

from parley import cli
from parley.analysis import agreement
from parley.schema import SCORES
from tests.making import TALKS, claimed, claims, said, statements, talks, write

SCALE = list(SCORES)


def records(*rows: dict[str, object]) -> pd.DataFrame:
    own = statements(*(row for row in rows if "about" not in row)).assign(about="", about_name="")
    return pd.concat([own, claims(*(row for row in rows if "about" in row))], ignore_index=True)


def test_the_library_gives_what_krippendorff_printed() -> None:
    """Computing Krippendorff's Alpha-Reliability (2011), section C: twelve units, four observers."""
    n = np.nan
    data = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3],
        [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n],
    ]
    assert krippendorff.alpha(data, level_of_measurement="nominal") == pytest.approx(0.743, abs=0.0005)
    assert krippendorff.alpha(data, level_of_measurement="ordinal") == pytest.approx(0.815, abs=0.0005)


def test_ours_is_what_krippendorff_printed_for_two_observers() -> None:
    """The same paper, sections A and B: ten articles coded 0 or 1 gave 0.095, twelve coded a to e gave 0.692."""
    binary = list(zip("0100000000", "1110010100", strict=True))
    assert agreement.alpha(binary, "nominal")[0] == pytest.approx(0.095, abs=0.0005)
    letters = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
    assert agreement.alpha(letters, "nominal")[0] == pytest.approx(0.692, abs=0.0005)


def test_an_ordinal_alpha_is_what_its_formula_gives_by_hand() -> None:
    """Of ten pairs nine agree (five on the first word, four on the last) and one goes from the first word to the second.

    Frequencies 11, 1, 8. Ordinal distances squared: first to second (11/2 + 1/2)² = 36, second to last (1/2 + 8/2)² = 20.25, first
    to last (11/2 + 1 + 8/2)² = 110.25. Observed: the one pair stands twice in the matrix, 2 × 36 = 72. Expected, of 20 codes:
    2 × (11×1×36 + 1×8×20.25 + 11×8×110.25) / 19 = 2 × 10260 / 19 = 1080. Alpha = 1 - 72/1080 = 0.9333…
    """
    codes = [("supports", "supports")] * 5 + [("opposes", "opposes")] * 4 + [("supports", "leans-support")]
    assert agreement.alpha(codes, "ordinal")[0] == pytest.approx(1 - 72 / 1080)
    assert agreement.alpha(codes, "nominal")[0] == pytest.approx(1 - 2 / (2 * (11 * 1 + 1 * 8 + 11 * 8) / 19))


def test_under_ten_pairs_there_is_no_alpha() -> None:
    codes = [("supports", "opposes"), ("opposes", "opposes")] * 4
    assert agreement.alpha(codes, "ordinal") == (None, "fewer than 10 pairs")


def test_where_nothing_varies_there_is_no_alpha() -> None:
    value, why = agreement.alpha([("own", "own")] * 20, "nominal")
    assert value is None
    assert why.startswith("both always say the same word")


DAY = "2025-08-24"


def test_pairs_have_the_same_id_or_are_the_only_ones_left_of_that_actor_issue_and_day() -> None:
    first = records(
        said("russia", DAY, "assets", "supports"),
        said("russia", DAY, "neutrality", "supports", key="a"),
        said("usa", DAY, "assets", "neutral", key="x"),
        said("usa", DAY, "assets", "opposes", key="y", order=1),
        said("uk", DAY, "assets", "opposes"),
        claimed("usa", DAY, "russia", "neutrality", "supports"),
    )
    second = records(
        said("russia", DAY, "assets", "opposes"),
        said("russia", DAY, "neutrality", "opposes", key="morning"),
        said("usa", DAY, "assets", "neutral", key="p"),
        said("usa", DAY, "assets", "opposes", key="q", order=1),
        said("usa", DAY, "neutrality", "supports"),
        claimed("usa", DAY, "russia", "neutrality", "unclear"),
    )
    found = agreement.pair(first, second)
    assert found.pairs[["id", "other_id", "other_stance"]].to_numpy().tolist() == [
        ["demo/russia/2025-08-24/assets", "demo/russia/2025-08-24/assets", "opposes"],
        ["demo/russia/2025-08-24/neutrality/a", "demo/russia/2025-08-24/neutrality/morning", "opposes"],
        ["demo/usa/2025-08-24/about-russia/neutrality", "demo/usa/2025-08-24/about-russia/neutrality", "unclear"],
    ]
    assert found.by_id == 2
    assert found.only_first == ("demo/uk/2025-08-24/assets", "demo/usa/2025-08-24/assets/x", "demo/usa/2025-08-24/assets/y")
    assert len(found.only_second) == 3


def test_what_is_off_the_scale_or_not_coded_is_left_out_and_counted() -> None:
    days = [f"2025-08-{day:02}" for day in range(1, 14)]
    ours = [said("russia", day, "assets", SCALE[place % 5], firmness="demand") for place, day in enumerate(days)]
    theirs = [row | {"stance": "declines"} if place < 2 else row for place, row in enumerate(ours)]
    theirs = [row | {"firmness": ""} if place < 4 else row for place, row in enumerate(theirs)]
    measures = agreement.measures(agreement.pair(records(*ours), records(*theirs)).pairs)
    whole = measures[(measures["issue"] == "").to_numpy()].set_index(measures["what"][:3].astype("str"))
    assert whole[["pairs", "same", "left_out"]].to_numpy().tolist() == [[11, 11, 2], [9, 9, 4], [13, 13, 0]]
    assert whole["alpha"].tolist()[0] == 1.0
    assert whole["why_none"].tolist()[1] == "fewer than 10 pairs"
    assert len(measures) == 6


def test_without_a_pair_every_measure_says_so() -> None:
    measures = agreement.measures(agreement.pair(records()[:0], records()[:0]).pairs)
    assert measures["why_none"].tolist() == ["fewer than 10 pairs"] * 3


# The command

USA = "demo/usa/2025-08-15.yaml"


def second(folder: Path) -> Path:
    """Another reading of the same days, without registers: one stance differs, one day is missing."""
    files = {path: text for path, text in TALKS.items() if path.count("/") == 2 and "turkey" not in path}
    files[USA] = files[USA].replace("stance: neutral", "stance: opposes\n            coder: Lena Vogt")
    return write(folder, files)


def test_the_command_tells_coders_pairs_and_every_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = talks(tmp_path / "one"), second(tmp_path / "two")
    assert cli.main(["agreement", str(theirs), "--positions", str(ours)]) == cli.SOUND
    told = capsys.readouterr().out
    assert "(coder not named) and" in told
    assert "(Lena Vogt).\n11 pairs: 11 by id, 0 by actor, issue and day where keys differ." in told
    assert "Without a partner: 2 in the first coding, 0 in the second." in told
    assert "stance (ordinal): alpha " in told
    assert "; 10 of 11 pairs the same" in told
    assert "Where they differ: 1 of 11 pairs\n  demo/usa/2025-08-15/neutrality: stance neutral / opposes\n" in told
    assert "Only in the first coding: demo/turkey/2025-08-10/freeze-line, demo/turkey/2025-08-10/johnson-blocked" in told


def test_the_pairs_are_to_be_had_as_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = talks(tmp_path / "one"), second(tmp_path / "two")
    assert cli.main(["agreement", str(theirs), "--positions", str(ours), "--format", "csv"]) == cli.SOUND
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("stance,firmness,voice,other_stance,other_firmness,other_voice")
    assert len(lines) == 12


def test_codings_of_other_negotiations_have_nothing_to_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = talks(tmp_path / "one"), second(tmp_path / "two")
    assert cli.main(["agreement", str(theirs), "--positions", str(ours), "--negotiation", "elsewhere"]) == cli.USAGE
    assert "the first coding holds no statement of `elsewhere`; there are demo" in capsys.readouterr().err
    assert cli.main(["agreement", str(tmp_path / "nowhere"), "--positions", str(ours)]) == cli.USAGE
    assert f"there is no folder {tmp_path / 'nowhere'}" in capsys.readouterr().err
