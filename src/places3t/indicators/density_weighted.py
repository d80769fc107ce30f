"""How many places there are, from a sample: what the answers stand for, with intervals that know they are a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators import survey
from places3t.indicators.counting import grouped, territories, territory_codes, unplaced_names
from places3t.indicators.frame import indicator_frame
from places3t.indicators.sample import row, sample_of
from places3t.indicators.words import line
from places3t.typography import is_missing

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from places3t.indicators.sample import Weights
    from places3t.indicators.survey import Design, Estimated
    from places3t.territory.overlay import Reference

    Flags = npt.NDArray[np.bool_]

_RATES = (
    ("places_per_100k", "population", 1e5, "unit-per-100k", "method-per-100k-weighted"),
    ("places_per_100km2", "area_km2", 1e2, "unit-per-100km2", "method-per-100km2-weighted"),
)


def weighted_density(
    places: pd.DataFrame,
    weights: Weights,
    *,
    level: str = "region",
    by: str | None = None,
    statuses: Collection[str] = ("open",),
    reference: Reference | None = None,
) -> pd.DataFrame:
    """Estimate the places of each territory from those that answered.

    ===================== =======================================================================================
    ``places``            sum of the weights; t interval of a domain's total, linearised, margins known
    ``share_of_places``   of all that the answers stand for; logit scale, linearised
    ``places_per_100k``   ``places`` / population x 100,000, its interval divided alike
    ``places_per_100km2`` ``places`` / area x 100
    ===================== =======================================================================================

    A count of a sample is no Poisson count of what there is: its interval is the survey's. ``location_quotient`` and
    smoothed rates, which rest on Poisson counts, are not given.

    Parameters
    ----------
    places, level, by, statuses, reference
        As for `places3t.indicators.density.density`.
    weights
        As for `places3t.indicators.sample.sample_of`.

    Returns
    -------
    pandas.DataFrame
        An indicator frame, with the territories that have answers; ``n`` is how many.

    Raises
    ------
    CannotCompute
        Why weights cannot be had.
    """
    import numpy as np

    kept = sample_of(places, weights, statuses)
    codes = territory_codes(kept.places, level)
    known = territories(kept.places, level, reference).set_index("code")
    names = codes.map(known["name"]).fillna(unplaced_names(kept.places))
    rows = grouped(kept.places.assign(_code=codes, _name=names, _at=range(len(kept.places))), by)
    exposures = {str(code): values for code, values in known.to_dict("index").items()}
    found: list[dict[str, object]] = []
    for (code, name, group), members in rows.groupby(["_code", "_name", "group"], dropna=False):
        inside = np.isin(np.arange(len(kept.places)), members["_at"])
        where = {"level": level, "code": None if is_missing(code) else code, "name": name}
        where |= {"by": by, "group": None if is_missing(group) else group}
        exposure = exposures.get(str(code), {})
        found += _rows(inside, kept.design, where, exposure)
    frame = indicator_frame(found)
    frame.attrs["notes"] = [*kept.notes, line("note-weighted-density")]
    return frame


def domain_total(inside: Flags, design: Design) -> Estimated:
    """Estimate how many places a domain has: its sum of weights, not below its answers."""
    found = survey.total(inside.astype(float), design)
    n = int(inside.sum())
    return found._replace(low=max(found.low, min(float(n), found.value)), n=n)


def _rows(
    inside: Flags, design: Design, where: dict[str, object], exposure: Mapping[Hashable, object]
) -> list[dict[str, object]]:
    total = domain_total(inside, design)
    share = survey.share(inside.astype(float), design)._replace(n=total.n)
    rows = [
        row(total, "unit-places", "method-places-weighted", indicator="places", **where),
        row(share, "unit-share", "method-share-of-places-weighted", indicator="share_of_places", **where),
    ]
    for indicator, column, scale, unit, method in _RATES:
        size = exposure.get(column)
        if size is None or is_missing(size) or not float(str(size)):
            continue
        per = scale / float(str(size))
        rate = survey.Estimated(per * total.value, per * total.low, per * total.high, per * total.error, total.n)
        source = str(exposure["population_source" if column == "population" else "area_source"])
        rows.append(row(rate, unit, line(method, source=source), indicator=indicator, **where))
    return rows
