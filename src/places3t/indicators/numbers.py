"""Numbers of the places (surface, members, staff…) by territory: mean, median, quartiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators import survey
from places3t.indicators.sample import row
from places3t.indicators.words import line

if TYPE_CHECKING:
    from places3t.indicators.sample import Sample

UNITS = {
    "surface_m2": "unit-m2",
    "members_count": "unit-members",
    "staff_fte": "unit-fte",
    "telework_share": "unit-share",
    "budget_eur": "unit-eur",
}
"""The numbers that the profile describes, and their units."""
_QUANTILES = {"median": 0.5, "q25": 0.25, "q75": 0.75}


def number_rows(sample: Sample, column: str, level: str) -> list[dict[str, object]]:
    """Describe one number by territory.

    ``<column>_mean`` has a t interval; ``<column>_median``, ``_q25`` and ``_q75`` have intervals by order statistics
    (with weights: Woodruff's). Places where it is unknown are left out; ``n`` says how many are not.

    Parameters
    ----------
    sample
        The places and their design.
    column
        A column of numbers.
    level
        As for `places3t.indicators.counting.territory_codes`.
    """
    import numpy as np
    import pandas as pd

    values = np.asarray(pd.to_numeric(sample.places[column]), dtype=np.float64)
    unit, kind = UNITS.get(column, "unit-number"), "weighted" if sample.design.weighted else "plain"
    rows = []
    for where, inside in sample.domains(level):
        own = np.where(inside, values, np.nan)
        if np.isnan(own).all():
            continue
        found = survey.mean(own, sample.design)
        rows.append(row(found, unit, line(f"method-mean-{kind}"), indicator=f"{column}_mean", **where))
        for name, probability in _QUANTILES.items():
            found = survey.at_quantile(own, probability, sample.design)
            method = line(f"method-quantile-{kind}")
            rows.append(row(found, unit, method, indicator=f"{column}_{name}", **where))
    return rows
