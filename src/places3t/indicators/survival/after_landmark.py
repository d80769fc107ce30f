"""Rows of the landmark comparison: curves, test and ratios after a set time, by the state at it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from places3t.indicators.survival.group_model import fit_groups, present
from places3t.indicators.survival.kaplan_meier import kaplan_meier, survival_at
from places3t.indicators.survival.logrank import logrank
from places3t.indicators.survival.words import group_words, neat

if TYPE_CHECKING:
    from places3t.indicators.survival.question import Answer
    from places3t.indicators.survival.survival_data import SurvivalData

_FEWEST_PLACES = 10


def landmark_rows(data: SurvivalData, time: float, answer: Answer) -> None:
    """Add the comparison of places still open at a time, by their state then."""
    groups = present(data) if len(data.rows) else []
    n = data.n_places
    if n < _FEWEST_PLACES or len(groups) < 2:  # noqa: PLR2004 - one group compares with nothing
        answer.note("landmark_too_late", years=neat(time), places=n, groups=len(groups))
        return
    assert data.group is not None  # noqa: S101 - compared data have groups
    for at in groups:
        part = data.take(data.group == at)
        curve = kaplan_meier(part.rows)
        for moment in answer.question.at:
            found = survival_at(curve, part.rows, moment)
            if moment > time and not math.isnan(found.value):
                answer.add(
                    "landmark_survival_rate",
                    found.value,
                    low=found.low,
                    high=found.high,
                    at=moment,
                    n=len(part.rows),
                    unit="share",
                    method="landmark_survival_rate",
                    group=data.labels[at],
                    landmark=neat(time),
                )
    test = logrank(data.rows, data.group)
    if test.df:
        answer.add(
            "landmark_logrank_p",
            test.p,
            at=time,
            n=n,
            unit="p",
            method="landmark_logrank_p",
            landmark=neat(time),
        )
    model = fit_groups(data, answer)
    if model is None:
        return
    for group, (value, low, high) in model.ratios.items():
        if not math.isnan(value):
            answer.add(
                "landmark_hazard_ratio",
                value,
                low=low,
                high=high,
                at=time,
                n=model.n,
                unit="ratio",
                method="landmark_hazard_ratio",
                group=group,
                landmark=neat(time),
                reference=group_words(data.labels[0], answer.question.language),
                strata="",
            )
