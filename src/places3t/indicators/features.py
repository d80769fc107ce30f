"""What is compared between two groups of places: every number, and every value of every column of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.diversity import membership

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Array = npt.NDArray[np.float64]

IS = "="
OPENED = "opened_on"
FEWEST = 5
"""A value that fewer places have, or lack, is not compared."""
_DAYS = 365.25


class Feature(NamedTuple):
    """One thing compared.

    Attributes
    ----------
    name
        The column, and for words the value: ``legal_form=association``.
    column, value
        Its parts; ``value`` is null for a number.
    values
        One per place: the number, or 1 and 0; null where unknown.
    """

    name: str
    column: str
    value: str | None
    values: Array

    @property
    def is_share(self) -> bool:
        """Whether it says yes or no of each place."""
        return self.value is not None


def features(places: pd.DataFrame, columns: Sequence[str]) -> list[Feature]:
    """Turn columns into features.

    A date becomes a year with its fraction. Of a column of two values, the rarer is the complement of the other and
    left out; values that fewer than five places have, or lack, are left out.

    Parameters
    ----------
    places
        One row per place.
    columns
        Those to turn; absent or empty ones give nothing.
    """
    found: list[Feature] = []
    for column in columns:
        if column in places and places[column].notna().any():
            found += _features(places[column].reset_index(drop=True), column)
    return found


def _features(values: pd.Series, column: str) -> list[Feature]:
    import numpy as np
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        days = (values - pd.Timestamp(1970, 1, 1)) / pd.Timedelta(days=1)
        return [Feature(column, column, None, np.asarray(1970 + days / _DAYS, dtype=np.float64))]
    if pd.api.types.is_bool_dtype(values.dtype):
        flags = values.astype("boolean").astype("Float64")
        numbers = np.asarray(flags.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)
        return [Feature(f"{column}{IS}yes", column, "yes", numbers)]
    if pd.api.types.is_numeric_dtype(values.dtype):
        numbers = np.asarray(values.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)
        return [Feature(column, column, None, numbers)]
    return _flags(values, column)


def _flags(values: pd.Series, column: str) -> list[Feature]:
    import numpy as np

    table = membership(values)
    known = (table.sum(axis=1) > 0).to_numpy()
    counts = table.sum().sort_values(ascending=False, kind="stable")
    one_each = float(table.to_numpy().sum()) == float(known.sum())
    names = [name for name in counts.index if FEWEST <= counts[name] <= known.sum() - FEWEST]
    if one_each and len(counts) == 2:  # noqa: PLR2004 - the two shares say the same thing
        names = names[:1]
    flags = np.where(known[:, None], table[names].to_numpy(dtype=np.float64), np.nan)
    return [
        Feature(f"{column}{IS}{name}", column, str(name), np.asarray(flags[:, at], dtype=np.float64))
        for at, name in enumerate(names)
    ]
