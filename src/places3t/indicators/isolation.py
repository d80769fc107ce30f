"""How far places are from one another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from places3t.indicators.counting import (
    counted,
    grouped,
    territories,
    territory_codes,
    unplaced_names,
    with_columns,
)
from places3t.indicators.distances import nearest, zones
from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import quantile, wilson
from places3t.indicators.words import line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

KILOMETRES = (5.0, 20.0)
COMMUNE_POINT = "commune"
_QUANTILES = (
    ("nearest_km_median", 0.5, "method-nearest-median"),
    ("nearest_km_p90", 0.9, "method-nearest-p90"),
)


def isolation(
    places: pd.DataFrame,
    *,
    level: str = "region",
    by: str | None = None,
    at: Sequence[float] = KILOMETRES,
    statuses: Collection[str] = ("open",),
) -> pd.DataFrame:
    """Measure the distance from each place to the nearest other one, and sum it up by territory.

    ===================== ===============================================================================
    ``nearest_km_median`` median of the distances, km; interval by order statistics
    ``nearest_km_p90``    distance that nine places in ten do not exceed, km; interval by order statistics
    ``isolated_share``    places with no other place within ``at`` km / places measured; Wilson interval
    ===================== ===============================================================================

    The neighbour is sought among all the places, in other territories and countries too, within the same part
    of the world (`places3t.indicators.distances.zones`): never across an ocean. Left out, and counted in
    ``attrs["notes"]``: places without a point; places whose point is only their commune's, both as places and
    as neighbours, because the distance between two town halls is not theirs; places whose point contradicts
    their territory. Two places at one point are at distance zero. A place alone in its zone is isolated at
    any distance.

    Parameters
    ----------
    places
        One row per place: ``status``, ``lat``, ``lon``, ``coordinates_source``, codes of its territories.
    level
        ``country region departement epci commune``, or a column of ``places``.
    by
        A column whose values are summed up apart; the neighbour may be of any value.
    at
        Distances in km beyond which a place is isolated.
    statuses
        Which places count, of ``open``, ``planned``, ``closed``.

    Returns
    -------
    pandas.DataFrame
        An indicator frame, with the territories where places were measured; ``at`` in km for
        ``isolated_share``; ``n`` is the count of places measured. A quantile is null where it is infinite, a
        bound where too few places bound it.

    Raises
    ------
    ValueError
        If there is no such level, column or status.
    """
    kept = counted(places, statuses)
    measured, notes = _measure(kept.places)
    codes = territory_codes(measured, level)
    names = codes.map(territories(kept.places, level).set_index("code")["name"])
    rows = grouped(measured.assign(code=codes, name=names.fillna(unplaced_names(measured))), by)
    found: list[dict[str, object]] = []
    for key, members in rows.groupby(["code", "name", "group"], dropna=False):
        territory = dict(zip(("code", "name", "group"), key, strict=True))
        summary = _summary(members["nearest_km"], at)
        found += [{"level": level, "by": by, **territory, "n": len(members), **row} for row in summary]
    frame = indicator_frame(found)
    frame.attrs["notes"] = [*kept.notes, *notes]
    return frame


def _measure(places: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Give the places that have a distance, with it in ``nearest_km``, and notes on all of them."""
    places = with_columns(places, ["lat", "lon", "coordinates_source", "departement_code", "country_code"])
    pointless = places["lat"].isna() | places["lon"].isna()
    at_commune = ~pointless & (places["coordinates_source"] == COMMUNE_POINT)
    usable = places[~pointless & ~at_commune]
    zone = zones(usable.astype({"lat": "float64", "lon": "float64"}))
    measured, zone = usable[zone.notna()], zone.dropna()
    distance, _ = nearest(measured["lat"], measured["lon"], zone)
    measured = measured.assign(nearest_km=distance[:, 0])
    counts = {
        "note-no-coordinates": pointless.sum(),
        "note-commune-point": at_commune.sum(),
        "note-no-zone": len(usable) - len(measured),
        "note-same-point": (measured["nearest_km"] == 0).sum(),
        "note-alone": (measured["nearest_km"] == float("inf")).sum(),
    }
    return measured, [line(key, count=int(count)) for key, count in counts.items() if count]


def _summary(km: pd.Series[float], at: Sequence[float]) -> list[dict[str, object]]:
    """Give what the indicators say of the places of one territory and group."""
    rows: list[dict[str, object]] = []
    for indicator, probability, method in _QUANTILES:
        found = [part if math.isfinite(part) else None for part in quantile(km, probability)]
        bounds = dict(zip(("value", "low", "high"), found, strict=True))
        rows.append({"indicator": indicator, **bounds, "unit": line("unit-km"), "method": line(method)})
    for limit in at:
        isolated = int((km > limit).sum())
        low, high = wilson(isolated, len(km))
        share = {"value": isolated / len(km), "low": float(low), "high": float(high)}
        method = line("method-isolated-share", km=f"{limit:g}")
        rows.append(
            {
                "indicator": "isolated_share",
                "at": limit,
                **share,
                "unit": line("unit-share"),
                "method": method,
            }
        )
    return rows
