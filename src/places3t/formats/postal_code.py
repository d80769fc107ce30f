"""A postal code, French first: foreign ones are kept when they say which country they are from."""

from __future__ import annotations

import re

from places3t.formats.base import Format, Parsed, mended
from places3t.formats.codes import read_code

_FRENCH = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-578])\d{3}", re.ASCII)
_LOST_ZERO = re.compile(r"[1-9]\d{3}", re.ASCII)
_CEDEX = re.compile(r"(\d{2}) ?(\d{3})\b.*\bCEDEX\b(?:\s*\d{1,2})?", re.ASCII)
_PREFIXED = re.compile(r"(FR?)\s*-?\s*(\d{5})|(BE?)\s*-?\s*(\d{4})", re.ASCII)
_ABROAD = re.compile(r"(?:L|LU|CH|D|DE|NL|ES|E|IT|I|PT|P)\s*-\s*\d{4,5}(?: ?[A-Z]{2})?", re.ASCII)
_BRITISH = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) *(\d[A-Z]{2})", re.ASCII)
_AMONG_WORDS = re.compile(r"(?<![\w-])\d{5}(?![\w-])", re.ASCII)
_PLAIN = r"(?:0[1-9]|[1-8]\d|9[0-5])\d{3}"


def parse(text: str) -> Parsed:
    """Read a postal code.

    Four figures are read as a French code that lost its zero: Belgium's codes look the same, and only the commune
    or the point can tell, so the step that locates the place goes back to the text.
    """
    return read_code(text, _FRENCH, _otherwise, _AMONG_WORDS)


def _otherwise(code: str) -> Parsed | None:
    if _LOST_ZERO.fullmatch(code):
        return mended(f"0{code}", "lost-zero")
    cedex = _CEDEX.fullmatch(code)
    if cedex is not None:
        return mended(cedex[1] + cedex[2], "cedex")
    prefixed = _PREFIXED.fullmatch(code)
    if prefixed is not None:
        return mended(prefixed[2] or prefixed[4], "country-prefix", country="FR" if prefixed[1] else "BE")
    british = _BRITISH.fullmatch(code)
    if british is not None:
        return Parsed(f"{british[1]} {british[2]}")
    return Parsed(code.replace(" ", "")) if _ABROAD.fullmatch(code) else None


FORMAT = Format(
    name="postal_code",
    title={"fr": "Code postal", "en": "Postal code"},
    description={
        "fr": "Cinq chiffres en France : 44000, 01000. Ailleurs, avec le pays devant : B-1000, L-1234.",
        "en": "Five figures in France: 44000, 01000. Elsewhere, after the country: B-1000, L-1234.",
    },
    dtype="str",
    parse=parse,
    plain=_PLAIN,
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
