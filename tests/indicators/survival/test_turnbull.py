"""Turnbull's estimate against R, by hand, and with late entry against Kaplan-Meier."""

import numpy as np
import pytest

from places3t.indicators.survival.kaplan_meier import kaplan_meier, survival_at
from places3t.indicators.survival.turnbull import turnbull

R = pytest.approx
CASES = {
    "turnbull_small": "intervals",
    "turnbull_lung": "lung_waves",
    "turnbull_ovarian": "ovarian_waves",
    "turnbull_veteran": "veteran_waves",
}


def estimate_of(table):
    return turnbull(table["lower"].to_numpy(float), table["upper"].fillna(np.inf).to_numpy(float))


@pytest.mark.parametrize("case", CASES)
def test_agrees_with_r(case, figures, public):
    found = estimate_of(public[CASES[case]])
    assert found.converged
    times = figures[case]["times"]
    assert [found.survival(time) for time in times] == R(list(figures[case]["surv"]), abs=1e-6)


@pytest.mark.parametrize("case", ["turnbull_lung", "turnbull_ovarian", "turnbull_veteran"])
def test_agrees_with_r_as_it_is(case, figures, public):
    found = estimate_of(public[CASES[case]])
    assert [found.survival(time) for time in figures[case]["times"]] == R(list(figures[case]["as_is"]), abs=1e-4)


def test_by_hand():
    # One in (0, 2], one in (1, 3], one after 3: half of what the first two share lies in (1, 2], all of it.
    found = turnbull(np.array([0.0, 1, 3]), np.array([2, 3, np.inf]))
    assert list(zip(found.left, found.right, strict=True)) == [(1, 2), (3, np.inf)]
    assert found.mass == R([2 / 3, 1 / 3])
    assert found.bounds(1.5) == R((1 / 3, 1))


def test_exact_times_give_kaplan_meier_with_late_entry_too(public, rows):
    data = public["pbc"][lambda d: d["entry"] < 60].head(150)
    made = rows(data, "exit", "status", "entry")
    died = (data["status"] == 1).to_numpy()
    upper = np.where(died, data["exit"], np.inf)
    found = turnbull(data["exit"].to_numpy(float), upper, data["entry"].to_numpy(float))
    curve = kaplan_meier(made)
    for time in (45, 55, 65, 70):
        assert found.survival(time) == R(survival_at(curve, made, time).value, abs=1e-6)
