"""How numbers, dates, lists and other people's words are written, in French and in English.

French: a narrow no-break space (U+202F) groups thousands and stands before ``; ! ?``, a no-break space
(U+00A0) stands before ``: %`` and units and inside « », the decimal mark is a comma, the first of a month is
``1er``. English: a comma groups thousands, the decimal mark is a point, a no-break space stands before units.

What a cell of somebody's file says is text: `escape_markdown` writes it so that a reader sees these
characters and nothing more, and `spreadsheet_text` so that no spreadsheet takes it for a formula.
"""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from places3t.language import Language

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"
MINUS = "\u2212"
MISSING = "\u2013"
HIDDEN = float("-inf")
"""Stands in a table for a figure that a publication hides: no figure is minus infinite."""
MARK = "\u00b7"
"""What is written for it."""

Precision = Literal["day", "month", "year"]

_THOUSANDS = {"fr": NARROW_NBSP, "en": ","}
_MARK = {"fr": ",", "en": "."}
_AND = {"fr": "et", "en": "and"}
_MONTHS = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_ONE_DECIMAL_BELOW_KM = 9.95


class Markdown(str):
    """Text that is Markdown already: `escape_markdown` leaves it as it is."""

    __slots__ = ()


def is_missing(value: object) -> bool:
    """Say whether a value is null: ``None``, ``NaN``, ``NaT`` or ``pandas.NA``."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and math.isnan(value)


def number(value: float | None, language: Language, decimals: int = 0) -> str:
    """Write a number.

    Parameters
    ----------
    value
        The number; null and infinite are written ``–``, `HIDDEN` as ``·``.
    language
        ``fr`` or ``en``.
    decimals
        Digits after the decimal mark; a half is rounded away from zero, as people do.

    Examples
    --------
    >>> number(1512, "en"), number(-2.25, "en", 1)
    ('1,512', '−2.3')
    >>> number(2142.3, "fr", 1) == "2\u202f142,3"
    True
    """
    if value is None or is_missing(value) or not math.isfinite(value):
        return MARK if isinstance(value, float) and value == HIDDEN else MISSING
    # repr() is what people see: 0.285 must round to 0.29 although the binary number lies below the half.
    exact = Decimal(repr(float(value)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    whole, _, fraction = f"{abs(rounded):,f}".partition(".")
    whole = whole.replace(",", _THOUSANDS[language])
    return sign + whole + (_MARK[language] + fraction if fraction else "")


def percent(share: float | None, language: Language, decimals: int = 0) -> str:
    """Write a share between 0 and 1 as a percentage.

    Examples
    --------
    >>> percent(0.384, "en"), percent(0.384, "fr", 1) == "38,4\u00a0%"
    ('38%', True)
    """
    text = number(None if share is None or is_missing(share) else share * 100, language, decimals)
    return text if text in {MISSING, MARK} else text + _percent_sign(language)


def _percent_sign(language: Language) -> str:
    return f"{NBSP}%" if language == "fr" else "%"


def interval(low: float | None, high: float | None, language: Language, decimals: int = 0) -> str:
    """Write an interval in words; one without a bound on either side is ``–``.

    Examples
    --------
    >>> interval(2.5, 3.1, "en", 1), interval(2.5, 3.1, "fr", 1)
    ('2.5 to 3.1', 'de 2,5 à 3,1')
    """
    return _span(number(low, language, decimals), number(high, language, decimals), language)


def percent_interval(low: float | None, high: float | None, language: Language, decimals: int = 0) -> str:
    """Write an interval of shares between 0 and 1; the sign stands once.

    Examples
    --------
    >>> percent_interval(0.31, 0.46, "en"), percent_interval(0.31, 0.46, "fr") == "de 31 à 46\u00a0%"
    ('31 to 46%', True)
    """
    low, high = (None if part is None or is_missing(part) else part * 100 for part in (low, high))
    text = _span(number(low, language, decimals), number(high, language, decimals), language)
    return text if text in {MISSING, MARK} else text + _percent_sign(language)


def _span(low: str, high: str, language: Language) -> str:
    if MARK in {low, high}:
        return MARK
    if MISSING in {low, high}:
        return MISSING
    return f"de {low} à {high}" if language == "fr" else f"{low} to {high}"


def quantity(value: float | None, unit: str, language: Language, decimals: int = 0) -> str:
    """Write a number and its unit, never parted by a line break.

    Examples
    --------
    >>> quantity(84035.4, "km²", "en") == "84,035\u00a0km²"
    True
    """
    text = number(value, language, decimals)
    return text if text in {MISSING, MARK} else f"{text}{NBSP}{unit}"


def distance(km: float | None, language: Language) -> str:
    """Write a distance as exactly as a reader needs: in tens of metres, tenths of a kilometre, or kilometres.

    Examples
    --------
    >>> [distance(km, "en").replace(NBSP, " ") for km in (0.004, 0.398, 0.997, 2.44, 9.96, 231.4)]
    ['less than 10 m', '400 m', '1.0 km', '2.4 km', '10 km', '231 km']
    """
    if km is None or is_missing(km) or not math.isfinite(km):
        return number(km, language)
    metres = round(km * 100) * 10
    if metres == 0:
        less = "moins de" if language == "fr" else "less than"
        return f"{less} 10{NBSP}m"
    if metres < 1000:  # noqa: PLR2004 - metres in a kilometre
        return quantity(metres, "m", language)
    return quantity(km, "km", language, 1 if km < _ONE_DECIMAL_BELOW_KM else 0)


def date(value: dt.date | None, language: Language, precision: Precision = "day") -> str:
    r"""Write a date as precisely as it is known.

    Examples
    --------
    >>> import datetime as dt
    >>> date(dt.date(2019, 3, 1), "en"), date(dt.date(2019, 3, 1), "fr", "month"), date(None, "en")
    ('1\xa0March 2019', 'mars 2019', '–')
    """
    if value is None or is_missing(value):
        return MISSING
    if precision == "year":
        return str(value.year)
    month = f"{_MONTHS[language][value.month - 1]} {value.year}"
    if precision == "month":
        return month
    day = "1er" if language == "fr" and value.day == 1 else str(value.day)
    return f"{day}{NBSP}{month}"


def enumeration(items: Iterable[str], language: Language) -> str:
    """Join items as a sentence does.

    Examples
    --------
    >>> enumeration(["a", "b", "c"], "en"), enumeration(["a", "b"], "fr"), enumeration([], "fr")
    ('a, b and c', 'a et b', '')
    """
    parts = list(items)
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {_AND[language]} {parts[-1]}"


def is_singular(value: float, language: Language) -> bool:
    """Say whether a number takes the singular: below two in French, exactly one in English.

    Examples
    --------
    >>> [is_singular(value, "fr") for value in (0, 1, 1.9, 2)]
    [True, True, True, False]
    >>> [is_singular(value, "en") for value in (0, 1, 2)]
    [False, True, False]
    """
    return abs(value) < 2 if language == "fr" else abs(value) == 1  # noqa: PLR2004 - the rule itself


_HTML = str.maketrans({"<": "&lt;", ">": "&gt;"})
_ENTITY = re.compile(r"&(?=#?\w+;)")
_MARKUP = re.compile(r"([\\`*_\[\]|~$^#])")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_LINE_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+:=])(?=[-+:=\s]|$)")
_BREAK = re.compile(r" *[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+ *")


def escape_markdown(text: object) -> Markdown:
    r"""Write any text so that Markdown shows exactly its characters, in a sentence or in a table's cell.

    Markup characters take a backslash, ``< >`` and what would read as an entity become entities (older
    processors know no backslash before ``<``), line breaks become spaces, other control characters go.

    Examples
    --------
    >>> print(escape_markdown("<img src=x> | **bold** =cmd()"))
    &lt;img src=x&gt; \| \*\*bold\*\* =cmd()
    """
    if isinstance(text, Markdown):
        return text
    plain = _ENTITY.sub("&amp;", one_line(text))
    plain = _MARKUP.sub(r"\\\1", plain).translate(_HTML)
    return Markdown(_LINE_START.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", plain))


def one_line(text: object) -> str:
    r"""Give a text on one line without control characters; null is ``–``.

    Examples
    --------
    >>> one_line("a\n b\x07\u202e"), one_line(None)
    ('a b', '–')
    """
    if is_missing(text):
        return MISSING
    joined = _BREAK.sub(" ", str(text))
    # Format characters go with the control characters: a directional override shows a name other than it is.
    return "".join(letter for letter in joined if unicodedata.category(letter) not in {"Cc", "Cf"}).strip()


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]], align: str) -> Markdown:
    """Write a Markdown table whose source is aligned too, for those who read it as text.

    Parameters
    ----------
    header
        One heading a column.
    rows
        Texts, one a column; all but `Markdown` are escaped.
    align
        ``l`` or ``r``, one a column.

    Raises
    ------
    ValueError
        If a row has another number of cells than the header.

    Examples
    --------
    >>> print(markdown_table(["Place", "n"], [["Gironde", "80"], ["Lot", "3"]], "lr"))
    | Place   |   n |
    | :------ | --: |
    | Gironde |  80 |
    | Lot     |   3 |
    """
    cells = [[escape_markdown(cell) for cell in line] for line in (header, *rows)]
    if any(len(line) != len(align) for line in cells):
        msg = f"a table with {len(align)} columns has a row of another length"
        raise ValueError(msg)
    widths = [max(3, *(_width(line[at]) for line in cells)) for at in range(len(align))]
    rule = [
        "-" * (width - 1) + ":" if side == "r" else ":" + "-" * (width - 1)
        for width, side in zip(widths, align, strict=True)
    ]
    lines: list[Sequence[str]] = [cells[0], rule, *cells[1:]]
    return Markdown("\n".join(_table_line(line, widths, align) for line in lines))


def _table_line(cells: Sequence[str], widths: Sequence[int], align: str) -> str:
    padded = [
        " " * (width - _width(cell)) + cell if side == "r" else cell + " " * (width - _width(cell))
        for cell, width, side in zip(cells, widths, align, strict=True)
    ]
    return f"| {' | '.join(padded)} |"


def _width(text: str) -> int:
    """Count a text's columns on a terminal: a combining accent takes none, an East Asian letter two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def spreadsheet_text(text: str) -> str:
    """Write a text for a CSV cell so that no spreadsheet takes it for a formula: an apostrophe first.

    Examples
    --------
    >>> [spreadsheet_text(text) for text in ("=cmd()", "@home", "-2", "La Halle")]
    ["'=cmd()", "'@home", "'-2", 'La Halle']
    """
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} else text


def apostrophes(text: str) -> str:
    """Set the apostrophes between letters as type.

    Examples
    --------
    >>> apostrophes("Côte-d'Or, l'atelier, 'cité'")
    "Côte-d’Or, l’atelier, 'cité'"
    """
    return _APOSTROPHE.sub("’", text)


def spaced(text: str, language: Language) -> str:
    r"""Set the space that French puts before a colon or semicolon into a text written without it.

    Examples
    --------
    >>> spaced("2023 (Mayotte: 2017)", "fr"), spaced("2023 (Mayotte: 2017)", "en")
    ('2023 (Mayotte\xa0: 2017)', '2023 (Mayotte: 2017)')
    """
    if language == "en":
        return text
    return re.sub(r"(?<=\w);(?= )", f"{NARROW_NBSP};", re.sub(r"(?<=\w):(?= )", f"{NBSP}:", text))
