"""Reproducible chance: every question has its own stream, so that answering one differently moves no other."""

from __future__ import annotations

import math
import random
from statistics import NormalDist
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

SEED = "places3t-demo-24"
"""The seed of the whole sample (see ``truth.json`` for how it was chosen)."""


class Dice:
    """A stream of chance named by what it decides.

    Only ``random.Random.random`` is called: Python promises the same numbers from it in every version, which it does
    not for ``choice``, ``gauss`` and the others.
    """

    def __init__(self, *names: object) -> None:
        self._random = random.Random("/".join([SEED, *map(str, names)]))

    def unit(self) -> float:
        """Draw a number from 0 to 1, 1 left out."""
        return self._random.random()

    def chance(self, probability: float) -> bool:
        """Say yes with this probability."""
        return self.unit() < probability

    def between(self, low: float, high: float) -> float:
        """Draw a number evenly from `low` to `high`."""
        return low + (high - low) * self.unit()

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number from `low` to `high`, both included."""
        return low + int((high - low + 1) * self.unit())

    def pick(self, items: Sequence[T]) -> T:
        """Draw one of the items, each as likely."""
        return items[int(len(items) * self.unit())]

    def weighted(self, weights: dict[T, float]) -> T:
        """Draw one of the keys, as likely as its weight."""
        left = sum(weights.values()) * self.unit()
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        return next(reversed(weights))

    def normal(self, mean: float, deviation: float) -> float:
        """Draw from a normal distribution."""
        return NormalDist(mean, deviation).inv_cdf(min(max(self.unit(), 1e-12), 1 - 1e-12))

    def lognormal(self, median: float, deviation: float) -> float:
        """Draw a positive number around `median`, its logarithm normal."""
        return median * math.exp(self.normal(0, deviation))

    def waiting(self, rate: float) -> float:
        """Draw how long one waits for something that happens at a constant `rate`."""
        return -math.log(1 - self.unit()) / rate

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Put the items in another order."""
        keys = [(self.unit(), index) for index in range(len(items))]
        return [items[index] for _, index in sorted(keys)]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Draw `count` different items, in their own order."""
        chosen = sorted(self.shuffled(range(len(items)))[:count])
        return [items[index] for index in chosen]
