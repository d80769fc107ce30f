"""How far places are from one another, each counted for those that it stands for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from places3t.indicators import survey
from places3t.indicators.counting import STATUSES, grouped, territory_codes
from places3t.indicators.frame import indicator_frame
from places3t.indicators.isolation import territory_names
from places3t.indicators.sample import row, sample_of
from places3t.indicators.words import line
from places3t.typography import is_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.indicators.sample import Weights
    from places3t.indicators.survey import Estimated

_QUANTILES = {"nearest_km_median": 0.5, "nearest_km_p90": 0.9}


def weighted_isolation(
    places: pd.DataFrame,
    measured: pd.DataFrame,
    weights: Weights,
    *,
    level: str,
    by: str | None,
    at: Sequence[float],
    notes: Sequence[str],
) -> pd.DataFrame:
    """Sum up distances with weights: ``nearest_km_median nearest_km_p90`` (Woodruff), ``isolated_share`` (linearised).

    Parameters
    ----------
    places
        The places that count.
    measured
        Those of them that have a distance, ``nearest_km``, with the same index.
    weights
        As for `places3t.indicators.sample.sample_of`.
    level, by, at
        As for `places3t.indicators.isolation.isolation`.
    notes
        What was said of the places so far.

    Raises
    ------
    CannotCompute
        Why weights cannot be had.
    """
    import numpy as np

    whole = places.assign(_km=measured["nearest_km"].reindex(places.index))
    kept = sample_of(whole, weights, STATUSES)
    codes = territory_codes(kept.places, level)
    names = territory_names(kept.places, codes, level)
    rows = grouped(kept.places.assign(_code=codes, _name=names, _at=range(len(kept.places))), by)
    km = kept.places["_km"].to_numpy(dtype=np.float64)
    found: list[dict[str, object]] = []
    for (code, name, group), members in rows.groupby(["_code", "_name", "group"], dropna=False):
        own = np.where(np.isin(np.arange(len(km)), members["_at"]), km, np.nan)
        if np.isnan(own).all():
            continue
        where = {"level": level, "code": None if is_missing(code) else code, "name": name}
        where |= {"by": by, "group": None if is_missing(group) else group}
        for indicator, probability in _QUANTILES.items():
            far = _finite(survey.at_quantile(own, probability, kept.design))
            found.append(row(far, "unit-km", "method-nearest-weighted", indicator=indicator, **where))
        for limit in at:
            hits = np.where(np.isnan(own), np.nan, own > limit)
            share, method = survey.share(hits, kept.design), line("method-isolated-share-weighted", km=f"{limit:g}")
            found.append(row(share, "unit-share", method, indicator="isolated_share", at=limit, **where))
    frame = indicator_frame(found)
    said = [note for note in kept.notes if note not in notes]
    frame.attrs["notes"] = [*notes, *said, line("note-weighted-isolation")]
    return frame


def _finite(found: Estimated) -> Estimated:
    """Make an infinite distance null, as without weights: a place alone in its zone has no neighbour."""
    value, low, high = (each if math.isfinite(each) else math.nan for each in found[:3])
    return found._replace(value=value, low=low, high=high)
