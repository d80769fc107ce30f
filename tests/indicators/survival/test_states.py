"""Funding as a state: where rows are cut, and what is never known in advance."""

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival.dates import YEAR
from places3t.indicators.survival.spells import spells
from places3t.indicators.survival.states import STATES, split_by_funding


def day(years):
    return (np.datetime64("2010-01-01") + round(years * 365.25)).astype(str)


def split(places, *rows):
    funding = pd.DataFrame(rows, columns=["place_id", "started_on", "ended_on"])
    data = split_by_funding(spells(places), funding)
    frame = data.frame().sort_values(["place_id", "entry"])
    return data, [
        (place, STATES.index(state), round(entry * YEAR), round(exit_ * YEAR), event)
        for place, state, entry, exit_, event in frame[["place_id", "group", "entry", "exit", "event"]].itertuples(
            index=False
        )
    ]


def test_unfunded_funded_withdrawn(made):
    _, rows = split(made(status=["open"], last_seen_on=["2010-12-31"]), ("p0", "2010-03-01", "2010-06-30"))
    # Its last day of support counts as funded.
    assert rows == [("p0", 0, 0, 59, 0), ("p0", 1, 59, 181, 0), ("p0", 2, 181, 364, 0)]


def test_the_closure_belongs_to_the_last_row_and_a_change_on_its_day_comes_too_late(made):
    places = made(status=["closed", "closed"], closed_on=["2010-06-30", "2010-06-30"])
    _, rows = split(places, ("p0", "2010-06-30", None), ("p1", "2010-03-01", "2010-06-30"))
    assert rows == [("p0", 0, 0, 180, 1), ("p1", 0, 0, 59, 0), ("p1", 1, 59, 180, 1)]


def test_overlapping_and_touching_spells_are_one_and_a_gap_is_withdrawn(made):
    places = made(status=["open"], last_seen_on=["2010-12-31"])
    _, rows = split(
        places,
        ("p0", "2010-05-01", "2010-05-31"),
        ("p0", "2010-02-01", "2010-02-28"),
        ("p0", "2010-03-01", "2010-03-31"),
        ("p0", "2010-02-10", "2010-02-15"),
    )
    assert rows == [
        ("p0", 0, 0, 31, 0),
        ("p0", 1, 31, 90, 0),
        ("p0", 2, 90, 120, 0),
        ("p0", 1, 120, 151, 0),
        ("p0", 2, 151, 364, 0),
    ]


def test_support_before_opening_and_late_entry(made):
    places = made(status=["open", "open"], observed_from=["2010-01-01", "2011-01-01"], last_seen_on=["2012-01-01"] * 2)
    _, rows = split(places, ("p0", "2009-01-01", None), ("p1", "2010-02-01", "2010-12-01"))
    # The second was funded and withdrawn before anybody watched: it was never unfunded while watched.
    assert rows == [("p0", 1, 0, 730, 0), ("p1", 2, 365, 730, 0)]


def test_own_money_and_other_places_are_no_support(made):
    funding = pd.DataFrame(
        {
            "place_id": ["p0", "elsewhere", "p1"],
            "started_on": ["2011-01-01"] * 3,
            "ended_on": [None] * 3,
            "kind": ["own", "public", None],
        }
    )
    data = split_by_funding(spells(made(status=["open"] * 2)), funding)
    # Support of a kind that nobody wrote down is support.
    assert sorted(zip(data.place.tolist(), data.group.tolist(), strict=True)) == [(0, 0), (1, 0), (1, 1)]


def test_unknown_funding_is_left_out_and_counted(made):
    places = made(status=["open"] * 4, funding_known=[True, False, None, True])
    data, rows = split(places, ("p3", None, None))
    assert data.left_out == {"funding_unknown": 2, "funding_start_unknown": 1}
    assert [row[0] for row in rows] == ["p0"]


def test_support_that_ends_before_it_starts(made):
    data, _ = split(made(status=["open"] * 2), ("p0", "2012-01-01", "2011-01-01"))
    assert data.left_out == {"funding_ends_before_start": 1}


def test_identifiers_as_numbers_and_as_text_meet(made):
    funding = pd.DataFrame({"place_id": ["7"], "started_on": ["2011-01-01"], "ended_on": [None]})
    data = split_by_funding(spells(made(place_id=[7, 8])), funding)
    assert sorted(data.group.tolist()) == [0, 0, 1]


def test_funding_of_other_places_alone_is_a_refusal(made):
    with pytest.raises(CannotCompute) as refusal:
        split(made(status=["open"]), ("elsewhere", "2011-01-01", None))
    assert refusal.value.code == "funding_matches_nothing"


def test_one_identifier_for_two_places_is_a_refusal(made):
    with pytest.raises(CannotCompute) as refusal:
        split(made(place_id=["p0", "p0"]), ("p0", "2011-01-01", None))
    assert refusal.value.code == "place_ids_repeat"


@pytest.mark.parametrize("known", [[False], [None]])
def test_nobody_known_is_a_refusal(made, known):
    with pytest.raises(CannotCompute) as refusal:
        split(made(status=["open"], funding_known=known))
    assert refusal.value.code == "funding_unknown"


def test_time_is_neither_lost_nor_counted_twice(made):
    rng = np.random.default_rng(5)
    n = 300
    places = made(status=["open"] * n, last_seen_on=[day(span) for span in rng.uniform(1, 9, n)])
    spans = [
        (f"p{who}", day(start), None if rng.random() < 0.2 else day(start + length))
        for who, start, length in zip(
            rng.integers(0, n, 500), rng.uniform(-1, 8, 500), rng.uniform(0.1, 3, 500), strict=True
        )
    ]
    whole = spells(places)
    data, _ = split(places, *spans)
    summed = np.bincount(data.place, data.rows.exit - data.rows.entry)
    assert summed == pytest.approx(whole.rows.exit - whole.rows.entry)
    # By brute force: the state in the middle of each row, read from the list of spells.
    funding = pd.DataFrame(spans, columns=["place_id", "started_on", "ended_on"])
    begun = pd.to_datetime(funding["started_on"]).to_numpy("datetime64[D]")
    done = pd.to_datetime(funding["ended_on"]).fillna(pd.Timestamp("2200-01-01")).to_numpy("datetime64[D]") + 1
    for place, entry, exit_, state in zip(data.place, data.rows.entry, data.rows.exit, data.group, strict=True):
        middle = (np.datetime64("2010-01-01") - np.datetime64("1970-01-01")).astype(int) + (entry + exit_) / 2 * YEAR
        mine = (funding["place_id"] == f"p{place}").to_numpy()
        started = mine & (begun.astype(int) < middle)
        running = started & (done.astype(int) > middle)
        assert state == (1 if running.any() else 2 if started.any() else 0)
