"""Efron's partial likelihood at one value of the coefficients: its value, slope and curvature.

With d tied events in a bin, the l-th of them (l = 0 … d-1) meets a risk set from which the fraction l/d of
the tied ones has been taken: Efron (1977), JASA 72, 557-565.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Floats, Ints
    from places3t.indicators.survival.cox_units import Units

_LARGEST_EXPONENT = 200.0


@dataclass(frozen=True)
class Ties:
    """The events one by one: the bin of each, and the fraction of its tied ones taken away before it."""

    bin: Ints
    fraction: Floats

    @cached_property
    def first(self) -> Ints:
        """Give the position of each bin's first event, for sums by bin."""
        return np.flatnonzero(self.fraction == 0)

    def by_bin(self, values: Floats) -> Floats:
        """Sum one value per event over each bin, shape (m,)."""
        return np.add.reduceat(values, self.first) if len(values) else np.zeros(0)


def ties(deaths: Floats) -> Ties:
    """List the events of each bin, from their number in each bin."""
    d = np.rint(deaths).astype(np.int64)
    bins = np.repeat(np.arange(len(d)), d)
    rank = np.arange(len(bins)) - np.repeat(np.cumsum(d) - d, d)
    return Ties(bins, rank / np.repeat(d, d))


@dataclass(frozen=True)
class Slope:
    """The likelihood at one value of the coefficients.

    Attributes
    ----------
    loglik
        Log partial likelihood; minus infinity where it cannot be computed.
    score
        Its gradient, shape (p,).
    information
        Minus its second derivative, shape (p, p).
    risk
        ``exp(x β)`` of each unit.
    denominator
        Efron's sum over the risk set at each event, shape (E,).
    mean
        Efron's mean of each covariate at each event, shape (p, E).
    """

    loglik: float
    score: Floats
    information: Floats
    risk: Floats
    denominator: Floats
    mean: Floats


def slope(units: Units, tied: Ties, beta: Floats) -> Slope:
    """Evaluate Efron's likelihood.

    Parameters
    ----------
    units
        What carries the covariates.
    tied
        The events one by one.
    beta
        Coefficients, shape (p,).
    """
    x = units.x
    p = x.shape[1]
    eta = x @ beta
    if float(np.abs(eta).max(initial=0.0)) > _LARGEST_EXPONENT:
        empty = np.zeros(0)
        return Slope(-np.inf, np.zeros(p), np.zeros((p, p)), empty, empty, np.zeros((p, 0)))
    risk = np.exp(eta)
    denominator = efron_sum(units, tied, risk)
    mean = np.zeros((p, len(denominator)))
    for k in range(p):
        mean[k] = efron_sum(units, tied, risk * x[:, k]) / denominator
    loglik = float(units.at_events(eta).sum() - np.log(denominator).sum())
    score = np.array([units.at_events(x[:, k]).sum() for k in range(p)]) - mean.sum(axis=1)
    information = np.zeros((p, p))
    for k in range(p):
        for j in range(k + 1):
            information[k, j] = information[j, k] = spread_terms(units, tied, risk, denominator, mean, (k, j)).sum()
    return Slope(loglik, score, information, risk, denominator, mean)


def efron_sum(units: Units, tied: Ties, weights: Floats) -> Floats:
    """Sum weights over the risk set that each event meets, shape (E,)."""
    at_risk = units.at_risk(weights)[tied.bin]
    return at_risk - tied.fraction * units.at_events(weights)[tied.bin]


def spread_terms(
    units: Units, tied: Ties, risk: Floats, denominator: Floats, mean: Floats, pair: tuple[int, int]
) -> Floats:
    """Give each event's covariance of two covariates over its risk set, shape (E,)."""
    k, j = pair
    product = efron_sum(units, tied, risk * units.x[:, k] * units.x[:, j])
    covariance: Floats = product / denominator - mean[k] * mean[j]
    return covariance
