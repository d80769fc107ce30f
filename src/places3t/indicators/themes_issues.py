"""Issues against solutions: what was raised, what was proposed on the same theme, what nothing answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import wilson
from places3t.indicators.themes import LEVEL
from places3t.indicators.themes_workshop import Workshop, notes
from places3t.language import say

if TYPE_CHECKING:
    import pandas as pd

    from places3t.language import Language

ALL = "all"
"""Code of the row that speaks of all themes together."""


def issues_and_solutions(said: Workshop, language: Language = "en") -> pd.DataFrame:
    """Hold issues against solutions.

    ================== =========================================================================================
    ``issues``         contributions of kind ``issue`` that have the theme
    ``solutions``      contributions of kind ``solution`` that have the theme
    ``answered_share`` of the issues that have a theme, those with at least one solution on one of their themes in the
                       same session, Wilson interval; by theme: of the theme's issues, those whose session has a
                       solution on this theme
    ================== =========================================================================================

    Where no session has both issues and solutions (a platform that keeps them apart), answers are looked for
    everywhere.
    A solution on the same theme is not proof that it answers: it says where to look.

    Returns
    -------
    pandas.DataFrame
        An indicator frame at level ``theme``; the row of all themes has code ``all``. Themes with most issues first.
    """
    return _frame(answers(said), said, language)


def answers(said: Workshop) -> pd.DataFrame:
    """Count issues, solutions, and issues that have a solution on the theme, as `issues_and_solutions` says.

    Returns
    -------
    pandas.DataFrame
        ``code issues solutions answered``, all themes together first, with code ``all``.
    """
    import pandas as pd

    rows = said.themes.merge(said.contributions[["contribution_id", "kind", "session"]], on="contribution_id")
    rows = rows.assign(session=_where(rows))
    issues, solutions = (rows[rows["kind"] == kind] for kind in ("issue", "solution"))
    spots = pd.MultiIndex.from_frame(solutions[["theme", "session"]].drop_duplicates())
    issues = issues.assign(answered=pd.MultiIndex.from_frame(issues[["theme", "session"]]).isin(spots))
    table = pd.DataFrame(
        {
            "issues": issues.groupby("theme").size(),
            "solutions": solutions.groupby("theme").size(),
            "answered": issues.groupby("theme")["answered"].sum(),
        }
    )
    table = table.fillna(0).astype("int64").rename_axis("code").reset_index()
    table = table.sort_values(["issues", "solutions", "code"], ascending=[False, False, True])
    each = issues.groupby("contribution_id")["answered"].any()
    whole = {"code": ALL, "issues": len(each), "solutions": solutions["contribution_id"].nunique()}
    return pd.concat([pd.DataFrame([{**whole, "answered": int(each.sum())}]), table], ignore_index=True)


def _where(rows: pd.DataFrame) -> pd.Series[str]:
    """Give where answers are looked for: the session, or everywhere where no session has both issues and solutions."""
    sessions = rows["session"].fillna("")
    issues, solutions = (set(sessions[rows["kind"] == kind]) for kind in ("issue", "solution"))
    return sessions if issues & solutions else sessions.where(sessions.isna(), "")


def _frame(table: pd.DataFrame, said: Workshop, language: Language) -> pd.DataFrame:
    import pandas as pd

    names = [
        say("themes", "all", language) if key == ALL else said.codebook.name(key, language) for key in table["code"]
    ]
    base = pd.DataFrame({"level": LEVEL, "code": table["code"], "name": names})
    low, high = wilson(table["answered"], table["issues"])
    share = table["answered"] / table["issues"].where(table["issues"] > 0)
    parts = [
        base.assign(
            indicator=name, value=table[name], n=table[name], unit=say("themes", "unit-contributions", language)
        )
        for name in ("issues", "solutions")
    ]
    answered = base.assign(indicator="answered_share", value=share, low=low, high=high, n=table["issues"])
    parts.append(answered.assign(unit=say("themes", "unit-share", language)))
    frame = pd.concat(parts, ignore_index=True)
    frame = frame.assign(method=[say("themes", f"method-{each}", language) for each in frame["indicator"]])
    made = indicator_frame(frame)
    made.attrs["notes"] = notes(said, language)
    return made


def unanswered(said: Workshop) -> pd.DataFrame:
    """Give the issues that no solution of their session shares a theme with.

    Returns
    -------
    pandas.DataFrame
        Rows of the contributions, with ``themes`` as a list of keys, in their order; issues without a theme are not
        among
        them: what they ask is not known.
    """
    import pandas as pd

    rows = said.themes.merge(said.contributions[["contribution_id", "kind", "session"]], on="contribution_id")
    rows = rows.assign(session=_where(rows))
    spots = pd.MultiIndex.from_frame(rows.loc[rows["kind"] == "solution", ["theme", "session"]].drop_duplicates())
    issues = rows[rows["kind"] == "issue"]
    issues = issues.assign(answered=pd.MultiIndex.from_frame(issues[["theme", "session"]]).isin(spots))
    answered = issues.groupby("contribution_id")["answered"].any()
    lists = issues.groupby("contribution_id")["theme"].agg(list)
    left = said.contributions[said.contributions["contribution_id"].isin(answered.index[~answered])]
    return left.assign(themes=left["contribution_id"].map(lists)).reset_index(drop=True)
