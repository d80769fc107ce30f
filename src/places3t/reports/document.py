"""A report's Markdown taken apart once, for the page and for Word alike."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from places3t.reports.anchors import CAPTION, slug

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def reader() -> MarkdownIt:
    """Give the reader of reports: CommonMark with tables, in which HTML is text."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")


def parse(text: str) -> list[Token]:
    """Take a report apart.

    Returns
    -------
    list of Token
        Of markdown-it. Every heading has an attribute ``id``; a title before a table or figure (see
        `places3t.reports.anchors`) is gone, and stands in that block's ``meta`` as ``id`` and ``caption`` (an
        inline token). Before anything else it stays a paragraph, with its ``id``.
    """
    tokens = reader().parse(text)
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        found = _caption(tokens, at)
        if found is None:
            kept.append(tokens[at])
            at += 1
            continue
        inline = _without_anchor(tokens[at + 1])
        target = tokens[at + 3] if at + 3 < len(tokens) else None
        if target is not None and (target.type == "table_open" or is_picture(tokens, at + 3)):
            target.meta = {"id": found, "caption": inline}
        else:
            tokens[at].attrSet("id", found)
            kept += [tokens[at], inline, tokens[at + 2]]
        at += 3
    _name_headings(kept)
    return kept


def _caption(tokens: list[Token], at: int) -> str | None:
    """Give the name in a title that begins here, or null."""
    if tokens[at].type != "paragraph_open":
        return None
    found = CAPTION.match(tokens[at + 1].content)
    return found[1] if found else None


def _without_anchor(inline: Token) -> Token:
    rest = CAPTION.sub("", inline.content, count=1).strip()
    return reader().parseInline(rest)[0]


def is_picture(tokens: list[Token], at: int) -> bool:
    """Say whether a paragraph begins here that is one picture."""
    if tokens[at].type != "paragraph_open":
        return False
    return [child.type for child in tokens[at + 1].children or []] == ["image"]


def plain(inline: Token) -> str:
    """Give the text of an inline token without its markup."""
    return "".join(child.content for child in inline.children or [])


def _name_headings(tokens: list[Token]) -> None:
    taken = {str(token.attrGet("id")) for token in tokens if token.attrGet("id")}
    taken |= {token.meta["id"] for token in tokens if "id" in token.meta}
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", slug(plain(inline), taken))
            taken.add(str(opening.attrGet("id")))
