"""The INSEE code of a region: those of 2016, and those before, which lead to today's."""

from __future__ import annotations

import re

from places3t.formats.base import Format, Parsed, mended
from places3t.formats.codes import read_code

_CODE = re.compile(
    r"0[12346]|11|2[478]|32|44|5[23]|7[56]|84|9[34]"  # the thirteen regions of 2016 and the five overseas
    r"|97[578]|98[46-9]"  # the overseas collectivities, which are in no region
    r"|(?!FR)[A-Z]{2}-[A-Z0-9]{1,3}",
    re.ASCII,
)
_LOST_ZERO = re.compile(r"[12346]")
_AMONG_WORDS = re.compile(r"(?<![\w-])\d{2}(?![\w-])", re.ASCII)

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


def parse(text: str) -> Parsed:
    """Read a region code; one from before 2016 becomes the region that took it in."""
    return read_code(text, _CODE, _otherwise, _AMONG_WORDS)


def _otherwise(code: str) -> Parsed | None:
    if _LOST_ZERO.fullmatch(code):
        return mended(f"0{code}", "lost-zero")
    return mended(BEFORE_2016[code], "former-code") if code in BEFORE_2016 else None


FORMAT = Format(
    name="region_code",
    title={"fr": "Code de région", "en": "Region code"},
    description={
        "fr": "Deux chiffres : 11, 52, 04 ; trois pour les collectivités d’outre-mer. Hors de France : BE-WAL.",
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
