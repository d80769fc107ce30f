"""From texts to values: each column read by its format, people left out, rows that are no records set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from places3t import formats
from places3t.findings import Findings, Place
from places3t.formats.column import read_column
from places3t.formats.dates import PartialDate
from places3t.formats.texts import fold
from places3t.ingest.columns import POINT, column_of
from places3t.ingest.lambert import in_degrees
from places3t.ingest.merged import fill_merged
from places3t.ingest.surveys import ticked

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.ingest.columns import Column
    from places3t.ingest.plan import Plan
    from places3t.ingest.sheets import Sheet

# Formats whose cells may hold an e-mail address or a phone number beside what is asked; the others hold codes,
# numbers and dates, where a run of digits is no phone.
_FREE_TEXT = frozenset({"text", "url", "choice", "choices", "email"})
_MAY_HOLD_CONTACT = re.compile(r"@|\[at\]|\(at\)|arobase|\d[\d .\-/()]{7,}\d", re.IGNORECASE).search
_TOTAL = re.compile(r"(sous )?total(aux|s)?( general)?|grand total|sum|somme|moyenne|average|ensemble")
_NAMELESS = {"contributions": "row-without-text"}
_NO_RECORD = frozenset({"tot", "sou", "gra", "sum", "som", "moy", "ave", "ens", "exe", "exa"})
_EXAMPLE = re.compile(r"(exemple|example)s?( de (lieu|reponse).*)?")
_MISREAD_SHARE = 0.5
"""A column is not what its header says when more than half of its cells cannot be read so."""


@dataclass(slots=True)
class Cleaned:
    """The records of a sheet.

    Attributes
    ----------
    frame
        One row a record, the index its row number in the sheet; a column a field or extra column, typed.
    read
        Rows that hold anything, the header not counted.
    rejected
        Rows left out, each with a finding.
    people
        Cells with contacts that were dropped.
    mended
        Cells whose value was mended, by code of finding.
    extras
        Names of the columns that are no field of the table, with the header they had.
    """

    frame: pd.DataFrame
    read: int
    rejected: int
    people: int
    mended: dict[str, int]
    extras: dict[str, str]


def clean_sheet(sheet: Sheet, plan: Plan, place: Place, findings: Findings) -> Cleaned:
    """Read the rows of a sheet by its plan.

    Parameters
    ----------
    sheet, plan
        The sheet as read, and what its columns mean.
    place
        The source and sheet, for findings.
    findings
        Takes what is wrong or mended.

    Returns
    -------
    Cleaned
        The records, and the account of all rows: read = records + rejected.
    """
    body = _body(sheet, plan, place, findings)
    if sheet.merged:
        fill_merged(sheet, plan, body, place, findings)
    read = len(body)
    body, rejected = _without_totals(body, plan, place, findings)
    body = in_degrees(body, plan, place, findings)
    work = _Work(body, place, findings)
    # Fallbacks last: they only fill what the columns that they stand in for left empty.
    for column in sorted(plan.columns, key=lambda column: column.role == "fallback"):
        work.take(column)
    for name, text in (plan.profile.constants if plan.profile else {}).items():
        work.take_constant(column_of(plan.kind, -1, name, name), text)
    frame = work.frame()
    nameless = _nameless(frame, plan.kind)
    for row in frame.index[nameless]:
        findings.add(_NAMELESS.get(plan.kind, "row-without-name"), Place(place.source, place.sheet, int(row)))
    frame = frame[~nameless]
    rejected += int(nameless.sum())
    return Cleaned(frame, read, rejected, work.people, work.mended, work.extras)


def _body(sheet: Sheet, plan: Plan, place: Place, findings: Findings) -> dict[int, list[str]]:
    """Give the rows under the header that hold anything, by row number."""
    under = sheet.grid[plan.header_at + 1 :]
    numbered = enumerate(under, start=sheet.first_row + plan.header_at + 1)
    body = {number: row for number, row in numbered if (text := "".join(row)) and not text.isspace()}
    last = max(body, default=0)
    blank = last - (sheet.first_row + plan.header_at) - len(body) if body else 0
    if blank:
        findings.add("blank-rows", place, count=str(blank))
    return body


def _without_totals(
    body: dict[int, list[str]], plan: Plan, place: Place, findings: Findings
) -> tuple[dict[int, list[str]], int]:
    """Set aside rows that are no records: totals, filled examples, the header repeated on a later page."""
    labels = [
        column.position for column in plan.columns if column.name in {"name", "place_id"} and column.position >= 0
    ]
    header = {column.position: column.header for column in plan.columns if column.position >= 0}
    kept, rejected = {}, 0
    for number, row in body.items():
        code = _no_record(row, labels, header)
        if code:
            first = next(cell for cell in row if cell.strip())
            findings.add(code, Place(place.source, place.sheet, number), first)
            rejected += 1
        else:
            kept[number] = row
    return kept, rejected


def _no_record(row: Sequence[str], labels: Sequence[int], header: dict[int, str]) -> str | None:
    first = 0
    if not row[0] or row[0].isspace():
        first = next(at for at, cell in enumerate(row) if cell and not cell.isspace())
    if row[first].strip() == header.get(first) and _is_header(row, header):
        return "repeated-header"
    for at in {first, *labels}:
        # Nearly every row leaves here: folding each name would cost more than reading the file.
        if at < len(row) and row[at].strip()[:3].casefold() in _NO_RECORD:
            name = fold(row[at])
            if _TOTAL.fullmatch(name):
                return "total-row"
            if _EXAMPLE.fullmatch(name):
                return "example-row"
    return None


def _is_header(row: Sequence[str], header: dict[int, str]) -> bool:
    filled = [(at, cell.strip()) for at, cell in enumerate(row) if cell.strip()]
    return len(filled) > 1 and all(header.get(at) == cell for at, cell in filled)


def _nameless(frame: pd.DataFrame, kind: str) -> pd.Series:
    """Tell which records cannot be told from others: a place without a name or an identifier, and so on."""
    import pandas as pd

    wanted = {"contributions": ["text", "title"]}.get(kind, ["name", "place_id"])
    there = [name for name in wanted if name in frame]
    return frame[there].isna().all(axis=1) if there else pd.Series(False, index=frame.index)


class _Work:
    """The columns of one sheet on their way from texts to values."""

    def __init__(self, body: dict[int, list[str]], place: Place, findings: Findings) -> None:
        import pandas as pd

        self.body = body
        self.rows = pd.Index(list(body), name="row", dtype="int64")
        self.place = place
        self.findings = findings
        self.values: dict[str, pd.Series] = {}
        self.people = 0
        self.mended: dict[str, int] = {}
        self.extras: dict[str, str] = {}

    def take(self, column: Column) -> None:
        """Read one column."""
        texts = self._answers(column) if column.parts else self._texts(column.position)
        if column.role == "people":
            self._drop_people(column, texts)
            return
        if column.empty:
            texts = texts.mask(texts.str.strip().eq(""), column.empty)
        if column.format in _FREE_TEXT:
            texts = self._without_contacts(column, texts)
        values = self._read(column, texts)
        if values is None:
            self._keep_misread(column, texts)
        elif column.role == "fallback":
            self._fill(column.name, values)
        elif column.role == "field":
            self._take_field(column.name, values)
        elif column.header or values.notna().any():
            self.values[column.name] = values
            self.extras[column.name] = column.header

    def take_constant(self, column: Column, text: str) -> None:
        """Give every record what its source's profile says of all: read as a cell would be."""
        import pandas as pd

        texts = pd.Series(text, index=pd.Index(list(self.body), dtype="int64"), dtype="str")
        self._take_field(column.name, read_column(texts, formats.get(column.format, column.vocabulary)).values)

    def _take_field(self, name: str, values: pd.Series) -> None:
        """Take a field's values; a partial date becomes a day, its middle, and how precisely it is known."""
        import pandas as pd

        first = values.dropna().head(1)
        if name == POINT:
            self._take_points(values)
            return
        if first.empty or not isinstance(first.iloc[0], PartialDate):
            self._fill(name, values)
            return
        days = values.map(lambda date: date.middle, na_action="ignore")
        self._fill(name, pd.to_datetime(days).astype("datetime64[s]"))
        if name.endswith("_on"):
            precision = values.map(lambda date: date.precision, na_action="ignore")
            self._fill(name.removesuffix("_on") + "_precision", precision.astype("str"))

    def _take_points(self, values: pd.Series) -> None:
        """Make two columns of one that holds latitude and longitude."""
        for at, name in enumerate(("lat", "lon")):
            self._fill(name, values.map(lambda point, at=at: point[at], na_action="ignore").astype("float64"))

    def frame(self) -> pd.DataFrame:
        """Give the columns read, as one frame."""
        import pandas as pd

        return pd.DataFrame(self.values, index=self.rows)

    def _texts(self, position: int) -> pd.Series:
        import pandas as pd

        cells = [row[position] if position < len(row) else "" for row in self.body.values()]
        # Plain objects: an Arrow column would be made of these texts only to be taken apart again.
        return pd.Series(cells, index=self.rows, dtype="object")

    def _answers(self, column: Column) -> pd.Series:
        """Put the answers of a question, each ticked in a column of its own, into one text."""
        import pandas as pd

        words = [
            "; ".join(
                word
                for position, word in column.parts
                if position < len(row) and ticked(row[position], word, column.vocabulary or "")
            )
            for row in self.body.values()
        ]
        return pd.Series(words, index=self.rows, dtype="object")

    def _fill(self, name: str, values: pd.Series) -> None:
        self.values[name] = self.values[name].fillna(values) if name in self.values else values

    def _at(self, column: Column) -> Place:
        return Place(self.place.source, self.place.sheet, None, column.header or None)

    def _keep_misread(self, column: Column, texts: pd.Series) -> None:
        """Keep, as text and under a name of its own, a column that holds something else than its header says."""
        self.findings.add("column-not-as-expected", self._at(column), format=column.format, name=column.name)
        base = "_".join(fold(column.header).split())
        name = base if base and base != column.name else f"{column.name}_as_written"
        self.values[name] = read_column(texts, formats.get("text")).values
        self.extras[name] = column.header

    def _read(self, column: Column, texts: pd.Series) -> pd.Series | None:
        """Read a column by its format; null where it mostly holds something else."""
        reading = read_column(texts, column.reader(), (column.minimum, column.maximum))
        faults = reading.faults
        kept = reading.values.iloc[faults["position"]].notna().to_numpy()
        answered = reading.values.notna().sum() + (~kept).sum()
        if column.role == "field" and _misread(faults[~kept], int(answered)):
            return None
        secondary = column.role == "extra"
        self.findings.add_cells(self._at(column), texts.index[faults["position"]], faults, secondary=secondary)
        for code, count in faults.loc[kept, "code"].value_counts().items():
            self._count(str(code), int(count))
        if column.whole:
            self._say_fractions(column, reading.values)
        return reading.values

    def _count(self, code: str, count: int) -> None:
        self.mended[code] = self.mended.get(code, 0) + count

    def _say_fractions(self, column: Column, values: pd.Series) -> None:
        """Say which numbers are no whole number where they should be (an estimate, or a mark gone astray)."""
        numbers = values.dropna()
        for row, value in numbers[numbers.mod(1).ne(0)].items():
            where = Place(self.place.source, self.place.sheet, cast("int", row), column.header)
            self.findings.add("fraction-kept", where, str(value))

    def _drop_people(self, column: Column, texts: pd.Series) -> None:
        filled = int(texts.str.strip().ne("").sum())
        self.people += filled
        if filled:
            self.findings.add("people-column", self._at(column), count=str(filled))

    def _without_contacts(self, column: Column, texts: pd.Series) -> pd.Series:
        """Take e-mail addresses and phone numbers out of free text; the finding does not repeat them."""
        import pandas as pd

        from places3t.formats.contacts import REMOVED, strip_contacts

        suspects = texts[[_MAY_HOLD_CONTACT(text) is not None for text in texts]]
        stripped = {row: strip_contacts(text) for row, text in suspects.items()}
        changed = {row: (text, kinds) for row, (text, kinds) in stripped.items() if kinds}
        for row, (_, kinds) in changed.items():
            where = Place(self.place.source, self.place.sheet, cast("int", row), column.header)
            self.findings.add("contact-dropped", where, kinds=", ".join(sorted(set(kinds))))
        if not changed:
            return texts
        self.people += len(changed)
        # A cell that held nothing else is empty now.
        bare = {row: text if text.replace(REMOVED, "").strip() else "" for row, (text, _) in changed.items()}
        return pd.Series({**texts.to_dict(), **bare}, index=texts.index, dtype="object")


def _misread(unread: pd.DataFrame, answered: int) -> bool:
    """Tell whether a column is something else than its header says: most of its answers cannot be read so.

    Zeros and spreadsheet errors that stand for a missing answer are no sign of that.
    """
    strange = ~unread["code"].isin(["zero-for-missing", "filler-for-missing", "spreadsheet-error", "out-of-range"])
    return int(strange.sum()) > max(_MISREAD_SHARE * answered, 2)
