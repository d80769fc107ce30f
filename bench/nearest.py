"""The nearest neighbour of 1,000,000 places against a bare k-d tree on unit vectors, and scikit-learn's ball tree."""

from __future__ import annotations

import importlib.util
import os

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from bench.timing import best_of, compare
from places3t.indicators.distances import nearest

_PLACES = 1_000_000
_LIMIT_TREE = 1.3
_LIMIT_BALL = 0.05
_TURNS = 5


def main() -> None:
    """Measure."""
    chance = np.random.default_rng(20260101)
    lat = pd.Series(chance.uniform(42.0, 51.0, _PLACES))
    lon = pd.Series(chance.uniform(-5.0, 8.0, _PLACES))
    zone = pd.Series("europe", index=lat.index)

    def bare() -> None:
        phi, theta = np.radians(lat.to_numpy()), np.radians(lon.to_numpy())
        unit = np.column_stack((np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)))
        cKDTree(unit).query(unit, k=2)

    # Turn by turn, so that what else the machine does weighs on both alike.
    turns = [(best_of(lambda: nearest(lat, lon, zone), 1), best_of(bare, 1)) for _ in range(_TURNS)]
    ours, theirs = (min(times) for times in zip(*turns, strict=True))
    print(f"{os.cpu_count()} cores: places3t asks the tree on all of them, the others on one as they do unasked")
    compare(f"nearest, {_PLACES:,} places", ours, "bare cKDTree", theirs, _LIMIT_TREE)
    if importlib.util.find_spec("sklearn") is None:
        print("scikit-learn is not installed: pip install scikit-learn to compare with its BallTree")
        return
    from sklearn.neighbors import BallTree

    radians = np.radians(np.column_stack((lat, lon)))
    ball = best_of(lambda: BallTree(radians, metric="haversine").query(radians, k=2), 1)
    compare(f"nearest, {_PLACES:,} places", ours, "BallTree(haversine)", ball, _LIMIT_BALL)


if __name__ == "__main__":
    main()
