"""Quotations chosen by a rule that can be said, so that nobody chooses what suits.

For a theme: the contributions that have it and fewest others, then those with most votes, then the longest that
fits; one a
session as long as there are several. Nobody is named: the kind of participant and the session are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from places3t.themes.texts import plain

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.themes_workshop import Workshop

LONGEST = 280
_SHORTEST = 25
_ENDS = (".", "!", "?", "…", ":")
_INNER = re.compile(r"«\s*([^«»]*?)\s*»")
_SPACE = re.compile(r"\s+")


def shorten(text: str, longest: int = LONGEST) -> str:
    """Give a text on one line, cut between words where it is too long, the cut marked.

    Examples
    --------
    >>> shorten("Le bus  ne passe plus", 12)
    'Le bus ne […]'
    """
    line = _SPACE.sub(" ", text).strip()
    if len(line) <= longest:
        return line
    return line[: longest + 1].rsplit(" ", 1)[0][:longest].rstrip(" ,;:") + " […]"


def spoken(rows: pd.DataFrame, longest: int = LONGEST) -> list[str]:
    """Give each contribution as one line to quote: title, then text, inner quotation marks of the other kind."""
    titles = rows["title"].fillna("") if "title" in rows else [""] * len(rows)
    lines = []
    for title, text in zip(titles, rows["text"].fillna(""), strict=True):
        first, rest = plain(str(title)).strip(), plain(str(text)).strip()
        joined = f"{first}{'' if first.endswith(_ENDS) else '.'} {rest}" if first and rest else first + rest
        lines.append(shorten(_INNER.sub(r"“\1”", joined), longest))
    return lines


def quotations(said: Workshop, each: int = 2) -> pd.DataFrame:
    """Choose quotations for each theme by the rule above.

    Returns
    -------
    pandas.DataFrame
        ``theme contribution_id text author_type session kind``, at most ``each`` a theme.
    """
    rows = said.contributions
    texts = spoken(rows)
    many = said.themes.groupby("contribution_id").size()
    votes = rows["votes"].fillna(0) if "votes" in rows else 0
    ranked = rows[["contribution_id", "author_type", "session", "kind"]].assign(
        text=texts,
        others=rows["contribution_id"].map(many),
        votes=votes,
        cut=[text.endswith("[…]") for text in texts],
        length=[len(text) for text in texts],
    )
    pairs = said.themes.merge(ranked[ranked["length"] >= _SHORTEST], on="contribution_id")
    keys = ["theme", "others", "cut", "votes", "length", "contribution_id"]
    pairs = pairs.sort_values(keys, ascending=[True, True, True, False, False, True], kind="stable")
    pairs = pairs.assign(turn=pairs.groupby(["theme", "session"], dropna=False).cumcount())
    pairs = pairs.sort_values(["theme", "turn"], kind="stable")
    chosen = pairs.groupby("theme", sort=False).head(each)
    return chosen[["theme", "contribution_id", "text", "author_type", "session", "kind"]].reset_index(drop=True)
