"""Two groups of places to compare: by funding, or by the values of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.problems import CannotCompute, Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Flags = npt.NDArray[np.bool_]

FUNDING = "funding"
_OF_FUNDING = ("funded_ever", "funded_at_opening", "first_funded_on", "funding_known")
_MOST_VALUES = 12
_FEWEST = 5


class Groups(NamedTuple):
    """Who is in the group, and what both sides are called.

    Attributes
    ----------
    by
        What was asked.
    first, second
        The group, and what it is compared with: values, or ``funded`` and ``unfunded``; ``second`` null for "all
        others".
    inside, known
        One per place: in the group; on either side.
    same
        Columns that say the same as the groups, and are not compared.
    notes
        Who is left out.
    """

    by: str
    first: str
    second: str | None
    inside: Flags
    known: Flags
    same: tuple[str, ...]
    notes: list[Note]

    @property
    def sizes(self) -> tuple[int, int]:
        """Places on each side."""
        return int((self.inside & self.known).sum()), int((~self.inside & self.known).sum())


def groups_of(places: pd.DataFrame, by: str, values: Sequence[str] = ()) -> Groups:
    """Part the places in two.

    Parameters
    ----------
    places
        One row per place.
    by
        ``funding``, or a column; a list in it puts the place in the group if it holds the value.
    values
        The group's value and, if wanted, the other side's; needed unless the column has two values.

    Raises
    ------
    CannotCompute
        ``compare_funding_unknown``, ``compare_group_unknown`` the column is empty, ``compare_which_values``,
        ``unknown_column``, ``compare_one_side`` fewer than five places on a side.
    """
    if by == FUNDING:
        return _by_funding(places)
    if by not in places:
        raise CannotCompute("unknown_column", {"column": by, "try": comparable_columns(places)})
    if places[by].isna().all():
        raise CannotCompute("compare_group_unknown", {"column": by, "try": comparable_columns(places)})
    first, second = _values(places, by, values)
    single = places[by].reset_index(drop=True).explode().dropna().map(_text)
    inside = places.reset_index().index.isin(single.index[single == first])
    other = single.index[single == second] if second is not None else single.index[single != first]
    known = inside | places.reset_index().index.isin(other)
    return _checked(Groups(by, first, second, inside, known, (by,), []))


def comparable_columns(places: pd.DataFrame) -> list[str]:
    """List the columns that could make groups: known for half of the places, with two to twelve values."""
    found = []
    for name in places:
        known = places[name].notna()
        if known.mean() > 1 / 2 and 1 < places[name].explode().dropna().map(_text).nunique() <= _MOST_VALUES:
            found.append(str(name))
    return found or ["–"]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _values(places: pd.DataFrame, by: str, values: Sequence[str]) -> tuple[str, str | None]:
    counts = places[by].explode().dropna().map(_text).value_counts()
    wrong = [value for value in values if value not in counts.index]
    if wrong or (not values and len(counts) != 2):  # noqa: PLR2004 - two sides
        most = [str(value) for value in counts.index[:_MOST_VALUES]]
        raise CannotCompute("compare_which_values", {"column": by, "values": most})
    if values:
        return values[0], values[1] if len(values) > 1 else None
    # A "yes" is compared with a "no"; else the rarer value with the more frequent.
    pair = [str(value) for value in counts.index]
    return ("yes", "no") if set(pair) == {"yes", "no"} else (pair[1], pair[0])


def _by_funding(places: pd.DataFrame) -> Groups:
    import numpy as np

    if "funded_ever" not in places or places["funded_ever"].isna().all():
        raise CannotCompute("compare_funding_unknown", {"places": len(places), "try": comparable_columns(places)})
    ever = places["funded_ever"].astype("boolean")
    known = ever.notna()
    if "funding_known" in places:
        known &= places["funding_known"].astype("boolean").fillna(value=False) | ever.fillna(value=False)
    inside = np.asarray(ever.fillna(value=False), dtype=np.bool_)
    unknown = int((~known).sum())
    notes = [Note("left_out_funding_unknown", {"places": unknown})] if unknown else []
    flags = np.asarray(known, dtype=np.bool_)
    return _checked(Groups(FUNDING, "funded", "unfunded", inside, flags, _OF_FUNDING, notes))


def _checked(groups: Groups) -> Groups:
    if min(groups.sizes) < _FEWEST:
        first, second = groups.sizes
        raise CannotCompute("compare_one_side", {"by": groups.by, "first": first, "second": second, "needed": _FEWEST})
    return groups
