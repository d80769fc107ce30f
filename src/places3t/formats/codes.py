"""What the official codes have in common: lost zeros, spreadsheet floats, a name beside the code, zero for missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from places3t.formats.base import Fault, Parsed, mended, rejected

if TYPE_CHECKING:
    from collections.abc import Callable

_FLOAT = re.compile(r"(\d+)[.,]0*", re.ASCII)
_ZEROS = re.compile(r"0+(?:[.,]0*)?")
_FILLER = re.compile(r"9{5,}|[xX]{3,}")
_SPACED = re.compile(r"[0-9AB]+(?: [0-9AB]+)+")


class Code(NamedTuple):
    """A code in capitals without its spaces, and the first thing that had to be mended to get it."""

    text: str
    mend: str | None = None


def read_code(
    text: str,
    pattern: re.Pattern[str],
    otherwise: Callable[[str], Parsed | None],
    words: re.Pattern[str] | None = None,
) -> Parsed:
    """Read an official code.

    Parameters
    ----------
    text
        A cleaned text.
    pattern
        A code as it should be.
    otherwise
        What to make of a code in capitals that is not as it should be; null to go on.
    words
        The shape of a code that stands among words (``Nantes (44109)``); null when that is not to be tried.
    """
    missing = _not_given(text)
    if missing is not None:
        return missing
    code, mend = tidy(text)
    if pattern.fullmatch(code):
        return Parsed(code, Fault(mend) if mend else None)
    return otherwise(code) or _among_words(code, pattern, words) or rejected("not-a-code")


def tidy(text: str) -> Code:
    """Put a code in capitals, without what a spreadsheet or a reader's comfort added to it.

    Examples
    --------
    >>> tidy("44300.0"), tidy("44 000")
    (Code(text='44300', mend='number-for-code'), Code(text='44000', mend='thousands-separator'))
    """
    upper = text.upper()
    number = _FLOAT.fullmatch(upper)
    if number is not None:
        return Code(number[1], "number-for-code")
    if _SPACED.fullmatch(upper):
        return Code(upper.replace(" ", ""), "thousands-separator")
    return Code(upper)


def _not_given(text: str) -> Parsed | None:
    """Recognise the codes that stand for "no code": zeros, rows of nines or crosses.

    A null value with a fault: nothing is lost, but whoever keeps the file should leave the cell empty.
    """
    if _ZEROS.fullmatch(text):
        return rejected("zero-for-missing")
    if _FILLER.fullmatch(text):
        return rejected("filler-for-missing")
    return None


def _among_words(code: str, pattern: re.Pattern[str], words: re.Pattern[str] | None) -> Parsed | None:
    """Find the one code that stands among other words; two would be a choice, and nothing is guessed."""
    found = set() if words is None else set(words.findall(code))
    if len(found) != 1:
        return None
    only = str(found.pop())
    return mended(only, "text-around-code") if only != code and pattern.fullmatch(only) else None
