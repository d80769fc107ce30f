"""What every text goes through before it is read: clean it, fold it to compare it.

These run on each distinct text of a file, so the common case (plain ASCII, nothing to mend) leaves at once.
"""

from __future__ import annotations

import html
import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""What a decoder writes in place of a character that it could not read: the character itself is lost."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# A joiner or selector after a pictograph makes one picture of several, or a coloured one: it is part of the text.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufeff]"
    "|(?<![\u00a9\u00ae\u203c\u2049\u2122-\u2bff\u3030-\u3299\ufe0f\U0001f000-\U0001faff])[\u200d\ufe0f](?!\u20e3)"
)
_SPACES = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f]+"
)  # \s knows the no-break and narrow spaces; C0 and C1 controls part words
_UNTIDY = re.compile(r"[&\x00-\x1f\x7f]|  ")
# No editor writes a tag that runs something: such a text says what it says, and is kept to be read as it stands.
_MARKUP = re.compile(
    r"</?(?![^<>]*\bon\w+\s*=)(?:p|br|div|span|strong|b|em|i|u|ul|ol|li|a|h[1-6]|blockquote|table|tr|td|img)\b[^<>]*>",
    re.IGNORECASE,
)
_LETTERS = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"})
_ACCENTS = re.compile("[\u0300-\u036f]+")
_NOT_WORD = re.compile(r"[\W_]+")


def clean_text(text: str) -> str:
    r"""Give a cell's text its plain form: nothing invisible, no stray space, composed accents.

    HTML entities are decoded (only those closed by ``;``, so that ``?a=1&copy=2`` in an address is left alone),
    zero-width characters and byte-order marks are dropped, every run of spaces, no-break spaces, line breaks and
    control characters becomes one space, and the result is in Unicode normal form C.

    Examples
    --------
    >>> clean_text("  Projet mort né\u00a0? ")
    'Projet mort né ?'
    >>> clean_text("La Manufacture&nbsp;: l&#39;atelier")
    "La Manufacture : l'atelier"
    >>> clean_text("zero\u200dwidth"), len(clean_text("\U0001f469\u200d\U0001f4bb"))
    ('zerowidth', 3)
    """
    if text.isascii():
        if _UNTIDY.search(text) is None:
            return text.strip()
    else:
        text = unicodedata.normalize("NFC", text)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def has_entity(text: str) -> bool:
    """Say whether a raw text holds an HTML entity that `clean_text` decodes.

    Examples
    --------
    >>> has_entity("Arts &amp; m&eacute;tiers"), has_entity("R&D; essais"), has_entity("Arts & métiers")
    (True, False, False)
    """
    return "&" in text and any(html.unescape(found) != found for found in _ENTITY.findall(text))


def fold(text: str) -> str:
    """Reduce a text to what matters when headers, names and answers are compared.

    Case, accents, ligatures, punctuation, underscores and spaces are levelled; letters and digits stay.

    Examples
    --------
    >>> fold("N° de téléphone"), fold("NOM_TL"), fold("Œuvrer – Découvrir"), fold("Surface (m²)")
    ('n de telephone', 'nom tl', 'oeuvrer decouvrir', 'surface m2')
    """
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(_LETTERS)))
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def has_markup(text: str) -> bool:
    """Say whether a text holds HTML tags, as consultation platforms export them.

    Examples
    --------
    >>> has_markup("<p>Transition</p>"), has_markup("a < b, x<y>")
    (True, False)
    """
    return "<" in text and _MARKUP.search(text) is not None


def strip_markup(text: str) -> str:
    """Take the HTML tags out of a text and leave its words.

    Only the tags that editors of text write are known, so that ``a < b``, ``<nom du lieu>`` or
    ``<img src=x onerror=alert(1)>`` stay as they are.

    Examples
    --------
    >>> strip_markup("<p><strong>Impôts,</strong> dépenses</p><p>Action</p>")
    'Impôts, dépenses Action'
    """
    spaced = _MARKUP.sub(lambda tag: "" if _is_inline(tag.group()) else " ", text)
    return clean_text(spaced)


def _is_inline(tag: str) -> bool:
    name = tag.strip("</>").split()[0].rstrip("/").casefold() if tag.strip("</> ") else ""
    return name in {"span", "strong", "b", "em", "i", "u", "a"}


def ungarble(text: str) -> str:
    """Read again a UTF-8 text that was read as Windows-1252 (``ArrÃªt`` for ``Arrêt``).

    Nothing is guessed: the bytes are put back and decoded, and the text is left alone unless they are whole UTF-8.

    Examples
    --------
    >>> ungarble("ArrÃªt Minute"), ungarble("Arrêt Minute"), ungarble("Ã la carte")
    ('Arrêt Minute', 'Arrêt Minute', 'Ã la carte')
    """
    if not ("Ã" in text or "Â" in text or "â€" in text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text
