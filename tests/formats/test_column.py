import json

import pandas as pd
import pytest

from places3t import formats
from places3t.formats.base import Format, Parsed
from places3t.formats.column import FAULT_COLUMNS, read_column
from places3t.formats.dates import PartialDate


def column(*texts: str | None) -> pd.Series:
    return pd.Series(list(texts), dtype="str", index=[f"row {at}" for at in range(len(texts))], name="CP")


def faults(reading: object) -> list[tuple[int, str, str]]:
    frame = reading.faults  # type: ignore[attr-defined]
    return list(frame[["position", "code", "got"]].itertuples(index=False, name=None))


def test_values_keep_the_index_and_faults_count_from_zero() -> None:
    reading = read_column(
        column("44000", "1000", None, "0", "NC", "#N/D", "1000", "\u00a044 000 "), formats.get("postal_code")
    )
    assert reading.values.index.tolist() == [f"row {at}" for at in range(8)]
    assert reading.values.name == "CP"
    assert reading.values.fillna("null").tolist() == [
        "44000",
        "01000",
        "null",
        "null",
        "null",
        "null",
        "01000",
        "44000",
    ]
    assert faults(reading) == [
        (1, "lost-zero", "1000"),
        (3, "zero-for-missing", "0"),
        (5, "spreadsheet-error", "#N/D"),
        (6, "lost-zero", "1000"),
        (7, "thousands-separator", "\u00a044 000 "),
    ]


@pytest.mark.parametrize("name", formats.names())
def test_values_have_the_type_of_their_format(name: str) -> None:
    fmt = formats.get(name)
    reading = read_column(pd.Series([*fmt.good, "", *fmt.bad], dtype="str"), fmt)
    assert str(reading.values.dtype) == fmt.dtype
    assert reading.values.iloc[: len(fmt.good)].notna().all()
    assert pd.isna(reading.values.iloc[len(fmt.good)])


@pytest.mark.parametrize("texts", [[], [None, None], ["", "-"]])
def test_a_column_that_says_nothing(texts: list[str | None]) -> None:
    for name in formats.names():
        reading = read_column(pd.Series(texts, dtype="str"), formats.get(name))
        assert len(reading.values) == len(texts)
        assert reading.values.isna().all()
        assert reading.faults.empty
        assert tuple(reading.faults.columns) == FAULT_COLUMNS


def test_each_distinct_text_is_read_once() -> None:
    seen: list[str] = []

    def parse(text: str) -> Parsed:
        seen.append(text)
        return Parsed(text)

    fmt = Format("spy", {}, {}, "str", parse, good={})
    read_column(pd.Series(["a", "b", "a", None, "b", "a"], dtype="str"), fmt)
    assert seen == ["a", "b"]


def test_bounds_drop_what_is_outside_and_say_the_limits() -> None:
    reading = read_column(column("12", "-3", "0", "1 000"), formats.get("decimal"), bounds=(0, 500))
    assert reading.values.fillna(-1).tolist() == [12.0, -1.0, 0.0, -1.0]
    assert faults(reading) == [(1, "out-of-range", "-3"), (3, "out-of-range", "1 000")]
    assert json.loads(reading.faults["params"][0]) == {"minimum": "0", "maximum": "500"}
    one_sided = read_column(column("-3"), formats.get("integer"), bounds=(0, None))
    assert json.loads(one_sided.faults["params"][0]) == {"minimum": "0"}


def test_an_entity_is_decoded_and_said_beside_another_fault() -> None:
    reading = read_column(column("<p>Arts &amp; m&eacute;tiers</p>", "Arts &amp; bois"), formats.get("text"))
    assert reading.values.tolist() == ["Arts & métiers", "Arts & bois"]
    assert [(at, code) for at, code, _ in faults(reading)] == [
        (0, "markup-removed"),
        (0, "html-entity"),
        (1, "html-entity"),
    ]


def test_lists_and_dates_stay_whole() -> None:
    lists = read_column(column("fablab ; coworking", "", "fablab"), formats.get("choices", "types"))
    assert lists.values.tolist() == [["fablab", "coworking"], None, ["fablab"]]
    dates = read_column(column("2016", "2016"), formats.get("partial_date"))
    assert all(isinstance(value, PartialDate) for value in dates.values)


def test_a_finding_never_repeats_a_contact() -> None:
    reading = read_column(column("contact@example.org", "06 00 00 00 03"), formats.get("commune_code"))
    assert reading.faults["got"].tolist() == ["[…]", "[…]"]
    answers = read_column(column("oui, voir avec contact@example.org"), formats.get("yes_no"))
    assert "example.org" not in answers.faults["params"][0]
    assert answers.values.tolist() == [True]
