"""The page of the documentation on what is read in a cell, made from the formats' own examples.

``python -m places3t.formats.document docs/formats.md`` writes it again; a test says when it is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from places3t import formats, schema
from places3t.formats.dates import PartialDate
from places3t.formats.missing import MARKERS, SPREADSHEET_ERRORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from places3t.formats.base import Format

_INTRODUCTION = """\
# What is read in a cell

This page is made from the formats' own examples, which the tests run: what it shows is what happens.

A cell is first cleaned: no-break and repeated spaces, invisible characters and line breaks become one space, HTML
entities are decoded. Then it is read by the format of its column. A cell that was *mended* keeps its value and has a
finding that says what was done; one that cannot be read is left empty, and its finding says why. Nothing is guessed.

"""

_MISSING = """\
## Nothing known

These stand for an empty cell, whatever their case, accents and punctuation, as do dashes, dots and question marks
alone:
{markers}.

These too, with a finding (`spreadsheet-error`), because a formula of the file is broken: {errors}.

Zero is a number. In a code or a coordinate it stands for a missing one, and the finding `zero-for-missing` says so.

"""

_WORDS = """\
## Words

The closed lists that `choice` and `choices` read. Each word is known by its key, its French and English names, and the
spellings met in files, which are in `src/places3t/schema/vocabularies`.

"""


def page() -> str:
    """Write the whole page, in Markdown."""
    parts = (_section(formats.get(name)) for name in formats.names())
    return (
        "".join((_INTRODUCTION, _missing(), *parts, _WORDS, *map(_vocabulary, schema.vocabulary_names()))).rstrip()
        + "\n"
    )


def _missing() -> str:
    markers = ", ".join(_code(marker) for marker in MARKERS)
    return _MISSING.format(markers=markers, errors=", ".join(_code(error) for error in SPREADSHEET_ERRORS))


def _section(fmt: Format) -> str:
    lines = [
        f"## {fmt.title['en']} (`{fmt.name}`)",
        "",
        fmt.description["en"],
        "",
        f"*{fmt.title['fr']}.* {fmt.description['fr']}",
        "",
        *_columns(fmt.name),
        "| written | read as | finding |",
        "| --- | --- | --- |",
        *(f"| {_code(text)} | {_value(value)} | |" for text, value in fmt.good.items()),
        *(f"| {_code(text)} | {_value(value)} | `{code}` |" for text, (value, code) in fmt.mended.items()),
        *(f"| {_code(text)} | nothing | `{code}` |" for text, code in fmt.bad.items()),
    ]
    return "\n".join(lines) + "\n\n"


def _columns(name: str) -> Iterator[str]:
    """Say which columns of the tables a format reads."""
    columns = [
        f"`{table}.{field.name}`"
        for table in schema.names()
        for field in schema.table(table).fields
        if field.format == name
    ]
    if columns:
        yield f"Reads {', '.join(columns)}."
        yield ""


def _vocabulary(name: str) -> str:
    words = schema.vocabulary(name)
    lines = [
        f"### {words.title['en']} (`{name}`)",
        "",
        "| key | français | English |",
        "| --- | --- | --- |",
        *(f"| `{term.key}` | {term.fr} | {term.en} |" for term in words.terms.values()),
    ]
    return "\n".join(lines) + "\n\n"


def _value(value: object) -> str:
    if isinstance(value, PartialDate):
        interval = str(value.earliest) if value.earliest == value.latest else f"{value.earliest} to {value.latest}"
        return f"{interval} ({value.precision}{'' if value.certain else ', not certain'})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_code(str(item)) for item in value)
    return _code(", ".join(map(str, value)) if isinstance(value, tuple) else str(value))


def _code(text: str) -> str:
    """Show a text as it is, bars and invisible characters included."""
    shown = text.replace("|", "\\|").replace("\u00a0", "⍽").replace("\n", "↵")
    return f"`{shown}`"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
