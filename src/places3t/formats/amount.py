"""An amount of money in euros: a budget, a grant."""

from __future__ import annotations

import re

from places3t.formats.base import Fault, Format, Parsed, mended, rejected
from places3t.formats.numbers import is_range, read_about

_PARTED = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_OTHER = re.compile(r"[$£¥]|\b(?:usd|gbp|chf|dollars?|livres?|francs?|frf|f ?cfa|xof|xaf|xpf)\b|\bF$", re.IGNORECASE)
_EURO = re.compile(
    r"\s*(?:€|eur(?:os?)?|d['’]euros?)\s*|\s*\b(?:ht|ttc|par an|/ ?an|annuels?|per year|a year)\b\.?",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"\s*(?:(?P<thousand>[kK]|[Mm]illiers?|mille|thousand)|(?P<million>M|[Mm]illions?|[Mm]io))\s*(?:d['’])?$"
)  # a small m alone may be a slip for k€ or for nothing: a factor of a million is not guessed
_LARGEST = 1e12  # more than what all of France spends: a slip


def parse(text: str) -> Parsed:
    """Read an amount in euros, with ``k`` or ``M`` if it has one; another currency is refused, not converted."""
    if _OTHER.search(text):
        return rejected("other-currency")
    bare = _EURO.sub("", text).strip()
    factor = 1.0
    scale = _SCALE.search(bare)
    if scale is not None:
        factor = 1e3 if scale["thousand"] else 1e6
        bare = bare[: scale.start()]
    elif _PARTED.fullmatch(bare):
        # A euro has a hundred cents: three figures after the mark are thousands.
        return mended(float(bare.replace(".", "").replace(",", "")), "thousands-separator")
    number = read_about(bare)
    if number is None:
        return rejected("range-for-number" if is_range(bare) else "not-a-number")
    euros = number.value * factor
    if abs(euros) > _LARGEST:
        return rejected("out-of-range", maximum=f"{_LARGEST:.0f}")
    code = None if number.code == "ambiguous-comma" else number.code
    return Parsed(round(euros, 2), Fault(code) if code else None)


FORMAT = Format(
    name="amount",
    title={"fr": "Montant en euros", "en": "Amount in euros"},
    description={
        "fr": "Un montant en euros ; « k€ » et « M€ » sont compris. Une autre monnaie est refusée.",
        "en": "An amount in euros; “k€” and “M€” are understood. Another currency is refused.",
    },
    dtype="float64",
    parse=parse,
    good={
        "12 000 €": 12000.0,
        "12000": 12000.0,
        "12 000,50 EUR": 12000.5,
        "12 k€": 12000.0,
        "12,5 K€": 12500.0,
        "1,2 M€": 1200000.0,
        "1,2 million d’euros": 1200000.0,
        "150 000 euros par an": 150000.0,
        "€ 500": 500.0,
        "0": 0.0,
    },
    mended={
        "12.000 €": (12000.0, "thousands-separator"),
        "12,000": (12000.0, "thousands-separator"),
        "1,234,567.89": (1234567.89, "thousands-separator"),
        "environ 12 000 €": (12000.0, "approximate"),
    },
    bad={
        "12 000 $": "other-currency",
        "50 000 F": "other-currency",
        "10 000 - 20 000 €": "range-for-number",
        "15 m": "not-a-number",
        "1e308 M€": "out-of-range",
        "variable": "not-a-number",
        "€": "not-a-number",
    },
)
