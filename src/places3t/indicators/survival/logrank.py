"""The log-rank test for any number of groups, with late entry and with groups that change over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.arrays import chi2_p
from places3t.indicators.survival.bins import bin_episodes

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Episodes, Floats, Ints


@dataclass(frozen=True, slots=True)
class LogRank:
    """A log-rank test: observed and expected events by group, the statistic, its degrees of freedom and p."""

    observed: Ints
    expected: Floats
    chi2: float
    df: int
    p: float


def logrank(rows: Episodes, group: Ints, strata: Ints | None = None) -> LogRank:
    """Test that groups have the same hazard at every time.

    Parameters
    ----------
    rows
        Episodes, event code 1. A place that changes group has one row per group it was in: this is the
        Mantel-Byar test, in which it counts as at risk in the group that it is in at each moment.
    group
        Codes 0, 1, … one per row.
    strata
        Codes of strata; observed and expected are summed over them.

    Returns
    -------
    LogRank
        With df 0 and p null where fewer than two groups were ever at risk beside another.

    Notes
    -----
    Sums over event times of observed minus expected, with the hypergeometric variance ``d (n - d) / (n - 1)
    · (diag(p) - p pᵀ)``. Mantel (1966), Cancer Chemother. Rep. 50, 163-170; Mantel and Byar (1974), JASA
    69, 81-86. Agrees with R ``survdiff`` and, with changing groups, with the score test of ``coxph(ties =
    "exact")``.
    """
    bins = bin_episodes(rows, strata)
    n_groups = int(group.max()) + 1 if len(group) else 0
    risk = bins.at_risk_by(group, n_groups).astype(np.float64)
    died = bins.events_by(group, n_groups).astype(np.float64)
    n, d = risk.sum(axis=0), died.sum(axis=0)
    share = risk / n
    expected = (share * d).sum(axis=1)
    spread = np.divide(d * (n - d), n - 1, out=np.zeros_like(n), where=n > 1)
    variance = np.diag((share * spread).sum(axis=1)) - (share * spread) @ share.T
    excess = died.sum(axis=1) - expected
    chi2, df = quadratic_form(excess, variance)
    p = chi2_p(chi2, df) if df else float("nan")
    return LogRank(died.sum(axis=1).astype(np.int64), expected, chi2, df, p)


def quadratic_form(excess: Floats, variance: Floats) -> tuple[float, int]:
    """Give ``uᵀ V⁻ u`` and the rank of V, without the rows that carry no information.

    Parameters
    ----------
    excess
        Vector, shape (k,).
    variance
        Its covariance, shape (k, k), of which a group's row is nil where it was never at risk beside another.
    """
    alive = np.diag(variance) > 1e-12 * max(1.0, float(np.abs(variance).max(initial=0.0)))
    if not alive.any():
        return 0.0, 0
    matrix = variance[np.ix_(alive, alive)]
    scale = 1 / np.sqrt(np.diag(matrix))
    values, vectors = np.linalg.eigh(matrix * np.outer(scale, scale))
    keep = values > 1e-9 * values.max()
    projected = vectors[:, keep].T @ (scale * excess[alive])
    return float(np.sum(projected**2 / values[keep])), int(keep.sum())
