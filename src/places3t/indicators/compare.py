"""Two groups of places side by side: what differs, what still does once they are alike, and how they last."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from places3t.indicators.adjust import Adjusted, adjusted
from places3t.indicators.balance import balance_table, compared
from places3t.indicators.character import NUMBERS, WORDS
from places3t.indicators.features import OPENED, features
from places3t.indicators.field_claims import field_claims
from places3t.indicators.frame import indicator_frame
from places3t.indicators.groups import FUNDING, Groups, groups_of
from places3t.indicators.problems import CannotCompute, Note
from places3t.indicators.sample import EVERYWHERE, sample_of
from places3t.indicators.surroundings import SURROUNDINGS, diversity_compared, with_surroundings
from places3t.indicators.words import line
from places3t.typography import is_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from places3t.indicators.balance import Compared
    from places3t.indicators.features import Feature
    from places3t.indicators.sample import Weights
    from places3t.indicators.survey import Design
    from places3t.language import Language

    Flags = npt.NDArray[np.bool_]

ECONOMY = ("budget_eur", "public_share", "market_share", "reciprocity_share")
COLUMNS = (OPENED, *WORDS, *NUMBERS, *ECONOMY, *SURROUNDINGS, "region_code")
"""What is compared, where it is known: of every family what it says of a place."""
STATUSES = ("open", "closed")
_EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Comparison:
    """What `compare` found.

    Attributes
    ----------
    groups
        The two groups and their names.
    table
        `places3t.indicators.balance.balance_table`, with ``adjusted_for`` for the columns that were adjusted for.
    adjustment
        Overlap and who was left out of it; null without ``adjust``.
    survival
        The indicator frame of `places3t.indicators.survival.survival`; empty where it cannot be given.
    open_places
        How many places are open, and how many of them are in the group.
    notes
        What could not be answered, and why.
    claims
        `places3t.indicators.field_claims.field_claims`.
    """

    groups: Groups
    table: pd.DataFrame
    adjust: tuple[str, ...]
    adjustment: Adjusted | None
    survival: pd.DataFrame
    open_places: tuple[int, int]
    notes: list[object] = field(default_factory=list)
    claims: tuple[Note, ...] = ()

    def frame(self) -> pd.DataFrame:
        """Give all figures as one indicator frame: both groups, differences, tests, survival."""
        import pandas as pd

        return pd.concat([_frame(self), self.survival], ignore_index=True)


def compare(  # noqa: PLR0913 - one parameter per option of the command
    places: pd.DataFrame,
    funding: pd.DataFrame | None = None,
    *,
    observations: pd.DataFrame | None = None,
    by: str = FUNDING,
    values: Sequence[str] = (),
    adjust: Sequence[str] = (),
    weights: Weights | None = None,
    language: Language = "en",
) -> Comparison:
    """Compare two groups of places in everything that is known of them.

    Parameters
    ----------
    places
        One row per place; those open and closed count, so that a group is not made of survivors.
    funding, observations
        For survival: spells of support, waves.
    by
        ``funding`` (ever funded against never; survival by the state that changes with time), or a column.
    values
        One or two values of the column: the group, and what it is compared with (by default all others).
    adjust
        Columns to make the groups alike in, by inverse-probability weighting; also for hazard ratios.
    weights
        As for `places3t.indicators.sample.sample_of`; survival takes them too.
    language
        Of the method lines of survival.

    Raises
    ------
    CannotCompute
        ``no_places``, ``compare_group_unknown``, ``compare_which_values``, ``compare_one_side``,
        ``nothing_answered``; those of `rake` and `adjusted`.
    """
    sample = sample_of(places, weights, STATUSES)
    if not len(sample.places):
        raise CannotCompute("no_places")
    groups = groups_of(sample.places, by, values)
    notes: list[object] = [*sample.notes, *groups.notes]
    known, inside = groups.known, groups.inside[groups.known]
    described = with_surroundings(sample.places, STATUSES)[known].reset_index(drop=True)
    sample = sample._replace(places=described, design=sample.design.take(known))
    asked = [name for name in COLUMNS if name not in (by, *groups.same)]
    found = features(sample.places, asked)
    if not found:
        raise CannotCompute("nothing_answered", {"places": len(sample.places), "columns": asked})
    fitted = adjusted(sample.places, adjust, inside, sample.design) if adjust else None
    notes += fitted.notes if fitted else []
    rows = [_compared(feature, inside, sample.design, fitted) for feature in found]
    diverse = diversity_compared(sample.places, inside, sample.design)
    table = balance_table([*rows, *([diverse] if diverse else [])])
    table["adjusted_for"] = table["column"].isin(list(adjust))
    absent = [name for name in asked if name not in set(table["column"])]
    if absent:
        notes.append(Note("compare_absent", {"columns": absent}))
    lasting, said = _survival((places, funding, observations), groups, tuple(adjust), language, weights)
    is_open = sample.places["status"].astype("str").eq("open").to_numpy()
    open_places = (int(is_open.sum()), int((is_open & inside).sum()))
    claims = tuple(field_claims(sample.places, table))
    return Comparison(groups, table, tuple(adjust), fitted, lasting, open_places, [*notes, *said], claims)


def _compared(feature: Feature, inside: Flags, design: Design, fitted: Adjusted | None) -> Compared:
    """Compare all the places as they are, and those that can be made alike once they are."""
    whole = compared(feature, inside, design)
    if fitted is None:
        return whole
    kept = fitted.kept
    part = feature._replace(values=feature.values[kept])
    alike = compared(part, inside[kept], design.take(kept), fitted.score)
    return whole._replace(adjusted=alike.adjusted, p_adjusted=alike.p_adjusted)


def _survival(
    tables: tuple[pd.DataFrame, pd.DataFrame | None, pd.DataFrame | None],
    groups: Groups,
    adjust: tuple[str, ...],
    language: Language,
    weights: Weights | None,
) -> tuple[pd.DataFrame, list[object]]:
    """Compare survival: by funding as it changes, or by the column; without what it cannot be adjusted for."""
    from places3t.indicators.survival import survival

    places, funding, observations = tables
    kept = places if groups.by == FUNDING else _two_sides(places, groups)
    # All places are one territory.
    kept = kept.assign(**{_EVERYWHERE: "all"})
    # An opening date is where survival starts, and cannot be adjusted for there.
    wanted = tuple(name for name in adjust if name != OPENED)
    said: list[object] = []
    for columns in dict.fromkeys([wanted, ()]):
        try:
            found = survival(
                kept,
                funding,
                observations=observations,
                by=groups.by,
                adjust=columns,
                language=language,
                level=_EVERYWHERE,
                weights=weights,
            )
        except CannotCompute as refused:
            said = [Note("compare_no_survival", {"reason": Note(refused.code, refused.params)})]
        else:
            everywhere = indicator_frame(found.assign(code=None, level=EVERYWHERE["level"], name=EVERYWHERE["name"]))
            return everywhere, [*found.attrs.get("notes", []), *said]
    return indicator_frame([]), said


def _two_sides(places: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """Keep the places of both sides, with the side in the column."""
    status = places["status"].astype("str") if "status" in places else None
    own = places if status is None or not status.isin(STATUSES).any() else places[status.isin(STATUSES)]
    import numpy as np

    side = np.where(groups.inside, groups.first, groups.second or line("all-others"))
    return own.assign(**{groups.by: side})[groups.known]


def _frame(found: Comparison) -> pd.DataFrame:
    """Lay the table out as rows of an indicator frame, a group or a difference each."""
    groups, rows = found.groups, []
    names = {"first": groups.first, "second": groups.second or line("all-others")}
    for each in found.table.to_dict("records"):
        share = not is_missing(each["value"])
        unit = line("unit-share") if share else line("unit-number")
        base = {**EVERYWHERE, "by": groups.by, "unit": unit}
        for side, name in names.items():
            figures = {"value": each[side], "low": each[f"{side}_low"], "high": each[f"{side}_high"]}
            method = line("method-compare-share" if share else "method-compare-mean")
            n = each[f"n_{side}"]
            rows.append({**base, **figures, "indicator": each["feature"], "group": name, "n": n, "method": method})
        base |= {"group": groups.first, "n": each["n"]}
        for indicator, value, words in _DIFFERENCES:
            figures = dict(zip(("value", "low", "high"), (each.get(name) for name in value), strict=False))
            if not is_missing(figures["value"]):
                own = {"indicator": f"{each['feature']} {indicator}", "method": line(words["method"])}
                own["unit"] = line(words["unit"]) if "unit" in words else unit
                rows.append({**base, **figures, **own})
    return indicator_frame(rows)


_DIFFERENCES: tuple[tuple[str, tuple[str, ...], dict[str, str]], ...] = (
    ("difference", ("difference", "low", "high"), {"method": "method-difference"}),
    (
        "standardised_difference",
        ("standardised", "standardised_low", "standardised_high"),
        {"method": "method-standardised", "unit": "unit-sd"},
    ),
    ("q", ("q",), {"method": "method-q", "unit": "unit-probability"}),
    ("difference_adjusted", ("adjusted", "adjusted_low", "adjusted_high"), {"method": "method-adjusted"}),
    (
        "standardised_difference_adjusted",
        ("standardised_adjusted", "standardised_adjusted_low", "standardised_adjusted_high"),
        {"method": "method-standardised-adjusted", "unit": "unit-sd"},
    ),
    ("q_adjusted", ("q_adjusted",), {"method": "method-q", "unit": "unit-probability"}),
)
