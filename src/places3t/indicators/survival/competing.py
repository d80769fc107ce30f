"""Closing in one of several ways: cumulative incidence where one way of closing rules out the others."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.arrays import Episodes, at_risk, log_log_limits, normal_quantile
from places3t.indicators.survival.kaplan_meier import Estimate

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Floats, Ints


@dataclass(frozen=True, slots=True)
class Incidence:
    """Cumulative incidence of one cause: a step at each of ``times``, 0 before the first.

    Attributes
    ----------
    times, at_risk
        Distinct times of any event, and how many were at risk just before.
    value
        Probability of having had an event of this cause by then.
    survival
        Probability of having had none, just before each time.
    events, all_events
        Events of this cause, and of any, at each time.
    """

    times: Floats
    at_risk: Ints
    value: Floats
    survival: Floats
    events: Ints
    all_events: Ints


def cumulative_incidence(rows: Episodes, cause: int) -> Incidence:
    """Estimate the probability of an event of one cause, the other causes left to act.

    Parameters
    ----------
    rows
        Episodes whose event codes 1, 2, … are causes.
    cause
        The code asked for.

    Notes
    -----
    ``F(t) = Σ S(s-) d_k(s) / n(s)``, S the survival from all causes together: Aalen and Johansen (1978),
    Scand. J. Statist. 5, 141-150. One minus Kaplan-Meier, which would censor the other causes, is larger
    and describes a world in which they do not exist. Agrees with R ``survfit`` on a multi-state ``Surv``.
    """
    any_event = Episodes(rows.entry, rows.exit, (rows.event > 0).astype(np.int64))
    died = rows.event > 0
    times, all_events = np.unique(rows.exit[died], return_counts=True)
    n = at_risk(any_event, times)
    of_cause = rows.event == cause
    events = np.bincount(np.searchsorted(times, rows.exit[of_cause]), minlength=len(times))
    survival: Floats = np.cumprod(1 - all_events / n, dtype=np.float64)
    before: Floats = np.concatenate(([1.0], survival[:-1])) if len(times) else survival
    return Incidence(times, n, np.cumsum(before * events / n), before, events, all_events)


def incidence_at(rows: Episodes, cause: int, time: float, cluster: Ints | None = None, level: float = 0.95) -> Estimate:
    """Read the cumulative incidence at a time, with its standard error and interval.

    Parameters
    ----------
    rows
        Episodes with causes as event codes.
    cause
        The code asked for.
    time
        Years since the origin.
    cluster
        Codes of places, where a place has several rows.
    level
        Confidence level.

    Returns
    -------
    Estimate
        Null where nobody was watched that long; limits on the complementary log-log scale, null at 0 and 1.

    Notes
    -----
    The standard error is the infinitesimal jackknife, the square root of the sum over places of squared
    influences, as in R: Therneau and Grambsch, *Modeling Survival Data* (2000), and the vignette
    "Multi-state models and competing risks".
    """
    if not len(rows) or not float(rows.entry.min()) < time <= float(rows.exit.max()):
        return Estimate(math.nan, math.nan, math.nan, math.nan)
    curve = cumulative_incidence(rows, cause)
    step = int(np.searchsorted(curve.times, time, side="right"))
    if step == 0:
        return Estimate(0.0, 0.0, math.nan, math.nan)
    influence = _influence(rows, curve, cause, step)
    if cluster is not None:
        influence = np.bincount(cluster, influence).astype(np.float64)
    value = float(curve.value[step - 1])
    std_error = math.sqrt(float(np.sum(influence**2)))
    low, high = log_log_limits(np.array([value]), np.array([std_error]), normal_quantile(level))
    return Estimate(value, std_error, float(low[0]), float(high[0]))


def _influence(rows: Episodes, curve: Incidence, cause: int, step: int) -> Floats:
    """Give the derivative of F(t) by the weight of each row.

    A row at risk pulls at each time against the hazard that it did not suffer; one with an event pulls once
    for it: through the survival left to the cause, ``F(t) - F(s)``, and, for the cause itself, directly.
    """
    n = curve.at_risk[:step].astype(np.float64)
    d, dk = curve.all_events[:step].astype(np.float64), curve.events[:step].astype(np.float64)
    ahead = (curve.value[step - 1] - curve.value[:step]) * np.divide(1, n - d, out=np.zeros_like(n), where=n > d)
    direct = curve.survival[:step] / n
    hazard = np.concatenate(([0.0], np.cumsum(ahead * d / n - direct * dk / n)))
    start = np.minimum(np.searchsorted(curve.times, rows.entry, side="right"), step)
    stop = np.minimum(np.searchsorted(curve.times, rows.exit, side="right"), step)
    influence = hazard[stop] - hazard[start]
    reached = (rows.event > 0) & (rows.exit <= curve.times[step - 1])
    at = np.searchsorted(curve.times, rows.exit[reached])
    influence[reached] -= ahead[at]
    influence[reached] += np.where(rows.event[reached] == cause, direct[at], 0.0)
    return influence
