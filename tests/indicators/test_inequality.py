"""Gini, Theil and their intervals against figures from R (``oracle/where.R``), published examples, and by hand."""

import math
from pathlib import Path

import pandas as pd
import pytest

from places3t.indicators.inequality import bootstrap, gini_by_chance, inequality, lorenz

ORACLE = Path(__file__).parent / "oracle"

# What where.R prints. The ten incomes are the example of R's package ineq, whose page says Gini 0.4620911.
INCOMES = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
INEQ = (0.462091130268, 0.362341242344)
AUCKLAND = (0.250290384379, 0.102255360684, 0.00106475948893)
STATES = (0.209249131429, 0.0802498497437, 0.0199257896074)


def test_the_example_of_ineq() -> None:
    found = inequality(INCOMES, [1] * 10)
    assert (found.gini, found.theil) == pytest.approx(INEQ, abs=1e-11)
    assert math.isnan(found.between)


def test_deaths_of_auckland() -> None:
    table = pd.read_csv(ORACLE / "auckland.csv")
    parents = [at % 4 for at in range(len(table))]
    found = inequality(table["events"], table["exposure"], parents)
    assert (found.gini, found.theil, found.between) == pytest.approx(AUCKLAND, abs=1e-11)
    assert found.within == pytest.approx(AUCKLAND[1] - AUCKLAND[2], abs=1e-11)


def test_states_within_regions() -> None:
    table = pd.read_csv(ORACLE / "states.csv")
    found = inequality(table["events"], table["exposure"], pd.factorize(table["parent"])[0])
    assert (found.gini, found.theil, found.between) == pytest.approx(STATES, abs=1e-11)


def test_within_is_the_mean_of_what_is_inside() -> None:
    counts, people, parents = [1, 5, 2, 8], [10, 10, 20, 20], [0, 0, 1, 1]
    found = inequality(counts, people, parents)
    inside = [inequality(counts[at : at + 2], people[at : at + 2]).theil for at in (0, 2)]
    assert found.within == pytest.approx(6 / 16 * inside[0] + 10 / 16 * inside[1])


def test_by_hand() -> None:
    x, y = lorenz([0, 3, 1], [1, 1, 2])
    assert x.tolist() == [0, 0.25, 0.75, 1]
    assert y.tolist() == [0, 0, 0.25, 1]
    assert inequality([2, 4, 6], [1, 2, 3])[:3] == pytest.approx((0, 0, 0.1), abs=1e-15)
    # All four places in half of the people: the best served tenth has a fifth of them.
    assert inequality([0, 4], [5, 5]).top_tenth == pytest.approx(0.2)
    assert inequality([0, 4], [5, 5]).theil == pytest.approx(math.log(2))
    assert all(math.isnan(part) for part in inequality([0, 0], [1, 1]))


def test_bootstrap_is_the_same_in_every_run_and_holds_the_value() -> None:
    table = pd.read_csv(ORACLE / "states.csv")
    runs = [bootstrap(table["events"], table["exposure"], draws=200, seed=1) for _ in range(2)]
    assert [each[:3] for each in runs[0]] == [each[:3] for each in runs[1]]
    assert runs[0][0].gini < STATES[0] < runs[0][1].gini
    assert bootstrap(table["events"], table["exposure"], draws=200, seed=2)[0].gini != runs[0][0].gini


def test_chance_alone_is_unequal() -> None:
    assert gini_by_chance(1, [1] * 4, draws=5, seed=1) == pytest.approx(0.75)
    assert gini_by_chance(100_000, [1] * 4, draws=5, seed=1) < 0.01
