"""Where the bundled reference lies, and how it is read."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

DATA = Path(__file__).parent / "data"


def read(name: str, columns: list[str] | None = None) -> pd.DataFrame:
    """Read one bundled Parquet file.

    Parameters
    ----------
    name : str
        The file's name without ``.parquet``.
    columns : list of str, optional
        The columns wanted; all of them by default.

    Returns
    -------
    pandas.DataFrame
        Text as ``str``, whole numbers as nullable ``Int64``.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(DATA / f"{name}.parquet", columns=columns)
    whole = {kind: pd.Int64Dtype() for kind in (pa.int32(), pa.int64())}
    text = dict.fromkeys((pa.string(), pa.large_string()), pd.StringDtype(na_value=float("nan")))
    frame: pd.DataFrame = table.replace_schema_metadata().to_pandas(types_mapper=(whole | text).get)
    return frame


@lru_cache(maxsize=1)
def sources() -> pd.DataFrame:
    """Give the sources of the reference, with their licences and vintages.

    Returns
    -------
    pandas.DataFrame
        ``[name, licence, publisher, vintage, used_for, used_for_fr, package]``, one row per source, in the order
        of NOTICE. ``package`` is the registry package it was taken from.
    """
    import pandas as pd

    with (DATA / "sources.toml").open("rb") as file:
        return pd.DataFrame(tomllib.load(file)["source"])
