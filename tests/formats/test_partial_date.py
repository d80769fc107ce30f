from datetime import date

import pytest

from places3t.formats import partial_date
from places3t.formats.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("S1 2018", date(2018, 1, 1), date(2018, 6, 30), "year"),
        ("2e semestre 2018", date(2018, 7, 1), date(2018, 12, 31), "year"),
        ("2018-03-00", date(2018, 3, 1), date(2018, 3, 31), "month"),
        ("2018-00-00", date(2018, 1, 1), date(2018, 12, 31), "year"),
        ("00/2018", date(2018, 1, 1), date(2018, 12, 31), "year"),
        ("29/02/2016", date(2016, 2, 29), date(2016, 2, 29), "day"),
        ("20180320", date(2018, 3, 20), date(2018, 3, 20), "day"),
        ("Ouverture en septembre 2018", date(2018, 9, 1), date(2018, 9, 30), "month"),
        ("2016.0", date(2016, 1, 1), date(2016, 12, 31), "year"),
        ("samedi 1er juin 2019", date(2019, 6, 1), date(2019, 6, 1), "day"),
    ],
)
def test_read_without_a_fault(text: str, earliest: date, latest: date, precision: str) -> None:
    assert partial_date.parse(text) == (PartialDate(earliest, latest, precision), None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("printemps 2019", "approximate-date"),
        ("courant 2019", "approximate-date"),
        ("~2015", "uncertain-date"),
        ("circa 2015", "uncertain-date"),
        ("2015 environ", "uncertain-date"),
        ("mars 2018 ?", "uncertain-date"),
        ("2016 ou 2017", "date-range"),
        ("2016/2017", "date-range"),
    ],
)
def test_what_the_source_doubts_is_not_certain(text: str, code: str) -> None:
    value, fault = partial_date.parse(text)
    assert isinstance(value, PartialDate)
    assert not value.certain
    assert fault is not None
    assert fault.code == code


@pytest.mark.parametrize("text", ["30/02/2018", "2018-13-01", "32/01/2018", "29/02/2019", "2017-2016", "00/00/2018/"])
def test_days_that_never_were(text: str) -> None:
    value, fault = partial_date.parse(text)
    assert value is None
    assert fault is not None
    assert fault.code in {"no-such-date", "not-a-date"}


@pytest.mark.parametrize("text", ["18263", "54790", "44109", "1234567"])
def test_numbers_that_no_spreadsheet_meant_as_a_day(text: str) -> None:
    value, fault = partial_date.parse(text)
    assert (value is None) == (text != "44109")  # a commune code in a date column looks like 6 October 2020: it is said
    assert fault is not None
    assert fault.code in {"not-a-date", "excel-serial"}


@pytest.mark.parametrize(
    ("text", "middle"),
    [
        ("2016", date(2016, 7, 1)),
        ("2015", date(2015, 7, 2)),
        ("03/2018", date(2018, 3, 16)),
        ("T1 2019", date(2019, 2, 14)),
        ("31/12/2018", date(2018, 12, 31)),
        ("2016-2017", date(2016, 12, 31)),
    ],
)
def test_a_date_stands_at_the_middle_of_what_is_known(text: str, middle: date) -> None:
    # Counted by hand: 2016 has 366 days, so its middle is the 183rd, 1 July; 2015 has 365, the 183rd is 2 July.
    value = partial_date.parse(text).value
    assert isinstance(value, PartialDate)
    assert value.middle == middle
