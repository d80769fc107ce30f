"""Several names in one cell, of a list that nobody closes: networks, labels."""

from __future__ import annotations

import re

from places3t.formats.base import Format, Parsed

_MARKS = re.compile(r"\s*[;|\n•]\s*|\s+[-–—/+]\s+")
_COMMA = re.compile(r"\s*,\s*")


def parse(text: str) -> Parsed:
    """Part the names of a cell: by semicolons, bars and dashes, else by commas; each is kept once."""
    pieces = _MARKS.split(text)
    if len(pieces) == 1:
        pieces = _COMMA.split(text)
    return Parsed(list(dict.fromkeys(piece for piece in pieces if piece)) or None)


FORMAT = Format(
    name="name_list",
    title={"fr": "Liste de noms", "en": "List of names"},
    description={
        "fr": "Un ou plusieurs noms, séparés par un point-virgule.",
        "en": "One or several names, parted by a semicolon.",
    },
    dtype="object",
    parse=parse,
    good={
        "CGET": ["CGET"],
        "PiNG – CRESS – CGET": ["PiNG", "CRESS", "CGET"],
        "RFFLabs ; Tiers-Lieux Libres et Open Source": ["RFFLabs", "Tiers-Lieux Libres et Open Source"],
        "A, B, A": ["A", "B"],
    },
)
