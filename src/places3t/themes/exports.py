"""Coded contributions and the codebook for other programs: IRaMuTeQ, and whatever reads REFI-QDA codebooks."""

from __future__ import annotations

import re
import unicodedata
import uuid
from typing import TYPE_CHECKING

from places3t import __version__
from places3t.themes.coding import whole_texts
from places3t.themes.texts import plain
from places3t.typography import is_missing

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from places3t.indicators.themes_workshop import Workshop
    from places3t.language import Language
    from places3t.themes.codebook import Codebook

_NAMESPACE = uuid.UUID("6f0c4a52-8f0e-5c53-9d5e-3f4a4f0e7a11")
_VARIABLES = ("session", "phase", "kind", "author_type", "region_code", "language")
_COLOURS = {0: "#0072B2", 1: "#D55E00", 2: "#009E73", 3: "#CC79A7", 4: "#E69F00", 5: "#56B4E9"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def iramuteq(said: Workshop) -> str:
    """Write the contributions as a corpus of IRaMuTeQ: a line of stars and variables, then the text.

    A value of a variable keeps letters and digits only. A theme is a variable of its own (``*theme_lackofmoney``).
    Asterisks and underscores, which mark variables (``-*theme``, ``_rire_``), are taken out of texts.

    Returns
    -------
    str
        UTF-8 is what IRaMuTeQ has to be told when it opens the file.

    References
    ----------
    Ratinaud P., IRaMuTeQ, documentation: the format of a corpus, after Alceste's.
    """
    rows = said.contributions
    themes = said.themes.groupby("contribution_id")["theme"].agg(list)
    lines = []
    for row, text in zip(rows.to_dict("records"), whole_texts(rows), strict=True):
        marks = [f"*id_{_value(row['contribution_id'])}"]
        values = {name: _value(row.get(name)) for name in _VARIABLES}
        marks += [f"*{name.replace('_', '')}_{value}" for name, value in values.items() if value]
        marks += [f"*theme_{_value(theme)}" for theme in themes.get(row["contribution_id"], [])]
        words = re.sub(r"[\s*_]+", " ", plain(text).replace("’", "'")).strip()
        lines += [f"**** {' '.join(marks)}", _CONTROL.sub("", words), ""]
    return "\n".join(lines)


def _value(value: object) -> str:
    if is_missing(value):
        return ""
    letters = unicodedata.normalize("NFKD", str(value))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def refi_qda(codebook: Codebook, language: Language) -> bytes:
    """Write a codebook as REFI-QDA (``.qdc``): groups that cannot be coded, themes in them that can.

    The identifiers are made from the keys, so that the same codebook gives the same bytes and a program that imports a
    corrected one knows which code is which.

    References
    ----------
    REFI-QDA Standard, codebook exchange format 1.0 (2018), ``urn:QDA-XML:codebook:1.0``.
    """
    from xml.etree import ElementTree as ET

    book = ET.Element("CodeBook", {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": f"places3t {__version__}"})
    codes = ET.SubElement(book, "Codes")
    for at, (group, names) in enumerate(codebook.groups.items()):
        colour = _COLOURS[at % len(_COLOURS)]
        parent = _code(codes, f"group:{group}", names[language], colour, codable=False)
        for theme in codebook.themes.values():
            if theme.group != group:
                continue
            code = _code(parent, theme.key, theme.names[language], colour, codable=True)
            if theme.definitions[language]:
                ET.SubElement(code, "Description").text = _CONTROL.sub("", theme.definitions[language])
    ET.indent(book)
    text = ET.tostring(book, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _code(parent: Element, key: str, name: str, colour: str, *, codable: bool) -> Element:
    from xml.etree import ElementTree as ET

    marks = {
        "guid": str(uuid.uuid5(_NAMESPACE, key)),
        "name": _CONTROL.sub("", name),
        "isCodable": str(codable).lower(),
        "color": colour,
    }
    return ET.SubElement(parent, "Code", marks)
