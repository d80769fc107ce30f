"""Writing the reference: the same bytes for the same sources."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def write_frame(folder: Path, name: str, frame: pd.DataFrame, order: list[str]) -> None:
    """Write one table, sorted, with the sources in its metadata and no clock time.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the bundled data, which holds ``sources.toml``.
    name : str
        The file's name without ``.parquet``.
    frame : pandas.DataFrame
        What to write.
    order : list of str
        The columns to sort by.
    """
    table = pa.Table.from_pandas(frame.sort_values(order, ignore_index=True), preserve_index=False)
    write_table(folder, name, table)


def write_table(folder: Path, name: str, table: pa.Table) -> None:
    """Write one Arrow table as it is, adding the sources to what is in its metadata; no clock time."""
    own = {key: value for key, value in (table.schema.metadata or {}).items() if key != b"pandas"}
    pq.write_table(
        table.replace_schema_metadata(own | _metadata(folder)),
        folder / f"{name}.parquet",
        compression="zstd",
        compression_level=19,
        version="2.6",
    )


def _metadata(folder: Path) -> dict[bytes, bytes]:
    with (folder / "sources.toml").open("rb") as file:
        sources = tomllib.load(file)["source"]
    lines = [f"{each['name']} ({each['vintage']}), {each['licence']}; {each['package']}" for each in sources]
    return {b"places3t.sources": "\n".join(lines).encode()}
