"""The landmark comparison: those still open at a set time, by their state then, followed from there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.arrays import Episodes
from places3t.indicators.survival.states import split_by_funding

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.survival.survival_data import SurvivalData

_BEFORE = -1.0


def at_landmark(data: SurvivalData, funding: pd.DataFrame, time: float) -> SurvivalData:
    """Give the places still watched after a time, each in the state of funding that it was in then, for good.

    Parameters
    ----------
    data
        One row per place, from `spells`.
    funding
        Spells of support, as `split_by_funding` takes them.
    time
        Years since the origin.

    Returns
    -------
    SurvivalData
        One row per place that ends after ``time``; at risk from ``time``, or from its later entry.

    Raises
    ------
    CannotCompute
        As `split_by_funding`.

    Notes
    -----
    Grouping by what is known at the landmark, and starting there, credits no group with years that had to
    be survived to enter it: Anderson, Cain and Gelber (1983), J. Clin. Oncol. 1, 710-719. It costs those
    that close before, and mixes the states that come after. The state of a place that enters late is read
    from its dates of support all the same, which lie outside the time it was watched.
    """
    # The state is followed from before the origin, whatever the entry: support is dated, not watched.
    always = Episodes(np.full(len(data.rows), _BEFORE), data.rows.exit, data.rows.event)
    split = split_by_funding(replace(data, rows=always), funding)
    assert split.group is not None  # noqa: S101 - a split always has groups
    covers = (split.rows.entry <= time) & (split.rows.exit > time)
    state = np.full(len(data.places), -1, dtype=np.int64)
    state[split.place[covers]] = split.group[covers]
    chosen = data.take(state[data.place] >= 0)
    return replace(
        chosen,
        rows=Episodes(np.maximum(chosen.rows.entry, time), chosen.rows.exit, chosen.rows.event),
        group=state[chosen.place],
        labels=split.labels,
    )
