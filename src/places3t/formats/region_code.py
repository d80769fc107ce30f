"""The INSEE code of a region: those of 2016, and those before, which lead to today's."""

from __future__ import annotations

import re

from places3t.formats.base import Fault, Format, Parsed, mended, rejected
from places3t.formats.codes import not_given, only_code, tidy

TODAY = frozenset("01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94".split())
"""The thirteen regions of 2016 in mainland France and Corsica, and the five overseas."""

BEFORE_2016 = {
    "21": "44", "41": "44", "42": "44",
    "22": "32", "31": "32",
    "23": "28", "25": "28",
    "26": "27", "43": "27",
    "54": "75", "72": "75", "74": "75",
    "73": "76", "91": "76",
    "82": "84", "83": "84",
}  # fmt: skip
"""Former regions to the one that holds them since 1 January 2016 (INSEE; none was split, none of the codes reused)."""

_COLLECTIVITY = re.compile(r"97[578]|98[46-9]", re.ASCII)
_ABROAD = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
_AMONG_WORDS = re.compile(r"(?<![\w-])\d{2}(?![\w-])", re.ASCII)


def parse(text: str) -> Parsed:
    """Read a region code; one from before 2016 becomes the region that took it in."""
    missing = not_given(text)
    if missing is not None:
        return missing
    code, mend = tidy(text)
    if code in TODAY or _COLLECTIVITY.fullmatch(code) or _ABROAD.fullmatch(code):
        return Parsed(code, Fault(mend) if mend else None)
    if f"0{code}" in TODAY:
        return mended(f"0{code}", "lost-zero")
    if code in BEFORE_2016:
        return mended(BEFORE_2016[code], "former-code")
    found = only_code(_AMONG_WORDS, code)
    if found is not None and found != code and found in TODAY:
        return mended(found, "text-around-code")
    return rejected("not-a-code")


FORMAT = Format(
    name="region_code",
    title={"fr": "Code de région", "en": "Region code"},
    description={
        "fr": "Deux chiffres : 11, 52, 04 ; trois pour les collectivités d’outre-mer. Hors de France : BE-WAL.",
        "en": "Two figures: 11, 52, 04; three for the overseas collectivities. Outside France: BE-WAL.",
    },
    dtype="str",
    parse=parse,
    good={"11": "11", "94": "94", "04": "04", "988": "988", "BE-WAL": "BE-WAL", "es-ct": "ES-CT"},
    mended={
        "4": ("04", "lost-zero"),
        "52.0": ("52", "number-for-code"),
        "72": ("75", "former-code"),
        "82": ("84", "former-code"),
        "52 - Pays de la Loire": ("52", "text-around-code"),
    },
    bad={
        "0": "zero-for-missing",
        "5": "not-a-code",
        "99": "not-a-code",
        "Bretagne": "not-a-code",
    },
)
