"""Cumulative incidence against R's multi-state survfit, and by hand."""

import math

import pytest

from places3t.indicators.survival.arrays import episodes
from places3t.indicators.survival.competing import incidence_at
from places3t.indicators.survival.kaplan_meier import kaplan_meier, survival_at

R = pytest.approx
LATE = ([0, 1, 2, 0, 3, 1, 4], [3, 5, 4, 6, 6, 7, 8], [1, 2, 0, 1, 2, 1, 0])


@pytest.mark.parametrize("case", ["cif_mgus2", "cif_colon", "cif_late_entry"])
@pytest.mark.parametrize(("cause", "name"), [(1, "first"), (2, "second")])
def test_agrees_with_r(case, cause, name, figures, public, rows):
    made = episodes(*LATE) if case == "cif_late_entry" else rows(public[case[4:]], "time", "event")
    expected = figures[case]
    found = [incidence_at(made, cause, time) for time in expected["times"]]
    assert [item.value for item in found] == R(list(expected[name]), rel=1e-6)
    assert [item.std_error for item in found] == R(list(expected[f"{name}_se"]), rel=1e-6)


def test_by_hand():
    # Five at risk: closes at 1 (4/5 left), is replaced at 2 (of 4), is censored at 3, closes at 4 (of 2).
    made = episodes(None, [4, 1, 2, 3, 5.0], [1, 1, 2, 0, 0])
    assert incidence_at(made, 1, 4).value == R(1 / 5 + 3 / 5 * 1 / 2)
    assert incidence_at(made, 2, 4).value == R(4 / 5 * 1 / 4)


def test_with_one_cause_it_is_one_minus_kaplan_meier_and_greenwood(public, rows):
    made = rows(public["lung"], "time", "status")
    found = incidence_at(made, 1, 400)
    curve = survival_at(kaplan_meier(made), made, 400)
    assert found.value == R(1 - curve.value)
    assert found.std_error == R(curve.std_error)


def test_rows_of_one_place_count_as_one(public, rows):
    import numpy as np

    made = rows(public["mgus2"], "time", "event")
    half = made.exit / 2
    cut = episodes(
        np.concatenate([made.entry, half]),
        np.concatenate([half, made.exit]),
        np.concatenate([np.zeros(len(made), int), made.event]),
    )
    cluster = np.tile(np.arange(len(made)), 2)
    whole, parts = incidence_at(made, 2, 100), incidence_at(cut, 2, 100, cluster)
    assert parts.value == R(whole.value)
    assert parts.std_error == R(whole.std_error)


def test_null_outside_the_time_watched():
    made = episodes(None, [1, 2.0], [1, 2])
    assert math.isnan(incidence_at(made, 1, 3).value)
    assert incidence_at(made, 1, 0.5).value == 0
