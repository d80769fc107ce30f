"""Tables as files: CSV, JSON, Markdown, XLSX, Parquet, GeoJSON and GeoPackage, where text stays text.

What a cell says is never a formula: in CSV a text that a spreadsheet would compute gets an apostrophe in front, in
XLSX it is written as a string.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from places3t.typography import is_missing, markdown_table, number, spreadsheet_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from places3t.language import Language


def plain(value: object) -> object:
    """Give a cell as JSON has it: null, boolean, number, text, or a list of texts."""
    if isinstance(value, str) or is_missing(value):
        return value if isinstance(value, str) else None
    if isinstance(value, Sequence) or type(value).__name__ == "ndarray":
        return [plain(each) for each in cast("Iterable[object]", value)]
    if isinstance(value, dt.date):
        midnight = isinstance(value, dt.datetime) and value.time() == dt.time()
        return value.isoformat()[:_DATE_LENGTH] if midnight else value.isoformat()
    number = value.item() if hasattr(value, "item") else value
    return None if isinstance(number, float) and not math.isfinite(number) else number


_DATE_LENGTH = len("2018-03-20")


def joined(value: object) -> object:
    """Give a cell as one value: a list becomes its texts with ``; `` between."""
    value = plain(value)
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def cell(value: object, language: Language) -> str:
    """Write a cell for a person: numbers as the language writes them, at most four decimals, nothing for null."""
    value = joined(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return {"fr": ("non", "oui"), "en": ("no", "yes")}[language][value]
    if isinstance(value, int):
        return number(value, language)
    if isinstance(value, float):
        return number(value, language, 0 if value.is_integer() else 2)
    return str(value)


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a table whose cells are single values: lists joined, dates as ISO text, the geometry left out."""
    import pandas as pd

    frame = frame.drop(columns=["geometry"], errors="ignore")
    columns = {}
    for name in frame.columns:
        column = frame[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            columns[name] = column.dt.strftime("%Y-%m-%d")
        elif column.dtype == object:
            columns[name] = column.map(joined, na_action="ignore")
        else:
            columns[name] = column
    return pd.DataFrame(columns, index=frame.index)


def _safe(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a flat table none of whose texts a spreadsheet would compute."""
    import pandas as pd

    texts = [name for name in frame.columns if pd.api.types.is_string_dtype(frame[name])]
    return frame.assign(**{name: frame[name].map(spreadsheet_text, na_action="ignore") for name in texts})


def to_csv(frame: pd.DataFrame) -> str:
    """Give a table as CSV: comma, UTF-8, numbers with a point and in full precision."""
    return str(_safe(flat(frame)).to_csv(index=False, lineterminator="\n"))


def to_json(frame: pd.DataFrame) -> str:
    """Give a table as a JSON array of objects."""
    frame = frame.drop(columns=["geometry"], errors="ignore")
    names = [str(name) for name in frame.columns]
    rows = [dict(zip(names, map(plain, row), strict=True)) for row in frame.itertuples(index=False, name=None)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def to_markdown(frame: pd.DataFrame, language: Language) -> str:
    """Give a table as Markdown, its cells escaped."""
    import pandas as pd

    flattened = flat(frame)
    right = [pd.api.types.is_numeric_dtype(flattened[name]) for name in flattened.columns]
    rows = [[cell(value, language) for value in row] for row in flattened.itertuples(index=False, name=None)]
    header = [str(name) for name in flattened.columns]
    return markdown_table(header, rows, "".join("r" if each else "l" for each in right)) + "\n"


def to_xlsx(frame: pd.DataFrame) -> bytes:
    """Give a table as a spreadsheet: header frozen and filtered, numbers as numbers, texts as texts."""
    import xlsxwriter

    flattened = flat(frame)
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    # A fixed date: the same table gives the same bytes.
    book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for column, name in enumerate(flattened.columns):
        sheet.write_string(0, column, str(name), bold)
        for row, value in enumerate(map(plain, flattened[name]), start=1):
            _write_cell(sheet, row, column, value)
        longest = max([len(str(name)), *(len(str(value)) for value in flattened[name].head(200))])
        sheet.set_column(column, column, min(longest + 2, 60))
    sheet.freeze_panes(1, 0)
    if len(flattened.columns):
        sheet.autofilter(0, 0, len(flattened), len(flattened.columns) - 1)
    book.close()
    return buffer.getvalue()


_XLSX_TEXT_LIMIT = 32_767


def _write_cell(sheet: Any, row: int, column: int, value: object) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, str(value)[:_XLSX_TEXT_LIMIT])


def write_table(frame: pd.DataFrame, out: Path, language: Language) -> None:
    """Write a table to a file by its extension (.csv .json .md .xlsx .parquet), beside it first and then renamed."""
    replace_file(out, _content(frame, out.suffix.lower(), language))


def _content(frame: pd.DataFrame, extension: str, language: Language) -> bytes:
    if extension == ".xlsx":
        return to_xlsx(frame)
    if extension == ".parquet":
        return _parquet(frame)
    if extension == ".csv":
        # Excel takes a CSV file for Windows-1252 unless it begins with a byte-order mark.
        return b"\xef\xbb\xbf" + to_csv(frame).encode()
    return (to_json(frame) if extension == ".json" else to_markdown(frame, language)).encode()


def _parquet(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False, compression="zstd")
    return buffer.getvalue()


def replace_file(out: Path, content: bytes) -> None:
    """Write a file beside its place and rename it: a run that is cut off leaves the old one."""
    new = out.with_name(out.name + ".new")
    new.write_bytes(content)
    new.replace(out)
