"""Whether the effect differs between the classes of a column, and what it is within each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.design import indicators
from places3t.indicators.survival.group_model import FEWEST_CLOSURES, fit_groups, present
from places3t.indicators.survival.groups import classes
from places3t.indicators.survival.interaction import interaction
from places3t.indicators.survival.selective import check_known
from places3t.indicators.survival.words import group_words

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Bools, Ints
    from places3t.indicators.survival.question import Answer
    from places3t.indicators.survival.survival_data import SurvivalData


def interaction_rows(data: SurvivalData, column: str, answer: Answer) -> None:
    """Test whether the effect differs between classes, and give it within each."""
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
    if len(usable) < 2 or len(present(part)) < 2:  # noqa: PLR2004 - an interaction needs two classes
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
