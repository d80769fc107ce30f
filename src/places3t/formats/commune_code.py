"""The INSEE code of a commune (not its postal code)."""

from __future__ import annotations

import re

from places3t.formats.base import Format, Parsed, mended
from places3t.formats.codes import read_code

_FRENCH = re.compile(r"(?:0[1-9]|[1-8]\d|2[AB]|9[0-578])\d{3}", re.ASCII)
_LOST_ZERO = re.compile(r"[1-9]\d{3}", re.ASCII)
_BELGIAN = re.compile(r"BE-?([1-9]\d{4})", re.ASCII)
_AMONG_WORDS = re.compile(r"(?<![\w-])(?:\d{5}|2[AB]\d{3})(?![\w-])", re.ASCII)
_PLAIN = r"(?:0[1-9]|[1-8]\d|9[0-5])\d{2}[1-9]"


def parse(text: str) -> Parsed:
    """Read a commune code; one of four figures lost its zero to a spreadsheet."""
    return read_code(text, _FRENCH, _otherwise, _AMONG_WORDS)


def _otherwise(code: str) -> Parsed | None:
    if _LOST_ZERO.fullmatch(code):
        return mended(f"0{code}", "lost-zero")
    belgian = _BELGIAN.fullmatch(code)
    return Parsed(f"BE-{belgian[1]}") if belgian else None


FORMAT = Format(
    name="commune_code",
    title={"fr": "Code INSEE de commune", "en": "INSEE commune code"},
    description={
        "fr": "Cinq caractères : 44109, 01004, 2A004. En Belgique, « BE- » et le code INS : BE-57081.",
        "en": "Five characters: 44109, 01004, 2A004. In Belgium, “BE-” and the NIS code: BE-57081.",
    },
    dtype="str",
    parse=parse,
    plain=_PLAIN,
    good={
        "44109": "44109",
        "01004": "01004",
        "2A004": "2A004",
        "2b033": "2B033",
        "97411": "97411",
        "BE-57081": "BE-57081",
    },
    mended={
        "1004": ("01004", "lost-zero"),
        "1004.0": ("01004", "lost-zero"),
        "44109.0": ("44109", "number-for-code"),
        "44 109": ("44109", "thousands-separator"),
        "Ambérieu-en-Bugey (01004)": ("01004", "text-around-code"),
    },
    bad={
        "0": "zero-for-missing",
        "00000": "zero-for-missing",
        "0.0": "zero-for-missing",
        "99999999": "filler-for-missing",
        "Nantes": "not-a-code",
        "441": "not-a-code",
        "96001": "not-a-code",
        "99132": "not-a-code",
        "441090": "not-a-code",
        "44109, 44143": "not-a-code",
    },
)
