"""The points of a sheet: those at 0, 0 put aside, swapped numbers put right, each led to the territory it lies in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from places3t import territory
from places3t.ingest.communes import full_name

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

COLUMN = "lat, lon"


@dataclass(frozen=True, slots=True)
class Points:
    """Points that can be used, and where they lie.

    Attributes
    ----------
    lat, lon
        Degrees; null where there is no point or it was put aside.
    territories
        ``country_code region_code departement_code commune_code``, null where nothing is known.
    """

    lat: pd.Series
    lon: pd.Series
    territories: pd.DataFrame


def read_points(lat: pd.Series, lon: pd.Series, say: Callable[..., None]) -> Points:
    """Put points right where that is certain, and put aside those that cannot be.

    Parameters
    ----------
    lat, lon
        Degrees as the file gives them, on the same index.
    say
        Called with the code, row, column, text and parameters of a finding.
    """
    zero = lat.eq(0) & lon.eq(0)
    for row in lat.index[zero]:
        say("point-at-zero", row, COLUMN, "0, 0")
    lat, lon = lat.mask(zero), lon.mask(zero)
    there = territory.locate_points(lat, lon)
    lost = there["country_code"].isna() & lat.notna() & lon.notna()
    if not lost.any():
        return Points(lat, lon, there)
    swapped = territory.locate_points(lon[lost], lat[lost])
    right = swapped.index[swapped["commune_code"].notna()]
    for row in right:
        commune = full_name(str(swapped.loc[row, "commune_code"]))
        say("point-swapped", row, COLUMN, f"{lat[row]}, {lon[row]}", commune=commune)
    nowhere = swapped.index.difference(right)
    for row in nowhere:
        say("point-nowhere", row, COLUMN, f"{lat[row]}, {lon[row]}")
    there.loc[right] = swapped.loc[right]
    new_lat, new_lon = lat.copy(), lon.copy()
    new_lat[right], new_lon[right] = lon[right], lat[right]
    new_lat[nowhere], new_lon[nowhere] = float("nan"), float("nan")
    return Points(new_lat, new_lon, there)
