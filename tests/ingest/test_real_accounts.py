"""Every public file beside the project: what was read is what a count of its own finds, and none of it is lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from places3t.errors import Refusal
from places3t.ingest import Options, check_files

DATA = Path(__file__).parents[3] / "shared" / "data"
MAPPINGS = {"libraries_england_2016.csv": Path(__file__).parent / "mappings" / "libraries_england.toml"}
FILES = sorted(path for path in DATA.rglob("*.*") if path.is_file() and path.suffix != ".md") if DATA.is_dir() else []
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not FILES, reason="the public files are not beside the project"),
]

# Rows of a sheet under its header, as a person counts them; PiNG's header stands on the second row of "Existants".
HEADER_ROWS = {"Existants": 2}
NOT_RECORDS = {"Meta_BDD_TL", "exports_for_geocoding", "export_geocoded", "export_solidata"}


def counted(path: Path) -> dict[str | None, int]:
    """Count the records of a file, sheet by sheet, with none of this program."""
    if path.suffix == ".csv":
        text = path.read_text(encoding="utf-8-sig")
        separator = max(",;", key=text.partition("\n")[0].count)
        rows = csv.reader(text.splitlines(keepends=True), delimiter=separator)
        return {None: sum(1 for row in rows if any(cell.strip() for cell in row)) - 1}
    if path.suffix == ".geojson":
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        # One record for each identifier that a feature of the labels' lists joins.
        return {None: sum(len(each["properties"].get("id_territoire", "").split(";")) for each in features)}
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: sum(
            any(str(cell).strip() for cell in row if cell is not None)
            for row in sheet.iter_rows(min_row=HEADER_ROWS.get(sheet.title, 1) + 1, values_only=True)
        )
        for sheet in book
        if sheet.title not in NOT_RECORDS
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_row_of_every_file_is_kept_merged_or_rejected(path: Path) -> None:
    mapping = MAPPINGS.get(path.name)
    if path.parent.name == "territories":
        # Tables of communes hold no places: `places3t reference add` reads them.
        with pytest.raises(Refusal) as refused:
            check_files([path])
        assert refused.value.code == "nothing-recognised"
        return
    done = check_files([path], None, Options(mapping=str(mapping) if mapping else None))
    assert {account.sheet: account.read for account in done.accounts} == counted(path)
    for account in done.accounts:
        assert account.read == account.kept + account.merged + account.rejected
    assert {out.sheet for out in done.left_out} <= NOT_RECORDS
