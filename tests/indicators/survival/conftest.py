"""What R gives on public data, and the data: made by ``oracle/oracle.R``."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.survival.arrays import episodes

ORACLE = Path(__file__).parent / "oracle"


@pytest.fixture(scope="session")
def figures():
    """Name of a result to name of a figure to numbers, null as NaN."""
    read = json.loads((ORACLE / "figures.json").read_text())
    return {
        name: {key: np.array([np.nan if item is None else item for item in values]) for key, values in parts.items()}
        for name, parts in read.items()
    }


@pytest.fixture(scope="session")
def public():
    """Name of a public data set to its frame."""
    return {path.stem: pd.read_csv(path) for path in (ORACLE / "data").glob("*.csv")}


@pytest.fixture(scope="session")
def rows():
    """Make episodes of a frame's columns."""

    def make(table, exit_, event, entry=None):
        return episodes(None if entry is None else table[entry], table[exit_], table[event])

    return make


@pytest.fixture
def six():
    """Six subjects, unsorted, with ties, one censored at the time of an event: Therneau's ``test1``."""
    return pd.DataFrame({"time": [9, 1, 1, 6, 6, 8], "status": [1, 1, 0, 1, 1, 0], "x": [0, 1, 1, 1, 0, 0]})


@pytest.fixture
def made():
    """Make places with everything that survival reads, from rows of a few columns."""

    def make(**columns):
        n = len(next(iter(columns.values())))
        base = {
            "place_id": [f"p{at}" for at in range(n)],
            "status": ["open"] * n,
            "opened_on": ["2010-01-01"] * n,
            "closed_on": [None] * n,
            "observed_from": ["2010-01-01"] * n,
            "last_seen_on": ["2020-01-01"] * n,
            "funding_known": [True] * n,
        }
        return pd.DataFrame({**base, **columns})

    return make
