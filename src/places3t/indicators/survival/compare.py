"""Groups against each other: log-rank, hazard ratios, proportional hazards, interaction, landmark."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival.by_class import interaction_rows
from places3t.indicators.survival.cox import cox
from places3t.indicators.survival.design import design, strata
from places3t.indicators.survival.group_model import FEWEST_CLOSURES, Model, fit_groups, present
from places3t.indicators.survival.logrank import logrank
from places3t.indicators.survival.proportional import GLOBAL, proportional_hazards
from places3t.indicators.survival.words import group_words, strata_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from places3t.indicators.survival.arrays import Ints
    from places3t.indicators.survival.question import Answer
    from places3t.indicators.survival.survival_data import SurvivalData

DOUBTFUL = 0.05


def compare(data: SurvivalData, answer: Answer) -> None:
    """Add the comparisons of the groups, or notes that say why one cannot be made."""
    groups = present(data)
    if len(groups) < 2:  # noqa: PLR2004 - one group compares with nothing
        only = group_words(data.labels[groups[0]], answer.question.language) if groups else "–"
        answer.note("one_group", by=answer.question.by, group=only)
        return
    if not (data.rows.event == 1).any():
        return
    question = answer.question
    code, known, notes = strata(data.places, question.stratify)
    answer.notes += [note for note in notes if note not in answer.notes]
    stratified = data.without("covariate_unknown", known[data.place])
    if len(stratified.rows) < len(data.rows):
        answer.note("left_out_covariate_unknown", places=stratified.left_out["covariate_unknown"])
    _logrank(stratified, code, answer)
    model = fit_groups(stratified, answer, code=code if question.stratify else None)
    if model is not None:
        _ratio_rows(model, answer, "hazard_ratio")
        _proportional(model, answer)
    if question.adjust:
        _attempt(lambda: _adjusted(stratified, code, answer), answer)
    if question.interact:
        column = question.interact
        _attempt(lambda: interaction_rows(data, column, answer), answer)


def _attempt(action: Callable[[], None], answer: Answer) -> None:
    """Do what needs a column that may not be usable: that takes its own result away, not the others."""
    try:
        action()
    except CannotCompute as refusal:
        answer.note(refusal.code, **refusal.params)


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
    if not len(data.rows) or len(present(data)) < 2:  # noqa: PLR2004 - one group compares with nothing
        answer.note("too_few_closures_for_cox", closures=0, covariates=len(made.names) + 1, needed=FEWEST_CLOSURES)
        return
    model = fit_groups(data, answer, code=code if question.stratify else None, extra=(made.x, made.names))
    if model is not None:
        _ratio_rows(model, answer, "hazard_ratio_adjusted", question.adjust)
