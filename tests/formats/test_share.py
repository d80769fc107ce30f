import pandas as pd
import pytest

from places3t import formats
from places3t.formats.column import read_column


def read(*texts: str) -> tuple[list[float | None], list[str]]:
    reading = read_column(pd.Series(texts, dtype="str"), formats.get("share"), bounds=(0, 1))
    return [None if pd.isna(value) else round(value, 6) for value in reading.values], reading.faults["code"].tolist()


def test_a_column_of_fractions_refuses_what_is_above_one() -> None:
    # The precision of the 2019 census: between 0 and 1, and 9 where a place was put by hand.
    assert read("0.94", "0,93", "9", "1", "0") == ([0.94, 0.93, None, 1.0, 0.0], ["out-of-range"])


def test_a_column_of_percentages_reads_one_as_one_per_cent() -> None:
    assert read("60", "35,5", "1", "100", "0", "NC") == ([0.6, 0.355, 0.01, 1.0, 0.0, None], [])


def test_a_fraction_among_percentages_is_doubted() -> None:
    assert read("60", "35", "0,5") == ([0.6, 0.35, 0.005], ["ambiguous-scale"])


def test_a_per_cent_sign_settles_its_own_cell() -> None:
    assert read("0,5", "45 %", "0,4 %") == ([0.5, 0.45, 0.004], [])
    assert read("60", "45 %", "0,4 %") == ([0.6, 0.45, 0.004], [])


def test_noughts_and_ones_alone_are_fractions() -> None:
    assert read("0", "1", "1") == ([0.0, 1.0, 1.0], [])


@pytest.mark.parametrize("text", ["120", "-5"])
def test_more_than_all_and_less_than_nothing_are_refused(text: str) -> None:
    assert read("60", "40", text) == ([0.6, 0.4, None], ["out-of-range"])
