"""Curves against R's survfit, and six subjects by hand."""

import math

import numpy as np
import pytest

from places3t.indicators.survival.arrays import episodes
from places3t.indicators.survival.kaplan_meier import (
    difference,
    kaplan_meier,
    median_survival,
    restricted_mean,
    survival_at,
)

R = pytest.approx
EXACT = 1e-6

CASES = {
    "km_aml": ("aml", "time", "status", None, None),
    "km_aml_maintained": ("aml", "time", "status", None, ("kept", 1)),
    "km_ovarian": ("ovarian", "futime", "fustat", None, None),
    "km_lung": ("lung", "time", "status", None, None),
    "km_colon": ("colon", "time", "event", None, None),
    "km_pbc_late_entry": ("pbc", "exit", "status", "entry", None),
    "simon_makuch_heart_0": ("heart", "stop", "event", "start", ("transplant", 0)),
    "simon_makuch_heart_1": ("heart", "stop", "event", "start", ("transplant", 1)),
}


def curve_of(case, public, rows):
    table, exit_, event, entry, only = CASES[case]
    data = public[table]
    if only is not None:
        data = data[data[only[0]] == only[1]]
    made = rows(data, exit_, event, entry)
    return made, kaplan_meier(made)


@pytest.mark.parametrize("case", CASES)
def test_agrees_with_r(case, figures, public, rows):
    made, curve = curve_of(case, public, rows)
    expected = figures[case]
    found = [survival_at(curve, made, time) for time in expected["times"]]
    for name, key in (("value", "surv"), ("std_error", "se"), ("low", "low"), ("high", "high")):
        assert [getattr(item, name) for item in found] == R(list(expected[key]), rel=EXACT)


@pytest.mark.parametrize("case", [case for case in CASES if case != "km_pbc_late_entry" and "heart" not in case])
def test_median_and_restricted_mean_agree_with_r(case, figures, public, rows):
    _, curve = curve_of(case, public, rows)
    expected = figures[case]
    median = median_survival(curve)
    assert [median.value, median.low, median.high] == R(list(expected["median"]), rel=EXACT, nan_ok=True)
    mean = restricted_mean(curve, float(expected["horizon"][0]))
    assert [mean.value, mean.std_error] == R(list(expected["rmean"]), rel=EXACT)


def test_six_subjects_by_hand(six, rows):
    curve = kaplan_meier(rows(six, "time", "status"))
    # One of 6 closes at 1; two of 4 at 6 (one was censored at 1, the time of a closure); the last at 9.
    assert curve.times.tolist() == [1, 6, 9]
    assert curve.at_risk.tolist() == [6, 4, 1]
    assert curve.events.tolist() == [1, 2, 1]
    assert curve.survival == R([5 / 6, 5 / 12, 0])
    assert curve.std_error[1] == R(5 / 12 * math.sqrt(1 / 30 + 2 / 8))
    # Area to 8: 1 for one year, 5/6 for five, 5/12 for two.
    mean = restricted_mean(curve, 8)
    assert mean.value == R(1 + 25 / 6 + 5 / 6)
    # After 1: 25/6 + 5/6 = 5, with weight 1/30; after 6: 5/6, with weight 2/8.
    assert mean.std_error == R(math.sqrt(25 / 30 + 25 / 36 / 4))
    assert median_survival(curve).value == 6


def test_late_entry_by_hand():
    # Entered at 2 and at 4: the first closure, at 3, meets only those two who had entered.
    made = episodes([0, 2, 4, 0], [3, 5, 6, 8], [1, 1, 0, 0])
    curve = kaplan_meier(made)
    assert curve.at_risk.tolist() == [3, 3]
    assert curve.survival == R([2 / 3, 4 / 9])


def test_a_curve_at_exactly_one_half_has_its_median_in_the_middle_of_the_step():
    curve = kaplan_meier(episodes(None, [1, 2, 3, 4], [1, 1, 1, 1]))
    assert median_survival(curve).value == 2.5


def test_nobody_closed_yet_has_an_exact_lower_limit():
    made = episodes(None, [3, 4, 5, 6], [0, 0, 0, 1])
    found = survival_at(kaplan_meier(made), made, 2)
    assert (found.value, found.high) == (1, 1)
    # (1 - p)^4 = 0.025.
    assert found.low == R(0.025**0.25)


@pytest.mark.parametrize("time", [0.5, 9])
def test_no_value_outside_the_time_watched(time):
    made = episodes([1, 2], [5, 6], [1, 0])
    assert math.isnan(survival_at(kaplan_meier(made), made, time).value)


def test_difference_of_independent_estimates():
    made = episodes(None, [1, 2, 3, 4, 5, 6.0], [1, 0, 1, 0, 1, 0])
    mean = restricted_mean(kaplan_meier(made), 5)
    found = difference(mean, mean)
    assert found.value == 0
    assert found.std_error == R(math.sqrt(2) * mean.std_error)
    assert found.high == R(1.959963984540054 * found.std_error)


def test_order_of_rows_does_not_matter(public, rows):
    data = public["lung"]
    shuffled = data.sample(frac=1, random_state=7)
    first, second = (kaplan_meier(rows(table, "time", "status")) for table in (data, shuffled))
    assert np.array_equal(first.survival, second.survival)
