"""The INSEE code of an employment zone (zone d'emploi), 2010 or 2020."""

from __future__ import annotations

import re

from places3t.formats.base import Format, Parsed, mended
from places3t.formats.codes import read_code

_CODE = re.compile(r"\d{4}", re.ASCII)
_LOST_ZERO = re.compile(r"[1-9]\d{1,2}", re.ASCII)


def parse(text: str) -> Parsed:
    """Read the code of an employment zone; those that span regions begin with 00 and often lose it."""
    return read_code(text, _CODE, _otherwise)


def _otherwise(code: str) -> Parsed | None:
    return mended(code.zfill(4), "lost-zero") if _LOST_ZERO.fullmatch(code) else None


FORMAT = Format(
    name="employment_zone_code",
    title={"fr": "Code de zone d’emploi", "en": "Employment zone code"},
    description={
        "fr": "Quatre chiffres : 5203, 0061.",
        "en": "Four figures: 5203, 0061.",
    },
    dtype="str",
    parse=parse,
    good={"5203": "5203", "0061": "0061"},
    mended={"61": ("0061", "lost-zero"), "5203.0": ("5203", "number-for-code")},
    bad={"0": "zero-for-missing", "NANTES": "not-a-code", "52031": "not-a-code"},
)
