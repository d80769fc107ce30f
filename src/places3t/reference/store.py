"""Added tables of communes in the workspace, and the communes as they stand with them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, cast

from places3t.errors import Refusal
from places3t.reference.recognise import table_name
from places3t.territory.overlay import AddedTable, Reference, bundled

if TYPE_CHECKING:
    import pandas as pd

    from places3t.reference.recognise import Added
    from places3t.workspace import Workspace

FOLDER = "reference"
_FIGURES = ("population", "area_km2")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def write_reference(workspace: Workspace, added: Added, communes: pd.DataFrame) -> None:
    """Keep a table in the store; one of the same name is replaced.

    Parameters
    ----------
    workspace
        Where.
    added
        What the file is.
    communes
        One row per commune of today, as `places3t.reference.compare.check` gives them.
    """
    import pyarrow as pa

    about = {"source": added.source, "columns": added.columns, "kinds": added.kinds}
    table = pa.Table.from_pandas(communes, preserve_index=False)
    table = table.replace_schema_metadata({"places3t": json.dumps(about, ensure_ascii=False)})
    with workspace.lock():
        workspace.write({f"{FOLDER}/{added.name}": table})


def remove_reference(workspace: Workspace, name: str) -> str:
    """Take an added table away again; the bundled figures, or those of another table, are used from then on.

    Parameters
    ----------
    workspace
        Where.
    name
        The table's name, as ``places3t reference list`` gives it, or that of the file that it came from.

    Returns
    -------
    str
        The table's name.

    Raises
    ------
    Refusal
        If no such table was added.
    """
    with workspace.lock():
        known = [table.removeprefix(f"{FOLDER}/") for table in workspace.tables(FOLDER)]
        found = next((each for each in (name, table_name(name)) if each in known), None)
        if found is None:
            raise Refusal("no-reference", table=name, tables=", ".join(known) or "-")
        workspace.write({}, remove=[f"{FOLDER}/{found}"])
    return found


def vintage(about: dict[str, object]) -> str:
    """Give the years that a table names: in its file's name, and in those of its columns; empty where there is none."""
    columns = cast("dict[str, str]", about["columns"])
    named = [str(about["source"]), *columns.values(), *cast("list[str]", about["kinds"])]
    return ", ".join(dict.fromkeys(year for text in named for year in _YEAR.findall(text)))


def added_tables(workspace: Workspace) -> dict[str, tuple[dict[str, object], pd.DataFrame]]:
    """Give the tables that were added: name to what it says of itself and its rows, in order of name."""
    from places3t.workspace import metadata

    found = {}
    for name in workspace.tables(FOLDER):
        table = workspace.read(name)
        found[name.removeprefix(f"{FOLDER}/")] = metadata(table), cast("pd.DataFrame", table.to_pandas())
    return found


def read_reference(workspace: Workspace) -> Reference:
    """Give the bundled communes with the tables of a workspace over them, in order of name.

    A figure that a table leaves empty stays the bundled one.
    """
    whole = bundled()
    communes, levels, replaced = whole.communes, list(whole.levels), set(whole.replaced)
    tables = []
    for about, rows in added_tables(workspace).values():
        source = str(about["source"])
        columns = cast("dict[str, str]", about["columns"])
        theirs = rows.set_index("commune_code")
        for name in (name for name in _FIGURES if name in rows):
            values = communes["commune_code"].map(theirs[name])
            told = values.notna()
            said = "population_source" if name == "population" else "area_source"
            kind = communes[name].dtype
            communes = communes.assign(
                **{
                    name: communes[name].where(~told, values).astype(kind),
                    said: communes[said].where(~told, f"{source}: {columns[name]}"),
                }
            )
            replaced.add(name)
        if "lat" in rows:
            lat, lon = (communes["commune_code"].map(theirs[name]) for name in ("lat", "lon"))
            told = lat.notna() & lon.notna()
            communes = communes.assign(lat=communes["lat"].where(~told, lat), lon=communes["lon"].where(~told, lon))
            replaced.add("centre")
        for name in cast("list[str]", about["kinds"]):
            communes = communes.assign(**{name: communes["commune_code"].map(theirs[name]).astype("str")})
            levels.append(name)
        taken = [header for name, header in columns.items() if name != "commune_code"]
        tables.append(AddedTable(source, vintage(about), (*taken, *cast("list[str]", about["kinds"]))))
    return Reference(communes, tuple(dict.fromkeys(levels)), frozenset(replaced), tuple(tables))


def with_kinds(places: pd.DataFrame, workspace: Workspace) -> pd.DataFrame:
    """Give places the kinds of their communes as columns; a column that they have already stays theirs."""
    if not workspace.tables(FOLDER):
        return places
    reference = read_reference(workspace)
    kinds = reference.communes.set_index("commune_code")
    new = [name for name in reference.levels if name not in places]
    return places.assign(**{name: places["commune_code"].map(kinds[name]).astype("str") for name in new})
