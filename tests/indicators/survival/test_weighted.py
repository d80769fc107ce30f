"""Weighted survival against R (`oracle/weighted.R`), and against repeating places as often as their weight."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.density_weighted import domain_total
from places3t.indicators.problems import CannotCompute
from places3t.indicators.survey import design_of
from places3t.indicators.survival import survival
from places3t.indicators.survival.arrays import Episodes
from places3t.indicators.survival.weighted import weighted_cox, weighted_survival_at

EXPECTED = json.loads((Path(__file__).parent / "oracle" / "weighted.json").read_text(encoding="utf-8"))
AT = np.arange(1, 61)
ENTRY = np.where(AT % 4 == 0, (AT % 3) / 2, 0.0)
ROWS = Episodes(ENTRY, ENTRY + 0.5 + ((AT * 7) % 19) / 2, ((AT * 5) % 3 != 0).astype(np.int64))
GROUP, SIZE = (AT % 2).astype(float), ((AT * 11) % 13) / 3
WEIGHT = 1 + ((AT * 3) % 8) / 2
CLUSTER = {"row": AT - 1, "place": (AT + 1) // 2 - 1}


@pytest.mark.parametrize("by", ["row", "place"])
def test_survival_and_its_error_are_those_of_r(by: str) -> None:
    found = [weighted_survival_at(ROWS, WEIGHT, CLUSTER[by], time) for time in (1, 3, 6)]
    expected = EXPECTED[f"km_{by}"]
    for name, part in (("surv", "value"), ("se", "std_error"), ("low", "low"), ("high", "high")):
        np.testing.assert_allclose([getattr(each, part) for each in found], expected[name], rtol=1e-6)


@pytest.mark.parametrize("by", ["row", "place"])
def test_hazard_ratios_and_their_robust_errors_are_those_of_r(by: str) -> None:
    fit = weighted_cox(ROWS, np.column_stack([GROUP, SIZE]), WEIGHT, CLUSTER[by])
    np.testing.assert_allclose(fit.coef, EXPECTED[f"cox_{by}"]["coef"], rtol=1e-6)
    np.testing.assert_allclose(fit.variance.ravel(), EXPECTED[f"cox_{by}"]["var"], rtol=1e-6)


def test_the_places_that_a_group_stands_for_have_the_error_of_a_total() -> None:
    for group in (0, 1):
        found = domain_total(np.equal(GROUP, group), design_of(60, WEIGHT))
        assert found.value == pytest.approx(EXPECTED["total"]["value"][group])
        assert found.error == pytest.approx(EXPECTED["total"]["se"][group], rel=1e-6)


def test_weights_of_whole_numbers_give_the_curve_of_repeated_places() -> None:
    times = np.array([1, 2, 3, 1, 2] * 12)
    once = weighted_survival_at(ROWS, times.astype(float), CLUSTER["row"], 3)
    many = ROWS.take(np.repeat(np.arange(60), times))
    again = weighted_survival_at(many, np.ones(len(many)), np.arange(len(many)), 3)
    assert once.value == pytest.approx(again.value)
    # One place that stands for three is not three places: its error is larger.
    assert once.std_error > again.std_error


def lives() -> pd.DataFrame:
    """Sixty places with weights; odd ones are associations."""
    opened = pd.Timestamp(2000, 1, 1)
    days = pd.to_timedelta(((AT * 7) % 19) * 180 + 200, unit="D")
    ends = (opened + days).strftime("%Y-%m-%d").tolist()
    closed = [end if event == 1 else None for end, event in zip(ends, ROWS.event, strict=True)]
    return pd.DataFrame(
        {
            "place_id": [f"p{at}" for at in AT],
            "status": np.where(ROWS.event == 1, "closed", "open"),
            "opened_on": "2000-01-01",
            "closed_on": closed,
            "observed_from": "2000-01-01",
            "last_seen_on": ends,
            "legal_form": np.where(GROUP == 1, "association", "company"),
            "w": WEIGHT,
        }
    )


def test_equal_weights_change_no_estimate() -> None:
    plain = survival(lives(), by="legal_form", at=[3]).set_index(["indicator", "group"])
    same = survival(lives().assign(w=1.0), by="legal_form", at=[3], weights="w").set_index(["indicator", "group"])
    for name in ("survival_rate", "closure_rate", "hazard_ratio", "closures", "place_years"):
        rows = same.loc[name]["value"]
        np.testing.assert_allclose(rows, plain.loc[name]["value"].reindex(rows.index), rtol=1e-6)


def test_what_rests_on_counts_is_refused_with_weights() -> None:
    with pytest.raises(CannotCompute, match="landmark"):
        survival(lives(), by="legal_form", landmark=2, weights="w")
    with pytest.raises(CannotCompute, match="weight"):
        survival(lives().assign(w=0.0), weights="w")
