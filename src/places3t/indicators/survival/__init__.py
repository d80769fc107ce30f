"""How long places last, and whether those that were funded last longer.

`survival` answers with one indicator frame. Each estimator it uses is a function of its own, on plain arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.survival.answer import answer_for
from places3t.indicators.survival.question import Question
from places3t.indicators.survival.territories import chosen
from places3t.indicators.survival.waves import with_observations
from places3t.indicators.survival.weighted_answer import weighted_answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from places3t.indicators.sample import Weights
    from places3t.indicators.survival.spells import Origin
    from places3t.language import Language

__all__ = ["survival"]


def survival(  # noqa: PLR0913 - one parameter per option of the command
    places: pd.DataFrame,
    funding: pd.DataFrame | None = None,
    *,
    observations: pd.DataFrame | None = None,
    by: str | None = None,
    at: Sequence[float] = (1, 3, 5, 10),
    origin: Origin = "opened",
    horizon: float | None = None,
    adjust: Sequence[str] = (),
    stratify: Sequence[str] = (),
    interact: str | None = None,
    landmark: float | None = None,
    competing: bool = True,
    sensitivity: bool = False,
    level: str = "country",
    only: Mapping[str, object] | None = None,
    language: Language = "en",
    weights: Weights | None = None,
) -> pd.DataFrame:
    """Compute how long places last, overall or by group, with tests and hazard ratios between groups.

    Parameters
    ----------
    places
        One row per place: ``place_id status`` and, as far as known, ``opened_on opened_precision closed_on
        closed_precision closure_kind observed_from first_seen_on last_seen_on funding_known``, ``closed_after
        closed_before`` (bounds of a closure without date), and any column to group by.
    funding
        Spells of support: ``place_id started_on ended_on`` and optionally ``kind`` (``own`` is no support).
    observations
        The waves that saw each place, ``place_id wave status``: what `with_observations` reads from them replaces
        ``last_seen_on closed_after closed_before``. Without it ``last_seen_on`` must be the last day on which a place
        that is not closed was seen open.
    by
        ``funding`` (unfunded, funded, withdrawn, changing with time), or a column, or None.
    at
        Years at which survival is given.
    origin
        ``opened`` or ``observed``; see `spells`.
    horizon
        Years of the restricted mean; by default the longest of ``at`` that every group was watched for.
    adjust, stratify
        Columns that the hazard ratio is adjusted for, and that have a baseline of their own each.
    interact
        Column of which it is tested whether the hazard ratio depends on it ("whatever their organisation").
    landmark
        Years: with ``by="funding"``, also compare those open then by their state then.
    competing
        Keep closing in another form (``closure_kind``) as a competing event; False counts it as closing.
    sensitivity
        Add E-values, and the results if all places of unknown status had closed, or stayed open.
    level
        Territory or column: one answer for each of its values. ``country`` without ``country_code``: all
        together.
    only
        Column to value: the places to keep.
    language
        Of the method lines.
    weights
        A column of weights, or margins to rake to: closures, rates, survival and hazard ratios of all that the places
        stand for, as `weighted_answer` gives them.

    Returns
    -------
    pandas.DataFrame
        An indicator frame with, per group: ``places closures place_years closure_rate at_risk survival_rate
        median_survival_years rmst_years``, ``closures_<kind>`` and ``cumulative_incidence[_<kind>]`` where
        places close in other forms, ``survival_rate_turnbull`` where closures are known only between two
        dates; between groups: ``survival_rate_difference rmst_difference_years logrank_chi2 logrank_p
        hazard_ratio proportional_hazards_p``; on request ``hazard_ratio_adjusted interaction_p
        interaction_lr_p hazard_ratio_within landmark_survival_rate landmark_logrank_p landmark_hazard_ratio
        e_value`` and ``<indicator>_if_unknown_closed``, ``…_open``. Shares are between 0 and 1, times in
        years, ``closure_rate`` per 100 place-years. ``attrs["notes"]`` is a list of `Note`: who is left out
        and why, and what could not be given.

    Raises
    ------
    CannotCompute
        Where nothing can be given; its sentence says what is missing and what can be done.

    Notes
    -----
    Formulas and references stand with each estimator: `kaplan_meier`, `poisson_rate`, `logrank`, `cox`,
    `proportional_hazards`, `cumulative_incidence`, `turnbull`, `at_landmark`, `e_value`.

    Examples
    --------
    >>> import pandas as pd
    >>> places = pd.DataFrame({
    ...     "place_id": list("abcd"), "status": ["open", "closed", "open", "closed"],
    ...     "opened_on": ["2010-01-01"] * 4, "closed_on": [None, "2013-01-01", None, "2016-01-01"],
    ...     "last_seen_on": ["2020-01-01"] * 4, "observed_from": ["2010-01-01"] * 4,
    ... })
    >>> frame = survival(places, at=[5])
    >>> frame[frame["indicator"] == "survival_rate"]["value"].round(3).tolist()
    [0.75]
    """
    question = Question(
        by=by,
        at=tuple(sorted({float(time) for time in at if time > 0})),
        origin=origin,
        horizon=horizon,
        adjust=tuple(adjust),
        stratify=tuple(stratify),
        interact=interact,
        landmark=landmark,
        competing=competing,
        sensitivity=sensitivity,
        language=language,
    )
    if observations is not None:
        places = with_observations(places, observations)
    if weights is not None:
        return weighted_answer(chosen(places, only), funding, question, level, weights)
    return answer_for(places, funding, question, level, only)
