"""Whether coders agree, with one another and with the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.intervals import Estimate

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Counts = npt.NDArray[np.float64]

SEED = 20260101
RESAMPLES = 1000


class Agreement(NamedTuple):
    """Agreement on one theme, or on all: alpha with its interval, kappa where there are two coders, how many units."""

    theme: str | None
    alpha: Estimate
    kappa: float
    contributions: int
    coders: int


def krippendorff_alpha(counts: npt.ArrayLike) -> float:
    """Compute Krippendorff's alpha for nominal values, whoever gave them, whatever is missing.

    Parameters
    ----------
    counts
        One row a unit, one column a value: how many coders gave this value to this unit. A unit that fewer than two
        coders
        coded pairs nothing and is left out.

    Returns
    -------
    float
        1 for perfect agreement, 0 for what chance gives, below 0 for less; null where only one value was ever given,
        since
        nothing could then disagree.

    References
    ----------
    Krippendorff K. (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania.

    Examples
    --------
    Two observers, ten units, four disagreements (Krippendorff 2011, A): 1 − 19 × 4 / (14 × 6).

    >>> round(krippendorff_alpha([[1, 1]] * 4 + [[2, 0]] * 5 + [[0, 2]]), 6)
    0.095238
    """
    import numpy as np

    table = np.asarray(counts, dtype=np.float64)
    coders = table.sum(axis=1)
    table, coders = table[coders >= 2], coders[coders >= 2]  # noqa: PLR2004 - a pair
    total = coders.sum()
    values = table.sum(axis=0)
    expected = total**2 - (values**2).sum()
    if not expected:
        return float("nan")
    observed = ((coders**2 - (table**2).sum(axis=1)) / (coders - 1)).sum()
    return float(1 - (total - 1) * observed / expected)


def cohen_kappa(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Compute Cohen's kappa of two coders over the units that both coded.

    References
    ----------
    Cohen J. (1960), A coefficient of agreement for nominal scales, Educ. Psychol. Meas. 20, 37-46.

    Examples
    --------
    Twenty times yes and fifteen times no together, five and ten apart: (0.7 − 0.5) / (1 − 0.5).

    >>> round(cohen_kappa([1] * 20 + [1] * 5 + [0] * 10 + [0] * 15, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15), 6)
    0.4
    """
    import numpy as np

    one, two = np.asarray(first), np.asarray(second)
    values = np.unique(np.concatenate((one, two)))
    chance = sum(float((one == value).mean() * (two == value).mean()) for value in values)
    return float(((one == two).mean() - chance) / (1 - chance)) if chance < 1 else float("nan")


def agreement(by_hand: pd.DataFrame, seed: int = SEED) -> list[Agreement]:
    """Compare coders: for each theme whether a contribution has it, and over all themes together.

    Parameters
    ----------
    by_hand
        ``contribution_id theme coder``: what each coder gave. A coder coded the contributions to which the coder gave a
        theme; the others are missing, not "without theme".
    seed
        Of the bootstrap: contributions are drawn with return, 1,000 times; the interval is the 2.5th to 97.5th
        percentile.

    Returns
    -------
    list of Agreement
        All themes first (null theme), then each theme in order; empty where no contribution has two coders.
    """
    import numpy as np

    given = by_hand[["contribution_id", "theme", "coder"]].drop_duplicates()
    sheets = given[["contribution_id", "coder"]].drop_duplicates()
    coders_of = sheets.groupby("contribution_id").size()
    shared = coders_of.index[coders_of >= 2]  # noqa: PLR2004 - a pair
    if shared.empty:
        return []
    given, sheets = (each[each["contribution_id"].isin(shared)] for each in (given, sheets))
    yes = given.groupby(["contribution_id", "theme"]).size().unstack(fill_value=0).reindex(shared, fill_value=0)
    counts = np.stack((coders_of[shared].to_numpy()[:, None] - yes.to_numpy(), yes.to_numpy()), axis=2)
    draws = np.random.default_rng(seed).integers(0, len(shared), (RESAMPLES, len(shared)))
    coders = int(sheets["coder"].nunique())
    pooled = counts.reshape(-1, 2)
    found = [Agreement(None, _interval(counts, pooled, draws), _kappa(given, sheets, None), len(shared), coders)]
    for at, theme in enumerate(yes.columns):
        one = counts[:, at : at + 1, :]
        kappa = _kappa(given, sheets, str(theme))
        found.append(Agreement(str(theme), _interval(one, one.reshape(-1, 2), draws), kappa, len(shared), coders))
    return found


def _interval(counts: Counts, pooled: Counts, draws: npt.NDArray[np.int64]) -> Estimate:
    """Give alpha and its bootstrap interval; draws in which nothing could disagree say nothing and are left out."""
    import numpy as np

    value = krippendorff_alpha(pooled)
    again = np.array([krippendorff_alpha(counts[draw].reshape(-1, 2)) for draw in draws])
    again = again[~np.isnan(again)]
    low, high = np.quantile(again, (0.025, 0.975)) if len(again) and not np.isnan(value) else (np.nan, np.nan)
    return Estimate(value, float(low), float(high))


def _kappa(given: pd.DataFrame, sheets: pd.DataFrame, theme: str | None) -> float:
    """Give kappa on one theme, or on all together, where there are exactly two coders."""
    import pandas as pd

    names = sorted(sheets["coder"].unique())
    if len(names) != 2:  # noqa: PLR2004 - kappa is for two
        return float("nan")
    both = sheets.groupby("contribution_id").size()
    ids = both.index[both == 2]  # noqa: PLR2004 - both coded it
    themes = sorted(given["theme"].unique()) if theme is None else [theme]
    cells = pd.MultiIndex.from_product([ids, themes])
    sides = [
        cells.isin(pd.MultiIndex.from_frame(given.loc[given["coder"] == name, ["contribution_id", "theme"]]))
        for name in names
    ]
    return cohen_kappa(*sides) if len(cells) else float("nan")


def against_codebook(by_hand: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """Hold the codebook against what people gave.

    A person's coding is the reference: one row a coder and contribution, so that where two people differ, the
    codebook can
    agree with one only.

    Parameters
    ----------
    by_hand, codebook
        ``contribution_id theme coder``.

    Returns
    -------
    pandas.DataFrame
        ``theme found right given precision recall f1``, one row a theme that either gave, in order; the
        contributions are
        those that somebody coded.
    """
    import pandas as pd

    given = by_hand[["contribution_id", "theme", "coder"]].drop_duplicates()
    sheets = given[["contribution_id", "coder"]].drop_duplicates()
    found = sheets.merge(codebook[["contribution_id", "theme"]].drop_duplicates(), on="contribution_id")
    right = found.merge(given, on=["contribution_id", "coder", "theme"])
    counts = {
        name: rows.groupby("theme").size() for name, rows in (("found", found), ("right", right), ("given", given))
    }
    table = pd.DataFrame(counts).fillna(0).astype("int64").rename_axis("theme").reset_index()
    return table.assign(
        precision=table["right"] / table["found"].where(table["found"] > 0),
        recall=table["right"] / table["given"].where(table["given"] > 0),
        f1=2 * table["right"] / (table["found"] + table["given"]),
    )
