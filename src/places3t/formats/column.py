"""Read a whole column with a format: each distinct text once, and what was found wrong, cell by cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from places3t.formats.base import Fault, Format, Parsed
from places3t.formats.missing import is_missing, spreadsheet_error
from places3t.formats.texts import clean_text, has_entity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import pandas as pd

FAULT_COLUMNS = ("position", "code", "got", "params")


class ColumnReading(NamedTuple):
    """What a column says.

    Attributes
    ----------
    values
        Same index as the texts; the format's dtype, null where nothing is known or nothing could be kept.
    faults
        One row per fault, in the order of the cells: ``position`` (0 for the first cell), ``code``, ``got`` (the
        text as found), ``params`` (JSON object). A cell with a value and a fault was mended; without a value, its
        content was not kept.
    """

    values: pd.Series
    faults: pd.DataFrame


class _Read(NamedTuple):
    value: object | None
    faults: tuple[Fault, ...]


def read_column(
    texts: pd.Series, fmt: Format, bounds: tuple[float | None, float | None] | None = None
) -> ColumnReading:
    """Read a column of texts.

    Every distinct text is cleaned and read once: a column of 100,000 cells and forty départements costs forty
    readings.

    Parameters
    ----------
    texts
        Texts, null where the cell is empty; any index.
    fmt
        What kind of cell it is.
    bounds
        The least and the greatest value allowed, either may be null; a number outside is dropped (`out-of-range`).

    Returns
    -------
    ColumnReading
        Values and faults.
    """
    import pandas as pd

    codes, distinct = pd.factorize(texts)
    raw = [str(text) for text in distinct]
    cleaned = [clean_text(text) for text in raw]
    parse = _parser(fmt, cleaned)
    read = [_read_one(text, clean, parse, bounds) for text, clean in zip(raw, cleaned, strict=True)]
    values = _values([one.value for one in read], fmt.dtype, codes)
    return ColumnReading(pd.Series(values, index=texts.index, name=texts.name), _faults(raw, read, codes))


def _parser(fmt: Format, cleaned: Sequence[str]) -> Callable[[str], Parsed]:
    if fmt.adapt is None:
        return fmt.parse
    return fmt.adapt([text for text in cleaned if not is_missing(text)])


def _read_one(
    raw: str, text: str, parse: Callable[[str], Parsed], bounds: tuple[float | None, float | None] | None
) -> _Read:
    if is_missing(text):
        return _Read(None, (Fault("spreadsheet-error"),) if spreadsheet_error(text) else ())
    parsed = parse(text)
    if bounds is not None and isinstance(parsed.value, int | float) and not _within(parsed.value, bounds):
        least, most = bounds
        limits = {"minimum": least, "maximum": most}
        params = {name: f"{limit:g}" for name, limit in limits.items() if limit is not None}
        return _Read(None, (Fault("out-of-range", params),))
    faults = () if parsed.fault is None else (parsed.fault,)
    if has_entity(raw):
        faults = (*faults, Fault("html-entity"))
    return _Read(parsed.value, faults)


def _within(value: float, bounds: tuple[float | None, float | None]) -> bool:
    least, most = bounds
    return (least is None or value >= least) and (most is None or value <= most)


def _values(
    distinct: list[object | None], dtype: str, codes: np.ndarray
) -> pd.api.extensions.ExtensionArray | np.ndarray:
    """Spread the values of the distinct texts over the cells; code -1 is an empty cell."""
    import numpy as np
    import pandas as pd

    if dtype == "object":
        pool = np.empty(
            len(distinct) + 1, dtype=object
        )  # filled one by one: lists must not become a second axis
        for place, value in enumerate(distinct):
            pool[place] = value
        return pool[codes]
    return pd.array([*distinct, None], dtype=dtype).take(codes)  # type: ignore[arg-type, unused-ignore]


def _faults(raw: list[str], read: list[_Read], codes: np.ndarray) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    found = [
        (place, fault.code, raw[place], json.dumps(dict(fault.params), ensure_ascii=False))
        for place, one in enumerate(read)
        for fault in one.faults
    ]
    kinds = pd.DataFrame(found, columns=["distinct", *FAULT_COLUMNS[1:]]).astype({"distinct": "int64"})
    faulty = np.flatnonzero(np.isin(codes, kinds["distinct"].to_numpy()))
    cells = pd.DataFrame({"position": faulty, "distinct": codes[faulty].astype("int64")})
    faults = cells.merge(kinds, on="distinct", how="left").drop(columns="distinct")
    return faults.astype({"code": "str", "got": "str", "params": "str"})[list(FAULT_COLUMNS)]
