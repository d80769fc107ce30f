"""A sheet being filled in, and the list of what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from demo.census import Place
    from demo.dice import Dice
    from demo.lives import Spell


@dataclass(frozen=True, slots=True)
class Percent:
    """A share that the spreadsheet shows as a percentage: 0.45 for 45 %."""

    value: float


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, with the value that it had when the file was saved."""

    text: str
    value: float


@dataclass(frozen=True, slots=True)
class NotAvailable:
    """The error that a lookup leaves: #N/A, or #N/D in a French Excel."""


Cell = str | int | float | date | Percent | Formula | NotAvailable | None


def as_text(cell: Cell) -> str:
    """Write what a cell holds, as the list of faults shows it."""
    if cell is None:
        return ""
    if isinstance(cell, NotAvailable):
        return "#N/A"
    if isinstance(cell, Percent | Formula):
        return repr(cell.value)
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, str) else repr(cell)


@dataclass(eq=False, slots=True)
class Row:
    """A row under the header: its cells by column, the place or spell it speaks of, and under which status."""

    cells: dict[str, Cell]
    place: Place | None = None
    status: str = ""
    note: str = ""
    broken: bool = False
    spell: Spell | None = None


@dataclass(slots=True)
class Fault:
    """Something wrong in one cell, or in a whole row when `column` is empty, and what is right."""

    row: Row
    column: str
    name: str
    right: str


@dataclass(slots=True)
class Sheet:
    """The table of a file: rows above the header, the header, the rows under it."""

    file: str
    name: str
    columns: tuple[str, ...]
    above: list[list[Cell]]
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def number_of(self, row: Row) -> int:
        """Give the number that a spreadsheet shows beside a row, from 1."""
        return len(self.above) + 2 + self.rows.index(row)

    def grid(self) -> list[list[Cell]]:
        """Give every line of the sheet, from the first."""
        lines = [[row.cells.get(column) for column in self.columns] for row in self.rows]
        return [*self.above, list(self.columns), *lines]

    def spoil(self, row: Row, column: str, cell: Cell, fault: str, right: str | None = None) -> None:
        """Put something wrong in a cell, and remember what was right."""
        before = as_text(row.cells.get(column))
        row.cells[column] = cell
        self.faults.append(Fault(row, column, fault, before if right is None else right))

    def blame(self, row: Row, fault: str, right: str) -> None:
        """Say that a whole row is wrong, or should not be there, and what is right."""
        row.broken = True
        self.faults.append(Fault(row, "", fault, right))

    def some(self, dice: Dice, count: int, fits: Callable[[Row], bool]) -> list[Row]:
        """Draw rows that fit and are not broken yet, and call them broken, so that no row has two such faults.

        Raises
        ------
        ValueError
            If too few rows fit.
        """
        free = [row for row in self.rows if row.place is not None and not row.broken and fits(row)]
        if len(free) < count:
            msg = f"{self.file}: {count} rows wanted, {len(free)} fit"
            raise ValueError(msg)
        chosen = dice.some(free, count)
        for row in chosen:
            row.broken = True
        return chosen


def of(row: Row) -> Place:
    """Give the place that a row speaks of, where it is known to speak of one."""
    assert row.place is not None
    return row.place


def joined(keys: Sequence[str], words: dict[str, str], separator: str) -> str:
    """Write several words of a vocabulary in one cell."""
    return separator.join(words[key] for key in keys)
