"""A report as one HTML file: made from its Markdown, with figures and tables inside, for screen, paper and mail."""

from __future__ import annotations

import base64
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from places3t import __version__
from places3t.reports.document import is_picture, parse, plain, reader
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


_SHORT_TABLE = 34
"""Rows: a table of fewer stays on one sheet of paper."""


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
    from markupsafe import Markup

    tokens = parse(text)
    _embed(tokens, folder)
    _tables(tokens)
    _facts(tokens)
    sections = [Section(*each) for each in _headings(tokens, "h2")]
    title = next((title for _, title in _headings(tokens, "h1")), "places3t")
    writer = reader()
    body = writer.renderer.render(_figures(tokens), writer.options, {})
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


def _headings(tokens: list[Token], tag: str) -> Iterator[tuple[str, str]]:
    """Give the headings of a level, each with its anchor."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == tag:
            yield str(opening.attrGet("id")), plain(inline)


def _facts(tokens: list[Token]) -> None:
    """Mark the list under the first heading: what a reader must know first."""
    seen = False
    for before, token in pairwise(tokens):
        if before.type == "heading_close" and before.tag == "h2":
            if token.type == "bullet_list_open" and not seen:
                token.attrSet("class", "facts")
            seen = True


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
    heading = ""
    names: dict[str, int] = {}
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = plain(tokens[at + 1])
        if token.type == "table_open":
            named = plain(token.meta["caption"]) if "caption" in token.meta else heading
            names[named] = names.get(named, 0) + 1
            # Two regions of one name could not be told apart by ear.
            token.meta["named"] = named if names[named] == 1 else f"{named} ({names[named]})"
            if "id" in token.meta:
                token.attrSet("id", token.meta["id"])
        if token.type == "tr_open":
            first = True
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type in {"th_open", "td_open"}:
            _look(token, tokens[at + 1])
        if token.type == "td_open":
            if first:
                token.tag = "th"
                tokens[at + 2].tag = "th"
                token.attrSet("scope", "row")
            first = False


def _look(cell: Token, inline: Token) -> None:
    """Say by classes how a cell is set: figures on the right, what is short on one line."""
    classes = ["right"] if "right" in str(cell.attrs.pop("style", "")) else []
    if cell.type == "td_open" and len(inline.content) <= _SHORT_CELL:
        classes.append("short")
    if classes:
        cell.attrSet("class", " ".join(classes))


def _figures(tokens: list[Token]) -> list[Token]:
    """Make a figure of a picture alone in its paragraph and of the links below it; let wide tables scroll."""
    from markupsafe import escape

    kept: list[Token] = []
    rest: list[tuple[str, str]] = []
    for at, token in enumerate(tokens):
        if is_picture(tokens, at):
            anchor = f' id="{token.meta["id"]}"' if "id" in token.meta else ""
            kept.append(_raw(f"<figure{anchor}>\n"))
            rest = list(_FIGURE)
        elif rest and token.type == rest[0][0]:
            kept.append(_raw(rest.pop(0)[1]))
        elif token.type == "table_open":
            name = escape(token.meta["named"])
            size = "table whole" if _rows(tokens, at) <= _SHORT_TABLE else "table"
            kept += [_raw(f'<section class="{size}" tabindex="0" aria-label="{name}">\n'), token]
            kept += _caption(token)
        elif token.type == "table_close":
            kept += [token, _raw("</section>\n")]
        else:
            kept.append(token)
    return kept


def _rows(tokens: list[Token], at: int) -> int:
    """Count the rows of the table that begins here."""
    end = next(place for place in range(at, len(tokens)) if tokens[place].type == "table_close")
    return sum(token.type == "tr_open" for token in tokens[at:end])


def _caption(table: Token) -> list[Token]:
    if "caption" not in table.meta:
        return []
    return [_raw("<caption>"), table.meta["caption"], _raw("</caption>\n")]


_FIGURE = (
    ("paragraph_close", ""),
    ("paragraph_open", "<figcaption>"),
    ("paragraph_close", "</figcaption>\n</figure>\n"),
)
"""What the tokens after a picture become: the end of its paragraph, then the paragraph of its links."""


def _raw(text: str) -> Token:
    from markdown_it.token import Token

    return Token("html_block", "", 0, content=text)
