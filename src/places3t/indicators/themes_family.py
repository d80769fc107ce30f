"""The family ``themes`` as the command line asks for it: counts by group, or everything about the themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.errors import Refusal

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.families import Ask, Tables

_LEVELS = {"country": "country_code", "region": "region_code", "departement": "departement_code"}
_LEVELS |= {"epci": "epci_code", "commune": "commune_code", "participant": "author_type"}


def themes(tables: Tables, ask: Ask) -> pd.DataFrame:
    """Compute the themes of a workspace's contributions.

    Parameters
    ----------
    tables
        Of the workspace.
    ask
        ``by`` (or ``level``) is a column of the contributions whose values are compared: ``phase kind author_type
        session``, a level of territories, any other; or ``theme``: which themes are said together. Without it: counts
        and shares, issues and solutions, agreement. ``replies``: count replies without a theme of their own, apart.

    Returns
    -------
    pandas.DataFrame
        An indicator frame at level ``theme``.

    Raises
    ------
    Refusal
        If there are no contributions or no such column.
    """
    import pandas as pd

    from places3t.indicators.themes import themes as counted
    from places3t.indicators.themes_agreement_frame import agreement_frame
    from places3t.indicators.themes_issues import issues_and_solutions
    from places3t.indicators.themes_together import BY, cooccurrence_frame
    from places3t.themes.study import read_workshop

    said = read_workshop(tables.workspace, only=ask.only)
    by = ask.by or ask.level
    if by == BY:
        return cooccurrence_frame(said, ask.language)
    if by is not None:
        column = _LEVELS.get(by, by)
        if column not in said.contributions:
            known = [str(name) for name in said.contributions.columns if said.contributions[name].notna().any()]
            raise Refusal("no-column", column=by, columns=", ".join([BY, *known]))
        return counted(said, by=column, language=ask.language, replies=ask.replies)
    frames = [
        counted(said, language=ask.language, replies=ask.replies),
        # A source that tells no kinds has nothing to hold against anything.
        *([issues_and_solutions(said, ask.language)] if said.contributions["kind"].eq("issue").any() else []),
        agreement_frame(said, ask.language),
    ]
    whole = pd.concat([frame for frame in frames if len(frame)], ignore_index=True)
    # All in one would be wider than a screen.
    whole.attrs = {
        "notes": frames[0].attrs["notes"],
        "tables": {name: at for at, frame in enumerate(frames) for name in frame["indicator"].unique()},
    }
    return whole
