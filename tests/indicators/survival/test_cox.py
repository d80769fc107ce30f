"""Cox models against R's coxph, six subjects by hand and published, and data that make a likelihood run away."""

import math

import numpy as np
import pytest

from places3t.indicators.survival.arrays import episodes
from places3t.indicators.survival.bins import bin_episodes
from places3t.indicators.survival.cox import cox
from places3t.indicators.survival.cox_units import PatternUnits, RowUnits, units
from places3t.indicators.survival.proportional import GLOBAL, proportional_hazards

R = pytest.approx

CASES = {
    "cox_aml": ("aml", "time", "status", None, ["kept"], None, None),
    "cox_ovarian": ("ovarian", "futime", "fustat", None, ["age", "rx"], "ecog", None),
    "cox_lung_cluster": ("lung", "time", "status", None, ["age", "sex", "ecog"], None, "inst"),
    "cox_veteran": ("veteran", "time", "status", None, ["cell1", "cell2", "cell3", "karno", "trt"], None, None),
    "cox_kidney_cluster": ("kidney", "time", "status", None, ["age", "sex"], None, "id"),
    "cox_bladder_strata_cluster": ("bladder2", "stop", "event", "start", ["rx", "size", "number"], "enum", "id"),
    "cox_cgd_cluster": ("cgd", "stop", "status", "start", ["treat", "age"], None, "id"),
    "cox_rats_strata": ("rats", "time", "status", None, ["rx"], "litter", None),
    "cox_rats_cluster": ("rats", "time", "status", None, ["rx"], None, "litter"),
    "cox_pbc_late_entry": ("pbc", "exit", "status", "entry", ["edema", "bili", "male"], None, None),
    "cox_pbc_late_entry_strata": ("pbc", "exit", "status", "entry", ["bili"], "male", None),
    "cox_heart": ("heart", "stop", "event", "start", ["transplant", "age", "surgery"], None, "id"),
}


def fitted(case, public, rows):
    table, exit_, event, entry, names, by, cluster = CASES[case]
    data = public[table]
    if table == "veteran":
        data = data.assign(**{f"cell{at}": (data["cell"] == at).astype(float) for at in (1, 2, 3)})
    x = data[names].to_numpy(float)
    made = rows(data, exit_, event, entry)
    strata, places = (None if key is None else np.unique(data[key], return_inverse=True)[1] for key in (by, cluster))
    return made, x, strata, cox(made, x, names, strata=strata, cluster=places)


@pytest.mark.parametrize("case", CASES)
def test_agrees_with_r(case, figures, public, rows):
    _, _, _, fit = fitted(case, public, rows)
    expected = figures[case]
    assert fit.coef == R(expected["coef"], rel=1e-6)
    assert fit.variance.ravel() == R(expected["var"], rel=1e-6)
    assert fit.naive_variance.ravel() == R(expected["naive"], rel=1e-6)
    assert [fit.loglik_null, fit.loglik] == R(list(expected["loglik"]), rel=1e-9)
    assert fit.converged


@pytest.mark.parametrize("case", CASES)
def test_proportional_hazards_agree_with_r(case, figures, public, rows):
    made, x, strata, fit = fitted(case, public, rows)
    terms = {"cell": ["cell1", "cell2", "cell3"], "karno": ["karno"], "trt": ["trt"]} if "cell1" in fit.names else None
    tests = proportional_hazards(made, x, fit, terms, strata)
    assert list(tests)[-1] == GLOBAL
    assert [test.chi2 for test in tests.values()] == R(list(figures[case]["zph_chi2"]), rel=1e-6)
    assert [test.p for test in tests.values()] == R(list(figures[case]["zph_p"]), rel=1e-6)


def test_six_subjects_published(six, rows):
    fit = cox(rows(six, "time", "status"), six[["x"]].to_numpy(float), ["x"])
    # Therneau and Grambsch (2000), appendix E.1, Efron: log likelihood
    # 2b - log(3r + 3) - log(r + 3) - log((r + 5) / 2).
    assert fit.coef[0] == R(1.676857, abs=5e-7)
    r = math.exp(fit.coef[0])
    assert 2 - 3 * r / (3 * r + 3) - r / (r + 3) - r / (r + 5) == R(0, abs=1e-9)
    assert fit.loglik == R(2 * math.log(r) - math.log(3 * r + 3) - math.log(r + 3) - math.log((r + 5) / 2))
    information = 3 * 3 * r / (3 * r + 3) ** 2 + 3 * r / (r + 3) ** 2 + 5 * r / (r + 5) ** 2
    assert fit.naive_variance[0, 0] == R(1 / information)


def test_few_patterns_and_single_rows_give_the_same(public, rows):
    data = public["heart"]
    made = rows(data, "stop", "event", "start")
    x = data[["transplant", "surgery"]].to_numpy(float)
    bins = bin_episodes(made)
    patterns, single = units(x, bins), RowUnits(x, bins)
    assert isinstance(patterns, PatternUnits)
    for by_pattern, by_row in ((patterns.x[:, 0], x[:, 0]), (patterns.x[:, 1] + 2, x[:, 1] + 2)):
        assert patterns.at_risk(by_pattern) == R(single.at_risk(by_row))
        assert patterns.at_events(by_pattern) == R(single.at_events(by_row))
        assert np.array_equal(patterns.spread(by_pattern), by_row)
    # A covariate with a value for each row, and no effect on the others' meaning, forces single rows.
    jittered = x + np.random.default_rng(3).uniform(0, 1e-9, x.shape)
    first, second = (cox(made, design, ["t", "s"], cluster=data["id"].to_numpy() - 1) for design in (x, jittered))
    assert first.coef == R(second.coef, rel=1e-6)
    assert first.variance == R(second.variance, rel=1e-6)


def test_a_covariate_that_separates_is_named_and_not_estimated():
    made = episodes(None, [1, 2, 3, 4, 5, 6, 7, 8.0], [1, 1, 1, 1, 0, 0, 0, 0])
    x = np.column_stack([np.repeat([1.0, 0.0], 4), [0, 1, 0, 1, 0, 1, 0, 1.0]])
    fit = cox(made, x, ["split", "other"])
    assert fit.infinite == ("split",)
    assert not fit.converged
    assert all(math.isnan(value) for value in fit.hazard_ratio("split"))
    assert not math.isnan(fit.hazard_ratio("other")[0])


def test_constant_and_repeated_covariates_are_dropped(public, rows):
    data = public["lung"]
    x = np.column_stack([data["age"], np.ones(len(data)), data["sex"], 2 * data["age"] - data["sex"]]).astype(float)
    fit = cox(rows(data, "time", "status"), x, ["age", "one", "sex", "both"])
    assert fit.dropped == ("one", "both")
    plain = cox(rows(data, "time", "status"), x[:, [0, 2]], ["age", "sex"])
    assert fit.coef[[0, 2]] == R(plain.coef)
    assert math.isnan(fit.hazard_ratio("one")[0])


def test_scale_and_place_of_a_covariate_do_not_matter(public, rows):
    data = public["lung"]
    made = rows(data, "time", "status")
    plain = cox(made, data[["age", "sex"]].to_numpy(float), ["age", "sex"])
    moved = cox(made, np.column_stack([data["age"] * 1e6 + 1e9, data["sex"]]).astype(float), ["age", "sex"])
    assert moved.coef * [1e6, 1] == R(plain.coef, rel=1e-6)
