"""What the Cox likelihood sums over: rows, or the few distinct patterns of covariates that many rows share.

With groups and categories as covariates, a million places have a handful of distinct rows of the design
matrix. Counting each pattern at risk at each event time once makes every Newton step a small matrix
product, whatever the number of places. Where the patterns are many (a continuous covariate), each row is
its own unit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Floats, Ints
    from places3t.indicators.survival.bins import Bins

MAX_PATTERNS = 256
_MAX_CELLS = 20_000_000
_SAMPLE = 5_000


class Units(Protocol):
    """Units that carry covariates ``x``, shape (u, p), and can be summed over the risk set of each bin."""

    @property
    def x(self) -> Floats:
        """Covariates of each unit, shape (u, p)."""
        ...

    def with_x(self, x: Floats) -> Units:
        """Give the same units with other covariates."""
        ...

    def at_risk(self, weights: Floats) -> Floats:
        """Sum weights, one per unit, over those at risk in each bin, shape (m,)."""
        ...

    def at_events(self, weights: Floats) -> Floats:
        """Sum weights over those with their event in each bin, shape (m,)."""
        ...

    def spread(self, values: Floats) -> Floats:
        """Give each row its unit's value, shape (n,)."""
        ...


@dataclass(frozen=True, slots=True)
class RowUnits:
    """Each row is a unit."""

    x: Floats
    bins: Bins

    def with_x(self, x: Floats) -> Units:
        """Give the same units with other covariates."""
        return replace(self, x=x)

    def at_risk(self, weights: Floats) -> Floats:
        """Sum weights over those at risk in each bin."""
        return self.bins.running(weights)

    def at_events(self, weights: Floats) -> Floats:
        """Sum weights over those with their event in each bin."""
        return self.bins.at_events(weights)

    def spread(self, values: Floats) -> Floats:
        """Give each row its unit's value."""
        return values


@dataclass(frozen=True, slots=True)
class PatternUnits:
    """Each distinct row of the design matrix is a unit, with its counts in each bin, shape (u, m)."""

    x: Floats
    code: Ints
    risk: Floats
    died: Floats

    def with_x(self, x: Floats) -> Units:
        """Give the same units with other covariates."""
        return replace(self, x=x)

    def at_risk(self, weights: Floats) -> Floats:
        """Sum weights over those at risk in each bin."""
        return weights @ self.risk

    def at_events(self, weights: Floats) -> Floats:
        """Sum weights over those with their event in each bin."""
        return weights @ self.died

    def spread(self, values: Floats) -> Floats:
        """Give each row its unit's value."""
        return values[self.code]


def units(x: Floats, bins: Bins) -> Units:
    """Choose the cheaper units for a design matrix, shape (n, p)."""
    code = _pattern_codes(x)
    if code is None:
        return RowUnits(x, bins)
    n_patterns = int(code.max()) + 1
    if n_patterns * (len(bins.times) + 1) > _MAX_CELLS:
        return RowUnits(x, bins)
    first = np.zeros(n_patterns, dtype=np.int64)
    first[code[::-1]] = np.arange(len(code) - 1, -1, -1)
    risk = bins.at_risk_by(code, n_patterns).astype(np.float64)
    died = bins.events_by(code, n_patterns).astype(np.float64)
    return PatternUnits(x[first], code, risk, died)


def _pattern_codes(x: Floats) -> Ints | None:
    """Give each row the number of its pattern, or give up where they are more than `MAX_PATTERNS`."""
    code = np.zeros(len(x), dtype=np.int64)
    for column in x.T:
        if len(np.unique(column[:_SAMPLE])) > MAX_PATTERNS:
            return None
        binary = bool(np.all((column == 0) | (column == 1)))
        levels, inverse = (2, column.astype(np.int64)) if binary else _factor(column)
        if levels > MAX_PATTERNS:
            return None
        wide = code * levels + inverse
        present = np.flatnonzero(np.bincount(wide))
        if len(present) > MAX_PATTERNS:
            return None
        rank = np.zeros(int(present[-1]) + 1, dtype=np.int64)
        rank[present] = np.arange(len(present))
        code = rank[wide]
    return code


def _factor(column: Floats) -> tuple[int, Ints]:
    levels, inverse = np.unique(column, return_inverse=True)
    return len(levels), inverse.astype(np.int64)
