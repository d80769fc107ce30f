"""What a kind of cell is: a description for people, a parser for one text, and its own good and bad examples.

A parser is a pure function of one text, never of a column: the reader applies it once to each distinct text of a
column, so that a file of 100,000 rows with forty departments parses forty texts. It never raises on bad input; a
doubt or a failure is data, a `Fault`, that the reader turns into a finding with the row and column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Fault(NamedTuple):
    """Something wrong or mended in one cell: the code of a finding, and what its sentence needs to be said."""

    code: str
    params: Mapping[str, str] = {}


class Parsed(NamedTuple):
    """What a cell says.

    ``value`` is null when nothing can be kept. With a value, ``fault`` says what was mended to get it; without one,
    why it could not be read. Null without a fault is a cell that says that nothing is known (empty, ``NC``).
    """

    value: object | None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of cell.

    Attributes
    ----------
    name
        How the schema calls it.
    title, description
        For people, by language (``fr``, ``en``).
    dtype
        The pandas dtype of a column of its values.
    parse
        One stripped, non-empty, not-missing text to what it says.
    good
        Text to value, read without a fault.
    mended
        Text to value and the code of the finding that says what was mended.
    bad
        Text to the code of the finding that says why nothing is kept.
    adapt
        For a kind that only the whole column settles (is 1 one per cent, or all?): the column's distinct texts to
        the parser that reads them. Null for the others.
    plain
        A regular expression, in what Python's ``re`` and RE2 have in common, of texts that are clean, say something,
        have no fault and are their own value (the number that they write, where ``dtype`` is ``float64``). Columns
        read these all at once, without ``parse``. Null where there is no such shape.
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    dtype: str
    parse: Callable[[str], Parsed]
    good: Mapping[str, object]
    mended: Mapping[str, tuple[object, str]] = field(default_factory=dict)
    bad: Mapping[str, str] = field(default_factory=dict)
    adapt: Callable[[Sequence[str]], Callable[[str], Parsed]] | None = None
    plain: str | None = None


def rejected(code: str, **params: str) -> Parsed:
    """Say that nothing can be kept of a cell, and why."""
    return Parsed(None, Fault(code, params))


def mended(value: object, code: str, **params: str) -> Parsed:
    """Say what a cell means, and what was mended or doubted to get there."""
    return Parsed(value, Fault(code, params) if params else _plain(code))


@lru_cache
def _plain(code: str) -> Fault:
    """Make a fault that needs nothing but its code; a column has the same one thousands of times."""
    return Fault(code)
