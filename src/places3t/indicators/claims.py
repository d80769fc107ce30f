"""What a comparison lets one say, in words no stronger than the data, and what it says of the field's claims."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from places3t import typography
from places3t.indicators.balance import FALSE_DISCOVERIES
from places3t.indicators.feature_words import feature_words
from places3t.indicators.features import OPENED
from places3t.indicators.groups import FUNDING
from places3t.indicators.problems import Note

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

    from places3t.indicators.compare import Comparison
    from places3t.language import Language

_SMALL_EFFECT = (0.8, 1.25)
_FEW_EFFECTIVE = 30
_SHORT = 10
"""Numbers below have a decimal."""


class Conclusion(NamedTuple):
    """What is known, what is not, and what that makes of the claims: each a list of sentences."""

    known: list[str]
    unknown: list[str]
    claims: list[str]


class Ratio(NamedTuple):
    """A hazard ratio and its interval."""

    value: float
    low: float
    high: float
    n: int

    @property
    def verdict(self) -> str:
        """``less``, ``more``, or ``unclear`` where the interval holds one; ``small`` where it holds little else."""
        if self.high < 1:
            return "less"
        if self.low > 1:
            return "more"
        return "small" if self.low >= _SMALL_EFFECT[0] and self.high <= _SMALL_EFFECT[1] else "unclear"


def conclude(found: Comparison, language: Language) -> Conclusion:
    """Word what a comparison found.

    Parameters
    ----------
    found
        What `places3t.indicators.compare.compare` gives.
    language
        ``fr`` or ``en``.
    """
    known = [*_differences(found, language), *_adjusted(found, language), *_survival(found)]
    parts = (known, _unknown(found), _claims(found))
    return Conclusion(*([note.sentence(language) for note in notes] for notes in parts))


def established(table: pd.DataFrame, q: str = "q") -> pd.DataFrame:
    """Keep the differences that pass the false-discovery rate, largest first."""
    rows = table[table[q] < FALSE_DISCOVERIES]
    size = rows["standardised" if q == "q" else "standardised_adjusted"].abs()
    return rows.loc[size.sort_values(ascending=False, kind="stable").index]


def _differences(found: Comparison, language: Language) -> list[Note]:
    table, differ = found.table, established(found.table)
    tested = int(table["q"].notna().sum())
    rest = table[~table.index.isin(differ.index)]
    half = float(((rest["standardised_high"] - rest["standardised_low"]) / 2).median())
    words: dict[str, object] = {"tested": tested, "rate": round(100 * FALSE_DISCOVERIES), "half": half}
    if differ.empty:
        return [Note("differ_in_nothing", words)]
    names = [_difference(row, language) for row in differ.to_dict("records")]
    return [Note("differ_in", {**words, "found": len(differ), "names": names})]


def _difference(row: Mapping[Hashable, object], language: Language) -> str:
    """Say one difference: what, how much on each side, counts."""
    first, second = float(str(row["first"])), float(str(row["second"]))
    column = str(row["column"])
    if column == OPENED:
        sides = [f"{side:.0f}" for side in (first, second)]
    elif column.endswith("_share") or not typography.is_missing(row["value"]):
        sides = [typography.percent(side, language) for side in (first, second)]
    else:
        decimals = 1 if max(abs(first), abs(second)) < _SHORT else 0
        sides = [typography.number(side, language, decimals) for side in (first, second)]
    against = {"fr": "contre", "en": "against"}[language]
    return f"{feature_words(str(row['feature']), language)} ({sides[0]} {against} {sides[1]})"


def _adjusted(found: Comparison, language: Language) -> list[Note]:
    if found.adjustment is None:
        return []
    differ = established(found.table[~found.table["adjusted_for"]], "q_adjusted")
    names = [feature_words(name, language) for name in differ["feature"]]
    first, second = found.adjustment.overlap.effective
    words: dict[str, object] = {
        "columns": [feature_words(name, language) for name in found.adjust],
        "first": round(first),
        "second": round(second),
    }
    left = found.table.loc[found.table["adjusted_for"], "standardised_adjusted"].abs().max()
    words["left"] = float(left)
    code = "adjusted_differ" if names else "adjusted_differ_not"
    notes = [Note(code, {**words, "names": names})]
    if min(first, second) < _FEW_EFFECTIVE:
        notes.append(Note("adjusted_few", {"effective": round(min(first, second))}))
    return notes


def hazard(found: Comparison, group: str, indicator: str = "hazard_ratio") -> Ratio | None:
    """Give the hazard ratio of a group, if survival gave one."""
    rows = found.survival[(found.survival["indicator"] == indicator) & (found.survival["group"] == group)]
    if rows.empty:
        return None
    row = rows.iloc[0]
    value, low, high = (float(row[name]) for name in ("value", "low", "high"))
    return Ratio(value, low, high, int(row["n"])) if math.isfinite(value + low + high) else None


def _closures(found: Comparison) -> int:
    return int(found.survival.loc[found.survival["indicator"] == "closures", "value"].sum())


def _survival(found: Comparison) -> list[Note]:
    notes = []
    groups = ("funded", "withdrawn") if found.groups.by == FUNDING else (found.groups.first,)
    for group in groups:
        for indicator in ("hazard_ratio", "hazard_ratio_adjusted"):
            ratio = hazard(found, group, indicator)
            if ratio is not None:
                words: dict[str, object] = {"hr": ratio.value, "low": ratio.low, "high": ratio.high}
                words |= {"places": ratio.n, "closures": _closures(found), "group": group}
                kind = group if found.groups.by == FUNDING else "group"
                suffix = "_adjusted" if indicator.endswith("adjusted") else f"_{ratio.verdict}"
                notes.append(Note(f"lasts_{kind}{suffix}", words))
    return notes


def _unknown(found: Comparison) -> list[Note]:
    notes = [note for note in found.notes if isinstance(note, Note) and note.code in _SAID_AS_UNKNOWN]
    if found.survival.empty and not any(note.code == "compare_no_survival" for note in notes):
        notes.append(Note("lasts_unknown"))
    return [*notes, Note("not_a_cause" if found.groups.by == FUNDING else "not_a_cause_group")]


_SAID_AS_UNKNOWN = (
    "compare_no_survival",
    "compare_absent",
    "left_out_funding_unknown",
    "adjust_unknown",
    "like_nobody",
)


def _claims(found: Comparison) -> list[Note]:
    if found.groups.by != FUNDING:
        return list(found.claims)
    notes: list[Note] = []
    still_open, funded = found.open_places
    if still_open:
        words: dict[str, object] = {"open": still_open, "unfunded": still_open - funded}
        notes.append(Note("claim_only_funded_contradicted" if still_open > funded else "claim_only_funded_open", words))
    withdrawn = hazard(found, "withdrawn")
    if withdrawn is not None:
        verdict = {"more": "supported", "less": "contradicted"}.get(withdrawn.verdict, "open")
        words = {"hr": withdrawn.value, "low": withdrawn.low, "high": withdrawn.high}
        notes.append(Note(f"claim_withdrawn_{verdict}", words))
    return [*notes, *found.claims]
