"""Parquet and GeoParquet files as tables of texts."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from places3t.errors import Refusal
from places3t.ingest.geojson import LATITUDE, LONGITUDE
from places3t.ingest.records import value_text
from places3t.ingest.sheets import Sheet

if TYPE_CHECKING:
    import pyarrow as pa

MAGIC = b"PAR1"
_CELLS_LIMIT = 50_000_000
_DEGREES = (4326, "4326", "CRS84")


def read_parquet(content: bytes, name: str) -> Sheet:
    """Read a Parquet file.

    Parameters
    ----------
    content
        The file's bytes.
    name
        Its name, for messages.

    Returns
    -------
    Sheet
        The header is row 0, record 1 is row 1. Of GeoParquet in degrees, the middle of each shape stands in the same
        columns as for GeoJSON; other columns of bytes are no text and are left out.

    Raises
    ------
    Refusal
        If it is damaged, or has more cells than a laptop holds.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(io.BytesIO(content))
        if file.metadata.num_rows * max(file.metadata.num_columns, 1) > _CELLS_LIMIT:
            raise Refusal("too-many-cells", source=name, limit=str(_CELLS_LIMIT // 1_000_000))
        table = file.read()
    except (pa.ArrowException, OSError) as error:
        raise Refusal("damaged", source=name, why=str(error).splitlines()[0]) from error
    columns = {
        field.name: [value_text(value) for value in table.column(at).to_pylist()]
        for at, field in enumerate(table.schema)
        if not _is_bytes(field.type)
    }
    columns |= _points(table)
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    if not rows:
        raise Refusal("empty-file", source=name)
    return Sheet(None, [list(columns), *rows], first_row=0, header_at=0)


def _is_bytes(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind))


def _points(table: pa.Table) -> dict[str, list[str]]:
    """Give the middle of each shape of GeoParquet, where the table does not say latitude and longitude itself."""
    about: dict[str, Any] = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
    name = about.get("primary_column")
    column = about.get("columns", {}).get(name, {})
    if name not in table.column_names or column.get("encoding") != "WKB" or {"lat", "lon"} <= {*table.column_names}:
        return {}
    crs = column.get("crs", {"id": {"code": "CRS84"}}) or {}
    if crs.get("id", {}).get("code") not in _DEGREES:
        return {}
    import shapely

    left, bottom, right, top = shapely.bounds(shapely.from_wkb(table.column(name).to_pylist())).T
    return {
        LATITUDE: [value_text(float(each)) for each in (bottom + top) / 2],
        LONGITUDE: [value_text(float(each)) for each in (left + right) / 2],
    }
