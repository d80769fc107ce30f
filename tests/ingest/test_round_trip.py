"""Any table of the schema's values, written as people and programs write tables, is read back as it was."""

from __future__ import annotations

import csv
import io
import math
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from places3t import formats, schema
from places3t.findings import Findings, Place
from places3t.formats.dates import PartialDate
from places3t.formats.missing import is_missing
from places3t.ingest import Options
from places3t.ingest.clean import clean_sheet
from places3t.ingest.pipeline import plan_file
from places3t.template import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
SEPARATORS = (",", ";", "\t")
PHASES = (Phase.explicit, Phase.generate)  # a failure is small as it is, and shrinking reads hundreds of files
LETTERS = "abdeghimoprstuvéèàçêîôû’œ"
NEEDED = {"places": ("name",), "funding": ("name", "source"), "contributions": ("text",)}


class Written(NamedTuple):
    """A table: its fields, the headers they have in the file, rows of texts, and the values they mean."""

    kind: str
    names: list[str]
    headers: list[str]
    texts: list[list[str]]
    values: list[list[object]]
    above: list[list[str]]
    blank: int
    totals: bool


def words() -> st.SearchStrategy[str]:
    """Names as people write them, with the marks that part the cells of a CSV file."""
    word = st.text(LETTERS, min_size=2, max_size=8)
    mark = st.sampled_from([" ", ", ", "; ", ' "', "-", " & "])
    return (
        st.builds(lambda first, mark, second: first.capitalize() + mark + second, word, mark, word)
        .filter(lambda text: not is_missing(text))
        .filter(lambda text: text.count('"') == 0 or not text.endswith('"'))
    )


def cells(kind: str, name: str) -> st.SearchStrategy[tuple[str, object]]:
    """Texts of a column with the value that each means: the format's own good examples, empty cells, free texts."""
    tables = [schema.table(kind), schema.table("places")]
    field = next(each for table in tables for each in table.fields if each.name == name)
    if field.format == "text":
        pairs = words().map(lambda text: (text, text))
    elif field.format == "share":  # what 1 means is settled by the whole column: see the tests of the format
        pairs = st.integers(0, 100).map(lambda part: (f"{part} %", part / 100))
    elif field.vocabulary:
        keys = [key for key in schema.vocabulary(field.vocabulary).terms if not field.enum or key in field.enum]
        labels = {key: schema.vocabulary(field.vocabulary).terms[key].fr for key in keys}
        keys = [key for key in keys if not is_missing(labels[key])]  # "inconnu" says that nothing is known
        several = field.format == "choices"
        pairs = st.sampled_from(keys).map(lambda key: (labels[key], [key] if several else key))
    else:
        good = formats.get(field.format or "text").good
        least = field.minimum if field.minimum is not None else -math.inf
        pairs = st.sampled_from(
            [pair for pair in good.items() if not isinstance(pair[1], int | float) or pair[1] >= least]
        )
    return pairs if name in NEEDED[kind] else st.one_of(pairs, pairs, st.just(("", None)))


@st.composite
def tables(draw: st.DrawFn, kind: str) -> Written:
    others = [name for name in FIELDS[kind] if name not in NEEDED[kind]]
    chosen = draw(st.lists(st.sampled_from(others), min_size=2, max_size=8, unique=True))
    names = draw(st.permutations([*NEEDED[kind], *chosen]))
    rows = draw(st.lists(st.tuples(*(cells(kind, name) for name in names)), min_size=1, max_size=6))
    headers = [draw(st.sampled_from(titles(kind, name))) for name in names]
    above = draw(st.lists(st.sampled_from([["Recensement des lieux"], [], ["", "2021"]]), max_size=4))
    texts, values = ([[cell[part] for cell in row] for row in rows] for part in (0, 1))
    return Written(kind, names, headers, texts, values, above, draw(st.integers(0, 2)), draw(st.booleans()))


def titles(kind: str, name: str) -> list[str]:
    tables = [schema.table(kind), schema.table("places")]
    field = next(each for table in tables for each in table.fields if each.name == name)
    return [name, field.title["fr"], field.title["en"]]


def grid(table: Written) -> list[list[str]]:
    """Lay a table out: titles above it, blank rows within it, a totals row under it."""
    body: list[list[str]] = []
    for at, row in enumerate(table.texts):
        body += [[]] * (table.blank if at == 1 else 0) + [row]
    totals = [["Total", *([""] * (len(table.names) - 2)), str(len(body))]] if table.totals else []
    return [*table.above, table.headers, *body, *totals]


def as_csv(rows: list[list[str]], data: st.DataObject) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=data.draw(st.sampled_from(SEPARATORS)), lineterminator="\r\n")
    writer.writerows(rows)
    return text.getvalue().encode(data.draw(st.sampled_from(ENCODINGS)), errors="replace")


def as_xlsx(rows: list[list[str]], _: st.DataObject) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Lieux")
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            # A spreadsheet makes a number of what looks like one, unless that loses a zero.
            if text.replace(".", "", 1).isdigit() and repr(float(text)).removesuffix(".0") == text:
                sheet.write_number(at, column, float(text))
            elif text:
                sheet.write_string(at, column, text)
    book.close()
    return buffer.getvalue()


def as_ods(rows: list[list[str]], _: st.DataObject) -> bytes:
    document, table, buffer = OpenDocumentSpreadsheet(), Table(name="Lieux"), io.BytesIO()
    for row in rows:
        line = TableRow()
        for text in row or [""]:
            cell = TableCell(valuetype="string") if text else TableCell()
            if text:
                cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.write(buffer)
    return buffer.getvalue()


def read(content: bytes, suffix: str) -> tuple[Any, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix}"
        path.write_bytes(content)
        source, planned = plan_file(path, Options())
    ((sheet, plan),) = planned
    assert plan is not None, sheet.grid
    return plan, clean_sheet(sheet, plan, Place(source.name, sheet.name), Findings())


def plain(value: Any) -> object:
    """Level what pandas makes of a value."""
    if isinstance(value, list):
        return list(value)
    if isinstance(value, PartialDate):
        return str(value.middle)
    if value is None or pd.isna(value):
        return None
    return str(value.date()) if hasattr(value, "date") else value


@pytest.mark.parametrize(
    ("suffix", "write", "examples"), [(".csv", as_csv, 30), (".xlsx", as_xlsx, 15), (".ods", as_ods, 10)]
)
@pytest.mark.parametrize("kind", list(FIELDS))
def test_the_same_values_come_back(
    kind: str, suffix: str, write: Callable[[list[list[str]], st.DataObject], bytes], examples: int
) -> None:
    @settings(max_examples=examples, phases=PHASES)
    @given(table=tables(kind), data=st.data())
    def holds(table: Written, data: st.DataObject) -> None:
        plan, cleaned = read(write(grid(table), data), suffix)
        assert plan.kind == kind
        assert plan.header_at == len(table.above)
        assert (cleaned.read, cleaned.rejected) == (len(table.texts) + table.totals, int(table.totals))
        for at, name in enumerate(table.names):
            expected = [plain(row[at]) for row in table.values]
            found = [plain(value) for value in cleaned.frame[name]] if name in cleaned.frame else None
            assert found == expected, name

    holds()
