"""The sample as any reader opens it: grids of cells, tables of the truth."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import python_calamine

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "demo"
TRUTH = SAMPLE / "truth"
TEXT_FILES = {
    "recensement_2021.csv": ("cp1252", ";"),
    "financements.csv": ("utf-8-sig", ","),
    "atelier_2023.csv": ("utf-8", ";"),
    "atelier_2023_codage.csv": ("utf-8", ";"),
    "atelier_2024.csv": ("utf-8", ";"),
}
HEADER_ROWS = {"recensement_2018.xlsx": 3, "recensement_2021.csv": 2, "recensement_2023.ods": 2}


def cell_text(cell: object) -> str:
    """Write a cell as the list of faults does: a day in ISO, a whole number without decimals."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):  # calamine takes the first day of Excel's calendar for a time without a day
        return "1900-01-01"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


@lru_cache
def read_grid(file: str, sheet: str = "") -> tuple[tuple[str, ...], ...]:
    """Give every line of a file, its first line first, as texts."""
    if file in TEXT_FILES:
        encoding, separator = TEXT_FILES[file]
        text = io.StringIO((SAMPLE / file).read_bytes().decode(encoding), newline="")
        return tuple(tuple(row) for row in csv.reader(text, delimiter=separator))
    book = python_calamine.CalamineWorkbook.from_path(SAMPLE / file)
    rows = book.get_sheet_by_name(sheet or book.sheet_names[-1]).to_python(skip_empty_area=False)
    return tuple(tuple(map(cell_text, row)) for row in rows)


@pytest.fixture(scope="session")
def grid() -> Callable[..., tuple[tuple[str, ...], ...]]:
    return read_grid


@pytest.fixture(scope="session")
def table() -> Callable[[str], pd.DataFrame]:
    """Give a file as a frame of texts under its own header."""

    def read(file: str) -> pd.DataFrame:
        rows = read_grid(file)
        header = HEADER_ROWS.get(file, 1)
        return pd.DataFrame(list(rows[header:]), columns=list(rows[header - 1]))

    return read


@pytest.fixture(scope="session")
def truth_table() -> Callable[[str], pd.DataFrame]:
    def read(name: str) -> pd.DataFrame:
        return pd.read_csv(TRUTH / name, dtype=str, keep_default_na=False)

    return read


@pytest.fixture(scope="session")
def facts() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((TRUTH / "truth.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def lives(truth_table: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """Give the true lives with dates as days (``datetime64[D]``), NaT where there is none."""
    frame = truth_table("truth_places.csv")
    for column in ("opened_on", "closed_on", "observed_from", "observed_to"):
        frame[column] = pd.to_datetime(frame[column].replace("", None), format="%Y-%m-%d")
    return frame
