"""What a workshop's report shows to the public: groups of fewer than three are merged, and no table crosses two things.

A workshop has few participants, and tables that cross themes and groups are cells of one or two almost everywhere: they
are left out as a whole. What is left is counted one way at a time, so that nothing can be computed but what is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.suppression import FEWEST
from places3t.reports.workshop_parts import GROUPS

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.themes_workshop import Workshop


def published(said: Workshop) -> Workshop:
    """Give a workshop without groups of fewer than three people, and without themes of fewer than three contributions.

    Such groups count among those that did not say; where the source does not tell people apart, contributions count.
    """
    rows = said.contributions
    author = rows["author"] if "author" in rows and rows["author"].notna().any() else rows["contribution_id"]
    merged = {name: few_merged(rows[name], author) for name in GROUPS if name in rows}
    often = said.themes["theme"].map(said.themes.groupby("theme")["contribution_id"].nunique()) >= FEWEST
    return said._replace(contributions=rows.assign(**merged), themes=said.themes[often].reset_index(drop=True))


def few_merged(values: pd.Series[str], people: pd.Series[str]) -> pd.Series[str]:
    """Make a value null that fewer than three people have; then the next, until nulls are none or three at least.

    Examples
    --------
    >>> import pandas as pd
    >>> values = pd.Series(["user"] * 4 + ["elected"] + ["company"] * 3)
    >>> few_merged(values, pd.Series(range(8))).fillna("-").tolist()
    ['user', 'user', 'user', 'user', '-', '-', '-', '-']
    """
    counts = people.groupby(values).nunique().sort_values(kind="stable")
    kept = values.where(values.map(counts) >= FEWEST)
    for value in counts.index[counts >= FEWEST]:
        if not 0 < people[kept.isna()].nunique() < FEWEST:
            break
        kept = kept.where(kept != value)
    return kept
