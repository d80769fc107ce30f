"""How many places there are: counts, and counts against inhabitants and square kilometres."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.counting import (
    COLLECTIVITIES,
    counted,
    grouped,
    in_one_region,
    territories,
    territory_codes,
    unplaced_names,
    with_columns,
)
from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import poisson_exact, wilson
from places3t.indicators.smoothing import empirical_bayes
from places3t.indicators.words import line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

    from places3t.territory.overlay import Reference


class _Rate(NamedTuple):
    """A count against something: what it is divided by, times what, and the lines that say so."""

    indicator: str
    exposure: str
    scale: float
    unit: str
    method: str


_RATES = (
    _Rate("places_per_100k", "population", 1e5, "unit-per-100k", "method-per-100k"),
    _Rate("places_per_100km2", "area_km2", 1e2, "unit-per-100km2", "method-per-100km2"),
)


def density(
    places: pd.DataFrame,
    *,
    level: str = "region",
    by: str | None = None,
    statuses: Collection[str] = ("open",),
    reference: Reference | None = None,
) -> pd.DataFrame:
    """Count the places of each territory, alone and against its inhabitants and area.

    ============================ ========================================================================
    ``places``                   count of the places
    ``share_of_places``          the territory's places / all places counted (of the group); Wilson interval
    ``population``               inhabitants, from the reference
    ``area_km2``                 km²: official for French departments and above, else measured on the outline
    ``places_per_100k``          places / population x 100,000; exact Poisson interval (Garwood)
    ``places_per_100km2``        places / area x 100; exact Poisson interval (Garwood)
    ``location_quotient``        places per inhabitant / places per inhabitant of all territories of the
                                 country; exact Poisson interval of the territory's count
    ``places_per_100k_smoothed`` places_per_100k drawn towards the country's, the more so the fewer the
                                 inhabitants (`places3t.indicators.smoothing`); credible interval
    ============================ ========================================================================

    The last two hold a territory against the others of its country, so a level with one territory a country
    has neither.

    Every territory of the level has rows, those without a place too, in each country where there are places.
    Places without a territory stand in rows of their own, with a null code, so that ``places`` sums to the
    places counted: "(not located)" where nothing is known, "(located, in no territory of this level)" for a
    place in a country that has no such level, or on an island that belongs to no EPCI. Closed and planned
    places are left out, and so are those of unknown status unless no place has a known one;
    ``attrs["notes"]`` counts them.

    Parameters
    ----------
    places
        One row per place: ``status``, the codes of its territories, and the column ``by``.
    level
        ``country region departement epci commune``, or a column of ``places``, which has population and area
        only where the reference holds it too.
    by
        A column whose values are counted apart; a place with several values (types) counts in each.
    statuses
        Which places count, of ``open``, ``planned``, ``closed``.
    reference
        The communes with what a study added to them; by default the bundled ones.

    Returns
    -------
    pandas.DataFrame
        An indicator frame; ``n`` is the territory's count of places. ``attrs["notes"]`` says what was left
        out.

    Raises
    ------
    ValueError
        If there is no such level, column or status.
    """
    import pandas as pd

    kept = counted(places, statuses)
    known = territories(kept.places, level, reference)
    codes = territory_codes(kept.places, level)
    rows = grouped(kept.places.assign(_code=codes), by)
    groups = sorted(rows["group"].unique()) if by else [None]
    parts = [_context(known, "population"), _context(known, "area_km2")]
    parts += [_counted(group, rows[rows["group"] == group] if by else rows, known) for group in groups]
    frame = indicator_frame(pd.concat(parts, ignore_index=True).assign(level=level, by=by))
    notes = [*kept.notes, *([line("note-several-values")] if len(rows) > len(kept.places) else [])]
    notes += [line("note-one-region")] if in_one_region(kept.places) else []
    frame.attrs["notes"] = [*notes, *_collectivity_note(kept.places, level)]
    return frame


def _counted(group: str | None, members: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of one group: counts and shares for every territory, rates where they can be had."""
    import pandas as pd

    counts = members["_code"].value_counts()
    base = known.assign(n=known["code"].map(counts).fillna(0).astype("int64"))
    base = pd.concat([base, _unplaced(members)], ignore_index=True)
    base = base.assign(group=group, rated=base["n"] - _out_of_rates(members, base["code"]))
    parts = [_counts(base), _shares(base), *(_rates(base, rate) for rate in _RATES), *_against_country(base)]
    return pd.concat(parts, ignore_index=True)


def _unplaced(members: pd.DataFrame) -> pd.DataFrame:
    names = unplaced_names(members[members["_code"].isna()])
    return names.value_counts().sort_index().rename_axis("name").reset_index(name="n")


def _counts(base: pd.DataFrame) -> pd.DataFrame:
    return base[["code", "name", "group", "n"]].assign(
        indicator="places", value=base["n"], unit=line("unit-places"), method=line("method-places")
    )


def _shares(base: pd.DataFrame) -> pd.DataFrame:
    import numpy as np

    total = int(base["n"].sum())
    low, high = wilson(base["n"], np.full(len(base), total))
    return base[["code", "name", "group", "n"]].assign(
        indicator="share_of_places",
        value=base["n"] / total if total else np.nan,
        low=low,
        high=high,
        unit=line("unit-share"),
        method=line("method-share-of-places"),
    )


def _context(known: pd.DataFrame, column: str) -> pd.DataFrame:
    """Give what the counts are held against, which has no group and no count."""
    rows = known[known[column].notna()]
    words = "population" if column == "population" else "area"
    return rows[["code", "name"]].assign(
        indicator=column,
        value=rows[column].astype("float64"),
        unit=line("unit-inhabitants" if words == "population" else "unit-km2"),
        method=_lines(f"method-{words}", _sources(rows, column)),
    )


def _rates(base: pd.DataFrame, rate: _Rate) -> pd.DataFrame:
    """Divide the counts by inhabitants or area, where the territory has any."""
    known = base[base[rate.exposure].fillna(0) > 0]
    per = rate.scale / known[rate.exposure].astype("float64")
    low, high = poisson_exact(known["rated"])
    return known[["code", "name", "group", "n"]].assign(
        indicator=rate.indicator,
        value=known["rated"] * per,
        low=low * per,
        high=high * per,
        unit=line(rate.unit),
        method=_lines(rate.method, _sources(known, rate.exposure)),
    )


def _against_country(base: pd.DataFrame) -> list[pd.DataFrame]:
    """Hold each rate against that of all the territories of its country."""
    rated = base[base["population"].fillna(0) > 0]
    countries = [part for _, part in rated.groupby("country_code") if len(part) > 1 and part["rated"].sum() > 0]
    return [rows for part in countries for rows in (_quotients(part), _smoothed(part))]


def _quotients(part: pd.DataFrame) -> pd.DataFrame:
    expected = part["population"].astype("float64") * (part["rated"].sum() / float(part["population"].sum()))
    low, high = poisson_exact(part["rated"])
    return part[["code", "name", "group", "n"]].assign(
        indicator="location_quotient",
        value=part["rated"] / expected,
        low=low / expected,
        high=high / expected,
        unit=line("unit-ratio"),
        method=line("method-location-quotient"),
    )


def _smoothed(part: pd.DataFrame) -> pd.DataFrame:
    value, low, high = empirical_bayes(part["rated"], part["population"].astype("float64"))
    return part[["code", "name", "group", "n"]].assign(
        indicator="places_per_100k_smoothed",
        value=value * 1e5,
        low=low * 1e5,
        high=high * 1e5,
        unit=line("unit-per-100k"),
        method=line("method-smoothed"),
    )


def _sources(known: pd.DataFrame, exposure: str) -> list[str]:
    words = {"INSEE": line("area-official"), "outline": line("area-outline")} if exposure == "area_km2" else {}
    stated = known["area_source" if exposure == "area_km2" else "population_source"]
    return [words.get(source, source) for source in stated.fillna(line("source-unknown"))]


def _lines(key: str, sources: Sequence[str]) -> list[str]:
    """Say a line for each source, each once: there are a few sources and many communes."""
    said = {source: line(key, source=source) for source in set(sources)}
    return [said[source] for source in sources]


def _out_of_rates(members: pd.DataFrame, codes: pd.Series[str]) -> pd.Series[int]:
    """Count, in the row of France, the places that its official population and area leave out."""
    import pandas as pd

    outside = _in_collectivities(members) & (members["_code"] == "FR")
    return pd.Series((codes == "FR") * int(outside.sum()), index=codes.index, dtype="int64")


def _in_collectivities(places: pd.DataFrame) -> pd.Series[bool]:
    departement = with_columns(places, ["departement_code"])["departement_code"].astype("str")
    return departement.str.fullmatch(COLLECTIVITIES, na=False)


def _collectivity_note(places: pd.DataFrame, level: str) -> list[str]:
    count = int(_in_collectivities(places).sum())
    return [line("note-collectivities", count=count)] if count and level == "country" else []
