"""What survival answers where places have weights: closures, rates, survival, hazard ratios of all they stand for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.frame import indicator_frame
from places3t.indicators.problems import CannotCompute, Note
from places3t.indicators.survey import design_of, kish, ratio
from places3t.indicators.survival.arrays import at_risk, normal_quantile
from places3t.indicators.survival.design import design
from places3t.indicators.survival.group_model import FEWEST_CLOSURES
from places3t.indicators.survival.groups import grouped
from places3t.indicators.survival.question import Answer
from places3t.indicators.survival.spells import spells
from places3t.indicators.survival.territories import territories
from places3t.indicators.survival.weighted import weighted_cox, weighted_survival_at
from places3t.indicators.survival.words import group_words

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.sample import Weights
    from places3t.indicators.survival.arrays import Floats
    from places3t.indicators.survival.question import Question
    from places3t.indicators.survival.survival_data import SurvivalData

WEIGHT = "_weight"
_PER = 100


def weighted_answer(
    places: pd.DataFrame, funding: pd.DataFrame | None, question: Question, level: str, weights: Weights
) -> pd.DataFrame:
    """Answer a question with weights, for each territory.

    Parameters
    ----------
    places, funding, question, level
        As for `places3t.indicators.survival.answer.answer_for`.
    weights
        A column of weights, or margins to rake to.

    Returns
    -------
    pandas.DataFrame
        An indicator frame: ``places closures place_years closure_rate at_risk survival_rate`` of each group and
        ``hazard_ratio hazard_ratio_adjusted`` between groups. What rests on counts is not given: log-rank, medians,
        restricted means, interactions, landmarks, sensitivity.

    Raises
    ------
    CannotCompute
        ``weights_survival_options`` where one of these was asked for; why weights cannot be had; as `survival`.
    """
    asked = {
        "--stratify": question.stratify,
        "--interact": question.interact,
        "--landmark": question.landmark,
        "--sensitivity": question.sensitivity,
        "--horizon": question.horizon,
    }
    wrong = [name for name, value in asked.items() if value]
    if wrong:
        raise CannotCompute("weights_survival_options", {"options": wrong})
    known, notes = _with_weights(places, weights)
    rows: list[dict[str, object]] = []
    refused: list[CannotCompute] = []
    for territory, part in territories(known, level):
        answer = Answer(question, territory)
        try:
            _answer(part, funding, answer)
        except CannotCompute as refusal:
            refused.append(refusal)
            notes.append(
                Note("no_answer_for", {"name": territory["name"], "reason": Note(refusal.code, refusal.params)})
            )
        rows += answer.rows
        notes += answer.notes
    if not rows:
        raise refused[0] if refused else CannotCompute("no_places", {})
    frame = indicator_frame(rows)
    frame.attrs["notes"] = notes
    return frame


def _with_weights(places: pd.DataFrame, weights: Weights) -> tuple[pd.DataFrame, list[Note]]:
    """Give the places that have a weight, with it in a column."""
    import pandas as pd

    from places3t.indicators.weights import rake

    lived = places[places["status"].astype("str") != "planned"] if "status" in places else places
    if isinstance(weights, str):
        if weights not in places:
            raise CannotCompute("unknown_column", {"column": weights, "try": [str(name) for name in places]})
        given = pd.to_numeric(lived[weights], errors="coerce").astype("float64")
        wrong = int((~(np.isfinite(given) & (given > 0))).sum())
        if wrong:
            raise CannotCompute("weights_column", {"column": weights, "places": wrong})
        notes = []
    else:
        raked = rake(lived, weights)
        given, notes = raked.weights, list(raked.notes)
    kept = lived.assign(**{WEIGHT: given})[given.notna()].reset_index(drop=True)
    effect, effective = kish(kept[WEIGHT])
    return kept, [*notes, Note("weights_survival", {"effect": effect, "effective": round(effective)})]


def _answer(places: pd.DataFrame, funding: pd.DataFrame | None, answer: Answer) -> None:
    question = answer.question
    data = grouped(spells(places, origin=question.origin, competing=question.competing), funding, question.by)
    answer.notes += [*data.notes]
    answer.notes += [Note(f"left_out_{reason}", {"places": n}) for reason, n in data.left_out.items()]
    assert data.group is not None  # noqa: S101 - grouped() always gives one
    weight = data.places[WEIGHT].to_numpy(dtype=np.float64)
    for at, label in enumerate(data.labels):
        part = data.take(data.group == at)
        if len(part.rows):
            _of_group(data, part, weight, label, answer)
    if question.by is not None:
        _ratios(data, weight, None, answer)
        if question.adjust:
            made = design(data.places, question.adjust)
            _ratios(data.without("covariate_unknown", made.known[data.place]), weight, made.x, answer)


def _of_group(data: SurvivalData, part: SurvivalData, weight: Floats, label: str, answer: Answer) -> None:
    own, n = weight[part.place], part.n_places
    years, closed = part.rows.exit - part.rows.entry, (part.rows.event == 1).astype(np.float64)
    stands = float(weight[np.unique(part.place)].sum())
    counts = (("places", stands, "places"), ("closures", float(own @ closed), "closures"))
    for name, value, unit in (*counts, ("place_years", float(own @ years), "place-years")):
        answer.add(name, value, n=n, unit=unit, method="weighted_sum", group=label)
    everyone = np.unique(data.place)
    inside = np.isin(everyone, part.place)
    events, time_at_risk = (
        np.where(inside, np.bincount(part.place, each, minlength=len(weight))[everyone], np.nan)
        for each in (closed, years)
    )
    design_ = design_of(len(everyone), weight[everyone])
    rate = ratio(events, time_at_risk, design_)
    half = normal_quantile() * rate.error / rate.value if rate.value else math.nan
    answer.add(
        "closure_rate",
        _PER * rate.value,
        low=_PER * rate.value * math.exp(-half),
        high=_PER * rate.value * math.exp(half),
        n=n,
        unit="per 100 place-years",
        method="weighted_rate",
        group=label,
    )
    for time in answer.question.at:
        count = int(at_risk(part.rows, np.array([time]))[0])
        answer.add("at_risk", count, at=time, n=n, unit="places", method="at_risk", group=label)
        found = weighted_survival_at(part.rows, own, part.place, time)
        figures = {"low": found.low, "high": found.high, "at": time, "n": n, "unit": "share"}
        answer.add("survival_rate", found.value, method="weighted_survival", group=label, **figures)  # type: ignore[arg-type]


def _ratios(data: SurvivalData, weight: Floats, covariates: Floats | None, answer: Answer) -> None:
    assert data.group is not None  # noqa: S101 - compared data have groups
    language = answer.question.language
    closures = np.bincount(data.group[data.rows.event == 1], minlength=len(data.labels))
    fitted = [at for at in range(len(data.labels)) if closures[at]]
    if len(fitted) < 2 or fitted[0] != 0:  # noqa: PLR2004 - a ratio needs two groups
        answer.note("reference_without_closures", group=group_words(data.labels[0], language))
        return
    kept = data.take(np.isin(data.group, fitted))
    assert kept.group is not None  # noqa: S101 - as above
    x = (kept.group[:, None] == np.array(fitted[1:])[None, :]).astype(np.float64)
    if covariates is not None:
        x = np.column_stack([x, covariates[kept.place]])
    x = x[:, [*range(len(fitted) - 1), *(at for at in range(len(fitted) - 1, x.shape[1]) if x[:, at].std() > 0)]]
    total, needed = int((kept.rows.event == 1).sum()), FEWEST_CLOSURES * x.shape[1]
    if total < needed:
        answer.note("too_few_closures_for_cox", closures=total, covariates=x.shape[1], needed=needed)
        return
    fit = weighted_cox(kept.rows, x, weight[kept.place], kept.place)
    name = "hazard_ratio" if covariates is None else "hazard_ratio_adjusted"
    for at, label in enumerate(data.labels[each] for each in fitted[1:]):
        value, low, high = fit.hazard_ratio(at)
        if math.isfinite(value):
            answer.add(
                name,
                value,
                low=low,
                high=high,
                n=kept.n_places,
                unit="ratio",
                method=f"weighted_{name}",
                group=label,
                reference=group_words(data.labels[0], language),
                adjust=list(answer.question.adjust),
            )
