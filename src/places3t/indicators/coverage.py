"""Which part of the population lives far from any place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.counting import COLLECTIVITIES, grouped
from places3t.indicators.distances import to_nearest, zones
from places3t.indicators.windows import ZONE, zone_codes, zone_names
from places3t.indicators.words import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.territory.overlay import Reference


def population_beyond(
    places: pd.DataFrame, reference: Reference, *, level: str, at: Sequence[float], by: str | None = None
) -> pd.DataFrame:
    """Give the share of the inhabitants whose commune lies beyond some distance of every place.

    Each commune stands where its town hall does, with all its inhabitants; the distance is that to the nearest
    place of the same zone, in any commune or country. Places known by their commune only count, at its town hall.
    Population beyond / population, of the communes with a known population and point. No interval: all communes are
    there, and what is uncertain is where in its commune each person lives, a few kilometres.

    Parameters
    ----------
    places
        The places that count, with ``lat``, ``lon`` and the codes of their territories.
    reference
        The communes.
    level
        A level above the commune, ``zone``, or a kind of commune of the reference.
    at
        Distances in km.
    by
        Also for the places of each value of this column.

    Returns
    -------
    pandas.DataFrame
        ``[indicator, at, code, name, group, value, unit, method]``, a row per territory in the countries where there
        are places; the method says how many places could be near. Empty for a level that is not made of communes.
    """
    import pandas as pd

    communes = _communes(places, reference, level)
    if communes.empty:
        return pd.DataFrame()
    points = places[places["lat"].notna() & places["lon"].notna()].astype({"lat": "float64", "lon": "float64"})
    points = points.assign(_zone=zones(points))
    points = grouped(points[points["_zone"].notna()], by)
    found = []
    for group in sorted(points["group"].unique()) if by else [None]:
        near = points[points["group"] == group] if by else points
        km = to_nearest(communes["lat"], communes["lon"], communes["_zone"], (near["lat"], near["lon"], near["_zone"]))
        for limit in at:
            beyond = communes["population"].where(km > limit, 0.0)
            sums = pd.DataFrame({"code": communes["_code"], "beyond": beyond, "all": communes["population"]})
            shares = sums.groupby("code", as_index=False).sum()
            shares = shares.assign(group=group, at=limit, value=shares["beyond"] / shares["all"], places=len(near))
            found.append(shares.drop(columns=["beyond", "all"]))
    rows = pd.concat(found, ignore_index=True)
    sources = communes.groupby("_code")["population_source"].agg(lambda said: ", ".join(sorted(said.dropna().unique())))
    about = zip(rows["at"], rows["places"], rows["code"].map(sources), strict=True)
    return rows.drop(columns="places").assign(
        indicator="population_beyond_share",
        name=rows["code"].map(_names(rows["code"], level, reference)),
        unit=line("unit-share"),
        method=[
            line("method-population-beyond", km=f"{km:g}", count=int(count), source=source)
            for km, count, source in about
        ],
    )


def _communes(places: pd.DataFrame, reference: Reference, level: str) -> pd.DataFrame:
    """Give the communes with inhabitants and a point, in the countries of the places, and their territory."""
    known = reference.communes
    if level == ZONE:
        codes = zone_codes(known)
    elif reference.has(level) and level != "commune":
        codes = known[level if level in reference.levels else f"{level}_code"].astype("str")
    else:
        return known.iloc[:0]
    if level == "country":
        codes = codes.mask(known["departement_code"].astype("str").str.fullmatch(COLLECTIVITIES, na=False))
    usable = known.assign(_code=codes, population=known["population"].astype("float64"), _zone=zones(known))
    here = usable["country_code"].isin(places["country_code"].dropna().unique())
    return usable[here & usable["_code"].notna() & (usable["population"] > 0) & usable["_zone"].notna()]


def _names(codes: pd.Series[str], level: str, reference: Reference) -> dict[str, str]:
    if level == ZONE:
        return zone_names(list(codes.unique()))
    known = reference.table(level)
    return dict(zip(known["code"], known["name_en"].fillna(known["name"]), strict=True))
