"""Which places count, and in which territory: what the indicators of where places are have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.words import line
from places3t.territory.overlay import COUNTRY_WITHOUT, Reference, bundled

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

STATUSES = ("open", "planned", "closed")
COLLECTIVITIES = COUNTRY_WITHOUT
"""Departments' codes of the overseas collectivities, which the official population of France leaves out."""

_A_LIST = 10
"""Places from which it is the list, not chance, that keeps to one region."""


class Counted(NamedTuple):
    """The places that count, and what must be said of the others."""

    places: pd.DataFrame
    notes: list[str]


def with_columns(places: pd.DataFrame, columns: Collection[str]) -> pd.DataFrame:
    """Give the places with these columns, null where the source had none."""
    absent = [column for column in columns if column not in places]
    return places.assign(**dict.fromkeys(absent)) if absent else places


def counted(places: pd.DataFrame, statuses: Collection[str] = ("open",)) -> Counted:
    """Keep the places of some statuses, and count the others in notes.

    An unknown status is not ``open``: such places are left out. Where no place at all has a known status, the
    source is a plain list of places, and all of them count.

    Parameters
    ----------
    places
        One row per place; ``status`` may be null or absent.
    statuses
        Those to keep, of ``open``, ``planned``, ``closed``.

    Returns
    -------
    Counted
        The rows kept, with a new index, and one note for each status left out.

    Raises
    ------
    ValueError
        If a status is none of these.
    """
    wrong = sorted(set(statuses) - set(STATUSES))
    if wrong:
        msg = f"not a status: {', '.join(wrong)}; there are {', '.join(STATUSES)}"
        raise ValueError(msg)
    status = with_columns(places, ["status"])["status"].astype("str")
    known = status.isin(STATUSES)
    if not known.any():
        notes = [line("note-no-status", count=len(places))] if len(places) else []
        return Counted(places.reset_index(drop=True), notes)
    left_out = {name: int((status == name).sum()) for name in STATUSES if name not in statuses}
    left_out["unknown"] = int((~known).sum())
    notes = [line(f"note-{name}", count=count) for name, count in left_out.items() if count]
    return Counted(places[status.isin(list(statuses))].reset_index(drop=True), notes)


def in_one_region(places: pd.DataFrame) -> bool:
    """Say whether all the French places, ten at least, are in one region: the list then is of that region alone."""
    known = with_columns(places, ["country_code", "region_code"])
    regions = known.loc[known["country_code"].eq("FR"), "region_code"].dropna()
    return len(regions) >= _A_LIST and regions.nunique() == 1


def territory_codes(places: pd.DataFrame, level: str) -> pd.Series[str]:
    """Give each place's territory at a level.

    Parameters
    ----------
    places
        One row per place.
    level
        ``country region departement epci commune``, or any column of ``places`` that holds one value a place.

    Returns
    -------
    pandas.Series
        Same index, text, null where the place has no such territory.

    Raises
    ------
    ValueError
        If there is no such level and no such column; the message lists the levels.
    """
    from places3t import territory

    column = f"{level}_code" if level in territory.LEVELS else level
    if column in places:
        return places[column].astype("str")
    if level in territory.LEVELS:
        return with_columns(places, [column])[column].astype("str")
    msg = f"{level!r} is not a level nor a column of the places; the levels are {', '.join(territory.LEVELS)}"
    raise ValueError(msg)


def territories(places: pd.DataFrame, level: str, reference: Reference | None = None) -> pd.DataFrame:
    """List the territories that an indicator has a row for.

    All those of the level, in the countries where there are places, and any other code that a place has.

    Parameters
    ----------
    places
        One row per place, with ``country_code``.
    level
        As for `territory_codes`.
    reference
        The communes with what a study added to them; by default the bundled ones.

    Returns
    -------
    pandas.DataFrame
        ``[code, name, country_code, population, population_source, area_km2, area_source]`` in order of code;
        ``name`` in English where the territory has an English name; nulls for a column that is not a level.
    """
    import pandas as pd

    reference = reference or bundled()
    codes = territory_codes(places, level)
    columns = ["code", "name", "country_code", "population", "population_source", "area_km2", "area_source"]
    if reference.has(level):
        known = reference.table(level)
        countries = with_columns(places, ["country_code"])["country_code"].dropna().unique()
        known = known[known["country_code"].isin(countries) | known["code"].isin(codes.unique())]
        known = known.assign(name=known["name_en"].fillna(known["name"]))[columns]
    else:
        kinds = dict.fromkeys(columns, "str") | {"population": "Int64", "area_km2": "float64"}
        known = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
    others = sorted(set(codes.dropna().unique()) - set(known["code"]))
    if others:
        known = pd.concat([known, pd.DataFrame({"code": others, "name": others}).astype("str")], ignore_index=True)
    return known.sort_values("code", kind="stable", ignore_index=True)


def unplaced_names(places: pd.DataFrame) -> pd.Series[str]:
    """Name the row of places that have no territory at a level: by whether their country is known."""
    located = with_columns(places, ["country_code"])["country_code"].notna()
    return located.map({True: line("outside-level"), False: line("not-located")}).astype("str")


def grouped(places: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Give one row per place and group, with the group in a column ``group``.

    Parameters
    ----------
    places
        One row per place.
    by
        The column that holds the group; a list in it puts the place in each of its groups. Null for no
        groups.

    Returns
    -------
    pandas.DataFrame
        Null groups are named "(not filled in)"; without ``by``, ``group`` is null.

    Raises
    ------
    ValueError
        If there is no such column.
    """
    if by is None:
        return places.assign(group=None)
    if by not in places:
        msg = f"no column {by!r} in the places"
        raise ValueError(msg)
    values = places.assign(group=places[by]).explode("group", ignore_index=True)
    return values.assign(group=values["group"].astype("str").fillna(line("no-value")))
