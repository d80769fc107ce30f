"""E-mail addresses and telephone numbers, wherever they stand in a text, so that they can be taken out.

A false alarm costs a few figures of a text; a miss publishes somebody's number. So the patterns lean towards taking,
but leave alone what figures mean elsewhere in these files: SIRET and SIREN numbers, postal codes, years, prices,
coordinates, identifiers and web addresses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["email", "phone"]
REMOVED = "[…]"
"""What stands in a text in place of a contact."""

_AT = r"(?:[@＠]|\s*[\[({<]\s*(?:at|arobase|arobaz|chez|@)\s*[\])}>]\s*|\s+(?:@|AT|arobase|arobaz)\s+)"
_DOT = r"(?:\.|\s*[\[({]\s*(?:dot|point|\.)\s*[\])}]\s*|\s+(?:dot|point|DOT)\s+)"
_EMAIL = re.compile(rf"(?:mailto:)?[\w.+-]*[\w+-]{_AT}[\w-]+(?:{_DOT}[\w-]+)*{_DOT}[a-zA-Z]{{2,24}}(?![a-zA-Z])")
_EMAIL_HINT = re.compile(r"[@＠]|\b(?:at|AT|arobase|arobaz|chez)\b")

# The figures of each group, as France and Belgium write them; within a number the mark between groups is the same.
_PAIRS = (2, 2, 2, 2, 2)
_GROUPINGS = (_PAIRS, (4, 2, 2, 2), (4, 3, 3), (2, 3, 3, 2), (2, 3, 2, 2), (3, 2, 2, 2))
_MARK = r"\s?[.\-·]\s?|\s"


def _national(number: int, grouping: tuple[int, ...]) -> str:
    mark = f"{_MARK}|/" if grouping == _PAIRS else _MARK
    first, second, *others = grouping
    rest = "".join(rf"(?P=mark{number})\d{{{figures}}}" for figures in others)
    return rf"0[1-9]\d{{{first - 2}}}(?P<mark{number}>{mark})\d{{{second}}}{rest}"


_SPACED = r"(?:[ .\-·/()]{0,3}\d)"  # one figure and what may stand before it
_PHONE = re.compile(
    r"(?:(?<!\w)|(?<=[Tt][eé]l))(?<!\d[.,-])(?<![A-Za-z]/)(?<![=#])(?:"
    + "|".join(
        (
            r"0[1-9]\d{8}",
            *(_national(number, grouping) for number, grouping in enumerate(_GROUPINGS)),
            r"0 8\d\d \d{3} \d{3}",
            r"0[1-9](?:/\d{3}|\d/\d{2}|\d\d/\d{2})(?P<belgian>[ .]?)\d{2}(?P=belgian)\d{2}",
            rf"(?:\+ ?|00 ?(?!\d{{12}}(?!\d)))33{_SPACED}{{9,10}}",
            rf"(?:\+ ?|00 ?(?!\d{{12}}(?!\d)))(?:32|41|44|49|31|34|39|351|352|377|376){_SPACED}{{8,10}}",
            rf"\+ ?(?:352|376|377|508|681|687|689){_SPACED}{{6,9}}",
            rf"\+ ?[1-9]{_SPACED}{{9,14}}",
        )
    )
    + r")(?!\w)(?![.,-]\d)"
)
_NO_BREAK = str.maketrans("\u00a0\u2009\u202f", "   ")
_NINE_FIGURES = re.compile(r"(?:\d\D{0,5}){8}\d")  # the shortest number has nine, and most texts have not
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def find_contacts(text: str) -> list[Kind]:
    """List the kinds of contact that a text holds, one for each, in the order of the text.

    Examples
    --------
    >>> find_contacts("Écrire à nom [at] exemple.fr ou appeler le 06 00 00 00 03")
    ['email', 'phone']
    >>> find_contacts("SIRET 123 456 789 00012, 44000 Nantes, ouvert en 2019, 12 000 €")
    []
    """
    return [kind for _, _, kind in _spans(text)]


def strip_contacts(text: str) -> tuple[str, list[Kind]]:
    """Take the e-mail addresses and telephone numbers out of a text.

    Returns
    -------
    tuple
        The text with `REMOVED` in place of each contact, and the kinds taken out, in order.

    Examples
    --------
    >>> strip_contacts("Contact : contact@exemple.fr")
    ('Contact : […]', ['email'])
    """
    spans = _spans(text)
    for start, end, _ in reversed(spans):
        text = text[:start] + REMOVED + text[end:]
    return text, [kind for _, _, kind in spans]


def _spans(text: str) -> list[tuple[int, int, Kind]]:
    """Tell where each contact begins and ends; none overlaps another."""
    spans: list[tuple[int, int, Kind]] = []
    if _EMAIL_HINT.search(text):
        spans.extend((found.start(), found.end(), "email") for found in _EMAIL.finditer(text))
    if _NINE_FIGURES.search(text):
        apart = [(start, end) for start, end, _ in spans] + [found.span() for found in _WEB.finditer(text)]
        spans.extend((start, end, "phone") for start, end in _phones(text, apart))
    return sorted(spans)


def _phones(text: str, apart: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for found in _PHONE.finditer(text.translate(_NO_BREAK)):
        if not any(start < found.end() and found.start() < end for start, end in apart):
            yield found.span()
