"""Intervals for counts, rates, shares and quantiles: the few that every indicator uses.

All take and give arrays (or single numbers), at a level of 95 % unless told otherwise.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

LEVEL = 0.95


class Estimate(NamedTuple):
    """A figure and its interval."""

    value: float
    low: float
    high: float


def poisson_exact(events: npt.ArrayLike, level: float = LEVEL) -> tuple[Array, Array]:
    """Give the exact interval of the mean of a Poisson count.

    Parameters
    ----------
    events
        Counts, zero or more.
    level
        Confidence level.

    Returns
    -------
    tuple of numpy.ndarray
        Low and high bounds of the mean count; divide both by the exposure for a rate.

    References
    ----------
    Garwood F. (1936), Fiducial limits for the Poisson distribution, Biometrika 28, 437-442.
    """
    import numpy as np
    from scipy.stats import chi2

    count = np.asarray(events, dtype=np.float64)
    tail = (1 - level) / 2
    with np.errstate(invalid="ignore"):
        low = np.where(count > 0, chi2.ppf(tail, 2 * count) / 2, 0.0)
    return low, np.asarray(chi2.isf(tail, 2 * count + 2) / 2, dtype=np.float64)


def wilson(hits: npt.ArrayLike, trials: npt.ArrayLike, level: float = LEVEL) -> tuple[Array, Array]:
    """Give the score interval of a proportion, without continuity correction.

    Parameters
    ----------
    hits, trials
        Counts; where there is no trial both bounds are null.
    level
        Confidence level.

    Returns
    -------
    tuple of numpy.ndarray
        Low and high bounds, between 0 and 1.

    References
    ----------
    Wilson E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22,
    209-212.
    """
    import numpy as np
    from scipy.stats import norm

    count = np.asarray(hits, dtype=np.float64)
    n = np.where(np.asarray(trials) > 0, np.asarray(trials, dtype=np.float64), np.nan)
    z2 = float(norm.isf((1 - level) / 2)) ** 2
    share = count / n
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = np.sqrt(z2 * (share * (1 - share) + z2 / (4 * n)) / n) / (1 + z2 / n)
    # The bounds at no hit and at all hits are exactly 0 and 1; rounding would leave 1e-17.
    low = np.where(count == 0, np.where(np.isnan(n), np.nan, 0.0), middle - half)
    return low, np.where(count == n, 1.0, middle + half)


def rate_ratio(events: tuple[float, float], exposures: tuple[float, float], level: float = LEVEL) -> Estimate:
    """Compare two rates by the exact conditional interval of their ratio.

    Given the sum of both counts, the first is binomial; the interval is Clopper and Pearson's, turned into
    rates.

    Parameters
    ----------
    events
        Two counts, of separate sets.
    exposures
        What they are counted over (inhabitants, place-years), above zero.
    level
        Confidence level.

    Returns
    -------
    Estimate
        First rate divided by the second; infinite or null where the second count, or both, are zero.

    References
    ----------
    Przyborowski J., Wilenski H. (1940), Homogeneity of results in testing samples from Poisson series,
    Biometrika 31, 313-323; as in R's ``poisson.test``.
    """
    from scipy.stats import beta

    first, second = events
    scale = exposures[1] / exposures[0]
    tail = (1 - level) / 2
    low = float(beta.ppf(tail, first, second + 1)) if first > 0 else 0.0
    high = float(beta.isf(tail, first + 1, second)) if second > 0 else 1.0
    no_second = math.inf if first > 0 else math.nan
    value = first / second * scale if second > 0 else no_second
    return Estimate(value, low / (1 - low) * scale, high / (1 - high) * scale if high < 1 else math.inf)


def quantile(values: npt.ArrayLike, probability: float, level: float = LEVEL) -> Estimate:
    """Give a quantile and its interval, both by order statistics, so that infinite values are allowed.

    The quantile is the order statistic that a share ``probability`` of the values do not exceed, or the
    middle of two where the share falls between them (Hyndman and Fan's definition 2, R's ``type = 2``); the
    median is the usual one. The interval lies between the order statistics that the binomial law names.

    Parameters
    ----------
    values
        Independent values, without nulls; infinite means "farther than anything".
    probability
        Between 0 and 1.
    level
        Confidence level, which the interval reaches or exceeds.

    Returns
    -------
    Estimate
        Null where there are no values; a bound is null where too few values bound it.

    References
    ----------
    Hyndman R. J., Fan Y. (1996), Sample quantiles in statistical packages, The American Statistician 50,
    361-365. Conover W. J. (1999), Practical nonparametric statistics, 3rd ed., section 3.2.
    """
    import numpy as np
    from scipy.stats import binom

    ordered = np.sort(np.asarray(values, dtype=np.float64))
    n = len(ordered)
    if n == 0:
        return Estimate(math.nan, math.nan, math.nan)
    # 0.9 * 10 must be the whole number that it is on paper.
    rank = round(n * probability, 9)
    at = math.ceil(rank)
    value = ordered[at - 1] if rank < at else (ordered[at - 1] + ordered[min(at, n - 1)]) / 2
    tail = (1 - level) / 2
    low, high = int(binom.ppf(tail, n, probability)), int(binom.ppf(1 - tail, n, probability)) + 1
    return Estimate(
        float(value),
        float(ordered[low - 1]) if low >= 1 else math.nan,
        float(ordered[high - 1]) if high <= n else math.nan,
    )
