"""An added table of communes led to the communes of today, and held against the bundled one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

    from places3t.reference.recognise import Added

_PARTS = ("delegated", "associated")
FAR_KM = 5.0
_POPULATION_OFF, _AREA_OFF = 0.2, 0.1
_EXAMPLES = 3


class Message(NamedTuple):
    """Something to say of an added table: a key of the catalogue ``reference``, how many communes, and which."""

    key: str
    number: int
    examples: tuple[str, ...] = ()
    total: float | None = None


class Checked(NamedTuple):
    """The table by the communes of today, and what was found."""

    communes: pd.DataFrame
    messages: list[Message]


def check(added: Added) -> Checked:
    """Lead a table to the communes of today and compare it with the bundled one.

    A code that is gone counts in the commune it went into: figures are summed (the arrondissements of Paris, Lyon and
    Marseille, communes merged since), the centre and the kind are those of the largest part. Parts that stand beside
    their whole, such as delegated communes, are left out.

    Parameters
    ----------
    added
        As `recognise` gives it.

    Returns
    -------
    Checked
        ``communes``: one row per commune of today that the table knows, null where it says nothing.
    """
    from places3t import territory

    messages = [Message("repeated", added.repeated)] if added.repeated else []
    former = territory.former_communes().set_index("former_code")
    known = territory.communes().set_index("commune_code")
    codes = added.communes["commune_code"]
    today = codes.where(codes.isin(known.index), codes.map(former["commune_code"]))
    rows = added.communes.assign(commune_code=today, _code=codes, _kind=codes.map(former["kind"]))
    unknown = rows[rows["commune_code"].isna()]
    rows = rows[rows["commune_code"].notna()]
    whole = rows.loc[rows["commune_code"] == rows["_code"], "commune_code"]
    part = rows["_kind"].isin(_PARTS) & rows["commune_code"].isin(whole) & (rows["commune_code"] != rows["_code"])
    gone = rows[~part & (rows["commune_code"] != rows["_code"])]
    messages += [
        _message("unknown", list(unknown["_code"])),
        _message("parts", list(rows.loc[part, "_code"])),
        _message("gone", list(gone["_code"])),
    ]
    communes = _summed(rows[~part].drop(columns=["_code", "_kind"]))
    if "population" in communes:
        # A table that has no figure for Mayotte may say 0; villages destroyed in 1916 have none in both tables.
        people = communes["commune_code"].map(known["population"]).astype("float64")
        zero = communes["population"].eq(0) & people.gt(0)
        communes = communes.assign(population=communes["population"].mask(zero))
        messages.append(_message("zero", list(communes.loc[zero, "commune_code"])))
    french = known[known["country_code"] == "FR"]
    messages.append(_message("missing", sorted(set(french.index) - set(communes["commune_code"]))))
    messages += _differences(communes, known)
    return Checked(communes, [each for each in messages if each.number or each.total is not None])


def _message(key: str, codes: list[str], total: float | None = None) -> Message:
    return Message(key, len(codes), tuple(codes[:_EXAMPLES]), total)


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    order = rows.sort_values("population", ascending=False, kind="stable") if "population" in rows else rows
    by = order.groupby("commune_code", sort=True)
    figures = [name for name in ("population", "area_km2") if name in rows]
    result: pd.DataFrame = by.first()
    if figures:
        result[figures] = by[figures].sum(min_count=1)
    return result.reset_index()


def _differences(communes: pd.DataFrame, known: pd.DataFrame) -> list[Message]:
    """Compare figures commune by commune: those that are far apart, and the sum."""
    from places3t.indicators.distances import arc_km, unit_vectors

    ours = known.reindex(communes["commune_code"])
    found = []
    for name, limit in (("population", _POPULATION_OFF), ("area_km2", _AREA_OFF)):
        if name in communes:
            mine, bundled = communes[name].to_numpy("float64"), ours[name].to_numpy("float64", na_value=float("nan"))
            off = abs(mine - bundled) > limit * bundled
            both = (mine == mine) & (bundled == bundled)  # noqa: PLR0124 - where neither is null
            change = mine[both].sum() / bundled[both].sum() - 1
            found.append(_message(name, list(communes.loc[off, "commune_code"]), float(change)))
    if "lat" in communes:
        theirs, bundled_points = (unit_vectors(at["lat"], at["lon"]) for at in (communes, ours))
        far = arc_km(((theirs - bundled_points) ** 2).sum(axis=1) ** 0.5) > FAR_KM
        found.append(_message("centre", list(communes.loc[far, "commune_code"])))
    return found
