"""How far places are from one another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.counting import (
    counted,
    grouped,
    territories,
    territory_codes,
    unplaced_names,
    with_columns,
)
from places3t.indicators.coverage import population_beyond
from places3t.indicators.distances import kth_of_same, nearest, zones
from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import quantile, wilson
from places3t.indicators.problems import CannotCompute
from places3t.indicators.windows import ZONE, clustering, zone_codes, zone_names
from places3t.indicators.words import line
from places3t.territory.overlay import Reference, bundled

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

    from places3t.indicators.sample import Weights

KILOMETRES = (5.0, 20.0)
COMMUNE_POINT = "commune"
_COLUMNS = ("lat", "lon", "coordinates_source", "departement_code", "country_code")
_QUANTILES = (("nearest_km_median", 0.5, "nearest-median"), ("nearest_km_p90", 0.9, "nearest-p90"))


def isolation(  # noqa: PLR0913 - one keyword a question, each with its default
    places: pd.DataFrame,
    *,
    level: str = "region",
    by: str | None = None,
    at: Sequence[float] = KILOMETRES,
    k: int = 1,
    same: str | None = None,
    statuses: Collection[str] = ("open",),
    reference: Reference | None = None,
    weights: Weights | None = None,
) -> pd.DataFrame:
    """Measure the distance from each place to the nearest other one, and sum it up by territory.

    =========================== =========================================================================
    ``nearest_km_median``       median of the distances, km; interval by order statistics
    ``nearest_km_p90``          distance that nine places in ten do not exceed, km; by order statistics
    ``isolated_share``          places with no other place within ``at`` km / places measured; Wilson
    ``population_beyond_share`` inhabitants of communes with no place within ``at`` km / inhabitants
                                (`places3t.indicators.coverage`)
    ``clark_evans``             mean distance / that of as many places at random in the territory's
                                outline, edges corrected (`places3t.indicators.clark_evans`); below 1
                                in clusters, above 1 apart
    =========================== =========================================================================

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
        ``country region departement epci commune``, a column of ``places``, or ``zone``: metropolitan France, each
        overseas territory and each other country on its own; or a kind of commune that ``reference`` has. Neither
        ``clark_evans`` nor ``population_beyond_share`` is given for communes; the former needs an outline and ten
        places, and no outline spans an ocean, so that of France is given by ``zone`` alone.
    by
        A column whose values are summed up apart; the neighbour may be of any value.
    at
        Distances in km beyond which a place, or a person, is isolated.
    k
        Above one, the distances to the k-th nearest place are given too, with ``at`` = k.
    same
        A column: only a place with the same value in it, or a value in common, is a neighbour.
    statuses
        Which places count, of ``open``, ``planned``, ``closed``.
    reference
        The communes with what a study added to them; by default the bundled ones.
    weights
        As for `places3t.indicators.sample.sample_of`: places count for what they stand for, neighbours are those
        listed; neither ``clark_evans`` nor ``population_beyond_share`` is given.

    Returns
    -------
    pandas.DataFrame
        An indicator frame, with the territories where places were measured, and for ``population_beyond_share``
        all; ``at`` in km for shares; ``n`` is the count of places measured. A quantile is null where it is infinite,
        a bound where too few places bound it.

    Raises
    ------
    ValueError
        If there is no such level, column or status, or k is below one.
    CannotCompute
        ``weights_isolation_options`` if ``k`` or ``same`` is asked with weights; why weights cannot be had.
    """
    import pandas as pd

    refused = [name for name, asked in (("--k", k > 1), ("--same", same)) if asked]
    if weights is not None and refused:
        raise CannotCompute("weights_isolation_options", {"options": refused})

    kept = counted(with_columns(places, _COLUMNS), statuses)
    if level == ZONE:
        kept = kept._replace(places=kept.places.assign(zone=zone_codes(kept.places)))
    measured, notes = _measure(kept.places, k, same)
    if weights is not None:
        from places3t.indicators.isolation_weighted import weighted_isolation

        return weighted_isolation(
            kept.places, measured, weights, level=level, by=by, at=at, notes=[*kept.notes, *notes]
        )
    codes = territory_codes(measured, level)
    rows = grouped(measured.assign(code=codes, name=territory_names(measured, codes, level)), by)
    asked = _Asked(at, k, same)
    found: list[dict[str, object]] = []
    for key, members in rows.groupby(["code", "name", "group"], dropna=False):
        territory = dict(zip(("code", "name", "group"), key, strict=True))
        apart = clustering(members, level, territory["code"], reference)
        summary = [*_summary(members, asked), *filter(None, [apart])]
        found += [{**territory, "n": len(members), **row} for row in summary]
    beyond = population_beyond(kept.places, reference or bundled(), level=level, at=at, by=by)
    frame = indicator_frame(pd.concat([pd.DataFrame(found), beyond]).assign(level=level, by=by))
    frame.attrs["notes"] = [*kept.notes, *notes, *_window_notes(level, measured)]
    return frame


def nearest_of(places: pd.DataFrame, statuses: Collection[str] = ("open",)) -> pd.DataFrame:
    """Give the places that `isolation` measures, with ``nearest_km``, great-circle km to the nearest other place."""
    return _measure(counted(with_columns(places, _COLUMNS), statuses).places, 1, None)[0]


def territory_names(measured: pd.DataFrame, codes: pd.Series[str], level: str) -> pd.Series[str]:
    """Name each place's territory, or what it has instead of one."""
    if level == ZONE:
        return codes.map(zone_names(list(codes.dropna().unique()))).fillna(unplaced_names(measured))
    return codes.map(territories(measured, level).set_index("code")["name"]).fillna(unplaced_names(measured))


def _window_notes(level: str, measured: pd.DataFrame) -> list[str]:
    french = level == "country" and measured["country_code"].eq("FR").any()
    return [line("note-clark-evans-zone")] if french else []


def _measure(places: pd.DataFrame, k: int, same: str | None) -> tuple[pd.DataFrame, list[str]]:
    """Give the places that have a distance, with it in ``nearest_km`` and ``kth_km``, and notes on all of them."""
    pointless = places["lat"].isna() | places["lon"].isna()
    at_commune = ~pointless & (places["coordinates_source"] == COMMUNE_POINT)
    usable = places[~pointless & ~at_commune]
    zone = zones(usable.astype({"lat": "float64", "lon": "float64"}))
    measured, zone = usable[zone.notna()], zone.dropna()
    points = measured["lat"], measured["lon"], zone
    if same is None:
        distance, _ = nearest(*points, k)
        measured = measured.assign(nearest_km=distance[:, 0], kth_km=distance[:, k - 1])
    else:
        first, kth = (kth_of_same(*points, measured[same], rank) for rank in (1, k))
        measured = measured.assign(nearest_km=first, kth_km=kth)
    valued = measured["nearest_km"].notna()
    counts = {
        "note-no-coordinates": pointless.sum(),
        "note-commune-point": at_commune.sum(),
        "note-no-zone": len(usable) - len(measured),
        "note-no-value": (~valued).sum(),
        "note-same-point": (measured["nearest_km"] == 0).sum(),
        "note-alone": (measured["nearest_km"] == float("inf")).sum(),
    }
    return measured[valued], [line(key, count=int(count)) for key, count in counts.items() if count]


class _Asked(NamedTuple):
    at: Sequence[float]
    k: int
    same: str | None

    def method(self, key: str, **params: str) -> str:
        """Give a method's line; where neighbours must share a value it says so."""
        said = line(f"method-{key}", **params)
        return said if self.same is None else line("method-same", column=self.same, method=said)


def _summary(members: pd.DataFrame, asked: _Asked) -> list[dict[str, object]]:
    """Give what the indicators say of the places of one territory and group."""
    km = members["nearest_km"]
    rows = _quantiles(km, asked, None, "")
    rows += _quantiles(members["kth_km"], asked, asked.k, "-kth") if asked.k > 1 else []
    for limit in asked.at:
        isolated = int((km > limit).sum())
        low, high = wilson(isolated, len(km))
        share = {"value": isolated / len(km), "low": float(low), "high": float(high)}
        method = asked.method("isolated-share", km=f"{limit:g}")
        rows.append({"indicator": "isolated_share", "at": limit, **share, "unit": line("unit-share"), "method": method})
    return rows


def _quantiles(km: pd.Series[float], asked: _Asked, at: int | None, suffix: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for indicator, probability, key in _QUANTILES:
        found = [part if math.isfinite(part) else None for part in quantile(km, probability)]
        bounds = dict(zip(("value", "low", "high"), found, strict=True))
        method = asked.method(key + suffix, **({"k": str(at)} if at else {}))
        rows.append({"indicator": indicator, "at": at, **bounds, "unit": line("unit-km"), "method": method})
    return rows
