"""All staged sheets together: the tables of the store, made anew, and written with their provenance."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from places3t import __version__, findings, schema
from places3t.ingest import contributions, funding
from places3t.ingest.fold import fold_places, identify, observations, stack, with_origin
from places3t.ingest.staging import FOLDER, Account, Staged, arrow_table, read_all, to_tables, vars_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import pyarrow as pa

    from places3t.workspace import Workspace

TABLES = ("places", "observations", "funding", "contributions", "codings", "findings", "sources")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables made from staged sheets, and the sheets with their accounts completed."""

    frames: dict[str, pd.DataFrame]
    staged: tuple[Staged, ...]


def sizes(workspace: Workspace) -> dict[str, int]:
    """Count the rows of each table of a store; an absent table has none."""
    there = set(workspace.tables())
    return {name: workspace.read(name).num_rows if name in there else 0 for name in TABLES}


def staged_elsewhere(workspace: Workspace, staged: Sequence[Staged]) -> list[Staged]:
    """Give the staged sheets of the store that the new ones do not replace: those of other files."""
    files = {each.account.source for each in staged}
    return [each for each in read_all(workspace) if each.account.source not in files]


def tables(staged: Sequence[Staged]) -> Tables:
    """Make the tables of the store from staged sheets."""
    found = findings.Findings()
    census = stack(staged, "places")
    census["place_id"] = identify(census, found)
    places = fold_places(census)
    spells = funding.link(stack(staged, "funding"), places, found)
    exhaustive = any(each.account.exhaustive for each in staged if each.account.kind == "funding")
    places = funding.with_funding(places, spells, exhaustive=exhaustive)
    said = contributions.table(stack(staged, "contributions"), found)
    complete = tuple(
        _counted(each, census) if each.account.kind == "places" else each.with_counts(len(each.records), 0)
        for each in sorted(staged, key=lambda each: each.account.key)
    )
    for each in complete:
        found.extend(each.findings)
    frames = {
        "places": places,
        "observations": observations(census),
        "funding": with_origin(spells),
        "contributions": with_origin(said),
        "codings": with_origin(stack(staged, "codings")),
        "findings": found.frame(),
        "sources": _sources(complete),
    }
    return Tables(frames, complete)


def _counted(staged: Staged, census: pd.DataFrame) -> Staged:
    """Complete a census sheet's account: a row that is the first of its place is kept, any other merged."""
    mine = census["_source"].eq(staged.account.source) & census["_sheet"].fillna("").eq(staged.account.sheet or "")
    first = ~census["place_id"].duplicated()
    return staged.with_counts(kept=int((mine & first).sum()), merged=int((mine & ~first).sum()))


def _sources(staged: Sequence[Staged]) -> pd.DataFrame:
    import pandas as pd

    columns = [field.name for field in schema.table("sources").fields]
    sources = pd.DataFrame([vars_of(each.account) for each in staged], columns=list(Account.__dataclass_fields__))
    return sources.reindex(columns=columns)


def findings_of(everything: Tables, staged: Sequence[Staged]) -> pd.DataFrame:
    """Give the findings of some files."""
    found = everything.frames["findings"]
    files = {each.account.source for each in staged}
    return found[found["source"].isin(files)].reset_index(drop=True)


def write(workspace: Workspace, everything: Tables, staged: Sequence[Staged], others: Sequence[Staged]) -> None:
    """Write the tables and the new staged sheets, and drop sheets that are no more."""
    about: dict[str, Any] = {"version": __version__, "sources": [vars_of(each.account) for each in everything.staged]}
    files: dict[str, pa.Table] = {}
    for name, frame in everything.frames.items():
        known = schema.table(name)
        ordered = [field.name for field in known.fields if field.name != "geometry"]
        extras = [str(each) for each in frame.columns if each not in ordered]
        table = arrow_table(frame.reindex(columns=[*ordered, *extras]), known.arrow_schema())
        metadata = {"places3t": json.dumps(about, ensure_ascii=False, sort_keys=True)}
        files[name] = with_points(table, metadata) if name == "places" else table.replace_schema_metadata(metadata)
    for each in staged:
        files |= to_tables(each)
    kept = {each.account.key for each in [*staged, *others]}
    stale = [name for name in _staged_tables(workspace) if name.rsplit("/", 1)[-1] not in kept]
    workspace.write(files, remove=stale)


def _staged_tables(workspace: Workspace) -> list[str]:
    return [*workspace.tables(FOLDER), *workspace.tables(f"{FOLDER}/findings")]


def with_points(table: pa.Table, metadata: dict[str, str]) -> pa.Table:
    """Add the geometry of GeoParquet 1.1 to a table with ``lat`` and ``lon``, as its last column.

    Written here and not by geopandas, which would cost every ingest its import and cannot add metadata of ours.
    """
    import pyarrow as pa
    import shapely

    lat, lon = (table.column(name).to_numpy() for name in ("lat", "lon"))
    known = (lat == lat) & (lon == lon)  # noqa: PLR0124 - only NaN differs from itself
    points = shapely.points(lon, lat)
    points[~known] = None
    geometry = pa.array(shapely.to_wkb(points), type=pa.binary())
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if known.any():
        column["bbox"] = [*map(float, (lon[known].min(), lat[known].min(), lon[known].max(), lat[known].max()))]
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    extended = table.append_column(pa.field("geometry", pa.binary()), geometry)
    return extended.replace_schema_metadata(metadata | {"geo": json.dumps(geo, sort_keys=True)})
