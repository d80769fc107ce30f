"""Columns of places as columns of a model: numbers as they are, classes as indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival.groups import classes
from places3t.indicators.survival.selective import check_known, known_for_both

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.indicators.problems import Note
    from places3t.indicators.survival.arrays import Bools, Floats, Ints

MEASURED = 6
"""A column of numbers with at least as many distinct values is a measure, with fewer a classification."""


@dataclass(frozen=True)
class Design:
    """Covariates of every place.

    Attributes
    ----------
    x
        Shape (places, p).
    names
        Of its columns: ``column`` for a measure, ``column=class`` for a class.
    terms
        Column asked for to the names of its columns of x.
    known
        Places for which all are known.
    notes
        What must be said of them.
    """

    x: Floats
    names: tuple[str, ...]
    terms: dict[str, list[str]]
    known: Bools
    notes: tuple[Note, ...]


def design(places: pd.DataFrame, columns: Sequence[str]) -> Design:
    """Make covariates of columns.

    Raises
    ------
    CannotCompute
        As `check_known` and `classes`.
    """
    parts: list[Floats] = []
    names: list[str] = []
    terms: dict[str, list[str]] = {}
    known = np.ones(len(places), dtype=np.bool_)
    notes: list[Note] = []
    for column in columns:
        notes += check_known(places, column)
        block, labels, has = _covariates(places, column)
        parts.append(block)
        names += labels
        terms[column] = labels
        known &= has
    x = np.column_stack(parts) if parts else np.zeros((len(places), 0))
    return Design(x, tuple(names), terms, known, tuple(notes))


def indicators(code: Ints, labels: Sequence[str]) -> Floats:
    """Give one 0/1 column for each class but the first, shape (n, classes - 1)."""
    columns: Floats = (code[:, None] == np.arange(1, len(labels))[None, :]).astype(np.float64)
    return columns


def strata(places: pd.DataFrame, columns: Sequence[str]) -> tuple[Ints, Bools, tuple[Note, ...]]:
    """Give each place the number of its combination of classes, and say where all are known."""
    code = np.zeros(len(places), dtype=np.int64)
    known = np.ones(len(places), dtype=np.bool_)
    notes: list[Note] = []
    for column in columns:
        notes += check_known(places, column)
        part, labels = classes(places, column)
        known &= part >= 0
        code = code * max(len(labels), 1) + np.maximum(part, 0)
    return np.unique(code, return_inverse=True)[1].astype(np.int64), known, tuple(notes)


def _covariates(places: pd.DataFrame, column: str) -> tuple[Floats, list[str], Bools]:
    import pandas as pd

    values = places[column]
    if pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype):
        numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
        finite = np.isfinite(numbers)
        if len(np.unique(numbers[finite])) >= MEASURED:
            return np.where(finite, numbers, 0.0)[:, None], [column], finite
    code, labels = classes(places, column)
    if not labels:
        raise CannotCompute("no_group", {"by": column, "places": len(places), "try": known_for_both(places) or ["–"]})
    size = np.bincount(code[code >= 0], minlength=len(labels))
    order = np.argsort(-size, kind="stable")
    rank = np.empty(len(labels), dtype=np.int64)
    rank[order] = np.arange(len(labels))
    ranked = np.where(code >= 0, rank[code], -1)
    ordered = [labels[at] for at in order]
    return indicators(ranked, ordered), [f"{column}={label}" for label in ordered[1:]], code >= 0
