"""Regions that resemble one another, by a rule, so that a region is not only held against its country.

The rule: three traits of each region of a country, from the bundled reference alone: the logarithm of its inhabitants
per km², the logarithm of its inhabitants, and the share of them who live in communes of fewer than 2,000 inhabitants,
INSEE's long-standing mark of a rural commune. Each is centred and divided by its standard deviation over the country's
regions; two regions are as unlike as the Euclidean distance between them. The nearest four within 1.5 standard
deviations are similar; a region that nothing resembles has none, and the report says so. The traits are those that
decide how far people are from anything at all; the reference does not know their ages or incomes.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.counting import COLLECTIVITIES

if TYPE_CHECKING:
    import pandas as pd

MOST = 4
FARTHEST = 1.5
"""Standard deviations beyond which two regions are not called similar."""
RURAL = 2_000
"""Inhabitants below which a commune counts as rural."""
_FEWEST_REGIONS = 5
"""With fewer, a standard deviation over regions says nothing."""


class Similar(NamedTuple):
    """The regions that resemble one.

    Attributes
    ----------
    codes
        Nearest first; empty where none is near enough.
    nearest, distance
        The nearest region of all, similar or not, and how far it is, in standard deviations.
    """

    codes: tuple[str, ...]
    nearest: str
    distance: float


@functools.cache
def traits(country: str) -> pd.DataFrame:
    """Give the three traits of each region of a country.

    Returns
    -------
    pandas.DataFrame
        ``[inhabitants_per_km2, population, rural_share]`` by code; regions without a known population, and the
        overseas collectivities, are left out.
    """
    import pandas as pd

    from places3t import territory

    regions = territory.table("region")
    regions = regions[(regions["country_code"] == country) & ~regions["code"].str.fullmatch(COLLECTIVITIES)]
    regions = regions[regions["population"].notna() & regions["area_km2"].gt(0)].set_index("code")
    communes = territory.communes()
    people = communes["population"].astype("float64").fillna(0)
    small = people.where(people < RURAL, 0.0).groupby(communes["region_code"]).sum()
    population = regions["population"].astype("float64")
    return pd.DataFrame(
        {
            "inhabitants_per_km2": population / regions["area_km2"].astype("float64"),
            "population": population,
            "rural_share": small.reindex(population.index).fillna(0) / population,
        }
    )


@functools.cache
def similar(code: str, country: str) -> Similar | None:
    """Find the regions that resemble one; null where its country has too few with known populations.

    Parameters
    ----------
    code, country
        Of the region.
    """
    import numpy as np

    found = traits(country)
    if code not in found.index or len(found) < _FEWEST_REGIONS:
        return None
    logs = found.assign(**{name: np.log(found[name]) for name in ("inhabitants_per_km2", "population")})
    scores = (logs - logs.mean()) / logs.std(ddof=0)
    distances = ((scores - scores.loc[code]) ** 2).sum(axis=1) ** 0.5
    near = distances.drop(code).sort_values(kind="stable")
    return Similar(tuple(near[near <= FARTHEST].index[:MOST]), str(near.index[0]), float(near.iloc[0]))
