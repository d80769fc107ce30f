"""The SIREN of an EPCI (métropole, communauté): nine figures, the last one a check."""

from __future__ import annotations

import re

from places3t.formats.base import Fault, Format, Parsed, rejected
from places3t.formats.codes import not_given, tidy

_SIREN = re.compile(r"\d{9}", re.ASCII)


def parse(text: str) -> Parsed:
    """Read a SIREN and verify its check figure (Luhn's, as INSEE computes it)."""
    missing = not_given(text)
    if missing is not None:
        return missing
    code, mend = tidy(text)
    if not _SIREN.fullmatch(code):
        return rejected("not-a-code")
    if not _checks(code):
        return rejected("wrong-check-figure")
    # Three groups of three is how a SIREN is printed: nothing was mended.
    return Parsed(code, Fault(mend) if mend == "number-for-code" else None)


def _checks(siren: str) -> bool:
    doubled = (int(figure) * (1 + place % 2) for place, figure in enumerate(siren))
    return sum(number - 9 * (number > 9) for number in doubled) % 10 == 0  # noqa: PLR2004 - two figures are added up


FORMAT = Format(
    name="epci_code",
    title={"fr": "Code d’EPCI", "en": "EPCI code"},
    description={
        "fr": "Le numéro SIREN de l’intercommunalité, neuf chiffres : 244400404.",
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
