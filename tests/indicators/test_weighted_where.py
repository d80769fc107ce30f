"""Where places are, from a sample with weights: by hand, against R's survey package, and by drawing many samples."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from places3t.indicators import survey
from places3t.indicators.density_weighted import domain_total, weighted_density
from places3t.indicators.isolation import isolation
from places3t.indicators.problems import CannotCompute
from places3t.sphere import EARTH_RADIUS_KM

ORACLE = Path(__file__).parent / "oracle"
DEGREE = EARTH_RADIUS_KM * math.pi / 180
TARGETS = pd.DataFrame(
    {
        "margin": ["region_code"] * 2 + ["access"] * 2,
        "value": ["75", "76", "members", "open"],
        "target": [60, 40, 45, 55],
    }
)


def sample() -> pd.DataFrame:
    """Make the set of ``weighted_where.R``."""
    i = np.arange(1, 41)
    gap = ((i[:-1] * 7) % 41 + 1) / 200
    return pd.DataFrame(
        {
            "status": "open",
            "lat": 44 + np.concatenate(([0.0], np.cumsum(gap))),
            "lon": 2.0,
            "coordinates_source": "file",
            "country_code": "FR",
            "region_code": np.where(i <= 25, "75", "76"),
            "access": np.where((i * 5) % 3 == 0, "members", "open"),
            "weight": 1 + ((i * 3) % 8) / 2,
        }
    )


def row(frame: pd.DataFrame, indicator: str, code: str, at: float | None = None) -> pd.Series:
    rows = frame[(frame["indicator"] == indicator) & (frame["code"] == code)]
    rows = rows if at is None else rows[rows["at"] == at]
    assert len(rows) == 1
    return rows.iloc[0]


def figures(found: pd.Series) -> list[float]:
    return [float(found[name]) for name in ("value", "low", "high")]


@pytest.mark.parametrize("kind", ["plain", "raked"])
@pytest.mark.parametrize("code", ["75", "76"])
def test_estimates_and_intervals_are_those_of_r(kind: str, code: str) -> None:
    expected = json.loads((ORACLE / "weighted_where.json").read_text(encoding="utf-8"))[kind][code]
    places, weights = sample(), "weight" if kind == "plain" else TARGETS
    far = isolation(places, weights=weights)
    many = weighted_density(places, weights)
    found = {
        "median": row(far, "nearest_km_median", code),
        "p90": row(far, "nearest_km_p90", code),
        "far": row(far, "isolated_share", code, 5),
        "places": row(many, "places", code),
        "share_of_places": row(many, "share_of_places", code),
    }
    for name, each in found.items():
        wanted = [math.nan if value is None else value for value in expected[name]]
        assert figures(each) == pytest.approx(wanted, rel=1e-6, abs=1e-9, nan_ok=True), name
        assert each["n"] == (25 if code == "75" else 15)


def of_sample(drawn: pd.DataFrame) -> dict[str, survey.Estimated]:
    """Estimate what density and isolation say of region 75, as they do (held to R above)."""
    inside = drawn["region_code"].eq("75").to_numpy()
    design = survey.design_of(len(drawn), drawn["weight"])
    km = drawn["_far"].where(inside).to_numpy()
    return {
        "places": domain_total(inside, design),
        "share_of_places": survey.share(inside.astype(float), design),
        "nearest_km_median": survey.at_quantile(km, 0.5, design),
        "isolated_share": survey.share(np.where(np.isnan(km), np.nan, km > 5), design),
    }


def test_by_hand() -> None:
    # On one meridian at 0, 1, 3, 7 and 8 hundredths of a degree: the nearest is at 1, 1, 2, 1 and 1 of them. With
    # weights 1, 1, 5, 1 and 2, half of ten is reached at the second distance, five tenths of the weight lie farther.
    places = sample().head(5).assign(lat=[44.00, 44.01, 44.03, 44.07, 44.08], weight=[1, 1, 5, 1, 2])
    frame = isolation(places, weights="weight", at=[1.5, 3])
    assert figures(row(frame, "nearest_km_median", "75"))[0] == pytest.approx(0.01 * DEGREE)
    assert figures(row(frame, "nearest_km_p90", "75"))[0] == pytest.approx(0.02 * DEGREE)
    share = row(frame, "isolated_share", "75", 1.5)
    # The linearised error: weights times the distance from 0.5, over ten; t of four degrees, on the logit scale.
    parts = np.array([1, 1, 5, 1, 2]) * (np.array([0, 0, 1, 0, 0]) - 0.5) / 10
    error = math.sqrt(5 / 4 * (parts**2).sum())
    half = 2.7764451051977987 * error / 0.25
    assert figures(share) == pytest.approx([0.5, 1 / (1 + math.exp(half)), 1 / (1 + math.exp(-half))])
    assert row(frame, "isolated_share", "75", 3)["value"] == 0
    assert not set(frame["indicator"]) & {"clark_evans", "population_beyond_share"}


def test_a_place_alone_in_its_zone_has_no_distance_and_is_isolated() -> None:
    alone = sample().head(1).assign(lat=16.0, lon=-61.7, region_code="01", departement_code="971")
    frame = isolation(pd.concat([sample(), alone], ignore_index=True), weights="weight")
    assert math.isnan(row(frame, "nearest_km_median", "01")["value"])
    assert row(frame, "isolated_share", "01", 20)["value"] == 1


def test_places_of_unknown_status_are_counted_once_in_the_notes() -> None:
    notes = isolation(sample().assign(status=None), weights="weight").attrs["notes"]
    assert len(notes) == len(set(notes))


def test_intervals_hold_the_truth_in_ninety_five_samples_of_a_hundred() -> None:
    """Draw samples of a made-up country with unequal chances, and count the intervals that hold what is true of it."""
    draws = np.random.default_rng(20261122)
    size, answers, runs = 3000, 160, 1000
    country = pd.DataFrame(
        {
            "status": "open",
            "region_code": np.where(draws.random(size) < 0.3, "75", "76"),
            "access": np.where(draws.random(size) < 0.4, "members", "open"),
            "_far": draws.lognormal(1.2, 1.0, size),
        }
    )
    # Places for members answer twice as often, and are farther away: without weights all is wrong.
    country["_far"] *= np.where(country["access"] == "members", 1.6, 1.0)
    chance = np.where(country["access"] == "members", 2.0, 1.0)
    chance /= chance.sum()
    country["weight"] = 1 / (answers * chance)
    own = country["region_code"] == "75"
    truth = {
        "places": own.sum(),
        "share_of_places": own.mean(),
        "nearest_km_median": country.loc[own, "_far"].median(),
        "isolated_share": (country.loc[own, "_far"] > 5).mean(),
    }
    held = dict.fromkeys(truth, 0)
    for _ in range(runs):
        drawn = country.iloc[draws.choice(size, answers, p=chance)].reset_index(drop=True)
        for name, found in of_sample(drawn).items():
            held[name] += bool(found.low <= truth[name] <= found.high)
    # 95 % of 1,000, give or take 2.9 standard deviations of chance.
    assert {name: 0.93 <= count / runs <= 0.97 for name, count in held.items()} == dict.fromkeys(truth, True), held


@pytest.mark.parametrize("asked", [{"k": 2}, {"same": "access"}])
def test_what_weights_cannot_answer_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(CannotCompute) as refused:
        isolation(sample(), weights="weight", **asked)  # type: ignore[arg-type] - one option or the other
    assert refused.value.code == "weights_isolation_options"
    assert f"--{next(iter(asked))}" in refused.value.sentence("en")
