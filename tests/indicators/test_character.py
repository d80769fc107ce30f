"""Profile and economy: by hand, and saying what the data cannot answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.character import character
from places3t.indicators.diversity import dissimilarity, shannon
from places3t.indicators.economy import economy
from places3t.indicators.problems import CannotCompute, Note


def places() -> pd.DataFrame:
    rows = [
        ("a", ["coworking", "fablab"], ["collaborative", "making", "mixity"], 0.5, 0.4, 0.1, 100_000, 2.0),
        ("b", ["coworking"], ["making"], 0.2, 0.7, 0.1, 50_000, 1.0),
        ("c", ["fablab"], ["mixity"], 0.9, 0.3, 0.1, 10_000, 0.0),
        ("d", ["coworking"], None, np.nan, 0.5, 0.2, 20_000, 0.5),
        ("e", ["coworking", "fablab"], ["making"], 0.1, 0.8, 0.1, 80_000, 1.5),
        ("f", None, None, 0.6, 0.2, 0.2, np.nan, np.nan),
    ]
    names = [
        "place_id",
        "types",
        "elements",
        "public_share",
        "market_share",
        "reciprocity_share",
        "budget_eur",
        "staff_fte",
    ]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(status="open", country_code="FR", networks=[["N"]] * 2 + [None] * 4, lat=48.0, lon=2.0)


def one(frame: pd.DataFrame, indicator: str, group: str | None = None) -> pd.Series:
    rows = frame[(frame["indicator"] == indicator) & (group is None or frame["group"] == group)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_shares_stand_beside_counts_and_bases_and_several_are_said() -> None:
    frame = character(places())
    types = frame[frame["by"].eq("types") & frame["indicator"].isin(["count", "share"])]
    wide = types.pivot_table(index="group", columns="indicator", values=["value", "n"])
    assert wide.loc["coworking"].tolist() == [5, 5, 4, 0.8]
    assert wide["value"]["share"].sum() > 1
    assert any("add up to more than 100%" in str(note) for note in frame.attrs["notes"])


def test_hybrids_elements_and_networks_by_hand() -> None:
    frame = character(places())
    assert (one(frame, "hybrid_share")["value"], one(frame, "hybrid_share")["n"]) == (0.4, 5)
    assert one(frame, "pair_share", "coworking + fablab")["value"] == 0.4
    # Two of five have both; 4/5 times 3/5 would by chance.
    assert one(frame, "pair_lift", "coworking + fablab")["value"] == pytest.approx(0.4 / 0.48)
    assert (one(frame, "all_elements_share")["value"], one(frame, "all_elements_share")["n"]) == (0.25, 4)
    assert one(frame, "reach")["value"] == 1
    assert one(frame, "reach_abroad")["value"] == 0


def test_diversity_of_five_places() -> None:
    frame = character(places())
    # Four mentions of coworking and three of fablab.
    assert one(frame, "shannon")["value"] == pytest.approx(-(4 / 7 * np.log(4 / 7) + 3 / 7 * np.log(3 / 7)))
    assert shannon([1, 1]) == pytest.approx(np.log(2))
    assert dissimilarity([1, 0], [0, 1]) == 1


def test_what_nobody_filled_in_is_said_and_makes_no_row_of_zeros() -> None:
    frame = character(places())
    absent = next(note for note in frame.attrs["notes"] if isinstance(note, Note) and note.code == "question_absent")
    assert {"legal_form", "surface_m2", "telework_share"} <= set(absent.params["columns"])  # type: ignore[call-overload]
    assert not frame["by"].eq("legal_form").any()
    assert not frame["indicator"].str.startswith("surface").any()


def test_nothing_at_all_is_refused() -> None:
    bare = pd.DataFrame({"place_id": ["a"], "status": ["open"], "country_code": ["FR"]})
    for family in (character, economy):
        with pytest.raises(CannotCompute) as refused:
            family(bare)
        assert refused.value.code == "nothing_answered"


def test_a_mix_of_130_percent_is_left_out_and_said() -> None:
    frame = economy(places())
    # Of a, b, e and f, whose shares add up to one: c has 130 %, d has no public share.
    found = one(frame, "public_share_mean")
    assert (found["value"], found["n"]) == (pytest.approx((0.5 + 0.2 + 0.1 + 0.6) / 4), 4)
    assert any(isinstance(note, Note) and note.params == {"places": 2, "answered": 6} for note in frame.attrs["notes"])


def test_own_revenue_and_critical_size_by_hand() -> None:
    frame = economy(places())
    assert one(frame, "own_revenue_share")["value"] == pytest.approx((40 + 35 + 64) / (100 + 50 + 80))
    # The median budget of those with a full-time post or more: 50, 80 and 100 thousand.
    critical = one(frame, "places_above_critical_size")
    assert (critical["at"], critical["value"], critical["n"]) == (80_000, 0.4, 5)
    assert one(economy(places(), at=15_000), "places_above_critical_size")["value"] == 0.8


def test_support_by_territory_source_and_year() -> None:
    funding = pd.DataFrame(
        {
            "place_id": ["a", "a", "b", "z"],
            "source": ["Region", "State", "Region", "Region"],
            "kind": ["public", "public", "label", "public"],
            "amount_eur": [30_000.0, 10_000.0, np.nan, 5_000.0],
            "started_on": pd.to_datetime(["2019-01-01", "2020-06-01", "2020-01-01", "2020-01-01"]),
        }
    )
    frame = economy(places(), funding)
    total = frame[frame["indicator"].eq("funding_total_eur")]
    assert total[total["by"].isna()]["value"].tolist() == [40_000]
    assert total[total["by"].eq("source")].set_index("group")["value"].to_dict() == {"Region": 30_000, "State": 10_000}
    assert total[total["by"].eq("started_on")].set_index("group")["value"].to_dict() == {"2019": 30_000, "2020": 10_000}
    assert one(frame, "first_funder_share_mean")["value"] == 0.75
    assert any(isinstance(note, Note) and note.code == "spells_of_others" for note in frame.attrs["notes"])


def test_weights_change_shares_and_are_said() -> None:
    frame = character(places().assign(w=[1.0, 1, 1, 1, 4, 1]), weights="w", by="types")
    share = frame[frame["indicator"].eq("share")].set_index("group")["value"]
    assert share["fablab"] == pytest.approx(6 / 8)
    assert any("design effect" in str(note) for note in frame.attrs["notes"])


def test_shares_that_rest_on_few_are_marked() -> None:
    many = pd.concat([places()] * 10, ignore_index=True).assign(place_id=[f"p{at}" for at in range(60)])
    few, enough = character(places(), by="types"), character(many, by="types")
    for frame, marked in ((few, True), (enough, False)):
        methods = frame.loc[frame["indicator"] == "share", "method"]
        assert methods.str.contains("unreliable").all() == marked
