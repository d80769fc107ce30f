"""Decide by points which themes texts have, and say which words brought them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from places3t.themes.languages import OTHER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from places3t.themes.points import Points, Spots
    from places3t.themes.reading import Places, Reading

    Decided = dict[str, list[Places]]

NEEDED = 0.0
"""Log-odds from which a theme is given: more likely than not."""
ENOUGH = -0.7
"""Log-odds from which the theme with most is given where none has as many as needed: one chance in three."""
ENOUGH_LISTED = -1.5
"""The same for a theme that the lists give, too."""
_SHOWN = 3
_STRONG = 0.3


class Passage(NamedTuple):
    """A passage of a text: of which, in what language, its words that have points, and what the lists say of it.

    ``listed`` are the themes that the lists give, ``silent`` by theme the places of words that do not speak for it.
    """

    text: int
    language: str
    spots: Spots
    listed: tuple[str, ...]
    silent: Mapping[str, set[int]]


def weigh(points: Points, readings: Sequence[Reading]) -> list[Decided]:
    """Decide which themes texts have.

    A theme that the table of points does not have, and one that the user's own words give, is decided by the lists.

    Returns
    -------
    list of dict
        A text each: its themes, with the places of the words that say so, those of the lists first.
    """
    cut = list(passages(points, readings))
    known = set(points.themes)
    decided: list[Decided] = [
        {key: places for key, places in reading.listed.items() if key not in known or key in reading.own}
        for reading in readings
    ]
    for passage, given in zip(cut, decide(log_odds(points, cut), given_by_lists(points, cut)), strict=True):
        reading, themes = readings[passage.text], decided[passage.text]
        for column in given.nonzero()[0]:
            key = points.themes[column]
            if key not in themes:
                themes[key] = list(reading.listed.get(key, ())) or _speaking(points, passage.spots, column)
    return decided


def passages(points: Points, readings: Sequence[Reading]) -> Iterator[Passage]:
    """Cut texts into their passages; texts in other languages have none."""
    for at, reading in enumerate(readings):
        if reading.language == OTHER:
            continue
        starts = reading.passages
        for number, (start, end) in enumerate(pairwise([*starts, len(reading.tokens)])):
            spots = points.spots(reading.tokens[start:end], reading.language, start)
            listed = tuple(
                key
                for key, found in reading.listed.items()
                if any(bisect_right(starts, places[0]) - 1 == number for places in found)
            )
            yield Passage(at, reading.language, spots, listed, reading.silent)


def log_odds(points: Points, cut: Sequence[Passage]) -> npt.NDArray[np.float32]:
    """Give the log-odds of each theme (columns) in each passage (rows)."""
    columns = {key: at for at, key in enumerate(points.themes)}
    total = points.sums([passage.spots for passage in cut])
    for row, passage in enumerate(cut):
        total[row] += points.start[passage.language]
        for key in passage.listed:
            if key in columns:
                total[row, columns[key]] += points.listed[passage.language][columns[key]]
        for key, places in passage.silent.items():
            if key in columns:
                spoken = [spot for spot, where in passage.spots.items() if not places.isdisjoint(where)]
                total[row, columns[key]] -= points.weights[spoken, columns[key]].clip(min=0).sum()
    return total


def given_by_lists(points: Points, cut: Sequence[Passage]) -> npt.NDArray[np.bool_]:
    """Say which themes (columns) the lists give in each passage (rows)."""
    import numpy as np

    return np.array([[key in passage.listed for key in points.themes] for passage in cut], dtype=bool)


def decide(total: npt.NDArray[np.floating], listed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Say which themes have as many points as needed; where none has, the one with most, if it has enough.

    Parameters
    ----------
    total
        Log-odds, a row a passage and a column a theme.
    listed
        Which themes the lists give there.
    """
    import numpy as np

    given = total >= NEEDED
    none = np.flatnonzero(~given.any(axis=1))
    most = total[none].argmax(axis=1)
    enough = total[none, most] >= ENOUGH
    given[none, most] = enough | (listed[none, most] & (total[none, most] >= ENOUGH_LISTED))
    return given


def _speaking(points: Points, spots: Spots, column: int) -> list[Places]:
    """Give the places of the words that speak most for a theme, at most three, none far below the first."""
    weights = points.weights[list(spots), column].tolist()
    ranked = sorted(zip(weights, spots.values(), strict=True), reverse=True)[:_SHOWN]
    return [places for weight, places in ranked if weight > 0 and weight >= _STRONG * ranked[0][0]]
