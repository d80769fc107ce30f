"""Classes of a map: where to cut a range of values, by quantiles, by natural breaks, or as given."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]

Method = Literal["quantiles", "jenks", "given"]
MOST = 7
_MOST_FOR_JENKS = 1500


def breaks(values: npt.ArrayLike, method: Method, count: int, given: Sequence[float] = ()) -> Array:
    """Cut values into classes.

    Parameters
    ----------
    values
        Those of the territories, without nulls, at least one.
    method
        ``quantiles``: as many territories in each class; ``jenks``: least spread inside classes; ``given``.
    count
        How many classes, for the first two; equal values can make them fewer.
    given
        The inner bounds, for ``given``.

    Returns
    -------
    numpy.ndarray
        Increasing bounds, from the least to the greatest value: a class holds what is above its lower bound and up to
        its upper one; the first holds its lower bound too. Where so many values are the least one that it would fill
        a class by itself (communes without a place), it does: the first two bounds are then equal, and the others cut
        what is left.

    References
    ----------
    Fisher W. D. (1958), On grouping for maximum homogeneity, JASA 53, 789-798; Jenks G. F. (1977), Optimal data
    classification for choropleth maps, University of Kansas. Above 1,500 distinct values the natural breaks are those
    of 1,500 quantiles of them.
    """
    import numpy as np

    known = np.sort(np.asarray(values, np.float64))
    low, high = float(known[0]), float(known[-1])
    if method == "given":
        inner = np.array(sorted(given), np.float64)
    elif method == "quantiles":
        inner = np.array(_quantiles(known, count), np.float64)
    else:
        inner = _natural(known, count)
    if low == high:
        return np.array([low])
    inner = np.unique(inner[(inner >= low) & (inner < high)])
    if method != "given":
        # Quantiles can fall twice between the same two values: no class is left without one.
        inner = inner[np.diff(np.searchsorted(known, inner, side="right"), prepend=0) > 0]
    return np.concatenate(([low], inner, [high]))


def _quantiles(known: Array, count: int) -> list[float]:
    """Give the upper bounds of all classes but the last; a least value that would fill a class has it to itself."""
    import numpy as np

    if count < 2 or not len(known):  # noqa: PLR2004 - a single class has no inner bound
        return []
    alone = known == known[0]
    if alone.mean() * count >= 1:
        return [float(known[0]), *_quantiles(known[~alone], count - 1)]
    return [float(bound) for bound in np.quantile(known, np.linspace(0, 1, count + 1)[1:-1])]


def _natural(known: Array, count: int) -> Array:
    """Give the upper bounds of all classes but the last, by dynamic programming over the sorted values."""
    import numpy as np

    x = known if len(known) <= _MOST_FOR_JENKS else np.quantile(known, np.linspace(0, 1, _MOST_FOR_JENKS))
    n, count = len(x), min(count, len(np.unique(x)))
    sums, squares = (np.append(0.0, np.cumsum(part)) for part in (x, x * x))

    def spread(start: npt.NDArray[np.int64], end: int) -> Array:
        # Sum of squared deviations of x[start:end], for many starts.
        total = sums[end] - sums[start]
        spread_out: Array = squares[end] - squares[start] - total * total / (end - start)
        return spread_out

    best = np.array([0.0, *(spread(np.array([0]), end)[0] for end in range(1, n + 1))])
    cuts = np.zeros((count, n + 1), dtype=np.int64)
    for kind in range(1, count):
        cost = np.full(n + 1, np.inf)
        for end in range(kind + 1, n + 1):
            starts = np.arange(kind, end)
            sums_here = best[starts] + spread(starts, end)
            at = int(np.argmin(sums_here))
            cost[end], cuts[kind, end] = sums_here[at], starts[at]
        best = cost
    found, end = [], n
    for kind in range(count - 1, 0, -1):
        end = int(cuts[kind, end])
        found.append(x[end - 1])
    return np.array(found[::-1], np.float64)


def class_of(values: npt.ArrayLike, bounds: Array) -> npt.NDArray[np.int64]:
    """Give the class of each value, from 0."""
    import numpy as np

    found = np.searchsorted(bounds[1:-1], np.asarray(values, np.float64), side="left")
    return np.asarray(found, np.int64)


def spans(values: npt.ArrayLike, bounds: Array, method: Method) -> list[tuple[float, float]]:
    """Give what to write of each class: its least and greatest value, or its bounds where a person gave them.

    Parameters
    ----------
    values
        Those that were cut.
    bounds
        As `breaks` gives them.
    method
        How they were cut.

    Returns
    -------
    list of tuple
        From the lowest class to the highest.
    """
    import numpy as np

    known = np.asarray(values, np.float64)
    if len(bounds) == 1:
        return [(float(bounds[0]), float(bounds[0]))]
    if method == "given":
        return [(float(low), float(high)) for low, high in pairwise(bounds)]
    classes = class_of(known, bounds)
    members = [known[classes == kind] for kind in range(len(bounds) - 1)]
    return [(float(part.min()), float(part.max())) for part in members]
