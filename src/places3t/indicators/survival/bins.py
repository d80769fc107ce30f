"""Episodes placed on the grid of event times, so that a risk set is a difference of two running sums.

A row at risk over ``(entry, exit]`` covers a run of event times ``[start, stop)``. Adding what it carries
at ``start``, taking it away at ``stop`` and summing along the grid gives every risk set in one pass, with
late entry and strata for free, and without a loop over times.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.arrays import distinct

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Bools, Episodes, Floats, Ints


@dataclass(frozen=True, slots=True)
class Bins:
    """The grid of distinct event times (within strata, one stratum after the other) and each row's run on it.

    Attributes
    ----------
    times
        Time of each bin, shape (m,); ascending within a stratum.
    start, stop
        Run of bins during which each row is at risk, shape (n,); a row that ends in an event has it in
        ``stop - 1``.
    died
        Rows that end in the event, shape (n,).
    """

    times: Floats
    start: Ints
    stop: Ints
    died: Bools

    def running(self, weights: Floats | None = None) -> Floats:
        """Sum weights (1 by default) over the rows at risk in each bin, shape (m,)."""
        m = len(self.times)
        added = np.bincount(self.start, weights, m + 1)
        taken = np.bincount(self.stop, weights, m + 1)
        return np.cumsum(added - taken)[:m].astype(np.float64)

    def at_events(self, weights: Floats | None = None) -> Floats:
        """Sum weights (1 by default) over the rows with their event in each bin, shape (m,)."""
        chosen = None if weights is None else weights[self.died]
        return np.bincount(self.stop[self.died] - 1, chosen, len(self.times)).astype(np.float64)

    def at_risk_by(self, group: Ints, n_groups: int) -> Ints:
        """Count the rows at risk in each bin by group, shape (n_groups, m)."""
        width = len(self.times) + 1
        size = n_groups * width
        added = np.bincount(group * width + self.start, minlength=size)
        taken = np.bincount(group * width + self.stop, minlength=size)
        return np.cumsum((added - taken).reshape(n_groups, width), axis=1)[:, :-1]

    def events_by(self, group: Ints, n_groups: int) -> Ints:
        """Count the events in each bin by group, shape (n_groups, m)."""
        m = len(self.times)
        return np.bincount(group[self.died] * m + self.stop[self.died] - 1, minlength=n_groups * m).reshape(n_groups, m)


def bin_episodes(rows: Episodes, strata: Ints | None = None) -> Bins:
    """Place episodes on the grid of the times of event 1.

    Parameters
    ----------
    rows
        Episodes; event codes other than 1 are censored.
    strata
        Codes 0, 1, …; risk sets stay within a stratum.
    """
    died = rows.event == 1
    times = distinct(rows.exit[died])
    start = np.searchsorted(times, rows.entry, side="right").astype(np.int64)
    stop = np.searchsorted(times, rows.exit, side="right").astype(np.int64)
    if strata is None:
        return Bins(times, start, stop, died)
    m = len(times)
    used = np.unique(strata[died] * m + stop[died] - 1)
    return Bins(
        times[used % m] if m else times,
        np.searchsorted(used, strata * m + start, side="left").astype(np.int64),
        np.searchsorted(used, strata * m + stop, side="left").astype(np.int64),
        died,
    )
