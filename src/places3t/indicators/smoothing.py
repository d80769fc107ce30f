"""Rates of small territories drawn towards the rate of all, by as much as chance alone could have moved them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]


class Smoothed(NamedTuple):
    """Smoothed rates, events for one unit of exposure, with their credible intervals."""

    value: Array
    low: Array
    high: Array


def empirical_bayes(events: npt.ArrayLike, exposure: npt.ArrayLike, level: float = 0.95) -> Smoothed:
    """Smooth rates by Marshall's global empirical Bayes estimator.

    With y events over n units of exposure in each of k territories, m = Σy / Σn,
    s² = Σn(y/n - m)² / Σn and A = max(0, s² - m / (Σn / k)), a territory's rate is
    m + A / (A + m / n) (y / n - m). That is the mean of a gamma law of shape y + m² / A and rate
    n + m / A, whose quantiles are the interval (the moments are taken as known). Where A is zero the
    territories differ no more than chance would have it: all have the rate m, and the exact Poisson interval
    of the whole.

    Parameters
    ----------
    events
        Counts, length k.
    exposure
        Inhabitants or the like, above zero, length k.
    level
        Level of the interval.

    Returns
    -------
    Smoothed
        Each of length k.

    References
    ----------
    Marshall R. J. (1991), Mapping disease and mortality rates using empirical Bayes estimators, Applied
    Statistics 40, 283-294. Clayton D., Kaldor J. (1987), Empirical Bayes estimates of age-standardized
    relative risks for use in disease mapping, Biometrics 43, 671-681, for the gamma law.
    """
    import numpy as np
    from scipy.stats import gamma

    from places3t.indicators.intervals import poisson_exact

    y, n = np.asarray(events, np.float64), np.asarray(exposure, np.float64)
    mean = y.sum() / n.sum()
    spread = (n * (y / n - mean) ** 2).sum() / n.sum() - mean / n.mean()
    if mean == 0 or spread <= 0:
        low, high = (float(bound) / n.sum() for bound in poisson_exact(y.sum(), level))
        return Smoothed(*(np.full(len(y), part) for part in (mean, low, high)))
    shape, rate = y + mean**2 / spread, n + mean / spread
    tail = (1 - level) / 2
    return Smoothed(shape / rate, gamma.ppf(tail, shape) / rate, gamma.isf(tail, shape) / rate)
