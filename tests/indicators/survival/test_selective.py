"""A column known only for survivors is refused with its counts; one known unevenly is said to be."""

import pandas as pd
import pytest

from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival.selective import check_known, known_for_both


def places(known_open, known_closed, n_open=40, n_closed=20):
    def side(known, n):
        return ["a" if at % 2 else "b" for at in range(known)] + [None] * (n - known)

    n = n_open + n_closed
    return pd.DataFrame(
        {
            "place_id": range(n),
            "status": ["open"] * n_open + ["closed"] * n_closed,
            "kind": side(known_open, n_open) + side(known_closed, n_closed),
            "region_code": [str(at % 3) for at in range(n)],
        }
    )


@pytest.mark.parametrize(
    ("known_open", "known_closed", "code"),
    [(40, 0, "known_for_survivors_only"), (40, 2, "known_for_survivors_only"), (0, 20, "known_for_closed_only")],
)
def test_refused_with_counts_and_a_way_out(known_open, known_closed, code):
    with pytest.raises(CannotCompute) as refusal:
        check_known(places(known_open, known_closed), "kind")
    assert refusal.value.code == code
    params = refusal.value.params
    assert (params["known_open"], params["open"], params["known_closed"], params["closed"]) == (
        known_open, 40, known_closed, 20,
    )  # fmt: skip
    assert params["try"] == ["region_code"]


def test_uneven_is_said_and_even_is_not():
    assert [note.code for note in check_known(places(40, 12), "kind")] == ["group_known_unevenly"]
    assert check_known(places(40, 19), "kind") == ()


@pytest.mark.parametrize(("n_open", "n_closed"), [(40, 0), (0, 20), (40, 3)])
def test_too_few_to_say(n_open, n_closed):
    assert all(note.code == "group_known_unevenly" for note in check_known(places(n_open, 0, n_open, n_closed), "kind"))


def test_no_such_column():
    with pytest.raises(CannotCompute) as refusal:
        check_known(places(40, 20), "colour")
    assert refusal.value.params["try"] == ["kind", "region_code"]


def test_identifiers_dates_and_lists_are_not_suggested():
    table = places(40, 20).assign(closed_on="2015-01-01", types=[["a"]] * 60, name="x")
    assert known_for_both(table) == ["kind", "region_code"]
