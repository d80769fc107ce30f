"""A postal code, French first: foreign ones are kept when they say which country they are from."""

from __future__ import annotations

import re

from places3t.formats.base import Fault, Format, Parsed, mended, rejected
from places3t.formats.codes import not_given, only_code, tidy

_FRENCH = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-578])\d{3}", re.ASCII)
_SHORT = re.compile(r"[1-9]\d{3}", re.ASCII)
_CEDEX = re.compile(r"(\d{2} ?\d{3})\s*CEDEX(?:\s*\d{1,2})?", re.ASCII)
_PREFIXED = re.compile(r"(FR?|B|BE)\s*-?\s*(\d{4,5})", re.ASCII)
_ABROAD = re.compile(r"(?:L|LU|CH|D|DE|NL|ES|E|IT|I|PT|P)\s*-\s*\d{4,5}(?: ?[A-Z]{2})?", re.ASCII)
_BRITISH = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) *(\d[A-Z]{2})", re.ASCII)
_AMONG_WORDS = re.compile(r"(?<![\w-])\d{5}(?![\w-])", re.ASCII)


def parse(text: str) -> Parsed:
    """Read a postal code.

    Four figures are read as a French code that lost its zero: Belgium's codes look the same, and only the commune
    or the point can tell, so the step that locates the place goes back to the text.
    """
    missing = not_given(text)
    if missing is not None:
        return missing
    code, mend = tidy(text)
    if _FRENCH.fullmatch(code):
        return Parsed(code, Fault(mend) if mend else None)
    if _SHORT.fullmatch(code):
        return mended(f"0{code}", "lost-zero")
    return _dressed(code) or rejected("not-a-code")


def _dressed(code: str) -> Parsed | None:
    """Read a code with something around it: CEDEX, a country, the town."""
    cedex = _CEDEX.fullmatch(code)
    if cedex is not None:
        return mended(cedex[1].replace(" ", ""), "cedex")
    prefixed = _PREFIXED.fullmatch(code)
    if prefixed is not None:
        belgian = prefixed[1].startswith("B")
        if len(prefixed[2]) == (4 if belgian else 5):
            return mended(prefixed[2], "country-prefix", country="BE" if belgian else "FR")
    british = _BRITISH.fullmatch(code)
    if british is not None:
        return Parsed(f"{british[1]} {british[2]}")
    if _ABROAD.fullmatch(code):
        return Parsed(code.replace(" ", ""))
    found = only_code(_AMONG_WORDS, code)
    if found is not None and found != code and _FRENCH.fullmatch(found):
        return mended(found, "cedex" if "CEDEX" in code else "text-around-code")
    return None


FORMAT = Format(
    name="postal_code",
    title={"fr": "Code postal", "en": "Postal code"},
    description={
        "fr": "Cinq chiffres en France : 44000, 01000. Ailleurs, avec le pays devant : B-1000, L-1234.",
        "en": "Five figures in France: 44000, 01000. Elsewhere, after the country: B-1000, L-1234.",
    },
    dtype="str",
    parse=parse,
    good={
        "44000": "44000",
        "01000": "01000",
        "97400": "97400",
        "L-1234": "L-1234",
        "RM9 4UN": "RM9 4UN",
        "ig117nb": "IG11 7NB",
    },
    mended={
        "1000": ("01000", "lost-zero"),
        "1000.0": ("01000", "lost-zero"),
        "44300.0": ("44300", "number-for-code"),
        "44 000": ("44000", "thousands-separator"),
        "75116 CEDEX 16": ("75116", "cedex"),
        "44000 Cedex 1": ("44000", "cedex"),
        "44036 Nantes Cedex 1": ("44036", "cedex"),
        "F-44000": ("44000", "country-prefix"),
        "FR-44000": ("44000", "country-prefix"),
        "B-1000": ("1000", "country-prefix"),
        "44000 Nantes": ("44000", "text-around-code"),
    },
    bad={
        "0": "zero-for-missing",
        "99999": "filler-for-missing",
        "Nantes": "not-a-code",
        "440": "not-a-code",
        "96000": "not-a-code",
        "440000": "not-a-code",
        "44000 ou 44100": "not-a-code",
    },
)
