"""The bundled sample: the hazards by which it was made lie inside the intervals that its lives give."""

import csv
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.survival import survival

TRUTH = Path(__file__).parents[3] / "data/raw/demo/truth"


@pytest.fixture(scope="module")
def truth():
    return json.loads((TRUTH / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lives():
    """The places as the waves saw them, with exact dates, and their true spells of support."""
    table = pd.read_csv(TRUTH / "truth_places.csv", dtype="str", quoting=csv.QUOTE_MINIMAL)
    table = table[table["observed_from"].notna() & table["observed_to"].notna()]
    closed = table["closed_on"].eq(table["observed_to"])
    places = pd.DataFrame(
        {
            "place_id": table["true_id"],
            "status": np.where(closed, "closed", "open"),
            "opened_on": table["opened_on"],
            "closed_on": table["closed_on"].where(closed),
            "closure_kind": table["closure_kind"].where(closed),
            "observed_from": table["observed_from"],
            "last_seen_on": table["observed_to"],
            "funding_known": True,
            "legal_form": table["legal_form"],
            "surface_m2": table["surface_m2"].astype("float64"),
        }
    )
    return places, pd.read_csv(TRUTH / "truth_funding.csv", dtype="str").rename(columns={"true_id": "place_id"})


def test_the_written_hazards_lie_inside_the_intervals(lives, truth):
    frame = survival(*lives, by="funding", adjust=["surface_m2", "legal_form"])
    written = truth["closing"]
    for group, hazard in written["hazard_per_year"].items():
        row = frame[(frame["indicator"] == "closure_rate") & (frame["group"] == group)].iloc[0]
        assert row["low"] <= 100 * hazard <= row["high"]
    for indicator in ("hazard_ratio", "hazard_ratio_adjusted"):
        for group in ("funded", "withdrawn"):
            row = frame[(frame["indicator"] == indicator) & (frame["group"] == group)].iloc[0]
            assert row["low"] <= written["hazard_ratio"][group] <= row["high"]


def test_counts_are_those_of_the_truth(lives, truth):
    frame = survival(*lives, by="funding")
    counted = truth["realised"]["as_observed_with_exact_dates"]
    for indicator, key in (("closures", "closings"), ("place_years", "place_years")):
        part = frame[frame["indicator"] == indicator].set_index("group")["value"]
        for group in ("unfunded", "funded", "withdrawn"):
            # A place that closes on the day on which support ends is counted as funded here.
            assert part[group] == pytest.approx(counted[key][group], rel=0.03, abs=1.5)


def test_funded_ever_would_have_fooled(lives):
    frame = survival(*lives, by="funded_ever")
    row = frame[frame["indicator"] == "hazard_ratio"].iloc[0]
    assert row["high"] < 1
