"""A yes or a no."""

from __future__ import annotations

import re

from places3t.formats.base import Format, Parsed, mended, rejected
from places3t.formats.texts import fold

_YES = frozenset({"oui", "o", "yes", "y", "vrai", "true", "t", "v", "1", "x", "ok", "coche", "checked", "selected"})
_NO = frozenset({"non", "n", "no", "faux", "false", "f", "0", "aucun", "aucune", "unchecked"})
_YES_SIGNS = frozenset("✓✔☑✅☒×")
_NO_SIGNS = frozenset("✗✘☐❌")
_BEGINS = re.compile(r"(oui|yes|non|no)\s*[,;:.(–-]\s*(\S.*)", re.IGNORECASE)
_DOUBT = re.compile(r"\s*\?+$")


def parse(text: str) -> Parsed:
    """Read a yes or a no; a remark after it is dropped and said, a half-answer is refused."""
    sure = _DOUBT.sub("", text)  # before anything else: folding drops the question mark
    answer = _answer(sure)
    if answer is not None:
        return Parsed(answer) if sure == text else mended(answer, "uncertain-value")
    begins = _BEGINS.fullmatch(text)
    if begins is not None:
        return mended(begins[1].casefold() in _YES, "comment-removed", comment=begins[2])
    return rejected("not-yes-no")


def _answer(text: str) -> bool | None:
    sign = text.replace("\N{VARIATION SELECTOR-16}", "")
    if sign in _YES_SIGNS or sign in _NO_SIGNS:
        return sign in _YES_SIGNS
    key = fold(text.removesuffix(".0"))
    if key in _YES:
        return True
    return False if key in _NO else None


FORMAT = Format(
    name="yes_no",
    title={"fr": "Oui ou non", "en": "Yes or no"},
    description={
        "fr": "Oui ou non : oui, non, o, n, x, ✓, 1, 0, vrai, faux.",
        "en": "Yes or no: yes, no, y, n, x, ✓, 1, 0, true, false.",
    },
    dtype="boolean",
    parse=parse,
    good={
        "oui": True,
        "Non": False,
        "O": True,
        "n": False,
        "x": True,
        "✓": True,
        "☐": False,
        "1": True,
        "0": False,
        "1.0": True,
        "VRAI": True,
        "false": False,
        "t": True,
    },
    mended={
        "oui, à mi-temps": (True, "comment-removed"),
        "Non (prévu en 2025)": (False, "comment-removed"),
        "oui ?": (True, "uncertain-value"),
    },
    bad={
        "partiellement": "not-yes-no",
        "2": "not-yes-no",
        "oui et non": "not-yes-no",
        "en cours ?": "not-yes-no",
    },
)
