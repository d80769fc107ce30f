"""Survey estimates against R's survey package; `oracle/survey.R` says how the figures were made."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from places3t.indicators import survey
from places3t.indicators.intervals import wilson
from places3t.indicators.weights import rake

ORACLE = Path(__file__).parent / "oracle"
R = json.loads((ORACLE / "survey.json").read_text(encoding="utf-8"))
SCHOOLS = pd.read_csv(ORACLE / "schools.csv")
TARGETS = pd.DataFrame(
    {
        "margin": ["stype"] * 3 + ["sch_wide"] * 2,
        "value": ["E", "H", "M", "No", "Yes"],
        "target": [4421, 755, 1018, 1072, 5122],
    }
)
AWARD = (SCHOOLS["awards"] == "Yes").to_numpy(dtype=float)
API = SCHOOLS["api00"].to_numpy(dtype=float)
HIGH = (SCHOOLS["stype"] == "H").to_numpy()


def design(kind: str) -> survey.Design:
    if kind == "plain":
        return survey.design_of(len(SCHOOLS), SCHOOLS["pw"])
    return rake(SCHOOLS, TARGETS, start=SCHOOLS["pw"]).design()


close = pytest.approx


@pytest.mark.parametrize("kind", ["plain", "raked"])
class TestAgainstR:
    def test_mean(self, kind: str) -> None:
        found = survey.mean(API, design(kind))
        assert (found.value, found.error, found.low, found.high) == close(R[kind]["mean"], rel=1e-6)

    def test_means_of_domains(self, kind: str) -> None:
        for name, figures in R[kind]["by"].items():
            found = survey.mean(API, design(kind), (SCHOOLS["stype"] == name).to_numpy())
            assert (found.value, found.error) == close(figures, rel=1e-6)

    def test_share(self, kind: str) -> None:
        found = survey.share(AWARD, design(kind))
        assert (found.value, found.low, found.high) == close(R[kind]["share"], rel=1e-6)

    def test_shares_of_domains(self, kind: str) -> None:
        for name, figures in R[kind]["share_by"].items():
            found = survey.share(AWARD, design(kind), (SCHOOLS["stype"] == name).to_numpy())
            assert (found.value, found.low, found.high) == close(figures, rel=1e-6)

    def test_total_and_ratio(self, kind: str) -> None:
        enroll = SCHOOLS["enroll"].to_numpy(dtype=float)
        whole, part = survey.total(enroll, design(kind)), survey.ratio(API, enroll, design(kind))
        assert (whole.value, whole.error) == close(R[kind]["total"], rel=1e-6)
        assert (part.value, part.error) == close(R[kind]["ratio"], rel=1e-6)

    def test_difference(self, kind: str) -> None:
        found = survey.difference(API, HIGH, design(kind))
        assert (found.value, found.error) == close(R[kind]["difference"], rel=1e-6)

    def test_quantiles(self, kind: str) -> None:
        for probability, figures in zip((0.25, 0.5, 0.75), R[kind]["quantiles"], strict=True):
            found = survey.at_quantile(API, probability, design(kind))
            assert (found.value, found.low, found.high) == close(figures)


def test_raking_gives_the_weights_of_r() -> None:
    raked = rake(SCHOOLS, TARGETS, start=SCHOOLS["pw"])
    assert raked.weights.iloc[[0, 59, 119, 179, 199]].tolist() == close(R["weights"]["first"], rel=1e-6)
    assert raked.design_effect == close(R["weights"]["kish"], rel=1e-6)
    assert raked.table["weighted"].tolist() == close(raked.table["target"].tolist())
    assert raked.response_rate == close(200 / 6194)


def test_the_hand_case() -> None:
    """Two margins of 60/40 and 50/50 over eight places.

    Raked cells keep the sample's odds ratio (3 x 3) / (1 x 1) = 9: with x the cell (x, u), x (x - 10) = 9 (60 - x)
    (50 - x), so 8 x² - 980 x + 27000 = 0 and x = 41.84; each of its three places weighs a third of that.
    """
    hand = pd.DataFrame({"a": list("xxxxyyyy"), "b": list("uuuvuvvv")})
    targets = pd.DataFrame({"margin": list("aabb"), "value": list("xyuv"), "target": [60, 40, 50, 50]})
    raked = rake(hand, targets)
    root = (980 - np.sqrt(980**2 - 4 * 8 * 27000)) / 16
    assert raked.weights.iloc[0] == close(root / 3)
    assert raked.weights.tolist() == close(R["hand"]["weights"], rel=1e-6)
    found = survey.mean([1, 0, 1, 1, 0, 0, 1, 0], raked.design())
    assert (found.value, found.error) == close(R["hand"]["mean"], rel=1e-6)


def test_unweighted_intervals_are_those_of_r() -> None:
    hits = np.repeat([1.0, 0.0], [17, 26])
    found = survey.share(hits, survey.design_of(43))
    assert (found.low, found.high) == close(R["wilson"], rel=1e-9)
    enroll = SCHOOLS["enroll"].iloc[:20]
    found = survey.mean(enroll, survey.design_of(20))
    assert (found.low, found.high) == close(R["t"], rel=1e-9)
    found = survey.difference(API, HIGH, survey.design_of(len(API)))
    assert (found.value, found.low, found.high) == close(R["welch"][:3], rel=1e-9)


def test_equal_weights_change_no_figure() -> None:
    plain, weighted = survey.design_of(len(API)), survey.design_of(len(API), np.full(len(API), 3.0))
    assert survey.mean(API, weighted).value == close(survey.mean(API, plain).value)
    assert survey.mean(API, weighted).error == close(survey.mean(API, plain).error)
    assert survey.kish(weighted.weights) == close((1.0, 200.0))


def test_a_share_at_its_end_has_an_interval() -> None:
    weights = np.array([1.0, 1.0, 2.0])
    found = survey.share([0, 0, 0], survey.design_of(3, weights))
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == close(float(wilson(0, 16 / 6)[1]))


def test_nothing_known_is_null_and_not_zero() -> None:
    assert np.isnan(survey.share([np.nan, np.nan], survey.design_of(2)).value)
    assert np.isnan(survey.mean([np.nan], survey.design_of(1)).value)


@pytest.mark.parametrize("weights", [[1, 0], [1, -1], [1, np.nan], [1, np.inf], [1]])
def test_bad_weights_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="above zero"):
        survey.design_of(2, weights)


@pytest.mark.parametrize(
    ("values", "unreliable"),
    [([100.0, 101.0] * 20, False), ([100.0, 101.0] * 10, True), ([0.0] * 39 + [100.0], True)],
)
def test_few_answers_or_a_wide_spread_are_marked(values: list[float], unreliable: bool) -> None:
    assert survey.mean(values, survey.design_of(len(values))).unreliable is unreliable
