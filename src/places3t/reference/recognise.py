"""What a table of communes can add: populations, areas, centres, kinds of commune."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from places3t.errors import Refusal

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

_CODE = re.compile(r"(?:code_)?insee(?:_com(?:mune)?)?|code_(?:commune|com|geo)|codgeo|commune_code|depcom")
_POPULATION = re.compile(r"(?:population|pop|pmun|psdc|ptot)(?:_?(?:municipale|totale|legale))?_?(?P<year>\d{2,4})?")
_AREA = re.compile(r"(?:superficie|surface|area)_?(?:km2)?")
_LAT = re.compile(r"lat(?:itude)?(?:_(?:centre|mairie|chef_?lieu))?")
_LON = re.compile(r"(?:lon|lng|long|longitude)(?:_(?:centre|mairie|chef_?lieu))?")
_KIND = re.compile(r"(?:ze|zone|bassin|bv|aav|uu|grille|niveau|densite|typo|cateaav|categorie|territoire).*")
_MOST_KINDS = 2000
"""A column with more values than this names communes rather than kinds of them."""


@dataclass(frozen=True, slots=True)
class Added:
    """What a file adds.

    Attributes
    ----------
    name
        The file's name without extension, in small letters: what the table is called in the workspace.
    source
        The file's name.
    communes
        ``commune_code``, as the file writes it, and any of ``population area_km2 lat lon`` and the kinds; one row a
        code.
    columns
        Which column of the file each of these is.
    kinds
        Those that name kinds of communes or zones.
    rows, repeated
        Rows of the file, and how many of them repeat a code.
    """

    name: str
    source: str
    communes: pd.DataFrame
    columns: dict[str, str]
    kinds: tuple[str, ...]
    rows: int
    repeated: int


def recognise(path: Path) -> Added:
    """Read a table of communes.

    Parameters
    ----------
    path
        A file of any format that ``places3t ingest`` reads, with its header in the first row of its first sheet.

    Returns
    -------
    Added
        A code that the file repeats (a row per postal code) is taken from its first row.

    Raises
    ------
    Refusal
        If the file cannot be read, holds no codes of communes, or nothing beside them.
    """
    import pandas as pd

    from places3t.ingest.read import read_source

    source = read_source(path)
    grid = source.sheets[0].grid
    header = [_plain(text) for text in grid[0]]
    frame = pd.DataFrame(grid[1:], columns=range(max(map(len, grid)))).iloc[:, : len(header)]
    frame = frame.set_axis(header, axis=1).astype("str").apply(lambda texts: texts.str.strip())
    frame = frame.loc[:, ~frame.columns.duplicated()].mask(lambda texts: texts.eq(""))
    columns = _columns(header)
    if "commune_code" not in columns:
        raise Refusal("not-communes", source=source.name, columns=", ".join(header))
    kinds = tuple(name for name in header if _KIND.fullmatch(name) and 1 < frame[name].nunique() <= _MOST_KINDS)
    if set(columns) == {"commune_code"} and not kinds:
        raise Refusal("nothing-to-add", source=source.name, columns=", ".join(header))
    rows = frame[frame[columns["commune_code"]].notna()]
    first = rows.drop_duplicates(columns["commune_code"])
    taken = {name: first[column] for name, column in columns.items()} | {name: first[name] for name in kinds}
    communes = pd.DataFrame(taken).reset_index(drop=True)
    for name in {"population", "area_km2", "lat", "lon"} & set(columns):
        communes[name] = pd.to_numeric(communes[name].str.replace(",", "."), errors="coerce")
    return Added(table_name(path.name), source.name, communes, columns, kinds, len(rows), len(rows) - len(first))


def table_name(file_name: str) -> str:
    """Give what a table from a file is called in the workspace.

    Examples
    --------
    >>> table_name("My communes 2024.csv")
    'my_communes_2024'
    """
    return re.sub(r"\W+", "_", file_name.lower().rpartition(".")[0] or file_name.lower())


def _columns(header: list[str]) -> dict[str, str]:
    """Tell which column is which; of several populations the latest year is taken."""
    found: dict[str, str] = {}
    years: list[tuple[int, str]] = []
    for name in header:
        if match := _POPULATION.fullmatch(name):
            years.append((int(match["year"] or 0) % 100, name))
        for role, pattern in (("commune_code", _CODE), ("area_km2", _AREA), ("lat", _LAT), ("lon", _LON)):
            if pattern.fullmatch(name):
                found.setdefault(role, name)
    if years:
        found["population"] = max(years)[1]
    if "lat" not in found or "lon" not in found:
        found = {role: name for role, name in found.items() if role not in {"lat", "lon"}}
    return found


def _plain(text: str) -> str:
    from unicodedata import combining, normalize

    bare = "".join(letter for letter in normalize("NFD", text.strip().lower()) if not combining(letter))
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")
