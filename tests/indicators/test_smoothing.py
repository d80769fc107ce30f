"""Marshall's estimator against R's spdep::EBest on the data of his paper (``oracle/where.R``)."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import gamma

from places3t.indicators.intervals import poisson_exact
from places3t.indicators.smoothing import empirical_bayes

AUCKLAND = pd.read_csv(Path(__file__).parent / "oracle" / "auckland.csv")
# The parameters that EBest gives: a, the variance between areas, and b, the overall rate.
A, B = 7.28417290098e-07, 0.00263343619314


def test_as_in_r() -> None:
    found = empirical_bayes(AUCKLAND["events"], AUCKLAND["exposure"])
    assert found.value == pytest.approx(AUCKLAND["estimate"].to_numpy(), abs=1e-15)


def test_interval_is_that_of_the_gamma_law() -> None:
    found = empirical_bayes(AUCKLAND["events"], AUCKLAND["exposure"])
    law = gamma(AUCKLAND["events"] + B**2 / A, scale=1 / (AUCKLAND["exposure"] + B / A))
    assert found.value == pytest.approx(law.mean(), rel=1e-9)
    assert law.cdf(found.low) == pytest.approx(np.full(len(AUCKLAND), 0.025), rel=1e-6)
    assert law.sf(found.high) == pytest.approx(np.full(len(AUCKLAND), 0.025), rel=1e-6)


def test_no_more_spread_than_chance_gives_one_rate() -> None:
    found = empirical_bayes([2, 2, 2], [100, 100, 100])
    assert found.value.tolist() == [0.02] * 3
    assert found.high[0] == pytest.approx(float(poisson_exact(6)[1]) / 300)
