"""From places to rows: entry, exit, event, and who is left out and why."""

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival.dates import YEAR
from places3t.indicators.survival.spells import spells


def years(first, last):
    return (np.datetime64(last) - np.datetime64(first)).astype(int) / YEAR


def test_open_closed_and_unknown(made):
    data = spells(
        made(
            status=["open", "closed", "unknown", None],
            closed_on=[None, "2015-07-01", None, None],
            last_seen_on=["2020-01-01", "2015-01-01", "2017-01-01", "2018-01-01"],
        )
    )
    frame = data.frame()
    assert frame["exit"].tolist() == [
        years("2010-01-01", last) for last in ("2020-01-01", "2015-07-01", "2017-01-01", "2018-01-01")
    ]
    assert frame["event"].tolist() == [0, 1, 0, 0]
    assert frame["entry"].tolist() == [0, 0, 0, 0]
    assert data.left_out == {}


def test_a_place_is_at_risk_from_its_observation_only(made):
    frame = spells(made(opened_on=["2000-01-01"], observed_from=["2012-01-01"])).frame()
    assert frame["entry"].tolist() == [years("2000-01-01", "2012-01-01")]
    assert frame["exit"].tolist() == [years("2000-01-01", "2020-01-01")]


def test_first_sight_stands_in_for_the_start_of_observation(made):
    places = made(observed_from=[None], first_seen_on=["2012-01-01"])
    assert spells(places).frame()["entry"].tolist() == [years("2010-01-01", "2012-01-01")]


def test_unknown_start_of_observation_is_said(made):
    data = spells(made(observed_from=[None]))
    assert [note.code for note in data.notes] == ["observation_start_unknown"]


def test_origin_observed_needs_no_opening(made):
    places = made(opened_on=[None, "2013-01-01"], observed_from=["2011-01-01", "2011-01-01"])
    assert spells(places).left_out == {"opening_unknown": 1}
    frame = spells(places, origin="observed").frame()
    # The second opened after observation began: its time starts then.
    assert frame["exit"].tolist() == [years("2011-01-01", "2020-01-01"), years("2013-01-01", "2020-01-01")]


REASONS = {
    "planned": {"status": "planned"},
    "contradictory": {"status": "open", "closed_on": "2014-01-01"},
    "closed_before_opened": {"status": "closed", "closed_on": "2009-01-01"},
    "opening_unknown": {"opened_on": None},
    "never_seen": {"last_seen_on": None},
    "closed_before_observed": {"status": "closed", "closed_on": "2012-01-01", "observed_from": "2013-01-01"},
    "no_follow_up": {"observed_from": "2020-01-01"},
}


@pytest.mark.parametrize("reason", REASONS)
def test_left_out_with_its_reason(reason, made):
    columns = {key: [value, default] for key, value in REASONS[reason].items() for default in [DEFAULTS[key]]}
    data = spells(made(place_id=["wrong", "right"], **columns))
    assert data.left_out == {reason: 1}
    assert data.frame()["place_id"].tolist() == ["right"]


def test_closed_without_date_and_never_seen_open(made):
    places = made(status=["closed", "open"], observed_from=[None, None], first_seen_on=["2015-01-01"] * 2)
    assert spells(places).left_out == {"not_observed": 1}


def test_what_never_opened_never_closed(made):
    places = made(status=["closed", "open"], closed_on=["2012-01-01", None], closure_kind=["never_opened", None])
    assert spells(places).left_out == {"planned": 1}


DEFAULTS = {
    "status": "open",
    "closed_on": None,
    "opened_on": "2010-01-01",
    "last_seen_on": "2020-01-01",
    "observed_from": "2010-01-01",
}


def test_a_closing_that_is_still_to_come_does_not_contradict_an_open_place(made):
    data = spells(made(closed_on=["2021-06-30"], last_seen_on=["2020-01-01"]))
    assert data.left_out == {}
    assert data.rows.event.tolist() == [0]


def test_nobody_left_is_a_refusal_with_the_reasons(made):
    with pytest.raises(CannotCompute) as refusal:
        spells(made(status=["planned", "open"], opened_on=["2010-01-01", None]))
    assert refusal.value.code == "no_follow_up"
    assert "1 place is left out: only planned" in str(refusal.value)


def test_other_forms_of_closing_compete_unless_asked(made):
    places = made(
        status=["closed"] * 3,
        closed_on=["2012-01-01"] * 3,
        closure_kind=["replaced", None, "moved"],
    )
    data = spells(places)
    assert data.causes == ("closure", "moved", "replaced")
    assert data.rows.event.tolist() == [3, 1, 2]
    assert spells(places, competing=False).rows.event.tolist() == [1, 1, 1]


def test_a_closure_between_two_waves_is_an_interval(made):
    places = made(
        status=["closed", "closed", "open"],
        closed_after=["2014-01-01", None, None],
        closed_before=["2016-01-01", None, None],
        last_seen_on=["2014-01-01", "2013-01-01", "2020-01-01"],
    )
    data = spells(places)
    assert [note.code for note in data.notes] == ["closures_undated"]
    # Seen open on the first day, closed by the last: the day after, to the last, and its middle.
    first, last = years("2010-01-01", "2014-01-02"), years("2010-01-01", "2016-01-01")
    assert (data.lower[0], data.upper[0]) == (first, last)
    assert data.rows.exit[0] == pytest.approx((first + last) / 2)
    # Without waves: between the entry and the end of the data.
    assert (data.lower[1], data.upper[1]) == (1 / YEAR, years("2010-01-01", "2020-01-01"))
    assert data.upper[2] == np.inf


def test_years_only_are_placed_within_what_they_allow(made):
    places = made(
        status=["closed"], opened_on=["2015-01-01"], opened_precision=["year"], closed_on=["2015-01-01"],
        closed_precision=["year"],
    )  # fmt: skip
    frame = spells(places).frame()
    assert 0 < frame["exit"][0] < 1


def test_missing_columns_and_no_places(made):
    with pytest.raises(CannotCompute) as refusal:
        spells(made(status=["open"]).drop(columns="status"))
    assert refusal.value.params["columns"] == ["status"]
    with pytest.raises(CannotCompute) as refusal:
        spells(made(status=["open"]).head(0))
    assert refusal.value.code == "no_places"


def test_order_and_index_of_places_do_not_matter(made):
    places = made(
        status=["open", "closed", "unknown", "open"],
        closed_on=[None, "2013-05-05", None, None],
        opened_on=["2010-01-01", "2011-01-01", "2011-06-01", None],
    )
    plain = spells(places).frame().sort_values("place_id").reset_index(drop=True)
    shuffled = spells(places.iloc[[2, 0, 3, 1]].set_index(pd.Index([5, 5, 1, 0]))).frame()
    pd.testing.assert_frame_equal(plain, shuffled.sort_values("place_id").reset_index(drop=True))
