"""Indicator frames for the public: which counts each row rests on, and the rows with what must be hidden taken out.

Rows that rest on fewer than three places are hidden, counts and shares of one or two places (or of all but one or two),
amounts of which one place makes 85 %, and whatever would give these back: `places3t.indicators.ledger`. How many places
leave a question unanswered says nothing of any of them, and is hidden only where it would give another figure back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from places3t.indicators.disclosure_notes import enter_left_out, quiet_notes
from places3t.indicators.problems import Note
from places3t.indicators.suppression import FEWEST
from places3t.indicators.words import line, translate
from places3t.typography import HIDDEN, MARK, is_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    import pandas as pd

    from places3t.indicators.ledger import Ledger
    from places3t.territory import Level

    Key = tuple[Hashable, ...]
    Row = Mapping[Hashable, object]

ALL = "all"
EVERYTHING = ("places", "country", "everywhere", None, None)
"""All places counted, wherever they are: what shares of places are shares of."""
_CONTEXT = ("population", "area_km2", "population_beyond_share")
_DENSITY = ("share_of_places", "places_per_100k", "places_per_100km2", "location_quotient", "places_per_100k_smoothed")
_DISTANCES = ("nearest_km_median", "nearest_km_p90", "clark_evans")
_PROPORTIONS = (
    "hybrid_share",
    "pair_share",
    "all_elements_share",
    "role_service_share",
    "public_half_share",
    "places_above_critical_size",
    "reach_share",
    "reach_abroad",
    "funded_share",
)
_NUMBERS = ("_mean", "_median", "_q25", "_q75", "_median_eur")
_SUPPORT = ("funding_spells", "funding_total_eur", "funding_per_place_eur", "funding_per_inhabitant_eur")
_VALUES = ("value", "low", "high", "n")


def key(kind: str, row: Row, *more: Hashable) -> Key:
    """Name a cell of a row's territory, column and group."""
    code = row["name"] if is_missing(row["code"]) else row["code"]
    by, group = (None if is_missing(row[name]) else row[name] for name in ("by", "group"))
    at = None if is_missing(row["at"]) else row["at"]
    return (kind, row["level"], code, by, group, *(at if each == "at" else each for each in more))


def whole(found: Key) -> Key:
    """Name the cell that holds all groups of a row's column."""
    return ("base", *found[1:4], None)


def rests_on(row: Row) -> list[Key]:
    """List the counts that a row of an indicator frame rests on: it is shown where all of them are."""
    indicator = str(row["indicator"])
    if indicator in _RESTS:
        # How many are measured, or answer, is near enough to how many there are.
        within = [_territory(row)] if indicator in {"isolated_share", "count", "share", *_DISTANCES} else []
        return [*_RESTS[indicator](row), *within]
    found = next((indicator.removesuffix(end) for end in _NUMBERS[::-1] if indicator.endswith(end)), None)
    return [key("number", row, found)] if found is not None else _life(row)


def _territory(row: Row) -> Key:
    return (*key("places", row)[:3], None, None)


def _share(row: Row) -> list[Key]:
    own = key("count", row)
    return [own, whole(own)]


def _part(row: Row) -> list[Key]:
    name = str(row["indicator"]).replace("pair_lift", "pair_share")
    return [key("hits", row, "at", name), key("asked", row, "at", name)]


def _life(row: Row) -> list[Key]:
    """List the places followed and their closures: what is said of a group's survival gives its closures away."""
    indicator, lives = str(row["indicator"]), key("lives", row)
    if indicator in {"lives", "place_years"}:
        return [lives]
    if indicator == "at_risk":
        return [lives, key("watched", row, "at")]
    more = key("watched", row, "at") if indicator == "survival_rate" else key("n", row, "at", indicator)
    return [lives, key("closures", row), more]


_RESTS: dict[str, Callable[[Row], list[Key]]] = {
    **dict.fromkeys(_CONTEXT, lambda _: []),
    **dict.fromkeys(("places", *_DENSITY), lambda row: [key("places", row)]),
    **dict.fromkeys(_DISTANCES, lambda row: [key("measured", row)]),
    **dict.fromkeys((*_PROPORTIONS, "pair_lift"), _part),
    **dict.fromkeys(_SUPPORT, lambda row: [key("spells", row)]),
    "share_of_places": lambda row: [key("places", row), EVERYTHING],
    "count": lambda row: [key("count", row)],
    "share": _share,
    "isolated_share": lambda row: [key("isolated", row, "at"), key("measured", row)],
    "own_revenue_share": lambda row: [key("n", row, "at", "own_revenue_share"), key("number", row, "budget_eur")],
}


def enter(ledger: Ledger, frame: pd.DataFrame, dominated: Iterable[Key] = ()) -> None:
    """Enter the counts of an indicator frame, with what adds up within a territory.

    Parameters
    ----------
    ledger
        Where they are entered.
    frame
        An indicator frame; in any language.
    dominated
        Keys of amounts that one place nearly makes alone.
    """
    alone = set(dominated)
    bases: dict[Key, list[Key]] = {}
    for row in _rows(frame):
        n, value = (0.0 if is_missing(row[name]) else float(cast("float", row[name])) for name in ("n", "value"))
        _ENTRIES.get(str(row["indicator"]), _other)(ledger, row, value, n)
        for each in rests_on(row):
            if each in alone and each in ledger:
                ledger.enter(each, n, sensitive=True)
        if row["indicator"] == "share":
            bases.setdefault(whole(key("count", row)), []).append(key("count", row))
    for base, parts in bases.items():
        ledger.add_up(base, parts)
    enter_left_out(ledger, frame.attrs.get("notes", []))


def _places(ledger: Ledger, row: Row, value: float, _: float) -> None:
    # Places of which no territory is known are a fact about the file.
    ledger.enter(key("places", row), value, sensitive=False if is_missing(row["code"]) else None)


def _rows(frame: pd.DataFrame) -> list[Row]:
    """Give the rows; where closures are counted, ``places`` are those followed."""
    rows = frame.to_dict("records")
    followed = bool(frame["indicator"].eq("closures").any())
    return [{**row, "indicator": "lives"} if followed and row["indicator"] == "places" else row for row in rows]


def _count(ledger: Ledger, row: Row, value: float, n: float) -> None:
    own = key("count", row)
    unsaid = row["group"] in {line("no-value"), translate(line("no-value"), "fr")}
    ledger.enter(own, value, sensitive=False if unsaid else None)
    if not unsaid:
        ledger.enter(whole(own), n)
        # Where places have several values, nothing else stands for those that lack this one.
        ledger.enter(others := key("others", row), n - value, free=True)
        ledger.add_up(whole(own), [own, others])


def _isolated(ledger: Ledger, row: Row, value: float, n: float) -> None:
    measured = key("measured", row)
    far, near = key("isolated", row, "at"), key("near", row, "at")
    ledger.enter(measured, n)
    ledger.enter(far, round(value * n))
    ledger.enter(near, n - round(value * n))
    ledger.add_up(measured, [far, near])


def _distance(ledger: Ledger, row: Row, _: float, n: float) -> None:
    ledger.enter(key("measured", row), n)


def _proportion(ledger: Ledger, row: Row, value: float, n: float) -> None:
    name = str(row["indicator"])
    asked, hits, misses = (key(kind, row, "at", name) for kind in ("asked", "hits", "misses"))
    ledger.enter(asked, n)
    ledger.enter(hits, round(value * n))
    ledger.enter(misses, n - round(value * n))
    ledger.add_up(asked, [hits, misses])


def _spells(ledger: Ledger, row: Row, value: float, n: float) -> None:
    spells = value if row["indicator"] == "funding_spells" else n
    ledger.enter(key("spells", row), spells, sensitive=0 < n < FEWEST)


def _closures(ledger: Ledger, row: Row, value: float, n: float) -> None:
    ledger.enter(key("lives", row), n)
    ledger.enter(key("closures", row), value)


def _watched(ledger: Ledger, row: Row, value: float, n: float) -> None:
    ledger.enter(key("lives", row), n)
    ledger.enter(key("watched", row, "at"), value)


def _other(ledger: Ledger, row: Row, _: float, n: float) -> None:
    for each in rests_on(row):
        if each[0] in {"n", "number", "lives"}:
            ledger.enter(each, n)


_ENTRIES: dict[str, Callable[[Ledger, Row, float, float], None]] = {
    "places": _places,
    "count": _count,
    "isolated_share": _isolated,
    "closures": _closures,
    "lives": _other,
    "at_risk": _watched,
    **dict.fromkeys(_DISTANCES, _distance),
    **dict.fromkeys(_PROPORTIONS, _proportion),
    **dict.fromkeys(_SUPPORT, _spells),
    **dict.fromkeys(("share", "pair_lift", *_CONTEXT, *_DENSITY), lambda *_: None),
}


def tie(ledger: Ledger, level: str) -> None:
    """Say that the territories of a level add up to those that they are parts of, in all that was entered of both."""
    from places3t import territory

    if level not in territory.LEVELS:
        return
    table = territory.table(cast("Level", level))
    parents = dict(zip(table["code"], table["parent_code"], strict=True))
    coarser = [each for each in territory.LEVELS if each != level]
    sums: dict[Key, list[Key]] = {}
    for found in [
        each
        for each in ledger.listed()
        if each[1:2] == (level,) and each[2] in parents and each[0] not in {"rest", "others"}
    ]:
        for other in coarser:
            total = (found[0], other, parents[found[2]], *found[3:])
            if total in ledger:
                sums.setdefault(total, []).append(found)
    for total, parts in sums.items():
        ledger.add_up(total, parts)


def masked(frame: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Take out of an indicator frame what a ledger hides.

    Returns
    -------
    pandas.DataFrame
        The same rows; hidden ones have no value, interval or ``n``, and say so in ``method``. The notes that give
        counts of one or two places have a mark instead.
    """
    import numpy as np

    out = np.array([any(ledger.hides(each) for each in rests_on(row)) for row in _rows(frame)], dtype=np.bool_)
    said = frame.assign(**{name: frame[name].mask(out) for name in _VALUES})
    said["method"] = said["method"].mask(out, line("hidden"))
    notes = quiet_notes(frame.attrs.get("notes", []), ledger)
    # Survival has notes that say themselves, the other families lines of the catalogue.
    legend = Note("cells_hidden", {"mark": MARK}) if any(map(_says_itself, notes)) else line("note-hidden", mark=MARK)
    said.attrs = {**frame.attrs, "notes": [*notes, *([legend] if out.any() else [])]}
    return said


def _says_itself(note: object) -> bool:
    return isinstance(note, Note)


def marked(frame: pd.DataFrame) -> pd.DataFrame:
    """Write `places3t.typography.HIDDEN` into the hidden rows of a frame, for what writes it as a mark."""
    out = frame["method"].map(is_hidden)
    said = frame.assign(**{name: frame[name].mask(out, HIDDEN) for name in ("value", "low", "high")})
    said.attrs = frame.attrs
    return said


def is_hidden(method: object) -> bool:
    """Say whether a row was hidden, by its method in any language."""
    return method in {line("hidden"), translate(line("hidden"), "fr")}
