"""Themes of what people said: how often, by whom, and who says what more than others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import wilson
from places3t.indicators.themes_specificity import false_discovery, specificity
from places3t.indicators.themes_workshop import notes
from places3t.language import say
from places3t.themes.names import value_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from places3t.indicators.themes_workshop import Workshop
    from places3t.language import Language

LEVEL = "theme"
"""The level of these frames: a row speaks of a theme, whose key and name stand as ``code`` and ``name``."""


def themes(said: Workshop, *, by: str | None = None, language: Language = "en", replies: bool = False) -> pd.DataFrame:
    """Count themes, and compare groups.

    ================= ==========================================================================================
    ``count``         contributions that have the theme
    ``share``         of the contributions that could be coded; Wilson interval
    ``people_share``  of the people who said anything, where authors are known; Wilson interval
    ``votes``         sum of the votes on the contributions that have the theme, where votes are known
    ``specificity``   with ``by``: signed −log₁₀ p of the hypergeometric law (`specificity`)
    ``specificity_p`` with ``by``: its two-sided p, adjusted over all themes and groups (Benjamini, Hochberg)
    ``change``        by phase: share among solutions − share in the diagnosis; Newcombe's interval
    ``replies``       with ``replies``: replies without a theme of their own to a contribution that has the theme
    ================= ==========================================================================================

    Parameters
    ----------
    said
        What `workshop` gives.
    by
        A column of the contributions (``phase kind author_type session region_code``...); those without a value are
        left out.
    language
        Of names, units and methods.
    replies
        Count replies such as "I quite agree" under the theme that they answer, apart: who agrees has not said the
        theme, and who answers may as well disagree. No other figure changes.

    Returns
    -------
    pandas.DataFrame
        An indicator frame at level ``theme``, most frequent first; ``n`` is what the value is a part of.
    """
    import pandas as pd

    rows = said.contributions.assign(group="" if by is None else said.contributions[by])
    rows = rows[rows["group"].notna()].astype({"group": "str"})
    pairs = said.themes.merge(rows, on="contribution_id")
    if pairs.empty:
        # Nobody has a theme: there is nothing to count, and no rows say so best.
        empty = indicator_frame([])
        empty.attrs["notes"] = notes(said, language)
        return empty
    order = pairs["theme"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable").index
    parts = [_counts(rows, pairs)]
    if "author" in rows and rows["author"].notna().any():
        parts.append(_people(rows, pairs))
    if "votes" in rows and rows["votes"].notna().any():
        parts.append(_votes(pairs))
    if replies:
        parts.append(_replies(rows, said))
    if by is not None:
        parts.append(_specific(parts[0], len(rows)))
    if by == "phase":
        parts.append(_change(parts[0]))
    frame = pd.concat(parts, ignore_index=True)
    frame = frame[frame["theme"].isin(order)]
    rank = pd.Series(range(len(order)), index=order)
    frame = (
        frame.assign(rank=frame["theme"].map(rank)).sort_values(["rank", "group"], kind="stable").drop(columns="rank")
    )
    return _frame(frame, said, by, language)


def _grid(rows: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Give every theme and group with how many contributions have it, nothing left out where none has."""
    counts = pairs.groupby(["theme", "group"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=sorted(rows["group"].unique()), fill_value=0)
    return counts.rename_axis(columns="group").reset_index().melt("theme", var_name="group", value_name="value")


def _counts(rows: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    counts = _grid(rows, pairs)
    counts["n"] = counts["group"].map(rows.groupby("group").size())
    low, high = wilson(counts["value"], counts["n"])
    shares = counts.assign(indicator="share", value=counts["value"] / counts["n"], low=low, high=high)
    return pd.concat([counts.assign(indicator="count"), shares], ignore_index=True)


def _people(rows: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    known = rows[rows["author"].notna()]
    counts = _grid(known, pairs[pairs["author"].notna()].drop_duplicates(["theme", "group", "author"]))
    counts["n"] = counts["group"].map(known.groupby("group")["author"].nunique())
    low, high = wilson(counts["value"], counts["n"])
    return counts.assign(indicator="people_share", value=counts["value"] / counts["n"], low=low, high=high)


def _votes(pairs: pd.DataFrame) -> pd.DataFrame:
    voted = pairs[pairs["votes"].notna()]
    sums = voted.groupby(["theme", "group"])["votes"].agg(["sum", "size"]).reset_index()
    return sums.rename(columns={"sum": "value", "size": "n"}).assign(indicator="votes")


def _replies(rows: pd.DataFrame, said: Workshop) -> pd.DataFrame:
    """Count replies without a theme under those of what they answer: the comment answered, else its thread."""
    import pandas as pd

    own = set(said.themes["contribution_id"])
    none = pd.Series(None, index=rows.index, dtype="str")
    direct, thread = (rows.get(name, none) for name in ("in_reply_to", "parent_id"))
    answered = direct.where(direct.isin(own), thread)
    bare = rows.assign(answered=answered)[~rows["contribution_id"].isin(own) & answered.isin(own)]
    under = bare.merge(said.themes, left_on="answered", right_on="contribution_id")
    counts = _grid(rows, under)
    return counts.assign(indicator="replies", n=counts["group"].map(bare.groupby("group").size()).fillna(0))


def _specific(counts: pd.DataFrame, total: int) -> pd.DataFrame:
    import pandas as pd

    seen = counts[counts["indicator"] == "count"]
    of_theme = seen.groupby("theme")["value"].transform("sum")
    score, p = specificity(seen["value"], of_theme, seen["n"], total)
    base = seen[["theme", "group", "n"]]
    scores = base.assign(indicator="specificity", value=score)
    return pd.concat([scores, base.assign(indicator="specificity_p", value=false_discovery(p))], ignore_index=True)


def _change(counts: pd.DataFrame) -> pd.DataFrame:
    """Compare the two phases; nothing where there are not both.

    Newcombe R. G. (1998), Interval estimation for the difference between independent proportions, Stat. Med. 17,
    873-890.
    """
    import numpy as np

    shares = counts[counts["indicator"] == "share"].set_index("theme")
    before, after = (shares[shares["group"] == phase] for phase in ("diagnosis", "solutions"))
    if before.empty or after.empty:
        return before.iloc[:0].reset_index()
    after = after.reindex(before.index)
    difference = after["value"] - before["value"]
    low = difference - np.hypot(after["value"] - after["low"], before["high"] - before["value"])
    high = difference + np.hypot(after["high"] - after["value"], before["value"] - before["low"])
    made = before.assign(indicator="change", value=difference, low=low, high=high, n=before["n"] + after["n"])
    return made.assign(group="diagnosis → solutions").reset_index()


_UNITS: Mapping[str, str] = {
    "count": "contributions",
    "replies": "contributions",
    "votes": "votes",
    "specificity": "log10",
    "specificity_p": "p",
}


def _frame(rows: pd.DataFrame, said: Workshop, by: str | None, language: Language) -> pd.DataFrame:
    origin = said.origin.said(language)
    named = rows.assign(
        level=LEVEL,
        code=rows["theme"],
        name=[said.codebook.name(key, language) for key in rows["theme"]],
        by=by,
        group=[value_name(by, group, language) for group in rows["group"]] if by else None,
        unit=[say("themes", f"unit-{_UNITS.get(each, 'share')}", language) for each in rows["indicator"]],
        method=[say("themes", f"method-{each}", language, origin=origin) for each in rows["indicator"]],
    )
    frame = indicator_frame(named.drop(columns="theme"))
    frame.attrs["notes"] = notes(said, language)
    return frame
