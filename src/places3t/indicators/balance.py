"""How two groups of places differ: each feature's figures, difference, standardised difference and test."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators import survey
from places3t.indicators.propensity import weighted_difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from places3t.indicators.features import Feature
    from places3t.indicators.propensity import Propensity
    from places3t.indicators.survey import Design, Estimated

    Array = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

FALSE_DISCOVERIES = 0.05
"""Of the differences called established, this share at most is expected to be chance."""
_EXPECTED = 5


class Compared(NamedTuple):
    """One feature in both groups.

    Attributes
    ----------
    first, second
        In the group, and outside it.
    difference
        First less second.
    spread
        Standard deviation, pooled over the groups: what a standardised difference is measured in.
    p
        Of no difference, taken alone.
    adjusted, p_adjusted
        The difference once weighted to be alike, and its test; null where not asked.
    """

    feature: Feature
    first: Estimated
    second: Estimated
    difference: Estimated
    spread: float
    p: float
    adjusted: Estimated
    p_adjusted: float


def compared(feature: Feature, group: Flags, design: Design, score: Propensity | None = None) -> Compared:
    """Compare one feature between a group and the others.

    Shares: Newcombe's interval, and the score test (Fisher's exact where a count of less than five is expected);
    numbers: Welch. With weights both are linearised.

    Parameters
    ----------
    feature
        What is compared.
    group
        Who is in the group.
    design
        Of all the places.
    score
        The places' chances of being in the group, where an adjusted difference is wanted.
    """
    import numpy as np

    known = ~np.isnan(feature.values)
    one = survey.share if feature.is_share else survey.mean
    first, second = one(feature.values, design, group & known), one(feature.values, design, ~group & known)
    found = survey.difference(feature.values, group, design)
    p = _two_sided(found, found.n - 2)
    if feature.is_share and not design.weighted:
        value, low, high = survey.newcombe(first[:3], second[:3])
        found, p = found._replace(value=value, low=low, high=high), _shares_differ(feature.values, group)
    adjusted = weighted_difference(feature.values, score) if score else survey.NOTHING
    spread = _spread(feature.values, group, design)
    return Compared(feature, first, second, found, spread, p, adjusted, _two_sided(adjusted, math.inf))


def _spread(values: Array, group: Flags, design: Design) -> float:
    """Give the root of the mean of both groups' variances (Austin 2009)."""
    import numpy as np

    parts = []
    for side in (group, ~group):
        inside = side & ~np.isnan(values)
        if not inside.any():
            return math.nan
        parts.append(float(np.cov(values[inside], aweights=design.weights[inside], ddof=0)))
    return math.sqrt(sum(parts) / 2)


def _two_sided(found: Estimated, freedom: float) -> float:
    from scipy.stats import t

    if math.isnan(found.error) or freedom <= 0:
        return math.nan
    if found.error == 0:
        return math.nan if found.value == 0 else 0.0
    return float(2 * t.sf(abs(found.value) / found.error, freedom))


def _shares_differ(values: Array, group: Flags) -> float:
    import numpy as np
    from scipy.stats import chi2_contingency, fisher_exact

    counts = [[float((values[side] == hit).sum()) for hit in (1.0, 0.0)] for side in (group, ~group)]
    table = np.asarray(counts)
    if not table.sum(axis=0).all() or not table.sum(axis=1).all():
        return math.nan
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    if expected.min() < _EXPECTED:
        return float(fisher_exact(table)[1])
    return float(chi2_contingency(table, correction=False)[1])


def balance_table(rows: Sequence[Compared]) -> pd.DataFrame:
    """Lay the comparisons out, one row a feature.

    Returns
    -------
    pandas.DataFrame
        ``feature column value n first first_low first_high second second_low second_high difference low high
        standardised standardised_low standardised_high p q`` and, adjusted, ``adjusted adjusted_low adjusted_high
        standardised_adjusted standardised_adjusted_low standardised_adjusted_high p_adjusted q_adjusted``. ``q`` is
        ``p`` after Benjamini and Hochberg over all features.

    References
    ----------
    Benjamini Y., Hochberg Y. (1995), Controlling the false discovery rate, JRSS B 57, 289-300.
    """
    import pandas as pd

    table = pd.DataFrame([_line(row) for row in rows])
    for suffix in ("", "_adjusted"):
        table[f"q{suffix}"] = discoveries(table[f"p{suffix}"])
    return table


def _line(row: Compared) -> dict[str, object]:
    spread = row.spread or math.nan
    line: dict[str, object] = {"feature": row.feature.name, "column": row.feature.column, "value": row.feature.value}
    line |= {"n": row.difference.n, "n_first": row.first.n, "n_second": row.second.n}
    for name, found in (("first", row.first), ("second", row.second), ("adjusted", row.adjusted)):
        line |= {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}
    line |= {"difference": row.difference.value, "low": row.difference.low, "high": row.difference.high}
    for name, found in (("standardised", row.difference), ("standardised_adjusted", row.adjusted)):
        parts = {"": found.value, "_low": found.low, "_high": found.high}
        line |= {f"{name}{part}": figure / spread for part, figure in parts.items()}
    return line | {"p": row.p, "p_adjusted": row.p_adjusted}


def discoveries(p: pd.Series[float]) -> pd.Series[float]:
    """Give Benjamini and Hochberg's adjusted p-values; nulls are no tests.

    Examples
    --------
    >>> import pandas as pd
    >>> discoveries(pd.Series([0.01, 0.02, 0.9])).round(3).tolist()
    [0.03, 0.03, 0.9]
    """
    import pandas as pd
    from scipy.stats import false_discovery_control

    tested = p.dropna()
    if tested.empty:
        return p
    return pd.Series(false_discovery_control(tested), index=tested.index, dtype="float64").reindex(p.index)
