"""The tables and their words: one description, which reading, writing, checking and documentation all follow."""

from __future__ import annotations

from places3t.schema.tables import NAMES, Field, Table, descriptor, table
from places3t.schema.words import Term, Vocabulary, vocabulary, vocabulary_names

__all__ = [
    "Field",
    "Table",
    "Term",
    "Vocabulary",
    "descriptor",
    "names",
    "table",
    "vocabulary",
    "vocabulary_names",
]


def names() -> tuple[str, ...]:
    """List the tables of a workspace.

    Examples
    --------
    >>> names()[0]
    'places'
    """
    return NAMES
