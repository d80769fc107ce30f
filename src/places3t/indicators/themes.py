"""Themes of what people said: how often, by whom, what answers what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import wilson
from places3t.indicators.themes_specificity import false_discovery, specificity
from places3t.language import say
from places3t.themes.codebook import CODER, Codebook, default_codebook
from places3t.themes.coding import code_contributions
from places3t.themes.languages import CODED
from places3t.themes.names import value_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from places3t.language import Language

LEVEL = "theme"
"""The level of these frames: a row speaks of a theme, whose key and name stand as ``code`` and ``name``."""


class Workshop(NamedTuple):
    """What a workshop said, coded.

    Attributes
    ----------
    contributions
        Those that can be coded: with words, in French or English.
    themes
        ``contribution_id theme by_hand``: one row a theme of a contribution, once.
    codings
        All codings, by hand and by the codebook.
    codebook
        The one applied.
    empty, other
        Contributions without words, and in other languages, counted apart.
    """

    contributions: pd.DataFrame
    themes: pd.DataFrame
    codings: pd.DataFrame
    codebook: Codebook
    empty: int
    other: int


def workshop(
    contributions: pd.DataFrame, codings: pd.DataFrame | None = None, codebook: Codebook | None = None
) -> Workshop:
    """Code a workshop and choose each contribution's themes: those given by hand where there are any.

    Where several people coded a contribution, a theme counts that at least half of them gave.

    Parameters
    ----------
    contributions, codings
        Tables of the store; the codings of an earlier codebook are made anew.
    codebook
        The bundled one by default.
    """
    import pandas as pd

    used = codebook or default_codebook()
    title = contributions["title"].fillna("") if "title" in contributions else ""
    worded = (contributions["text"].fillna("") + title).str.contains(r"\w", regex=True)
    said = contributions[worded].reset_index(drop=True)
    coded, languages = code_contributions(said, used, codings)
    kept = said[languages.isin(CODED)].assign(language=languages).reset_index(drop=True)
    coded = coded[coded["contribution_id"].isin(contributions["contribution_id"])].reset_index(drop=True)
    hand = coded[coded["coder"] != CODER].drop_duplicates(["contribution_id", "theme", "coder"])
    coders = hand.groupby("contribution_id")["coder"].nunique()
    given = hand.groupby(["contribution_id", "theme"]).size().reset_index(name="gave")
    given = given[given["gave"] * 2 >= coders.reindex(given["contribution_id"]).to_numpy()]
    found = coded[(coded["coder"] == CODER) & ~coded["contribution_id"].isin(hand["contribution_id"])]
    pairs = ["contribution_id", "theme"]
    themes = pd.concat([given[pairs].assign(by_hand=True), found[pairs].assign(by_hand=False)], ignore_index=True)
    themes = themes[themes["contribution_id"].isin(kept["contribution_id"])].reset_index(drop=True)
    return Workshop(kept, themes, coded, used, int((~worded).sum()), int((~languages.isin(CODED)).sum()))


def themes(said: Workshop, *, by: str | None = None, language: Language = "en") -> pd.DataFrame:
    """Count themes, and compare groups.

    ================= ==========================================================================================
    ``count``         contributions that have the theme
    ``share``         of the contributions that could be coded; Wilson interval
    ``people_share``  of the people who said anything, where authors are known; Wilson interval
    ``votes``         sum of the votes on the contributions that have the theme, where votes are known
    ``specificity``   with ``by``: signed −log₁₀ p of the hypergeometric law (`specificity`)
    ``specificity_p`` with ``by``: its two-sided p, adjusted over all themes and groups (Benjamini, Hochberg)
    ``change``        by phase: share among solutions − share in the diagnosis; Newcombe's interval
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

    Returns
    -------
    pandas.DataFrame
        An indicator frame at level ``theme``, most frequent first; ``n`` is what the value is a part of.
    """
    import pandas as pd

    rows = said.contributions.assign(group="" if by is None else said.contributions[by])
    rows = rows[rows["group"].notna()].astype({"group": "str"})
    pairs = said.themes.merge(rows, on="contribution_id")
    order = pairs["theme"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable").index
    parts = [_counts(rows, pairs)]
    if "author" in rows and rows["author"].notna().any():
        parts.append(_people(rows, pairs))
    if "votes" in rows and rows["votes"].notna().any():
        parts.append(_votes(pairs))
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


_UNITS: Mapping[str, str] = {"count": "contributions", "votes": "votes", "specificity": "log10", "specificity_p": "p"}


def _frame(rows: pd.DataFrame, said: Workshop, by: str | None, language: Language) -> pd.DataFrame:
    named = rows.assign(
        level=LEVEL,
        code=rows["theme"],
        name=[said.codebook.name(key, language) for key in rows["theme"]],
        by=by,
        group=[value_name(by, group, language) for group in rows["group"]] if by else None,
        unit=[say("themes", f"unit-{_UNITS.get(each, 'share')}", language) for each in rows["indicator"]],
        method=[say("themes", f"method-{each}", language) for each in rows["indicator"]],
    )
    frame = indicator_frame(named.drop(columns="theme"))
    frame.attrs["notes"] = notes(said, language)
    return frame


def notes(said: Workshop, language: Language) -> list[str]:
    """Say what was counted and what was left out."""
    hand = said.themes.loc[said.themes["by_hand"], "contribution_id"].nunique()
    without = len(said.contributions) - said.themes["contribution_id"].nunique()
    figures = {"coded": len(said.contributions), "hand": hand, "without": without}
    return [
        say("themes", "note-coded", language, **figures),
        *([say("themes", "note-empty", language, count=said.empty)] if said.empty else []),
        *([say("themes", "note-other", language, count=said.other)] if said.other else []),
    ]


def cooccurrence(said: Workshop) -> pd.DataFrame:
    """Count the pairs of themes that stand in one contribution.

    Returns
    -------
    pandas.DataFrame
        ``theme other count expected specificity p``, most specific first: ``expected`` is what independent themes
        would give,
        ``p`` is two-sided and adjusted over all pairs.
    """
    sizes = said.themes.groupby("theme").size()
    pairs = said.themes.merge(said.themes, on="contribution_id", suffixes=("", "_other"))
    pairs = pairs[pairs["theme"] < pairs["theme_other"]].rename(columns={"theme_other": "other"})
    table = pairs.groupby(["theme", "other"]).size().reset_index(name="count")
    first, second, total = table["theme"].map(sizes), table["other"].map(sizes), len(said.contributions)
    score, p = specificity(table["count"], first, second, total)
    table = table.assign(expected=first * second / max(total, 1), specificity=score, p=false_discovery(p))
    return table.sort_values(["specificity", "theme", "other"], ascending=[False, True, True], ignore_index=True)
