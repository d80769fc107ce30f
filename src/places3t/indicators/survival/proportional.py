"""Is a hazard ratio the same all along? The score test of proportional hazards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.survival.arrays import chi2_p
from places3t.indicators.survival.cox import prepare
from places3t.indicators.survival.efron import slope, spread_terms
from places3t.indicators.survival.kaplan_meier import kaplan_meier
from places3t.indicators.survival.logrank import quadratic_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from places3t.indicators.survival.arrays import Episodes, Floats, Ints
    from places3t.indicators.survival.cox import CoxFit

GLOBAL = "GLOBAL"


@dataclass(frozen=True, slots=True)
class Test:
    """A chi-square statistic, its degrees of freedom and p."""

    chi2: float
    df: int
    p: float


def proportional_hazards(
    rows: Episodes,
    x: Floats,
    fit: CoxFit,
    terms: Mapping[str, Sequence[str]] | None = None,
    strata: Ints | None = None,
) -> dict[str, Test]:
    """Test that each term's hazard ratio does not change with time.

    Parameters
    ----------
    rows, x, strata
        What the model was fitted to.
    fit
        The fitted model.
    terms
        Name to the covariates that make one term (the groups of a factor); by default each covariate.

    Returns
    -------
    dict
        One `Test` per term with an estimate, and ``GLOBAL`` for all together.

    Notes
    -----
    Score test of adding ``x · g(t)`` at ``g(t) = 1 - S(t-)``, S the Kaplan-Meier curve of all places:
    Grambsch and Therneau (1994), Biometrika 81, 515-526, in the exact form (no averaging of the information
    over time) of R ``cox.zph`` since ``survival`` 3.0, ``transform = "km"``.
    """
    prepared = prepare(rows, x, strata)
    kept = prepared.kept
    beta = fit.coef[kept] * prepared.scale[kept]
    last = slope(prepared.units, prepared.tied, beta)
    g = _clock(rows, prepared.bins.times, np.asarray(prepared.tied.bin))
    p = len(kept)
    x_units = prepared.units.x
    died = np.array([prepared.units.at_events(x_units[:, k]) for k in range(p)])
    died = died.reshape(p, len(prepared.bins.times))
    excess = (died * g[0]).sum(axis=1) - (last.mean * g[1]).sum(axis=1)
    first, second = np.zeros((p, p)), np.zeros((p, p))
    for k in range(p):
        for j in range(k + 1):
            terms_kj = spread_terms(prepared.units, prepared.tied, last.risk, last.denominator, last.mean, (k, j))
            first[k, j] = first[j, k] = (terms_kj * g[1]).sum()
            second[k, j] = second[j, k] = (terms_kj * g[1] ** 2).sum()
    usable = [fit.names[k] for k in kept]
    groups = {name: [name] for name in usable} if terms is None else {key: list(part) for key, part in terms.items()}
    out = {}
    for term, members in {**groups, GLOBAL: usable}.items():
        at = [usable.index(name) for name in members if name in usable and name not in fit.infinite]
        if at:
            chi2, df = quadratic_form(excess[at], _given_rest(second, first, last.information, at))
            out[term] = Test(chi2, df, chi2_p(chi2, df) if df else float("nan"))
    return out if usable else {}


def _given_rest(second: Floats, first: Floats, information: Floats, at: Sequence[int]) -> Floats:
    """Information on some of the slopes once every coefficient is known up to estimation."""
    cross = first[:, at]
    return second[np.ix_(at, at)] - cross.T @ np.linalg.pinv(information, hermitian=True) @ cross


def _clock(rows: Episodes, times: Floats, event_bin: Ints) -> tuple[Floats, Floats]:
    """Give ``1 - S(t-)`` less its mean over events: for each bin, and for each event."""
    curve = kaplan_meier(rows)
    before = np.concatenate(([1.0], curve.survival[:-1]))
    g = 1 - before[np.searchsorted(curve.times, times)]
    each = g[event_bin]
    mean = each.mean() if len(each) else 0.0
    return g - mean, each - mean
