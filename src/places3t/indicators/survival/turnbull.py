"""Survival where a closure is only known to lie between two dates: the non-parametric likelihood estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Floats, Ints

_MAX_TURNS = 20_000
_TOLERANCE = 1e-10


@dataclass(frozen=True, slots=True)
class Turnbull:
    """The estimate: ``mass`` somewhere in each interval ``(left, right]``, nothing known within it.

    Attributes
    ----------
    left, right
        Ends of the intervals that can hold mass (``left == right``: exactly there); the last ``right`` may
        be infinite.
    mass
        Their probabilities, sum 1.
    loglik
        Log likelihood reached.
    turns
        Steps that it took.
    converged
        Whether a step changed no probability by more than the tolerance.
    """

    left: Floats
    right: Floats
    mass: Floats
    loglik: float
    turns: int
    converged: bool

    def survival(self, time: float) -> float:
        """Give the survival at a time; the mass of an interval stands at its middle, as R draws it."""
        middle = (self.left + self.right) / 2
        return float(1 - self.mass[middle <= time].sum())

    def bounds(self, time: float) -> tuple[float, float]:
        """Give the lowest and highest survival at a time that the same likelihood allows."""
        return float(1 - self.mass[self.left < time].sum()), float(1 - self.mass[self.right <= time].sum())


def turnbull(lower: Floats, upper: Floats, entry: Floats | None = None, tolerance: float = _TOLERANCE) -> Turnbull:
    """Estimate the distribution of times known to lie in ``(lower, upper]``.

    Parameters
    ----------
    lower, upper
        Bounds of each time; equal where it is exact, ``upper`` infinite where it is right censored.
    entry
        Late entry: the place would not be in the data had it closed by then; it then counts given that it
        lived longer. By default 0 for all.
    tolerance
        The search stops when a step changes no probability by more.

    Notes
    -----
    Self-consistency (EM) on Turnbull's innermost intervals, with the ghosts of late entry, and squared
    extrapolation (Varadhan and Roland 2008, Scand. J. Statist. 35, 335-353) that is kept only where the
    likelihood rises. Turnbull (1976), JRSS B 38, 290-295; Frydman (1994), JRSS B 56, 71-74 on the intervals
    under late entry. Agrees with R ``survfit`` on ``Surv(type = "interval2")``, which knows no late entry,
    to the 5e-5 at which R stops.
    """
    entry = np.zeros_like(lower) if entry is None else entry
    triples, weight = np.unique(np.column_stack([lower, upper, entry]), axis=0, return_counts=True)
    left, right = _innermost(triples)
    start, stop, cut = _runs(triples, left, right)
    mass = np.full(len(left), 1 / len(left))
    problem = _Problem(start, stop, cut, weight.astype(np.float64), len(left))
    turns, converged = 0, False
    loglik = problem.loglik(mass)
    while turns < _MAX_TURNS and not converged:
        following = problem.leap(mass, loglik)
        converged = float(np.abs(following - mass).max(initial=0.0)) < tolerance
        mass, loglik = following, problem.loglik(following)
        turns += 1
    return Turnbull(left, right, mass, loglik, turns, converged)


def _innermost(triples: Floats) -> tuple[Floats, Floats]:
    """Give the intervals from a lower bound (or an entry) to the next upper bound, with no bound between.

    An open end sorts after a closed one at the same time: ``(a, b]`` and ``(b, c]`` do not touch, while an
    exact time, the closed interval ``[a, a]``, opens before it closes.
    """
    lower, upper, entry = triples.T
    exact = lower == upper
    # At one time: an exact time opens, then closed ends close, then half-open intervals and entries open.
    ends = np.concatenate([lower, upper, entry])
    opens = np.concatenate([np.ones(len(lower)), np.zeros(len(upper)), np.ones(len(entry))])
    rank = np.concatenate([np.where(exact, 0.0, 2.0), np.ones(len(upper)), np.full(len(entry), 2.0)])
    order = np.lexsort((rank, ends))
    ends, opens = ends[order], opens[order]
    found = np.flatnonzero((opens[:-1] == 1) & (opens[1:] == 0))
    return ends[found], ends[found + 1]


def _runs(triples: Floats, left: Floats, right: Floats) -> tuple[Ints, Ints, Ints]:
    """Give the run of intervals inside each triple's bounds, and the first one after its entry."""
    lower, upper, entry = triples.T
    exact = lower == upper
    # (lower, upper] holds (left, right] if lower <= left; the exact time at lower itself is outside it.
    point = left == right
    open_start = np.searchsorted(left, lower, side="left")
    size = len(left)
    at = np.minimum(open_start, size - 1)
    skip = (open_start < size) & (left[at] == lower) & point[at] & ~exact
    stop = np.searchsorted(right, upper, side="right")
    entered = np.searchsorted(left, entry, side="left")
    at = np.minimum(entered, size - 1)
    after = entered + ((entered < size) & (left[at] == entry) & point[at])
    return open_start + skip, stop, after


@dataclass(frozen=True, slots=True)
class _Problem:
    """The likelihood: each triple's mass inside its run, over its mass after its entry."""

    start: Ints
    stop: Ints
    cut: Ints
    weight: Floats
    size: int

    def loglik(self, mass: Floats) -> float:
        inside, after = self._sums(mass)
        with np.errstate(divide="ignore"):
            return float(self.weight @ (np.log(inside) - np.log(after)))

    def _sums(self, mass: Floats) -> tuple[Floats, Floats]:
        total = np.concatenate(([0.0], np.cumsum(mass)))
        return total[self.stop] - total[self.start], total[-1] - total[self.cut]

    def step(self, mass: Floats) -> Floats:
        """One self-consistent step."""
        inside, after = self._sums(mass)
        share = self.weight / inside
        ghost = self.weight / after
        width = self.size + 1
        seen = np.bincount(self.start, share, width) - np.bincount(self.stop, share, width)
        unseen = np.bincount(self.cut, ghost, width)
        factor = np.cumsum(seen)[:-1] + self.weight @ (1 / after) - np.cumsum(unseen)[:-1]
        following = np.maximum(mass * factor, 0.0)
        total: float = following.sum()
        return np.asarray(following / total, dtype=np.float64)

    def leap(self, mass: Floats, loglik: float) -> Floats:
        """Two steps, extrapolated along their curve where that does better than they did."""
        first = self.step(mass)
        second = self.step(first)
        change, bend = first - mass, second - 2 * first + mass
        norm = float(np.sqrt(np.sum(bend**2)))
        if norm == 0.0:
            return second
        length = -max(1.0, float(np.sqrt(np.sum(change**2))) / norm)
        beyond = mass - 2 * length * change + length**2 * bend
        if float(beyond.min()) < 0 or not np.isfinite(beyond).all():
            return second
        there = self.step(beyond / beyond.sum())
        reached = self.loglik(there)
        return there if reached >= max(loglik, self.loglik(second)) else second
