"""Tables: their columns as Table Schema JSON, with their titles and the headers that files give them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from places3t.schema.headers import header_forms, header_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

_FOLDER = Path(__file__).parent

NAMES = ("places", "observations", "funding", "contributions", "codings", "findings", "sources")
"""The tables of a workspace, in the order in which they are filled and read."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table.

    Attributes
    ----------
    name
        The canonical name.
    type
        Table Schema type: string, integer, number, boolean, date, list, geojson.
    title, description
        For people, by language (``fr``, ``en``); the description says the unit.
    format
        Name of the format that reads its cells (`places3t.formats.get`), null for what the program computes alone.
    vocabulary
        Name of the vocabulary of its words, or null.
    headers
        What files call it, French and English, besides its name and titles.
    minimum, maximum
        Bounds of a number, or null.
    required
        Whether a row without it is not a row.
    enum
        The only values it takes, in order; empty when free.
    """

    name: str
    type: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    format: str | None
    vocabulary: str | None
    headers: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    required: bool
    enum: tuple[str, ...]

    @property
    def bounds(self) -> tuple[float | None, float | None] | None:
        """Least and greatest value, as `places3t.formats.column.read_column` takes them."""
        return None if self.minimum is None and self.maximum is None else (self.minimum, self.maximum)

    def arrow(self) -> pa.DataType:
        """Say how the column is stored (Arrow)."""
        import pyarrow as pa

        types: dict[str, pa.DataType] = {
            "string": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
            "date": pa.date32(),
            "list": pa.list_(pa.string()),
            "geojson": pa.binary(),  # GeoParquet keeps geometries as WKB
        }
        return types[self.type]


@dataclass(frozen=True)
class Table:
    """A table of the workspace.

    Attributes
    ----------
    name
        Its name, and its Parquet file's.
    title, description
        For people, by language.
    fields
        Its columns, in order.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    fields: tuple[Field, ...]

    @cached_property
    def index(self) -> dict[str, str]:
        """Every folded header that names a column (its name, its titles, its synonyms), to the column's name."""
        return {
            header_key(header): field.name
            for field in self.fields
            for header in (*field.headers, *field.title.values(), field.name)
        }

    def field(self, name: str) -> Field:
        """Find a column by its canonical name.

        Raises
        ------
        KeyError
            If the table has no such column.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def match(self, header: str) -> str | None:
        """Find the column that a header names; null when it names none.

        The header counts whole first, then without the number of its question (``G02Q03.``, ``3.2)``) and what it
        says about how to answer (``(en m²)``, ``(facultatif)``).

        Examples
        --------
        >>> places = table("places")
        >>> places.match("NOM_TL"), places.match("3. Surface totale (en m²) *"), places.match("LOGO")
        ('name', 'surface_m2', None)
        """
        keys = (header_key(form) for form in header_forms(header))
        return next((self.index[key] for key in keys if key in self.index), None)

    def arrow_schema(self) -> pa.Schema:
        """Say how the table is stored: its columns in order, nullable unless required."""
        import pyarrow as pa

        return pa.schema([pa.field(field.name, field.arrow(), nullable=not field.required) for field in self.fields])


def descriptor(name: str) -> dict[str, Any]:
    """Read a table's Table Schema, as plain JSON data (a fresh copy).

    Raises
    ------
    KeyError
        If there is no such table.
    """
    if name not in NAMES:
        msg = f"no table {name!r}: one of {', '.join(NAMES)}"
        raise KeyError(msg)
    content: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    return content


@lru_cache
def table(name: str) -> Table:
    """Load a table's columns.

    Raises
    ------
    KeyError
        If there is no such table.
    """
    content = descriptor(name)
    own = content["places3t"]
    fields = tuple(_field(item) for item in content["fields"])
    return Table(name, own["title"], own["description"], fields)


def _field(item: dict[str, Any]) -> Field:
    own, constraints = item["places3t"], item.get("constraints", {})
    return Field(
        name=item["name"],
        type=item["type"],
        title=own["title"],
        description=own["description"],
        format=own["format"],
        vocabulary=own["vocabulary"],
        headers=tuple(own["headers"]),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        required=constraints.get("required", False),
        enum=tuple(constraints.get("enum", ())),
    )
