"""What the official codes have in common: lost zeros, spreadsheet floats, a name beside the code, zero for missing."""

from __future__ import annotations

import re
from typing import NamedTuple

from places3t.formats.base import Parsed, rejected

_FLOAT = re.compile(r"(\d+)[.,]0*", re.ASCII)
_ZEROS = re.compile(r"0+(?:[.,]0*)?")
_NINES = re.compile(r"9{5,}|[xX]{3,}")
_SPACED = re.compile(r"[0-9AB]+(?: [0-9AB]+)+")


class Code(NamedTuple):
    """A code in capitals without its spaces, and the first thing that had to be mended to get it."""

    text: str
    mend: str | None = None


def not_given(text: str) -> Parsed | None:
    """Recognise the codes that stand for "no code": zeros, and rows of nines; null for all others.

    A null value with a fault: the row loses nothing, but whoever keeps the file should leave the cell empty.
    """
    if _ZEROS.fullmatch(text):
        return rejected("zero-for-missing")
    if _NINES.fullmatch(text):
        return rejected("filler-for-missing")
    return None


def tidy(text: str) -> Code:
    """Put a code in capitals, without what a spreadsheet added to it.

    Examples
    --------
    >>> tidy("44300.0"), tidy("2a004"), tidy("44 000")
    (Code(text='44300', mend='number-for-code'), Code(text='2A004', mend=None), Code(text='44000', mend='thousands-separator'))
    """
    upper = text.upper()
    number = _FLOAT.fullmatch(upper)
    if number is not None:
        return Code(number[1], "number-for-code")
    if _SPACED.fullmatch(upper):
        return Code(upper.replace(" ", ""), "thousands-separator")
    return Code(upper)


def only_code(pattern: re.Pattern[str], text: str) -> str | None:
    """Find the one code that stands among other words (``Nantes (44109)``); null when there is none, or several."""
    found = set(pattern.findall(text))
    return found.pop() if len(found) == 1 else None
