"""Survival from a sample with weights: Kaplan-Meier and Cox with weights, and errors that do not trust them as counts.

A weight of five is one place that stands for five, not five places: standard errors are the infinitesimal jackknife,
summed by place, as in R's ``survfit(weights =, robust = TRUE)`` and ``coxph(weights =, robust = TRUE)``.

References
----------
Binder D. A. (1992), Fitting Cox's proportional hazards models from survey data, Biometrika 79, 139-147. Lin D. Y., Wei
L. J. (1989), The robust inference for the Cox proportional hazards model, JASA 84, 1074-1078. Therneau T. M., Grambsch
P. M. (2000), Modeling Survival Data.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from places3t.indicators.survival.arrays import distinct, log_log_limits, normal_quantile
from places3t.indicators.survival.kaplan_meier import Estimate

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Episodes, Floats, Ints

_STEPS = 60
_CONVERGED = 1e-10
_RUNAWAY = 15.0
"""A log hazard ratio beyond this per standard deviation runs away: one side has no closure."""


class WeightedCox(NamedTuple):
    """A Cox model with weights: coefficients, robust covariance, whether the search ended."""

    coef: Floats
    variance: Floats
    converged: bool

    def hazard_ratio(self, at: int, level: float = 0.95) -> tuple[float, float, float]:
        """Give a hazard ratio with its interval; nulls where it cannot be estimated."""
        if not self.converged:
            return math.nan, math.nan, math.nan
        centre, width = float(self.coef[at]), normal_quantile(level) * math.sqrt(float(self.variance[at, at]))
        return math.exp(centre), math.exp(centre - width), math.exp(centre + width)


def weighted_survival_at(rows: Episodes, weights: Floats, cluster: Ints, time: float, level: float = 0.95) -> Estimate:
    """Read a weighted Kaplan-Meier curve at a time, with its infinitesimal-jackknife error.

    Parameters
    ----------
    rows
        Episodes; event code 1 is the event, others leave.
    weights
        One per row.
    cluster
        Codes of places: influences are summed over a place's rows.
    time
        Years since the origin.
    level
        Confidence level; limits on the log-log scale.

    Returns
    -------
    Estimate
        Null where nobody was watched that long.
    """
    if not len(rows) or not float(rows.entry.min()) < time <= float(rows.exit.max()):
        return Estimate(math.nan, math.nan, math.nan, math.nan)
    died = (rows.event == 1) & (rows.exit <= time)
    times = distinct(rows.exit[died])
    events = np.bincount(np.searchsorted(times, rows.exit[died]), weights[died], minlength=len(times))
    risk = _weight_at_risk(rows, weights, times)
    left = risk - events
    value = float(np.prod(left / risk))
    if value <= 0 or not len(times):
        return Estimate(max(value, 0.0), 0.0 if not len(times) else math.nan, math.nan, math.nan)
    # How log S moves with a row's weight: it pulls at every closure that it outlived, and once at its own.
    pull = np.concatenate(([0.0], np.cumsum(events / risk / left)))
    start = np.searchsorted(times, rows.entry, side="right")
    stop = np.searchsorted(times, rows.exit, side="right")
    influence = pull[np.maximum(stop, start)] - pull[start]
    influence[died] -= 1 / left[np.searchsorted(times, rows.exit[died])]
    by_place = np.bincount(cluster, weights * influence)
    error = value * math.sqrt(float((by_place**2).sum()))
    low, high = log_log_limits(np.array([value]), np.array([error]), normal_quantile(level))
    return Estimate(value, error, float(low[0]), float(high[0]))


def _weight_at_risk(rows: Episodes, weights: Floats, times: Floats) -> Floats:
    """Sum the weights of the rows at risk just before each time: ``entry < time <= exit``."""
    sums = []
    for ends in (rows.entry, rows.exit):
        order = np.argsort(ends, kind="stable")
        running = np.concatenate(([0.0], np.cumsum(weights[order])))
        sums.append(running[np.searchsorted(ends[order], times, side="left")])
    return np.asarray(sums[0] - sums[1], dtype=np.float64)


def weighted_cox(rows: Episodes, x: Floats, weights: Floats, cluster: Ints) -> WeightedCox:
    """Fit a Cox model with weights, Efron's ties, and a covariance summed by place.

    Parameters
    ----------
    rows
        Episodes, event code 1.
    x
        Covariates, shape (n, p), none of them constant.
    weights, cluster
        One per row; codes of places.

    Notes
    -----
    Tied closures share their mean weight, as in R's ``coxph``.
    """
    spread = x.std(axis=0)
    scaled = (x - x.mean(axis=0)) / spread
    beta = np.zeros(x.shape[1])
    times = distinct(rows.exit[rows.event == 1])
    converged = False
    for _ in range(_STEPS):
        score, information, _ = _slope(rows, scaled, weights, times, beta)
        step = np.linalg.lstsq(information, score, rcond=None)[0]
        beta = beta + np.clip(step, -2, 2)
        if np.abs(step).max() < _CONVERGED:
            converged = bool(np.abs(beta).max() < _RUNAWAY)
            break
    _, information, residuals = _slope(rows, scaled, weights, times, beta)
    inverse = np.linalg.pinv(information, hermitian=True)
    by_place = np.zeros((int(cluster.max()) + 1, x.shape[1]))
    np.add.at(by_place, cluster, residuals * weights[:, None])
    moved = by_place @ inverse
    return WeightedCox(beta / spread, (moved.T @ moved) / np.outer(spread, spread), converged)


def _slope(rows: Episodes, x: Floats, weights: Floats, times: Floats, beta: Floats) -> tuple[Floats, Floats, Floats]:
    """Give score, information and each row's score residual at one value of the coefficients."""
    p = x.shape[1]
    risk = np.exp(x @ beta)
    score, information, residuals = np.zeros(p), np.zeros((p, p)), np.zeros_like(x)
    for time in times:
        at = np.flatnonzero((rows.entry < time) & (rows.exit >= time))
        dying = (rows.event[at] == 1) & (rows.exit[at] == time)
        here, each = x[at], weights[at] * risk[at]
        dead = each * dying
        d, share = int(dying.sum()), float(weights[at][dying].sum()) / int(dying.sum())
        score += (weights[at][dying, None] * here[dying]).sum(axis=0)
        for tied in np.arange(d) / d:
            kept = each - tied * dead
            total = kept.sum()
            mean = kept @ here / total
            off = here - mean
            score -= share * mean
            information += share * (off.T * kept) @ off / total
            residuals[at] -= (risk[at] * (1 - tied * dying) * share / total)[:, None] * off
            residuals[at[dying]] += off[dying] / d
    return score, information, residuals
