"""Outlines as whole numbers: a layer of polygons in one small Parquet file.

A row is a territory: ``code``, ``polygons`` (how many rings each of its polygons has), ``rings`` (how many points each
ring has), ``dx`` and ``dy``. These two are steps from one point to the next, in whole units of the layer's resolution,
and run on from row to row; the first step of the file starts at 0, 0. Borders that two territories share are written
twice, with the same numbers, so they stay shared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

RESOLUTION_KEY = b"places3t.units_per_degree"


def pack(codes: Sequence[str], outlines: npt.NDArray[np.object_], units_per_degree: int) -> pa.Table:
    """Write outlines as whole numbers.

    Parameters
    ----------
    codes : sequence of str
        One code per outline.
    outlines : array of shapely Polygon or MultiPolygon
        In degrees.
    units_per_degree : int
        100 000 keeps about a metre.

    Returns
    -------
    pyarrow.Table
        See the module.
    """
    import numpy as np
    import pyarrow as pa
    import shapely

    _, points, (ring_ends, polygon_ends, outline_ends) = shapely.to_ragged_array(_as_multi(outlines))
    units = np.rint(points * units_per_degree).astype(np.int32)
    steps = np.diff(units, axis=0, prepend=np.zeros((1, 2), dtype=np.int32))

    def lists(values: npt.NDArray[np.integer], ends: npt.NDArray[np.integer], kind: pa.DataType) -> pa.Array:
        return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pa.array(values, kind))

    point_ends = ring_ends[polygon_ends[outline_ends]]
    return pa.table(
        {
            "code": pa.array(codes, pa.string()),
            "polygons": lists(np.diff(polygon_ends), outline_ends, pa.int32()),
            "rings": lists(np.diff(ring_ends), polygon_ends[outline_ends], pa.int32()),
            "dx": lists(steps[:, 0], point_ends, pa.int32()),
            "dy": lists(steps[:, 1], point_ends, pa.int32()),
        },
        metadata={RESOLUTION_KEY: str(units_per_degree)},
    )


def unpack(table: pa.Table, *, conformal: bool = False) -> tuple[list[str], npt.NDArray[np.object_]]:
    """Read packed outlines back.

    Parameters
    ----------
    table : pyarrow.Table
        What :func:`pack` gave.
    conformal : bool
        Give the latitudes as :func:`conformal_latitude` does, for measuring near-by distances in the plane.

    Returns
    -------
    codes : list of str
        One per outline.
    outlines : array of shapely MultiPolygon
        In degrees.
    """
    import numpy as np
    import shapely

    def values(name: str) -> npt.NDArray[np.integer]:
        return np.asarray(table[name].combine_chunks().flatten())

    units_per_degree = int(table.schema.metadata[RESOLUTION_KEY])
    points = np.column_stack([np.cumsum(values("dx")), np.cumsum(values("dy"))]) / units_per_degree
    if conformal:
        points[:, 1] = conformal_latitude(points[:, 1])
    polygons_each = table["polygons"].combine_chunks().value_lengths().to_numpy()
    ends = tuple(_ends(counts) for counts in (values("rings"), values("polygons"), polygons_each))
    outlines = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, points, ends)
    return table["code"].to_pylist(), outlines


def read_layer(path: Path, *, conformal: bool = False) -> tuple[list[str], npt.NDArray[np.object_]]:
    """Read one layer file; see :func:`unpack`."""
    import pyarrow.parquet as pq

    return unpack(pq.read_table(path), conformal=conformal)


def conformal_latitude(lat: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Stretch latitudes as Mercator does, in degrees.

    With longitudes left in degrees, what is nearest in this plane is nearest on the ground, and a short distance in it
    times 111.2 km times the cosine of the latitude is kilometres.
    """
    import numpy as np

    stretched: npt.NDArray[np.floating] = np.degrees(np.arcsinh(np.tan(np.radians(lat))))
    return stretched


def _ends(counts: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    import numpy as np

    return np.concatenate([[0], np.cumsum(counts)])


def _as_multi(outlines: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    import numpy as np
    import shapely

    parts, owners = shapely.get_parts(outlines, return_index=True)
    multi = np.empty(len(outlines), dtype=object)
    shapely.multipolygons(parts, indices=owners, out=multi)
    return multi
