"""Free text: a name, an address, what somebody said."""

from __future__ import annotations

from places3t.formats.base import Format, Parsed, mended
from places3t.formats.missing import NEVER_MISSING
from places3t.formats.texts import REPLACEMENT, clean_text, has_markup, strip_markup, ungarble

# Letters, figures and signs of French texts, single spaces between them: no entity, no markup, nothing to compose, and
# none of the signs that a wrong encoding leaves behind.
_SIGN = r"[!-%'-;=-~ÀÁÄ-ÖØ-öø-ÿŒœ’–—]"
_PLAIN = f"{NEVER_MISSING}(?: ?{_SIGN})*"


def parse(text: str) -> Parsed:
    """Keep a text; take out HTML tags, read again what a wrong encoding garbled, report what is destroyed."""
    if text.isascii() and "<" not in text:
        return Parsed(text)
    if REPLACEMENT in text:
        return mended(text, "destroyed-characters")
    if has_markup(text):
        words = strip_markup(text)
        return mended(words or None, "markup-removed") if words != text else Parsed(text)
    again = ungarble(text)
    return mended(clean_text(again), "garbled-characters") if again != text else Parsed(text)


FORMAT = Format(
    name="text",
    title={"fr": "Texte", "en": "Text"},
    description={"fr": "Un texte libre.", "en": "Free text."},
    dtype="str",
    parse=parse,
    plain=_PLAIN,
    good={
        "La Manufacture": "La Manufacture",
        "a < b": "a < b",
        "L’Étincelle": "L’Étincelle",
        "<img src=x onerror=alert(1)>": "<img src=x onerror=alert(1)>",
    },
    mended={
        "<p><strong>Transition</strong> écologique</p>": ("Transition écologique", "markup-removed"),
        "ArrÃªt Minute": ("Arrêt Minute", "garbled-characters"),
        "Caf\N{REPLACEMENT CHARACTER} associatif": (
            "Caf\N{REPLACEMENT CHARACTER} associatif",
            "destroyed-characters",
        ),
    },
)
