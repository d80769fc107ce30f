"""Agreement against published worked examples.

Krippendorff K. (2011), Computing Krippendorff's alpha-reliability. The exact fractions are those of its formulas,
worked out
by hand below; R's irr::kripp.alpha documents the same 0.743 for example C (its data set ``nmm``).
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.themes_agreement import against_codebook, agreement, cohen_kappa, krippendorff_alpha

# Example C: four observers, twelve units, values 1 to 5, some missing.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def counts(observers: list[list[object]]) -> list[list[int]]:
    values = sorted({str(value) for row in observers for value in row if value is not None})
    return [[sum(str(row[at]) == value for row in observers) for value in values] for at in range(len(observers[0]))]


def test_four_observers_with_missing_values() -> None:
    # 40 values can be paired: 9, 13, 10, 5 and 3 of the values 1 to 5. Disagreement within units, over m - 1: unit 2
    # has
    # 2,2,3,2: 6 ordered pairs apart, over 3; unit 6 has 1,2,3,4: 12 over 3; unit 8 has 1,1,2,1: 6 over 3: together 8.
    exact = 1 - Fraction(39 * 8, 40**2 - (9**2 + 13**2 + 10**2 + 5**2 + 3**2))
    assert krippendorff_alpha(counts(OBSERVERS)) == pytest.approx(float(exact), abs=1e-6)
    assert krippendorff_alpha(counts(OBSERVERS)) == pytest.approx(0.743, abs=5e-4)


def test_two_observers_and_five_values() -> None:
    # Example B: twelve units; alpha = 0.692.
    pair = [list("aabbdcccedda"), list("babbbcccedda")]
    pair[1][-1] = "d"
    table = counts([list(row) for row in pair])
    totals = np.asarray(table).sum(axis=0)
    apart = sum(one != other for one, other in zip(*pair, strict=True)) * 2
    exact = 1 - Fraction(23 * apart, 24**2 - int((totals**2).sum()))
    assert krippendorff_alpha(table) == pytest.approx(float(exact), abs=1e-6)
    assert krippendorff_alpha(table) == pytest.approx(0.692, abs=5e-4)


ELSEWHERE = [
    (["1 2 . 3 1 2 2 . 1 3", "1 2 2 3 . 2 1 3 1 .", "1 . 2 3 1 1 2 3 . 3", "2 2 2 . 1 2 2 3 1 3"], 0.7325905292479109),
    (["a a b . c c a b", ". a b b c a a b"], 0.7659574468085106),
    (["1 0 0 1 . 0 1 0 0 1 1 0", "1 0 1 1 0 0 . 0 0 1 0 .", ". . 0 1 0 1 1 0 1 1 1 0"], 0.5),
]
"""Given by another program, the Python package krippendorff 0.8.1, which shares no code with this one::

    data = numpy.array([[numpy.nan if x == "." else values.index(x) for x in row.split()] for row in rows])
    krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
"""


@pytest.mark.parametrize(("rows", "expected"), ELSEWHERE)
def test_alpha_is_that_of_another_program(rows: list[str], expected: float) -> None:
    observers = [[None if value == "." else value for value in row.split()] for row in rows]
    assert krippendorff_alpha(counts(observers)) == pytest.approx(expected, abs=1e-12)


def test_kappa_is_that_of_another_program() -> None:
    # statsmodels 0.15: cohens_kappa([[9, 1, 0], [2, 13, 1], [0, 0, 14]], return_results=False); scikit-learn 1.9's
    # cohen_kappa_score over the forty pairs gives the same.
    table = [(0, 0, 9), (0, 1, 1), (1, 0, 2), (1, 1, 13), (1, 2, 1), (2, 2, 14)]
    first, second = ([pair[side] for pair in table for _ in range(pair[2])] for side in (0, 1))
    assert cohen_kappa(first, second) == pytest.approx(0.8484848484848485, abs=1e-12)


def test_extremes() -> None:
    assert krippendorff_alpha([[2, 0], [0, 2], [3, 0]]) == 1
    assert krippendorff_alpha([[1, 1], [1, 1]]) < 0
    assert np.isnan(krippendorff_alpha([[2, 0], [3, 0]]))
    assert np.isnan(krippendorff_alpha([[1, 0], [0, 1]]))


def test_kappa_of_two() -> None:
    # Twenty and fifteen agree of fifty: (0.7 - 0.5) / 0.5.
    first, second = [1] * 25 + [0] * 25, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    assert cohen_kappa(first, second) == pytest.approx(0.4, abs=1e-12)


HAND = pd.DataFrame(
    [
        ("1", "x", "A"),
        ("1", "x", "B"),
        ("2", "x", "A"),
        ("2", "y", "B"),
        ("3", "y", "A"),
        ("3", "y", "B"),
        ("4", "x", "A"),
    ],
    columns=["contribution_id", "theme", "coder"],
)


def test_agreement_counts_only_what_two_coded_and_is_the_same_in_every_run() -> None:
    first, again = agreement(HAND), agreement(HAND)
    assert first == again
    assert [each.theme for each in first] == [None, "x", "y"]
    assert {each.contributions for each in first} == {3}
    # On x: 1 yes-yes, 2 yes-no, 3 no-no: six values, three of each, two apart: 1 - 5 * 2 / (36 - 18).
    assert first[1].alpha.value == pytest.approx(1 - 10 / 18)
    assert first[1].alpha.low <= first[1].alpha.value <= first[1].alpha.high
    # Cohen: two of three agree, chance is (2/3)(1/3) + (1/3)(2/3).
    assert first[1].kappa == pytest.approx((2 / 3 - 4 / 9) / (5 / 9))
    assert agreement(HAND[HAND["coder"] == "A"]) == []


def test_the_codebook_is_held_against_each_coder() -> None:
    book = pd.DataFrame({"contribution_id": ["1", "2", "9"], "theme": ["x", "x", "x"]})
    table = against_codebook(HAND, book).set_index("theme")
    # Found in 1 (A and B) and 2 (A and B), right thrice; people gave x four times.
    assert table.loc["x", ["found", "right", "given"]].tolist() == [4, 3, 4]
    assert table.loc["x", "precision"] == 0.75
    assert table.loc["x", "recall"] == 0.75
    assert table.loc["y", ["found", "right", "given"]].tolist() == [0, 0, 3]
