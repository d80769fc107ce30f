"""Which themes go together in one contribution, and which keep apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import wilson
from places3t.indicators.themes import LEVEL
from places3t.indicators.themes_specificity import false_discovery, specificity
from places3t.indicators.themes_workshop import Workshop, notes
from places3t.language import say

if TYPE_CHECKING:
    import pandas as pd

    from places3t.language import Language

BY = "theme"
"""What ``by`` says of these frames: the group is the other theme."""

FALSE = 0.05
"""The rate of false discoveries at which two themes are said to go together, or to keep apart."""

_COLUMNS = ("theme", "other", "count", "either", "expected", "lift", "jaccard", "specificity", "p")
_SCREEN = 30
"""Pairs that a terminal shows; a file has them all."""

_UNITS = {"together": "contributions", "jaccard": "share", "lift": "ratio"}
_UNITS |= {"specificity": "log10", "specificity_p": "p"}


def cooccurrence(said: Workshop) -> pd.DataFrame:
    """Count, for each pair of themes, the contributions that have both.

    A contribution that people coded has the themes that count for it; a pair that nobody ever said together is a pair
    as well, so that the correction for many tests is over all of them.

    Returns
    -------
    pandas.DataFrame
        ``theme other count either expected lift jaccard specificity p``, most specific first, each pair once, themes
        in the order of their keys. ``either`` is how many have one or both; ``expected`` is what themes said
        independently would give; ``lift`` is count / expected; ``jaccard`` is count / either; ``p`` is two-sided and
        adjusted over all pairs.

    References
    ----------
    The same law as `places3t.indicators.themes_specificity.specificity`, the first theme being the group.
    """
    import pandas as pd

    sizes = said.themes.groupby("theme").size()
    keys = sorted(sizes.index)
    pairs = said.themes.merge(said.themes, on="contribution_id", suffixes=("", "_other"))
    counts = pairs.groupby(["theme", "theme_other"]).size()
    tuples = [(one, two) for at, one in enumerate(keys) for two in keys[at + 1 :]]
    if not tuples:
        return pd.DataFrame(columns=[*_COLUMNS])
    every = pd.MultiIndex.from_tuples(tuples, names=["theme", "other"])
    table = counts.reindex(every, fill_value=0).rename("count").reset_index()
    first, second, total = table["theme"].map(sizes), table["other"].map(sizes), len(said.contributions)
    score, p = specificity(table["count"], first, second, total)
    expected, either = first * second / max(total, 1), first + second - table["count"]
    table = table.assign(
        either=either,
        expected=expected,
        lift=table["count"] / expected,
        jaccard=table["count"] / either,
        specificity=score,
        p=false_discovery(p),
    )
    return table.sort_values(["specificity", "theme", "other"], ascending=[False, True, True], ignore_index=True)


def cooccurrence_frame(said: Workshop, language: Language = "en") -> pd.DataFrame:
    """Give the pairs of themes as an indicator frame, most specific first.

    ================= ==========================================================================================
    ``together``      contributions that have both themes
    ``jaccard``       of the contributions that have one of the two, those that have both; Wilson interval
    ``lift``          contributions that have both / those that independent themes would give
    ``specificity``   signed −log₁₀ p of the hypergeometric law: above zero together, below zero apart
    ``specificity_p`` its two-sided p, adjusted over all pairs (Benjamini, Hochberg)
    ================= ==========================================================================================

    Returns
    -------
    pandas.DataFrame
        An indicator frame at level ``theme``; ``by`` is ``theme`` and ``group`` the name of the other theme. Pairs
        never said together are left out, unless their keeping apart is established.
    """
    import pandas as pd

    table = cooccurrence(said)
    if table.empty:
        none = indicator_frame([])
        none.attrs["notes"] = notes(said, language)
        return none
    table = table[(table["count"] > 0) | (table["p"] <= FALSE)].reset_index(drop=True)
    base = pd.DataFrame(
        {
            "level": LEVEL,
            "code": table["theme"],
            "name": [said.codebook.name(key, language) for key in table["theme"]],
            "by": BY,
            "group": [said.codebook.name(key, language) for key in table["other"]],
            "n": table["either"],
            "place": table.index,
        }
    )
    low, high = wilson(table["count"], table["either"])
    parts = [
        base.assign(indicator="together", value=table["count"]),
        base.assign(indicator="jaccard", value=table["jaccard"], low=low, high=high),
        base.assign(indicator="lift", value=table["lift"]),
        base.assign(indicator="specificity", value=table["specificity"]),
        base.assign(indicator="specificity_p", value=table["p"]),
    ]
    frame = pd.concat(parts, ignore_index=True).sort_values("place", kind="stable").drop(columns="place")
    frame = frame.assign(
        unit=[say("themes", f"unit-{_UNITS[each]}", language) for each in frame["indicator"]],
        method=[say("themes", f"method-pair-{each}", language) for each in frame["indicator"]],
    )
    made = indicator_frame(frame)
    made.attrs = {"notes": notes(said, language), "first": _SCREEN}
    return made
