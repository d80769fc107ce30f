"""JSON and JSON Lines as tables: one row a record, one column a key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from places3t.errors import Refusal
from places3t.ingest.sheets import Sheet, cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WITHIN = 3
"""How deep a list of records is looked for in an object: ``{"data": {"results": [...]}}``."""


def read_json(content: bytes, name: str) -> Sheet:
    """Read a GeoJSON file, a list of records, an object that holds one, or one record a line.

    Parameters
    ----------
    content
        The file's bytes, in UTF-8.
    name
        Its name, for messages.

    Returns
    -------
    Sheet
        The header is row 0, record 1 is row 1; of JSON Lines, the row is the line. A value within an object has the
        keys that lead to it joined by ``/``; a list of plain values is their texts with ``; `` between.

    Raises
    ------
    Refusal
        If it is not JSON, or holds no records.
    """
    from places3t.ingest.geojson import read_features

    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, RecursionError) as error:
        raise Refusal("damaged", source=name, why=str(error)) from error
    except json.JSONDecodeError as error:
        return _table(_lines(content, name, error), name)
    if isinstance(data, dict) and isinstance(data.get("features"), list):
        return read_features(data["features"], name)
    return _table(_records(data, name), name)


def _lines(content: bytes, name: str, whole: json.JSONDecodeError) -> list[dict[str, Any] | None]:
    """Read one record a line; a blank line is no record and keeps its number."""
    lines = content.decode("utf-8-sig").split("\n")
    found: list[dict[str, Any] | None] = []
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line) if line.strip() else None
        except json.JSONDecodeError as error:
            # Where the very first line is no JSON, the file was never meant as JSON Lines.
            why = str(whole) if not any(found) else f"line {number}: {error.msg}"
            raise Refusal("damaged", source=name, why=why) from error
        if not isinstance(record, dict | None):
            raise Refusal("not-records", source=name)
        found.append(record)
    return found


def _records(data: Any, name: str) -> list[dict[str, Any] | None]:
    """Find the longest list of objects."""
    lists = sorted(_lists(data, 0), key=len, reverse=True)
    if not lists:
        raise Refusal("not-records", source=name)
    return [each if isinstance(each, dict) else None for each in lists[0]]


def _lists(data: Any, depth: int) -> Iterator[Sequence[Any]]:
    if isinstance(data, list):
        if not data or isinstance(data[0], dict):
            yield data
    elif isinstance(data, dict) and depth < _WITHIN:
        for value in data.values():
            yield from _lists(value, depth + 1)


def _table(records: Sequence[dict[str, Any] | None], name: str) -> Sheet:
    rows = [dict(_flat(record, "")) if record else {} for record in records]
    header = list(dict.fromkeys(key for row in rows for key in row))
    if not header:
        raise Refusal("empty-file", source=name)
    return Sheet(None, [header, *([row.get(key, "") for key in header] for row in rows)], first_row=0, header_at=0)


def _flat(record: dict[str, Any], above: str) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}/")
        else:
            yield f"{above}{key}", value_text(value)


def value_text(value: Any) -> str:
    """Write a value as the text of a cell; a list of plain values as their texts with ``; `` between."""
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else cell_text(value)
    if any(isinstance(each, dict | list) for each in value):
        return json.dumps(value, ensure_ascii=False, default=str)
    return "; ".join(filter(None, map(cell_text, value)))
