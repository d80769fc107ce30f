"""What a table for the public must hide, so that no place can be read out of it, not even by subtraction.

Tables that are published together must be protected together: what one hides, another may give back.

References
----------
Hundepool A. et al. (2012), Statistical disclosure control, chapter 4: primary suppression by a minimum frequency and
by dominance, secondary suppression checked by the interval that a reader can compute for each hidden cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def protect(
    values: npt.ArrayLike,
    sums: Sequence[Sum],
    first: npt.ArrayLike,
    least: float = 1.0,
    cost: npt.ArrayLike | None = None,
) -> Flags:
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
    cost
        What hiding each cell costs; by default its value. Infinite: a reader knows it anyway, and it cannot be hidden.

    Returns
    -------
    numpy.ndarray
        Which cells to hide. Zeros stay: that a thing is nowhere names nobody.
    """
    import numpy as np

    given = np.asarray(values, dtype=np.float64)
    price = given if cost is None else np.asarray(cost, dtype=np.float64)
    price = np.where(given > 0, price, np.inf)
    hidden, asked = np.array(first, dtype=np.bool_), np.asarray(first, dtype=np.bool_)
    near = _sums_by_cell(sums, len(given))
    while True:
        _hide_lone(price, sums, hidden)
        found = recoverable(given, sums, hidden, asked, least)
        # Hiding more never makes a cell less doubtful: what is in doubt once needs no second look.
        asked = np.isin(np.arange(len(given)), found)
        more = {_next(price, sums, hidden, near, cell) for cell in found} - {None}
        if not more:
            return hidden
        hidden[[cell for cell in more if cell is not None]] = True


def _sums_by_cell(sums: Sequence[Sum], count: int) -> list[list[int]]:
    """List for each cell the sums that it is in."""
    near: list[list[int]] = [[] for _ in range(count)]
    for at, each in enumerate(sums):
        for cell in each.cells:
            near[cell].append(at)
    return near


def _hide_lone(price: Array, sums: Sequence[Sum], hidden: Flags) -> None:
    """Hide a second cell wherever a sum has only one hidden: the cheapest."""
    changed = True
    while changed:
        changed = False
        for each in sums:
            out = [cell for cell in each.cells if hidden[cell]]
            if len(out) == 1:
                other = _cheapest(price, [cell for cell in each.cells if not hidden[cell]])
                if other is not None:
                    hidden[other] = changed = True


def _cheapest(price: Array, cells: Sequence[int]) -> int | None:
    open_to_it = [cell for cell in cells if price[cell] < float("inf")]
    return min(open_to_it, key=lambda cell: (price[cell], cell), default=None)


def _next(price: Array, sums: Sequence[Sum], hidden: Flags, near: Sequence[Sequence[int]], cell: int) -> int | None:
    """Choose what to hide so that a cell is in doubt: the cheapest of its sums, else of those that these lead to."""
    seen, front = {cell}, [cell]
    while front:
        around = {other for one in front for at in near[one] for other in sums[at].cells} - seen
        found = _cheapest(price, [other for other in around if not hidden[other]])
        if found is not None:
            return found
        front = [other for other in around if hidden[other]]
        seen |= around
    return None


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

    found: list[int] = []
    for cells, rows in _components(sums, hidden):
        tried = [cell for cell in cells if asked[cell]]
        doubtful = _exchanged(values, rows, hidden, least)
        tried = [cell for cell in tried if cell not in doubtful]
        if tried:
            found += _bounded(np.asarray(values), rows, hidden, cells, tried, least)
    return sorted(found)


def _components(sums: Sequence[Sum], hidden: Flags) -> list[tuple[list[int], list[Sum]]]:
    """Part the hidden cells into those that sums tie together; a cell in no sum is in doubt."""
    parent: dict[int, int] = {}

    def root(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    tied: list[tuple[int, Sum]] = []
    for each in sums:
        out = [cell for cell in each.cells if hidden[cell]]
        for cell in out:
            parent.setdefault(cell, cell)
            parent[root(cell)] = root(out[0])
        tied += [(out[0], each)] if out else []
    groups: dict[int, tuple[list[int], list[Sum]]] = {}
    for cell in parent:
        groups.setdefault(root(cell), ([], []))[0].append(cell)
    for cell, each in tied:
        groups[root(cell)][1].append(each)
    return list(groups.values())


def _exchanged(values: Array, sums: Sequence[Sum], hidden: Flags, least: float) -> set[int]:
    """Find the cells that could be one more or one less with another one less or more, and all sums still hold.

    Two cells that stand in the same sums can exchange; that proves the doubt without a linear program.
    """
    roles: dict[int, list[tuple[int, bool]]] = {}
    for at, each in enumerate(sums):
        for cell in each.cells:
            if hidden[cell]:
                roles.setdefault(cell, []).append((at, cell == each.total))
    alike: dict[tuple[tuple[int, bool], ...], list[int]] = {}
    for cell, role in roles.items():
        alike.setdefault(tuple(role), []).append(cell)
    found: set[int] = set()
    for cells in alike.values():
        ample = [cell for cell in cells if values[cell] >= 2 * least]
        if len(cells) > 1 and ample:
            # Whoever can give makes all the others doubtful, and is doubtful with them.
            found |= set(cells)
    return found


def _bounded(
    values: Array, sums: Sequence[Sum], hidden: Flags, cells: Sequence[int], tried: Sequence[int], least: float
) -> list[int]:
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    column = {cell: at for at, cell in enumerate(cells)}
    entries: list[tuple[int, int, float]] = []
    right = np.zeros(len(sums))
    for at, each in enumerate(sums):
        for cell, sign in ({each.total: -1.0} | dict.fromkeys(each.parts, 1.0)).items():
            if hidden[cell]:
                entries.append((at, column[cell], sign))
            else:
                right[at] -= sign * values[cell]
    lines, columns, signs = zip(*entries, strict=True)
    shape = (len(sums), len(cells))
    matrix: Any = csr_array((np.array(signs), (np.array(lines), np.array(columns))), shape=shape)
    true = values[list(cells)]
    found, doubtful = [], np.zeros(len(cells), dtype=np.bool_)
    for cell in tried:
        ends = [true[column[cell]]]
        for way in (1, -1):
            if doubtful[column[cell]]:
                break
            goal = np.zeros(len(cells))
            goal[column[cell]] = way
            end: Any = linprog(goal, A_eq=matrix, b_eq=right, bounds=(least, None))
            if end.status != 0:
                # Without an upper end the cell is in doubt.
                doubtful[column[cell]] = True
                break
            ends.append(end.x[column[cell]])
            # What the sums allow beside the truth leaves every cell that differs in doubt.
            doubtful |= np.abs(end.x - true) > least - _SLACK
        if not doubtful[column[cell]] and max(ends) - min(ends) < least - _SLACK:
            found.append(cell)
    return found
