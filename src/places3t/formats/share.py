"""A share: a fraction of a whole, kept between 0 and 1 whatever way it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.formats.base import Fault, Format, Parsed, rejected
from places3t.formats.numbers import Number, is_range, read_about, read_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def parse(text: str) -> Parsed:
    """Read a share in a column of fractions: above 1, only a per cent sign makes it one."""
    number, percent = _read(text)
    if number is None:
        return rejected("range-for-number" if is_range(text) else "not-a-number")
    return _within(number, number.value / 100 if percent else number.value)


def parse_percent(text: str) -> Parsed:
    """Read a share in a column of percentages: 45 is 0.45, and 1 is one hundredth."""
    number, _ = _read(text)
    if number is None:
        return rejected("range-for-number" if is_range(text) else "not-a-number")
    parsed = _within(number, number.value / 100)
    if 0 < number.value < 1 and "%" not in text:
        return Parsed(parsed.value, Fault("ambiguous-scale"))
    return parsed


def adapt(texts: Sequence[str]) -> Callable[[str], Parsed]:
    """Choose the scale by the column: percentages when most of what can tell (not 0, not 1) is above 1.

    A column of ``60``, ``35``, ``1`` says one per cent; a column of ``0.94``, ``0.93`` and a few ``9`` says
    fractions, and the nines are out of range.
    """
    numbers = (read_number(text) for text in texts)
    telling = [number.value > 1 for number in numbers if number is not None and number.value not in {0.0, 1.0}]
    return parse_percent if telling and sum(telling) * 2 > len(telling) else parse


def _read(text: str) -> tuple[Number | None, bool]:
    bare = text.removesuffix("%").rstrip()
    return read_about(bare), bare != text


def _within(number: Number, share: float) -> Parsed:
    if not 0 <= share <= 1:
        return rejected("out-of-range", minimum="0", maximum="1")
    return Parsed(share, Fault(number.code) if number.code and number.code != "ambiguous-comma" else None)


FORMAT = Format(
    name="share",
    title={"fr": "Part", "en": "Share"},
    description={
        "fr": "Une part du tout : entre 0 et 1, ou en pour cent. Toute la colonne suit la même échelle.",
        "en": "A part of the whole: between 0 and 1, or per cent. The whole column keeps to one scale.",
    },
    dtype="float64",
    parse=parse,
    good={
        "0,45": 0.45,
        "0.45": 0.45,
        "45 %": 0.45,
        "45%": 0.45,
        "12,5 %": 0.125,
        "1": 1.0,
        "0": 0.0,
        "100 %": 1.0,
    },
    mended={"0,333333333": (0.333333333, "decimal-comma"), "environ 30 %": (0.3, "approximate")},
    bad={
        "9": "out-of-range",
        "45": "out-of-range",
        "120 %": "out-of-range",
        "-0,1": "out-of-range",
        "la moitié": "not-a-number",
        "20-30 %": "range-for-number",
    },
    adapt=adapt,
)
