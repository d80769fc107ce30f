"""A value written in the ways that people write it is read back as itself."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from places3t import formats
from places3t.formats.base import Format
from places3t.formats.dates import PartialDate

DECIMAL, INTEGER, AMOUNT, SHARE = (formats.get(name) for name in ("decimal", "integer", "amount", "share"))
LATITUDE, COMMUNE, DATE = (formats.get(name) for name in ("latitude", "commune_code", "partial_date"))

MONTHS_FR = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

days = st.dates(date(1800, 1, 1), date(2100, 12, 31)).filter(
    lambda day: day not in {date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1970, 1, 1)}
)
cents = st.integers(-10_000_000, 10_000_000)


def spaced(number: int, mark: str = " ") -> str:
    return f"{number:,}".replace(",", mark)


@given(cents)
def test_a_number_in_french_and_in_english(amount: int) -> None:
    sign, whole, rest = ("-" if amount < 0 else ""), *divmod(abs(amount), 100)
    for text in (f"{sign}{whole},{rest:02d}", f"{sign}{whole}.{rest:02d}", f"{sign}{spaced(whole)},{rest:02d}"):
        parsed = DECIMAL.parse(text)
        assert parsed.fault is None
        assert parsed.value == pytest.approx(amount / 100, abs=1e-9)


@given(st.integers(1_000_000, 10**12))
def test_a_grouped_number_is_read_whatever_its_mark(number: int) -> None:
    assert INTEGER.parse(spaced(number)).value == number
    for mark in ",.'":
        parsed = INTEGER.parse(spaced(number, mark))
        assert parsed.value == number
        assert parsed.fault is not None
        assert parsed.fault.code == "thousands-separator"


@given(st.integers(-(2**53), 2**53))
def test_a_whole_number_stays_whole(number: int) -> None:
    assert INTEGER.parse(str(number)) == (number, None)


@given(st.integers(0, 10**9))
def test_an_amount_with_its_currency(euros: int) -> None:
    for text in (f"{euros} €", f"{spaced(euros)} €", f"{spaced(euros)},00 euros", f"€{euros}", f"{euros} EUR"):
        assert AMOUNT.parse(text) == (float(euros), None)
    assert AMOUNT.parse(f"{euros} k€").value == 1000.0 * euros


@given(st.integers(0, 10_000))
def test_a_share_as_a_fraction_and_as_a_percentage(ten_thousandths: int) -> None:
    share = ten_thousandths / 10_000
    assert SHARE.parse(f"{ten_thousandths / 100:.2f} %").value == pytest.approx(share)
    assert SHARE.parse(f"{share:.4f}".replace(".", ",")).value == pytest.approx(share)


@given(st.integers(-89_999_999, 89_999_999).filter(bool))
def test_a_latitude_with_a_point_or_a_comma(millionths: int) -> None:
    text = f"{millionths / 1e6:.6f}"
    assert LATITUDE.parse(text).value == pytest.approx(millionths / 1e6)
    assert LATITUDE.parse(text.replace(".", ",")).value == pytest.approx(millionths / 1e6)


@given(st.integers(1_001, 95_999))
def test_a_commune_code_that_a_spreadsheet_took_for_a_number(number: int) -> None:
    code = f"{number:05d}"
    for text in (code, str(number), f"{number}.0"):
        assert COMMUNE.parse(text).value == code


@given(days)
def test_a_day_in_every_way_that_is_not_ambiguous(day: date) -> None:
    d, m, y = day.day, day.month, day.year
    ordinal = "1er" if d == 1 else str(d)
    for text in (
        day.isoformat(),
        f"{y}/{m:02d}/{d:02d}",
        f"{day:%d/%m}/{y}",
        f"{d}/{m}/{y}",
        f"{d:02d}.{m:02d}.{y}",
        f"{d}-{m}-{y}",
        f"{ordinal} {MONTHS_FR[m - 1]} {y}",
        f"{ordinal} {MONTHS_FR[m - 1].upper()} {y}",
        f"le {ordinal} {MONTHS_FR[m - 1]} {y}",
        f"{d} {MONTHS_EN[m - 1]} {y}",
        f"{MONTHS_EN[m - 1]} {d}, {y}",
        f"{day.isoformat()} 00:00:00",
        f"{day.isoformat()}T23:59:59.123+02:00",
        f"{d:02d}/{m:02d}/{y} 08:15",
    ):
        assert DATE.parse(text) == (PartialDate(day, day, "day"), None), text


@given(st.integers(1800, 2100), st.integers(1, 12))
@example(1900, 1)  # once taken for the zero of a spreadsheet, 00/01/1900
def test_a_month(year: int, month: int) -> None:
    expected = PartialDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
    for text in (f"{month:02d}/{year}", f"{month}-{year}", f"{year}-{month:02d}", f"{MONTHS_FR[month - 1]} {year}"):
        assert DATE.parse(text) == (expected, None), text


@given(st.integers(1800, 2100), st.integers(1, 4))
def test_a_quarter_and_the_year_that_holds_it(year: int, number: int) -> None:
    whole = DATE.parse(str(year)).value
    for text in (f"T{number} {year}", f"Q{number} {year}", f"{year}-T{number}", f"{number}e trimestre {year}"):
        quarter = DATE.parse(text).value
        assert isinstance(quarter, PartialDate)
        assert isinstance(whole, PartialDate)
        assert quarter.precision == "quarter"
        assert whole.earliest <= quarter.earliest <= quarter.middle <= quarter.latest <= whole.latest


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_an_excel_serial_is_the_day_it_counts_to(day: date) -> None:
    # Excel counts 1 January 1900 as day 1 and believes in 29 February 1900: from March 1900 on, day 0 is 1899-12-30.
    serial = (day - date(1899, 12, 30)).days
    parsed = DATE.parse(str(serial))
    if day == date(1970, 1, 1):
        assert parsed.value is None
    else:
        assert parsed.value == PartialDate(day, day, "day")
        assert parsed.fault is not None
        assert parsed.fault.code == "excel-serial"


def check_vocabulary(fmt: Format, texts: dict[str, object]) -> None:
    for text, value in texts.items():
        assert fmt.parse(text).value == value, text


@given(st.lists(st.sampled_from(["fablab", "coworking", "living_lab", "shared_workshop"]), min_size=1, unique=True))
def test_several_words_whatever_parts_them(keys: list[str]) -> None:
    fmt = formats.get("choices", "types")
    for mark in ("; ", ";", ", ", " | ", " / ", " - ", " – ", " + ", "\n", " et ", " "):
        assert fmt.parse(mark.join(keys)) == (keys, None), mark
