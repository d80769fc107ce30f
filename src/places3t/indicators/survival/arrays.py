"""What every estimator here takes and works on: episodes, and counts at each time of closure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Episodes:
    """Rows of a counting process: at risk over ``(entry, exit]``, with what happened at ``exit``.

    Attributes
    ----------
    entry, exit
        Float arrays of one length, same unit (years here), ``entry < exit``. Equal floats are ties, nothing
        else is.
    event
        Integer array: 0 nothing (censored, or the next episode of the same place follows), 1 the event, 2
        and above competing events.
    """

    entry: Floats
    exit: Floats
    event: Ints

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.exit)

    def take(self, rows: Bools | Ints) -> Episodes:
        """Give some of the rows."""
        return Episodes(self.entry[rows], self.exit[rows], self.event[rows])


def episodes(entry: object, exit: object, event: object) -> Episodes:  # noqa: A002 - the field's word
    """Make episodes out of anything that looks like three columns.

    Parameters
    ----------
    entry
        Start of each row, or None for 0.
    exit, event
        End of each row; truth or code of the event.

    Raises
    ------
    ValueError
        If lengths differ, a value is missing, or a row ends before it starts.
    """
    stop = np.asarray(exit, dtype=np.float64)
    start = np.zeros_like(stop) if entry is None else np.asarray(entry, dtype=np.float64)
    code = np.asarray(event).astype(np.int64)
    if not (start.shape == stop.shape == code.shape) or stop.ndim != 1:
        raise ValueError("entry, exit and event need one length")
    if not bool(np.all(start < stop)):
        raise ValueError("every row needs entry < exit, without missing values")
    return Episodes(start, stop, code)


@dataclass(frozen=True, slots=True)
class Counts:
    """At each distinct time of an event: how many were at risk just before, and how many had the event.

    Attributes
    ----------
    times
        Distinct event times, ascending, shape (m,).
    at_risk, events
        Integer arrays, shape (m,).
    """

    times: Floats
    at_risk: Ints
    events: Ints


def at_risk(rows: Episodes, times: Floats) -> Ints:
    """Count the rows at risk just before each time: ``entry < time <= exit``."""
    entered = np.searchsorted(np.sort(rows.entry), times, side="left")
    left = np.searchsorted(np.sort(rows.exit), times, side="left")
    return (entered - left).astype(np.int64)


def distinct(values: Floats) -> Floats:
    """Give the distinct values, ascending; on millions of floats a sort does so faster than ``np.unique``."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def counts(rows: Episodes, code: int = 1) -> Counts:
    """Count those at risk and the events with a code, at each distinct time of such an event."""
    died = rows.exit[rows.event == code]
    times = distinct(died)
    events = np.bincount(np.searchsorted(times, died), minlength=len(times))
    return Counts(times, at_risk(rows, times), events.astype(np.int64))


def log_log_limits(share: Floats, std_error: Floats, z: float) -> tuple[Floats, Floats]:
    """Give limits of probabilities on the complementary log-log scale; null where the share is 0 or 1.

    Parameters
    ----------
    share
        Estimates between 0 and 1.
    std_error
        Standard errors of the estimates themselves.
    z
        Normal quantile, 1.96 for 95 %.

    Notes
    -----
    ``exp(-exp(log(-log S) ± z se / (S log S)))``; Kalbfleisch and Prentice (2002), section 1.4.
    """
    inside = np.where((share > 0) & (share < 1), share, np.nan)
    log_share = np.log(inside)
    width = np.abs(z * std_error / (inside * log_share))
    centre = np.log(-log_share)
    return np.exp(-np.exp(centre + width)), np.exp(-np.exp(centre - width))


def normal_quantile(level: float = 0.95) -> float:
    """Give the two-sided normal quantile of a confidence level."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def chi2_p(statistic: float, df: int) -> float:
    """Give the upper tail of a chi-square."""
    from scipy.special import chdtrc

    return float(chdtrc(df, statistic))
