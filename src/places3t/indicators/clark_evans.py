"""Whether points stand closer together than chance would have them: Clark and Evans's ratio, edges corrected."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from places3t.sphere import EARTH_RADIUS_KM

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    Array = npt.NDArray[np.float64]

_Z = 1.959963984540054
_FEWEST = 3
DRAWS, SEED = 99, 20260101


class ClarkEvans(NamedTuple):
    """The ratio: without correction, with Donnelly's (null where the window is no rectangle), with the CDF's.

    ``half_width`` is half the 95 % interval of any of them for as many points placed at random.
    """

    naive: float
    donnelly: float
    cdf: float
    half_width: float


def clark_evans(x: npt.ArrayLike, y: npt.ArrayLike, window: BaseGeometry) -> ClarkEvans:
    """Compare the mean distance to the nearest neighbour with that of points placed at random.

    R = mean distance / (1 / (2 √(n / area))): below one points stand in clusters, above one they keep apart. A
    point near the edge has neighbours outside that are not known, which makes the plain ratio too large:

    - donnelly: the expected distance gets (0.0514 + 0.0412 / √n) perimeter / n more; rectangles only;
    - cdf: the mean is that of the Kaplan-Meier estimate of the distances, each censored at the distance from the
      point to the edge.

    Parameters
    ----------
    x, y
        Points of a plane, length n; those outside the window are left out.
    window
        A polygon or several, in the same unit.

    Returns
    -------
    ClarkEvans
        All null with fewer than three points, the CDF's where all distances are censored. The interval is that of
        R's ``clarkevans.test(method = "asymptotic")``: 1.96 √((4 - π) / π / n).

    References
    ----------
    Clark P. J., Evans F. C. (1954), Distance to nearest neighbour as a measure of spatial relationships in
    populations, Ecology 35, 445-453. Donnelly K. (1978), Simulations to determine the variance and edge-effect of
    total nearest neighbour distance, in Hodder (ed.), Simulation methods in archaeology, 91-95. Baddeley A., Rubak E.,
    Turner R. (2015), Spatial point patterns, section 8.6, for the CDF correction.
    """
    import numpy as np
    import shapely
    from scipy.spatial import cKDTree

    points = np.column_stack((np.asarray(x, np.float64), np.asarray(y, np.float64)))
    shapely.prepare(window)
    points = points[shapely.intersects_xy(window, points)]
    n = len(points)
    if n < _FEWEST:
        return ClarkEvans(*(math.nan,) * 4)
    distance = np.asarray(cKDTree(points).query(points, k=[2])[0])[:, 0]
    expected = 1 / (2 * math.sqrt(n / window.area))
    edge = _to_edge(points, window)
    longer = expected + (0.0514 + 0.0412 / math.sqrt(n)) * window.length / n
    rectangle = math.isclose(window.area, window.envelope.area, rel_tol=1e-9)
    return ClarkEvans(
        float(distance.mean()) / expected,
        float(distance.mean()) / longer if rectangle else math.nan,
        _mean_of_censored(distance, edge) / expected,
        _Z * math.sqrt((4 - math.pi) / math.pi / n),
    )


def by_chance(
    x: npt.ArrayLike, y: npt.ArrayLike, pieces: npt.NDArray[np.object_], *, draws: int = DRAWS, seed: int = SEED
) -> tuple[float, float]:
    """Compare the mean distance to the nearest neighbour with that of draws of as many points in the same pieces.

    In a window of many pieces, as the communes of one kind are, most points are nearer to an edge than to a neighbour,
    and an estimate that censors at edges has nearly nothing left. Points drawn in the same pieces lose their neighbours
    to the same edges.

    Parameters
    ----------
    x, y
        Points of a plane, length n, each within a piece.
    pieces
        Polygons that do not overlap, in the same unit.
    draws, seed
        How many patterns are drawn, and the start of the random numbers.

    Returns
    -------
    ratio, half_width
        Mean distance / mean of the means drawn; 1.96 standard deviations of the means drawn, over their mean. Null with
        fewer than three points.

    References
    ----------
    Besag J., Diggle P. J. (1977), Simple Monte Carlo tests for spatial pattern, Applied Statistics 26, 327-333.
    """
    import numpy as np

    points = np.column_stack((np.asarray(x, np.float64), np.asarray(y, np.float64)))
    if len(points) < _FEWEST:
        return math.nan, math.nan
    chance = np.random.default_rng(seed)
    drawn = _drawn(pieces, len(points) * draws, chance).reshape(draws, len(points), 2)
    means = np.array([_mean_nearest(each) for each in drawn])
    expected = float(means.mean())
    return _mean_nearest(points) / expected, _Z * float(means.std(ddof=1)) / expected


def _drawn(pieces: npt.NDArray[np.object_], count: int, chance: np.random.Generator) -> Array:
    """Draw points evenly over polygons: a polygon by its area, then in its bounds until the point lies inside."""
    import numpy as np
    import shapely

    area = shapely.area(pieces)
    which = chance.choice(len(pieces), size=count, p=area / area.sum())
    left, bottom, right, top = shapely.bounds(pieces[which]).T
    points = np.empty((count, 2))
    missing = np.arange(count)
    while len(missing):
        across, up = chance.random((2, len(missing)))
        at = np.column_stack(
            (
                left[missing] + across * (right - left)[missing],
                bottom[missing] + up * (top - bottom)[missing],
            )
        )
        inside = shapely.contains_xy(pieces[which[missing]], at[:, 0], at[:, 1])
        points[missing[inside]] = at[inside]
        missing = missing[~inside]
    return points


def _mean_nearest(points: Array) -> float:
    import numpy as np
    from scipy.spatial import cKDTree

    return float(np.asarray(cKDTree(points).query(points, k=[2])[0]).mean())


def _to_edge(points: Array, window: BaseGeometry) -> Array:
    """Give the distance from each point to the window's edge; a coast has too many sides to try them all."""
    import numpy as np
    import shapely

    rings = [shapely.get_coordinates(ring) for ring in shapely.get_parts(window.boundary)]
    sides = np.concatenate([np.stack((ring[:-1], ring[1:]), axis=1) for ring in rings])
    tree = shapely.STRtree(np.atleast_1d(np.asarray(shapely.linestrings(sides))))
    _, km = tree.query_nearest(shapely.points(points), return_distance=True, all_matches=False)
    return np.asarray(km, np.float64)


def _mean_of_censored(distance: Array, edge: Array) -> float:
    """Give the mean of the distances seen, by Kaplan and Meier; the mass beyond the last one is left out."""
    import numpy as np

    # Coordinates are round numbers: equal distances must not differ by what their computation rounds.
    distance, edge = np.round(distance, 9), np.round(edge, 9)
    order = np.argsort(np.minimum(distance, edge), kind="stable")
    end, seen = np.minimum(distance, edge)[order], (distance <= edge)[order]
    times, first = np.unique(end, return_index=True)
    events = np.add.reduceat(seen.astype(np.float64), first)
    at_risk = len(end) - first
    survival = np.cumprod(1 - events / at_risk)
    mass = np.append(1.0, survival[:-1]) - survival
    return float((times * mass).sum() / mass.sum()) if mass.sum() > 0 else math.nan


def flattened(lat: npt.ArrayLike, lon: npt.ArrayLike, middle: tuple[float, float]) -> tuple[Array, Array]:
    """Give points on a plane in km, where areas are true: Lambert's azimuthal projection.

    Within 600 km of the middle distances are true to 0.2 %.

    Parameters
    ----------
    lat, lon
        Degrees.
    middle
        Latitude and longitude of the point where the plane touches.

    References
    ----------
    Snyder J. P. (1987), Map projections: a working manual, USGS Professional Paper 1395, pp. 185-186.
    """
    import numpy as np

    phi, phi0 = np.radians(np.asarray(lat, np.float64)), math.radians(middle[0])
    theta = np.radians(np.asarray(lon, np.float64) - middle[1])
    k = EARTH_RADIUS_KM * np.sqrt(2 / (1 + np.sin(phi0) * np.sin(phi) + np.cos(phi0) * np.cos(phi) * np.cos(theta)))
    x = k * np.cos(phi) * np.sin(theta)
    return x, k * (np.cos(phi0) * np.sin(phi) - np.sin(phi0) * np.cos(phi) * np.cos(theta))
