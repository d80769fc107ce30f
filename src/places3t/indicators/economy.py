"""What the places live on: the mix of resources, own revenue, size, and the support that they received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators import survey
from places3t.indicators.counting import with_columns
from places3t.indicators.frame import indicator_frame
from places3t.indicators.numbers import number_rows
from places3t.indicators.problems import CannotCompute, Note
from places3t.indicators.sample import row, sample_of
from places3t.indicators.support import support_rows
from places3t.indicators.words import line

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from places3t.indicators.sample import Sample, Weights

    Array = npt.NDArray[np.float64]

MIX = ("public_share", "market_share", "reciprocity_share")
"""Redistribution, market, reciprocity: the three ways in which a place gets its means (Polanyi K., 1944, The great
transformation)."""
COLUMNS = (*MIX, "budget_eur", "staff_fte")
MIX_TOLERANCE = 0.02
"""A mix adds up to one within this, for rounding."""
FULL_POST = 1.0
_SMALLEST_BUDGET = 1_000.0


def economy(
    places: pd.DataFrame,
    funding: pd.DataFrame | None = None,
    *,
    level: str = "country",
    at: float | None = None,
    weights: Weights | None = None,
) -> pd.DataFrame:
    """Say what the places live on.

    Parameters
    ----------
    places
        One row per place; those with status ``open`` count.
    funding
        Spells of support: ``place_id source kind amount_eur started_on``.
    level
        As for `places3t.indicators.counting.territory_codes`.
    at
        Critical size: yearly budget in euros. By default the median budget of the places that employ at least one
        full-time post, which the method line says with its value.
    weights
        As for `places3t.indicators.sample.sample_of`; support received is a count and takes none.

    Returns
    -------
    pandas.DataFrame
        An indicator frame: ``public_share_mean market_share_mean reciprocity_share_mean`` over the places whose three
        shares add up to one; ``own_revenue_share`` (market revenue of all over budgets of all, a ratio of totals);
        ``public_half_share`` (places that live on public money for half or more); ``budget_eur_mean budget_median_eur
        …``; ``places_above_critical_size`` (a share, ``at`` the size); and what `support_rows` gives.

    Raises
    ------
    CannotCompute
        ``no_places``, ``nothing_answered``, and why weights cannot be had.
    """
    sample = sample_of(with_columns(places, COLUMNS), weights)
    if not len(sample.places):
        raise CannotCompute("no_places")
    numbers = sample.places[list(COLUMNS)].astype("float64")
    known = numbers.notna().any()
    sample = sample._replace(places=sample.places.assign(**{name: numbers[name] for name in COLUMNS}))
    rows = _mix(sample, level) if known[list(MIX)].all() else []
    if known["budget_eur"]:
        rows += [_renamed(each) for each in number_rows(sample, "budget_eur", level)]
        rows += _critical(sample, level, at)
    support, notes = support_rows(places, funding, level)
    absent = [name for name in COLUMNS if not known[name]] + (["funding"] if not support else [])
    if not rows and not support:
        raise CannotCompute("nothing_answered", {"places": len(sample.places), "columns": absent})
    frame = indicator_frame([*rows, *support])
    said: list[object] = [*sample.notes, *notes, *_mix_notes(sample), *_budget_notes(sample)]
    said += [Note("question_absent", {"columns": absent, "places": len(sample.places)})] if absent else []
    frame.attrs["notes"] = said
    return frame


def _renamed(each: dict[str, object]) -> dict[str, object]:
    """Call the median of budgets by its name in the family."""
    return each | {"indicator": "budget_median_eur"} if each["indicator"] == "budget_eur_median" else each


def whole_mix(places: pd.DataFrame) -> pd.Series[bool]:
    """Say of each place whether its three shares are known and add up to one."""
    total = places[list(MIX)].astype("float64").sum(axis=1, skipna=False)
    return (total - 1).abs() <= MIX_TOLERANCE


def _mix_notes(sample: Sample) -> list[Note]:
    shares = sample.places[list(MIX)]
    asked = shares.notna().any(axis=1)
    wrong = int((asked & ~whole_mix(sample.places)).sum())
    return [Note("mix_left_out", {"places": wrong, "answered": int(asked.sum())})] if wrong else []


def _budget_notes(sample: Sample) -> list[Note]:
    """Say that yearly budgets are so small that they must be in thousands; ingest tells where staff is known."""
    known = sample.places["budget_eur"].dropna()
    if known.empty or float(known.median()) >= _SMALLEST_BUDGET:
        return []
    return [Note("budgets_small", {"median": float(known.median()), "places": len(known)})]


def _mix(sample: Sample, level: str) -> list[dict[str, object]]:
    import numpy as np

    places, design = sample.places, sample.design
    whole = whole_mix(places).to_numpy()
    kind = "weighted" if design.weighted else "plain"
    rows = []
    for where, inside in sample.domains(level):
        asked = inside & whole
        if not asked.any():
            continue
        for name in MIX:
            found = survey.mean(places[name], design, asked)
            rows.append(row(found, "unit-share", line(f"method-mean-{kind}"), indicator=f"{name}_mean", **where))
        half = np.where(whole, places["public_share"] >= 0.5, np.nan)  # noqa: PLR2004 - half
        found = survey.share(half, design, asked)
        rows.append(row(found, "unit-share", "method-public-half", indicator="public_half_share", **where))
        budgets = np.where(asked, places["budget_eur"], np.nan)
        found = survey.ratio(places["market_share"] * budgets, budgets, design)
        if found.n > 1:
            rows.append(row(found, "unit-share", "method-own-revenue", indicator="own_revenue_share", **where))
    return rows


def critical_size(places: pd.DataFrame, design: survey.Design) -> survey.Estimated:
    """Give the median yearly budget of the places that employ at least one full-time post."""
    import numpy as np

    employs = places["staff_fte"].astype("float64") >= FULL_POST
    return survey.at_quantile(np.where(employs, places["budget_eur"].astype("float64"), np.nan), 0.5, design)


def _critical(sample: Sample, level: str, at: float | None) -> list[dict[str, object]]:
    import numpy as np

    size = at
    method = line("method-critical-given")
    if size is None:
        found = critical_size(sample.places, sample.design)
        if not found.n:
            return []
        size, method = found.value, line("method-critical-median", count=found.n)
    budget = sample.places["budget_eur"].to_numpy(dtype=np.float64)
    above = np.where(np.isnan(budget), np.nan, budget >= size)
    found_by = [(where, survey.share(above, sample.design, inside)) for where, inside in sample.domains(level)]
    name = {"indicator": "places_above_critical_size", "at": size}
    return [row(found, "unit-share", method, **name, **where) for where, found in found_by if found.n]
