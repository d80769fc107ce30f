"""Groups against each other: log-rank, hazard ratios, proportional hazards, interaction, landmark."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival.cox import cox
from places3t.indicators.survival.design import design, indicators, strata
from places3t.indicators.survival.interaction import interaction
from places3t.indicators.survival.kaplan_meier import kaplan_meier, survival_at
from places3t.indicators.survival.logrank import logrank
from places3t.indicators.survival.proportional import GLOBAL, proportional_hazards
from places3t.indicators.survival.words import group_words, neat, strata_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from places3t.indicators.survival.arrays import Bools, Floats, Ints
    from places3t.indicators.survival.question import Answer
    from places3t.indicators.survival.spells import SurvivalData

FEWEST_CLOSURES = 5
"""Closures per covariate below which no Cox model is fitted: Vittinghoff and McCulloch (2007),
Am. J. Epidemiol. 165, 710-718."""
DOUBTFUL = 0.05
_FEWEST_PLACES = 10


@dataclass(frozen=True)
class Model:
    """A Cox model of the groups that can be compared, with all that other tests need of it."""

    data: SurvivalData
    x: Floats
    names: tuple[str, ...]
    strata: Ints | None
    ratios: dict[str, tuple[float, float, float]]
    n: int


def compare(data: SurvivalData, answer: Answer) -> None:
    """Add the comparisons of the groups, or notes that say why one cannot be made."""
    present = _present(data)
    if len(present) < 2:  # noqa: PLR2004 - one group compares with nothing
        only = group_words(data.labels[present[0]], answer.question.language) if present else "–"
        answer.note("one_group", by=answer.question.by, group=only)
        return
    if not (data.rows.event == 1).any():
        return
    question = answer.question
    code, known, notes = strata(data.places, question.stratify)
    answer.notes += [note for note in notes if note not in answer.notes]
    stratified = data.without("covariate_unknown", known[data.place])
    _logrank(stratified, code, answer)
    model = fit_groups(stratified, answer, code=code if question.stratify else None)
    if model is not None:
        _ratio_rows(model, answer, "hazard_ratio")
        _proportional(model, answer)
    if question.adjust:
        _attempt(lambda: _adjusted(stratified, code, answer), answer)
    if question.interact:
        column = question.interact
        _attempt(lambda: _interact(data, column, answer), answer)


def _attempt(action: Callable[[], None], answer: Answer) -> None:
    """Do what needs a column that may not be usable: that takes its own result away, not the others."""
    try:
        action()
    except CannotCompute as refusal:
        answer.note(refusal.code, **refusal.params)


def _present(data: SurvivalData) -> list[int]:
    assert data.group is not None  # noqa: S101 - compared data have groups
    return [int(at) for at in np.flatnonzero(np.bincount(data.group))]


def _logrank(data: SurvivalData, code: Ints, answer: Answer) -> None:
    assert data.group is not None  # noqa: S101 - compared data have groups
    test = logrank(data.rows, data.group, code[data.place] if answer.question.stratify else None)
    if not test.df:
        return
    n = data.n_places
    method = "logrank_state" if answer.question.changes else "logrank"
    words = strata_words(answer.question.stratify, answer.question.language)
    for name, value, unit in (("logrank_chi2", test.chi2, "chi-square"), ("logrank_p", test.p, "p")):
        answer.add(name, value, n=n, unit=unit, method=method, df=test.df, strata=words)


def fit_groups(
    data: SurvivalData,
    answer: Answer,
    *,
    code: Ints | None = None,
    extra: tuple[Floats, tuple[str, ...]] | None = None,
) -> Model | None:
    """Fit a Cox model of the groups against the first, where there are closures enough.

    Parameters
    ----------
    data
        Rows with groups.
    answer
        Where notes go.
    code
        Stratum of each place.
    extra
        Covariates of each place, shape (places, q), and their names.
    """
    assert data.group is not None  # noqa: S101 - compared data have groups
    language = answer.question.language
    closures = np.bincount(data.group[data.rows.event == 1], minlength=len(data.labels))
    if not closures[0]:
        answer.note("reference_without_closures", group=group_words(data.labels[0], language))
        return None
    fitted = [at for at in _present(data) if closures[at]]
    for at in set(_present(data)) - set(fitted):
        count = data.take(data.group == at).n_places
        answer.note("no_closures_in_group", group=group_words(data.labels[at], language), places=count)
    keep = np.isin(data.group, fitted)
    data = data.take(keep)
    x = (np.asarray(data.group)[:, None] == np.array(fitted[1:], dtype=np.int64)[None, :]).astype(np.float64)
    names = tuple(data.labels[at] for at in fitted[1:])
    if extra is not None:
        x, names = np.column_stack([x, extra[0][data.place]]), (*names, *extra[1])
    total, needed = int((data.rows.event == 1).sum()), FEWEST_CLOSURES * len(names)
    if not names or len(fitted) < 2 or total < needed:  # noqa: PLR2004 - a ratio needs two groups
        if names:
            answer.note("too_few_closures_for_cox", closures=total, covariates=len(names), needed=needed)
        return None
    stratum = None if code is None else code[data.place]
    fit = cox(data.rows, x, names, strata=stratum, cluster=data.place)
    runaway = [group_words(name, language) for name in fit.infinite]
    if runaway:
        answer.note("estimate_runs_away", covariates=runaway)
    labels = [data.labels[at] for at in fitted[1:]]
    ratios = {label: fit.hazard_ratio(label) for label in labels}
    return Model(data, x, names, stratum, ratios, data.n_places)


def _ratio_rows(model: Model, answer: Answer, indicator: str, adjust: Sequence[str] = ()) -> None:
    language = answer.question.language
    for label, (value, low, high) in model.ratios.items():
        if not math.isnan(value):
            answer.add(
                indicator,
                value,
                low=low,
                high=high,
                n=model.n,
                unit="ratio",
                method=indicator,
                group=label,
                reference=group_words(model.data.labels[0], language),
                strata=strata_words(answer.question.stratify, language),
                adjust=list(adjust),
            )


def _proportional(model: Model, answer: Answer) -> None:
    fit = cox(model.data.rows, model.x, model.names, strata=model.strata)
    tests = proportional_hazards(model.data.rows, model.x, fit, strata=model.strata)
    test = tests.get(GLOBAL)
    if test is None or not test.df:
        return
    answer.add("proportional_hazards_p", test.p, n=model.n, unit="p", method="proportional_hazards_p")
    if test.p < DOUBTFUL:
        answer.note("proportional_hazards_doubtful", by=answer.question.by, p=math.ceil(test.p * 1e4) / 1e4)


def _adjusted(data: SurvivalData, code: Ints, answer: Answer) -> None:
    question = answer.question
    made = design(data.places, question.adjust)
    answer.notes += [note for note in made.notes if note not in answer.notes]
    before = data.left_out.get("covariate_unknown", 0)
    data = data.without("covariate_unknown", made.known[data.place])
    gone = data.left_out.get("covariate_unknown", 0) - before
    if gone:
        answer.note("left_out_covariate_unknown", places=gone)
    if not len(data.rows) or len(_present(data)) < 2:  # noqa: PLR2004 - one group compares with nothing
        answer.note("too_few_closures_for_cox", closures=0, covariates=len(made.names) + 1, needed=FEWEST_CLOSURES)
        return
    model = fit_groups(data, answer, code=code if question.stratify else None, extra=(made.x, made.names))
    if model is not None:
        _ratio_rows(model, answer, "hazard_ratio_adjusted", question.adjust)


def _interact(data: SurvivalData, column: str, answer: Answer) -> None:
    """Test whether the effect differs between classes, and give it within each."""
    from places3t.indicators.survival.groups import classes
    from places3t.indicators.survival.selective import check_known

    answer.notes += [note for note in check_known(data.places, column) if note not in answer.notes]
    code, labels = classes(data.places, column)
    of_row = code[data.place]
    closures = np.bincount(of_row[(data.rows.event == 1) & (of_row >= 0)], minlength=len(labels))
    usable = [at for at in range(len(labels)) if closures[at] >= FEWEST_CLOSURES]
    small = [labels[at] for at in range(len(labels)) if at not in usable and (of_row == at).any()]
    if small:
        answer.note("classes_left_out", needed=FEWEST_CLOSURES, classes=small)
    kept = np.isin(of_row, usable)
    part = data.take(kept)
    if len(usable) < 2 or len(_present(part)) < 2:  # noqa: PLR2004 - an interaction needs two classes
        answer.note("interaction_not_possible", column=column)
        return
    assert part.group is not None  # noqa: S101 - compared data have groups
    rank = np.full(len(labels) + 1, -1, dtype=np.int64)
    rank[usable] = np.arange(len(usable))
    second = indicators(rank[code[part.place]], [labels[at] for at in usable])
    test = interaction(part.rows, indicators(part.group, part.labels), second, cluster=part.place)
    if test is None or not test.wald.df:
        answer.note("interaction_not_possible", column=column)
        return
    n = part.n_places
    for name, found in (("interaction_p", test.wald), ("interaction_lr_p", test.likelihood_ratio)):
        answer.add(name, found.p, n=n, unit="p", method=name, column=column, df=found.df)
    _within(part, column, [(at, labels[at]) for at in usable], rank[code[part.place]], answer)


def _within(part: SurvivalData, column: str, chosen: list[tuple[int, str]], of_row: Ints, answer: Answer) -> None:
    for at, (_, label) in enumerate(chosen):
        rows: Bools = of_row == at
        quiet = type(answer)(answer.question, answer.territory)
        model = fit_groups(part.take(rows), quiet)
        if model is None:
            continue
        for group, (value, low, high) in model.ratios.items():
            if not math.isnan(value):
                answer.add(
                    "hazard_ratio_within",
                    value,
                    low=low,
                    high=high,
                    n=model.n,
                    unit="ratio",
                    method="hazard_ratio_within",
                    group=f"{group} × {label}",
                    by=f"{answer.question.by} × {column}",
                    reference=group_words(part.labels[0], answer.question.language),
                    column=column,
                    class_=label,
                )


def landmark_rows(data: SurvivalData, time: float, answer: Answer) -> None:
    """Add the comparison of places still open at a time, by their state then."""
    groups = _present(data) if len(data.rows) else []
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
