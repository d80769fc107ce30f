"""Partial dates as intervals, narrowed by what else is known."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.survival.dates import days, opened_and_closed

DAY = np.datetime64("2015-01-01").astype("datetime64[D]").astype(int)


def read(values, precision=None):
    table = pd.DataFrame({"on": values, "precision": precision})
    return days(table, "on", "precision")


@pytest.mark.parametrize(
    ("text", "precision", "length", "first"),
    [
        ("2015-01-01", "year", 365, 0),
        ("2015-06-15", "year", 365, 0),
        ("2015-02-10", "month", 28, 31),
        ("2015-05-10", "quarter", 91, 90),
        ("2015-01-02", "day", 1, 1),
        ("2015-01-02", None, 1, 1),
    ],
)
def test_a_partial_date_is_an_interval(text, precision, length, first):
    found = read([text], [precision])
    assert found.first[0] - DAY == first
    assert found.last[0] - found.first[0] + 1 == length


@pytest.mark.parametrize(
    "values",
    [
        ["2015-01-01", None],
        [dt.date(2015, 1, 1), None],
        pd.to_datetime(["2015-01-01 13:00", None]),
        pd.to_datetime(["2015-01-01", None]).as_unit("s"),
        pd.to_datetime(["2015-01-01", None]).tz_localize("Europe/Paris"),
        ["2015-01-01", "not a date"],
    ],
)
def test_dates_in_any_dress(values):
    found = read(values)
    assert found.first[0] == DAY
    assert np.isnan(found.first[1])


def test_no_such_column():
    assert not days(pd.DataFrame({"a": [1, 2]}), "on").known.any()


def narrowed(opened, opened_precision, closed, closed_precision, seen=np.nan):
    start, end = opened_and_closed(
        read([opened], [opened_precision]), read([closed], [closed_precision]), np.array([seen])
    )
    return start[0] - DAY, end[0] - DAY


@pytest.mark.parametrize(
    ("opened", "closed", "expected"),
    [
        # A year each, apart: the middles.
        (("2015-01-01", "year"), ("2017-01-01", "year"), (182, 365 + 366 + 182)),
        # Closed on 11 March of the year it opened in: it opened by then.
        (("2015-01-01", "year"), ("2015-03-11", "day"), (34.5, 69)),
        # Opened on 1 July, closed some day of that year: after it.
        (("2015-07-01", "day"), ("2015-01-01", "year"), (181, (181 + 364) / 2)),
        # Both somewhere in one year: a third and two thirds, to the half day.
        (("2015-01-01", "year"), ("2015-01-01", "year"), (121.5, 364 - 121.5)),
        # Both on one day: half a day apart.
        (("2015-01-01", "day"), ("2015-01-01", "day"), (0, 0.5)),
    ],
)
def test_opening_and_closing_narrow_each_other(opened, closed, expected):
    assert narrowed(*opened, *closed) == expected


def test_seen_open_means_opened_by_then():
    assert narrowed("2015-01-01", "year", None, None, seen=DAY + 20.0)[0] == 10
