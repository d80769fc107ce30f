"""Profile, on places counted by hand."""

import pandas as pd
import pytest

from places3t.indicators.profile import profile


def places() -> pd.DataFrame:
    rows = [
        ("open", "11", ["coworking", "fablab"], "association"),
        ("open", "11", ["coworking", "coworking"], None),
        ("open", "11", ["fablab"], "company"),
        ("open", "11", [], "company"),
        ("open", "11", None, "company"),
        ("open", "53", ["coworking"], None),
        ("open", None, ["coworking"], None),
        ("closed", "11", ["living_lab"], "association"),
    ]
    return pd.DataFrame(rows, columns=["status", "region_code", "types", "legal_form"]).assign(country_code="FR")


def rows(frame: pd.DataFrame, indicator: str, code: str) -> list[tuple[str, float, int]]:
    found = frame[(frame["indicator"] == indicator) & (frame["code"] == code)]
    return list(zip(found["group"], found["value"], found["n"], strict=True))


def test_a_list_column() -> None:
    frame = profile(places())
    assert rows(frame, "count", "11") == [("coworking", 2, 3), ("fablab", 2, 3), ("(not filled in)", 2, 2)]
    assert rows(frame, "share", "11") == [
        ("coworking", pytest.approx(2 / 3), 3),
        ("fablab", pytest.approx(2 / 3), 3),
    ]
    # Wilson's interval of 2 in 3, by hand: (2 + 1.9207) / (3 + 3.8415) -+ 1.96 sqrt(2/3 + 0.9604) / 6.8415
    share = frame[(frame["indicator"] == "share") & (frame["code"] == "11")].iloc[0]
    assert [share["low"], share["high"]] == pytest.approx([0.2077, 0.9385], abs=1e-4)
    assert frame.attrs["notes"] == [
        "closed places, not counted: 1",
        "a place with several values counts once in each",
    ]


def test_a_plain_column() -> None:
    frame = profile(places(), by="legal_form")
    assert rows(frame, "count", "11") == [("company", 3, 4), ("association", 1, 4), ("(not filled in)", 1, 1)]
    assert rows(frame, "count", "53") == [("(not filled in)", 1, 1)]
    assert rows(frame, "share", "53") == []
    assert "a place with several values counts once in each" not in frame.attrs["notes"]


def test_every_place_is_known_or_unknown() -> None:
    frame = profile(places(), by="legal_form")
    assert frame.loc[frame["indicator"] == "count", "value"].sum() == 7
    unplaced = frame[frame["code"].isna()]
    assert unplaced["name"].unique().tolist() == ["(located, in no territory of this level)"]


def test_nothing_to_count() -> None:
    assert profile(places().iloc[:0]).empty


def test_refusals() -> None:
    with pytest.raises(ValueError, match="no column 'colour'"):
        profile(places(), by="colour")
