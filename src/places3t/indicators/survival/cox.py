"""Proportional hazards regression (Cox): counting process, Efron ties, strata, errors clustered by place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.arrays import normal_quantile
from places3t.indicators.survival.bins import bin_episodes
from places3t.indicators.survival.cox_residuals import clustered_variance
from places3t.indicators.survival.cox_units import units as choose_units
from places3t.indicators.survival.efron import Slope, slope, ties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from places3t.indicators.survival.arrays import Episodes, Floats, Ints
    from places3t.indicators.survival.bins import Bins
    from places3t.indicators.survival.cox_units import Units
    from places3t.indicators.survival.efron import Ties

_MAX_STEPS = 40
_HALVINGS = 25
_STEP_TOLERANCE = 1e-9
_PATIENCE = 12
_GAIN = 1e-8
_MOVING = 0.02
_FLAT = 1e-7
_LOADING = 0.1
_COLLINEAR = 1e-9


@dataclass(frozen=True)
class CoxFit:
    """A fitted Cox model.

    Attributes
    ----------
    names
        The covariates.
    coef
        Log hazard ratios, shape (p,); null for a covariate that is constant or a combination of those
        before it.
    variance
        Their covariance, clustered where clusters were given, else ``naive_variance``; shape (p, p).
    naive_variance
        Inverse information.
    loglik_null, loglik
        Log partial likelihood at 0 and at ``coef``.
    n, events
        Rows and events.
    converged
        Whether the steps became small.
    infinite
        Covariates whose estimate runs away (all, or none, of the closures on one side): their ``coef`` is
        where the search stopped and means no more than its sign.
    dropped
        Covariates without information.
    """

    names: tuple[str, ...]
    coef: Floats
    variance: Floats
    naive_variance: Floats
    loglik_null: float
    loglik: float
    n: int
    events: int
    converged: bool
    infinite: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def std_error(self) -> Floats:
        """Standard errors of ``coef``."""
        return np.sqrt(np.diag(self.variance))

    def hazard_ratio(self, name: str, level: float = 0.95) -> tuple[float, float, float]:
        """Give a covariate's hazard ratio with its interval; nulls where it cannot be estimated."""
        if name in self.infinite or name in self.dropped:
            return math.nan, math.nan, math.nan
        at = self.names.index(name)
        centre, width = float(self.coef[at]), normal_quantile(level) * float(self.std_error[at])
        return math.exp(centre), math.exp(centre - width), math.exp(centre + width)


@dataclass(frozen=True)
class Prepared:
    """A model ready to be fitted: the grid, the units with standardised covariates, and how to go back."""

    bins: Bins
    units: Units
    tied: Ties
    scale: Floats
    kept: Ints


def cox(
    rows: Episodes,
    x: Floats,
    names: Sequence[str],
    *,
    strata: Ints | None = None,
    cluster: Ints | None = None,
) -> CoxFit:
    """Fit a Cox model.

    Parameters
    ----------
    rows
        Episodes, event code 1; a place whose covariates change has one row per value.
    x
        Design matrix without intercept, shape (n, p).
    names
        Names of its columns.
    strata
        Codes 0, 1, …: each stratum has its own baseline hazard.
    cluster
        Codes 0, 1, … of the places: errors are then the sandwich of score residuals summed by place.

    Notes
    -----
    Newton's method from 0 on standardised covariates, halving a step that lowers the likelihood. Cox
    (1972), JRSS B 34, 187-220; ties: Efron (1977), JASA 72, 557-565; counting process: Andersen and Gill
    (1982), Ann. Statist. 10, 1100-1120; clustered errors: Lin and Wei (1989), JASA 84, 1074-1078. Agrees
    with R ``coxph(ties = "efron")``.
    """
    names = tuple(names)
    prepared = prepare(rows, x, strata)
    p = x.shape[1]
    start = slope(prepared.units, prepared.tied, np.zeros(len(prepared.kept)))
    beta, last, step = _climb(prepared, start)
    inverse = np.linalg.pinv(last.information, hermitian=True)
    scale = prepared.scale[prepared.kept]
    coef = np.full(p, np.nan)
    coef[prepared.kept] = beta / scale
    naive = _expand(inverse / np.outer(scale, scale), prepared.kept, p)
    moving = prepared.kept[_runaway(beta, last, step)]
    robust = None
    if cluster is not None:
        middle = clustered_variance(prepared.bins, prepared.units, prepared.tied, last, cluster)
        robust = _expand((inverse @ middle @ inverse) / np.outer(scale, scale), prepared.kept, p)
    return CoxFit(
        names=names,
        coef=coef,
        variance=naive if robust is None else robust,
        naive_variance=naive,
        loglik_null=start.loglik,
        loglik=last.loglik,
        n=len(rows),
        events=int(prepared.bins.died.sum()),
        converged=not len(moving),
        infinite=tuple(names[k] for k in moving),
        dropped=tuple(names[k] for k in range(p) if k not in prepared.kept),
    )


def prepare(rows: Episodes, x: Floats, strata: Ints | None) -> Prepared:
    """Lay the rows on the grid of event times and leave out the covariates without information."""
    bins = bin_episodes(rows, strata)
    useful = bins.start < bins.stop
    centre = x[useful].mean(axis=0) if useful.any() else np.zeros(x.shape[1])
    units = choose_units(x, bins)
    scale = x[useful].std(axis=0) if useful.any() else np.zeros(x.shape[1])
    scale = np.where(scale > 0, scale, 1.0)
    whole = units.with_x((units.x - centre) / scale)
    tied = ties(bins.at_events())
    information = slope(whole, tied, np.zeros(x.shape[1])).information
    kept = _independent(information, len(tied.bin))
    return Prepared(bins, whole.with_x(np.ascontiguousarray(whole.x[:, kept])), tied, scale, kept)


def _independent(information: Floats, events: int) -> Ints:
    """Choose, in order, the covariates that those before them do not determine (Cholesky, no pivoting)."""
    kept: list[int] = []
    for k in range(len(information)):
        block = information[np.ix_(kept, kept)]
        cross = information[kept, k]
        left = information[k, k] - (cross @ np.linalg.solve(block, cross) if kept else 0.0)
        if left > _COLLINEAR * max(information[k, k], 1e-3 * events):
            kept.append(k)
    return np.array(kept, dtype=np.int64)


def _climb(prepared: Prepared, start: Slope) -> tuple[Floats, Slope, Floats]:
    """Climb by Newton's method; give the coefficients, the likelihood and the last step, 0 if converged."""
    beta, now = np.zeros(len(start.score)), start
    step = np.zeros_like(beta)
    for turn in range(_MAX_STEPS):
        step = np.linalg.pinv(now.information, hermitian=True) @ now.score
        if float(np.abs(step).max(initial=0.0)) < _STEP_TOLERANCE:
            return beta + step, now, np.zeros_like(beta)
        there, step = _uphill(prepared, beta, now, step)
        gain = there.loglik - now.loglik
        if not gain >= -_GAIN:
            break
        beta, now = beta + step, there
        if turn > _PATIENCE and gain < _GAIN:
            break
    return beta, now, step


def _uphill(prepared: Prepared, beta: Floats, now: Slope, step: Floats) -> tuple[Slope, Floats]:
    """Halve a step until it does not lower the likelihood, up to rounding."""
    there = slope(prepared.units, prepared.tied, beta + step)
    for _ in range(_HALVINGS):
        if there.loglik >= now.loglik - 1e-12 * abs(now.loglik):
            break
        step = step / 2
        there = slope(prepared.units, prepared.tied, beta + step)
    return there, step


def _runaway(beta: Floats, last: Slope, step: Floats) -> NDArray[np.bool_]:
    """Find the coefficients that were still moving, or along which the likelihood has become flat."""
    moving = np.abs(step) > np.maximum(1e-6, _MOVING * np.abs(beta))
    if not len(beta):
        return moving
    values, vectors = np.linalg.eigh(last.information)
    flat = values < _FLAT * last.denominator.size
    loaded: NDArray[np.bool_] = (np.abs(vectors[:, flat]) > _LOADING).any(axis=1)
    return moving | loaded


def _expand(matrix: Floats, kept: Ints, p: int) -> Floats:
    whole = np.full((p, p), np.nan)
    whole[np.ix_(kept, kept)] = matrix
    return whole
