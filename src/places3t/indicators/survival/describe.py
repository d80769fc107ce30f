"""The survival of each group by itself: counts, rates, curve, median, restricted mean, competing events."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.arrays import at_risk
from places3t.indicators.survival.competing import incidence_at
from places3t.indicators.survival.kaplan_meier import (
    difference,
    kaplan_meier,
    median_survival,
    restricted_mean,
    survival_at,
)
from places3t.indicators.survival.rates import poisson_rate
from places3t.indicators.survival.turnbull import turnbull
from places3t.indicators.survival.words import COMPETING, ORIGIN, cause_words, group_words, neat
from places3t.typography import number

if TYPE_CHECKING:
    from places3t.indicators.survival.kaplan_meier import Curve, Estimate
    from places3t.indicators.survival.question import Answer
    from places3t.indicators.survival.survival_data import SurvivalData

LATE_START = 0.5
"""Years: a group watched only from later than this has no median and no restricted mean."""
FEW_AT_RISK = 5
_PER = 100
_TURNBULL_TOLERANCE = 1e-8
"""Leaves a curve within 1e-4 of its maximum where intervals are years, in half the time of the default."""


def describe(data: SurvivalData, answer: Answer) -> dict[str, Curve]:
    """Add the rows of each group, then of the differences from the first; give the groups' curves."""
    curves: dict[str, Curve] = {}
    parts: dict[str, SurvivalData] = {}
    assert data.group is not None  # noqa: S101 - grouped() always gives one
    for at, label in enumerate(data.labels):
        part = data.take(data.group == at)
        if len(part.rows):
            parts[label], curves[label] = part, kaplan_meier(part.rows)
            _counts(part, label, answer)
    horizon = _horizon(curves, answer)
    for label, part in parts.items():
        _curve_rows(part, curves[label], label, answer)
        _summaries(part, curves[label], label, horizon, answer)
        if not answer.question.changes:
            _competing_rows(part, label, answer)
            _interval_rows(part, curves[label], label, answer)
    _differences(parts, curves, horizon, answer)
    return curves


def _counts(part: SurvivalData, label: str, answer: Answer) -> None:
    n = part.n_places
    closures = int((part.rows.event == 1).sum())
    years = float((part.rows.exit - part.rows.entry).sum())
    language = answer.question.language
    origin = ORIGIN[answer.question.origin][language]
    competing = COMPETING[answer.question.competing][language]
    answer.add("places", n, n=n, unit="places", method="places", group=label, origin=origin)
    answer.add("closures", closures, n=n, unit="closures", method="closures", group=label, competing=competing)
    for code, cause in enumerate(part.causes[1:], start=2):
        count = int((part.rows.event == code).sum())
        name = f"closures_{cause}"
        answer.add(name, count, n=n, unit="closures", method="closures", group=label, competing=competing)
    answer.add("place_years", years, n=n, unit="place-years", method="place_years", group=label)
    rate = poisson_rate(closures, years, per=_PER)
    answer.add(
        "closure_rate",
        rate.value,
        low=rate.low,
        high=rate.high,
        n=n,
        unit="per 100 place-years",
        method="closure_rate",
        group=label,
    )


def _horizon(curves: dict[str, Curve], answer: Answer) -> float:
    """Give the horizon asked for, else the longest of ``at`` watched in all groups, else what was."""
    asked = answer.question.horizon
    if asked is not None:
        return asked
    common = min((curve.last_exit for curve in curves.values() if curve.first_entry <= LATE_START), default=math.nan)
    return max((time for time in answer.question.at if time <= common), default=common)


def _curve_rows(part: SurvivalData, curve: Curve, label: str, answer: Answer) -> None:
    n = part.n_places
    method = "survival_rate_state" if answer.question.changes else "survival_rate"
    words = group_words(label, answer.question.language)
    first = int(curve.at_risk[0]) if len(curve.times) else FEW_AT_RISK
    if first < FEW_AT_RISK and n >= 2 * FEW_AT_RISK:
        answer.note("few_at_risk", group=words, at_risk=first)
    times = (0.0, *answer.question.at)
    starting = int((part.rows.entry <= 0).sum())
    counted = [starting, *(int(count) for count in at_risk(part.rows, np.array(times[1:], dtype=np.float64)))]
    for time, count in zip(times, counted, strict=True):
        answer.add("at_risk", count, at=time, n=n, unit="places", method="at_risk", group=label)
    for time in answer.question.at:
        found = survival_at(curve, part.rows, time)
        if time > curve.last_exit:
            answer.note("beyond_follow_up", group=words, years=neat(time))
        _estimate(answer, "survival_rate", found, at=time, n=n, unit="share", method=method, group=label)


def _estimate(answer: Answer, indicator: str, found: Estimate, **where: object) -> None:
    answer.add(indicator, found.value, low=found.low, high=found.high, **where)  # type: ignore[arg-type]


def _summaries(part: SurvivalData, curve: Curve, label: str, horizon: float, answer: Answer) -> None:
    n = part.n_places
    if curve.first_entry > LATE_START:
        answer.note("starts_late", group=group_words(label, answer.question.language), years=curve.first_entry)
        return
    _estimate(
        answer,
        "median_survival_years",
        median_survival(curve),
        n=n,
        unit="years",
        method="median_survival_years",
        group=label,
    )
    if horizon > curve.last_exit:
        answer.note("beyond_follow_up", group=group_words(label, answer.question.language), years=neat(horizon))
    elif not math.isnan(horizon):
        _estimate(
            answer,
            "rmst_years",
            restricted_mean(curve, horizon),
            at=horizon,
            n=n,
            unit="years",
            method="rmst_years",
            group=label,
            horizon=neat(horizon),
        )


def _competing_rows(part: SurvivalData, label: str, answer: Answer) -> None:
    if len(part.causes) == 1:
        return
    n = part.n_places
    for code, cause in enumerate(part.causes, start=1):
        name = "cumulative_incidence" if code == 1 else f"cumulative_incidence_{cause}"
        for time in answer.question.at:
            found = incidence_at(part.rows, code, time)
            if not math.isnan(found.value):
                _estimate(
                    answer,
                    name,
                    found,
                    at=time,
                    n=n,
                    unit="share",
                    method="cumulative_incidence",
                    group=label,
                    cause=cause_words(cause, answer.question.language),
                )


def _interval_rows(part: SurvivalData, curve: Curve, label: str, answer: Answer) -> None:
    closed = part.rows.event == 1
    intervals = int((closed & (part.lower < part.upper)).sum())
    if not intervals:
        return
    estimate = turnbull(part.lower, part.upper, part.rows.entry, _TURNBULL_TOLERANCE)
    n = part.n_places
    for time in answer.question.at:
        midpoint = survival_at(curve, part.rows, time).value
        if not math.isnan(midpoint):
            answer.add(
                "survival_rate_turnbull",
                estimate.survival(time),
                at=time,
                n=n,
                unit="share",
                method="survival_rate_turnbull",
                group=label,
                intervals=intervals,
                closures=int(closed.sum()),
                midpoint=number(midpoint, answer.question.language, 3),
            )


def _differences(parts: dict[str, SurvivalData], curves: dict[str, Curve], horizon: float, answer: Answer) -> None:
    """Add each group's differences from the first; changing groups have only rates and ratios."""
    if answer.question.changes or len(parts) < 2:  # noqa: PLR2004 - nothing to subtract
        return
    reference, *others = parts
    words = group_words(reference, answer.question.language)
    base = curves[reference]
    for label in others:
        curve, part = curves[label], parts[label]
        n = part.n_places + parts[reference].n_places
        for time in answer.question.at:
            pair = (survival_at(curve, part.rows, time), survival_at(base, parts[reference].rows, time))
            found = difference(*pair)
            if not math.isnan(found.std_error) and found.std_error > 0:
                _estimate(
                    answer,
                    "survival_rate_difference",
                    found,
                    at=time,
                    n=n,
                    unit="share",
                    method="survival_rate_difference",
                    group=label,
                    reference=words,
                )
        starts = max(curve.first_entry, base.first_entry) <= LATE_START
        if starts and horizon <= min(curve.last_exit, base.last_exit):
            found = difference(restricted_mean(curve, horizon), restricted_mean(base, horizon))
            _estimate(
                answer,
                "rmst_difference_years",
                found,
                at=horizon,
                n=n,
                unit="years",
                method="rmst_difference_years",
                group=label,
                horizon=neat(horizon),
                reference=words,
            )
