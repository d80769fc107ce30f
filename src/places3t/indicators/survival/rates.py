"""Closures per place-years of observation, with exact Poisson intervals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per unit of time at risk, with its interval."""

    value: float
    low: float
    high: float


def poisson_rate(events: int, time_at_risk: float, per: float = 1.0, level: float = 0.95) -> Rate:
    """Give a rate with its exact (Garwood) interval.

    Parameters
    ----------
    events
        How many events were counted.
    time_at_risk
        Place-years over which they were counted, positive.
    per
        Unit of the result: 100 for a rate per 100 place-years.
    level
        Confidence level.

    Raises
    ------
    ValueError
        If there was no time at risk.

    Notes
    -----
    Limits are ``chi2(α/2; 2d) / 2`` and ``chi2(1 - α/2; 2d + 2) / 2`` over the time at risk: F. Garwood,
    "Fiducial limits for the Poisson distribution", Biometrika 28 (1936), 437-442. They cover at least
    ``level``, whatever the rate. The time at risk counts from late entry, never before.

    Examples
    --------
    >>> rate = poisson_rate(5, 200.0, per=100)
    >>> round(rate.value, 3), round(rate.low, 3), round(rate.high, 3)
    (2.5, 0.812, 5.834)
    """
    from scipy.special import gammaincinv

    if not time_at_risk > 0:
        raise ValueError("a rate needs time at risk")
    tail = (1 - level) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    high = float(gammaincinv(events + 1, 1 - tail))
    scale = per / time_at_risk
    return Rate(events * scale, low * scale, high * scale)
