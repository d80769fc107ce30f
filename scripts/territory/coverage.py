"""One seamless coverage: gaps filled, overlaps gone, borders shared, coordinates in whole units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

SNAP = 1e-6
SLIVER = 1e-3
SMALLEST_GAP = 1e-5
BORDER_GAP_WIDTH = 8e-3
NEIGHBOURHOOD = 0.15


def seamless(outlines: np.ndarray) -> np.ndarray:
    """Remove the small overlaps and slivers between outlines, so that borders are shared to the last digit."""
    return shapely.coverage_clean(outlines, snapping_distance=SNAP, gap_width=SLIVER)


def quantised(outlines: np.ndarray, units_per_degree: int) -> np.ndarray:
    """Round coordinates to whole units and mend what that breaks, until nothing is broken.

    Raises
    ------
    RuntimeError
        If ten rounds do not suffice.
    """
    current = outlines
    for _ in range(10):
        rounded = shapely.transform(current, lambda points: np.rint(points * units_per_degree) / units_per_degree)
        if shapely.is_valid(rounded).all() and shapely.coverage_is_valid(rounded):
            return rounded
        valid = shapely.make_valid(rounded, method="structure", keep_collapsed=False)
        current = shapely.coverage_clean(valid, snapping_distance=0.5 / units_per_degree)
    raise RuntimeError("rounding the outlines does not settle")


def simplified(outlines: np.ndarray, tolerance: float, units_per_degree: int) -> np.ndarray:
    """Simplify a coverage (Visvalingam-Whyatt, shared borders stay shared) and round it."""
    return quantised(shapely.coverage_simplify(outlines, tolerance), units_per_degree)


def fill_gaps(
    communes: pd.DataFrame,
    parts: pd.DataFrame,
    absorbing: set[str],
    land: BaseGeometry,
) -> tuple[np.ndarray, pd.DataFrame]:
    """Give back to their commune the pieces that the outlines lack.

    The outlines are one or two years older than the list of communes: where a commune took in a neighbour since, the
    neighbour's ground is missing, and where it took another code, its own. A gap goes to the commune without outline
    whose parts lie there, else to a neighbour that took in another lately: the one that has no gap yet, and of these
    the one with the longest border.

    Parameters
    ----------
    communes : pandas.DataFrame
        ``commune_code`` and ``outline`` (None where missing).
    parts : pandas.DataFrame
        ``commune_code`` and ``outline`` of the delegated communes.
    absorbing : set of str
        Communes of today that took in another since the outlines were drawn.
    land : shapely geometry
        France in coarser lines, to find gaps that are open to a border.

    Returns
    -------
    outlines : numpy.ndarray
        The outlines, filled; None where nothing is known.
    report : pandas.DataFrame
        ``[commune_code, area, lon, lat]``, one row per gap; ``commune_code`` is null for a gap that stays.
    """
    outlines = communes["outline"].to_numpy(copy=True)
    known = np.array([outline is not None for outline in outlines])
    whole = shapely.union_all(outlines[known])
    missing = _parts_of_missing(communes.loc[~known, "commune_code"], parts)
    rows = {code: row for row, code in enumerate(communes["commune_code"])}
    takers = [code for code in sorted(absorbing) if known[rows[code]]]

    gaps = _enclosed_gaps(whole)
    owners = [_owner_by_parts(gap, missing) for gap in gaps]
    owners = _owners_by_border(gaps, owners, {code: outlines[rows[code]] for code in takers})
    idle = {code: outlines[rows[code]] for code in takers if code not in owners}
    closed = shapely.union_all([whole, *gaps])
    ajar = _open_gaps(closed, land)
    claimed = zip(ajar, _owners_by_border(ajar, [None] * len(ajar), idle), strict=True)
    found = [
        *zip(gaps, owners, strict=True),
        *[(_with_slivers(gap, closed), owner) for gap, owner in claimed if owner],
    ]
    for gap, owner in found:
        if owner is not None:
            before = outlines[rows[owner]]
            outlines[rows[owner]] = gap if before is None else shapely.union(before, gap)
    return outlines, _report(found)


def _enclosed_gaps(whole: BaseGeometry, smallest: float = SMALLEST_GAP) -> list[BaseGeometry]:
    rings = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    gaps = shapely.get_parts(shapely.difference(shapely.union_all(rings), whole))
    return [gap for gap in gaps if gap.area > smallest]


def _open_gaps(whole: BaseGeometry, land: BaseGeometry) -> list[BaseGeometry]:
    """Find the wide pieces of land that lie outside."""
    outside = shapely.difference(land, whole)
    gaps = []
    for core in shapely.get_parts(outside.buffer(-BORDER_GAP_WIDTH / 2)):
        pieces = shapely.get_parts(shapely.intersection(core.buffer(BORDER_GAP_WIDTH / 1.5), outside))
        gaps.append(shapely.union_all([piece for piece in pieces if piece.intersects(core)]))
    return gaps


def _with_slivers(gap: BaseGeometry, whole: BaseGeometry) -> BaseGeometry:
    """Add to an open gap what it would shut in between itself and the communes."""
    near = shapely.intersection(whole, gap.buffer(NEIGHBOURHOOD))
    return shapely.union_all([gap, *_enclosed_gaps(shapely.union(near, gap), smallest=0)])


def _parts_of_missing(codes: Iterable[str], parts: pd.DataFrame) -> dict[str, BaseGeometry]:
    wanted = parts[parts["commune_code"].isin(list(codes))]
    return {str(code): shapely.union_all(rows["outline"]) for code, rows in wanted.groupby("commune_code")}


def _owner_by_parts(gap: BaseGeometry, missing: dict[str, BaseGeometry]) -> str | None:
    inside = (code for code, ground in missing.items() if shapely.intersection(gap, ground).area > gap.area / 2)
    return next(inside, None)


def _owners_by_border(
    gaps: list[BaseGeometry], owners: list[str | None], takers: dict[str, BaseGeometry]
) -> list[str | None]:
    """Give each gap without an owner to a neighbour; where two may claim it, to the one that has no gap yet."""
    given = list(owners)
    borders = [
        {code: shared for code, ground in takers.items() if (shared := _shared_border(gap, ground)) > 0} for gap in gaps
    ]
    for row in sorted(range(len(gaps)), key=lambda row: len(borders[row])):
        if given[row] is None and borders[row]:
            claims = borders[row]
            given[row] = max(claims, key=lambda code: (code not in given, claims[code]))
    return given


def _shared_border(gap: BaseGeometry, ground: BaseGeometry) -> float:
    if not gap.intersects(ground):
        return 0.0
    return float(shapely.intersection(ground.boundary, gap.boundary).length)


def _report(found: list[tuple[BaseGeometry, str | None]]) -> pd.DataFrame:
    centres = [gap.representative_point() for gap, _ in found]
    return pd.DataFrame(
        {
            "commune_code": [owner for _, owner in found],
            "area": [gap.area for gap, _ in found],
            "lon": [centre.x for centre in centres],
            "lat": [centre.y for centre in centres],
        }
    )
