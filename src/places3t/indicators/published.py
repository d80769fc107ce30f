"""A family of indicators as it may be published: the frame, without what would name a place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from places3t.indicators.disclosure import ALL, enter, masked, tie
from places3t.indicators.disclosure_notes import enter_left_out, quiet_notes
from places3t.indicators.ledger import Ledger
from places3t.indicators.problems import CannotCompute, Note
from places3t.indicators.suppression import dominated

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    import pandas as pd

    from places3t.indicators.compare import Comparison
    from places3t.indicators.families import Ask, Tables

AMOUNTS = ("surface_m2", "members_count", "staff_fte", "budget_eur")
"""Columns of which one place can make most of a sum."""
_LEVELS = ("country", "region", "departement")
_DEFAULT = {"density": "region", "isolation": "region"}


def published(family: str, tables: Tables, ask: Ask) -> pd.DataFrame:
    """Compute a family and hide what a publication must.

    Its figures of larger territories are taken as published too. With weights, places are still counted one by one:
    what is hidden is what would be without weights.

    Parameters
    ----------
    family, tables, ask
        As for `places3t.indicators.families.compute`.

    Returns
    -------
    pandas.DataFrame
        The frame, as `places3t.indicators.disclosure.masked` gives it.

    Raises
    ------
    Refusal, CannotCompute
        As `places3t.indicators.families.compute`.
    """
    from places3t.indicators.families import compute

    frame = compute(family, tables, ask)
    level = ask.level or _DEFAULT.get(family, "country")
    plain = compute(family, tables, replace(ask, weights=None)) if ask.weights else frame
    ledger = Ledger()
    alone = set(dominating(tables, level))
    enter(ledger, plain, alone)
    for coarser in _coarser(level) if family in {"density", "isolation", "profile"} else ():
        try:
            enter(ledger, compute(family, tables, replace(ask, level=coarser, weights=None)))
        except CannotCompute:
            continue
    for each in _LEVELS:
        tie(ledger, each)
    if level not in _LEVELS:
        tie(ledger, level)
    _tie_groups(ledger, tables, ask.by)
    _tie_spells(ledger)
    return masked(frame, ledger)


def published_comparison(found: Comparison) -> Comparison:
    """Take out of a comparison the characteristics of one or two places of a group, or of all but one or two.

    Values of a column that exclude each other add up: what would give a hidden one back goes with it.
    """
    from places3t.typography import is_missing

    ledger = Ledger()
    parts: dict[Hashable, list[Hashable]] = {}
    for row in found.table.to_dict("records"):
        for side in ("first", "second"):
            n, own = int(row[f"n_{side}"]), (row["feature"], side)
            base = (row["column"], side)
            ledger.enter(base, n)
            if not is_missing(row["value"]):
                hits = round(row[side] * n)
                ledger.enter(own, hits)
                ledger.enter((*own, "others"), n - hits)
                ledger.add_up(base, [own, (*own, "others")])
                parts.setdefault(base, []).append(own)
    for whole, cells in parts.items():
        if len(cells) > 1:
            ledger.add_up(whole, cells)
    names = [("feature", "first"), ("feature", "second"), ("column", "first"), ("column", "second")]
    rows = found.table.to_dict("records")
    out = [any(ledger.hides((row[name], side)) for name, side in names) for row in rows]
    lives = Ledger()
    enter(lives, found.survival)
    kept = found.table[[not hidden for hidden in out]].reset_index(drop=True)
    enter_left_out(lives, found.notes)
    notes = quiet_notes(found.notes, lives)
    notes += [Note("features_hidden", {"features": sum(out)})] if any(out) else []
    return replace(found, table=kept, survival=masked(found.survival, lives), notes=notes)


def _coarser(level: str) -> tuple[str, ...]:
    if level in _LEVELS:
        return _LEVELS[: _LEVELS.index(level)]
    return _LEVELS if level in {"epci", "commune"} else ()


def _tie_groups(ledger: Ledger, tables: Tables, by: str | None) -> None:
    """Say that groups add up to their territory's places, whose number is taken as known."""
    if by is None or by not in tables.places or tables.places[by].map(lambda value: isinstance(value, str)).sum() == 0:
        return
    groups: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
    for found in ledger.listed():
        if found[0] in {"places", "measured"} and found[3] == by:
            groups.setdefault((*found[:3], None, None), []).append(found)
    for total, parts in groups.items():
        ledger.enter(total, sum(map(ledger.count, parts)), sensitive=False)
        ledger.add_up(total, parts)


def _tie_spells(ledger: Ledger) -> None:
    """Say that spells of support add up to all of them by territory, source, kind and year alike."""
    tables: dict[tuple[object, object], list[tuple[object, ...]]] = {}
    for found in ledger.listed():
        if found[0] == "spells":
            tables.setdefault((found[1], found[3]), []).append(found)
    if not tables:
        return
    total = ("spells", ALL, ALL)
    ledger.enter(total, max(sum(map(ledger.count, parts)) for parts in tables.values()), fixed=True, sensitive=False)
    for parts in tables.values():
        ledger.add_up(total, parts)


def dominating(tables: Tables, level: str) -> Iterator[tuple[object, ...]]:
    """Give the keys of the amounts that one place nearly makes alone, at a level and by funder, kind and year."""
    import pandas as pd

    from places3t.indicators.counting import counted, territory_codes
    from places3t.indicators.sample import EVERYWHERE

    places = counted(tables.places).places
    codes = territory_codes(places, level)
    for column in (name for name in AMOUNTS if name in places):
        amounts = pd.DataFrame({"cell": codes, "place": places["place_id"], "amount": places[column]}).dropna()
        for code in _alone(amounts.astype({"amount": "float64"})):
            yield ("number", level, code, None, None, column)
    spells = tables.read("funding")
    if not {"place_id", "amount_eur"} <= set(spells) or spells["amount_eur"].isna().all():
        return
    where = tables.places.assign(territory=territory_codes(tables.places, level))[["place_id", "territory"]]
    paid = spells.merge(where.drop_duplicates("place_id"), on="place_id")
    paid = paid.assign(year=paid["started_on"].astype("str").str.slice(0, 4))
    parts = {"territory": None, "source": "source", "kind": "kind", "year": "started_on"}
    for column, by in parts.items():
        table = pd.DataFrame({"cell": paid[column].astype("str"), "place": paid["place_id"]})
        amounts = table.assign(amount=paid["amount_eur"].astype("float64")).dropna()
        for cell in _alone(amounts):
            whole = ("spells", level, cell, None, None)
            yield whole if by is None else ("spells", EVERYWHERE["level"], EVERYWHERE["name"], by, cell)


def _alone(amounts: pd.DataFrame) -> list[object]:
    if amounts.empty:
        return []
    table = dominated(amounts)
    return list(table.index[table["hidden"]])
