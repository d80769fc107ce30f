"""The steps of survival curves and the numbers at risk under them, as an indicator frame for a chart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.frame import indicator_frame
from places3t.indicators.survival.arrays import at_risk
from places3t.indicators.survival.groups import grouped
from places3t.indicators.survival.kaplan_meier import kaplan_meier
from places3t.indicators.survival.question import Answer, Question
from places3t.indicators.survival.spells import spells
from places3t.indicators.survival.territories import chosen
from places3t.indicators.survival.waves import with_observations

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from places3t.indicators.survival.arrays import Floats, Ints
    from places3t.indicators.survival.kaplan_meier import Curve
    from places3t.indicators.survival.spells import Origin
    from places3t.language import Language

LEAST_WATCHED = 5
"""A curve ends where fewer places are watched than this, if it ever had as many."""
MOST_STEPS = 400
"""A curve with more steps is thinned evenly: finer than a printed line."""
_TICKS = (0.25, 0.5, 1, 2, 5, 10, 20)
_MOST_TICKS = 9


def survival_curves(  # noqa: PLR0913 - one parameter per option of the chart
    places: pd.DataFrame,
    funding: pd.DataFrame | None = None,
    *,
    observations: pd.DataFrame | None = None,
    by: str | None = None,
    origin: Origin = "opened",
    competing: bool = True,
    until: float | None = None,
    only: Mapping[str, object] | None = None,
    language: Language = "en",
    closures: int = 1,
) -> pd.DataFrame:
    """Compute what a survival chart shows.

    Parameters
    ----------
    places, funding, observations, by, origin, competing, only, language
        As `survival`.
    until
        Years at which curves end; by default where the last closure or sight is.
    closures
        A step stands for as many closures at least; more than one where no single closure may be read.

    Returns
    -------
    pandas.DataFrame
        An indicator frame: ``survival_rate`` at each step ``at`` (thinned to `MOST_STEPS`), with limits, from where
        each group is first watched to the last step at which `LEAST_WATCHED` are; ``at_risk`` at round years.
        ``attrs["notes"]`` as `survival`.

    Raises
    ------
    CannotCompute
        As `survival`.
    """
    places = places if observations is None else with_observations(places, observations)
    question = Question(by=by, origin=origin, competing=competing, language=language)
    answer = Answer(question, {"level": "country", "code": None, "name": None})
    data = grouped(spells(chosen(places, only), origin=origin, competing=competing), funding, by)
    assert data.group is not None  # noqa: S101 - grouped() always gives one
    end = until if until is not None else float(data.rows.exit.max())
    method = "survival_rate_state" if question.changes else "survival_rate"
    for at, label in enumerate(data.labels):
        part = data.take(data.group == at)
        if not len(part.rows):
            continue
        n = part.n_places
        for time, value, low, high in _steps(kaplan_meier(part.rows), end, closures):
            answer.add(
                "survival_rate", value, low=low, high=high, at=time, n=n, unit="share", method=method, group=label
            )
        ticks = round_years(end)
        risk = at_risk(part.rows, ticks)
        risk[0] = int((part.rows.entry <= 0).sum())
        for time, count in zip(ticks, risk, strict=True):
            answer.add("at_risk", int(count), at=float(time), n=n, unit="places", method="at_risk", group=label)
    answer.notes += [*data.notes]
    frame = indicator_frame(answer.rows)
    frame.attrs["notes"] = answer.notes
    return frame


def _steps(curve: Curve, end: float, closures: int) -> list[tuple[float, float, float, float]]:
    """Give time, survival and limits where the curve begins, at its steps, and where it ends."""
    enough = np.flatnonzero(curve.at_risk >= LEAST_WATCHED)
    beyond = len(enough) > 0 and enough[-1] + 1 < len(curve.times)
    # What the last few do moves the curve by a fifth or more each: it is not drawn.
    end = min(end, float(curve.times[enough[-1] + 1]) - 1e-9) if beyond else end
    kept = np.flatnonzero(curve.times <= end)
    if closures > 1:
        kept = kept[_together(curve.events[kept], closures)]
    if len(kept) > MOST_STEPS:
        kept = kept[np.unique(np.linspace(0, len(kept) - 1, MOST_STEPS).astype(np.int64))]
    rows = [(min(curve.first_entry, end), 1.0, math.nan, math.nan)]
    rows += [
        (float(curve.times[at]), float(curve.survival[at]), float(curve.low[at]), float(curve.high[at])) for at in kept
    ]
    last = min(curve.last_exit, end)
    if last > rows[-1][0]:
        rows.append((last, *rows[-1][1:]))
    return rows


def _together(events: Ints, closures: int) -> list[int]:
    """Choose the steps at which at least so many closures have come since the last one chosen."""
    chosen, count = [], 0
    for at, here in enumerate(events.tolist()):
        count += here
        if count >= closures:
            chosen.append(at)
            count = 0
    return chosen


def round_years(end: float) -> Floats:
    """Give at most nine round years from 0 to an end."""
    step = next((step for step in _TICKS if end / step < _MOST_TICKS), _TICKS[-1])
    return np.arange(0, end + 1e-9, step, dtype=np.float64)
