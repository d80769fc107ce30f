"""What the findings that fired in the sources do to a report's figures: one sentence for each kind that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.reports.phrases import Phrases
    from places3t.typography import Markdown

WHERE = (
    "location-disagrees",
    "not-located",
    "located-to-departement",
    "located-to-region",
    "departement-disagrees",
    "same-place-twice",
    "doubtful-link",
    "same-id-other-place",
    "status-disagrees",
    "status-in-words",
    "destroyed-characters",
    "out-of-range",
)
"""Findings that can move a count, a rate or a distance, in the order in which they are said."""

LIVES = (
    "uncertain-date",
    "not-a-date",
    "no-such-date",
    "opening-disagrees",
    "closed-before-opened",
    "open-after-closing",
    "opened-after-sight",
    "funding-not-linked",
    "doubtful-link",
)
"""Findings that can move a rate of closure or the part of it that support is credited with."""


def of_findings(say: Phrases, findings: pd.DataFrame, codes: Sequence[str] = WHERE) -> list[Markdown]:
    """Say what each kind of finding does to the figures, where there are any.

    Parameters
    ----------
    say
        The sentences: one ``limit-CODE`` for each code, with a form for one.
    findings
        Of the whole of the sources.
    codes
        The kinds that matter to this report.
    """
    counts = findings["code"].value_counts()
    return [say.count(f"limit-{code}", int(counts[code])) for code in codes if code in counts.index]
