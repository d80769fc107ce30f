"""The figure of the report of a workshop: themes against kinds of contribution, and which issues a solution meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t import __version__
from places3t.charts import style
from places3t.charts.themes import Column, Words, matrix
from places3t.indicators.themes_issues import ALL, answers

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.charts.style import Drawing
    from places3t.indicators.themes_workshop import Workshop
    from places3t.language import Language
    from places3t.reports.workshop_phrases import WorkshopPhrases
    from places3t.workspace import Workspace

KINDS = ("contributions", "codings")
"""Kinds of source that a workshop is made of."""

_FILES_NAMED = 3
_NONE = "none"
_OTHERS = ("practice", "concept", "comment", _NONE)
"""Kinds that stand beside issues and solutions, in order; those whose kind is not known last."""


def draw(say: WorkshopPhrases, said: Workshop, files: Sequence[str]) -> Drawing:
    """Draw the matrix; without issues there is nothing to answer, and the columns are the kinds alone.

    Parameters
    ----------
    say, said
        The report's sentences; the workshop.
    files
        Names of the sources, for the foot.
    """
    import pandas as pd

    kinds = said.themes.merge(said.contributions[["contribution_id", "kind"]], on="contribution_id")
    counts = kinds.assign(kind=kinds["kind"].fillna(_NONE)).groupby(["kind", "theme"]).size()
    of = {str(kind): rows.droplevel(0) for kind, rows in counts.groupby(level=0)}
    columns = _issues(say, said) if "issue" in of else []
    own = "" if columns else "-other"
    if "solution" in of or columns:
        columns.append(Column(say("side-solution"), of.get("solution", pd.Series(dtype="int64")), style.BLUE))
    columns += [Column(say(f"side-{kind}"), of[kind], style.QUIET) for kind in _OTHERS if kind in of]
    names = pd.Series({key: theme.names[say.language] for key, theme in said.codebook.themes.items()})
    # A person may give a theme that the codebook does not have.
    more = sorted(set(said.themes["theme"]) - set(names.index))
    names = pd.concat([names, pd.Series(more, index=more, dtype="str")])
    listed = ", ".join(files[:_FILES_NAMED]) + (", …" if len(files) > _FILES_NAMED else "")
    words = Words(
        say(f"figure-title{own}"),
        f"{listed}{say('figure-codebook', version=__version__)}",
        say(f"figure-note{own}"),
        say.language,
    )
    return matrix(names, columns, words)


def issues(workspace: Workspace, language: Language, only: Sequence[str] = ()) -> Drawing:
    """Draw the matrix of a workspace.

    Parameters
    ----------
    workspace, language
        Whose contributions, and of the words.
    only
        ``column=value``: which contributions.

    Raises
    ------
    Refusal
        If there are no contributions, no such column or value, or none of them has a theme.
    """
    from places3t.errors import Refusal
    from places3t.reports.sources import of_kinds
    from places3t.reports.workshop_phrases import WorkshopPhrases
    from places3t.tables import read_table
    from places3t.themes.study import read_workshop

    said = read_workshop(workspace, only=only)
    if said.themes.empty:
        raise Refusal("no-themes")
    files = of_kinds(read_table(workspace, "sources"), KINDS)
    return draw(WorkshopPhrases(language), said, list(files["source"]))


def _issues(say: WorkshopPhrases, said: Workshop) -> list[Column]:
    """Give the columns of issues: all, those that a solution meets, those that none meets."""
    table = answers(said).set_index("code").drop(index=ALL)
    left: pd.Series[int] = table["issues"] - table["answered"]
    return [
        Column(say("side-issue"), table["issues"], style.VERMILLION),
        Column(say("side-answered"), table["answered"], style.VERMILLION),
        Column(say("side-left"), left, style.VERMILLION, calls=True),
    ]
