"""A report as a Word document: from the same Markdown as the page, with real headings, tables and alternative texts."""

from __future__ import annotations

import io
import re
import zipfile
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple, cast

from places3t.errors import Refusal
from places3t.reports.document import is_picture, parse, plain
from places3t.reports.word_blank import EPOCH, blank

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

    from places3t.language import Language

_TEXT_CM = 17.0
"""Width of the text: A4 with margins of 2 cm, as wide as every figure is drawn."""
_MOST_LETTERS, _LONGEST_WORD, _LINE_LETTERS, _AROUND = 40, 18, 100, 2
"""Letters up to which a cell, or a word, asks for width; letters on a line of a table; room around each cell."""
_MANY_COLUMNS = 6
_SHORT_TABLE = 15
_LINK, _SHADE = "00558C", "EEF1F4"


def check() -> None:
    """Refuse where the library that writes Word documents is missing.

    Raises
    ------
    Refusal
        With the command that installs it.
    """
    if find_spec("docx") is None:
        raise Refusal("no-docx")


def document(text: str, folder: Path, language: Language) -> bytes:
    """Set a report's Markdown as a Word document.

    Parameters
    ----------
    text
        Markdown, whose images and links name files of the folder; pictures are put in, links lead to files beside.
    folder
        Where these files are.
    language
        Of the document, so that Word checks and hyphenates it as what it is.

    Returns
    -------
    bytes
        The same for the same Markdown and pictures, on any day.
    """
    made = blank(language)
    _Writer(made, folder).write(parse(text))
    first = next((each.text for each in made.paragraphs if each.style and each.style.name == "Heading 1"), "")
    made.core_properties.title = first
    packed = io.BytesIO()
    made.save(packed)
    return _without_clock(packed)


def _without_clock(packed: io.BytesIO) -> bytes:
    """Write a ZIP file again without the time of day that its entries bear."""
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


class _Look(NamedTuple):
    """How the words of a paragraph are set: bold, in italics, as code."""

    bold: bool = False
    italic: bool = False
    code: bool = False


class _Writer:
    """Writes the tokens of a report into a document, in order."""

    def __init__(self, made: Document, folder: Path) -> None:
        self.made, self.folder = made, folder
        self.bookmarks = 0

    def write(self, tokens: list[Token]) -> None:
        """Write all blocks."""
        style, at = "Normal", 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "heading_open":
                self._paragraph(tokens[at + 1], f"Heading {token.tag[1]}", str(token.attrGet("id")))
                at += 2
            elif is_picture(tokens, at):
                self._picture(tokens[at + 1], token.meta.get("id"))
                at += 2
            elif token.type == "table_open":
                at = self._table(tokens, at)
            elif token.type == "inline":
                self._paragraph(tokens[at], style, cast("str | None", tokens[at - 1].attrGet("id")))
            elif token.type == "fence":
                self._code(token.content)
            elif token.type in {"bullet_list_open", "blockquote_open"}:
                style = "List Bullet" if token.type.startswith("bullet") else "Quote"
            elif token.type in {"bullet_list_close", "blockquote_close"}:
                style = "Normal"
            at += 1

    def _paragraph(self, inline: Token, style: str, anchor: str | None = None) -> Paragraph:
        paragraph = self.made.add_paragraph(style=style)
        if anchor:
            self._bookmark(paragraph, anchor)
        self._words(paragraph, inline)
        if plain(inline).endswith(":"):
            # What is announced stands on the same page.
            paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def _bookmark(self, paragraph: Paragraph, name: str) -> None:
        """Give a paragraph the name that links within the document lead to."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self.bookmarks += 1
        for kind in ("bookmarkStart", "bookmarkEnd"):
            mark = OxmlElement(f"w:{kind}")
            mark.set(qn("w:id"), str(self.bookmarks))
            if kind == "bookmarkStart":
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)  # noqa: SLF001 - the library has no bookmarks

    def _words(self, paragraph: Paragraph, inline: Token, *, bold: bool = False) -> None:
        """Write text, bold, italic and code, and links."""
        look, link = _Look(bold=bold), None
        changes = {"strong_open": {"bold": True}, "strong_close": {"bold": bold}}
        changes |= {"em_open": {"italic": True}, "em_close": {"italic": False}}
        for child in inline.children or []:
            if child.type in changes:
                look = look._replace(**changes[child.type])
            elif child.type == "link_open":
                link = str(child.attrGet("href"))
            elif child.type == "link_close":
                link = None
            elif child.type in {"softbreak", "hardbreak"}:
                paragraph.add_run(" ")
            elif child.content:
                self._run(paragraph, child.content, look._replace(code=child.type == "code_inline"), link)

    def _run(self, paragraph: Paragraph, text: str, look: _Look, link: str | None) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        run = paragraph.add_run(text)
        run.bold, run.italic = look.bold or None, look.italic or None
        if look.code:
            run.font.name = "Consolas"
        if link is None:
            return
        run.font.color.rgb, run.font.underline = RGBColor.from_string(_LINK), True
        around = OxmlElement("w:hyperlink")
        if link.startswith("#"):
            around.set(qn("w:anchor"), link[1:])
        else:
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
            around.set(qn("r:id"), paragraph.part.relate_to(link, kind, is_external=True))
        run._r.addprevious(around)  # noqa: SLF001 - the library makes no links
        around.append(run._r)  # noqa: SLF001

    def _picture(self, inline: Token, anchor: str | None) -> None:
        """Put a picture in, with its words for those who cannot see it, and keep its links below it."""
        from docx.shared import Cm, Emu

        image = (inline.children or [])[0]
        paragraph = self.made.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        if anchor:
            self._bookmark(paragraph, anchor)
        shape = paragraph.add_run().add_picture(str(self.folder / str(image.attrGet("src"))), width=Cm(_TEXT_CM))
        most = Cm(23)
        if shape.height > most:
            shape.width, shape.height = Emu(int(shape.width * most / shape.height)), most
        named = shape._inline.docPr  # noqa: SLF001 - the library writes no alternative text
        named.set("descr", plain(inline) or image.content)

    def _code(self, text: str) -> None:
        paragraph = self.made.add_paragraph()
        for at, line in enumerate(text.rstrip("\n").split("\n")):
            if at:
                paragraph.add_run().add_break()
            paragraph.add_run(line).font.name = "Consolas"

    def _table(self, tokens: list[Token], at: int) -> int:
        """Write a table and give the position of its last token."""
        meta = tokens[at].meta
        if "caption" in meta:
            self._paragraph(meta["caption"], "Caption", meta["id"]).paragraph_format.keep_with_next = True
        end = next(place for place in range(at, len(tokens)) if tokens[place].type == "table_close")
        rows: list[list[tuple[Token, bool]]] = []
        for place in range(at, end):
            if tokens[place].type == "tr_open":
                rows.append([])
            elif tokens[place].type in {"th_open", "td_open"}:
                rows[-1].append((tokens[place + 1], "right" in str(tokens[place].attrGet("style"))))
        self._cells(rows)
        return end

    def _cells(self, rows: list[list[tuple[Token, bool]]]) -> None:
        """Write the cells: a header row that each page repeats, rows that no page break cuts."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt

        table = self.made.add_table(len(rows), len(rows[0]), style="Table Grid")
        table.autofit = False
        widths = _widths([[plain(inline) for inline, _ in row] for row in rows])
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        size = Pt(7.5 if len(widths) > _MANY_COLUMNS else 9)
        for at, (line, row) in enumerate(zip(table.rows, rows, strict=True)):
            rules = line._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no such rules
            rules.append(OxmlElement("w:cantSplit"))
            if at == 0:
                rules.append(OxmlElement("w:tblHeader"))
            for cell, (inline, right), width in zip(line.cells, row, widths, strict=True):
                cell.width = Cm(width)
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(1)
                # A short table stays whole; of a long one, the first rows stay with the header and the title.
                together = len(rows) - 1 if len(rows) <= _SHORT_TABLE else 2
                paragraph.paragraph_format.keep_with_next = at < together
                if right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._words(paragraph, inline, bold=at == 0)
                for run in paragraph.runs:
                    run.font.size = size
                if at == 0:
                    shade = OxmlElement("w:shd")
                    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
                        shade.set(qn(f"w:{name}"), value)
                    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library has no shading
        self.made.add_paragraph().paragraph_format.space_after = Pt(2)


def _widths(rows: list[list[str]]) -> list[float]:
    """Share the width of the text (cm) among columns: room for the longest word first, then for the longest cell."""
    least, most = [], []
    for head, *cells in zip(*rows, strict=True):
        words = (part for cell in (head, *cells) for part in re.split(r"[ -]", cell))
        least.append(min(_LONGEST_WORD, max(map(len, words))) + _AROUND)
        most.append(min(_MOST_LETTERS, max(map(len, cells), default=0)) + _AROUND)
    wish = [max(0, much - little) for little, much in zip(least, most, strict=True)]
    spare = max(0, _LINE_LETTERS - sum(least)) / max(1, sum(wish))
    asked = [little + min(1, spare) * more for little, more in zip(least, wish, strict=True)]
    return [_TEXT_CM * each / sum(asked) for each in asked]
