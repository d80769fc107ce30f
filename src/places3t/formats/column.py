"""Read a whole column with a format: each distinct text once, and what was found wrong, cell by cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from places3t.formats.base import Fault, Format, Parsed, rejected
from places3t.formats.contacts import strip_contacts
from places3t.formats.missing import is_missing, spreadsheet_error
from places3t.formats.texts import clean_text, has_entity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

Bounds = tuple[float | None, float | None]
"""The least and the greatest value allowed; null where there is no limit."""

LONGEST = 10_000
"""Characters of a cell that holds a code, a number, a date or words of a list. Longer is a page gone astray, which
only a text may be: looking for a date in ten megabytes would take minutes."""

_OF_ANY_LENGTH = frozenset({"text", "name_list"})

FAULT_COLUMNS = ("position", "code", "got", "params")
_SAID = dict.fromkeys(FAULT_COLUMNS[1:], "str")


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


class Texts(NamedTuple):
    """A column of texts, each distinct one once.

    Attributes
    ----------
    distinct
        An Arrow array of strings; one may stand in it twice.
    codes
        Which of them each cell holds, -1 for an empty cell.
    """

    distinct: pa.StringArray
    codes: npt.NDArray[np.integer[Any]]


class Reading(NamedTuple):
    """What a column says, each distinct text once.

    Attributes
    ----------
    pool
        The value of each distinct text, and at the end a null; of the format's dtype.
    codes
        Which of them each cell has.
    faults
        As `ColumnReading` has them.
    """

    pool: Any
    codes: npt.NDArray[np.integer[Any]]
    faults: pd.DataFrame

    def values(self, index: pd.Index) -> pd.Series:
        """Give each cell its value."""
        import pandas as pd

        return pd.Series(self.pool.take(self.codes), index=index)


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
    import pyarrow as pa

    codes, distinct = pd.factorize(texts)
    raw = pa.array([str(text) for text in distinct], pa.string())
    reading = read_texts(Texts(raw, codes), fmt, bounds)
    values = reading.values(texts.index)
    values.name = texts.name
    return ColumnReading(values, reading.faults)


def read_texts(texts: Texts, fmt: Format, bounds: Bounds | None = None) -> Reading:
    """Read a column of texts, as `read_column` does, where each distinct one is told already.

    Texts that are plainly of their kind (`Format.plain`) become values all at once; the others are read one by one.
    """
    import numpy as np

    plain = _plain(texts.distinct, fmt, bounds)
    others = np.flatnonzero(~plain)
    raw = texts.distinct.take(others).to_pylist()
    found, faults = _read_all(raw, fmt, bounds)
    pool = _pool(texts.distinct, plain, found, fmt.dtype)
    said = [(int(others[at]), raw[at], fault) for at, some in faults.items() for fault in some]
    return Reading(pool, texts.codes, _faults(said, texts.codes))


def _plain(distinct: pa.StringArray, fmt: Format, bounds: Bounds | None) -> npt.NDArray[np.bool_]:
    """Tell which texts are plainly of their kind: neither missing, nor at fault, nor out of bounds."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if fmt.plain is None:
        return np.zeros(len(distinct), dtype=bool)
    matched = pc.match_substring_regex(distinct, f"^(?:{fmt.plain})$")
    plain: npt.NDArray[np.bool_] = matched.to_numpy(zero_copy_only=False).copy()
    if bounds is not None and fmt.dtype == "float64":
        numbers = pc.cast(distinct.filter(pa.array(plain)), pa.float64()).to_numpy()
        least, most = (-np.inf if bounds[0] is None else bounds[0]), (np.inf if bounds[1] is None else bounds[1])
        plain[plain] = (numbers >= least) & (numbers <= most)
    return plain


def _pool(distinct: pa.StringArray, plain: npt.NDArray[np.bool_], found: list[object | None], dtype: str) -> Any:
    """Put the values of plain texts and of the others together, in the order of the texts, and a null at the end."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    if dtype == "str":
        texts = pc.replace_with_mask(distinct, pa.array(~plain), pa.array(found, pa.string())) if found else distinct
        return pd.array(pa.concat_arrays([texts, pa.nulls(1, pa.string())]), dtype="str")
    if dtype == "float64":
        numbers = np.full(len(distinct) + 1, np.nan)
        numbers[:-1][plain] = pc.cast(distinct.filter(pa.array(plain)), pa.float64()).to_numpy()
        numbers[:-1][~plain] = np.array(found, dtype="float64")
        return numbers
    pool = np.empty(len(distinct) + 1, dtype=object)  # filled in place: lists must not become a second axis
    pool[:-1] = np.fromiter(found, dtype=object, count=len(distinct))
    stored: Any = dtype  # the stubs know no dtype that is only known at run time
    return pd.Series(pool).astype(stored).array


def _read_all(
    raw: list[str], fmt: Format, bounds: Bounds | None
) -> tuple[list[object | None], dict[int, tuple[Fault, ...]]]:
    """Read texts one by one: their values, and the faults of those that have any, by position."""
    cleaned = [clean_text(text) for text in raw]
    parse = fmt.parse if fmt.adapt is None else _adapted(fmt.adapt, cleaned)
    read = [_read_one(*texts, parse, bounds, fmt) for texts in zip(raw, cleaned, strict=True)]
    return [each.value for each in read], {at: each.faults for at, each in enumerate(read) if each.faults}


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


def _faults(said: list[tuple[int, str, Fault]], codes: npt.NDArray[np.integer[Any]]) -> pd.DataFrame:
    """Give the faults of texts, with their positions among the distinct ones, to each cell that holds them."""
    import numpy as np
    import pandas as pd

    if not said:
        return (
            pd.DataFrame({"position": np.array([], dtype="int64")}).reindex(columns=list(FAULT_COLUMNS)).astype(_SAID)
        )
    found = [(at, fault.code, strip_contacts(text)[0], _json(fault)) for at, text, fault in said]
    kinds = pd.DataFrame(found, columns=["text", *FAULT_COLUMNS[1:]]).astype({"text": "int64"})
    position = np.flatnonzero(np.isin(codes, kinds["text"].to_numpy()))
    cells = pd.DataFrame({"position": position, "text": codes[position].astype("int64")})
    told = cells.merge(kinds, on="text", how="left")[list(FAULT_COLUMNS)]
    return told.astype(_SAID)


def _json(fault: Fault) -> str:
    """Write a fault's parameters; they may repeat the cell, so they are freed of contacts too."""
    if not fault.params:
        return "{}"
    return json.dumps({name: strip_contacts(said)[0] for name, said in fault.params.items()}, ensure_ascii=False)
