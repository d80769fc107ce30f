"""A report as one HTML file: made from its Markdown, with figures and tables inside, for screen, paper and mail."""

from __future__ import annotations

import base64
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from places3t import __version__
from places3t.reports.output import pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markdown_it.token import Token

    from places3t.reports.phrases import Phrases

_KINDS = {".png": "image/png", ".svg": "image/svg+xml", ".csv": "text/csv;charset=utf-8"}
_LARGEST_LINK = 400_000
"""Bytes: a file of more stays beside the page, its link leading there."""
_SHORT_CELL = 18
"""Letters: a cell of fewer stays on one line, as an interval should."""


class Section(NamedTuple):
    """A heading that the page's contents lead to."""

    anchor: str
    title: str


def page(text: str, folder: Path, say: Phrases, templates: Path | None = None) -> str:
    """Set a report's Markdown as one HTML file that loads nothing.

    Parameters
    ----------
    text
        Markdown, whose images and links name files of the folder.
    folder
        Where these files are; pictures are put into the page, and tables too, as downloads, if they are small.
    say
        The sentences of the language.
    templates
        A folder whose ``page.html.j2`` or ``report.css`` stand in for the project's own.

    Returns
    -------
    str
        The page; the same Markdown and files give the same text.
    """
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    reader = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")
    tokens = reader.parse(text)
    _embed(tokens, folder)
    _tables(tokens)
    sections = list(_sections(tokens))
    body = reader.renderer.render(_figures(tokens), reader.options, {})
    title = next((_plain(inline) for opening, inline in pairwise(tokens) if opening.tag == "h1"), "places3t")
    return (
        pages(templates)
        .get_template("page.html.j2")
        .render(
            t=say,
            language=say.language,
            title=title,
            sections=sections,
            version=__version__,
            # markdown-it has escaped it: HTML in the Markdown is text.
            body=Markup(body),  # noqa: S704
        )
    )


def _plain(inline: Token) -> str:
    """Give the text of a heading without its markup."""
    return "".join(child.content for child in inline.children or [])


def _sections(tokens: list[Token]) -> Iterator[Section]:
    """Give the headings below the title, each with an anchor."""
    numbers = 0
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h2":
            numbers += 1
            opening.attrSet("id", f"s{numbers}")
            yield Section(f"s{numbers}", _plain(inline))


def _embed(tokens: list[Token], folder: Path) -> None:
    """Put pictures and small tables into the page."""
    for token in tokens:
        for child in token.children or []:
            name = "src" if child.type == "image" else "href"
            target = str(child.attrGet(name) or "")
            if child.type not in {"image", "link_open"} or target.startswith("#"):
                continue
            path = folder / target
            small = path.suffix in _KINDS and path.is_file() and path.stat().st_size <= _LARGEST_LINK
            if child.type == "image" or small:
                child.attrSet(name, _data(path))
                if child.type == "link_open":
                    child.attrSet("download", path.name)


def _data(path: Path) -> str:
    return f"data:{_KINDS[path.suffix]};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _tables(tokens: list[Token]) -> None:
    """Say of each header cell what it heads: columns in the head, the row in the first cell of each."""
    first = False
    named = ""
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            named = _plain(tokens[at + 1])
        if token.type == "table_open":
            token.meta = {"named": named}
        if token.type == "tr_open":
            first = True
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type == "td_open" and len(tokens[at + 1].content) <= _SHORT_CELL:
            token.attrSet("class", "short")
        if token.type == "td_open":
            if first:
                token.tag = "th"
                tokens[at + 2].tag = "th"
                token.attrSet("scope", "row")
            first = False


def _figures(tokens: list[Token]) -> list[Token]:
    """Make a figure of a picture alone in its paragraph and of the links below it; let wide tables scroll."""
    from markupsafe import escape

    kept: list[Token] = []
    rest: list[tuple[str, str]] = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "paragraph_open" and following and _is_picture(following):
            kept.append(_raw("<figure>\n"))
            rest = list(_FIGURE)
        elif rest and token.type == rest[0][0]:
            kept.append(_raw(rest.pop(0)[1]))
        elif token.type == "table_open":
            name = escape(token.meta["named"])
            kept += [_raw(f'<div class="table" role="region" tabindex="0" aria-label="{name}">\n'), token]
        elif token.type == "table_close":
            kept += [token, _raw("</div>\n")]
        else:
            kept.append(token)
    return kept


_FIGURE = (
    ("paragraph_close", ""),
    ("paragraph_open", "<figcaption>"),
    ("paragraph_close", "</figcaption>\n</figure>\n"),
)
"""What the tokens after a picture become: the end of its paragraph, then the paragraph of its links."""


def _is_picture(token: Token) -> bool:
    return [child.type for child in token.children or []] == ["image"]


def _raw(text: str) -> Token:
    from markdown_it.token import Token

    return Token("html_block", "", 0, content=text)
