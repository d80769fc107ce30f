"""A Cox model of groups against the first, where there are closures enough to fit one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.cox import cox
from places3t.indicators.survival.words import group_words

if TYPE_CHECKING:
    from places3t.indicators.survival.arrays import Floats, Ints
    from places3t.indicators.survival.question import Answer
    from places3t.indicators.survival.survival_data import SurvivalData

FEWEST_CLOSURES = 5
"""Closures per covariate below which no Cox model is fitted: Vittinghoff and McCulloch (2007),
Am. J. Epidemiol. 165, 710-718."""


@dataclass(frozen=True)
class Model:
    """A Cox model of the groups that can be compared, with all that other tests need of it."""

    data: SurvivalData
    x: Floats
    names: tuple[str, ...]
    strata: Ints | None
    ratios: dict[str, tuple[float, float, float]]
    n: int


def present(data: SurvivalData) -> list[int]:
    """List the codes of the groups that have rows."""
    assert data.group is not None  # noqa: S101 - compared data have groups
    return [int(at) for at in np.flatnonzero(np.bincount(data.group))]


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
    fitted = [at for at in present(data) if closures[at]]
    for at in set(present(data)) - set(fitted):
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
