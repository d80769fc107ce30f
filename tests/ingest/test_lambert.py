"""Points in Lambert-93, against PROJ's figures for EPSG:2154 to EPSG:4326."""

import pytest

from places3t.ingest.lambert import lambert93

# Made with pyproj: a Transformer from EPSG 2154 to EPSG 4326, which gives the latitude first.
PROJ = [
    (355577, 6689000, 47.211900523, -1.553059938),
    (652000, 6862000, 48.856248141, 2.345811959),
    (1228000, 6080000, 41.630795765, 9.326851894),
    (124000, 6837000, 48.377338152, -4.791321944),
]


@pytest.mark.parametrize(("x", "y", "lat", "lon"), PROJ)
def test_as_proj(x: float, y: float, lat: float, lon: float) -> None:
    assert lambert93(x, y) == pytest.approx((lat, lon), abs=1e-8)
