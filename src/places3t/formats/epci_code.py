"""The SIREN of an EPCI (métropole, communauté): nine figures, the last one a check."""

from __future__ import annotations

import re

from places3t.formats.base import Format, Parsed, rejected
from places3t.formats.codes import read_code

_SIREN = re.compile(r"\d{9}", re.ASCII)
_IN_THREES = re.compile(r"\d{3} \d{3} \d{3}", re.ASCII)


def parse(text: str) -> Parsed:
    """Read a SIREN and verify its check figure (Luhn's formula, as INSEE computes it)."""
    plain = text.replace(" ", "") if _IN_THREES.fullmatch(text) else text  # how a SIREN is printed: no mend
    parsed = read_code(plain, _SIREN, lambda _: None)
    if isinstance(parsed.value, str) and not _checks(parsed.value):
        return rejected("wrong-check-figure")
    return parsed


def _checks(siren: str) -> bool:
    weighted = "".join(str(int(figure) * (1 + place % 2)) for place, figure in enumerate(siren))
    return sum(map(int, weighted)) % 10 == 0


FORMAT = Format(
    name="epci_code",
    title={"fr": "Code d’EPCI", "en": "EPCI code"},
    description={
        "fr": "Le numéro SIREN de l’intercommunalité, neuf chiffres : 244400404.",
        "en": "The SIREN number of the group of communes, nine figures: 244400404.",
    },
    dtype="str",
    parse=parse,
    good={"244400404": "244400404", "200 054 781": "200054781"},
    mended={"244400404.0": ("244400404", "number-for-code")},
    bad={
        "0": "zero-for-missing",
        "44109": "not-a-code",
        "244400405": "wrong-check-figure",
        "Nantes Métropole": "not-a-code",
    },
)
