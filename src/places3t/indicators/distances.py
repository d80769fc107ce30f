"""Great-circle distances between places, and the parts of the world within which they are measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.sphere import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Array = npt.NDArray[np.float64]
    Positions = npt.NDArray[np.int64]

EUROPE = "europe"
_EUROPE_LAT = (34.0, 72.0)
_EUROPE_LON = (-25.0, 45.0)
_OVERSEAS = r"9[78]\d"
_ALL_ONE_POINT = 1e-9
"""Degrees within which points need no order: a tenth of a millimetre."""


def unit_vectors(lat: npt.ArrayLike, lon: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Give the points of the unit sphere, where a straight chord tells the great-circle distance.

    Parameters
    ----------
    lat, lon
        Degrees, length n.

    Returns
    -------
    numpy.ndarray
        Shape (n, 3).
    """
    import numpy as np

    phi, theta = np.radians(np.asarray(lat, np.float64)), np.radians(np.asarray(lon, np.float64))
    return np.column_stack((np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)))


def arc_km(chord: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Turn chords of the unit sphere into great-circle kilometres, ``2 R asin(chord / 2)``."""
    import numpy as np

    half = np.asarray(chord, np.float64) / 2
    # Rounding can make the chord of two opposite points longer than the diameter; infinite stays infinite.
    return np.where(np.isinf(half), np.inf, 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(half, 1.0)))


def zones(places: pd.DataFrame) -> pd.Series[str]:
    """Name the part of the world in which each place has its neighbours.

    Each French overseas territory stands apart (its department's code), the continent of Europe with its
    islands is one zone whatever the country, and other countries are each a zone of their own. No zone spans
    an ocean.

    Parameters
    ----------
    places
        With ``lat``, ``lon`` (degrees), ``departement_code``, ``country_code``, null where unknown.

    Returns
    -------
    pandas.Series
        Same index; null without a point, or where the point and the territory contradict each other: an
        overseas territory and a point in Europe, or a point elsewhere and no country that lies there.
    """
    overseas = places["departement_code"].astype("str").str.fullmatch(_OVERSEAS, na=False)
    here = places["lat"].between(*_EUROPE_LAT) & places["lon"].between(*_EUROPE_LON)
    located = places["lat"].notna() & places["lon"].notna()
    elsewhere = places["country_code"].astype("str").where(places["country_code"] != "FR")
    zone = elsewhere.mask(here, EUROPE).mask(overseas, places["departement_code"].astype("str"))
    return zone.where(located & ~(overseas & here))


def nearest(
    lat: npt.ArrayLike, lon: npt.ArrayLike, zone: Sequence[str] | npt.ArrayLike, k: int = 1
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Find the k nearest other points of the same zone.

    A k-d tree on the unit sphere, one a zone: exact, and without the error of flat coordinates.

    Parameters
    ----------
    lat, lon
        Degrees, without nulls, length n.
    zone
        Zone of each point, length n; points of different zones are never neighbours.
    k
        How many neighbours.

    Returns
    -------
    distance : numpy.ndarray
        Great-circle kilometres, shape (n, k), nearest first; infinite where the zone has too few points.
    neighbour : numpy.ndarray
        Position of each neighbour in the input, shape (n, k); -1 where there is none.

    Raises
    ------
    ValueError
        If a coordinate is null or k is below one.

    Examples
    --------
    >>> distance, neighbour = nearest([0, 0, 0], [0, 1, 3], ["a", "a", "a"])
    >>> distance.round(3).ravel().tolist(), neighbour.ravel().tolist()
    ([111.195, 111.195, 222.39], [1, 0, 1])
    """
    import numpy as np
    import pandas as pd

    phi, theta = np.asarray(lat, np.float64), np.asarray(lon, np.float64)
    if k < 1 or not (np.isfinite(phi).all() and np.isfinite(theta).all()):
        msg = "k must be at least one" if k < 1 else "a point without coordinates has no neighbours"
        raise ValueError(msg)
    order = along_curve(phi, theta)
    vectors = unit_vectors(phi[order], theta[order])
    names, every = pd.Series(zone).factorize()
    if len(every) == 1:
        return _put_back(order, *_others(vectors, k))
    distance = np.full((len(order), k), np.inf)
    neighbour = np.full((len(order), k), -1, dtype=np.int64)
    names = names[order]
    for name in range(len(every)):
        members = np.flatnonzero(names == name)
        chord, found = _others(vectors[members], k)
        distance[members], neighbour[members] = chord, np.append(members, -1)[found]
    return _put_back(order, distance, neighbour)


def along_curve(lat: Array, lon: Array) -> Positions:
    """Order points along Morton's curve, so that neighbours on the ground stand near each other in memory.

    A tree over points in that order is asked in less than half the time: what one question has brought into the
    processor's cache serves the next.

    Parameters
    ----------
    lat, lon
        Degrees, without nulls, length n.

    Returns
    -------
    numpy.ndarray
        Positions in the input, length n.

    References
    ----------
    Morton G. M. (1966), A computer oriented geodetic data base and a new technique in file sequencing, IBM.
    """
    import numpy as np

    if not len(lat):
        return np.empty(0, np.int64)
    up, across = (_every_other_bit(part) for part in (lat, lon))
    return np.argsort(up << np.uint32(1) | across)


def _every_other_bit(part: Array) -> npt.NDArray[np.uint32]:
    """Give each number's place in its range, as 16 bits with a zero before each."""
    import numpy as np

    low, high = part.min(), part.max()
    bits: npt.NDArray[np.uint32] = ((part - low) * (65535 / max(high - low, _ALL_ONE_POINT))).astype(np.uint32)
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        bits = (bits | bits << np.uint32(shift)) & np.uint32(mask)
    return bits


def _put_back(order: Positions, chord: Array, found: Positions) -> tuple[Array, Positions]:
    """Give chords in km, and neighbours, in the order in which the points were given."""
    import numpy as np

    distance, neighbour = np.empty_like(chord), np.empty_like(found)
    distance[order], neighbour[order] = arc_km(chord), np.append(order, -1)[found]
    return distance, neighbour


def _others(vectors: Array, k: int) -> tuple[Array, Positions]:
    """Query k + 1 points and drop each point itself; where there are too few, index n and infinite chord."""
    import numpy as np
    from scipy.spatial import cKDTree

    n = len(vectors)
    # Splitting space rather than the count of points makes the tree in half the time, and no slower to ask.
    asked = cKDTree(vectors, balanced_tree=False).query(vectors, k=k + 1, workers=-1)
    chord, found = (np.asarray(part) for part in asked)
    itself = found == np.arange(n)[:, None]
    # Among many points at one place a point may not find itself: any may then be dropped, all being at zero.
    itself[~itself.any(axis=1), -1] = True
    return chord[~itself].reshape(n, k), found[~itself].reshape(n, k).astype(np.int64)


def kth_of_same(
    lat: npt.ArrayLike,
    lon: npt.ArrayLike,
    zone: Sequence[str] | npt.ArrayLike,
    values: pd.Series,
    k: int = 1,
) -> npt.NDArray[np.float64]:
    """Give the distance to the k-th nearest other point of the same zone that shares a value.

    Parameters
    ----------
    lat, lon, zone
        As for `nearest`, length n.
    values
        One value a point, or a list of them; a point without a value has no such neighbour.
    k
        Which neighbour.

    Returns
    -------
    numpy.ndarray
        Great-circle kilometres, length n; infinite where there are too few such points, null without a value.
    """
    import numpy as np
    import pandas as pd

    points = pd.DataFrame({"lat": np.asarray(lat), "lon": np.asarray(lon), "zone": np.asarray(zone, dtype=object)})
    rows = points.assign(value=values.to_numpy()).explode("value")
    rows = rows[rows["value"].notna()].astype({"value": "str"})
    distance, neighbour = nearest(rows["lat"], rows["lon"], rows["zone"].astype("str") + "\0" + rows["value"], k)
    who = rows.index.to_numpy()
    pairs = pd.DataFrame(
        {
            "point": np.repeat(who, k),
            "neighbour": np.append(who, -1)[neighbour].ravel(),
            "km": distance.ravel(),
        }
    )
    # Two points that share several values are one pair.
    pairs = pairs[pairs["km"] < np.inf].drop_duplicates(["point", "neighbour"]).sort_values("km", kind="stable")
    kth = pairs[pairs.groupby("point").cumcount() == k - 1].set_index("point")["km"]
    known = pd.Series(np.inf, index=np.unique(who))
    return kth.combine_first(known).reindex(range(len(points))).to_numpy(np.float64)


def to_nearest(
    lat: npt.ArrayLike,
    lon: npt.ArrayLike,
    zone: npt.ArrayLike,
    targets: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike],
) -> npt.NDArray[np.float64]:
    """Give the distance from each point to the nearest of other points in the same zone.

    Parameters
    ----------
    lat, lon, zone
        Of the points, length n.
    targets
        The same of the other points.

    Returns
    -------
    numpy.ndarray
        Great-circle kilometres, length n; infinite where the zone has no target.
    """
    import numpy as np
    from scipy.spatial import cKDTree

    here, there = unit_vectors(lat, lon), unit_vectors(targets[0], targets[1])
    zones_here, zones_there = np.asarray(zone, dtype=object), np.asarray(targets[2], dtype=object)
    km = np.full(len(here), np.inf)
    for name in dict.fromkeys(zones_there.tolist()):
        members = zones_here == name
        if members.any():
            km[members] = arc_km(cKDTree(there[zones_there == name]).query(here[members])[0])
    return km
