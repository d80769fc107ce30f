"""Rates with exact intervals, against published limits."""

import pytest

from places3t.indicators.survival.rates import poisson_rate

R = pytest.approx

# Events, and limits of a Poisson mean: Garwood (1936), as in Ulm (1990), Am. J. Epidemiol. 131, 373-375. In R,
# the halves of qchisq(.025, 2 * d) and of qchisq(.975, 2 * (d + 1)).
PUBLISHED = [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (100, 81.364, 121.627)]


@pytest.mark.parametrize(("events", "low", "high"), PUBLISHED)
def test_published_limits(events, low, high):
    rate = poisson_rate(events, 1.0)
    assert (rate.low, rate.high) == (R(low, abs=1e-3), R(high, abs=1e-3))


def test_per_hundred_years():
    assert poisson_rate(5, 200.0, per=100).value == 2.5


@pytest.mark.parametrize("years", [0.0, -1.0, float("nan")])
def test_no_time_at_risk(years):
    with pytest.raises(ValueError, match="time at risk"):
        poisson_rate(1, years)
