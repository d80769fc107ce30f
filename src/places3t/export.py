"""Tables of the store as files: spreadsheets for people, map layers for geographic programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.errors import Refusal

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from places3t.language import Language
    from places3t.workspace import Workspace

_DRIVERS = {".geojson": "GeoJSON", ".gpkg": "GPKG"}
_TABLES = (".csv", ".json", ".xlsx")


PUBLIC = (
    "name",
    "status",
    "types",
    "main_type",
    "networks",
    "access",
    "openness",
    "services",
    "commune_code",
    "commune_name",
    "epci_code",
    "departement_code",
    "region_code",
    "country_code",
    "lat",
    "lon",
)
"""What a directory of places shows: no address, no operator (who may be a person), no date, amount or support, and no
column that only one source has. The point is the commune's."""


def export_table(workspace: Workspace, name: str, out: Path, language: Language, *, public: bool = False) -> int:
    """Write a table of the store to a file, by its extension.

    ``.parquet`` is a copy of the store's own file, provenance included. ``.geojson`` and ``.gpkg`` hold the places
    that have coordinates; lists become texts with ``; `` between, since these formats have no lists.

    Parameters
    ----------
    workspace, name
        The store and the table.
    out
        ``.csv .json .xlsx .parquet .geojson .gpkg``; an existing file is replaced.
    language
        Of the words in the file, where it has any.
    public
        For publication: places as a directory has them (`PUBLIC`), sorted by commune and name; of the other tables only
        the sources.

    Returns
    -------
    int
        How many rows were written.

    Raises
    ------
    Refusal
        If the extension is unknown, the folder is not there, or the table has no coordinates for a map layer.
    """
    from places3t.tabular import replace_file

    extension = out.suffix.lower()
    if extension not in (*_TABLES, *_DRIVERS, ".parquet"):
        raise Refusal("no-extension", path=str(out), extensions=" ".join((*_TABLES, ".parquet", *_DRIVERS)))
    if not out.parent.is_dir():
        raise Refusal("no-folder", folder=str(out.parent))
    if public and name not in {"places", "sources"}:
        raise Refusal("not-for-publication", drawing=name, instead="places, sources")
    table = workspace.read(name)
    if public and name == "places":
        return _write(directory(table.to_pandas(date_as_object=False)), name, out, language)
    if extension == ".parquet":
        replace_file(out, workspace.table_path(name).read_bytes())
        return int(table.num_rows)
    return _write(table.to_pandas(date_as_object=False), name, out, language)


def directory(places: pd.DataFrame) -> pd.DataFrame:
    """Give places as a publication may list them: the columns `PUBLIC`, each at the point of its commune."""
    from places3t import territory

    communes = territory.communes().set_index("commune_code")
    points = {name: places["commune_code"].map(communes[name]) for name in ("lat", "lon")}
    known = places.assign(**points)
    shown = known[[name for name in PUBLIC if name in known]]
    return shown.sort_values(["commune_code", "name"], kind="stable", ignore_index=True)


def _write(frame: pd.DataFrame, name: str, out: Path, language: Language) -> int:
    from places3t.tabular import write_table

    extension = out.suffix.lower()
    if extension in _DRIVERS:
        return _write_layer(frame, name, out, _DRIVERS[extension])
    write_table(frame, out, language)
    return len(frame)


def _write_layer(frame: pd.DataFrame, name: str, out: Path, driver: str) -> int:
    """Write the rows that have coordinates as a map layer, beside its place first."""
    import geopandas

    from places3t.tabular import flat

    if not {"lat", "lon"} <= set(frame.columns):
        raise Refusal("no-coordinates", table=name)
    located = frame[frame["lat"].notna() & frame["lon"].notna()]
    points = geopandas.points_from_xy(located["lon"], located["lat"])
    layer = geopandas.GeoDataFrame(flat(located), geometry=points, crs="EPSG:4326")
    new = out.with_name(f".{out.name}.new{out.suffix}")
    new.unlink(missing_ok=True)
    layer.to_file(new, driver=driver, layer=name)
    new.replace(out)
    return len(located)
