"""Names of cities: in the frame, over free ground, the largest first."""

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from places3t.charts import labels as lb
from places3t.charts.labels import Box, Label, Layout
from places3t.charts.projections import Frame

FRAME = Frame(0, 0, 160, 120)
LAYOUT = Layout(FRAME, 16)


def cities(*rows: tuple[str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["name", "x", "y"]).assign(reach=0.0)


def arrange(known: pd.DataFrame, places: pd.DataFrame, most: int = 5, taken: tuple[Box, ...] = ()) -> list[Label]:
    return lb.arrange(lb.cities(known, most, LAYOUT), places, LAYOUT, taken)


NONE = cities()


def test_a_name_stands_right_of_its_city_when_nothing_is_in_the_way() -> None:
    (label,) = arrange(cities(("Lille", 50, 50)), NONE)
    assert label.box.left > 50
    assert label.box.bottom < 50 < label.box.top


def test_a_name_turns_away_from_places_and_edges() -> None:
    crowd = pd.DataFrame({"x": [55.0] * 9, "y": [50.0] * 9})
    (label,) = arrange(cities(("Lille", 50, 50)), crowd)
    assert label.box.right < 50
    (edge,) = arrange(cities(("Saint-Denis", 159, 50)), NONE)
    assert edge.box.right < 159


def test_taken_ground_stays_free() -> None:
    everything = (Box(0, 0, 160, 120),)
    assert arrange(cities(("Lille", 50, 50)), NONE, taken=everything) == []


def test_the_largest_of_two_neighbours_is_named() -> None:
    labels = arrange(cities(("Lille", 50, 50), ("Roubaix", 52, 52), ("Arras", 50, 20)), NONE)
    assert [label.wish.name for label in labels] == ["Lille", "Arras"]
    assert len(arrange(cities(("Lille", 50, 50), ("Arras", 50, 20)), NONE, 1)) == 1
    assert arrange(cities(("Lille", 50, 50)), NONE, 0) == []


def test_cities_out_of_the_frame_are_not_named() -> None:
    assert arrange(cities(("Londres", -20, 50)), NONE) == []


positions = st.lists(st.tuples(st.floats(0, 160), st.floats(0, 120)), max_size=12)


@settings(max_examples=20, deadline=None)
@given(positions)
def test_no_name_over_another(at: list[tuple[float, float]]) -> None:
    given_cities = cities(*((f"Ville-{rank}", x, y) for rank, (x, y) in enumerate(at)))
    labels = arrange(given_cities, NONE, 12)
    boxes = [label.box for label in labels]
    assert not any(one.overlaps(other) for rank, one in enumerate(boxes) for other in boxes[rank + 1 :])
    for box in boxes:
        assert FRAME.left <= box.left
        assert box.right <= FRAME.right
        assert FRAME.bottom <= box.bottom
        assert box.top <= FRAME.top


def test_a_city_marked_by_a_frame_is_named_beside_the_frame() -> None:
    framed = cities(("Paris", 80, 60)).assign(reach=20.0)
    (label,) = arrange(framed, NONE)
    assert label.box.left > 100


def test_a_territory_is_named_within_its_outline() -> None:
    square, sliver = shapely.box(10, 10, 60, 60), shapely.box(100, 10, 101, 60)
    labels = lb.arrange(lb.areas([square, sliver], ["Gironde", "Landes"], LAYOUT), NONE, LAYOUT)
    assert [label.wish.name for label in labels] == ["Gironde"]
    assert labels[0].box.middle == pytest.approx((35, 35))
    crowd = pd.DataFrame({"x": [35.0], "y": [35.0]})
    (moved,) = lb.arrange(lb.areas([square], ["Gironde"], LAYOUT), crowd, LAYOUT)
    assert moved.box.middle != pytest.approx((35, 35))
