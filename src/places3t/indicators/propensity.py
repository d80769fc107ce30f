"""What differs between two groups once they are weighted to be alike: inverse-probability weighting.

References
----------
Rosenbaum P. R., Rubin D. B. (1983), The central role of the propensity score, Biometrika 70, 41-55. Lunceford J. K.,
Davidian M. (2004), Stratification and weighting via the propensity score, Statistics in Medicine 23, 2937-2960. Austin
P. C. (2009), Balance diagnostics for comparing the distribution of baseline covariates, Statistics in Medicine 28,
3083-3107.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.intervals import LEVEL
from places3t.indicators.problems import CannotCompute
from places3t.indicators.survey import NOTHING, Estimated, kish

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

_ROUNDS = 50
_CONVERGED = 1e-10
_EXTREME = (0.02, 0.98)
_FEWEST_PER_TERM = 5


class Logistic(NamedTuple):
    """A logistic regression: coefficients, their covariance, the fitted probabilities."""

    coefficients: Array
    covariance: Array
    fitted: Array


class Propensity(NamedTuple):
    """The chance that each place had to be in the group, and the weights that follow.

    Attributes
    ----------
    design
        The covariates with a column of ones.
    chance
        Fitted probability of the group.
    base
        Weights that the places had before.
    group
        Who is in the group.
    """

    design: Array
    chance: Array
    base: Array
    group: Flags

    @property
    def weights(self) -> Array:
        """Give each place the inverse of the chance of being where it is."""
        import numpy as np

        return self.base * np.where(self.group, 1 / self.chance, 1 / (1 - self.chance))


class Overlap(NamedTuple):
    """How far the groups can be compared.

    Attributes
    ----------
    effective
        Effective number of places in the group and outside it, once weighted.
    extreme
        Places whose chance is under 2 % or over 98 %: nobody on the other side is like them.
    largest
        The largest weight, in times the mean weight of its group.
    """

    effective: tuple[float, float]
    extreme: int
    largest: float


def logistic(design: Array, hits: Array, weights: Array) -> Logistic:
    """Fit a logistic regression by Newton's method.

    Parameters
    ----------
    design
        Shape (n, p), with a column of ones where an intercept is wanted.
    hits
        Zeros and ones.
    weights
        One per row.

    Raises
    ------
    CannotCompute
        ``groups_separate``: some covariates tell the groups apart without error, or repeat each other.
    """
    import numpy as np
    from scipy.special import expit

    beta = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        chance = expit(design @ beta)
        information = (design * (weights * chance * (1 - chance))[:, None]).T @ design
        try:
            step = np.linalg.solve(information, design.T @ (weights * (hits - chance)))
        except np.linalg.LinAlgError as error:
            raise CannotCompute("groups_separate") from error
        beta = beta + step
        if not np.isfinite(beta).all():
            break
        if np.abs(step).max() < _CONVERGED:
            covariance = np.asarray(np.linalg.inv(information), dtype=np.float64)
            return Logistic(beta, covariance, expit(design @ beta))
    raise CannotCompute("groups_separate")


def propensity(covariates: Array, group: Flags, base: Array) -> Propensity:
    """Fit the chance of being in the group from covariates, which are standardised first.

    Raises
    ------
    CannotCompute
        ``too_few_to_adjust`` for fewer than five places of the smaller group per covariate; ``groups_separate``.
    """
    import numpy as np

    smaller = int(min(group.sum(), (~group).sum()))
    if smaller < _FEWEST_PER_TERM * (covariates.shape[1] + 1):
        raise CannotCompute("too_few_to_adjust", {"places": smaller, "terms": covariates.shape[1]})
    spread = covariates.std(axis=0)
    kept = spread > 0
    scaled = (covariates[:, kept] - covariates[:, kept].mean(axis=0)) / spread[kept]
    design = np.column_stack([np.ones(len(scaled)), scaled])
    fit = logistic(design, group.astype(np.float64), base)
    return Propensity(design, fit.fitted, base, group)


def overlap(score: Propensity) -> Overlap:
    """Say how far the groups can be compared."""
    sides = [score.weights[side] for side in (score.group, ~score.group)]
    low, high = _EXTREME
    extreme = int(((score.chance < low) | (score.chance > high)).sum())
    largest = max(float(side.max() / side.mean()) for side in sides)
    return Overlap((kish(sides[0])[1], kish(sides[1])[1]), extreme, largest)


def weighted_difference(values: Array, score: Propensity, level: float = LEVEL) -> Estimated:
    """Give the mean in the group less the mean outside it, both weighted to look like all places together.

    The standard error is the sandwich of the stacked estimating equations, so that it knows that the chances were
    estimated (Lunceford and Davidian 2004). Nulls are left out; the chances stay those of all places.

    Parameters
    ----------
    values
        One per place.
    score
        Of the same places.
    level
        Confidence level.
    """
    import numpy as np
    from scipy.stats import norm

    known = ~np.isnan(values)
    number, n = np.where(known, values, 0.0), int(known.sum())
    sides = [np.where(known & side, score.weights, 0.0) for side in (score.group, ~score.group)]
    if min(int((side > 0).sum()) for side in sides) < 2:  # noqa: PLR2004 - one answer has no spread
        return NOTHING
    means = [float(side @ number / side.sum()) for side in sides]
    parts = [side * (number - mean) / side.sum() for side, mean in zip(sides, means, strict=True)]
    # How each mean moves when the chances do: the weights 1/e and 1/(1-e) have slopes -(1-e)/e and e/(1-e).
    slope = -parts[0] * (1 - score.chance) - parts[1] * score.chance
    information = (score.design * (score.base * score.chance * (1 - score.chance))[:, None]).T @ score.design
    scores = score.design * (score.base * (score.group - score.chance))[:, None]
    influence = parts[0] - parts[1] + scores @ np.linalg.solve(information, score.design.T @ slope)
    error = math.sqrt(float((influence**2).sum()))
    value, half = means[0] - means[1], float(norm.isf((1 - level) / 2)) * error
    return Estimated(value, value - half, value + half, error, n)
