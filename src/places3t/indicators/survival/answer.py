"""Puts one question to the places of each territory, and gathers the answers in one frame."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from places3t.indicators.frame import indicator_frame
from places3t.indicators.problems import CannotCompute, Note
from places3t.indicators.survival.after_landmark import landmark_rows
from places3t.indicators.survival.compare import compare
from places3t.indicators.survival.describe import describe
from places3t.indicators.survival.groups import FUNDED_EVER, FUNDING, grouped
from places3t.indicators.survival.landmark import at_landmark
from places3t.indicators.survival.naive import funded_ever_bias
from places3t.indicators.survival.question import Answer, Question, method_line
from places3t.indicators.survival.sensitivity import RARE, Fate, e_value, unknown_places, with_fate
from places3t.indicators.survival.spells import spells
from places3t.indicators.survival.territories import chosen, territories
from places3t.indicators.survival.words import FATE, FREQUENCY

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from places3t.indicators.survival.survival_data import SurvivalData

_BOUNDED = ("closure_rate", "survival_rate", "hazard_ratio")
_RATIOS = ("hazard_ratio", "hazard_ratio_adjusted")


def answer_for(
    places: pd.DataFrame,
    funding: pd.DataFrame | None,
    question: Question,
    level: str,
    only: Mapping[str, object] | None,
) -> pd.DataFrame:
    """Answer a question for each territory; a territory that cannot be answered becomes a note.

    Raises
    ------
    CannotCompute
        Where no territory can be answered: the reason of the one with the most places.
    """
    rows: list[dict[str, object]] = []
    notes: list[Note] = []
    refusals: list[tuple[int, CannotCompute]] = []
    parts = list(territories(chosen(places, only), level))
    for territory, part in parts:
        answer = Answer(question, territory)
        try:
            _answer(part, funding, answer)
        except CannotCompute as refusal:
            refusals.append((len(part), refusal))
            reason = Note(refusal.code, refusal.params)
            notes.append(Note("no_answer_for", {"name": territory["name"], "reason": reason}))
            continue
        rows += answer.rows
        notes += answer.notes if len(parts) == 1 else [_named(note, territory) for note in answer.notes]
    if not rows:
        largest = max(refusals, key=lambda each: each[0], default=(0, CannotCompute("no_places", {})))
        raise largest[1]
    frame = indicator_frame(rows)
    frame.attrs["notes"] = notes
    return frame


def _named(note: Note, territory: Mapping[str, object]) -> Note:
    return Note("of_territory", {"name": territory["name"], "note": note})


def _answer(places: pd.DataFrame, funding: pd.DataFrame | None, answer: Answer) -> None:
    question = answer.question
    data = spells(places, origin=question.origin, competing=question.competing)
    groups = grouped(data, funding, question.by)
    answer.notes += [*groups.notes]
    answer.notes += [Note(f"left_out_{reason}", {"places": n}) for reason, n in groups.left_out.items()]
    describe(groups, answer)
    _say_if_none_closed(groups, answer)
    if question.by is not None:
        compare(groups, answer)
    if question.landmark is not None and question.by == FUNDING and funding is not None:
        landmark_rows(at_landmark(data, funding, question.landmark), question.landmark, answer)
    if question.by == FUNDED_EVER:
        _naive(data, groups, funding, answer)
    if question.sensitivity:
        _hidden_cause(groups, answer)
        _unknown_fate(places, funding, answer)


def _say_if_none_closed(data: SurvivalData, answer: Answer) -> None:
    if (data.rows.event == 1).any():
        return
    from places3t.indicators.survival.rates import poisson_rate

    years = float((data.rows.exit - data.rows.entry).sum())
    high = poisson_rate(0, years, per=100).high
    answer.note("no_closures", places=data.n_places, place_years=years, high=high)


def _naive(data: SurvivalData, ever: SurvivalData, funding: pd.DataFrame | None, answer: Answer) -> None:
    """Say with a naive result how far it is from the honest one, where dates of support allow it."""
    try:
        split = grouped(data, funding, FUNDING)
    except CannotCompute:
        answer.note("funded_ever_biased_unknown")
        return
    bias = funded_ever_bias(ever, split)
    if math.isnan(bias.naive[0]) or math.isnan(bias.honest[0]):
        answer.note("funded_ever_biased_unknown")
        return
    names = ("", "_low", "_high")
    naive = {f"naive{name}": value for name, value in zip(names, bias.naive, strict=True)}
    honest = {f"honest{name}": value for name, value in zip(names, bias.honest, strict=True)}
    answer.note("funded_ever_biased", **naive, **honest, places=bias.places, closures=bias.closures)


def _hidden_cause(data: SurvivalData, answer: Answer) -> None:
    """Add the E-value of each hazard ratio."""
    rare = bool((data.rows.event == 1).sum() < RARE * data.n_places)
    words = FREQUENCY[rare][answer.question.language]
    for row in [row for row in answer.rows if row["indicator"] in _RATIOS]:
        point, limit = e_value(float(row["value"]), float(row["low"]), float(row["high"]), rare=rare)  # type: ignore[arg-type]
        name = str(row["indicator"]).replace("hazard_ratio", "e_value")
        line = method_line(answer.question.language, "e_value", frequency=words)
        shown = {"indicator": name, "value": point, "low": limit, "high": math.nan, "unit": "risk ratio"}
        answer.rows.append({**row, **shown, "method": line})


def _unknown_fate(places: pd.DataFrame, funding: pd.DataFrame | None, answer: Answer) -> None:
    """Add the main results as they would be had all the unknown closed, or stayed open."""
    unknown = unknown_places(places)
    if not unknown:
        answer.note("bounds_not_possible")
        return
    question = replace(answer.question, sensitivity=False, landmark=None, interact=None, adjust=())
    fates: tuple[Fate, ...] = ("closed", "open")
    for fate in fates:
        other = Answer(question, answer.territory)
        data = spells(with_fate(places, fate), origin=question.origin, competing=question.competing)
        groups = grouped(data, funding, question.by)
        describe(groups, other)
        if question.by is not None:
            compare(groups, other)
        words = FATE[fate][question.language]
        for row in other.rows:
            if row["indicator"] in _BOUNDED:
                line = method_line(
                    question.language, "if_unknown", measure=row["indicator"], unknown=unknown, fate=words
                )
                name = f"{row['indicator']}_if_unknown_{fate}"
                answer.rows.append({**row, "indicator": name, "method": line})
