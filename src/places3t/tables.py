"""The tables of the store as frames, for analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from places3t.errors import Refusal

if TYPE_CHECKING:
    import pandas as pd

    from places3t.workspace import Workspace


_NULLABLE = {"bool": "boolean", "int64": "Int64"}


def read_table(workspace: Workspace, name: str) -> pd.DataFrame:
    """Read a table of the store: dates as ``datetime64``, lists as arrays of texts, unknown as null.

    Raises
    ------
    Refusal
        If the store has no such table.
    """
    table = workspace.read(name)
    frame = cast("pd.DataFrame", table.to_pandas(date_as_object=False))
    # Arrow gives a boolean column with nulls as objects, and a whole number with nulls as a float.
    return frame.astype(
        {field.name: _NULLABLE[str(field.type)] for field in table.schema if str(field.type) in _NULLABLE}
    )


def read_places(workspace: Workspace) -> pd.DataFrame:
    """Read the places, with the kinds of their communes where a table of communes was added.

    Raises
    ------
    Refusal
        If the store holds no place.
    """
    if "places" not in workspace.tables():
        raise Refusal("no-places")
    places = read_table(workspace, "places").drop(columns="geometry")
    if places.empty:
        raise Refusal("no-places")
    from places3t.reference.store import with_kinds

    return with_kinds(places, workspace)
