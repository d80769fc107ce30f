"""Intervals, against figures printed by R 4 and published tables; the R lines stand beside them."""

import doctest
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from places3t.indicators import intervals
from places3t.indicators.intervals import poisson_exact, quantile, rate_ratio, wilson


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(intervals).failed == 0


# for (x in c(0, 10)) print(poisson.test(x)$conf.int); poisson.test(344, 122.1)$conf.int
@pytest.mark.parametrize(
    ("events", "exposure", "low", "high"),
    [(0, 1, 0, 3.688879), (10, 1, 4.795389, 18.390356), (344, 122.1, 2.527472, 3.131388)],
)
def test_poisson_as_in_r(events: int, exposure: float, low: float, high: float) -> None:
    found = [float(bound) / exposure for bound in poisson_exact(events)]
    assert found == pytest.approx([low, high], rel=1e-6)


# Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3 (four decimals).
@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(hits: int, trials: int, low: float, high: float) -> None:
    assert [float(bound) for bound in wilson(hits, trials)] == pytest.approx([low, high], abs=5e-5)


def test_wilson_at_its_ends() -> None:
    low, high = wilson([0, 7, 0], [7, 7, 0])
    assert low[0] == 0
    assert high[1] == 1
    assert np.isnan([low[2], high[2]]).all()
    assert high[0] == pytest.approx(1 - low[1])


def test_ratio_as_in_r() -> None:
    # poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)), the example of its help page
    found = rate_ratio((11, 21), (800, 3011))
    assert found == pytest.approx((1.971488, 0.8584264, 4.2772659), rel=1e-6)


def test_ratio_without_events() -> None:
    assert rate_ratio((0, 5), (1, 1))[:2] == (0, 0)
    assert rate_ratio((5, 0), (1, 1))[::2] == (math.inf, math.inf)
    nothing = rate_ratio((0, 0), (1, 1))
    assert math.isnan(nothing.value)
    assert nothing[1:] == (0, math.inf)


@given(st.integers(0, 300), st.integers(1, 300), st.floats(0.1, 10), st.floats(0.1, 10))
def test_ratio_turned_round(first: int, second: int, here: float, there: float) -> None:
    one, other = rate_ratio((first, second), (here, there)), rate_ratio((second, first), (there, here))
    assert one.low == pytest.approx(0 if math.isinf(other.high) else 1 / other.high)
    assert one.low <= one.value <= one.high


# x <- c(3.1,0.2,5.5,1.7,9.9,2.4,7.3,0.8,4.6,6.2); quantile(x, c(.5,.9), type=2); quantile(x[1:9], c(.5,.9),
# type=2)
VALUES = [3.1, 0.2, 5.5, 1.7, 9.9, 2.4, 7.3, 0.8, 4.6, 6.2]


def test_quantiles_as_in_r() -> None:
    assert [quantile(VALUES, share).value for share in (0.5, 0.9)] == pytest.approx([3.85, 8.6])
    assert [quantile(VALUES[:9], share).value for share in (0.5, 0.9)] == pytest.approx([3.1, 9.9])


# for (n in c(6,11,101)) c(qbinom(.025,n,.5), qbinom(.975,n,.5)+1, qbinom(.025,n,.9), qbinom(.975,n,.9)+1)
@pytest.mark.parametrize(
    ("n", "median_ranks", "p90_ranks"),
    [(6, (1, 6), (4, None)), (11, (2, 10), (8, None)), (101, (41, 61), (85, 97))],
)
def test_order_statistics_as_in_r(n: int, median_ranks: tuple[int, int], p90_ranks: tuple[int, int | None]) -> None:
    ranked = np.arange(1.0, n + 1)
    for share, (low, high) in ((0.5, median_ranks), (0.9, p90_ranks)):
        found = quantile(ranked[::-1], share)
        assert found.low == low
        assert found.high == high if high else math.isnan(found.high)


@given(st.integers(1, 400), st.sampled_from([0.5, 0.9]))
def test_quantile_interval_covers(n: int, share: float) -> None:
    found = quantile(np.arange(1, n + 1), share)
    low = 0 if math.isnan(found.low) else int(found.low)
    high = n + 1 if math.isnan(found.high) else int(found.high)
    # Between order statistics l and u lies the quantile when l <= B <= u - 1, B binomial.
    assert binom.cdf(high - 1, n, share) - binom.cdf(low - 1, n, share) >= 0.95 - 1e-9


def test_quantiles_of_infinite_values_and_of_none() -> None:
    assert quantile([1, math.inf, math.inf], 0.5).value == math.inf
    assert quantile([1, 2, math.inf], 0.5).value == 2
    assert all(math.isnan(part) for part in quantile([], 0.5))
    assert quantile([4.0], 0.9).value == 4
