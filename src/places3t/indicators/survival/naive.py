"""What ``funded_ever`` says, beside what it should: the size of immortal-time bias in these data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.cox import cox
from places3t.indicators.survival.design import indicators

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Ints
    from places3t.indicators.survival.survival_data import SurvivalData


@dataclass(frozen=True, slots=True)
class Bias:
    """Hazard ratios of funded against unfunded, with intervals: by ``funded_ever``, and at equal times."""

    naive: tuple[float, float, float]
    honest: tuple[float, float, float]
    places: int
    closures: int

    @property
    def factor(self) -> float:
        """By how much ``funded_ever`` multiplies the honest ratio: below 1, it flatters funding."""
        return self.naive[0] / self.honest[0]


def funded_ever_bias(ever: SurvivalData, split: SurvivalData) -> Bias:
    """Compare the naive group with the state that changes, among the places for which both are known.

    Parameters
    ----------
    ever
        One row per place, group 1 if it was ever funded.
    split
        The same places cut by funding.

    Notes
    -----
    A place must survive to be funded, so ``funded_ever`` credits funding with the years before it: Suissa
    (2008), Am. J. Epidemiol. 167, 492-499; van Walraven et al. (2004), J. Clin. Epidemiol. 57, 672-682.
    """
    assert ever.group is not None  # noqa: S101 - both have groups
    assert split.group is not None  # noqa: S101
    both = np.intersect1d(ever.place, split.place)
    ever, split = ever.take(np.isin(ever.place, both)), split.take(np.isin(split.place, both))
    naive = _ratio(ever, (ever.group != 0).astype(np.int64) if ever.group is not None else ever.place)
    honest = _ratio(split, split.group if split.group is not None else split.place)
    return Bias(naive, honest, len(both), int((ever.rows.event == 1).sum()))


def _ratio(data: SurvivalData, group: Ints) -> tuple[float, float, float]:
    x = indicators(group, ("unfunded", "funded", "withdrawn"))
    fit = cox(data.rows, x, ["funded", "withdrawn"], cluster=data.place)
    return fit.hazard_ratio("funded")
