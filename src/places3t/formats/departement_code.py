"""The INSEE code of a département; in Belgium, of a province."""

from __future__ import annotations

import re

from places3t.formats.base import Fault, Format, Parsed, mended, rejected
from places3t.formats.codes import not_given, only_code, tidy

_FRENCH = re.compile(r"0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-8]|98[46-9]", re.ASCII)
_ABROAD = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
_AMONG_WORDS = re.compile(r"(?<![\w-])(?:\d{2,3}|2[AB])(?![\w-])", re.ASCII)
_FORMER = {"20A": "2A", "20B": "2B"}
_PARTS = {"69D": "69", "69M": "69", "75C": "75"}


def parse(text: str) -> Parsed:
    """Read a département code; 20 is refused, because Corsica has been two since 1976."""
    missing = not_given(text)
    if missing is not None:
        return missing
    code, mend = tidy(text)
    if _FRENCH.fullmatch(code) or _ABROAD.fullmatch(code):
        return Parsed(code, Fault(mend) if mend else None)
    if len(code) == 1 and code in "123456789":
        return mended(f"0{code}", "lost-zero")
    if code in {"20", "97", "98"}:
        return rejected("ambiguous-code")
    if code in _FORMER:
        return mended(_FORMER[code], "former-code")
    if code in _PARTS:
        return mended(_PARTS[code], "part-of-departement")
    if len(code) == 3 and code[0] == "0" and _FRENCH.fullmatch(code[1:]):  # noqa: PLR2004 - "044" in social-security files
        return mended(code[1:], "number-for-code")
    found = only_code(_AMONG_WORDS, code)
    if found is not None and found != code and _FRENCH.fullmatch(found):
        return mended(found, "text-around-code")
    return rejected("not-a-code")


FORMAT = Format(
    name="departement_code",
    title={"fr": "Code de département", "en": "Département code"},
    description={
        "fr": "Deux caractères, trois outre-mer : 06, 75, 2A, 974. En Belgique, la province : BE-WHT.",
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
