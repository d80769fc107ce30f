"""E-values against the paper's, and the two fates of the unknown."""

import math

import pytest

from places3t.indicators.survival.sensitivity import e_value, unknown_places, with_fate
from places3t.indicators.survival.spells import spells

R = pytest.approx


@pytest.mark.parametrize(
    ("ratio", "low", "high", "point", "limit"),
    [
        # VanderWeele and Ding (2017): no breast-feeding and death by infection 3.9 (1.8 to 8.7); and by leukaemia 0.80.
        (3.9, 1.8, 8.7, 7.26, 3.0),
        (0.80, 0.71, 0.91, 1.81, 1.43),
        (1.2, 0.9, 1.6, 1.69, 1.0),
        (1.0, 0.9, 1.1, 1.0, 1.0),
    ],
)
def test_published(ratio, low, high, point, limit):
    assert e_value(ratio, low, high, rare=True) == (R(point, abs=0.006), R(limit, abs=0.006))


def test_a_frequent_event_is_turned_into_a_risk_ratio_first():
    # Hazard ratio 0.56, frequent: RR = (1 - 0.5^sqrt(0.56)) / (1 - 0.5^sqrt(1/0.56)) = 0.6693...
    point, _ = e_value(0.56, 0.46, 0.69, rare=False)
    risk = (1 - 0.5 ** math.sqrt(0.56)) / (1 - 0.5 ** math.sqrt(1 / 0.56))
    assert risk == R(0.670, abs=1e-3)
    assert point == R(1 / risk + math.sqrt(1 / risk * (1 / risk - 1)))
    assert point == R(2.35, abs=0.01)


def test_a_ratio_and_its_inverse_need_the_same_strength():
    assert e_value(2, 1.5, 3, rare=False) == R(e_value(0.5, 1 / 3, 1 / 1.5, rare=False))


def test_fates_of_the_unknown(made):
    places = made(
        status=["open", "unknown", None, "closed"],
        closed_on=[None, None, None, "2015-01-01"],
        closed_precision=[None, None, None, "year"],
        last_seen_on=["2020-01-01", "2014-01-01", "2013-01-01", "2014-06-01"],
    )
    assert unknown_places(places) == 2
    closed = spells(with_fate(places, "closed"))
    assert closed.rows.event.tolist() == [0, 1, 1, 1]
    stayed = spells(with_fate(places, "open"))
    assert stayed.rows.event.tolist() == [0, 0, 0, 1]
    plain = spells(places)
    # On the day after the last sight; until the last day of the data.
    assert (closed.rows.exit - plain.rows.exit) * 365.25 == R([0, 1, 1, 0])
    assert stayed.rows.exit[1] == R(plain.rows.exit[0])
    assert places["status"].tolist()[1] == "unknown"
