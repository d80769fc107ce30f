"""Points in Lambert's cones, against PROJ's figures."""

import pytest

from places3t.ingest.lambert import from_metres, lambert93

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


# The same, from EPSG 3942 to 3950 (CC42 to CC50) and 27572 (Lambert II étendu, by PROJ's three shifts).
OTHERS = [
    ("CC42", 2229000, 1140000, 41.283870639, 9.320456088),
    ("CC44", 1700000, 3200000, 44.0, 3.0),
    ("CC47", 1355000, 6224000, 47.125751702, -1.549745380),
    ("CC48", 1248000, 7222000, 48.037801561, -3.068132022),
    ("CC50", 1704000, 9228000, 50.251734513, 3.056088969),
    ("Lambert II étendu", 600000, 2200000, 46.7999488, 2.3365336),
    ("Lambert II étendu", 652000, 2428000, 48.8482457, 3.0446464),
    ("Lambert II étendu", 305500, 2255000, 47.2291237, -1.5542048),
    ("Lambert II étendu", 1175000, 1690000, 41.9872247, 9.2614501),
    ("Lambert-93", *PROJ[0]),
    ("Lambert-93", *PROJ[2]),
]


@pytest.mark.parametrize(("system", "x", "y", "lat", "lon"), OTHERS)
def test_the_system_is_told_by_the_size(system: str, x: float, y: float, lat: float, lon: float) -> None:
    found = from_metres(x, y)
    assert found is not None
    assert found[0] == system
    assert found[1:] == pytest.approx((lat, lon), abs=2e-7)


@pytest.mark.parametrize(
    ("x", "y"),
    # UTM 31N in Paris, 30N in Nantes, 40S in Réunion, 20N in Martinique; Belgian Lambert 2008.
    [(452000, 5411000), (609000, 5229000), (338000, 7690000), (706000, 1615000 - 200000), (650000, 670000)],
)
def test_other_systems_are_none_of_these(x: float, y: float) -> None:
    assert from_metres(x, y) is None
