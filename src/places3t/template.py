"""An empty spreadsheet to send out: what comes back filled in is read without a question."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from places3t import formats, schema
from places3t.language import catalogue, say
from places3t.typography import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from places3t.language import Language
    from places3t.schema import Field

FIELDS: Mapping[str, tuple[str, ...]] = {
    "places": (
        "place_id", "name", "status", "opened_on", "closed_on", "closure_kind", "types", "legal_form", "operator_name",
        "operator_role", "networks", "access", "openness", "elements", "services", "staff_fte", "has_facilitator",
        "surface_m2", "members_count", "telework_share", "budget_eur", "public_share", "market_share",
        "reciprocity_share", "address", "postal_code", "commune_code", "commune_name", "country_code", "lat", "lon",
    ),
    "funding": ("place_id", "name", "postal_code", "commune_name", "source", "kind", "amount_eur", "started_on",
                "ended_on"),
    "contributions": ("contribution_id", "session", "phase", "kind", "title", "text", "theme_declared", "author_type",
                      "created_on", "votes", "parent_id", "place_id", "commune_code"),
}  # fmt: skip
"""What a person can know and write. The rest the program finds or computes; who spoke is nobody's business."""

_ROWS = 1_000
_TEXTS = "@"
"""The number format of texts: a spreadsheet then keeps the zero of 01004 and does not make a date of 03/2018."""
_NUMBERS = frozenset({"decimal", "integer", "share", "amount", "latitude", "longitude"})


@dataclass(slots=True)
class _Book:
    """The workbook on its way, and the column of each vocabulary in its hidden sheet of lists."""

    book: Any
    language: Language
    lists: Any
    ranges: dict[str, str]

    def say(self, key: str, **params: object) -> str:
        return say("template", key, self.language, **params)


def template_xlsx(kind: str, language: Language) -> bytes:
    """Make an empty spreadsheet.

    Parameters
    ----------
    kind
        places, funding or contributions.
    language
        Of headers, notes, lists and the example.

    Returns
    -------
    bytes
        An XLSX: a sheet to fill in, a sheet with a filled example, and a hidden one with the words of the lists.
        Headers bear a note; cells check what is typed, and warn rather than forbid.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    sheet, example, lists = (book.add_worksheet(say("template", key, language)) for key in (kind, "example", "lists"))
    lists.hide()
    work = _Book(book, language, lists, {})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain, texts = book.add_format(), book.add_format({"num_format": _TEXTS})
    for at, field in enumerate(map(_field_of(kind), FIELDS[kind])):
        title = field.title[language]
        for page in (sheet, example):
            page.write_string(0, at, title, bold)
            page.write_comment(0, at, _note(field, work), {"x_scale": 2.5, "y_scale": 1.6})
            page.set_column(at, at, max(14, min(len(title), 26)), plain if field.format in _NUMBERS else texts)
        rule = _rule(field, work)
        if rule:
            sheet.data_validation(1, at, _ROWS, at, rule)
        example.write_string(1, at, _example(field, work))
    for page in (sheet, example):
        page.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


def _field_of(kind: str) -> Any:
    """Give the function that finds a column of a kind: its own, else the place's that it speaks of."""
    own = {field.name: field for field in schema.table(kind).fields}
    place = {field.name: field for field in schema.table("places").fields}
    return lambda name: own.get(name) or place[name]


def _format(field: Field) -> formats.Format:
    return formats.get(field.format or "text", field.vocabulary)


def _note(field: Field, work: _Book) -> str:
    """Say what a column is, and how to fill it in."""
    parts = [field.description[work.language]]
    if field.format == "choice":
        parts.append(work.say("one-of"))
    elif field.format == "choices":
        parts.append(work.say("several-of"))
    else:
        parts.append(_format(field).description[work.language])
    if field.vocabulary and field.format == "choices":
        parts.append(work.say("words", words=", ".join(_labels(field, work.language))))
    return "\n".join(parts)


def _labels(field: Field, language: Language) -> list[str]:
    terms = schema.vocabulary(field.vocabulary or "").terms
    keys = [key for key in terms if not field.enum or key in field.enum]
    return [getattr(terms[key], language) for key in keys]


def _rule(field: Field, work: _Book) -> dict[str, Any] | None:
    """Say what a cell may hold; null where anything may. A warning can be passed over: a doubt is worth writing."""
    warn = {"error_type": "warning", "error_title": work.say("not-so")}
    if field.vocabulary:
        # Several words are no word of the list, so nothing is said of them here.
        several = field.format == "choices"
        message = work.say("several-of" if several else "one-of")
        return warn | {
            "validate": "list", "source": _range(field, work), "error_message": message, "show_error": not several
        }  # fmt: skip
    if field.format == "yes_no":
        return warn | {"validate": "list", "source": {"fr": ["oui", "non"], "en": ["yes", "no"]}[work.language]}
    if field.format == "partial_date":
        message = work.say("date")
        return warn | {"validate": "length", "criteria": "between", "minimum": 4, "maximum": 10,
                       "error_message": message}  # fmt: skip
    if field.format in _NUMBERS and field.minimum is not None:
        return warn | _bounds(field, work)
    return None


def _bounds(field: Field, work: _Book) -> dict[str, Any]:
    least = number(field.minimum, work.language)
    if field.maximum is None:
        said = {"criteria": ">=", "value": field.minimum, "error_message": work.say("at-least", minimum=least)}
    else:
        most = number(field.maximum, work.language)
        message = work.say("from-to", minimum=least, maximum=most)
        said = {
            "criteria": "between", "minimum": field.minimum, "maximum": field.maximum, "error_message": message
        }  # fmt: skip
    return {"validate": "decimal", **said}


def _range(field: Field, work: _Book) -> str:
    """Give the cells of the hidden sheet that hold the words of a list, written at first use."""
    name = field.vocabulary or ""
    if name not in work.ranges:
        from xlsxwriter.utility import xl_col_to_name

        labels, at = _labels(field, work.language), len(work.ranges)
        for row, label in enumerate(labels):
            work.lists.write_string(row, at, label)
        letters = xl_col_to_name(at)
        work.ranges[name] = f"='{work.lists.get_name()}'!${letters}$1:${letters}${len(labels)}"
    return work.ranges[name]


def _example(field: Field, work: _Book) -> str:
    """Give an answer as a person would write it."""
    if field.vocabulary:
        return "; ".join(_labels(field, work.language)[: 2 if field.format == "choices" else 1])
    if field.format == "yes_no":
        return {"fr": "oui", "en": "yes"}[work.language]
    if f"of-{field.name}" in catalogue("template"):
        return work.say(f"of-{field.name}")
    return next(iter(_format(field).good))
