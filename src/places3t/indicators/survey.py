"""Estimates from a sample with weights: means, shares, ratios, totals, quantiles, with linearised intervals.

Every place counts once where there are no weights; then these are the usual estimates, and `share` gives Wilson's
interval, `mean` the t interval. With weights the standard errors are Taylor's linearisation, as if places were
drawn with replacement; with margins they also know that the sample was raked to them.

References
----------
Binder D. A. (1983), On the variances of asymptotically normal estimators from complex surveys, International
Statistical Review 51, 279-292. Deville J.-C., Särndal C.-E. (1992), Calibration estimators in survey sampling, JASA
87, 376-382. Lumley T. (2010), Complex surveys: a guide to analysis using R.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.intervals import LEVEL, quantile, wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

FEW = 30
"""Answers below which an estimate is marked unreliable."""
LARGEST_CV = 0.30
"""Coefficient of variation above which it is."""
_PROJECTIONS = 10


class Design(NamedTuple):
    """How the places stand for others.

    Attributes
    ----------
    weights
        One per place, above zero; all one where places stand for themselves.
    margins
        The cell of each place in each margin that the weights were raked to.
    weighted
        Whether weights were given.
    """

    weights: Array
    margins: tuple[Ints, ...] = ()
    weighted: bool = False

    def take(self, inside: Flags) -> Design:
        """Keep some places, as a sample of their own."""
        return Design(self.weights[inside], tuple(cells[inside] for cells in self.margins), self.weighted)


class Estimated(NamedTuple):
    """A figure, its interval and standard error, and how many answers stand behind it."""

    value: float
    low: float
    high: float
    error: float
    n: int

    @property
    def unreliable(self) -> bool:
        """Whether it rests on too few answers, or varies too much, to be published without a warning."""
        varies = abs(self.error / self.value) > LARGEST_CV if self.value and not math.isnan(self.error) else False
        return self.n < FEW or varies


NOTHING = Estimated(math.nan, math.nan, math.nan, math.nan, 0)


def design_of(count: int, weights: npt.ArrayLike | None = None, margins: Sequence[Ints] = ()) -> Design:
    """Give the design of ``count`` places.

    Raises
    ------
    ValueError
        If a weight is null, zero, negative or infinite, or there are not ``count`` of them.
    """
    import numpy as np

    if weights is None:
        return Design(np.ones(count))
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != (count,) or not np.all(np.isfinite(given) & (given > 0)):
        msg = f"weights must be {count} finite numbers above zero"
        raise ValueError(msg)
    return Design(given, tuple(margins), weighted=True)


def kish(weights: npt.ArrayLike) -> tuple[float, float]:
    """Give the design effect of unequal weights and the effective number of answers.

    References
    ----------
    Kish L. (1965), Survey sampling: 1 + the squared coefficient of variation of the weights.

    Examples
    --------
    >>> kish([1, 1, 2])
    (1.125, 2.6666666666666665)
    """
    import numpy as np

    given = np.asarray(weights, dtype=np.float64)
    effective = float(given.sum() ** 2 / (given**2).sum())
    return len(given) / effective, effective


def linearised_error(influence: Array, design: Design) -> float:
    """Give the standard error of an estimate from each place's weighted influence on it.

    Parameters
    ----------
    influence
        One per place of the whole sample, weights included; zero outside a domain.
    design
        The sample's design.
    """
    import numpy as np

    n = len(influence)
    if n < 2:  # noqa: PLR2004 - one answer has no spread
        return math.nan
    rest = influence
    # What the margins fix does not vary: the residuals on them do.
    for _ in range(_PROJECTIONS if design.margins else 0):
        for cells in design.margins:
            scaled = rest / design.weights
            means = np.bincount(cells, scaled) / np.maximum(np.bincount(cells), 1)
            rest = rest - design.weights * means[cells]
    return float(np.sqrt(n / (n - 1) * ((rest - rest.mean()) ** 2).sum()))


def mean(values: npt.ArrayLike, design: Design, inside: Flags | None = None, level: float = LEVEL) -> Estimated:
    """Give the mean of a number, with a t interval.

    Parameters
    ----------
    values
        One per place; nulls are left out.
    design
        The whole sample's.
    inside
        The places of a domain; the others still belong to the sample.
    level
        Confidence level.
    """
    import numpy as np

    number = np.asarray(values, dtype=np.float64)
    asked = ~np.isnan(number) & (True if inside is None else inside)
    n = int(asked.sum())
    if n == 0:
        return NOTHING
    weight = np.where(asked, design.weights, 0.0)
    value = float(weight @ np.where(asked, number, 0.0) / weight.sum())
    part = np.where(asked, number - value, 0.0)
    if design.weighted:
        error = linearised_error(weight * part / weight.sum(), design)
    else:
        error = float(np.sqrt((part**2).sum() / (n - 1) / n)) if n > 1 else math.nan
    half = _t(n - 1, level) * error
    return Estimated(value, value - half, value + half, error, n)


def share(hits: npt.ArrayLike, design: Design, inside: Flags | None = None, level: float = LEVEL) -> Estimated:
    """Give the share of places that have something.

    Without weights the interval is Wilson's. With weights it is symmetric on the logit scale; at no hit and at all
    hits, where that has no width, it is Wilson's on the effective number of answers.

    Parameters
    ----------
    hits
        One per place: 1, 0, or null for unknown.
    design, inside, level
        As for `mean`.
    """
    import numpy as np
    from scipy.special import expit, logit

    number = np.asarray(hits, dtype=np.float64)
    asked = ~np.isnan(number) & (True if inside is None else inside)
    found = mean(number, design, asked, level)
    if found.n == 0:
        return NOTHING
    if not design.weighted or found.value in (0.0, 1.0) or found.n == 1:
        n = kish(design.weights[asked])[1] if design.weighted else found.n
        low, high = wilson(found.value * n, n, level)
        return found._replace(low=float(low), high=float(high))
    half = _t(found.n - 1, level) * found.error / (found.value * (1 - found.value))
    bounds = expit(logit(found.value) + np.array([-half, half]))
    return found._replace(low=float(bounds[0]), high=float(bounds[1]))


def ratio(above: npt.ArrayLike, below: npt.ArrayLike, design: Design, level: float = LEVEL) -> Estimated:
    """Give the ratio of two totals, such as all market revenue over all budgets; linearised t interval."""
    import numpy as np

    first, second = (np.asarray(part, dtype=np.float64) for part in (above, below))
    asked = ~np.isnan(first) & ~np.isnan(second)
    weight = np.where(asked, design.weights, 0.0)
    base = float(weight @ np.where(asked, second, 0.0))
    if base == 0:
        return NOTHING
    value = float(weight @ np.where(asked, first, 0.0) / base)
    error = linearised_error(weight * np.where(asked, first - value * second, 0.0) / base, design)
    n = int(asked.sum())
    half = _t(n - 1, level) * error
    return Estimated(value, value - half, value + half, error, n)


def total(values: npt.ArrayLike, design: Design, level: float = LEVEL) -> Estimated:
    """Give the total over all that the places stand for; nulls count as nothing. Linearised t interval."""
    import numpy as np

    number = np.nan_to_num(np.asarray(values, dtype=np.float64))
    n = len(number)
    error = linearised_error(design.weights * number, design)
    half = _t(n - 1, level) * error
    value = float(design.weights @ number)
    return Estimated(value, value - half, value + half, error, n)


def at_quantile(values: npt.ArrayLike, probability: float, design: Design, level: float = LEVEL) -> Estimated:
    """Give a quantile: by order statistics without weights; with them by Woodruff's interval.

    References
    ----------
    Woodruff R. S. (1952), Confidence intervals for medians and other position measures, JASA 47, 635-646.
    """
    import numpy as np

    number = np.asarray(values, dtype=np.float64)
    asked = ~np.isnan(number)
    n = int(asked.sum())
    if n == 0:
        return NOTHING
    if not design.weighted:
        plain = quantile(number[asked], probability, level)
        return Estimated(plain.value, plain.low, plain.high, math.nan, n)
    value = _weighted_quantile(number[asked], design.weights[asked], probability)
    below = mean(np.where(asked, number <= value, np.nan), design, asked, level)
    half = _t(n - 1, level) * below.error
    low, high = (_weighted_quantile(number[asked], design.weights[asked], below.value + step) for step in (-half, half))
    return Estimated(value, low, high, math.nan, n)


def _weighted_quantile(values: Array, weights: Array, probability: float) -> float:
    """Give the least value that a share ``probability`` of the weight does not exceed; null outside 0 to 1."""
    import numpy as np

    if not 0 < probability < 1:
        return math.nan
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    # Weights of a third each must reach two thirds, whatever rounding does.
    return float(values[order][np.searchsorted(reached, probability - 1e-12)])


def difference(values: npt.ArrayLike, group: Flags, design: Design, level: float = LEVEL) -> Estimated:
    """Give the mean in a group less the mean outside it.

    Parameters
    ----------
    values
        One per place, nulls left out; 1 and 0 for a difference of shares.
    group
        Whether each place is in the group.
    design, level
        As for `mean`.

    Returns
    -------
    Estimated
        Without weights Welch's interval for numbers; with weights the linearised one.
    """
    import numpy as np

    number = np.asarray(values, dtype=np.float64)
    known = ~np.isnan(number)
    first, second = mean(number, design, known & group, level), mean(number, design, known & ~group, level)
    if min(first.n, second.n) < 2:  # noqa: PLR2004 - one answer has no spread
        return NOTHING._replace(value=first.value - second.value, n=first.n + second.n)
    n = first.n + second.n
    if design.weighted:
        weights = [np.where(known & side, design.weights, 0.0) for side in (group, ~group)]
        parts = [
            weight * np.nan_to_num(number - one.value) / weight.sum()
            for weight, one in zip(weights, (first, second), strict=True)
        ]
        error, freedom = linearised_error(parts[0] - parts[1], design), float(n - 2)
    else:
        error, freedom = _welch(first, second)
    value, half = first.value - second.value, _t(freedom, level) * error
    return Estimated(value, value - half, value + half, error, n)


def _welch(first: Estimated, second: Estimated) -> tuple[float, float]:
    """Give the standard error of a difference of two means, and its degrees of freedom (Welch 1947)."""
    parts = [first.error**2, second.error**2]
    if sum(parts) == 0:
        return 0.0, math.inf
    freedom = sum(parts) ** 2 / sum(part**2 / (one.n - 1) for part, one in zip(parts, (first, second), strict=True))
    return math.sqrt(sum(parts)), freedom


def newcombe(first: tuple[float, float, float], second: tuple[float, float, float]) -> tuple[float, float, float]:
    """Give the difference of two shares and its interval, from each share's own ``(value, low, high)``.

    References
    ----------
    Newcombe R. G. (1998), Interval estimation for the difference between independent proportions, Statistics in
    Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> low, high = wilson([56, 48], [70, 80])
    >>> [round(part, 4) for part in newcombe((56 / 70, low[0], high[0]), (48 / 80, low[1], high[1]))]
    [0.2, 0.0524, 0.3339]
    """
    value = first[0] - second[0]
    low = value - math.hypot(first[0] - first[1], second[2] - second[0])
    return value, low, value + math.hypot(first[2] - first[0], second[0] - second[1])


def _t(freedom: float, level: float) -> float:
    from scipy.stats import t

    return float(t.isf((1 - level) / 2, freedom)) if freedom > 0 else math.nan
