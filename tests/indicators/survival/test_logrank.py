"""Log-rank tests against R's survdiff, Mantel-Byar against the exact score test, six subjects by hand."""

import numpy as np
import pytest

from places3t.indicators.survival.arrays import episodes
from places3t.indicators.survival.logrank import logrank

R = pytest.approx

CASES = {
    "logrank_aml": ("aml", "time", "status", "kept", None),
    "logrank_lung_ecog": ("lung", "time", "status", "ecog", None),
    "logrank_lung_sex_by_ecog": ("lung", "time", "status", "sex", "ecog"),
    "logrank_veteran_cell": ("veteran", "time", "status", "cell", None),
    "logrank_colon_rx": ("colon", "time", "event", "rx", None),
}


@pytest.mark.parametrize("case", CASES)
def test_agrees_with_r(case, figures, public, rows):
    table, exit_, event, group, by = CASES[case]
    data = public[table]
    code = np.unique(data[group], return_inverse=True)[1]
    strata = None if by is None else np.unique(data[by], return_inverse=True)[1]
    test = logrank(rows(data, exit_, event), code, strata)
    assert test.observed.tolist() == figures[case]["obs"].tolist()
    assert test.expected == R(figures[case]["exp"], rel=1e-6)
    assert test.chi2 == R(figures[case]["chi2"][0], rel=1e-6)
    assert test.df == code.max()


@pytest.mark.parametrize(("case", "by"), [("mantel_byar_heart", None), ("mantel_byar_heart_strata", "surgery")])
def test_mantel_byar_agrees_with_r(case, by, figures, public, rows):
    data = public["heart"]
    strata = None if by is None else data[by].to_numpy()
    test = logrank(rows(data, "stop", "event", "start"), data["transplant"].to_numpy(), strata)
    assert test.chi2 == R(figures[case]["chi2"][0], rel=1e-6)


def test_six_subjects_by_hand(six, rows):
    test = logrank(rows(six, "time", "status"), six["x"].to_numpy())
    # Expected with x = 1: at 1, 3 of 6 for one closure; at 6, 1 of 4 for two; at 9 none is left.
    assert test.expected[1] == R(3 / 6 + 2 / 4)
    # Variance: at 1, 1/4; at 6, 2 (1/4)(3/4)(4 - 2)/(4 - 1).
    assert test.chi2 == R((2 - 1) ** 2 / (1 / 4 + 2 * 3 / 16 * 2 / 3))


def test_two_groups_never_together_are_not_compared():
    test = logrank(episodes([0, 5], [4, 9], [1, 1]), np.array([0, 1]))
    assert test.df == 0
    assert np.isnan(test.p)
