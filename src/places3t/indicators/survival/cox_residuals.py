"""Score residuals of a Cox model: what each row pulls on each coefficient, and clustered errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Floats, Ints
    from places3t.indicators.survival.bins import Bins
    from places3t.indicators.survival.cox_units import Units
    from places3t.indicators.survival.efron import Slope, Ties


def score_residual(bins: Bins, units: Units, tied: Ties, last: Slope, k: int) -> Floats:
    """Give one covariate's score residuals, shape (n,); they sum to the score.

    Parameters
    ----------
    bins, units, tied
        The grid, the units and the events.
    last
        The likelihood at the estimate.
    k
        Which covariate.

    Notes
    -----
    ``∫ (x - x̄(t)) dM(t)`` with Efron's weights: one of d tied events carries only the part ``1 - l/d`` of
    the l-th increment of its own hazard. Therneau, Grambsch and Fleming (1990), Biometrika 77, 147-160.
    """
    hazard = 1 / last.denominator
    mean = last.mean[k]
    x, risk = units.spread(units.x[:, k]), units.spread(last.risk)
    along = [np.concatenate(([0.0], np.cumsum(tied.by_bin(part)))) for part in (hazard, hazard * mean)]
    met = [part[bins.stop] - part[bins.start] for part in along]
    residual: Floats = -risk * (x * met[0] - met[1])
    died = bins.died
    at = bins.stop[died] - 1
    count = np.bincount(at, minlength=len(bins.times))
    middle = tied.by_bin(mean) / count
    spared = [tied.by_bin(tied.fraction * part) for part in (hazard, hazard * mean)]
    residual[died] += x[died] - middle[at] + risk[died] * (x[died] * spared[0][at] - spared[1][at])
    return residual


def clustered_variance(bins: Bins, units: Units, tied: Ties, last: Slope, cluster: Ints) -> Floats:
    """Sum score residuals by place and give the sum of their outer products, shape (p, p)."""
    p = units.x.shape[1]
    size = int(cluster.max()) + 1 if len(cluster) else 0
    if last.denominator.size == 0:
        return np.zeros((p, p))
    summed: Floats = np.array(
        [np.bincount(cluster, score_residual(bins, units, tied, last, k), size) for k in range(p)]
    ).reshape(p, size)
    middle: Floats = summed @ summed.T
    return middle
