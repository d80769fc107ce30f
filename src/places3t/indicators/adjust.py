"""Which covariates make two groups alike, and which places have anybody to be compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.features import OPENED, features
from places3t.indicators.problems import CannotCompute, Note
from places3t.indicators.propensity import overlap, propensity

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from places3t.indicators.features import Feature
    from places3t.indicators.propensity import Overlap, Propensity
    from places3t.indicators.survey import Design

    Array = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

LIKE_NOBODY = (0.02, 0.98)
_SKEWED = 1.0


class Adjusted(NamedTuple):
    """Chances of being in the group, of the places that can be compared.

    Attributes
    ----------
    score
        Of the places kept.
    kept
        Which of all places those are.
    overlap
        How far the groups can be compared.
    notes
        Who was left out, and why.
    """

    score: Propensity
    kept: Flags
    overlap: Overlap
    notes: list[Note]


def adjusted(places: pd.DataFrame, adjust: Sequence[str], group: Flags, design: Design) -> Adjusted:
    """Fit the chance of being in the group from some columns.

    Places for which one of them is unknown are left out, and then those whose chance is under 2 % or over 98 %, as
    nobody on the other side is like them; the chances are fitted again without these (Crump R. K. et al. 2009, Dealing
    with limited overlap in estimation of average treatment effects, Biometrika 96, 187-199). Numbers above zero with a
    long tail enter by their logarithm.

    Raises
    ------
    CannotCompute
        ``unknown_column``, ``too_few_to_adjust``, ``groups_separate``.
    """
    import numpy as np

    columns = [_covariate(feature) for feature in _chosen(places, adjust)]
    table = np.column_stack(columns)
    kept = np.asarray(~np.isnan(table).any(axis=1), dtype=np.bool_)
    notes = []
    if not kept.all():
        notes.append(Note("adjust_unknown", {"places": int((~kept).sum())}))
    first = propensity(table[kept], group[kept], design.weights[kept])
    low, high = LIKE_NOBODY
    like = (first.chance >= low) & (first.chance <= high)
    score = first
    if not like.all():
        notes.append(Note("like_nobody", {"places": int((~like).sum())}))
        kept[np.flatnonzero(kept)[~like]] = False
        score = propensity(table[kept], group[kept], design.weights[kept])
    return Adjusted(score, kept, overlap(score), notes)


def _chosen(places: pd.DataFrame, adjust: Sequence[str]) -> list[Feature]:
    """Give the features of the columns, without one value of each column of single words: the others imply it."""
    import numpy as np

    chosen: list[Feature] = []
    for column in adjust:
        found = features(places, [column])
        if not found:
            raise CannotCompute("unknown_column", {"column": column, "try": _filled(places)})
        total = np.nansum([feature.values for feature in found], axis=0)
        implied = len(found) > 1 and np.nanmax(total) <= 1 and np.nanmin(total) >= 1
        chosen += found[1:] if implied else found
    return chosen


def _filled(places: pd.DataFrame) -> list[str]:
    known = places.notna().mean()
    return [str(name) for name in known.index if known[name] > 1 / 2]


def _covariate(feature: Feature) -> Array:
    import numpy as np
    from scipy.stats import skew

    values = feature.values
    known = values[~np.isnan(values)]
    if not feature.is_share and feature.column != OPENED and known.min() > 0 and skew(known) > _SKEWED:
        return np.log(values)
    return values
