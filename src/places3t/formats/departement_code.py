"""The INSEE code of a département; in Belgium, of a province."""

from __future__ import annotations

import re

from places3t.formats.base import Format, Parsed, mended, rejected
from places3t.formats.codes import read_code

_CODE = re.compile(r"0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-8]|98[46-9]|(?!FR)[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
_LOST_ZERO = re.compile(r"[1-9]")
_EXTRA_ZERO = re.compile(r"0(\d[\dAB])", re.ASCII)  # "044", as social security and some surveys write it
_AMONG_WORDS = re.compile(r"(?<![\w-])(?:\d{2,3}|2[AB])(?![\w-])", re.ASCII)
_AMBIGUOUS = frozenset({"20", "97", "98"})
_FORMER = {"20A": "2A", "20B": "2B"}
_PARTS = {"69D": "69", "69M": "69", "75C": "75"}
"""Lyon's metropolis and the rest of the Rhône, told apart since 2015, are one département for INSEE."""


def parse(text: str) -> Parsed:
    """Read a département code; 20 is refused, because Corsica has been two since 1976."""
    return read_code(text, _CODE, _otherwise, _AMONG_WORDS)


def _otherwise(code: str) -> Parsed | None:
    prefixed = code.removeprefix("FR-")
    if prefixed != code and _CODE.fullmatch(prefixed):
        return mended(prefixed, "country-prefix", country="FR")
    if code in _AMBIGUOUS:
        return rejected("ambiguous-code")
    if _LOST_ZERO.fullmatch(code):
        return mended(f"0{code}", "lost-zero")
    extra = _EXTRA_ZERO.fullmatch(code)
    if extra is not None and _CODE.fullmatch(extra[1]):
        return mended(extra[1], "number-for-code")
    if code in _FORMER:
        return mended(_FORMER[code], "former-code")
    return mended(_PARTS[code], "part-of-departement") if code in _PARTS else None


FORMAT = Format(
    name="departement_code",
    title={"fr": "Code de département", "en": "Département code"},
    description={
        "fr": "Deux caractères, trois outre-mer : 06, 75, 2A, 974. En Belgique, la province : BE-WHT.",
        "en": "Two characters, three overseas: 06, 75, 2A, 974. In Belgium, the province: BE-WHT.",
    },
    dtype="str",
    parse=parse,
    good={"06": "06", "75": "75", "2A": "2A", "2b": "2B", "974": "974", "988": "988", "BE-WHT": "BE-WHT"},
    mended={
        "6": ("06", "lost-zero"),
        "6.0": ("06", "lost-zero"),
        "44.0": ("44", "number-for-code"),
        "044": ("44", "number-for-code"),
        "FR-44": ("44", "country-prefix"),
        "20A": ("2A", "former-code"),
        "69M": ("69", "part-of-departement"),
        "44 - Loire-Atlantique": ("44", "text-around-code"),
        "Corse-du-Sud (2A)": ("2A", "text-around-code"),
    },
    bad={
        "0": "zero-for-missing",
        "00": "zero-for-missing",
        "20": "ambiguous-code",
        "97": "ambiguous-code",
        "96": "not-a-code",
        "979": "not-a-code",
        "Loire-Atlantique": "not-a-code",
        "44, 49": "not-a-code",
    },
)
