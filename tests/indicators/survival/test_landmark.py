"""The landmark: who is in it, from when, in which state."""

import pandas as pd
import pytest

from places3t.indicators.survival.landmark import at_landmark
from places3t.indicators.survival.spells import spells

FUNDING = pd.DataFrame(
    {
        "place_id": ["early", "late", "over", "entered"],
        "started_on": ["2011-01-01", "2013-01-01", "2010-06-01", "2011-01-01"],
        "ended_on": [None, None, "2011-01-01", None],
    }
)


def test_state_at_the_landmark_for_good(made):
    names = ["early", "late", "over", "never", "gone", "entered"]
    places = made(
        place_id=names,
        status=["open", "open", "open", "open", "closed", "open"],
        closed_on=[None, None, None, None, "2011-06-01", None],
        observed_from=["2010-01-01"] * 5 + ["2015-01-01"],
    )
    data = at_landmark(spells(places), FUNDING, 2.0)
    frame = data.frame().set_index("place_id")
    # The one that had closed by then is not in it; support that came later does not count.
    assert frame["group"].to_dict() == {
        "early": "funded", "late": "unfunded", "over": "withdrawn", "never": "unfunded", "entered": "funded",
    }  # fmt: skip
    assert frame["entry"].drop("entered").tolist() == [2.0] * 4
    # Entered at five years: at risk from there, in the state that its dates of support give at two.
    assert frame.loc["entered", "entry"] == pytest.approx(5, abs=0.01)
    assert (frame["exit"] > 9.9).all()


def test_landmark_at_the_origin(made):
    places = made(place_id=["over", "never"], opened_on=["2010-08-01"] * 2)
    frame = at_landmark(spells(places), FUNDING, 0.0).frame().set_index("place_id")
    assert frame["group"].to_dict() == {"over": "funded", "never": "unfunded"}
