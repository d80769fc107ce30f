"""The one tidy frame that every indicator returns and every chart and report takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

COLUMNS = (
    "indicator",
    "at",
    "level",
    "code",
    "name",
    "by",
    "group",
    "value",
    "low",
    "high",
    "n",
    "unit",
    "method",
)
"""Columns of an indicator frame, in order.

``at`` is the indicator's parameter (years, km, k) or null; ``level, code, name`` the territory; ``by, group`` the
comparison, null where there is none; ``low, high`` the 95 % interval, null where there is none; ``n`` the number of
places or contributions behind the value; ``unit`` and ``method`` say how to read it.
"""

_TEXT = ("indicator", "level", "code", "name", "by", "group", "unit", "method")
_REAL = ("at", "value", "low", "high")


def indicator_frame(rows: Iterable[Mapping[str, object]] | pd.DataFrame) -> pd.DataFrame:
    """Give rows the columns, order and types of an indicator frame.

    Parameters
    ----------
    rows
        Mappings, or a frame, with any of `COLUMNS`; those left out are null.

    Returns
    -------
    pandas.DataFrame
        Columns `COLUMNS`: text columns as ``str``, ``at value low high`` as ``float64``, ``n`` as ``Int64``.

    Raises
    ------
    ValueError
        If a row has a key that is not one of `COLUMNS`.

    Examples
    --------
    >>> frame = indicator_frame([{"indicator": "places", "value": 3, "n": 3, "unit": "places"}])
    >>> frame[["indicator", "value", "n", "low"]].to_dict("records")
    [{'indicator': 'places', 'value': 3.0, 'n': 3, 'low': nan}]
    """
    import pandas as pd

    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    unknown = [str(name) for name in frame.columns if name not in COLUMNS]
    if unknown:
        msg = f"not columns of an indicator frame: {', '.join(unknown)}"
        raise ValueError(msg)
    frame = frame.reindex(columns=list(COLUMNS))
    types: dict[str, str] = dict.fromkeys(_TEXT, "str") | dict.fromkeys(_REAL, "float64") | {"n": "Int64"}
    return frame.astype(types).reset_index(drop=True)
