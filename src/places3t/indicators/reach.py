"""What a network opens to its members: its other places near each of its places, also across a border."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators import survey
from places3t.indicators.counting import with_columns
from places3t.indicators.distances import arc_km, unit_vectors
from places3t.indicators.sample import EVERYWHERE, row
from places3t.indicators.words import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.indicators.sample import Sample

KILOMETRES = (50.0,)


def reach_rows(sample: Sample, at: Sequence[float] = KILOMETRES) -> list[dict[str, object]]:
    """Measure each network of the places.

    ================ ============================================================================================
    network_places    places of the network in a country
    reach             other places of the network within ``at`` km of one of its places, mean; t interval
    reach_share       its places that have another within ``at`` km; Wilson
    reach_abroad      its places that have another within ``at`` km in another country; Wilson
    ================ ============================================================================================

    Parameters
    ----------
    sample
        The places; those without coordinates or network are left out of distances.
    at
        Great-circle kilometres.
    """
    places = with_columns(sample.places, ["lat", "lon", "country_code"])
    single = places[["networks", "lat", "lon", "country_code"]].explode("networks")
    single = single[single["networks"].notna()].astype({"networks": "str"})
    single = single.reset_index(names="place").drop_duplicates(["place", "networks"])
    rows: list[dict[str, object]] = []
    for network, own in single.groupby("networks"):
        name = {"by": "networks", "group": str(network)}
        for country, count in own["country_code"].value_counts().items():
            figures = {"value": int(count), "n": len(own), "unit": line("unit-places")}
            where = {"level": "country", "code": country, "name": country}
            method = line("method-network-places")
            rows.append({"indicator": "network_places", **where, **name, **figures, "method": method})
        placed = own[own[["lat", "lon"]].notna().all(axis=1)]
        for km in at if len(placed) > 1 else ():
            rows += [{**each, **name, **EVERYWHERE, "at": km} for each in _within(placed, km)]
    return rows


def _within(own: pd.DataFrame, km: float) -> list[dict[str, object]]:
    import numpy as np
    from scipy.spatial.distance import cdist

    points = unit_vectors(own["lat"], own["lon"])
    near = arc_km(cdist(points, points)) <= km
    np.fill_diagonal(near, val=False)
    country = own["country_code"].to_numpy()
    abroad = (near & (country[:, None] != country[None, :])).any(axis=1)
    design, said = survey.design_of(len(own)), f"{km:g}"
    return [
        row(survey.mean(near.sum(axis=1), design), "unit-places", line("method-reach", km=said), indicator="reach"),
        row(
            survey.share(near.any(axis=1), design),
            "unit-share",
            line("method-reach-share", km=said),
            indicator="reach_share",
        ),
        row(survey.share(abroad, design), "unit-share", line("method-reach-abroad", km=said), indicator="reach_abroad"),
    ]
