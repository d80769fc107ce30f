"""Titles of tables and figures that sentences lead to: an anchor in Markdown, an ``id`` in HTML, a bookmark in Word."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from places3t.typography import Markdown

if TYPE_CHECKING:
    from collections.abc import Collection

    from places3t.reports.phrases import Phrases

CAPTION = re.compile(r'<a id="([a-z][a-z0-9-]*)"></a>')
"""How a title begins in Markdown. No text from a file can: its ``<`` is escaped."""


def caption(name: str, title: str) -> Markdown:
    """Title the table or figure that follows.

    Parameters
    ----------
    name
        Its stable name, lower-case letters, digits and hyphens: the same in both languages and for all data.
    title
        Markdown.

    Examples
    --------
    >>> print(caption("table-types", "Types of place"))
    <a id="table-types"></a>**Types of place**
    """
    return Markdown(f'<a id="{name}"></a>**{title}**')


def pointed(say: Phrases, sentence: Markdown, name: str) -> Markdown:
    """Lead from a sentence to the table that it stands on; ``name`` is that of its title."""
    return Markdown(f"{sentence} {say('fact-link', what=say(name), id=Markdown(name))}")


def slug(title: str, taken: Collection[str]) -> str:
    """Name a heading by its words, apart from the names taken.

    Examples
    --------
    >>> slug("À quelle distance ?", ()), slug("Sources", {"sources"})
    ('a-quelle-distance', 'sources-2')
    """
    plain = "".join(each for each in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(each))
    words = "-".join(re.findall(r"[a-z0-9]+", plain)) or "section"
    words = words if words[0].isalpha() else f"s-{words}"
    found, number = words, 1
    while found in taken:
        number += 1
        found = f"{words}-{number}"
    return found
