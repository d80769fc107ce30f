"""What a table for the public must hide, so that no place can be read out of it, not even by subtraction.

Tables that are published together must be protected together: what one hides, another may give back.

References
----------
Hundepool A. et al. (2012), Statistical disclosure control, chapter 4: primary suppression by a minimum frequency and
by dominance, secondary suppression checked by the interval that a reader can compute for each hidden cell.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.words import line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Array = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

FEWEST = 3
"""Places below which a cell is hidden."""
DOMINANT = 0.85
"""Share of an amount that one place may not reach."""
_SLACK = 1e-6


class Sum(NamedTuple):
    """A total and the cells that add up to it, by position."""

    total: int
    parts: tuple[int, ...]

    @property
    def cells(self) -> tuple[int, ...]:
        """All of them."""
        return (self.total, *self.parts)


def too_few(counts: npt.ArrayLike) -> Flags:
    """Say which counts are hidden for themselves: those of one or two places.

    Examples
    --------
    >>> too_few([0, 1, 2, 3]).tolist()
    [False, True, True, False]
    """
    import numpy as np

    given = np.asarray(counts, dtype=np.float64)
    return np.asarray((given > 0) & (given < FEWEST), dtype=np.bool_)


def dominated(amounts: pd.DataFrame) -> pd.DataFrame:
    """Add up amounts by cell, and say which cells one place nearly makes alone.

    Parameters
    ----------
    amounts
        ``cell place amount``, one row per payment.

    Returns
    -------
    pandas.DataFrame
        Indexed by cell: ``total``, ``places``, ``hidden`` where there are fewer than three places or one makes 85 %.

    Examples
    --------
    >>> import pandas as pd
    >>> paid = pd.DataFrame({"cell": ["a"] * 3 + ["b"] * 3, "place": range(6), "amount": [90, 5, 5, 40, 30, 30]})
    >>> dominated(paid)["hidden"].tolist()
    [True, False]
    """
    import pandas as pd

    by_place = amounts.groupby(["cell", "place"])["amount"].sum().groupby("cell")
    table = pd.DataFrame({"total": by_place.sum(), "places": by_place.size(), "largest": by_place.max()})
    hidden = (table["places"] < FEWEST) | (table["largest"] >= DOMINANT * table["total"])
    return table[["total", "places"]].assign(hidden=hidden)


def protect(values: npt.ArrayLike, sums: Sequence[Sum], first: npt.ArrayLike, least: float = 1.0) -> Flags:
    """Hide more cells until no hidden one can be computed from the others.

    Parameters
    ----------
    values
        All cells of all tables published together, totals among them.
    sums
        Which cells add up to which.
    first
        Those hidden for themselves.
    least
        A reader knows that a hidden cell is at least this much, and must be left in doubt by as much: 1 for counts; for
        amounts, a part of them.

    Returns
    -------
    numpy.ndarray
        Which cells to hide. Zeros stay: that a thing is nowhere names nobody.
    """
    import numpy as np

    given = np.asarray(values, dtype=np.float64)
    hidden = np.array(first, dtype=np.bool_)
    while True:
        _hide_lone(given, sums, hidden)
        found = recoverable(given, sums, hidden, np.asarray(first, dtype=np.bool_), least)
        more = {_next(given, sums, hidden, cell) for cell in found} - {None}
        if not more:
            return hidden
        hidden[[cell for cell in more if cell is not None]] = True


def _hide_lone(values: Array, sums: Sequence[Sum], hidden: Flags) -> None:
    """Hide a second cell wherever a sum has only one hidden: the smallest."""
    changed = True
    while changed:
        changed = False
        for each in sums:
            out = [cell for cell in each.cells if hidden[cell]]
            if len(out) == 1:
                other = _smallest(values, [cell for cell in each.cells if not hidden[cell]])
                if other is not None:
                    hidden[other] = changed = True


def _smallest(values: Array, cells: Sequence[int]) -> int | None:
    filled = [cell for cell in cells if values[cell] > 0]
    return min(filled, key=lambda cell: (values[cell], cell), default=None)


def _next(values: Array, sums: Sequence[Sum], hidden: Flags, cell: int) -> int | None:
    """Choose what to hide next so that a cell is in doubt: the smallest of the sums that it is in."""
    near = [other for each in sums if cell in each.cells for other in each.cells if not hidden[other]]
    wider = [other for each in sums for other in each.cells if not hidden[other]]
    found = _smallest(values, near)
    return found if found is not None else _smallest(values, wider)


def recoverable(values: Array, sums: Sequence[Sum], hidden: Flags, asked: Flags, least: float = 1.0) -> list[int]:
    """Try to compute hidden cells from what is shown, as a reader would, and list those that can be.

    For each, the least and the most that the sums allow are found by linear programming; a cell is recovered where
    they are closer than ``least``.

    Parameters
    ----------
    values
        All cells; those hidden are used only in that the sums hold.
    sums
        Which cells add up to which.
    hidden
        Which cells a reader does not see.
    asked
        Which of them to try.
    least
        What a reader knows a hidden cell to be at least.
    """
    import numpy as np
    from scipy.optimize import linprog

    unknown = np.flatnonzero(hidden)
    if not len(unknown):
        return []
    column = {int(cell): at for at, cell in enumerate(unknown)}
    rows, right = [], []
    for each in sums:
        signs = {each.total: -1.0} | dict.fromkeys(each.parts, 1.0)
        row = np.zeros(len(unknown))
        for cell, sign in signs.items():
            if cell in column:
                row[column[cell]] = sign
        if row.any():
            rows.append(row)
            right.append(-sum(sign * values[cell] for cell, sign in signs.items() if cell not in column))
    if not rows:
        return []
    found = []
    for cell in np.flatnonzero(asked & hidden).tolist():
        goal = np.zeros(len(unknown))
        goal[column[cell]] = 1.0
        ends = [linprog(way * goal, A_eq=rows, b_eq=right, bounds=(least, None)) for way in (1, -1)]
        # Without an upper end the cell is in doubt.
        if all(end.status == 0 for end in ends) and sum(float(str(end.fun)) for end in ends) > -least + _SLACK:
            found.append(cell)
    return found


def public(frames: Mapping[str, pd.DataFrame], one_answer: Sequence[str] = ()) -> dict[str, pd.DataFrame]:
    """Hide, in indicator frames published together, what would name a place.

    ``count`` and ``share`` rows are hidden together; other rows that rest on one or two places are hidden by
    themselves.

    Parameters
    ----------
    frames
        Level to frame, as `places3t.indicators.profile.profile` gives them for one country.
    one_answer
        Columns of which a place has one value, so that counts add up to their base.

    Returns
    -------
    dict
        The same frames; hidden rows have no value, interval or ``n``, and say so in ``method``.
    """
    import pandas as pd

    whole = pd.concat(frames, names=["frame", "row"]).reset_index()
    cells = whole[whole["indicator"].eq("count")].drop_duplicates(_CELL)
    hidden = _hidden(cells, tuple(frames), one_answer)
    keys = pd.MultiIndex.from_frame(cells.loc[hidden, _CELL].astype("str").fillna(""))
    own = pd.MultiIndex.from_frame(whole[_CELL].astype("str").fillna(""))
    out = own.isin(keys) & whole["indicator"].isin(["count", "share"]).to_numpy()
    few = too_few(whole["n"].astype("Float64").fillna(FEWEST)) & whole["indicator"].ne("count").to_numpy()
    out |= few
    for name in ("value", "low", "high", "n"):
        whole[name] = whole[name].mask(out)
    whole["method"] = whole["method"].mask(out, line("hidden"))
    kept = [name for name in whole if name not in ("frame", "row")]
    result = {}
    for name, frame in frames.items():
        part = whole.loc[whole["frame"] == name, kept].reset_index(drop=True)
        part.attrs = frame.attrs
        result[name] = part
    return result


_CELL = ["level", "code", "by", "group"]


def _hidden(cells: pd.DataFrame, levels: tuple[str, ...], one_answer: Sequence[str]) -> Flags:
    """Protect the counts of frames: parts add up to their territory, single answers to their base."""
    import numpy as np

    values = cells["value"].to_numpy(dtype=np.float64)
    extra: list[float] = []
    sums: list[Sum] = []
    table = cells.reset_index(drop=True)
    for coarse, fine in pairwise(levels):
        sums += _by_territory(table, coarse, fine)
    for _, own in table[table["by"].isin(list(one_answer))].groupby(["level", "code", "by"], dropna=False):
        known = own[own["group"] != line("no-value")]
        if len(known):
            sums.append(Sum(len(values) + len(extra), tuple(int(at) for at in known.index)))
            extra.append(float(known["value"].sum()))
    full = np.append(values, extra)
    first = too_few(full)
    return protect(full, sums, first)[: len(values)]


def _by_territory(table: pd.DataFrame, coarse: str, fine: str) -> list[Sum]:
    """Give the sums of the parts of each territory, where they do add up."""
    from places3t import territory

    parents = territory.table(fine).set_index("code")["parent_code"].to_dict()
    parts = table[table["level"] == fine]
    parts = parts.assign(parent=parts["code"].map(parents))
    sums = []
    for at, row in table[table["level"] == coarse].to_dict("index").items():
        own = parts[(parts["parent"] == row["code"]) & (parts["by"] == row["by"]) & (parts["group"] == row["group"])]
        if len(own) and float(own["value"].sum()) == float(row["value"]):
            sums.append(Sum(int(str(at)), tuple(int(part) for part in own.index)))
    return sums
