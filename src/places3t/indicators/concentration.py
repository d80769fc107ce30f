"""How unequally places are spread over the inhabitants of a country's territories."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from places3t.indicators.counting import COLLECTIVITIES, counted, grouped, in_one_region, territory_codes
from places3t.indicators.frame import indicator_frame
from places3t.indicators.inequality import Inequality, bootstrap, gini_by_chance, inequality, lorenz
from places3t.indicators.words import line
from places3t.territory.overlay import Reference, bundled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import pandas as pd

DRAWS, DRAWS_BY_CHANCE = 500, 50
SEED = 20260101
PARENTS = {"commune": "departement", "epci": "departement", "departement": "region", "region": "country"}
_FEWEST = 2
_NAMES = {
    "gini": ("gini", "unit-gini"),
    "theil": ("theil", "unit-nats"),
    "between": ("theil_between", "unit-nats"),
    "within": ("theil_within", "unit-nats"),
    "top_tenth": ("top_tenth_share", "unit-share"),
}
_SPLIT = ("between", "within")


def concentration(
    places: pd.DataFrame,
    *,
    level: str = "departement",
    within: str | None = None,
    by: str | None = None,
    statuses: Collection[str] = ("open",),
    reference: Reference | None = None,
) -> pd.DataFrame:
    """Measure how unequally places are spread over inhabitants, country by country.

    =================== =================================================================================
    ``gini``            Gini's coefficient of places per inhabitant over the territories, 0 (all alike) to 1
    ``theil``           Theil's index of the same, in nats; 0 where all are alike
    ``theil_between``   the part of it that lies between larger territories
    ``theil_within``    the part that lies inside them; the two sum to ``theil``
    ``top_tenth_share`` places in the best served tenth of the inhabitants / all places
    =================== =================================================================================

    Formulas and references: `places3t.indicators.inequality`. Territories are weighted by their inhabitants; those
    without a known population, and the places in them, are left out and counted in ``attrs["notes"]``, as are
    places without a territory. France is its 101 departments, without the overseas collectivities. Intervals: 500
    bootstrap samples of territories, percentiles, seed 20260101. A note says what ``gini`` would be by chance alone,
    which is not zero where places are few and territories many.

    Parameters
    ----------
    places
        One row per place: ``status``, the codes of its territories, and the column ``by``.
    level
        The territories that are compared: ``region departement epci commune``, or a kind of commune that the
        reference holds.
    within
        The larger territories that Theil's index is split by; by default regions for departments, departments for
        EPCI and communes. A territory that lies in several counts in the one with most of its inhabitants.
    by
        A column whose values are measured apart.
    statuses
        Which places count, of ``open``, ``planned``, ``closed``.
    reference
        The communes with what a study added to them; by default the bundled ones.

    Returns
    -------
    pandas.DataFrame
        An indicator frame, a row per country, indicator and group; ``n`` is the count of places.

    Raises
    ------
    ValueError
        If there is no such level or column, or the level has no inhabitants.
    """
    reference = reference or bundled()
    within = within or PARENTS.get(level)
    kept = counted(places, statuses)
    notes = [*kept.notes, *([line("note-one-region")] if in_one_region(kept.places) else [])]
    found: list[dict[str, object]] = []
    for base, words in _sets(kept.places, level, by, reference, notes):
        counts, people = base["n"].to_numpy("float64"), base["population"].to_numpy("float64")
        split = _parents(base, level, within, reference)
        bounds = bootstrap(counts, people, split, draws=DRAWS, seed=SEED)
        values = inequality(counts, people, split)
        found += _rows(values, bounds, {**words, "by": by, "n": int(counts.sum())}, (level, within, len(base)))
        expected = gini_by_chance(int(counts.sum()), people, draws=DRAWS_BY_CHANCE, seed=SEED)
        notes.append(line("note-gini-by-chance", who=_who(words), value=f"{expected:.2f}"))
    frame = indicator_frame(found)
    frame.attrs["notes"] = notes
    return frame


def lorenz_curve(
    places: pd.DataFrame,
    *,
    level: str = "departement",
    by: str | None = None,
    statuses: Collection[str] = ("open",),
    reference: Reference | None = None,
) -> pd.DataFrame:
    """Give the Lorenz curves that `concentration` sums up.

    Parameters
    ----------
    places, level, by, statuses, reference
        As for `concentration`.

    Returns
    -------
    pandas.DataFrame
        ``[code, name, group, population_share, places_share, gini, places]``, cumulated shares from 0 to 1 in the
        order of places per inhabitant, a curve per country and group. ``attrs["notes"]`` as in `concentration`.

    Raises
    ------
    ValueError
        As `concentration`.
    """
    import pandas as pd

    kept = counted(places, statuses)
    notes = list(kept.notes)
    curves = []
    for base, words in _sets(kept.places, level, by, reference or bundled(), notes):
        x, y = lorenz(base["n"], base["population"].astype("float64"))
        gini = inequality(base["n"], base["population"].astype("float64")).gini
        who = {"code": words["code"], "name": words["name"], "group": words["group"]}
        shares = {"population_share": x, "places_share": y}
        curves.append(pd.DataFrame({**who, **shares, "gini": gini, "places": int(base["n"].sum())}))
    names = ["code", "name", "group", "population_share", "places_share", "gini", "places"]
    frame = pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(columns=names)
    frame.attrs["notes"] = notes
    return frame


def _sets(
    places: pd.DataFrame, level: str, by: str | None, reference: Reference, notes: list[str]
) -> Iterator[tuple[pd.DataFrame, dict[str, object]]]:
    """Give, for each country and group with places, its territories with their counts and inhabitants."""
    if not reference.has(level) or level == "country":
        msg = f"{level!r} has no inhabitants to spread places over"
        raise ValueError(msg)
    known = reference.table(level)
    known = known[known["population"].fillna(0) > 0]
    if level in {"region", "departement", "epci", "commune"}:
        known = known[~known["code"].isin(_collectivities(reference, level))]
    rows = grouped(places.assign(_code=territory_codes(places, level)), by)
    lost = int((~territory_codes(places, level).isin(known["code"])).sum())
    if lost:
        notes.append(line("note-no-population", count=lost))
    countries = reference.table("country").set_index("code")
    for country, territories in known.groupby("country_code"):
        here = rows[rows["_code"].isin(territories["code"])]
        if here.empty or len(territories) < _FEWEST:
            continue
        name = countries["name_en"].fillna(countries["name"])[country]
        for group in sorted(here["group"].unique()) if by else [None]:
            members = here[here["group"] == group] if by else here
            counts = territories["code"].map(members["_code"].value_counts()).fillna(0)
            yield territories.assign(n=counts), {"level": "country", "code": country, "name": name, "group": group}


def _collectivities(reference: Reference, level: str) -> pd.Series[str]:
    communes = reference.communes
    outside = communes["departement_code"].astype("str").str.fullmatch(COLLECTIVITIES, na=False)
    return communes.loc[outside, f"{level}_code"].dropna().drop_duplicates()


def _parents(base: pd.DataFrame, level: str, within: str | None, reference: Reference) -> pd.Series[int] | None:
    """Give each territory the number of its larger one, the one with most of its inhabitants; null if all share one."""
    import pandas as pd

    if within is None:
        return None
    communes = reference.communes
    columns = [name if name in reference.levels else f"{name}_code" for name in (level, within)]
    pairs = communes.groupby(columns)["population"].sum().reset_index()
    largest = pairs.sort_values("population", kind="stable").drop_duplicates(columns[0], keep="last")
    parent = base["code"].map(largest.set_index(columns[0])[columns[1]]).fillna("")
    numbers, names = pd.factorize(parent)
    return pd.Series(numbers, index=base.index, dtype="int64") if len(names) > 1 else None


def _rows(
    values: Inequality,
    bounds: tuple[Inequality, Inequality],
    words: dict[str, object],
    over: tuple[str, str | None, int],
) -> list[dict[str, object]]:
    level, within, count = over
    said: dict[str, str | float] = {
        "units": _level(level),
        "count": count,
        "within": _level(within or ""),
        "draws": DRAWS,
        "seed": str(SEED),
    }
    rows: list[dict[str, object]] = []
    for field, (indicator, unit) in _NAMES.items():
        value, low, high = (getattr(each, field) for each in (values, *bounds))
        if field in _SPLIT and math.isnan(value):
            continue
        about = {"indicator": indicator, "unit": line(unit), "method": line(f"method-{indicator}", **said)}
        rows.append({**words, **about, "value": value, "low": low, "high": high})
    return rows


def _level(level: str) -> str:
    return line(f"level-{level}") if level in PARENTS else level


def _who(words: dict[str, object]) -> str:
    return f"{words['name']}, {words['group']}" if words["group"] else str(words["name"])
