"""The counts that are published together, each once, with the sums that tie them: what must be hidden is decided here.

A cell has a key, such as ``("places", "region", "75")``. Whoever publishes a figure enters the counts that it rests on;
the same key in two tables is one cell, so that what one table hides no other shows.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from places3t.indicators.suppression import FEWEST, Sum, protect, recoverable

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

_FREE = 0.5
"""What it costs to hide a cell that nobody would miss: less than any place."""


class Ledger:
    """Counts published together.

    Examples
    --------
    >>> ledger = Ledger()
    >>> for name, count in (("all", 20), ("a", 12), ("b", 6), ("c", 2)):
    ...     ledger.enter(name, count)
    >>> ledger.add_up("all", ["a", "b", "c"])
    >>> [name for name in ("all", "a", "b", "c") if ledger.hides(name)]
    ['b', 'c']
    """

    def __init__(self) -> None:
        self._at: dict[Hashable, int] = {}
        self._values: list[float] = []
        self._first: list[bool] = []
        self._cost: list[float] = []
        self._sums: dict[Sum, None] = {}
        self._hidden: list[bool] | None = None

    def __contains__(self, key: Hashable) -> bool:
        return key in self._at

    def enter(
        self, key: Hashable, count: float, *, sensitive: bool | None = None, fixed: bool = False, free: bool = False
    ) -> None:
        """Enter a count; one that is there already stays as it is, unless it turns out to be sensitive.

        Parameters
        ----------
        key
            What is counted.
        count
            How many places, or people, have it.
        sensitive
            Whether it is hidden for itself; by default where it is one or two.
        fixed
            A reader knows it anyway, or it is of no use to hide it.
        free
            Nobody reads it for itself: to be hidden before any other.
        """
        own = 0 < count < FEWEST if sensitive is None else sensitive
        at = self._at.get(key)
        if at is None:
            self._at[key] = len(self._values)
            self._values.append(float(count))
            self._first.append(own)
            self._cost.append(math.inf if fixed else _FREE if free else float(count))
        else:
            self._first[at] |= own
        self._hidden = None

    def listed(self) -> list[tuple[Hashable, ...]]:
        """List the keys entered that are tuples."""
        return [key for key in self._at if isinstance(key, tuple)]

    def count(self, key: Hashable) -> float:
        """Give a count, hidden or not."""
        return self._values[self._at[key]]

    def add_up(self, total: Hashable, parts: Iterable[Hashable]) -> None:
        """Say that cells add up to another; those that were not entered count nothing.

        What the parts lack of the total is taken as known to the reader; parts that exceed it, as those of lists do, do
        not add up.
        """
        known = [key for key in dict.fromkeys(parts) if key in self._at]
        if total not in self._at or not known:
            return
        rest = self.count(total) - sum(self.count(key) for key in known)
        if rest < 0:
            return
        if rest:
            self.enter(key := ("rest", total, tuple(known[:1])), rest, sensitive=False, fixed=True)
            known.append(key)
        self._sums[Sum(self._at[total], tuple(self._at[key] for key in known))] = None
        self._hidden = None

    def hides(self, key: Hashable) -> bool:
        """Say whether a cell is hidden; a count that was not entered is not."""
        if self._hidden is None:
            self._hidden = protect(self._values, self.sums, self._first, cost=self._cost).tolist()
        return key in self._at and self._hidden[self._at[key]]

    @property
    def sums(self) -> Sequence[Sum]:
        """Which cells add up to which, by position."""
        return list(self._sums)

    def recovered(self) -> list[Hashable]:
        """Try to compute what is hidden for itself from what is shown; give what a reader gets back."""
        import numpy as np

        self.hides(None)
        first, hidden = (np.asarray(flags, dtype=np.bool_) for flags in (self._first, self._hidden))
        found = recoverable(np.asarray(self._values), self.sums, hidden, first)
        return [key for key, at in self._at.items() if at in set(found)]
