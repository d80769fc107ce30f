"""What waves say: last open, first closed after it, and never more than they saw."""

import pandas as pd
import pytest

from places3t.indicators.survival.spells import spells
from places3t.indicators.survival.waves import with_observations

WAVES = {
    "open": "open open open",
    "lost": "open unknown unknown",
    "closed": "open open closed",
    "again": "open closed open",
    "late": "- - closed",
    "unknown": "unknown - unknown",
}


@pytest.fixture
def read(made):
    days = ["2018-03-15", "2021-03-15", "2023-03-15"]
    rows = [
        (place, day, status)
        for place, seen in WAVES.items()
        for day, status in zip(days, seen.split(), strict=True)
        if status != "-"
    ]
    observations = pd.DataFrame(rows, columns=["place_id", "wave", "status"])
    places = made(
        place_id=[*WAVES, "unlisted"],
        status=["open", "open", "closed", "open", "closed", "unknown", "open"],
        last_seen_on=["2023-03-15"] * 7,
        observed_from=["2018-03-15"] * 4 + [None] * 2 + ["2018-03-15"],
    )
    return with_observations(places, observations).set_index("place_id"), with_observations(places, observations)


def test_last_open_and_first_closed(read):
    table = read[0].astype("str").fillna("NaT")
    assert table["last_seen_on"].to_dict() == {
        "open": "2023-03-15", "lost": "2018-03-15", "closed": "2021-03-15", "again": "2023-03-15", "late": "NaT",
        "unknown": "NaT", "unlisted": "2023-03-15",
    }  # fmt: skip
    assert table.loc["closed", ["closed_after", "closed_before"]].tolist() == ["2021-03-15", "2023-03-15"]
    assert table.loc["late", ["closed_after", "closed_before"]].tolist() == ["NaT", "2023-03-15"]
    # Closed once and open again: no closure is left to place.
    assert table.loc["again", "closed_before"] == "NaT"


@pytest.mark.parametrize("rows", [[], [("p0", "2019-01-01", "unknown")], [("p0", None, "open")]])
def test_waves_that_saw_nobody_open(made, rows):
    observations = pd.DataFrame(rows, columns=["place_id", "wave", "status"])
    places = with_observations(made(status=["open"] * 2), observations)
    assert len(places) == 2
    assert places["last_seen_on"].notna().sum() >= 1


def test_what_follows_for_survival(read):
    data = spells(read[1])
    frame = data.frame().set_index("place_id")
    # "lost" was seen open by the wave at which it entered and by none after: it was watched for no time.
    assert set(frame.index) == {"open", "closed", "again", "unlisted"}
    assert data.left_out == {"not_observed": 1, "never_seen": 1, "no_follow_up": 1}
    assert frame["event"].to_dict() == {"open": 0, "closed": 1, "again": 0, "unlisted": 0}
