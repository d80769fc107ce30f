"""The empty Word document that reports are written into: A4, the project's type, the language, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

    from places3t.language import Language

EPOCH = (1980, 1, 1, 0, 0, 0)
"""When every document says it was made: the first day that a ZIP file can name."""
_LOCALES = {"fr": "fr-FR", "en": "en-GB"}


def blank(language: Language) -> Document:
    """Give an empty document: A4, the project's type, the language, page numbers."""
    import datetime as dt

    import docx
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for name, size in (("Normal", 10.5), ("Heading 1", 20), ("Heading 2", 14), ("Caption", 9.5), ("List Bullet", 10.5)):
        style = cast("ParagraphStyle", made.styles[name])
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.font.color.rgb = RGBColor.from_string("1C1C1C")
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # A heading's theme font would stand before the one that is named.
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        style.paragraph_format.space_after = Pt(5)
    spoken = made.styles.element.find(".//" + qn("w:rPrDefault") + "//" + qn("w:lang"))
    if spoken is not None:
        spoken.set(qn("w:val"), _LOCALES[language])
    about = made.core_properties
    about.author, about.last_modified_by, about.comments, about.language = "places3t", "", "", _LOCALES[language]
    about.created = about.modified = dt.datetime(*EPOCH, tzinfo=dt.UTC)
    _page_numbers(section.footer.paragraphs[0])
    return made


def _page_numbers(footer: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for at, code in enumerate(("PAGE", "NUMPAGES")):
        if at:
            footer.add_run(" / ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        footer._p.append(field)  # noqa: SLF001 - the library has no fields
