"""What people wrote as plain words: markup out, accents and capitals levelled, one token a word."""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\([^()\s]{0,2000}\)")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_TOKEN = re.compile(r"\w+|[€$£\U0001f300-\U0001faff]|[.!?…;:,()\n]")
_NOT = re.compile(r"n['’]t\b")


def _levelled() -> dict[int, str]:
    """Map each letter that carries marks to the letter alone, one to one, so that places in the text hold."""
    table = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    return table


_LEVELLED = _levelled()


def plain(text: str) -> str:
    r"""Give a text as a reader sees it: HTML tags and addresses out, entities as characters, links as their words.

    What only looks like markup stays, so that nothing that was said is lost.

    Examples
    --------
    >>> plain("<p>Le bus&nbsp;: <b>17&nbsp;h</b></p> [voir](http://x.org) 3 < 4")
    ' Le bus\xa0:  17\xa0h   voir 3 < 4'
    """
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
        text = _TAG.sub(" ", text) if "<" in text else text
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "://" in text or "www." in text:
        text = _URL.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("œ", "oe").replace("Œ", "OE")
    return _NOT.sub(" not", text)


def level(text: str) -> str:
    """Level a text without changing its length: lower case, no accents.

    Examples
    --------
    >>> level("Élus et À-côtés")
    'elus et a-cotes'
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return lowered if lowered.isascii() else lowered.translate(_LEVELLED)


def tokens(levelled: str) -> list[str]:
    """Give words, signs of money, emoji and what ends a clause, in order.

    Examples
    --------
    >>> tokens("pas d'argent, 20 €")
    ['pas', 'd', 'argent', ',', '20', '€']
    """
    return _TOKEN.findall(levelled)


def spans(text: str) -> list[tuple[int, int]]:
    """Give where the tokens of a text stand."""
    return [found.span() for found in _TOKEN.finditer(text)]
