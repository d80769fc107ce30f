"""Margins that cannot be met are refused with where; those met are said. Figures against R: `test_survey.py`."""

from __future__ import annotations

import pandas as pd
import pytest

from places3t.indicators.problems import CannotCompute
from places3t.indicators.weights import rake

PLACES = pd.DataFrame({"a": list("xxxxyyyy"), "b": list("uuuvuvvv")})


def targets(**margins: dict[str, object]) -> pd.DataFrame:
    rows = [(name, value, target) for name, cells in margins.items() for value, target in cells.items()]
    return pd.DataFrame(rows, columns=["margin", "value", "target"])


@pytest.mark.parametrize(
    ("margins", "code", "said"),
    [
        ({"c": {"x": 1}}, "margin_unknown_column", "c is not a column"),
        ({"a": {"x": 60}}, "margin_value_missing", "y"),
        ({"a": {"x": 60, "y": 40, "z": 5}}, "margin_value_unanswered", "z"),
        ({"a": {"x": 60, "y": -40}}, "margin_bad_target", "y"),
        ({"a": {"x": 60, "y": "many"}}, "margin_bad_target", "y"),
        ({"a": {"x": 60, "y": 40}, "b": {"u": 100, "v": 100}}, "margins_disagree", "200"),
    ],
)
def test_margins_that_do_not_match_are_refused_with_where(
    margins: dict[str, dict[str, object]], code: str, said: str
) -> None:
    with pytest.raises(CannotCompute) as refused:
        rake(PLACES, targets(**margins))
    assert refused.value.code == code
    assert said in refused.value.sentence("en")
    assert refused.value.sentence("fr")


def test_weights_that_cannot_converge_name_the_cell() -> None:
    # Every x is u and every y is v, so 60 x cannot be 50 u.
    tied = pd.DataFrame({"a": list("xxyy"), "b": list("uuvv")})
    with pytest.raises(CannotCompute) as refused:
        rake(tied, targets(a={"x": 60, "y": 40}, b={"u": 50, "v": 50}))
    assert refused.value.code == "weights_do_not_converge"
    assert refused.value.params["margin"] in {"a", "b"}
    assert "instead of" in refused.value.sentence("en")


def test_a_trim_too_low_is_refused_and_a_possible_one_holds() -> None:
    goal = targets(a={"x": 80, "y": 20})
    with pytest.raises(CannotCompute) as refused:
        rake(PLACES, goal, trim=1.1)
    assert refused.value.code == "weights_do_not_converge"
    loose = rake(PLACES, goal, trim=2)
    assert loose.weights.max() <= 2 * loose.weights.mean()
    assert [note.code for note in loose.notes] == ["weights_trimmed"]


def test_margins_a_little_apart_are_rescaled_and_said() -> None:
    raked = rake(PLACES, targets(a={"x": 600, "y": 400}, b={"u": 500, "v": 503}))
    assert raked.weights.sum() == pytest.approx(1000)
    assert [note.code for note in raked.notes] == ["margins_rescaled"]


def test_an_unknown_value_gets_no_weight_and_is_said() -> None:
    raked = rake(PLACES.assign(a=[None, *PLACES["a"][1:]]), targets(a={"x": 60, "y": 40}))
    assert raked.weights.isna().tolist() == [True] + [False] * 7
    assert raked.weights.sum() == pytest.approx(100)
    assert raked.respondents == 7
    assert [note.code for note in raked.notes] == ["weights_left_out"]
    assert len(raked.design().weights) == 7


def test_columns_that_lack_are_named() -> None:
    with pytest.raises(CannotCompute) as refused:
        rake(PLACES, pd.DataFrame({"margin": ["a"], "count": [3]}))
    assert refused.value.params["columns"] == ["value", "target"]


def test_counts_that_are_lists_have_no_margin() -> None:
    places = PLACES.assign(types=[["coworking", "fablab"]] * 8)
    with pytest.raises(CannotCompute) as refused:
        rake(places, targets(types={"coworking": 8}))
    assert refused.value.code == "margin_several_values"


def test_a_start_that_is_no_weight_is_refused_with_how_many() -> None:
    goal = targets(a={"x": 60, "y": 40})
    starts: list[list[object]] = [[1, 2, 3, 4, 5, 6, 0, -1], [*"ab", 3, 4, 5, 6, 7, 8], [1, None, None, 4, 5, 6, 7, 8]]
    for start in starts:
        with pytest.raises(CannotCompute) as refused:
            rake(PLACES, goal, start=pd.DataFrame({"known": start})["known"])
        assert (refused.value.code, refused.value.params) == ("weights_column", {"column": "known", "places": 2})


def test_margins_of_shares_are_met_and_said() -> None:
    raked = rake(PLACES, targets(a={"x": 0.6, "y": 0.4}))
    assert raked.weights.sum() == pytest.approx(1)
    assert [note.code for note in raked.notes] == ["margins_fewer_than_answers"]


def test_a_target_may_have_the_spaces_of_a_spreadsheet() -> None:
    raked = rake(PLACES, targets(a={"x": "1 600", "y": "1\u202f400"}))
    assert raked.population == pytest.approx(3000)


def test_margins_met_only_by_a_cell_that_vanishes_are_refused() -> None:
    # y must be 90 of 100 and is found at u alone, which may be 10: nothing is negative, nothing can be met.
    places = pd.DataFrame({"a": list("xxxxy"), "b": list("uvvvu")})
    with pytest.raises(CannotCompute) as refused:
        rake(places, targets(a={"x": 10, "y": 90}, b={"u": 10, "v": 90}))
    assert refused.value.code == "weights_do_not_converge"
    assert "nan" not in refused.value.sentence("en")
