"""Comparison on the demo places, against the truth that they were made from; and on cases worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from places3t.indicators import survey
from places3t.indicators.balance import compared, discoveries
from places3t.indicators.claims import conclude, established
from places3t.indicators.compare import compare
from places3t.indicators.features import Feature, features
from places3t.indicators.problems import CannotCompute
from places3t.indicators.propensity import logistic, propensity, weighted_difference


def made(seed: int, *, effect: float = 0.0, count: int = 600) -> pd.DataFrame:
    """Make places whose support depends on their size alone; ``effect`` is added to the public share of funded ones."""
    draws = np.random.default_rng(seed)
    surface = draws.lognormal(5.4, 0.8, count)
    funded = draws.random(count) < 1 / (1 + np.exp(-1.2 * (np.log(surface) - 5.4)))
    return pd.DataFrame(
        {
            "place_id": [f"p{at}" for at in range(count)],
            "status": "open",
            "surface_m2": surface,
            "members_count": surface**0.5 * draws.lognormal(0, 0.4, count),
            "public_share": np.clip(draws.normal(0.3, 0.1, count) + effect * funded, 0, 1),
            "access": draws.choice(["open", "members"], count),
            "services": [list(draws.choice(["cafe", "training", "machines"], 2, replace=False)) for _ in range(count)],
            "funded_ever": funded,
        }
    )


def differing(table: pd.DataFrame, q: str = "q") -> set[str]:
    return set(established(table, q)["column"])


def test_what_was_put_in_is_found_and_nothing_else() -> None:
    found = compare(made(1, effect=0.15), adjust=["surface_m2"])
    assert differing(found.table) == {"surface_m2", "members_count", "public_share"}
    # Members follow from size: alike in size, places are alike in members.
    assert differing(found.table[~found.table["adjusted_for"]], "q_adjusted") == {"public_share"}
    share = found.table.set_index("feature").loc["public_share"]
    assert share["adjusted_low"] < 0.15 < share["adjusted_high"]


def test_where_funding_does_nothing_it_says_so_in_words() -> None:
    places = made(2).drop(columns=["surface_m2", "members_count"])
    found = compare(places)
    assert differing(found.table) == set()
    said = conclude(found, "en")
    assert "none differs between the groups beyond what chance would give" in said.known[0]
    assert any("None of this says what funding causes" in line for line in said.unknown)
    assert "aucune ne diffère" in conclude(found, "fr").known[0]


def test_chance_alone_rarely_makes_a_discovery() -> None:
    alarms = sum(
        bool(differing(compare(made(seed).drop(columns=["surface_m2", "members_count"])).table)) for seed in range(20)
    )
    # At a rate of 5 % in 20 studies without a difference, five or more would happen once in 400.
    assert alarms <= 4


def test_funding_unknown_is_refused_with_other_groups() -> None:
    with pytest.raises(CannotCompute) as refused:
        compare(made(3).drop(columns="funded_ever"))
    assert refused.value.code == "compare_funding_unknown"
    assert "access" in refused.value.sentence("en")


def test_which_values_is_asked_for_a_column_of_three() -> None:
    places = made(4)
    with pytest.raises(CannotCompute) as refused:
        compare(places, by="services")
    assert refused.value.code == "compare_which_values"
    found = compare(places, by="services", values=["cafe"])
    assert (found.groups.first, found.groups.second) == ("cafe", None)
    assert "services" not in set(found.table["column"])


def test_columns_that_nobody_filled_in_are_named_and_have_no_rows() -> None:
    found = compare(made(5))
    absent = next(note for note in found.notes if getattr(note, "code", "") == "compare_absent")
    assert "legal_form" in absent.params["columns"]  # type: ignore[attr-defined]
    assert found.table[["first", "second"]].notna().all().all()


def test_a_difference_by_hand() -> None:
    # 8 of 10 against 3 of 10: 0.5; Newcombe's method 10 gives 0.068 to 0.743 (R: pairwise of its own Wilson limits).
    values = np.repeat([1.0, 0.0, 1.0, 0.0], [8, 2, 3, 7])
    group = np.repeat([True, False], 10)
    row = compared(Feature("a=b", "a", "b", values), group, survey.design_of(20))
    assert row.difference.value == pytest.approx(0.5)
    wilson = [(0.4902, 0.9433), (0.1078, 0.6032)]
    low = 0.5 - np.hypot(0.8 - wilson[0][0], wilson[1][1] - 0.3)
    high = 0.5 + np.hypot(wilson[0][1] - 0.8, 0.3 - wilson[1][0])
    assert (row.difference.low, row.difference.high) == pytest.approx((low, high), abs=1e-3)
    # Standard deviation pooled: sqrt((0.16 + 0.21) / 2).
    assert row.spread == pytest.approx(np.sqrt((0.16 + 0.21) / 2))


def test_weighting_by_the_inverse_chance_by_hand() -> None:
    """Two strata: a chance of 3/4 and of 1/4, where the saturated model gives them exactly.

    Means by stratum: 1 and 0 in the group, 0.5 and 0.25 outside. Both strata hold half of the places, so the
    adjusted means are 0.5 and 0.375.
    """
    stratum = np.repeat([1.0, 0.0], 16)
    group = np.concatenate([np.repeat([True, False], [12, 4]), np.repeat([True, False], [4, 12])])
    values = np.concatenate([np.ones(12), [1, 1, 0, 0], np.zeros(4), np.repeat([1, 0], [3, 9])])
    score = propensity(stratum[:, None], group, np.ones(32))
    assert score.chance == pytest.approx(np.where(stratum == 1, 0.75, 0.25))
    assert weighted_difference(values, score).value == pytest.approx(0.5 - 0.375)


def test_the_interval_of_an_adjusted_difference_is_that_of_the_stacked_equations() -> None:
    """The sandwich by another route: each place's influence as the derivative of the estimate by its weight."""
    places = made(6, count=200)
    covariates = np.log(places[["surface_m2"]].to_numpy())
    group, values = places["funded_ever"].to_numpy(), places["public_share"].to_numpy()

    def estimate(base: np.ndarray) -> float:
        scaled = (covariates - covariates.mean(axis=0)) / covariates.std(axis=0)
        design = np.column_stack([np.ones(len(scaled)), scaled])
        chance = logistic(design, group.astype(float), base).fitted
        weights = base * np.where(group, 1 / chance, 1 / (1 - chance))
        return float(
            np.average(values[group], weights=weights[group]) - np.average(values[~group], weights=weights[~group])
        )

    ones, step = np.ones(len(values)), 1e-4
    influence = [
        (estimate(ones + step * row) - estimate(ones - step * row)) / (2 * step) for row in np.eye(len(values))
    ]
    found = weighted_difference(values, propensity(covariates, group, ones))
    assert found.value == pytest.approx(estimate(ones))
    assert found.error == pytest.approx(np.sqrt(np.square(influence).sum()), rel=1e-4)


def test_groups_that_a_column_separates_are_refused() -> None:
    places = made(7)
    places["surface_m2"] = np.where(places["funded_ever"], 500.0, 100.0)
    with pytest.raises(CannotCompute) as refused:
        compare(places, adjust=["surface_m2"])
    assert refused.value.code == "groups_separate"


def test_false_discoveries_are_those_of_benjamini_and_hochberg() -> None:
    # Figures by p.adjust of R, method BH.
    found = discoveries(pd.Series([0.01, 0.04, np.nan, 0.03, 0.2]))
    assert found.dropna().tolist() == pytest.approx([0.04, 0.05333333, 0.05333333, 0.2])
    assert np.isnan(found[2])


def test_rare_values_are_not_compared() -> None:
    places = pd.DataFrame({"types": [["a"]] * 20 + [["b"]] * 4, "ok": [True, False] * 12})
    assert [feature.name for feature in features(places, ["types", "ok", "none"])] == ["ok=yes"]
