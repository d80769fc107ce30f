"""Read a whole column with a format: each distinct text once, and what was found wrong, cell by cell."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from places3t.formats.base import Fault, Format, Parsed, rejected
from places3t.formats.contacts import strip_contacts
from places3t.formats.missing import is_missing, spreadsheet_error
from places3t.formats.texts import clean_text, has_entity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import pandas as pd

Bounds = tuple[float | None, float | None]
"""The least and the greatest value allowed; null where there is no limit."""

LONGEST = 10_000
"""Characters of a cell that holds a code, a number, a date or words of a list. Longer is a page gone astray, which
only a text may be: looking for a date in ten megabytes would take minutes."""

_OF_ANY_LENGTH = frozenset({"text", "name_list"})
_NOTHING = re.compile(r"(?!)").fullmatch

FAULT_COLUMNS = ("position", "code", "got", "params")


class ColumnReading(NamedTuple):
    """What a column says.

    Attributes
    ----------
    values
        Same index and name as the texts; the format's dtype, null where nothing is known or could be kept.
    faults
        One row per fault, in the order of the cells: ``position`` (0 for the first cell), ``code``, ``got`` (the
        text as found, without any e-mail address or telephone number), ``params`` (a JSON object of texts). A cell
        with a value and a fault was mended; without a value, its content was not kept.
    """

    values: pd.Series
    faults: pd.DataFrame


class _Read(NamedTuple):
    value: object | None
    faults: tuple[Fault, ...] = ()


def read_column(texts: pd.Series, fmt: Format, bounds: Bounds | None = None) -> ColumnReading:
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
        The least and the greatest value allowed; a number outside is dropped (``out-of-range``).

    Returns
    -------
    ColumnReading
        Values and faults.

    Examples
    --------
    >>> import pandas as pd
    >>> from places3t import formats
    >>> reading = read_column(pd.Series(["44109", "1004", "0", "NC"]), formats.get("commune_code"))
    >>> reading.values.to_list()
    ['44109', '01004', nan, nan]
    >>> reading.faults[["position", "code", "got"]].to_records(index=False).tolist()
    [(1, 'lost-zero', '1004'), (2, 'zero-for-missing', '0')]
    """
    import pandas as pd

    codes, distinct = pd.factorize(texts)
    raw = [str(text) for text in distinct]
    cleaned = [clean_text(text) for text in raw]
    found, faults = _read_all(raw, cleaned, fmt, bounds)
    values = _spread(found, fmt.dtype, codes)
    values.index, values.name = texts.index, texts.name
    return ColumnReading(values, _faults(raw, faults, codes))


def _read_all(
    raw: list[str], cleaned: list[str], fmt: Format, bounds: Bounds | None
) -> tuple[list[object | None], dict[int, tuple[Fault, ...]]]:
    """Read the distinct texts of a column: their values, and the faults of those that have any, by position.

    A text that is plainly one of its kind (`Format.plain`) is neither missing nor at fault: nothing else is tried.
    """
    parse = fmt.parse if fmt.adapt is None else _adapted(fmt.adapt, cleaned)
    plain, convert = fmt.plain or (_NOTHING, str)
    values: list[object | None] = [None] * len(cleaned)
    faults: dict[int, tuple[Fault, ...]] = {}
    for at, text in enumerate(cleaned):
        if plain(text) and text == raw[at]:
            value: Any = convert(text)
            if bounds is None or _within(value, bounds):
                values[at] = value
                continue
        read = _read_one(raw[at], text, parse, bounds, fmt)
        values[at] = read.value
        if read.faults:
            faults[at] = read.faults
    return values, faults


def _adapted(
    adapt: Callable[[Sequence[str]], Callable[[str], Parsed]], cleaned: Sequence[str]
) -> Callable[[str], Parsed]:
    return adapt([text for text in cleaned if not is_missing(text)])


def _read_one(raw: str, text: str, parse: Callable[[str], Parsed], bounds: Bounds | None, fmt: Format) -> _Read:
    if is_missing(text):
        return _Read(None, (Fault("spreadsheet-error"),) if spreadsheet_error(text) else ())
    fits = len(text) <= LONGEST or fmt.name in _OF_ANY_LENGTH
    value, fault = parse(text) if fits else rejected("too-long", limit=str(LONGEST))
    if bounds is not None and isinstance(value, (int, float)) and not _within(value, bounds):
        return _Read(None, (Fault("out-of-range", _limits(bounds)),))
    faults = () if fault is None else (fault,)
    return _Read(value, (*faults, Fault("html-entity")) if has_entity(raw) else faults)


def _within(value: float, bounds: Bounds) -> bool:
    least, most = bounds
    return (least is None or value >= least) and (most is None or value <= most)


def _limits(bounds: Bounds) -> dict[str, str]:
    named = zip(("minimum", "maximum"), bounds, strict=True)
    return {name: f"{limit:g}" for name, limit in named if limit is not None}


def _spread(distinct: list[object | None], dtype: str, codes: np.ndarray) -> pd.Series:
    """Give each cell the value of its text; code -1, an empty cell, takes the null put at the end."""
    import numpy as np
    import pandas as pd

    stored: Any = dtype  # the stubs know no dtype that is only known at run time
    pool = np.empty(len(distinct) + 1, dtype=object)  # filled in place: lists must not become a second axis
    pool[:-1] = np.fromiter(distinct, dtype=object, count=len(distinct))
    return pd.Series(pd.Series(pool).astype(stored).array.take(codes))


def _faults(raw: list[str], faults: dict[int, tuple[Fault, ...]], codes: np.ndarray) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    found = [
        (at, fault.code, strip_contacts(raw[at])[0], _json(fault)) for at, some in faults.items() for fault in some
    ]
    kinds = pd.DataFrame(found, columns=["text", *FAULT_COLUMNS[1:]]).astype({"text": "int64"})
    position = np.flatnonzero(np.isin(codes, kinds["text"].to_numpy()))
    cells = pd.DataFrame({"position": position, "text": codes[position].astype("int64")})
    told = cells.merge(kinds, on="text", how="left")[list(FAULT_COLUMNS)]
    return told.astype(dict.fromkeys(FAULT_COLUMNS[1:], "str"))


def _json(fault: Fault) -> str:
    """Write a fault's parameters; they may repeat the cell, so they are freed of contacts too."""
    if not fault.params:
        return "{}"
    return json.dumps({name: strip_contacts(said)[0] for name, said in fault.params.items()}, ensure_ascii=False)
