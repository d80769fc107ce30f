"""What the other families say of each place, for comparisons: its neighbours, its commune, how many types it has."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from places3t.indicators import survey
from places3t.indicators.balance import Compared
from places3t.indicators.diversity import DRAWS, SEED, membership, shannon
from places3t.indicators.features import Feature

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from places3t.indicators.survey import Design

    Flags = npt.NDArray[np.bool_]

POPULATION, DENSITY, NEAREST, TYPES = "commune_population", "departement_density", "nearest_km", "types_count"
DIVERSITY = "types_diversity"
SURROUNDINGS = (POPULATION, DENSITY, NEAREST, TYPES)
"""Columns that a comparison adds: the commune's inhabitants (whether the place is in a town), places per 100,000
inhabitants of its department, great-circle km to the nearest other place, how many types the place has."""
_PER = 1e5


def with_surroundings(places: pd.DataFrame, statuses: Collection[str]) -> pd.DataFrame:
    """Give the places the columns `SURROUNDINGS`, null where they cannot be known.

    Parameters
    ----------
    places
        One row per place.
    statuses
        Which places are neighbours and are counted in the department.
    """
    from places3t import territory
    from places3t.indicators.isolation import nearest_of

    added: dict[str, pd.Series[float]] = {}
    if "commune_code" in places:
        people = territory.communes().set_index("commune_code")["population"].astype("Float64")
        added[POPULATION] = places["commune_code"].map(people).astype("float64")
    if "departement_code" in places:
        people = territory.table("departement").set_index("code")["population"].astype("Float64")
        counts = places["departement_code"].value_counts()
        rates = (counts / people.reindex(counts.index) * _PER).astype("float64")
        added[DENSITY] = places["departement_code"].map(rates)
    if {"lat", "lon"} <= set(places):
        at = "_at"
        near = nearest_of(places.assign(**{at: range(len(places))}), statuses)
        km = near.set_index(at)["nearest_km"].replace(math.inf, math.nan)
        added[NEAREST] = km.reindex(range(len(places))).set_axis(places.index)
    if "types" in places and places["types"].explode().groupby(level=0).nunique().max() > 1:
        counts = places["types"].explode().groupby(level=0).nunique()
        added[TYPES] = counts.where(counts > 0).astype("float64")
    return places.assign(**added)


def diversity_compared(places: pd.DataFrame, group: Flags, design: Design) -> Compared | None:
    """Compare how diverse the types of two groups are: the effective number of types, with a test by permutation.

    Each interval is a bootstrap of places; the difference's too; ``p`` is the share of 500 random partitions in groups
    of these sizes that differ as much (seed `places3t.indicators.diversity.SEED`). Null where a group has fewer than
    five places of known type.

    References
    ----------
    Good P. (2005), Permutation, parametric and bootstrap tests of hypotheses, 3rd ed.
    """
    import numpy as np

    from places3t.indicators.diversity import FEWEST

    if "types" not in places or places["types"].isna().all():
        return None
    flags = membership(places["types"]).to_numpy()
    known = flags.sum(axis=1) > 0
    weighted, side = flags[known] * design.weights[known, None], group[known]
    if min(side.sum(), (~side).sum()) < FEWEST:
        return None
    draws = np.random.default_rng(SEED)
    values = np.array([_effective(weighted[side]), _effective(weighted[~side])])
    spread = np.array([[_drawn(weighted[one], draws) for one in (side, ~side)] for _ in range(DRAWS)])
    first, second = (_estimated(values[at], spread[:, at], int((side, ~side)[at].sum())) for at in (0, 1))
    difference = _estimated(values[0] - values[1], spread[:, 0] - spread[:, 1], len(side))
    by_chance = []
    for _ in range(DRAWS):
        mixed = draws.permutation(side)
        by_chance.append(_effective(weighted[mixed]) - _effective(weighted[~mixed]))
    p = float((1 + (np.abs(by_chance) >= abs(values[0] - values[1])).sum()) / (DRAWS + 1))
    feature = Feature(DIVERSITY, DIVERSITY, None, np.full(len(group), np.nan))
    return Compared(feature, first, second, difference, math.nan, p, survey.NOTHING, math.nan)


def _effective(flags: npt.NDArray[np.float64]) -> float:
    return math.exp(shannon(flags.sum(axis=0)))


def _drawn(flags: npt.NDArray[np.float64], draws: np.random.Generator) -> float:
    return _effective(flags[draws.integers(0, len(flags), len(flags))])


def _estimated(value: float, spread: npt.NDArray[np.float64], n: int) -> survey.Estimated:
    error = float(spread.std(ddof=1))
    half = 1.959963984540054 * error
    return survey.Estimated(float(value), float(value) - half, float(value) + half, error, n)
