"""All staged sheets together: the tables of the store, made anew, and written with their provenance."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from places3t import __version__, findings, schema
from places3t.ingest import contributions, funding
from places3t.ingest.decisions import Decisions, Line, read_decisions, write_lines
from places3t.ingest.fold import fold_places, observations, stack, with_origin
from places3t.ingest.link import Linked, link_places
from places3t.ingest.lives import bound_dates
from places3t.ingest.registers import separate
from places3t.ingest.staging import FOLDER, Account, Staged, arrow_table, read_all, to_tables, vars_of
from places3t.ingest.unplaced import settled
from places3t.profiles import profiles
from places3t.themes.stored import carried

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

    from places3t.workspace import Workspace

TABLES = ("places", "observations", "funding", "contributions", "codings", "findings", "sources")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables made from staged sheets, the sheets with their accounts completed, and the pairs in doubt."""

    frames: dict[str, pd.DataFrame]
    staged: tuple[Staged, ...]
    lines: tuple[Line, ...] = ()


def sizes(workspace: Workspace) -> dict[str, int]:
    """Count the rows of each table of a store; an absent table has none."""
    there = set(workspace.tables())
    return {name: workspace.count(name) if name in there else 0 for name in TABLES}


def staged_elsewhere(workspace: Workspace, staged: Sequence[Staged]) -> list[Staged]:
    """Give the staged sheets of the store that the new ones do not replace: those of other files."""
    return read_all(workspace, without={each.account.source for each in staged})


def tables(staged: Sequence[Staged], decisions: Decisions | None = None) -> Tables:
    """Make the tables of the store from staged sheets, with what a person decided of the pairs in doubt."""
    decisions = decisions or Decisions()
    found = findings.Findings()
    decisions.say_unread(found)
    census = stack(staged, "places")
    census["place_id"] = separate(census, staged, found)
    linked = link_places(census, decisions, found, _known_to_be_one(staged))
    census["place_id"] = linked.ids
    places = bound_dates(fold_places(census), census, found)
    listed = funding.link(stack(staged, "funding"), places, found, decisions, linked.aliases)
    own = funding.of_census(census).assign(link="linked")
    spells = funding.together(listed.frame, own)
    exhaustive = any(each.account.exhaustive for each in staged if each.account.kind == "funding")
    places = funding.with_funding(places, spells, exhaustive=exhaustive)
    said = contributions.table(stack(staged, "contributions"), found)
    complete = tuple(
        _counted(each, census, linked, listed.frame) for each in sorted(staged, key=lambda each: each.account.key)
    )
    for each in complete:
        found.extend(settled(each.findings, census, places))
    frames = {
        "places": places,
        "observations": observations(census),
        "funding": with_origin(spells),
        "contributions": with_origin(said),
        "codings": with_origin(contributions.with_coders(stack(staged, "codings"), said)),
        "findings": found.frame(),
        "sources": _sources(complete),
    }
    return Tables(frames, complete, (*linked.lines, *listed.lines))


def _known_to_be_one(staged: Sequence[Staged]) -> list[tuple[str, str, str]]:
    """Give the pairs of names that the profiles of the sources know to be one place, by source."""
    known = {profile.name: profile.rules.same for profile in profiles()}
    sources = sorted({(each.account.source, each.account.profile) for each in staged if each.account.profile in known})
    return [(source, *pair) for source, profile in sources for pair in known[str(profile)]]


def _counted(staged: Staged, census: pd.DataFrame, linked: Linked, spells: pd.DataFrame) -> Staged:
    """Complete a sheet's account: a census row that is the first of its place is kept, any other merged."""
    account = staged.account
    if account.kind not in {"places", "funding"}:
        return staged.with_counts(kept=len(staged.records), merged=0)
    rows = census if account.kind == "places" else spells
    mine = rows["_source"].eq(account.source) & rows["_sheet"].fillna("").eq(account.sheet or "")
    if account.kind == "funding":
        links = spells.loc[mine, "link"].value_counts()
        linked_spells, in_doubt, without = (int(links.get(name, 0)) for name in funding.LINKS)
        return staged.with_counts(int(mine.sum()), 0, (linked_spells, in_doubt, without))
    first = ~census["place_id"].duplicated()
    doubtful = int((mine & linked.doubtful).sum())
    joined = int((mine & linked.linked & ~linked.doubtful).sum())
    links_of_rows = (joined, doubtful, int(mine.sum()) - joined - doubtful)
    return staged.with_counts(int((mine & first).sum()), int((mine & ~first).sum()), links_of_rows)


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
    """Write the tables, the pairs in doubt and the new staged sheets, and drop sheets that are no more."""
    write_lines(workspace.root, list(everything.lines), read_decisions(workspace.root))
    about: dict[str, Any] = {"version": __version__, "sources": [vars_of(each.account) for each in everything.staged]}
    files: dict[str, pa.Table] = {}
    for name, frame in everything.frames.items():
        known = schema.table(name)
        ordered = [field.name for field in known.fields if field.name != "geometry"]
        extras = [str(each) for each in frame.columns if each not in ordered]
        table = arrow_table(frame.reindex(columns=[*ordered, *extras]), known.arrow_schema())
        metadata = {"places3t": json.dumps(about, ensure_ascii=False, sort_keys=True)}
        files[name] = with_points(table, metadata) if name == "places" else table.replace_schema_metadata(metadata)
    files["codings"] = carried(workspace, files["codings"], everything.frames["contributions"]["contribution_id"])
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

    lat, lon = (table.column(name).to_numpy() for name in ("lat", "lon"))
    known = (lat == lat) & (lon == lon)  # noqa: PLR0124 - only NaN differs from itself
    geometry = _points(lon, lat, known)
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if known.any():
        column["bbox"] = [*map(float, (lon[known].min(), lat[known].min(), lon[known].max(), lat[known].max()))]
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    extended = table.append_column(pa.field("geometry", pa.binary()), geometry)
    return extended.replace_schema_metadata(metadata | {"geo": json.dumps(geo, sort_keys=True)})


def _points(lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64], known: npt.NDArray[np.bool_]) -> pa.Array:
    """Write points as well-known binary: the order of bytes (1, little-endian), the kind (1, a point), two numbers."""
    import numpy as np
    import pyarrow as pa

    points = np.empty(len(lon), dtype=[("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])
    points["order"], points["kind"], points["x"], points["y"] = 1, 1, lon, lat
    length = points.dtype.itemsize
    bits = pa.py_buffer(np.packbits(known, bitorder="little").tobytes())
    fixed = pa.Array.from_buffers(pa.binary(length), len(lon), [bits, pa.py_buffer(points.tobytes())])
    return fixed.cast(pa.binary())
