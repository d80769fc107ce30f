"""Kaplan-Meier survival with late entry: the curve, its median, its restricted mean, and differences."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.arrays import at_risk, counts, log_log_limits, normal_quantile

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Episodes, Floats, Ints

_HALF = 0.5
_TOLERANCE = math.sqrt(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number, its standard error and its interval; null parts are NaN."""

    value: float
    std_error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve: a step down at each of ``times``, 1 before the first.

    Attributes
    ----------
    times, at_risk, events, survival, std_error, low, high
        Arrays of shape (m,), one row per distinct event time; ``std_error`` is Greenwood's, of the survival
        itself; ``low, high`` are log-log limits, null where the survival is 0.
    first_entry, last_exit
        The span of time over which somebody was watched.
    n
        How many rows made the curve.
    """

    times: Floats
    at_risk: Ints
    events: Ints
    survival: Floats
    std_error: Floats
    low: Floats
    high: Floats
    first_entry: float
    last_exit: float
    n: int
    level: float


def kaplan_meier(rows: Episodes, level: float = 0.95) -> Curve:
    """Estimate survival by the product limit, those who enter late counted from their entry only.

    Parameters
    ----------
    rows
        Episodes ``(entry, exit]``, event code 1; other codes are censored.
    level
        Confidence level of the limits.

    Notes
    -----
    ``S(t) = Π (1 - d/n)`` over event times up to t, n those with ``entry < t <= exit``; variance by
    Greenwood, ``S² Σ d / (n (n - d))``; limits on the log-log scale. Kaplan and Meier (1958), JASA 53,
    457-481; late entry: Tsai, Jewell and Wang (1987), Biometrika 74, 883-886. Agrees with R
    ``survfit(conf.type = "log-log")``.

    With late entry the curve describes those who lived until somebody was watched (``first_entry``), and an
    early time at which all of a few at risk close sends it to 0 for good: read ``at_risk`` with it.
    """
    table = counts(rows)
    n = table.at_risk.astype(np.float64)
    d = table.events.astype(np.float64)
    survival: Floats = np.cumprod(1 - d / n, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        std_error: Floats = survival * np.sqrt(np.cumsum(d / (n * (n - d))))
    low, high = log_log_limits(survival, std_error, normal_quantile(level))
    span = (float(rows.entry.min()), float(rows.exit.max())) if len(rows) else (math.nan, math.nan)
    return Curve(table.times, table.at_risk, table.events, survival, std_error, low, high, *span, len(rows), level)


def survival_at(curve: Curve, rows: Episodes, time: float) -> Estimate:
    """Read the survival at a time.

    Parameters
    ----------
    curve
        The curve.
    rows
        The episodes that it was made from.
    time
        Years since the origin.

    Returns
    -------
    Estimate
        Null where nobody was watched at or before that time, or nobody later than it. Where nobody has
        closed yet the survival is 1 and its lower limit is exact, ``((1 - level) / 2) ** (1 / n)`` with n
        at risk at that time (Clopper and Pearson, as if the n had all been watched from the start: cautious
        with late entry).
    """
    if not curve.first_entry < time <= curve.last_exit:
        return Estimate(math.nan, math.nan, math.nan, math.nan)
    step = int(np.searchsorted(curve.times, time, side="right")) - 1
    if step < 0:
        n = int(at_risk(rows, np.array([time]))[0])
        low = ((1 - curve.level) / 2) ** (1 / n) if n else math.nan
        return Estimate(1.0, 0.0, low, 1.0)
    if curve.survival[step] == 0:
        return Estimate(0.0, math.nan, math.nan, math.nan)
    return Estimate(*(float(part[step]) for part in (curve.survival, curve.std_error, curve.low, curve.high)))


def median_survival(curve: Curve) -> Estimate:
    """Give the time by which half have closed, with its interval; null parts were not reached.

    Notes
    -----
    The first time at which the curve (for the limits: its lower and upper limits) is at or below one half;
    where the curve stands at exactly one half, the middle of that step, as R does. Brookmeyer and Crowley
    (1982), Biometrics 38, 29-41.
    """
    parts = [_first_below_half(curve.times, y) for y in (curve.survival, curve.low, curve.high)]
    return Estimate(parts[0], math.nan, parts[1], parts[2])


def _first_below_half(times: Floats, y: Floats) -> float:
    keep = ~np.isnan(y) & (y < _HALF + _TOLERANCE)
    if not keep.any():
        return math.nan
    x, y = times[keep], y[keep]
    lower = np.flatnonzero(y < y[0])
    if abs(y[0] - _HALF) < _TOLERANCE and len(lower):
        return float((x[0] + x[lower[0]]) / 2)
    return float(x[0])


def restricted_mean(curve: Curve, horizon: float) -> Estimate:
    """Give the mean years lived up to a horizon: the area under the curve from 0.

    Parameters
    ----------
    curve
        The curve; beyond ``last_exit`` its last value is carried forward, so the caller must not ask for
        more than was watched.
    horizon
        Years since the origin.

    Notes
    -----
    Variance ``Σ A(t)² d / (n (n - d))`` with A(t) the area from t to the horizon. Klein and Moeschberger
    (2003), section 4.5; as R ``print(survfit(...), rmean = horizon)``.
    """
    keep = curve.times <= horizon
    times, survival = curve.times[keep], curve.survival[keep]
    n, d = curve.at_risk[keep].astype(np.float64), curve.events[keep].astype(np.float64)
    edges = np.concatenate(([0.0], times, [horizon]))
    pieces = np.diff(edges) * np.concatenate(([1.0], survival))
    beyond = np.cumsum(pieces[::-1])[::-1][1:]
    terms = np.divide(d, n * (n - d), out=np.zeros_like(d), where=n > d)
    std_error = math.sqrt(float(np.sum(beyond**2 * terms)))
    return _normal(float(pieces.sum()), std_error, curve.level)


def difference(first: Estimate, second: Estimate, level: float = 0.95) -> Estimate:
    """Give the difference of two independent estimates, first minus second, with its normal interval."""
    std_error = math.hypot(first.std_error, second.std_error)
    return _normal(first.value - second.value, std_error, level)


def _normal(value: float, std_error: float, level: float) -> Estimate:
    width = normal_quantile(level) * std_error
    return Estimate(value, std_error, value - width, value + width)
