"""The columns of a sheet on their way from texts to values, each distinct text of a column read once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from places3t import formats
from places3t.findings import Findings, Place
from places3t.formats.column import Reading, Texts, read_texts
from places3t.formats.dates import PartialDate
from places3t.formats.texts import fold
from places3t.ingest.body import matching
from places3t.ingest.columns import POINT
from places3t.ingest.surveys import ticked
from places3t.typography import is_missing

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import pyarrow as pa

    from places3t.ingest.body import Body
    from places3t.ingest.columns import Column

# Formats whose cells may hold an e-mail address or a phone number beside what is asked; the others hold codes,
# numbers and dates, where a run of digits is no phone.
_FREE_TEXT = frozenset({"text", "url", "choice", "choices", "email"})
_MAY_HOLD_CONTACT = re.compile(r"@|\[at\]|\(at\)|arobase|\d[\d .\-/()]{7,}\d", re.IGNORECASE).search
_PERHAPS_CONTACT = r"(?i)@|\[at\]|\(at\)|arobase|\p{Nd}[\p{Nd} .\-/()]{7,}\p{Nd}"
"""The same for RE2, which looks through a whole column at once."""
_MISREAD_SHARE = 0.5
"""A column is not what its header says when more than half of its cells cannot be read so."""


class Cells:
    """The columns of one sheet, read one after the other.

    Attributes
    ----------
    values
        The columns read so far, by name, indexed by the row numbers of the sheet.
    people
        Cells with contacts that were dropped.
    mended
        Cells whose value was mended, by code of finding.
    extras
        Names of the columns that are no field of the table, with the header they had.
    """

    def __init__(self, body: Body, place: Place, findings: Findings) -> None:
        import pandas as pd

        self.body = body
        self.rows = pd.Index(body.numbers, name="row", dtype="int64")
        self.place = place
        self.findings = findings
        self.values: dict[str, pd.Series] = {}
        self.people = 0
        self.mended: dict[str, int] = {}
        self.extras: dict[str, str] = {}

    def take(self, column: Column) -> None:
        """Read one column."""
        texts = _once(self._answers(column) if column.parts else self.body.texts(column.position))
        if column.role == "people":
            self._drop_people(column, texts)
            return
        if column.empty:
            texts = _changed(texts, dict.fromkeys(_blank(texts), column.empty))
        if column.format in _FREE_TEXT:
            texts = self._without_contacts(column, texts)
        reading = self._read(column, texts)
        if reading is None:
            self._keep_misread(column, texts)
        elif column.role == "field":
            self._take_field(column.name, reading)
        elif column.role == "fallback":
            self._fill(column.name, reading.values(self.rows))
        elif column.header or (values := reading.values(self.rows)).notna().any():
            self.values[column.name] = reading.values(self.rows) if column.header else values
            self.extras[column.name] = column.header

    def take_constant(self, column: Column, text: str) -> None:
        """Give every record what its source's profile says of all: read as a cell would be."""
        import numpy as np
        import pyarrow as pa

        texts = Texts(pa.array([text]), np.zeros(len(self.rows), dtype=np.int64))
        self._take_field(column.name, read_texts(texts, formats.get(column.format, column.vocabulary)))

    def frame(self) -> pd.DataFrame:
        """Give the columns read, as one frame."""
        import pandas as pd

        return pd.DataFrame(self.values, index=self.rows)

    def _take_field(self, name: str, reading: Reading) -> None:
        """Take a field's values; a partial date becomes a day, its middle, and how precisely it is known."""
        import pandas as pd

        if name == POINT:
            self._fill("lat", _each(reading, lambda point: point[0], self.rows).astype("float64"))
            self._fill("lon", _each(reading, lambda point: point[1], self.rows).astype("float64"))
        elif isinstance(next((value for value in reading.pool if not is_missing(value)), None), PartialDate):
            self._fill(name, _each(reading, lambda date: pd.Timestamp(date.middle), self.rows).astype("datetime64[s]"))
            if name.endswith("_on"):
                precision = _each(reading, lambda date: date.precision, self.rows)
                self._fill(name.removesuffix("_on") + "_precision", precision.astype("str"))
        else:
            self._fill(name, reading.values(self.rows))

    def _fill(self, name: str, values: pd.Series) -> None:
        self.values[name] = self.values[name].fillna(values) if name in self.values else values

    def _answers(self, column: Column) -> pa.StringArray:
        """Put the answers of a question, each ticked in a column of its own, into one text."""
        import pyarrow as pa

        cells = zip(*(self.body.texts(position).to_pylist() for position, _ in column.parts), strict=True)
        words = [word for _, word in column.parts]
        return pa.array(
            [
                "; ".join(
                    word for cell, word in zip(row, words, strict=True) if ticked(cell, word, column.vocabulary or "")
                )
                for row in cells
            ],
            pa.string(),
        )

    def _at(self, column: Column, row: int | None = None) -> Place:
        return Place(self.place.source, self.place.sheet, row, column.header or None)

    def _keep_misread(self, column: Column, texts: Texts) -> None:
        """Keep, as text and under a name of its own, a column that holds something else than its header says."""
        self.findings.add("column-not-as-expected", self._at(column), format=column.format, name=column.name)
        base = "_".join(fold(column.header).split())
        name = base if base and base != column.name else f"{column.name}_as_written"
        self.values[name] = read_texts(texts, formats.get("text")).values(self.rows)
        self.extras[name] = column.header

    def _read(self, column: Column, texts: Texts) -> Reading | None:
        """Read a column by its format; null where it mostly holds something else."""
        import pandas as pd

        reading = read_texts(texts, column.reader(), (column.minimum, column.maximum))
        faults = reading.faults
        known = pd.notna(reading.pool)[reading.codes]
        kept = known[faults["position"].to_numpy()]
        answered = known.sum() + (~kept).sum()
        if column.role == "field" and _misread(faults[~kept], int(answered)):
            return None
        secondary = column.role == "extra"
        self.findings.add_cells(self._at(column), self.rows[faults["position"]], faults, secondary=secondary)
        for code, count in faults.loc[kept, "code"].value_counts().items():
            self.mended[str(code)] = self.mended.get(str(code), 0) + int(count)
        if column.whole:
            self._say_fractions(column, reading.values(self.rows))
        return reading

    def _say_fractions(self, column: Column, values: pd.Series) -> None:
        """Say which numbers are no whole number where they should be (an estimate, or a mark gone astray)."""
        numbers = values.dropna()
        fractions = numbers[numbers.mod(1).ne(0)]
        for row, value in zip(fractions.index.tolist(), fractions, strict=True):
            self.findings.add(
                "fraction-kept", Place(self.place.source, self.place.sheet, row, column.header), str(value)
            )

    def _drop_people(self, column: Column, texts: Texts) -> None:
        import numpy as np

        filled = int((~np.isin(texts.codes, _blank(texts))).sum())
        self.people += filled
        if filled:
            self.findings.add("people-column", self._at(column), count=str(filled))

    def _without_contacts(self, column: Column, texts: Texts) -> Texts:
        """Take e-mail addresses and phone numbers out of free text; the finding does not repeat them."""
        import numpy as np

        from places3t.formats.contacts import REMOVED, strip_contacts

        suspects = np.flatnonzero(matching(texts.distinct, _PERHAPS_CONTACT)).tolist()
        stripped = {
            at: strip_contacts(text) for at in suspects if _MAY_HOLD_CONTACT(text := texts.distinct[at].as_py())
        }
        changed = {at: (text, kinds) for at, (text, kinds) in stripped.items() if kinds}
        cells = np.flatnonzero(np.isin(texts.codes, list(changed))).tolist() if changed else []
        for cell in cells:
            kinds = changed[int(texts.codes[cell])][1]
            where = Place(self.place.source, self.place.sheet, self.body.number(cell), column.header)
            self.findings.add("contact-dropped", where, kinds=", ".join(sorted(set(kinds))))
        self.people += len(cells)
        # A cell that held nothing else is empty now.
        bare = {at: text if text.replace(REMOVED, "").strip() else "" for at, (text, _) in changed.items()}
        return _changed(texts, bare)


def _once(cells: pa.StringArray) -> Texts:
    """Give a column with each distinct text once."""
    import numpy as np

    encoded = cells.dictionary_encode()
    return Texts(encoded.dictionary, np.asarray(encoded.indices))


def _blank(texts: Texts) -> list[int]:
    """Give the distinct texts that hold nothing but spaces."""
    return [at for at, text in enumerate(texts.distinct.to_pylist()) if not text.strip()]


def _changed(texts: Texts, changed: dict[int, str]) -> Texts:
    """Give the same column with other texts in the place of some of the distinct ones."""
    import pyarrow as pa

    if not changed:
        return texts
    return texts._replace(
        distinct=pa.array([changed.get(at, text) for at, text in enumerate(texts.distinct.to_pylist())], pa.string())
    )


def _each(reading: Reading, part: Callable[[Any], object], rows: pd.Index) -> pd.Series:
    """Give each cell a part of its value, taken once from each distinct one."""
    import pandas as pd

    parts = pd.Series([None if value is None else part(value) for value in reading.pool])
    return pd.Series(parts.array.take(reading.codes), index=rows)


def _misread(unread: pd.DataFrame, answered: int) -> bool:
    """Tell whether a column is something else than its header says: most of its answers cannot be read so.

    Zeros and spreadsheet errors that stand for a missing answer are no sign of that.
    """
    strange = ~unread["code"].isin(["zero-for-missing", "filler-for-missing", "spreadsheet-error", "out-of-range"])
    return int(strange.sum()) > max(_MISREAD_SHARE * answered, 2)
