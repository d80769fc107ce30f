"""What a report for the public must hide: the counts of all reports of territories together, entered once.

The report of the nation, of each region and the page that leads to them share totals, so that what one hides another
would give back; all of them hide the same cells, whichever are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.counting import with_columns
from places3t.indicators.disclosure import EVERYTHING, enter, tie
from places3t.indicators.ledger import Ledger
from places3t.indicators.suppression import FEWEST
from places3t.indicators.words import line
from places3t.typography import HIDDEN, MARK, Markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from places3t.reports.phrases import Phrases

    Compute = Callable[[str, str], pd.DataFrame]

COUNTRY = "FR"
ABROAD = ("places", "country", "abroad", None, None)
_LEVELS = ("country", "region", "departement")


def territory_ledger(compute: Compute, country: pd.Series[str]) -> Ledger:
    """Enter what the reports of territories publish, and how it adds up.

    Parameters
    ----------
    compute
        Gives the frame of a family (``density isolation types``) at a level.
    country
        The country of each place counted, null where it is not known.
    """
    ledger = Ledger()
    for level in _LEVELS:
        enter(ledger, compute("density", level))
        enter(ledger, compute("isolation", level))
        if level != "departement":
            enter(ledger, compute("types", level))
    for family in ("density", "isolation"):
        frame = compute(family, "epci")
        enter(ledger, frame[frame["code"].isin(_told_by_epci())])
    for level in (*_LEVELS, "epci"):
        tie(ledger, level)
    _abroad(ledger, country)
    _unanswered(ledger)
    return ledger


def _told_by_epci() -> set[str]:
    """Give the EPCI by which the regions of a single department are told."""
    from places3t import territory
    from places3t.charts.geography import parts_of

    regions = territory.table("region")
    parts = [parts_of(code) for code in regions.loc[regions["country_code"].isin(["FR", "BE"]), "code"]]
    return {code for level, codes in parts if level == "epci" for code in codes}


def _abroad(ledger: Ledger, country: pd.Series[str]) -> None:
    """Say that the nation's places, those abroad and those nowhere add up to all, which is of use to nobody."""
    abroad = country[country.notna() & (country != COUNTRY)]
    ledger.enter(ABROAD, len(abroad))
    ledger.add_up(ABROAD, [("places", "country", code, None, None) for code in abroad.unique()])
    ledger.enter(EVERYTHING, len(country), sensitive=False, free=True)
    nowhere = ("places", "country", line("not-located"), None, None)
    ledger.add_up(EVERYTHING, [("places", "country", COUNTRY, None, None), ABROAD, nowhere])


def _unanswered(ledger: Ledger) -> None:
    """Say that places are those of known type and the others."""
    for key in ledger.listed():
        kind, level, code = key[:3]
        if kind == "places" and key[3:] == (None, None):
            base, unsaid = ("base", level, code, "types", None), ("count", level, code, "types", line("no-value"))
            ledger.add_up(key, [base, unsaid])


def shown(count: int) -> float:
    """Give a count that adds up to nothing, or what stands for it where it is of one or two."""
    return HIDDEN if 0 < count < FEWEST else count


def files(sources: pd.DataFrame, *, hide: bool) -> pd.DataFrame:
    """Give the sources without the account of their rows, which with the other counts would give small ones back."""
    return sources.assign(**dict.fromkeys(("read", "kept", "merged", "rejected"), HIDDEN)) if hide else sources


def command(text: str, *, hide: bool) -> str:
    """Give a command as a publication was made by."""
    return f"{text} --public" if hide else text


def legend(say: Phrases, text: Markdown, *, hide: bool) -> Markdown:
    """Add what the mark means to the line below a title."""
    return Markdown(f"{text} {say('public-legend', mark=MARK)}") if hide else text


def suffix(*, hide: bool) -> str:
    """End the name of a report's folder, so that a publication stands beside the report that shows all."""
    return "-public" if hide else ""


def on_map(places: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Give a point for each commune that has a place, without what is known of the places there.

    That a commune has a place is what any directory says; how many it has, and of which kind, is not shown. Communes of
    territories whose count is hidden are left out, since points can be counted.
    """
    from places3t import territory

    communes = territory.communes()[["commune_code", "lat", "lon"]]
    known = with_columns(places, ["commune_code", "departement_code", "region_code", "epci_code", "country_code"])
    out = known["commune_code"].isna()
    for level in ("country", "region", "departement", "epci"):
        out |= known[f"{level}_code"].map(lambda code, at=level: ledger.hides(("places", at, code, None, None)))
    names = ["commune_code", "departement_code", "region_code", "country_code"]
    points = known.loc[~out, names].drop_duplicates("commune_code").merge(communes, on="commune_code")
    return points.sort_values("commune_code", ignore_index=True).assign(coordinates_source="commune")


def countries(places: pd.DataFrame) -> pd.Series[str]:
    """Give the country of each place."""
    return with_columns(places, ["country_code"])["country_code"]
