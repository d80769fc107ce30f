"""What a reader sees of a report's file, line by line, so that two versions of it can be compared."""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from pathlib import Path

_BLOCKS = {"p", "li", "tr", "h1", "h2", "h3", "caption", "title", "pre", "figcaption", "blockquote"}
_CELLS = {"td", "th"}
_UNSEEN = {"style", "script"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def said(path: Path) -> list[str]:
    """Give the lines of a text: of Markdown as they are, of a page and a Word document without their markup.

    Parameters
    ----------
    path
        Ends in ``.md``, ``.html`` or ``.docx``.

    Raises
    ------
    ValueError, KeyError, zipfile.BadZipFile
        If the file is none of what its name says.
    """
    if path.suffix == ".docx":
        return _of_word(path)
    text = path.read_text(encoding="utf-8")
    return _of_page(text) if path.suffix == ".html" else text.splitlines()


class _Page(HTMLParser):
    """The texts of a page: a block or the row of a table a line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self.unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen = tag in _UNSEEN
        self._part(tag)
        if tag == "img":
            self.lines[-1] += str(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = False
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.lines.append("")
        elif tag in _CELLS:
            self.lines[-1] += " "

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.lines[-1] += data


def _of_page(text: str) -> list[str]:
    page = _Page()
    page.feed(text)
    return _tidy(page.lines)


def _of_word(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as packed:
        try:
            body = ET.fromstring(packed.read("word/document.xml"))  # noqa: S314 - a report of this program
        except ET.ParseError as error:
            raise ValueError(str(error)) from error
    return _tidy(["".join(run.text or "" for run in each.iter(f"{_WORD}t")) for each in body.iter(f"{_WORD}p")])


def _tidy(lines: list[str]) -> list[str]:
    """Drop empty lines, and the space that only sets the source out."""
    plain = (re.sub(r"[ \n]+", " ", line).strip(" ") for line in lines)
    return [line for line in plain if line]
