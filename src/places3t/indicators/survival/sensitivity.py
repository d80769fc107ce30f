"""How wrong could it be: a hidden common cause, and places of which nobody knows what became."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import numpy as np

from places3t.indicators.survival.dates import days

if TYPE_CHECKING:
    import pandas as pd

RARE = 0.15
Fate = Literal["closed", "open"]


def e_value(ratio: float, low: float, high: float, *, rare: bool) -> tuple[float, float]:
    """Say how strong a hidden common cause would have to be to explain a hazard ratio away.

    Parameters
    ----------
    ratio, low, high
        Hazard ratio and its interval.
    rare
        Whether fewer than 15 % close while watched, so that a hazard ratio is nearly a risk ratio.

    Returns
    -------
    tuple of float
        For the estimate, and for the limit nearer to 1 (1 where the interval holds 1): the least risk ratio
        with which a hidden cause would have to be tied both to the group and to closing, beyond what was
        adjusted for.

    Notes
    -----
    ``RR + √(RR (RR - 1))`` for RR ≥ 1, of its inverse below; a hazard ratio of a frequent event is first
    turned into ``(1 - 0.5^√HR) / (1 - 0.5^√(1/HR))``. VanderWeele and Ding (2017), Ann. Intern. Med. 167,
    268-274.

    Examples
    --------
    >>> [round(value, 2) for value in e_value(3.9, 1.8, 8.7, rare=True)]
    [7.26, 3.0]
    """
    point, near = _risk_ratio(ratio, rare=rare), low if ratio >= 1 else high
    limit = 1.0 if low <= 1 <= high else _strength(_risk_ratio(near, rare=rare))
    return _strength(point), limit


def _risk_ratio(ratio: float, *, rare: bool) -> float:
    if rare:
        return ratio
    return float((1 - 0.5 ** math.sqrt(ratio)) / (1 - 0.5 ** math.sqrt(1 / ratio)))


def _strength(ratio: float) -> float:
    above = ratio if ratio >= 1 else 1 / ratio
    return above + math.sqrt(above * (above - 1))


def unknown_places(places: pd.DataFrame) -> int:
    """Count the places whose status is neither open, closed nor planned and that have no closing date."""
    return int(_unknown(places).sum())


def _unknown(places: pd.DataFrame) -> np.ndarray:
    status = places["status"].astype("str").str.strip().str.lower()
    known = status.isin(["open", "closed", "planned"]).to_numpy(dtype=np.bool_)
    return ~known & ~days(places, "closed_on").known


def with_fate(places: pd.DataFrame, fate: Fate) -> pd.DataFrame:
    """Give the places as if all those of unknown status had one fate.

    Parameters
    ----------
    places
        The frame of `spells`.
    fate
        ``closed``: on the day after each was last seen. ``open``: still, on the last day on which any place
        was seen.

    Notes
    -----
    The two results bound every other assumption about these places that keeps the closing of each after it
    was last seen; the truth lies between, if the rest of the data is right.
    """
    rows = _unknown(places)
    changed = places.copy()
    seen = days(places, "last_seen_on").middle
    if fate == "closed":
        changed["status"] = changed["status"].astype("str").mask(rows, "closed")
        day = np.where(rows, seen + 1, days(places, "closed_on").middle)
        precision = changed.get("closed_precision")
        if precision is not None:
            changed["closed_precision"] = precision.astype("str").mask(rows, "day")
        stamps = np.where(
            np.isnan(day), np.datetime64("NaT", "D"), np.floor(np.nan_to_num(day)).astype("datetime64[D]")
        )
        changed["closed_on"] = stamps.astype("datetime64[s]")
        changed["last_seen_on"] = _stamps(seen)
        return changed
    changed["status"] = changed["status"].astype("str").mask(rows, "open")
    last = float(np.nanmax(seen)) if not np.isnan(seen).all() else math.nan
    changed["last_seen_on"] = _stamps(np.where(rows & ~np.isnan(seen), last, seen))
    return changed


def _stamps(day: np.ndarray) -> np.ndarray:
    whole = np.floor(np.nan_to_num(day)).astype("int64").astype("datetime64[D]")
    return np.where(np.isnan(day), np.datetime64("NaT", "D"), whole).astype("datetime64[s]")
