"""Groups by a column: which is the reference, what makes none."""

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival.groups import grouped
from places3t.indicators.survival.spells import spells


def labels_of(made, by, funding=None, **columns):
    data = grouped(spells(made(**columns)), funding, by)
    return data.labels, data.group.tolist(), data


def test_the_largest_group_is_the_reference(made):
    labels, group, _ = labels_of(made, "form", form=["b", "a", "b", "c"])
    assert labels == ("b", "a", "c")
    assert group == [0, 1, 0, 2]


@pytest.mark.parametrize(
    "values",
    [
        [True, True, False],
        pd.array([True, True, False], dtype="boolean"),
        np.array([True, True, False], dtype=object),
    ],
)
def test_no_is_the_reference_of_yes_and_no(made, values):
    labels, group, _ = labels_of(made, "flag", flag=values)
    assert labels == ("no", "yes")
    assert group == [1, 1, 0]


def test_null_and_blank_make_no_group_and_are_counted(made):
    labels, _, data = labels_of(made, "form", form=["a", None, " ", "a"])
    assert labels == ("a",)
    assert data.left_out == {"group_unknown": 2}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([None] * 30, "no_group"),
        ([["x"]] * 30, "column_of_lists"),
        (np.linspace(0, 1, 30), "too_many_values"),
    ],
)
def test_what_makes_no_groups(made, values, code):
    with pytest.raises(CannotCompute) as refusal:
        labels_of(
            made,
            "column",
            status=["open"] * 30,
            column=pd.Series(values, dtype=object if code != "too_many_values" else float),
        )
    assert refusal.value.code == code
    assert all(refusal.value.sentence(language) for language in ("fr", "en"))


@pytest.mark.parametrize("by", ["status", "closure_kind", "last_seen_on"])
def test_what_became_of_a_place_makes_no_group(made, by):
    with pytest.raises(CannotCompute) as refusal:
        labels_of(made, by, status=["open"] * 3)
    assert refusal.value.code == "outcome_as_group"


def test_few_whole_numbers_make_groups(made):
    labels, _, _ = labels_of(made, "stars", stars=[1.0, 2.0, 2.0])
    assert labels == ("2", "1")


def test_without_a_table_of_funding(made):
    with pytest.raises(CannotCompute) as refusal:
        labels_of(made, "funding", status=["open"])
    assert refusal.value.code == "no_funding_table"


@pytest.mark.parametrize(("by", "expected"), [("funded_ever", [1, 1, 0, 0]), ("funded_at_opening", [0, 1, 0, 0])])
def test_fixed_groups_from_dates_of_support(made, by, expected):
    funding = pd.DataFrame(
        {
            "place_id": ["p0", "p1", "p2"],
            "started_on": ["2012-01-01", "2009-06-01", "2021-01-01"],
            "ended_on": [None] * 3,
        }
    )
    labels, group, _ = labels_of(made, by, funding, status=["open"] * 4)
    assert labels == ("no", "yes")
    # Support that starts after the last sight is not known to have met a living place.
    assert group == expected
