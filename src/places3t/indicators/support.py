"""The support that places received: how much, from whom, when, and how much a place depends on one funder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators import survey
from places3t.indicators.counting import territories, territory_codes, unplaced_names, with_columns
from places3t.indicators.problems import Note
from places3t.indicators.sample import EVERYWHERE, row
from places3t.indicators.words import line
from places3t.typography import is_missing

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

_OWN = "own"
_LABEL = "label"


def support_rows(
    places: pd.DataFrame, funding: pd.DataFrame | None, level: str
) -> tuple[list[dict[str, object]], list[Note]]:
    """Add up the support of the places, by territory, source, kind and year.

    ================================ ===========================================================================
    ``funding_total_eur``            amounts known, of the places of a territory; by source, kind, year for all
    ``funding_spells``               spells of support, labels without an amount included
    ``funding_per_place_eur``        amounts known / places that received any
    ``funding_per_inhabitant_eur``   amounts known / population of the territory
    ``first_funder_share_mean``      of each place, its largest funder's part of all its support; mean, t interval
    ================================ ===========================================================================

    Places of any status count, since a place that closed was supported all the same; money that is the place's own
    (``kind`` own) is no support.

    Returns
    -------
    tuple
        Rows of an indicator frame, and notes on spells that could not be used.
    """
    if funding is None or not len(funding) or "place_id" not in places:
        return [], []
    wanted = ["place_id", "source", "kind", "amount_eur", "started_on"]
    spells = with_columns(funding, wanted)[wanted]
    spells = spells[spells["kind"].astype("str").ne(_OWN)]
    codes = territory_codes(places, level)
    known = territories(places, level).set_index("code")
    where = places[["place_id"]].assign(code=codes, name=codes.map(known["name"]).fillna(unplaced_names(places)))
    met = spells.merge(where.drop_duplicates("place_id"), on="place_id", how="inner")
    met["amount_eur"] = met["amount_eur"].astype("float64")
    notes = _notes(spells, met)
    if met.empty:
        return [], notes
    rows = [one for each in met.groupby(["code", "name"], dropna=False) for one in _territory(each, level, known)]
    for column in ("source", "kind"):
        for value, own in met.groupby(column):
            rows += _total(own, {**EVERYWHERE, "by": column, "group": str(value)})
    year = met["started_on"].astype("str").str.slice(0, 4)
    for value, own in met.groupby(year):
        rows += _total(own, {**EVERYWHERE, "by": "started_on", "group": str(value)})
    return rows, notes


def _notes(spells: pd.DataFrame, met: pd.DataFrame) -> list[Note]:
    notes = []
    if len(met) < len(spells):
        notes.append(Note("spells_of_others", {"spells": len(spells) - len(met)}))
    silent = int((met["amount_eur"].isna() & met["kind"].astype("str").ne(_LABEL)).sum())
    if silent:
        notes.append(Note("spells_without_amount", {"spells": silent, "all": len(met)}))
    return notes


def _total(own: pd.DataFrame, columns: dict[str, object]) -> list[dict[str, object]]:
    count = {"value": len(own), "n": own["place_id"].nunique(), "unit": line("unit-spells")}
    rows = [{"indicator": "funding_spells", **columns, **count, "method": line("method-spells")}]
    amounts = own["amount_eur"].dropna()
    if len(amounts):
        count = {"value": float(amounts.sum()), "n": own.loc[amounts.index, "place_id"].nunique()}
        words = {"unit": line("unit-eur"), "method": line("method-funding-total")}
        rows.append({"indicator": "funding_total_eur", **columns, **count, **words})
    return rows


def _territory(
    each: tuple[tuple[Hashable, ...], pd.DataFrame], level: str, known: pd.DataFrame
) -> list[dict[str, object]]:
    (code, name), own = each
    where: dict[str, object] = {"level": level, "code": None if is_missing(code) else code, "name": name}
    rows = _total(own, where)
    paid = own[own["amount_eur"].notna()]
    total, places = float(paid["amount_eur"].sum()), int(paid["place_id"].nunique())
    if not places:
        return rows
    euros = {"unit": line("unit-eur"), "n": places}
    per_place = {"value": total / places, "method": line("method-per-place")}
    rows.append({"indicator": "funding_per_place_eur", **where, **euros, **per_place})
    population = known["population"].to_dict().get(code)
    people = 0.0 if population is None or is_missing(population) else float(population)
    if people:
        per_head = {"value": total / people, "method": line("method-per-inhabitant")}
        rows.append({"indicator": "funding_per_inhabitant_eur", **where, **euros, **per_head})
    by_funder = paid.groupby(["place_id", paid["source"].astype("str").fillna("")])["amount_eur"].sum()
    largest = (by_funder.groupby("place_id").max() / by_funder.groupby("place_id").sum()).dropna()
    found = survey.mean(largest, survey.design_of(len(largest)))
    name_of = {"indicator": "first_funder_share_mean", **where}
    return [*rows, row(found, "unit-share", "method-first-funder", **name_of)]
